from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.keymaking import b64u, ec_jwk, ed_jwk, ed_public, key_for, rsa_jwk, sign, token

from badgekit.errors import LimitExceeded, Malformed, Problem, Unsupported
from badgekit.keys import jwk
from badgekit.limits import Limits
from badgekit.proofs import jws

PAYLOAD = {"iss": "did:web:uni.example", "type": ["VerifiableCredential"]}


def made(header: dict[str, Any] | bytes | str, payload: bytes = b"{}", signature: bytes = bytes(64)) -> str:
    """Return a token with any header at all; unsigned unless `signature` is given."""
    if isinstance(header, dict):
        header = json.dumps(header)
    text = header.encode() if isinstance(header, str) else header
    return f"{b64u(text)}.{b64u(payload)}.{b64u(signature)}"


def refusal(text: str, kind: type[Problem] = Malformed) -> str:
    with pytest.raises(Problem) as caught:
        jws.parse(text)
    assert type(caught.value) is kind, caught.value.code
    return caught.value.code


def test_a_good_token() -> None:
    parsed = jws.parse(token(PAYLOAD, kid="did:web:uni.example#key-1", typ="vc+jwt", cty="vc"))
    assert (parsed.alg, parsed.kid, parsed.typ, parsed.cty) == (
        "EdDSA",
        "did:web:uni.example#key-1",
        "vc+jwt",
        "vc",
    )
    assert (parsed.payload, parsed.jwk, parsed.warnings) == (PAYLOAD, None, ())
    assert parsed.mechanism == "JWS EdDSA"
    assert jws.parse(token(PAYLOAD, jwk=ed_jwk(1))).jwk == ed_jwk(1)
    assert parsed.signed_by(ed_public(1)) is True
    assert parsed.signed_by(ed_public(2)) is False


