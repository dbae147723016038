from __future__ import annotations

import pytest
from tests.support.pictures import JSON, TOKEN

from badgekit.containers import unpack
from badgekit.errors import LimitExceeded, Malformed, Problem, Unsupported
from badgekit.limits import Limits

LIMITS = Limits()


def code(data: bytes | str, kind: type[Problem] = Malformed, limits: Limits = LIMITS) -> str:
    with pytest.raises(kind) as caught:
        unpack(data.encode() if isinstance(data, str) else data, limits)
    return caught.value.code


def test_json_text() -> None:
    payload = unpack(f"\n {JSON}\r\n".encode(), LIMITS)
    assert (payload.container, payload.location) == ("json", "JSON text")
    assert payload.value is not None
    assert payload.value["name"] == "Gärtner ® 🌱"
    assert payload.text == f"\n {JSON}\r\n"
    assert (payload.token, payload.url, payload.warnings) == (None, None, ())


@pytest.mark.parametrize(
    "text",
    [
        '{"credential": [], "compactJwsString": ["a.b.c"]}',
        '{"type": "EnvelopedVerifiableCredential", "id": "data:application/vc+jwt,a.b.c"}',
        "{}",
    ],
)
def test_every_json_object_is_passed_on(text: str) -> None:
    assert unpack(text.encode(), LIMITS).container == "json"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("null", "nothing (null)"),
        ("true", "true or false"),
        ("false", "true or false"),
        ("12", "a number"),
        ("-1.5", "a number"),
        ('"http://127.0.0.1/"', "a single text"),
        (f'"{TOKEN}"', "a single text"),
        (f"[{JSON}]", "a list"),
        ("https://badges.example/a/1", "a web address"),
        ("HTTP://badges.example", "a web address"),
    ],
)
def test_other_values_are_no_credential(text: str, found: str) -> None:
    with pytest.raises(Malformed) as caught:
        unpack(text.encode(), LIMITS)
    assert caught.value.code == "input.not_a_credential"
    assert caught.value.params["found"] == found


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"{'a':1}", "json.syntax"),
        (b'{"a":1} x', "json.syntax"),
        (b'{"a":1}{"a":2}', "json.syntax"),
        (b'{"a":1,"a":1}', "json.duplicate_key"),
        (b"\xef\xbb\xbf" + JSON.encode(), "json.byte_order_mark"),
        (b'{"a":"\xe9"}', "json.not_utf8"),
        (b"[1e400]", "json.number"),
        (b"\xef\xbb\xbf" + TOKEN.encode(), "input.byte_order_mark"),
    ],
)
def test_json_is_strict(data: bytes, expected: str) -> None:
    assert code(data) == expected


def test_json_is_bounded() -> None:
    assert code('{"a":' * 65 + "1" + "}" * 65, LimitExceeded) == "json.too_deep"
    assert code(b"{}".ljust(101), LimitExceeded, Limits(json_bytes=100)) == "json.too_large"


@pytest.mark.parametrize("wrapped", [TOKEN, f"\n{TOKEN}\r\n", f" \t{TOKEN} "])
def test_a_token_is_passed_on_without_the_white_space_around_it(wrapped: str) -> None:
    payload = unpack(wrapped.encode(), LIMITS)
    assert (payload.container, payload.location) == ("jwt", "compact JWS")
    assert payload.token == payload.text == TOKEN
    assert payload.value is None


@pytest.mark.parametrize(
    "token", ["eyJhbGciOiJub25lIn0.e30.", "e30.e30.AA", "77-_eyJhbGciOiJFUzI1NiJ9.e30.AA"]
)
def test_what_a_token_says_is_not_judged_here(token: str) -> None:
    assert unpack(token.encode(), LIMITS).token == token


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TOKEN + "=", "input.jws_characters"),
        (TOKEN.replace(".", "==.", 1), "input.jws_characters"),
        (TOKEN.replace("c2ln", "c2/n"), "input.jws_characters"),
        (TOKEN.replace("eyJu", "ey\nJu"), "input.jws_characters"),
        (TOKEN.rpartition(".")[0], "input.jws_parts"),
        (TOKEN + ".AAAA", "input.jws_parts"),
        (TOKEN + ".AAAA.AAAA.AAAA", "input.jws_parts"),
    ],
)
def test_a_token_is_three_parts_of_base64url_and_nothing_else(text: str, expected: str) -> None:
    assert code(text) == expected


@pytest.mark.parametrize("tail", ["~", "~WyJhIl0~", "~WyJhIl0~eyJhbGciOiJFUzI1NiJ9.e30.AA"])
def test_selective_disclosure_is_a_token_of_its_own(tail: str) -> None:
    payload = unpack(f" {TOKEN}{tail}\n".encode(), LIMITS)
    assert (payload.container, payload.token, payload.value) == ("sd-jwt", TOKEN + tail, None)


@pytest.mark.parametrize("tail", ["~ ~", "~!~", "~a.b.c.d", "~a.b~", "~é~"])
def test_what_only_begins_like_one_is_none(tail: str) -> None:
    assert code(TOKEN + tail, Problem) in ("input.not_a_badge", "input.jws_characters", "input.jws_parts")


def test_an_encrypted_token_is_recognised_and_refused() -> None:
    assert code("eyJhbGciOiJkaXIifQ..AAAA.AAAA.AAAA", Unsupported) == "input.encrypted"


def test_the_size_of_a_token_is_bounded() -> None:
    limits = Limits(json_bytes=3000)
    most = 4000 + 32 * 1024
    fits = TOKEN + "A" * (most - len(TOKEN))
    assert unpack(fits.encode(), limits).token == fits
    assert code(fits + "A", LimitExceeded, limits) == "input.token_too_large"
