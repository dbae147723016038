"""From the text of a list to one bit: one spelling, one stream, bounded, the left-most bit first."""

from __future__ import annotations

import base64
import contextlib
import gzip
import json
import tracemalloc
import zlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from badgekit.errors import LimitExceeded, Malformed, Problem
from badgekit.status.bitstring import decode, value_at
from badgekit.status.lists import read_list
from badgekit.status.methods import METHODS, Method

BITSTRING = METHODS["BitstringStatusListEntry"]
OLDER = METHODS["StatusList2021Entry"]
OLDEST = METHODS["RevocationList2020Status"]
LIMIT = 1 << 20
BITS = bytes(range(256)) * 64


def packed(data: bytes) -> str:
    return base64.urlsafe_b64encode(gzip.compress(data, mtime=0)).decode().rstrip("=")


@pytest.mark.parametrize(
    ("text", "method"),
    [
        ("u" + packed(BITS), BITSTRING),
        (packed(BITS), OLDER),
        ("u" + packed(BITS), OLDER),
        (base64.b64encode(gzip.compress(BITS, mtime=0)).decode(), OLDER),
        (base64.urlsafe_b64encode(gzip.compress(BITS, mtime=0)).decode(), OLDER),
        (packed(BITS), OLDEST),
        (base64.b64encode(zlib.compress(BITS)).decode(), OLDEST),
    ],
)
def test_every_spelling_in_use_is_read(text: str, method: Method) -> None:
    assert decode(text, method, limit=LIMIT) == BITS


def spoiled() -> dict[str, tuple[str, Method]]:
    stream = gzip.compress(BITS, mtime=0)

    def text(data: bytes) -> str:
        return "u" + base64.urlsafe_b64encode(data).decode().rstrip("=")

    return {
        "empty": ("", BITSTRING),
        "prefix only": ("u", BITSTRING),
        "no prefix": (packed(BITS), BITSTRING),
        "another prefix": ("z" + packed(BITS), BITSTRING),
        "padded": (text(stream + b"") + "=", BITSTRING),
        "the other alphabet": ("u" + base64.b64encode(stream).decode().rstrip("="), BITSTRING),
        "blanks": ("u" + packed(BITS)[:40] + " " + packed(BITS)[40:], BITSTRING),
        "zlib for gzip": (text(zlib.compress(BITS)), BITSTRING),
        "zlib in 2021": (base64.b64encode(zlib.compress(BITS)).decode(), OLDER),
        "not compressed": (text(BITS), BITSTRING),
        "truncated": (text(stream[:-5]), BITSTRING),
        "no trailer": (text(stream[:-8]), BITSTRING),
        "wrong checksum": (text(stream[:-8] + b"\1\2\3\4" + stream[-4:]), BITSTRING),
        "two members": (text(gzip.compress(bytes(16384)) + stream), BITSTRING),
        "rubbish after the end": (text(stream + b"\0"), BITSTRING),
        "two alphabets": ("-_+/" + base64.b64encode(stream).decode(), OLDER),
        "much padding": (base64.b64encode(stream).decode().rstrip("=") + "===", OLDER),
    }


@pytest.mark.parametrize("name", spoiled())
def test_what_two_readers_could_read_in_two_ways_is_refused(name: str) -> None:
    text, method = spoiled()[name]
    with pytest.raises(Malformed) as caught:
        decode(text, method, limit=LIMIT)
    assert caught.value.code == "status.list_encoding"


def test_a_bomb_is_stopped_before_it_takes_memory() -> None:
    text = "u" + packed(bytes(64 << 20))
    tracemalloc.start()
    try:
        with pytest.raises(LimitExceeded) as caught:
            decode(text, BITSTRING, limit=LIMIT)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert caught.value.code == "status.list_too_large"
    assert peak < 8 * LIMIT


def test_a_list_of_exactly_the_limit_is_read() -> None:
    assert len(decode("u" + packed(bytes(LIMIT)), BITSTRING, limit=LIMIT)) == LIMIT