@pytest.mark.parametrize(
    "alg",
    ["EdDSA", "Ed25519", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"],
)
def test_algorithms(alg: str) -> None:
    parsed = jws.parse(token(PAYLOAD, alg=alg))
    assert parsed.signed_by(key_for(alg)) is True
    other = jws.parse(token({**PAYLOAD, "iss": "did:web:evil.example"}, alg=alg))
    swapped = jws.Jws(other.header, other.payload, other.signing_input, parsed.signature, alg)
    assert swapped.signed_by(key_for(alg)) is False


@pytest.mark.parametrize(
    "alg",
    [
        "none",
        "None",
        "nOnE",
        "",
        "HS256",
        "HS384",
        "HS512",
        "hs256",
        "rs256",
        "RS1",
        "RSA-OAEP",
        "ES521",
        "EdDSA ",
    ],
)
def test_algorithms_that_prove_nothing(alg: str) -> None:
    assert refusal(made({"alg": alg}, signature=b"")) == "jwt.alg_not_allowed"
    assert refusal(made({"alg": alg})) == "jwt.alg_not_allowed"


def said(call: Callable[[], object]) -> dict[str, object]:
    with pytest.raises(Problem) as caught:
        call()
    return caught.value.params


def test_what_is_refused_is_said() -> None:
    for count in (1, 2, 4, 5):
        assert said(lambda: jws.parse(".".join("a" * count)))["segments"] == count  # noqa: B023
    for header, alg in (
        ({"alg": "none"}, "none"),
        ({"alg": None}, None),
        ({"alg": [1]}, [1]),
        ({}, "missing"),
    ):
        assert said(lambda: jws.parse(made(header)))["alg"] == alg  # noqa: B023
    assert said(lambda: jws.check_signature("ES256", ed_public(1), b"", b"")) == {
        "alg": "ES256",
        "kind": "Ed25519",
    }
    only = jwk.parse(rsa_jwk(alg="PS256"))
    assert said(lambda: jws.check_signature("RS256", only, b"", b"")) == {"alg": "RS256", "kind": "PS256"}


def test_the_longest_parts() -> None:
    assert (jws.HEADER_CHARACTERS, jws.SIGNATURE_CHARACTERS) == (16_384, 1_400)
    size = jws.HEADER_CHARACTERS // 4 * 3
    spare = size - len(json.dumps({"alg": "EdDSA", "x": ""}))
    longest = b64u(json.dumps({"alg": "EdDSA", "x": "x" * spare}).encode())
    assert len(longest) == jws.HEADER_CHARACTERS
    signature, payload = "A" * jws.SIGNATURE_CHARACTERS, b64u(b"{}".ljust(size))
    small = Limits(json_bytes=size)
    assert jws.parse(f"{longest}.{payload}.{signature}", small).payload == {}
    for parts, part in (
        ((f"{longest}A", payload, signature), "header"),
        ((longest, payload, f"{signature}A"), "signature"),
        ((longest, b64u(b"{}".ljust(size + 3)), signature), "payload"),
    ):
        assert said(lambda: jws.parse(".".join(parts), small))["part"] == part  # noqa: B023


@pytest.mark.parametrize("alg", [None, ["none", "ES256"], {"alg": "ES256"}, 7, True])
def test_algorithms_of_another_shape(alg: object) -> None:
    assert refusal(made({"alg": alg})) == "jwt.alg_not_allowed"
    assert refusal(made({"typ": "JWT"})) == "jwt.alg_not_allowed"


@pytest.mark.parametrize("alg", ["ESP256", "Ed448"])
def test_algorithms_that_are_only_unknown_here(alg: str) -> None:
    assert refusal(made({"alg": alg}), Unsupported) == "jwt.alg_unsupported"


def test_algorithm_and_key_must_agree() -> None:
    """The attack: the token chooses another algorithm for the issuer's key than the key is for."""
    keys = {alg: key_for(alg) for alg in ("EdDSA", "ES256", "ES384", "ES512", "RS256")}
    for alg in keys:
        for name, key in keys.items():
            if name == alg:
                continue
            with pytest.raises(Malformed) as caught:
                jws.check_signature(alg, key, sign(alg, b"x"), b"x")
            assert caught.value.code == "jwt.alg_key_mismatch"
    with pytest.raises(Malformed) as caught:
        jws.check_signature("HS256", keys["RS256"], b"x", b"x")
    assert caught.value.code == "jwt.alg_not_allowed"


def test_a_key_published_for_one_algorithm() -> None:
    """RFC 8725 section 3.1: one algorithm for each key."""
    only_ps = jwk.parse(rsa_jwk(alg="PS256"))
    assert jws.check_signature("PS256", only_ps, sign("PS256", b"x"), b"x")
    with pytest.raises(Malformed) as caught:
        jws.check_signature("RS256", only_ps, sign("RS256", b"x"), b"x")
    assert caught.value.code == "jwt.alg_key_mismatch"
    for published, used in (("EdDSA", "Ed25519"), ("Ed25519", "EdDSA")):
        key = jwk.parse(ed_jwk(1, alg=published))
        assert jws.check_signature(used, key, sign("EdDSA", b"x"), b"x")
    assert jws.check_signature("ES256", jwk.parse(ec_jwk("P-256", alg="ES256")), sign("ES256", b"x"), b"x")


@pytest.mark.parametrize("crit", [[], ["exp"], ["b64"], ["alg"], "b64", None, 7, {}])
def test_crit_is_never_understood(crit: object) -> None:
    assert refusal(token(PAYLOAD, crit=crit)) == "jwt.crit_unsupported"
    assert refusal(token(PAYLOAD, crit=crit, b64=False)) == "jwt.crit_unsupported"


@pytest.mark.parametrize("b64", [False, True, None, "false"])
def test_b64_is_never_understood(b64: object) -> None:
    assert refusal(token(PAYLOAD, b64=b64)) == "jwt.b64_unsupported"


@pytest.mark.parametrize("member", ["jku", "x5u", "x5c", "x5t", "x5t#S256"])
@pytest.mark.parametrize("value", ["https://uni.example/jwks.json", ["MIIB"], None])
def test_sources_of_keys_in_the_token(member: str, value: Any) -> None:
    assert (
        refusal(token(PAYLOAD, kid="did:web:uni.example#key-1", **{member: value}))
        == "jwt.foreign_key_header"
    )


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("kid", 7),
        ("kid", None),
        ("kid", ["a"]),
        ("jwk", "x"),
        ("jwk", None),
        ("jwk", []),
        ("typ", 7),
        ("typ", None),
        ("typ", ["JWT"]),
        ("cty", {}),
    ],
)
def test_header_members_of_another_shape(member: str, value: Any) -> None:
    assert refusal(token(PAYLOAD, **{member: value})) == "jwt.header_member"


