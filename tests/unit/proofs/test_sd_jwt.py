"""SD-JWT: what is read, every rule of RFC 9901 section 7.1, and an attack that breaks it."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.judging import judge, result, said
from tests.support.sd_jwts import BADGE, HELD, LIMITS, NAME, SIM, TAGGED, digest, made, refusal

from badgekit import Policy, Verdict
from badgekit.errors import LimitExceeded, Problem, Unsupported
from badgekit.limits import Limits
from badgekit.proofs import sd_jwt
from badgekit.testing import HeldSdJwt
from badgekit.testing.encoding import base64url, from_base64url
from badgekit.testing.sd_jwt import disclosure_of
from badgekit.testing.securing import compact_jws

# What is read, and what is shown.


def test_with_everything_shown_it_is_the_credential() -> None:
    report = judge(SIM, HELD.show_all())
    assert report.verified
    assert report.input.container == "sd-jwt"
    assert sd_jwt.parse(HELD.show_all()).payload == TAGGED
    assert said(report, "disclosure.complete") == ("PASSED", "disclosure.everything_shown")
    assert result(report, "proof.integrity").reason.params["suite"] == "SD-JWT ES256"


def test_what_is_left_out_is_counted_and_named() -> None:
    parsed = sd_jwt.parse(HELD.show(NAME))
    assert "name" not in parsed.payload
    assert parsed.disclosure.optional == (NAME,)
    assert (parsed.disclosure.hidden, parsed.disclosure.hidden_in) == (1, ("$",))
    complete = result(judge(SIM, HELD.show(NAME)), "disclosure.complete")
    assert (complete.outcome, complete.code) == ("WARNING", "disclosure.in_part")
    # The token names its issuer, so this is no part of another one.
    assert "disclosure.issuer_optional" not in [finding.code for finding in complete.findings]


@pytest.mark.parametrize("algorithm", ["EdDSA", "ES256", "ES384", "RS256", "PS512"])
@pytest.mark.parametrize("hash_name", ["sha-256", "sha-384", "sha-512", "sha3-256"])
def test_algorithms(algorithm: str, hash_name: str) -> None:
    held = SIM.sign_sd_jwt(BADGE, algorithm, disclosable=["$.name"], hash=hash_name)
    assert judge(SIM, held.show_all()).verified


def test_without_anything_to_disclose_it_is_a_token_with_a_tilde() -> None:
    held = SIM.sign_sd_jwt(BADGE)
    assert judge(SIM, held.show_all()).verified
    assert judge(SIM, held.show_all(), policy=Policy.hiring()).verdict is Verdict.INCONCLUSIVE


def test_decoys_look_like_parts_that_are_left_out() -> None:
    parsed = sd_jwt.parse(SIM.sign_sd_jwt(BADGE, disclosable=["$.name"], decoys=3).show_all())
    assert (parsed.disclosure.hidden, parsed.payload) == (3, BADGE)


def test_parts_inside_parts_and_elements_of_lists() -> None:
    paths = ["$.credentialSubject", "$.credentialSubject.achievement.tag[1]", NAME]
    held = SIM.sign_sd_jwt(TAGGED, disclosable=paths)
    whole = sd_jwt.parse(held.show_all())
    assert whole.payload == TAGGED
    assert whole.disclosure.optional == ("$.credentialSubject",)
    without = sd_jwt.parse(held.show("$.credentialSubject", NAME))
    assert without.payload["credentialSubject"]["achievement"]["tag"] == ["one", "three"]
    assert without.disclosure.hidden_in == (NAME,)


def test_an_undisclosed_holder_of_a_disclosure_leaves_it_unsigned() -> None:
    held = SIM.sign_sd_jwt(TAGGED, disclosable=["$.credentialSubject", NAME])
    assert refusal(held.show(NAME)) == "sdjwt.unreferenced"


def test_disclosures_come_in_any_order() -> None:
    held = SIM.sign_sd_jwt(TAGGED, disclosable=["$.credentialSubject", NAME, "$.name"])
    assert sd_jwt.parse(held.show("$.name", NAME, "$.credentialSubject")).payload == TAGGED


def test_the_examples_of_the_standard() -> None:
    """RFC 9901 sections 4.2.1 and 4.2.2: two spellings of a member's disclosure, and an element's."""
    member = "WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0"
    element = "WyJsa2x4RjVqTVlsR1RQVW92TU5JdkNBIiwgIkZSIl0"
    claims = {
        "_sd": ["X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0"],
        "nationalities": ["DE", {"...": "w0I8EKcdCtUPkGCNUrfwVp2xEgNjtoIDlOxc9-PlOhs"}, "US"],
    }
    assert sd_jwt.parse(made(claims, member, element)).payload == {
        "family_name": "Möbius",
        "nationalities": ["DE", "FR", "US"],
    }
    assert sd_jwt.parse(made(claims)).payload == {"nationalities": ["DE", "US"]}


# Every rule, and an attack that breaks it.


def element_of(value: Any) -> str:
    return base64url(json.dumps(["salt", value]).encode())


def inside_each_other(kind: str, count: int) -> str:
    """Return a token whose disclosures lie inside each other, `count` objects or lists deep."""
    if kind == "members":
        shown = [disclosure_of("salt", "n", {})]
        for _ in range(count - 1):
            shown.append(disclosure_of("salt", "n", {"_sd": [digest(shown[-1])]}))
        return made({"_sd": [digest(shown[-1])]}, *shown)
    shown = [element_of([])]
    for _ in range(count - 1):
        shown.append(element_of([{"...": digest(shown[-1])}]))
    return made({"list": [{"...": digest(shown[-1])}]}, *shown)


@pytest.mark.parametrize(("kind", "around"), [("members", 1), ("elements", 2)])
def test_disclosures_inside_each_other_are_as_deep_as_all_of_them(kind: str, around: int) -> None:
    limits = replace(LIMITS, json_depth=9)
    parsed = sd_jwt.parse(inside_each_other(kind, 9 - around), limits)
    assert len(parsed.disclosure.optional) == 1
    with pytest.raises(LimitExceeded) as caught:
        sd_jwt.parse(inside_each_other(kind, 10 - around), limits)
    assert (caught.value.code, caught.value.params["limit"]) == ("json.too_deep", 9)


@pytest.mark.parametrize(
    "told", [[], ["salt"], ["salt", "a", 1, 2], {"salt": 1, "a": 2}, "ab", 7, None, [1, 2], ["s", 1, 2]]
)
def test_a_disclosure_has_two_or_three_parts(told: Any) -> None:
    text = base64url(json.dumps(told).encode())
    # Whether the issuer signed it or not.
    for claims in ({"_sd": [digest(text)]}, {}):
        assert refusal(made(claims, text)) == "sdjwt.disclosure"


def test_the_name_of_the_algorithm_is_a_claim_of_the_whole_token_alone() -> None:
    inner = disclosure_of("salt", "_sd_alg", "x")
    token = made({"_sd_alg": "sha-256", "a": {"_sd_alg": "y"}, "b": {"_sd": [digest(inner)]}}, inner)
    assert sd_jwt.parse(token).payload == {"a": {"_sd_alg": "y"}, "b": {"_sd_alg": "x"}}
    assert refusal(made({"_sd": [digest(inner)]}, inner)) == "sdjwt.reserved"


@pytest.mark.parametrize("claims", [[], ["_sd"], "text", 7, None, True])
def test_what_is_signed_is_an_object(claims: Any) -> None:
    assert refusal(made(claims)) == "jwt.payload_not_object"


def test_a_disclosure_that_the_issuer_did_not_sign_is_refused() -> None:
    forged = disclosure_of("salt", "name", "Doctor of Everything")
    assert refusal(HELD.show() + forged + "~") == "sdjwt.unreferenced"
    report = judge(SIM, HELD.show() + forged + "~")
    assert (report.verdict, report.assertion) == (Verdict.REJECTED, None)


@pytest.mark.parametrize("part", range(3))
def test_a_changed_disclosure_is_refused(part: int) -> None:
    told = json.loads(from_base64url(HELD.disclosures["$.name"]))
    told[part] = "changed"
    assert refusal(HELD.show() + disclosure_of(*told) + "~") == "sdjwt.unreferenced"


@pytest.mark.parametrize("spelling", ["padded", "spaced"])
def test_another_spelling_of_a_disclosure_is_another_one(spelling: str) -> None:
    text = HELD.disclosures["$.name"]
    other = text + "=" if spelling == "padded" else base64url(b" " + text.encode())
    assert refusal(HELD.show() + other + "~") in ("sdjwt.disclosure", "sdjwt.unreferenced")


def test_a_disclosure_is_shown_once() -> None:
    assert refusal(HELD.show("$.name", "$.name")) == "sdjwt.digest_twice"


def test_a_digest_stands_in_one_place() -> None:
    text = disclosure_of("s", "a", 1)
    inner = disclosure_of("t", "b", {"_sd": [digest(text)]})
    assert refusal(made({"_sd": [digest(text), digest(text)]}, text)) == "sdjwt.digest_twice"
    assert refusal(made({"_sd": [digest(text)], "x": {"_sd": [digest(text)]}}, text)) == "sdjwt.digest_twice"
    assert refusal(made({"_sd": [digest(text), digest(inner)]}, text, inner)) == "sdjwt.digest_twice"
    # Even where nothing of it is shown.
    assert refusal(made({"_sd": ["A" * 43, "A" * 43]})) == "sdjwt.digest_twice"
    assert refusal(made({"x": [{"...": "A" * 43}, {"...": "A" * 43}]})) == "sdjwt.digest_twice"


def test_a_disclosure_replaces_nothing() -> None:
    text, other = disclosure_of("s", "issuer", "did:web:evil.example"), disclosure_of("t", "issuer", "x")
    assert refusal(made({"issuer": SIM.id, "_sd": [digest(text)]}, text)) == "sdjwt.name_twice"
    assert refusal(made({"_sd": [digest(text), digest(other)]}, text, other)) == "sdjwt.name_twice"


@pytest.mark.parametrize("name", ["_sd", "...", "_sd_alg"])
def test_a_disclosure_has_no_name_that_is_kept(name: str) -> None:
    text = disclosure_of("s", name, ["A" * 43])
    assert refusal(made({"_sd": [digest(text)]}, text)) == "sdjwt.reserved"


def test_digests_that_name_each_other_are_not_followed_for_ever() -> None:
    """A circle cannot be made without breaking the hash; the same digest again can, and is refused."""
    text = disclosure_of("s", "a", {"_sd": ["B" * 43]})
    assert refusal(made({"_sd": [digest(text), "B" * 43]}, text)) == "sdjwt.digest_twice"


@pytest.mark.parametrize(
    "claims",
    [
        {"_sd": "text"},
        {"_sd": None},
        {"_sd": [1]},
        {"_sd": {"a": "b"}},
        {"x": [{"...": 1}]},
        {"x": [{"...": "A" * 43, "y": 1}]},
    ],
)
def test_malformed_digests_are_refused(claims: dict[str, Any]) -> None:
    assert refusal(made(claims)) == "sdjwt.digests"


@pytest.mark.parametrize("claims", [{"...": "A" * 43}, {"x": {"...": "A" * 43}}])
def test_the_mark_of_an_element_stands_in_a_list(claims: dict[str, Any]) -> None:
    assert refusal(made(claims)) == "sdjwt.reserved"


@pytest.mark.parametrize("parts", [("s", 1), ("s", "a", 1)])
def test_members_and_elements_are_not_confused(parts: tuple[Any, ...]) -> None:
    text = disclosure_of(*parts)
    claims = {"x": [{"...": digest(text)}]} if len(parts) == 3 else {"_sd": [digest(text)]}
    assert refusal(made(claims, text)) == "sdjwt.disclosure"


@pytest.mark.parametrize(
    "text",
    [
        disclosure_of(),
        disclosure_of("s"),
        disclosure_of("s", "a", 1, 2),
        disclosure_of(1, "a", 1),
        disclosure_of("s", 1, 1),
        base64url(b'{"a":1}'),
        base64url(b'["s","a",{"b":1,"b":2}]'),
        base64url(b'["s","a",NaN]'),
        base64url(b"\xff"),
        "!!!",
        "",
        "AA=",
    ],
)
def test_malformed_disclosures_are_refused(text: str) -> None:
    assert refusal(made({"_sd": [digest(text)]}, text)) == "sdjwt.disclosure"


@pytest.mark.parametrize("name", ["sha-256", "sha-384", "sha-512", "sha3-256", "sha3-384", "sha3-512"])
def test_every_hash_that_is_known(name: str) -> None:
    text = disclosure_of("s", "a", 1)
    function = name.replace("sha-", "sha").replace("-", "_")
    found = base64url(hashlib.new(function, text.encode()).digest())
    assert sd_jwt.parse(made({"_sd_alg": name, "_sd": [found]}, text)).payload == {"a": 1}


def test_the_hash_is_one_that_is_known_and_whole() -> None:
    assert refusal(made({"_sd_alg": "md5"}), Unsupported) == "sdjwt.hash_unsupported"
    assert refusal(made({"_sd_alg": "sha-256-32"}), Unsupported) == "sdjwt.hash_unsupported"
    assert refusal(made({"_sd_alg": 256})) == "sdjwt.hash"


def test_work_is_bounded() -> None:
    with pytest.raises(LimitExceeded) as caught:
        sd_jwt.parse(HELD.show_all(), Limits(disclosures=1))
    assert caught.value.code == "sdjwt.too_many"
    assert refusal("~" * 3_000_000, LimitExceeded) == "sdjwt.too_many"
    with pytest.raises(LimitExceeded) as caught:
        sd_jwt.parse(made({}, "A" * 400), Limits(json_bytes=200))
    assert (caught.value.code, caught.value.params["part"]) == ("jwt.too_large", "disclosures")


def test_so_many_disclosures_of_such_a_size_may_be_shown() -> None:
    """As many as the bound says, and together as long as a text of JSON may be."""
    shown = [disclosure_of("s", f"n{number}", "x" * 291) for number in range(3)]
    assert {len(text) for text in shown} == {len(shown[0])}
    assert len(shown[0]) % 4 == 0
    size = 3 * len(shown[0]) // 4 * 3
    token = made({"_sd": [digest(text) for text in shown]}, *shown)
    assert len(sd_jwt.parse(token, Limits(disclosures=3, json_bytes=size)).payload) == 3
    for limits, code in (
        (Limits(disclosures=2, json_bytes=size), "sdjwt.too_many"),
        (Limits(disclosures=3, json_bytes=size - 3), "jwt.too_large"),
    ):
        with pytest.raises(LimitExceeded) as caught:
            sd_jwt.parse(token, limits)
        assert caught.value.code == code


def test_names_may_be_so_long_that_the_places_below_them_have_this_many_characters() -> None:
    """A name is in the path of everything below it: with a long one, digests of nothing filled the memory."""
    name = "n" * 99_995
    full = {name: [{"_sd": [f"of nothing {number}"]} for number in range(48)]}
    parsed = sd_jwt.parse(made(full))
    assert parsed.payload == {name: [{}] * 48}
    assert parsed.disclosure.hidden_in == tuple(f"$.{name}[{number}]" for number in range(48))
    assert refusal(made({name: [*full[name], {}, {}]}), LimitExceeded) == "json.names_too_long"
    # Nothing is said of texts and numbers, so they may be as many as there are.
    assert sd_jwt.parse(made({name: [7] * 1000})).payload == {name: [7] * 1000}
    shown = [disclosure_of("s", number) for number in range(50)]
    held = {name: [{"...": digest(text)} for text in shown]}
    assert refusal(made(held, *shown), LimitExceeded) == "json.names_too_long"


def test_texts_and_numbers_in_lists_are_what_they_are() -> None:
    claims = {"x": ["...", "wait...", 7, None, True, ["...", ["..."]], {"a": "..."}], "y": "..."}
    assert sd_jwt.parse(made(claims)).payload == claims


@pytest.mark.parametrize("around", ["members", "elements"])
def test_lists_inside_disclosures_are_as_deep_as_all_of_them(around: str) -> None:
    for depth in (6, 7):
        value: Any = []
        for _ in range(depth - 1):
            value = [value]
        text = disclosure_of("s", "n", value) if around == "members" else element_of(value)
        inside = {"_sd": [digest(text)]} if around == "members" else {"list": [{"...": digest(text)}]}
        limits = replace(LIMITS, json_depth=7 if around == "members" else 8)
        if depth == 6:
            assert sd_jwt.parse(made(inside, text), limits).payload
            continue
        with pytest.raises(LimitExceeded) as caught:
            sd_jwt.parse(made(inside, text), limits)
        assert caught.value.code == "json.too_deep"


@pytest.mark.parametrize(("header", "told"), [({"typ": "vc+sd-jwt"}, "vc+sd-jwt"), ({}, "SD-JWT VC")])
def test_credentials_of_another_family_are_named(header: dict[str, Any], told: str) -> None:
    issued = compact_jws({"alg": "ES256", **header}, {"vct": "urn:x"}, "ES256", SIM.key("P-256").signing)
    with pytest.raises(Unsupported) as caught:
        sd_jwt.parse(f"{issued}~", LIMITS)
    assert (caught.value.code, caught.value.params["type"]) == ("sdjwt.ietf_credential", told)
    assert sd_jwt.parse(made({"vct": "urn:x", "@context": []}), LIMITS).payload["vct"] == "urn:x"


@pytest.mark.parametrize("kind", ["members", "elements"])
def test_disclosures_inside_each_other_are_as_deep_as_json_may_be(kind: str) -> None:
    shown, claims = [], {"end": True}
    for _ in range(70):
        text = disclosure_of("s", "a", claims) if kind == "members" else disclosure_of("s", [claims])
        shown.append(text)
        claims = {"_sd": [digest(text)]} if kind == "members" else {"x": [{"...": digest(text)}]}  # type: ignore
    assert refusal(made(claims, *shown), LimitExceeded) == "json.too_deep"


def test_the_token_ends_as_it_must() -> None:
    """RFC 9901 section 4: what is cut short is not taken for the whole."""
    whole = HELD.show_all()
    assert refusal(whole[:-1]) == "sdjwt.no_end"
    assert judge(SIM, whole[:-1]).verdict is Verdict.REJECTED
    assert judge(SIM, SIM.envelop(HELD.issued, "application/vc+sd-jwt")).verdict is Verdict.REJECTED
    assert judge(SIM, SIM.envelop(whole, "application/vc+jwt")).verdict is Verdict.REJECTED


@pytest.mark.parametrize("typ", ["JWT", None])
@pytest.mark.parametrize("hidden", [["$.validUntil", "$.credentialSubject.result"], ["$.type[1]"]])
def test_without_any_tilde_it_is_no_token_of_all_or_nothing(typ: str | None, hidden: list[str]) -> None:
    """The header need not tell the two apart; the digests do."""
    badge = SIM.issue(valid_until=SIM.now - timedelta(days=1), results=[{"status": "Failed"}])
    held = SIM.sign_sd_jwt(badge, disclosable=hidden, typ=typ)
    text = from_base64url(held.issued.split(".")[1]).decode()
    assert '"..."' in text if hidden == ["$.type[1]"] else '"_sd"' in text
    assert judge(SIM, SIM.envelop(held.issued, "application/vc+jwt")).verdict is Verdict.REJECTED
    cut, whole = (judge(SIM, token, policy=Policy.hiring()) for token in (held.issued, held.show()))
    assert said(cut, "proof.claims") == ("WARNING", "sdjwt.no_end")
    assert cut.verdict is whole.verdict is not Verdict.VERIFIED
    for name in ("disclosure.complete", "validity.not_expired"):
        assert said(cut, name) == said(whole, name) != ("NOT_APPLICABLE", "disclosure.all_or_nothing")
    assert judge(SIM, SIM.sign(SIM.issue(), "ES256", typ=typ)).verified


# Properties.

_LEAVES = st.integers(0, 9) | st.text("xyz", max_size=3) | st.booleans() | st.none()
_SHOWN = st.sampled_from(
    [*HELD.disclosures.values(), disclosure_of("s", "x", 1), disclosure_of("s", 1), "A", "", "a.b.c"]
)


@given(st.lists(_SHOWN, max_size=5), st.sampled_from(["", "~", "a.b.c", HELD.issued]))
def test_any_pile_of_disclosures_is_the_issuers_word_or_refused(shown: list[str], end: str) -> None:
    with suppress(Problem):
        payload = sd_jwt.parse("~".join([HELD.issued, *shown, end])).payload
        for name, value in payload.items():
            if name != "credentialSubject":
                assert value == TAGGED[name]
        assert payload["credentialSubject"].keys() == TAGGED["credentialSubject"].keys()


@given(
    st.recursive(
        _LEAVES,
        lambda inner: (
            st.lists(inner) | st.dictionaries(st.sampled_from(["_sd", "...", "_sd_alg", "a"]), inner)
        ),
        max_leaves=8,
    )
)
def test_whatever_is_signed_only_problems_come_out(claims: Any) -> None:
    with suppress(Problem):
        payload = sd_jwt.parse(made(claims if isinstance(claims, dict) else {"a": claims})).payload
        assert '"_sd":' not in json.dumps(payload)
        assert '"...":' not in json.dumps(payload)


@given(st.integers(0, len(HELD.show_all()) - 1), st.sampled_from("Aa0_-~.=é "))
def test_a_changed_character_is_never_verified(place: int, letter: str) -> None:
    text = HELD.show_all()
    changed = text[:place] + letter + text[place + 1 :]
    if changed != text:
        assert not judge(SIM, changed.encode()).verified


def test_held_tokens_say_what_they_cannot_do() -> None:
    with pytest.raises(ValueError, match="leads nowhere"):
        SIM.sign_sd_jwt(BADGE, disclosable=["$.nothing.here"])
    held: HeldSdJwt = SIM.sign_sd_jwt(BADGE)
    with pytest.raises(ValueError, match="bound to no key"):
        held.bind(held.show(), audience="a", nonce="n", at=SIM.now)