def test_the_first_bit_is_the_left_most() -> None:
    assert value_at(b"\x80\x00", 0) == 1
    assert value_at(b"\x01\x00", 7) == 1
    assert value_at(b"\x01\x00", 0) == 0
    assert value_at(b"\x00\x80", 8) == 1
    assert value_at(b"\x1b", 1, 2) == 1
    assert value_at(b"\x1b", 3, 2) == 3
    assert value_at(b"\x0f\xf0", 1, 4) == 0xF
    assert value_at(b"\x00\x03\x80", 2, 7) == 0b1110000


@pytest.mark.parametrize(("index", "size"), [(-1, 1), (16, 1), (10**30, 1), (8, 2), (5, 3)])
def test_there_is_nothing_outside_the_list(index: int, size: int) -> None:
    with pytest.raises(Malformed) as caught:
        value_at(b"\xff\xff", index, size)
    assert caught.value.code == "status.out_of_range"


@given(st.binary(min_size=1, max_size=64), st.integers(1, 16), st.data())
def test_every_entry_is_the_bits_that_the_text_of_the_list_shows(
    data: bytes, size: int, choice: st.DataObject
) -> None:
    shown = "".join(f"{byte:08b}" for byte in data)
    count = len(shown) // size
    if count == 0:
        return
    index = choice.draw(st.integers(0, count - 1))
    assert value_at(data, index, size) == int(shown[index * size : (index + 1) * size], 2)


@given(st.binary(max_size=4096), st.sampled_from(list(METHODS.values())))
def test_what_was_packed_comes_out(data: bytes, method: Method) -> None:
    prefix = "u" if method.encoding == "multibase" else ""
    assert decode(prefix + packed(data), method, limit=LIMIT) == data


@given(
    st.one_of(
        st.text(max_size=60),
        st.binary(max_size=90).map(lambda data: "u" + base64.urlsafe_b64encode(data).decode().rstrip("=")),
        st.binary(max_size=90).map(lambda data: "uH4s" + base64.urlsafe_b64encode(data).decode()),
    ),
    st.sampled_from(list(METHODS.values())),
)
def test_no_text_raises_anything_but_a_problem(text: str, method: Method) -> None:
    with contextlib.suppress(Problem):
        assert len(decode(text, method, limit=256)) <= 256


def vectors(corpus: Path) -> list[tuple[str, dict[str, Any]]]:
    folder = corpus / "credentials" / "status-vectors"
    files = sorted(path for path in folder.glob("waltid-*.json") if "tokenstatuslist" not in path.name)
    assert len(files) == 14
    return [(path.name, json.loads(path.read_bytes())) for path in files]


def _claims(token: str) -> dict[str, Any]:
    middle = token.split(".")[1]
    payload: dict[str, Any] = json.loads(base64.urlsafe_b64decode(middle + "=" * (-len(middle) % 4)))
    return dict(payload["vc"])


def test_the_lists_of_another_implementation_say_the_same(corpus: Path) -> None:
    """Each file has entries, lists and, for each entry, the one value that is wanted."""
    for name, vector in vectors(corpus):
        entries, wanted, lists = (
            value if isinstance(value, list) else [value]
            for value in (
                vector["holder-credential"]["credentialStatus"],
                vector["attribute"],
                vector["status-credential"],
            )
        )
        values = []
        for entry, token in zip(entries, lists, strict=True):
            method = METHODS[entry["type"]]
            found = read_list(_claims(token if isinstance(token, str) else token["content"]), method)
            assert entry["statusPurpose"] in found.purposes
            if "exception" in vector:
                with pytest.raises(Malformed):
                    decode(found.encoded, method, limit=LIMIT)
                continue
            bits = decode(found.encoded, method, limit=LIMIT)
            values.append(value_at(bits, int(entry["statusListIndex"]), entry["statusSize"]))
        agrees = values == [one["value"] for one in wanted]
        assert agrees is vector["valid"], name