@pytest.mark.parametrize(
    ("typ", "seen"),
    [
        ("JWT", "jwt"),
        ("jwt", "jwt"),
        ("vc+jwt", "vc+jwt"),
        ("application/vc+jwt", "vc+jwt"),
        ("Application/VC+JWT", "vc+jwt"),
        ("vc+ld+jwt", "vc+ld+jwt"),
        ("vc+ld+json+jwt", "vc+ld+json+jwt"),
    ],
)
def test_types_of_credentials(typ: str, seen: str) -> None:
    parsed = jws.parse(token(PAYLOAD, typ=typ))
    assert parsed.typ == seen
    assert parsed.media_type is None or parsed.media_type.presentation is False


def test_no_type_is_allowed() -> None:
    assert jws.parse(token(PAYLOAD)).typ is None


@pytest.mark.parametrize("typ", ["vp+jwt", "application/vp+jwt", "vp+ld+jwt", "vp+ld+json+jwt"])
def test_types_of_presentations_are_read_but_are_none_of_a_credential(typ: str) -> None:
    parsed = jws.parse(token(PAYLOAD, typ=typ))
    assert parsed.media_type is not None
    assert parsed.media_type.presentation is True


@pytest.mark.parametrize(
    "typ",
    [
        "at+jwt",
        "statuslist+jwt",
        "dpop+jwt",
        "logout+jwt",
        "vc+sd-jwt",
        "dc+sd-jwt",
        "kb+jwt",
        "",
        "x/jwt",
        "ＪＷＴ",
    ],
)
def test_types_of_other_tokens(typ: str) -> None:
    """The attack: a genuine token of the issuer, made for another use, shown as a badge."""
    assert refusal(token(PAYLOAD, typ=typ)) == "jwt.typ_not_allowed"


def test_unknown_headers_are_reported() -> None:
    more: dict[str, Any] = {f"x{n}": n for n in range(20)}
    parsed = jws.parse(token(PAYLOAD, iss="did:web:uni.example", **more))
    assert len(parsed.warnings) == 10
    assert parsed.warnings[0].code == "jwt.unknown_header"
    assert parsed.warnings[0].params["member"] == "iss"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "jwt.not_compact"),
        ("a", "jwt.not_compact"),
        ("a.b", "jwt.not_compact"),
        ("a.b.c.d", "jwt.not_compact"),
        ("a.b.c.d.e", "jwt.encrypted"),
        ("." * 2_000_000, "jwt.not_compact"),
        ("..", "json.syntax"),
        ('{"payload":"","signatures":[]}', "jwt.not_compact"),
    ],
)
def test_other_shapes(text: str, code: str) -> None:
    assert refusal(text) == code


def test_selective_disclosure_is_another_kind_of_token() -> None:
    assert refusal(token(PAYLOAD) + "~WyJhIl0~") == "jwt.base64url"


def test_base64url_is_strict_in_every_part() -> None:
    good = token(PAYLOAD)
    for index in range(3):
        for change in ("=", "==", " ", "\n", "+", "/", "é", "\0", "A"):
            parts = good.split(".")
            parts[index] += change
            try:
                parsed = jws.parse(".".join(parts))
            except Malformed:
                continue
            # A further character can only be another whole text, and never the same signature.
            assert parsed.signed_by(ed_public(1)) is False


def test_unused_bits_of_the_signature() -> None:
    """The attack: another text for the same signature, so that block lists by text miss it."""
    good = token(PAYLOAD)
    assert good[-1] in "AQgw"
    twin = good[:-1] + chr(ord(good[-1]) + 1)
    assert refusal(twin) == "jwt.base64url"


@pytest.mark.parametrize("foreign", ["++++", "====", "\n\n\n\n", "!!!!"])
def test_what_lenient_decoders_leave_out(foreign: str) -> None:
    """The attack: as above."""
    parts = token(PAYLOAD).split(".")
    for index, part in enumerate(parts):
        for place in (0, 4, len(part)):
            changed = [*parts[:index], part[:place] + foreign + part[place:], *parts[index + 1 :]]
            assert refusal(".".join(changed)) == "jwt.base64url"


