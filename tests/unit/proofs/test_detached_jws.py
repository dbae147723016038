"""The one form of a detached JWS; everything else would be signed over other bytes, or by other rules."""

from __future__ import annotations

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.keymaking import b64u, ed_private, ed_public, key_for, sign

from badgekit.errors import LimitExceeded, Malformed, Problem, Unsupported
from badgekit.limits import Limits
from badgekit.proofs import detached_jws, jws

GOOD = {"alg": "EdDSA", "b64": False, "crit": ["b64"]}
PATH = "$.proof.jws"
PAYLOAD = bytes(range(64))


def text(header: Any = GOOD, payload: str = "", signature: bytes = bytes(64)) -> str:
    encoded = header if isinstance(header, str) else b64u(json.dumps(header).encode())
    return f"{encoded}.{payload}.{b64u(signature)}"


def refusal(given_text: str, kind: type[Problem] = Malformed) -> str:
    with pytest.raises(kind) as caught:
        detached_jws.parse(given_text, PATH, Limits())
    assert caught.value.path == PATH
    return caught.value.code


@pytest.mark.parametrize("alg", ["EdDSA", "ES256", "ES384", "ES512", "ES256K", "RS256", "PS256"])
def test_the_signature_is_over_the_header_and_the_bare_payload(alg: str) -> None:
    encoded = b64u(json.dumps({**GOOD, "alg": alg}).encode())
    signature = sign(alg, encoded.encode() + b"." + PAYLOAD)
    parsed = detached_jws.parse(f"{encoded}..{b64u(signature)}", PATH, Limits())
    assert (parsed.alg, parsed.signature) == (alg, signature)
    assert parsed.signed_by(key_for(alg), PAYLOAD)
    assert not parsed.signed_by(key_for(alg), PAYLOAD + b"\0")
    # RFC 7515 would encode the payload; RFC 7797 does not.
    usual = sign(alg, f"{encoded}.{b64u(PAYLOAD)}".encode())
    assert not detached_jws.parse(f"{encoded}..{b64u(usual)}", PATH, Limits()).signed_by(
        key_for(alg), PAYLOAD
    )


def test_hints_are_let_be() -> None:
    """The proof names its key; what else the header says of it is signed and not needed."""
    header = {**GOOD, "kid": "did:example:1#2", "typ": "JWT", "x5t#S256": "AA", "x5t": "AA"}
    assert detached_jws.parse(text(header), PATH, Limits()).alg == "EdDSA"


@pytest.mark.parametrize(
    "header",
    [
        {"alg": "EdDSA"},
        {"alg": "EdDSA", "b64": False},
        {"alg": "EdDSA", "crit": ["b64"]},
        {**GOOD, "b64": True},
        {**GOOD, "b64": 0},
        {**GOOD, "b64": None},
        {**GOOD, "b64": "false"},
        {**GOOD, "crit": []},
        {**GOOD, "crit": "b64"},
        {**GOOD, "crit": ["b64", "exp"]},
        {**GOOD, "crit": ["b64", "b64"]},
        {**GOOD, "jwk": {}},
        {**GOOD, "jku": "https://keys.example/"},
        {**GOOD, "x5c": []},
        {**GOOD, "x5u": "https://keys.example/"},
        [],
        "x",
    ],
)
def test_headers_that_are_refused(header: Any) -> None:
    encoded = b64u(json.dumps(header).encode())
    assert refusal(text(encoded)) == "proof.jws"


@pytest.mark.parametrize("payload", ["aGVsbG8", "e30", b64u(PAYLOAD)])
def test_a_content_inside_is_refused(payload: str) -> None:
    """The text between the dots would look signed and is not."""
    encoded = b64u(json.dumps(GOOD).encode())
    signature = ed_private(1).sign(encoded.encode() + b"." + PAYLOAD)
    assert detached_jws.parse(text(GOOD, "", signature), PATH, Limits()).signed_by(ed_public(1), PAYLOAD)
    assert refusal(text(GOOD, payload, signature)) == "proof.jws"


@pytest.mark.parametrize("given_text", ["", ".", "a.b", "....", "a..b.c", b64u(b"{}")])
def test_other_numbers_of_parts(given_text: str) -> None:
    assert refusal(given_text) == "proof.jws"


@pytest.mark.parametrize("alg", ["none", "None", "HS256", "", 7, None, ["EdDSA"]])
def test_what_is_no_public_key_signature_is_refused(alg: Any) -> None:
    assert refusal(text({**GOOD, "alg": alg})) == "jwt.alg_not_allowed"


def test_an_algorithm_that_is_not_evaluated_is_not_called_wrong() -> None:
    assert refusal(text({**GOOD, "alg": "Ed448"}), Unsupported) == "jwt.alg_unsupported"


def test_encodings_and_sizes() -> None:
    encoded = b64u(json.dumps(GOOD).encode())
    assert refusal(f"{encoded}=..AA") == "jwt.base64url"
    assert refusal(f"{encoded}..AB") == "jwt.base64url"
    assert refusal(f"{encoded}..A+A") == "jwt.base64url"
    assert refusal(text('{"alg":"EdDSA"')) == "jwt.base64url"
    assert refusal(text(b64u(b'{"alg":"EdDSA"'))) == "json.syntax"
    assert (
        refusal(text(b64u(b'{"alg":"none","alg":"EdDSA","b64":false,"crit":["b64"]}')))
        == "json.duplicate_key"
    )


def test_the_longest_header_and_signature() -> None:
    spare = jws.HEADER_CHARACTERS // 4 * 3 - len(json.dumps({**GOOD, "x": ""}))
    header = b64u(json.dumps({**GOOD, "x": "x" * spare}).encode())
    assert len(header) == jws.HEADER_CHARACTERS
    signature = "A" * jws.SIGNATURE_CHARACTERS
    assert detached_jws.parse(f"{header}..{signature}", PATH, Limits()).alg == "EdDSA"
    for longer in (f"{header}A..{signature}", f"{header}..{signature}A"):
        assert refusal(longer, LimitExceeded) == "jwt.too_large"


@given(
    st.dictionaries(
        st.sampled_from(["alg", "b64", "crit", "kid", "jwk"]),
        st.none() | st.booleans() | st.text(max_size=8) | st.lists(st.text(max_size=4), max_size=2),
    ),
    st.text(max_size=20),
    st.text(max_size=20),
)
def test_nothing_but_problems(changes: dict[str, Any], payload: str, signature: str) -> None:
    encoded = b64u(json.dumps({**GOOD, **changes}).encode())
    for one in (f"{encoded}.{payload}.{signature}", f"{payload}..{signature}", payload, f"{encoded}..AA"):
        with contextlib.suppress(Problem):
            parsed = detached_jws.parse(one, PATH, Limits())
            assert one.startswith(parsed.protected.decode() + "..")
