"""The file below an HTTP answer: whichever way it is read, no more comes out than is allowed."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest

from badgekit.errors import LimitExceeded
from badgekit.net.transport import Meter

URL = "https://uni.example/a"


def readinto(meter: Meter, size: int) -> bytes:
    buffer = bytearray(size)
    count = meter.readinto(memoryview(buffer))
    assert not any(buffer[count:])
    return bytes(buffer[:count])


WAYS: dict[str, Callable[[Meter, int], bytes]] = {
    "read": Meter.read,
    "read1": Meter.read1,
    "readline": Meter.readline,
    "readinto": readinto,
}


def meter(data: bytes, allowance: int) -> Meter:
    return Meter(io.BufferedReader(io.BytesIO(data)), URL, allowance)


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_up_to_the_allowance_it_reads_like_the_file(way: Callable[[Meter, int], bytes]) -> None:
    file = meter(b"abcdefgh", 8)
    assert [way(file, 3), way(file, 3), way(file, 3), way(file, 3)] == [b"abc", b"def", b"gh", b""]


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_one_byte_more_is_refused(way: Callable[[Meter, int], bytes]) -> None:
    file = meter(b"abcdefgh", 7)
    assert way(file, 7) == b"abcdefg"
    with pytest.raises(LimitExceeded) as caught:
        way(file, 1)
    assert caught.value.code == "net.too_many_headers"
    with pytest.raises(LimitExceeded):
        way(meter(b"abcdefgh", 7), 100)


@pytest.mark.parametrize("size", [-1, None])
@pytest.mark.parametrize("way", [Meter.read, Meter.readline])
def test_all_of_it_is_no_more_than_is_allowed(way: Callable[..., bytes], size: int | None) -> None:
    assert way(meter(b"abc\ndef", 7), size).startswith(b"abc")
    with pytest.raises(LimitExceeded):
        way(meter(b"x" * 9, 7), size)


def test_without_a_size_it_reads_as_far_as_the_file_does() -> None:
    for way, found in ((Meter.read, b"abc\ndef"), (Meter.readline, b"abc\n"), (Meter.read1, b"abc\ndef")):
        assert way(meter(b"abc\ndef", 7)) == found
    assert meter(b"abc\ndef", 7).peek() == b"abc\ndef"


def test_nothing_is_nothing() -> None:
    file = meter(b"abc", 2)
    assert file.read(0) == b""
    assert file.readline(0) == b""
    assert file.read(2) == b"ab"


def test_the_file_is_not_read_further_than_shows_that_it_is_too_much() -> None:
    source = io.BytesIO(bytes(1000))
    with pytest.raises(LimitExceeded):
        Meter(source, URL, 10).read()
    assert source.tell() == 11


def test_what_is_only_looked_at_does_not_count() -> None:
    file = meter(b"abcd", 4)
    for _ in range(3):
        assert file.peek(4)[:4] == b"abcd"
    assert file.read() == b"abcd"


def test_the_body_has_an_allowance_of_its_own() -> None:
    file = meter(b"head" + b"x" * 9, 4)
    assert file.read(4) == b"head"
    file.start_body(URL, 8, 5)
    assert file.read(8) == b"x" * 8
    with pytest.raises(LimitExceeded) as caught:
        file.read(1)
    assert (caught.value.code, caught.value.params) == ("net.too_large", {"url": URL, "limit": 5})


def test_the_file_is_closed_with_it() -> None:
    source = io.BytesIO(b"abc")
    file = Meter(source, URL, 4)
    file.flush()
    assert not source.closed
    file.close()
    assert source.closed