def test_strict_json_in_header_and_payload() -> None:
    assert refusal(made('{"alg":"none","alg":"EdDSA"}')) == "json.duplicate_key"
    assert (
        refusal(token(b'{"iss":"did:web:evil.example","iss":"did:web:uni.example"}')) == "json.duplicate_key"
    )
    assert refusal(made(b'\xef\xbb\xbf{"alg":"EdDSA"}')) == "json.byte_order_mark"
    assert refusal(made(b'{"alg":"EdDSA","x":"\xe9"}')) == "json.not_utf8"
    assert refusal(token(b'{"exp":NaN}')) == "json.number"
    assert refusal(token(b'{"exp":1e400}')) == "json.number"
    assert refusal(token(b'{"exp":' + b"9" * 5000 + b"}")) == "json.number"
    assert refusal(token(b"[" * 50_000), LimitExceeded) == "json.too_deep"


@pytest.mark.parametrize("header", ["[]", "null", '"EdDSA"', "7"])
def test_header_must_be_an_object(header: str) -> None:
    assert refusal(made(header)) == "jwt.header_not_object"


@pytest.mark.parametrize("payload", [b"null", b"7", b'"text"', b"[]", b"true"])
def test_payload_must_be_an_object(payload: bytes) -> None:
    assert refusal(token(payload)) == "jwt.payload_not_object"


@pytest.mark.parametrize("payload", [b"", b"garbage", b"{}{}"])
def test_payload_must_be_json(payload: bytes) -> None:
    assert refusal(token(payload)) == "json.syntax"


def test_sizes_are_counted_before_anything_is_decoded() -> None:
    """Every part is full of characters that base64url does not have; the size is noticed first."""
    for text, part in (
        ("!" * (jws.HEADER_CHARACTERS + 1) + "..", "header"),
        (".." + "!" * (jws.SIGNATURE_CHARACTERS + 1), "signature"),
        ("." + "!" * 4000 + ".", "payload"),
    ):
        with pytest.raises(LimitExceeded) as caught:
            jws.split(text, Limits(json_bytes=2000))
        assert (caught.value.code, caught.value.params["part"]) == ("jwt.too_large", part)


def test_the_longest_rsa_signature_fits() -> None:
    assert len(b64u(bytes(1024))) <= jws.SIGNATURE_CHARACTERS


def test_split_gives_the_bytes() -> None:
    segments = jws.split(token(b"not json"))
    assert segments.payload == b"not json"
    assert segments.signing_input == token(b"not json").rpartition(".")[0].encode()
    assert len(segments.signature) == 64


@settings(deadline=None)
@given(st.text(alphabet="eyJhbGciOiJFZERTQSJ9.~=é\n", max_size=80))
def test_nothing_but_problems(text: str) -> None:
    with pytest.raises(Problem):
        jws.parse(text)


_VALUES = (
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.lists(st.integers(), max_size=2)
)


@settings(deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["typ", "cty", "kid", "jwk", "crit", "b64", "x5c", "enc", "alg"]), _VALUES
    )
)
def test_any_header_is_judged(members: dict[str, Any]) -> None:
    header = {"alg": "EdDSA", **members}
    try:
        parsed = jws.parse(made(header, b"{}"))
    except Problem:
        return
    assert isinstance(parsed.kid, str | None)
    assert not {"crit", "b64", "x5c"} & set(members)
    assert parsed.signed_by(ed_public(1)) is False


@settings(deadline=None, max_examples=200)
@given(st.integers(min_value=0), st.characters(max_codepoint=0x7F))
def test_one_changed_character_is_never_verified(position: int, character: str) -> None:
    good = token(PAYLOAD, kid="did:web:uni.example#key-1", typ="vc+jwt")
    position %= len(good)
    changed = good[:position] + character + good[position + 1 :]
    if changed == good:
        return
    with contextlib.suppress(Problem):
        assert jws.parse(changed).signed_by(ed_public(1)) is False
