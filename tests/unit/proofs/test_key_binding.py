"""A holder's proof of a key, taken apart: what it must say, by whose key, about which token."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from tests.support.keymaking import Web, b64u, did_jwk, did_key, ec_jwk, ed_jwk, token

from badgekit.errors import LimitExceeded, Malformed, Problem, Unavailable, Unsupported
from badgekit.keys.resolver import KeyResolver
from badgekit.limits import Limits
from badgekit.proofs import key_binding
from badgekit.proofs.key_binding import KeyBinding

PRESENTED = bytes(range(32))
CLAIMS = {"iat": 1_767_225_600, "aud": "employer.example", "nonce": "n-1", "sd_hash": b64u(PRESENTED)}
CNF = {"jwk": ed_jwk(1)}
LEFT_OUT: Any = object()
NO_MOMENTS: list[Any] = [None, True, "1767225600", [], 1e18]


def made(claims: Any = None, *, seed: int = 1, **header: Any) -> KeyBinding:
    content = claims if isinstance(claims, bytes | list) else {**CLAIMS, **(claims or {})}
    if isinstance(content, dict):
        content = {name: value for name, value in content.items() if value is not LEFT_OUT}
    header = {"typ": "kb+jwt", **header}
    said = {name: value for name, value in header.items() if value is not LEFT_OUT}
    return key_binding.parse(token(content, seed=seed, **said), PRESENTED, Limits())


def verify(binding: KeyBinding, confirmation: Any = CNF, web: Web | None = None) -> None:
    key_binding.verify(binding, confirmation, KeyResolver(web or Web()))


def refusal(
    binding: KeyBinding, confirmation: Any = CNF, kind: type[Problem] = Malformed
) -> tuple[str, dict[str, object]]:
    with pytest.raises(Problem) as caught:
        verify(binding, confirmation)
    assert type(caught.value) is kind, caught.value.code
    return caught.value.code, caught.value.params


@pytest.mark.parametrize(
    "confirmation", [CNF, {"kid": did_jwk(1)}, {"kid": f"{did_jwk(1)}#0"}, {**CNF, "kid": "key-1"}]
)
def test_the_holders_key_made_it_for_this_token(confirmation: Any) -> None:
    verify(made(), confirmation)
    assert refusal(made(seed=2), confirmation) == ("binding.signature_invalid", {"alg": "EdDSA"})


def test_when_it_was_made_and_until_when_it_holds() -> None:
    assert made().issued_at == datetime(2026, 1, 1, tzinfo=UTC)
    assert made().expires is None
    assert made({"exp": 1_767_225_661}).expires == datetime(2026, 1, 1, 0, 1, 1, tzinfo=UTC)
    for wrong in NO_MOMENTS:
        with pytest.raises(Malformed) as caught:
            _ = made({"iat": wrong}).issued_at
        assert (caught.value.code, caught.value.path) == ("jwt.claim_date", "$.iat")
        with pytest.raises(Malformed) as caught:
            _ = made({"exp": wrong}).expires
        assert (caught.value.code, caught.value.path) == ("jwt.claim_date", "$.exp")


@pytest.mark.parametrize(
    ("typ", "told"), [("JWT", "jwt"), ("vc+jwt", "vc+jwt"), ("kb", "kb"), (LEFT_OUT, "none")]
)
def test_it_is_of_its_own_type(typ: Any, told: str) -> None:
    assert refusal(made(typ=typ)) == ("binding.typ", {"typ": told})
    verify(made(typ="application/KB+JWT"))


@pytest.mark.parametrize("claim", ["aud", "nonce", "sd_hash"])
@pytest.mark.parametrize("value", [LEFT_OUT, None, "", 7, ["employer.example"], {}])
def test_for_whom_and_about_what_is_said_in_text(claim: str, value: Any) -> None:
    assert refusal(made({claim: value})) == ("binding.claim", {"claim": claim})


def test_when_it_was_made_is_said() -> None:
    assert refusal(made({"iat": LEFT_OUT})) == ("binding.claim", {"claim": "iat"})


@pytest.mark.parametrize(
    "digest",
    [
        b64u(PRESENTED[::-1]),
        b64u(PRESENTED[:-1]),
        b64u(PRESENTED) + "=",
        b64u(PRESENTED[:-1]) + "A",
        b64u(PRESENTED) * 5,
        PRESENTED.hex(),
        "!",
    ],
)
def test_it_is_about_no_other_token(digest: str) -> None:
    assert refusal(made({"sd_hash": digest}))[0] == "binding.other_token"


@pytest.mark.parametrize("confirmation", [None, [], "key", 7])
def test_where_the_issuer_names_no_key_it_proves_nothing(confirmation: Any) -> None:
    assert refusal(made(), confirmation) == ("binding.no_key", {})


@pytest.mark.parametrize(
    ("confirmation", "members"),
    [({}, "none"), ({"jkt": "x"}, "jkt"), ({"x5t": "x", "kid": "key-1"}, "x5t, kid"), ({"kid": 7}, "kid")],
)
def test_a_key_that_is_named_otherwise_is_not_known_here(confirmation: Any, members: str) -> None:
    found = refusal(made(), confirmation, Unsupported)
    assert found == ("binding.key_unsupported", {"members": members})


def test_what_is_wrong_with_the_key_is_said() -> None:
    assert refusal(made(), {"jwk": ed_jwk(1, use="enc")})[0] == "key.not_for_signatures"
    assert refusal(made(), {"jwk": "x"})[0] == "key.jwk"
    assert refusal(made(), {"jwk": ec_jwk("P-256")})[0] == "jwt.alg_key_mismatch"
    assert refusal(made(), {"kid": f"{did_key(1)}#other"})[0] == "key.not_in_document"
    with pytest.raises(Unavailable):
        verify(made(), {"kid": "did:web:away.example#key-1"})


def test_what_is_no_signed_object_is_refused() -> None:
    for content in (b"[]", b"null", b'"text"', b"7"):
        with pytest.raises(Malformed) as caught:
            made(content)
        assert caught.value.code == "jwt.payload_not_object"
    with pytest.raises(Malformed) as caught:
        made(crit=["b64"])
    assert caught.value.code == "jwt.crit_unsupported"
    with pytest.raises(LimitExceeded):
        key_binding.parse(token(CLAIMS, typ="kb+jwt"), PRESENTED, Limits(json_bytes=20))
