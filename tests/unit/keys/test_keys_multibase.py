from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.keymaking import b58, b64u

from badgekit.errors import Malformed
from badgekit.keys.multibase import decode_base58, decode_base64url, decode_multibase


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("2NEpo7TZRRrLZSi2U", b"Hello World!"),
        (
            "USm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z",
            b"The quick brown fox jumps over the lazy dog.",
        ),
        ("11233QC4", bytes.fromhex("0000287fb4cd")),
        ("1", b"\0"),
        ("z", b"\x39"),
        # Numbers whose highest byte is 1.
        ("2", b"\1"),
        ("5R", b"\1\0"),
        ("15R", b"\0\1\0"),
        ("LUw", b"\1\0\0"),
    ],
)
def test_base58_known_values(text: str, data: bytes) -> None:
    """The first three are the test vectors of the base58 draft (draft-msporny-base58)."""
    assert decode_base58(text) == data


@given(st.binary(min_size=1, max_size=1100))
def test_base58_undoes_slow_encoding(data: bytes) -> None:
    assert decode_base58(b58(data), limit=2048) == data


@given(st.text(max_size=300))
def test_base58_refuses_or_is_canonical(text: str) -> None:
    try:
        data = decode_base58(text)
    except Malformed:
        return
    assert b58(data) == text


@pytest.mark.parametrize("text", ["", "0", "O", "I", "l", "abc!", "abc ", "\uff11", "\u0661", "é", "a\n"])
def test_base58_refuses(text: str) -> None:
    with pytest.raises(Malformed, match="base58"):
        decode_base58(text)


def test_base58_refuses_long_text_unread() -> None:
    """The cap counts characters and comes first: not even the alphabet is looked at."""
    with pytest.raises(Malformed, match="longer than 200"):
        decode_base58("0" * 201)
    with pytest.raises(Malformed, match="longer than 10"):
        decode_base58("z" * 11, limit=10)
    with pytest.raises(Malformed, match="longer"):
        decode_base58("z" * 3000, limit=10**9)
    assert len(decode_base58("z" * 200)) == 147
    longest = "z" * 2048
    assert b58(decode_base58(longest, limit=3000)) == longest
    with pytest.raises(Malformed, match="longer"):
        decode_base58(longest + "z", limit=3000)


@given(st.binary(max_size=200))
def test_base64url_undoes_encoding(data: bytes) -> None:
    assert decode_base64url(b64u(data)) == data


@given(st.text(alphabet=st.characters(max_codepoint=0x17F), max_size=40))
def test_base64url_refuses_or_is_canonical(text: str) -> None:
    try:
        data = decode_base64url(text)
    except Malformed:
        return
    assert b64u(data) == text


@pytest.mark.parametrize(
    "text",
    [
        "YQ==",  # padded
        "YR",  # the same byte as YQ, unused bits set
        "YWF",  # unused bits set
        "Y",  # no encoder gives one character
        "YWFhY",
        "-+-+",  # the other alphabet
        "ab/d",
        "YW Fh",
        "YWFh\n",
        "YW=h",
        "ＹＷＦｈ",
    ],
)
def test_base64url_refuses(text: str) -> None:
    with pytest.raises(Malformed, match="base64url"):
        decode_base64url(text)


@pytest.mark.parametrize("foreign", [*"+/=!~ \n\t\0\x7f,", "é"])
@pytest.mark.parametrize("count", [1, 2, 3, 4, 8])
def test_no_other_character_is_passed_over(foreign: str, count: int) -> None:
    """The attack: another text for the same bytes. Lenient decoders leave such characters out."""
    for good in ("YWFh", "YWFhYQ", "YWFhYWE"):
        assert decode_base64url(good)
        for place in range(len(good) + 1):
            with pytest.raises(Malformed):
                decode_base64url(good[:place] + foreign * count + good[place:])


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Y", "a length that no encoder produces"),
        ("YWFhY", "a length that no encoder produces"),
        ("YR", "unused bits at the end, or a character that base64url does not have"),
        ("YWF", "unused bits at the end, or a character that base64url does not have"),
        ("YW+h", "a character that base64url does not have"),
        ("YWFé", "a character that base64url does not have"),
    ],
)
def test_what_is_wrong_with_a_text_is_said(text: str, reason: str) -> None:
    with pytest.raises(Malformed) as caught:
        decode_base64url(text)
    assert caught.value.params["reason"] == reason


def test_base64url_cap_comes_first() -> None:
    with pytest.raises(Malformed, match="longer than 4"):
        decode_base64url("!!!!!", limit=4)


def test_codes_belong_to_the_caller() -> None:
    with pytest.raises(Malformed) as caught:
        decode_base64url("=", code="jwt.base64url")
    assert caught.value.code == "jwt.base64url"


def test_multibase_prefixes() -> None:
    assert decode_multibase("zUC") == decode_base58("UC")
    assert decode_multibase("uYWI", prefixes="zu") == b"ab"
    for text in ("uYWI", "mYWI", "YWI", "", " zUC", "ZUC"):
        with pytest.raises(Malformed) as caught:
            decode_multibase(text)
        assert (caught.value.code, caught.value.params["reason"]) == (
            "key.multibase",
            "it does not start with z",
        )
    with pytest.raises(Malformed, match="longer than 200"):
        decode_multibase("z" * 201)
