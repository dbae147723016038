"""What an answer says of its body, and what of it is believed."""

from __future__ import annotations

import gzip
import hashlib
import io
import zlib
from collections.abc import Mapping

import pytest

from badgekit.errors import LimitExceeded, Problem, Unavailable
from badgekit.net.body import check_framing, read_body

URL = "https://uni.example/a"
CHUNKED = {"transfer-encoding": "chunked"}


def refused(status: int, headers: Mapping[str, str], limit: int = 1000) -> Problem:
    with pytest.raises((Unavailable, LimitExceeded)) as caught:
        check_framing(URL, status, headers, limit)
    return caught.value


def test_the_first_and_the_last_status() -> None:
    check_framing(URL, 200, {}, 1000)
    check_framing(URL, 599, {}, 1000)
    assert {refused(status, {}).code for status in (199, 600)} == {"net.failed"}


@pytest.mark.parametrize("length", ["", " 1", "1 ", "+1", "-1", "1.0", "0x1", "\u00b2", "\u0663"])
def test_a_length_is_written_in_plain_digits(length: str) -> None:
    problem = refused(200, {"content-length": length})
    assert (problem.code, problem.params["reason"]) == ("net.failed", "the stated length is not a number")


def test_the_stated_length_is_at_most_the_limit() -> None:
    check_framing(URL, 200, {"content-length": "1000"}, 1000)
    assert refused(200, {"content-length": "1001"}).code == "net.too_large"


def test_no_number_is_made_of_more_than_eighteen_digits() -> None:
    check_framing(URL, 200, {"content-length": "5".zfill(18)}, 1000)
    assert refused(200, {"content-length": "5".zfill(19)}).code == "net.too_large"
    # Python itself refuses to read so long a number.
    assert refused(200, {"content-length": "9" * 5000}).code == "net.too_large"


def test_chunks_make_the_stated_length_void() -> None:
    # RFC 9112 section 6.3: Transfer-Encoding overrides Content-Length.
    for length in ("1", "many", "9" * 30):
        headers = {"content-length": length, **CHUNKED}
        check_framing(URL, 200, headers, 1000)
        assert read_body(URL, headers, io.BytesIO(b"abc").read, 1000) == b"abc"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("content-encoding", "br"),
        ("content-encoding", "gzip, gzip"),
        ("content-encoding", "chunked"),
        ("transfer-encoding", "gzip, chunked"),
        ("transfer-encoding", "identity"),
    ],
)
def test_codings_that_are_not_undone(name: str, value: str) -> None:
    problem = refused(200, {name: f" {value.upper()} "})
    assert (problem.code, problem.params["encoding"]) == ("net.encoding", value)


def test_spaces_and_capitals_around_a_coding_say_nothing() -> None:
    headers = {"content-encoding": " GZip ", "transfer-encoding": " CHUNKED "}
    check_framing(URL, 200, headers, 1000)
    assert read_body(URL, headers, io.BytesIO(gzip.compress(b"abc")).read, 1000) == b"abc"


def test_an_empty_body_is_no_broken_gzip() -> None:
    assert read_body(URL, {"content-encoding": "gzip"}, io.BytesIO(b"").read, 1000) == b""


@pytest.mark.parametrize("length", ["2", "4"])
def test_a_body_of_another_length_than_stated(length: str) -> None:
    with pytest.raises(Unavailable, match="broke off"):
        read_body(URL, {"content-length": length}, io.BytesIO(b"abc").read, 1000)


def test_the_limit_holds_on_the_wire_and_for_what_is_unpacked() -> None:
    packed = gzip.compress(b"x" * 1000)
    headers = {"content-encoding": "gzip"}
    assert read_body(URL, headers, io.BytesIO(packed).read, 1000) == b"x" * 1000
    for limit, sent in ((999, packed), (2, b"abc")):
        with pytest.raises(LimitExceeded) as caught:
            read_body(URL, headers, io.BytesIO(sent).read, limit)
        assert caught.value.code == "net.too_large"
    assert read_body(URL, {}, io.BytesIO(b"abc").read, 3) == b"abc"
    with pytest.raises(LimitExceeded):
        read_body(URL, {}, io.BytesIO(b"abc").read, 2)


def test_no_more_is_read_than_shows_that_it_is_too_much() -> None:
    source = io.BytesIO(bytes(10_000_000))
    with pytest.raises(LimitExceeded):
        read_body(URL, {}, source.read, 1000)
    assert source.tell() <= 64 * 1024


def test_a_gzip_may_look_back_as_far_as_gzip_does() -> None:
    # RFC 1951: 32 kilobytes. What cannot be packed comes twice, with half of that between.
    body = hashlib.shake_256(b"").digest(20_000) * 2
    packed = gzip.compress(body)
    assert len(packed) < 30_000
    assert read_body(URL, {"content-encoding": "gzip"}, io.BytesIO(packed).read, 50_000) == body


@pytest.mark.parametrize(
    "sent",
    [gzip.compress(b"abc")[:-1], gzip.compress(b"abc") + b"x", b"abc", zlib.compress(b"abc")],
    ids=["cut", "more after it", "no gzip", "zlib"],
)
def test_a_gzip_that_is_not_one_complete_member(sent: bytes) -> None:
    with pytest.raises(Unavailable) as caught:
        read_body(URL, {"content-encoding": "gzip"}, io.BytesIO(sent).read, 1000)
    assert (caught.value.code, caught.value.params["encoding"]) == ("net.encoding", "gzip")
