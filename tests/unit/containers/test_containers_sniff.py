from __future__ import annotations

import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.pictures import JSON, TOKEN, outcome, png, svg

from badgekit.containers import unpack
from badgekit.errors import LimitExceeded, Malformed, Problem, Unsupported
from badgekit.limits import Limits
from badgekit.messages import lookup

LIMITS = Limits()


def refusal(data: bytes, limits: Limits = LIMITS) -> Problem:
    with pytest.raises(Problem) as caught:
        unpack(data, limits)
    assert lookup(caught.value.code) is not None
    assert "not given)" not in str(caught.value)
    return caught.value


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"\xff\xd8\xff\xe0\0\x10JFIF\0" + JSON.encode(), "a JPEG picture"),
        (b"GIF89a\1\0\1\0", "a GIF picture"),
        (b"GIF87a\1\0\1\0", "a GIF picture"),
        (b"RIFF\x1a\0\0\0WEBPVP8 ", "a WebP picture"),
        (b"%PDF-1.7\n", "a PDF document"),
        (b"PK\x03\x04\x14\0", "a ZIP archive or an office document"),
        (b"PK\x05\x06" + bytes(18), "an empty ZIP archive"),
        (b"\x1f\x8b\x08\0", "a compressed (gzip) file"),
        (b"II*\0\x08\0\0\0", "a TIFF picture"),
        (b"MM\0*\0\0\0\x08", "a TIFF picture"),
        (b"7z\xbc\xaf\x27\x1c\0\x04", "a 7-Zip archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(8), "an old office document or e-mail"),
        (b"BM" + struct.pack("<I", 10) + bytes(4), "a BMP picture"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "a HEIC or AVIF picture, or a video"),
        (b"<!DOCTYPE html><title>x</title>", "a web page (HTML)"),
        (b"\xef\xbb\xbf \n<HTML lang=en>", "a web page (HTML)"),
        (b"<html><body>" + svg(), "a web page (HTML)"),
        (b"Dear badge,\n", "a text file"),
        (b"www.example.org", "a text file"),
        ("Grüße".encode(), "a text file"),
        (("x" * 4095 + "ü").encode(), "a text file"),
        (b"\x01\x02\x03\x04", "a file of an unknown kind"),
        ("Grüße und mehr".encode("latin-1"), "a file of an unknown kind"),
        (b"." * 100_000, "a text file"),
    ],
)
def test_other_files_are_named(data: bytes, found: str) -> None:
    problem = refusal(data)
    assert isinstance(problem, Unsupported)
    assert problem.code == "input.not_a_badge"
    assert problem.params["found"] == found


@pytest.mark.parametrize("data", [b"", b" \r\n\t", b"\xef\xbb\xbf", b" " * 5000])
def test_an_empty_file_is_malformed(data: bytes) -> None:
    problem = refusal(data)
    assert isinstance(problem, Malformed)
    assert problem.code == "input.empty"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [JSON, '<svg xmlns="http://www.w3.org/2000/svg"/>', "[]"])
def test_utf16_is_named(encoding: str, text: str) -> None:
    assert refusal(text.encode(encoding)).code == "input.utf16"


def test_a_damaged_png_signature_is_named() -> None:
    line_ends_changed = png().replace(b"\r\n\x1a\n", b"\n\x1a\n", 1)
    eighth_bit_lost = b"\x09" + png()[1:]
    for data in (line_ends_changed, eighth_bit_lost):
        assert refusal(data).code == "png.signature"


def test_the_size_of_the_file_is_bounded_before_anything_else() -> None:
    limits = Limits(input_bytes=100)
    assert unpack(b'{"a":1}'.ljust(100), limits).value == {"a": 1}
    problem = refusal(b'{"a":1}'.ljust(101), limits)
    assert isinstance(problem, LimitExceeded)
    assert problem.code == "input.too_large"


@settings(deadline=None, max_examples=300)
@given(st.binary(max_size=300))
def test_any_bytes_give_a_payload_or_a_problem(data: bytes) -> None:
    assert outcome(data)


@settings(deadline=None, max_examples=300)
@given(
    st.sampled_from([b"{", b"[", b'"', b"<", b"<?xml", b"\xef\xbb\xbf", b"eyJ", TOKEN.encode(), b"http://"]),
    st.text(max_size=60),
)
def test_any_text_after_a_promising_start_gives_a_payload_or_a_problem(start: bytes, rest: str) -> None:
    assert outcome(start + rest.encode())
