"""The key of a token counts only if the issuer itself publishes it."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.keymaking import (
    Web,
    did_jwk,
    did_key,
    document,
    ec_jwk,
    ed_jwk,
    ed_multikey,
    ed_public,
    rsa_jwk,
    status,
)

from badgekit.errors import Malformed, Problem, Unavailable, Unsupported
from badgekit.keys import jwk as jwks
from badgekit.keys.resolved import ResolvedKey
from badgekit.keys.resolver import KeyResolver

DID, URL = "did:web:uni.example", "https://uni.example/.well-known/did.json"
ISSUER, SET = "https://uni.example/issuers/1", "https://uni.example/.well-known/jwks.json"
EVIL = "https://evil.example/keys/1"
NO_SET = status(SET, 404)


def resolve(
    web: Web, issuer: str, *, kid: Any = None, jwk: Any = None, purpose: str = "assertionMethod"
) -> ResolvedKey:
    return KeyResolver(web).resolve_jwt(kid=kid, jwk=jwk, issuer=issuer, purpose=purpose)


def refusal(web: Web, issuer: str, kind: type[Problem] = Malformed, **header: Any) -> str:
    with pytest.raises(Problem) as caught:
        resolve(web, issuer, **header)
    assert type(caught.value) is kind, caught.value.code
    return caught.value.code


def codes(found: ResolvedKey) -> list[str]:
    return [warning.code for warning in found.warnings]


# Issuers whose identifier is their key.


@pytest.mark.parametrize(
    "kid",
    [
        None,
        did_key(1),
        f"{did_key(1)}#{ed_multikey(1)}",
        f"#{ed_multikey(1)}",
        ed_multikey(1),
        ed_public(1).thumbprint(),
        f"urn:ietf:params:oauth:jwk-thumbprint:sha-256:{ed_public(1).thumbprint()}",
    ],
)
def test_did_key_issuer(kid: str | None) -> None:
    web = Web()
    found = resolve(web, did_key(1), kid=kid)
    assert (found.key, found.controller, found.bound_by) == (ed_public(1), did_key(1), "did:key")
    assert codes(found) == (["key.bare_did"] if kid == did_key(1) else [])
    assert web.asked == []


def test_did_jwk_issuer() -> None:
    for kid in (None, f"{did_jwk(1)}#0", "#0", "0", did_jwk(1), ed_public(1).thumbprint()):
        assert resolve(Web(), did_jwk(1), kid=kid).key == ed_public(1)


@pytest.mark.parametrize(
    ("start", "said"),
    [
        ("bad name ", "'bad name "),
        ("file:///etc/", "file:///etc/"),
        ("../", "../"),
        ("https://uni.example:port/", "https://uni.example:port/"),
    ],
)
def test_of_a_wrong_name_two_hundred_letters_are_said(start: str, said: str) -> None:
    with pytest.raises(Malformed) as caught:
        resolve(Web(), DID, kid=start.ljust(300, "a"))
    assert (caught.value.code, caught.value.params["kid"]) == ("key.kid_syntax", said.ljust(200, "a"))


def test_of_a_wrong_issuer_two_hundred_letters_are_said() -> None:
    with pytest.raises(Malformed) as caught:
        resolve(Web(), "bad issuer ".ljust(300, "a"))
    assert caught.value.params["issuer"] == "'bad issuer ".ljust(200, "a")


def test_a_short_name_says_nothing_against_the_only_key() -> None:
    found = resolve(Web(), did_key(1), kid="signing-key")
    assert (found.key, codes(found)) == (ed_public(1), ["key.unknown_name"])


@pytest.mark.parametrize(
    ("kid", "code"),
    [
        (f"{did_key(2)}#{ed_multikey(2)}", "key.not_bound_to_issuer"),
        (did_key(2), "key.not_bound_to_issuer"),
        (f"{did_key(1)}x#{ed_multikey(2)}", "key.not_bound_to_issuer"),
        (f"{did_key(1)}#{ed_multikey(2)}", "key.not_in_document"),
        (f"#{ed_multikey(2)}", "key.not_in_document"),
        (EVIL, "key.not_bound_to_issuer"),
        ("urn:x:y", "key.not_bound_to_issuer"),
    ],
)
def test_foreign_keys_of_a_did_key_issuer(kid: str, code: str) -> None:
    """The answer is definite and needs no network."""
    web = Web({EVIL: ed_jwk(2)})
    assert refusal(web, did_key(1), kid=kid) == code
    assert web.asked == []


def test_header_key_of_a_did_key_issuer() -> None:
    assert resolve(Web(), did_key(1), jwk=ed_jwk(1)).key == ed_public(1)
    assert refusal(Web(), did_key(1), jwk=ed_jwk(2)) == "key.not_bound_to_issuer"
    assert refusal(Web(), did_key(1), jwk=ed_jwk(2), kid=did_key(1)) == "key.not_bound_to_issuer"
    assert refusal(Web(), did_key(1), jwk=ed_jwk(1, d="AQAB")) == "key.private_material"


# did:web issuers.


@pytest.mark.parametrize("kid", [f"{DID}#key-1", "#key-1", "key-1", ed_public(1).thumbprint()])
def test_did_web_issuer(kid: str) -> None:
    found = resolve(Web({URL: document(DID, 1, 2)}), DID, kid=kid)
    assert (found.key, found.method_id, found.bound_by) == (ed_public(1), f"{DID}#key-1", "did:web")
    assert found.warnings == ()


def test_name_in_the_published_jwk() -> None:
    value = document(DID, 1)
    published = {"id": f"{DID}#k", "type": "JsonWebKey", "publicKeyJwk": ed_jwk(5, kid="2026-a")}
    value["verificationMethod"].append(published)
    value["assertionMethod"].append(f"{DID}#k")
    assert resolve(Web({URL: value}), DID, kid="2026-a").key == ed_public(5)


@pytest.mark.parametrize(
    "kid",
    [
        "did:web:evil.example#key-1",
        "did:web:uni.example.evil.example#key-1",
        "did:web:UNI.example#key-1",
        "did:web:uni.example:path#key-1",
        f"{did_key(2)}#{ed_multikey(2)}",
        f"{DID}#{ed_multikey(2)}",
        f"{DID}#key-3",
        "#key-3",
        "key-3",
        EVIL,
        "https://uni.example/keys/2",
        "urn:uuid:0",
    ],
)
def test_foreign_keys_of_a_did_web_issuer(kid: str) -> None:
    """The attack: the header points at a key of the attacker, the payload names the university."""
    web = Web(
        {
            URL: document(DID, 1),
            "https://evil.example/.well-known/did.json": document("did:web:evil.example", 1),
            "https://uni.example.evil.example/.well-known/did.json": document(
                "did:web:uni.example.evil.example", 1
            ),
            EVIL: ed_jwk(2),
            "https://uni.example/keys/2": ed_jwk(2),
        }
    )
    assert refusal(web, DID, kid=kid) == "key.not_bound_to_issuer"
    assert not [url for url in web.asked if "did.json" in url and url != URL]


def test_unreachable_issuer_leaves_it_open() -> None:
    web = Web({EVIL: ed_jwk(2)})
    for kid in (f"{DID}#key-1", f"{did_key(2)}#{ed_multikey(2)}", "key-1", EVIL, None):
        assert refusal(web, DID, Unavailable, kid=kid) == "key.issuer_unreachable"
    assert refusal(web, DID, Unavailable, jwk=ed_jwk(1)) == "key.issuer_unreachable"
    assert EVIL not in web.asked


def test_purpose_of_the_key() -> None:
    value = document(DID, 1, 2, authentication=[f"{DID}#key-2"])
    value["assertionMethod"] = [f"{DID}#key-1"]
    web = Web({URL: value})
    for header in ({"kid": f"{DID}#key-2"}, {"kid": "key-2"}, {"jwk": ed_jwk(2)}):
        assert refusal(web, DID, **header) == "key.wrong_purpose"
        assert resolve(web, DID, purpose="authentication", **header).key == ed_public(2)


def test_header_key() -> None:
    web = Web({URL: document(DID, 1, 2)})
    assert resolve(web, DID, jwk=ed_jwk(2)).method_id == f"{DID}#key-2"
    assert refusal(web, DID, jwk=ed_jwk(3)) == "key.not_bound_to_issuer"
    assert resolve(web, DID, jwk=ed_jwk(2), kid="key-2").key == ed_public(2)
    assert refusal(web, DID, jwk=ed_jwk(2), kid="key-1") == "key.header_conflict"
    assert refusal(web, DID, jwk=ed_jwk(3), kid="key-1") == "key.header_conflict"
    assert refusal(web, DID, jwk={"kty": "oct", "k": "AA"}) == "key.symmetric"


def test_the_same_key_under_two_ids_is_judged_by_the_one_that_is_listed() -> None:
    value = document(DID, 1)
    again = {**value["verificationMethod"][0], "id": f"{DID}#login"}
    value["verificationMethod"].insert(0, again)
    assert resolve(Web({URL: value}), DID, jwk=ed_jwk(1)).method_id == f"{DID}#key-1"


def test_a_token_that_names_no_key() -> None:
    for kid in (None, DID):
        found = resolve(Web({URL: document(DID, 1)}), DID, kid=kid)
        assert (found.key, codes(found)) == (ed_public(1), ["key.no_kid"])
        assert refusal(Web({URL: document(DID, 1, 2)}), DID, kid=kid) == "key.not_named"
        assert refusal(Web({URL: document(DID)}), DID, kid=kid) == "key.not_bound_to_issuer"


def test_two_keys_of_one_name() -> None:
    value = document(DID, 1)
    for seed in (4, 5):
        value["verificationMethod"].append(
            {"id": f"{DID}#k{seed}", "type": "JsonWebKey", "publicKeyJwk": ed_jwk(seed, kid="same")}
        )
        value["assertionMethod"].append(f"{DID}#k{seed}")
    assert refusal(Web({URL: value}), DID, kid="same") == "key.ambiguous"


def test_bad_and_unknown_keys_of_the_issuer_do_not_spoil_the_search() -> None:
    value = document(DID, 1)
    for number, published in enumerate(
        ({"kty": "oct"}, {"kty": "EC", "crv": "secp256r1"}, ec_jwk("P-256", use="enc"))
    ):
        value["verificationMethod"].append(
            {"id": f"{DID}#bad{number}", "type": "JsonWebKey", "publicKeyJwk": published}
        )
        value["assertionMethod"].append(f"{DID}#bad{number}")
    assert resolve(Web({URL: value}), DID, jwk=ed_jwk(1)).key == ed_public(1)
    assert refusal(Web({URL: value}), DID, kid="bad0") == "key.symmetric"
    assert refusal(Web({URL: value}), DID, Unsupported, kid="bad1") == "key.unsupported_type"


# https issuers: the profile and the key set of the host.


def test_profile_of_an_https_issuer() -> None:
    web = Web({ISSUER: document(ISSUER, 1)})
    for kid in (f"{ISSUER}#key-1", "#key-1", "key-1"):
        found = resolve(web, ISSUER, kid=kid)
        assert (found.key, found.bound_by, found.method_id) == (ed_public(1), "https", f"{ISSUER}#key-1")


def test_key_set_of_an_https_issuer() -> None:
    for page in (
        status(ISSUER, 404),
        b"<html>",
        {"name": "not a controller document"},
        document(ISSUER),
        None,
    ):
        pages = {ISSUER: page, SET: {"keys": [rsa_jwk(kid="a"), ed_jwk(1, kid="b", iss=ISSUER)]}}
        web = Web({url: value for url, value in pages.items() if value is not None})
        for header in ({"kid": "b"}, {"jwk": ed_jwk(1)}, {"kid": ed_public(1).thumbprint()}):
            found = resolve(web, ISSUER, **header)
            assert (found.key, found.bound_by, found.controller) == (ed_public(1), "jwks", ISSUER)
            assert (found.method_id, found.document_url, codes(found)) == (f"{SET}#b", SET, [])
        assert codes(resolve(web, ISSUER, kid="a")) == ["key.jwks_without_issuer"]


ENDS: Any = {"exp": 1_700_000_000, "revoked": {"revoked_at": 1_600_000_000.5, "reason": "compromised"}}
EXPIRES, REVOKED = (
    datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC),
    datetime(2020, 9, 13, 12, 26, 40, 500_000, UTC),
)


def test_a_key_of_a_set_ends_when_the_set_says_so() -> None:
    for header in ({"kid": "b"}, {"jwk": ed_jwk(1)}, {}):
        found = resolve(
            Web({ISSUER: document(ISSUER), SET: {"keys": [ed_jwk(1, kid="b", **ENDS)]}}), ISSUER, **header
        )
        assert (found.expires, found.revoked) == (EXPIRES, REVOKED)
    found = resolve(Web({ISSUER: document(ISSUER), SET: {"keys": [ed_jwk(1, kid="b")]}}), ISSUER, kid="b")
    assert (found.expires, found.revoked) == (None, None)


def test_a_key_that_a_set_calls_revoked_is_so_under_every_name() -> None:
    keys = [ed_jwk(1, kid="b"), ed_jwk(1, kid="old", **ENDS), ed_jwk(2, kid="other", exp=1)]
    found = resolve(Web({ISSUER: document(ISSUER), SET: {"keys": keys}}), ISSUER, kid="b")
    assert (found.expires, found.revoked) == (EXPIRES, REVOKED)
    # What another issuer on the host says of the key is that one's business.
    keys[1] |= {"iss": "https://uni.example/issuers/2"}
    found = resolve(Web({ISSUER: document(ISSUER), SET: {"keys": keys}}), ISSUER, kid="b")
    assert (found.expires, found.revoked) == (None, None)


def test_what_set_and_document_say_of_one_key_counts_together() -> None:
    """The document no longer lists the key for signing credentials, and knows it as revoked."""
    page = document(ISSUER, 1)
    page["verificationMethod"][0] |= {"revoked": "2019-01-01T00:00:00Z"}
    web = Web({ISSUER: page, SET: {"keys": [ed_jwk(1, kid="b", **ENDS)]}})
    found = resolve(web, ISSUER, kid="b")
    assert (found.expires, found.revoked) == (EXPIRES, datetime(2019, 1, 1, tzinfo=UTC))


def test_a_jwk_in_a_document_or_an_identifier_ends_too() -> None:
    page = document(DID, 1)
    page["verificationMethod"][0] = {
        "id": f"{DID}#key-1",
        "type": "JsonWebKey",
        "controller": DID,
        "publicKeyJwk": ed_jwk(1, **ENDS),
        "expires": "2022-01-01T00:00:00Z",
    }
    for found in (
        resolve(Web({URL: page}), DID, kid="key-1"),
        KeyResolver(Web({URL: page})).resolve(f"{DID}#key-1"),
    ):
        assert (found.expires, found.revoked) == (datetime(2022, 1, 1, tzinfo=UTC), REVOKED)
    identifier = "did:jwk:" + urlsafe_b64encode(json.dumps(ed_jwk(1, **ENDS)).encode()).decode().rstrip("=")
    found = KeyResolver(Web()).resolve(f"{identifier}#0")
    assert (found.expires, found.revoked) == (EXPIRES, REVOKED)


def test_a_thumbprint_finds_its_key_beside_keys_that_cannot_be_read() -> None:
    bad = [ed_jwk(2, kid="bad", x="AA"), {"kty": "unknown", "kid": "new"}]
    header = {"kid": ed_public(1).thumbprint()}
    web = Web({ISSUER: document(ISSUER), SET: {"keys": [*bad, ed_jwk(1, kid="b")]}})
    assert resolve(web, ISSUER, **header).key == ed_public(1)
    page = document(DID, 1)
    wrong = {"id": f"{DID}#bad", "type": "JsonWebKey", "controller": DID, "publicKeyJwk": bad[0]}
    page["verificationMethod"].insert(0, wrong)
    page["assertionMethod"].insert(0, wrong["id"])
    assert resolve(Web({URL: page}), DID, **header).key == ed_public(1)


def test_the_key_set_is_asked_for_once_and_only_where_it_is_needed() -> None:
    web = Web({ISSUER: document(ISSUER, 1), SET: {"keys": [ed_jwk(2, kid="b")]}})
    for kid in (None, f"{ISSUER}#key-1"):
        assert resolve(web, ISSUER, kid=kid).key == ed_public(1)
    assert web.asked == [ISSUER] * 2
    web.asked.clear()
    # By its name, by its key, and to say that there is none.
    assert refusal(web, ISSUER, kid="c", jwk=ed_jwk(3)) == "key.not_bound_to_issuer"
    assert web.asked.count(SET) == 1
    did = Web({URL: document(DID, 1)})
    assert refusal(did, DID, jwk=ed_jwk(3)) == "key.not_bound_to_issuer"
    assert did.asked == [URL]


def test_the_key_set_of_a_host_that_is_an_address() -> None:
    issuer, keys = "https://[2001:db8::1]:8443/i", "https://[2001:db8::1]:8443/.well-known/jwks.json"
    web = Web({issuer: document(issuer), keys: {"keys": [ed_jwk(1, kid="b")]}})
    assert resolve(web, issuer, kid="b").document_url == keys


def test_what_went_wrong_first_is_what_is_said() -> None:
    web = Web({ISSUER: status(ISSUER, 503), SET: status(SET, 500)})
    with pytest.raises(Unavailable) as caught:
        resolve(web, ISSUER, kid="b")
    assert "503" in str(caught.value.params["reason"])


def test_a_url_with_a_fragment_means_that_key_of_the_set() -> None:
    keys = "https://uni.example/keys"
    web = Web({ISSUER: document(ISSUER, 1), SET: NO_SET, keys: {"keys": [ed_jwk(1, kid="a")]}})
    for kid in (keys, f"{keys}#a"):
        assert resolve(web, ISSUER, kid=kid).key == ed_public(1)
    assert refusal(web, ISSUER, kid=f"{keys}#b") == "key.not_bound_to_issuer"


def test_a_key_at_the_place_of_the_document_is_the_issuers() -> None:
    kid = "https://uni.example/keys/1"
    web = Web({URL: document(DID, 1), kid: ed_jwk(1)})
    assert resolve(web, DID, kid=kid).key == ed_public(1)


def test_the_key_set_of_another_port_is_another_set() -> None:
    issuer = "https://uni.example:8443/issuer"
    web = Web(
        {
            issuer: document(issuer),
            "https://uni.example:8443/.well-known/jwks.json": {"keys": [ed_jwk(1, kid="a")]},
        }
    )
    assert resolve(web, issuer, kid="a").key == ed_public(1)
    assert SET not in web.asked


def test_keys_of_other_issuers_in_the_set_do_not_count() -> None:
    """A host that serves several issuers says with ``iss`` whose key it is."""
    for other in ("https://uni.example/issuers/2", "", None, [ISSUER]):
        web = Web({ISSUER: document(ISSUER), SET: {"keys": [ed_jwk(1, kid="a", iss=other)]}})
        assert refusal(web, ISSUER, kid="a") == "key.not_bound_to_issuer"
        assert refusal(web, ISSUER, jwk=ed_jwk(1)) == "key.not_bound_to_issuer"


def test_foreign_header_key_of_an_https_issuer() -> None:
    web = Web({ISSUER: document(ISSUER, 1), SET: {"keys": [ed_jwk(1, kid="a")]}})
    assert refusal(web, ISSUER, jwk=ed_jwk(2)) == "key.not_bound_to_issuer"
    web.pages[SET] = NO_SET
    assert refusal(web, ISSUER, jwk=ed_jwk(2)) == "key.not_bound_to_issuer"


def test_half_an_answer_is_no_definite_no() -> None:
    profile_only = Web({ISSUER: document(ISSUER, 1)})
    assert refusal(profile_only, ISSUER, Unavailable, jwk=ed_jwk(2)) == "key.issuer_unreachable"
    set_only = Web({SET: {"keys": [ed_jwk(1, kid="a")]}})
    assert refusal(set_only, ISSUER, Unavailable, jwk=ed_jwk(2)) == "key.issuer_unreachable"
    assert refusal(Web({ISSUER: status(ISSUER, 404), SET: NO_SET}), ISSUER, Unavailable, kid="a")


def test_a_host_without_a_key_set_has_answered() -> None:
    answers: list[Any] = [NO_SET, status(SET, 410), b"<html>", {"keys": "none"}, {"error": "not found"}, []]
    for page in answers:
        web = Web({ISSUER: document(ISSUER, 1), SET: page})
        assert refusal(web, ISSUER, jwk=ed_jwk(2)) == "key.not_bound_to_issuer"
    for failure in (status(SET, 503), status(SET, 200, b"{}", ("https://evil.example/",))):
        web = Web({ISSUER: document(ISSUER, 1), SET: failure})
        assert refusal(web, ISSUER, Unavailable, jwk=ed_jwk(2)) == "key.issuer_unreachable"
    twice = Web({ISSUER: document(ISSUER, 1), SET: b'{"keys":[],"keys":[]}'})
    assert refusal(twice, ISSUER, jwk=ed_jwk(2)) == "json.duplicate_key"


def test_kid_that_is_the_url_of_a_jwk() -> None:
    kid = "https://uni.example/keys/1"
    for published in (ed_jwk(1), {"keys": [ed_jwk(1)]}, {"keys": [ed_jwk(2), ed_jwk(1, kid=kid)]}):
        web = Web({ISSUER: document(ISSUER, 1), SET: NO_SET, kid: published})
        assert resolve(web, ISSUER, kid=kid).method_id == f"{ISSUER}#key-1"
        web = Web({ISSUER: document(ISSUER), SET: {"keys": [ed_jwk(1, kid="x")]}, kid: published})
        assert resolve(web, ISSUER, kid=kid).bound_by == "jwks"
    web = Web({ISSUER: document(ISSUER, 1), SET: NO_SET, kid: {"keys": [ed_jwk(2), ed_jwk(1, kid="b")]}})
    assert resolve(web, ISSUER, kid=f"{kid}#b").key == ed_public(1)
    assert refusal(web, ISSUER, kid=kid) == "key.not_bound_to_issuer"
    assert refusal(web, ISSUER, kid=f"{kid}#c") == "key.not_bound_to_issuer"
    twice = {"keys": [ed_jwk(2, kid="b"), ed_jwk(1, kid="b")]}
    assert refusal(Web({**web.pages, kid: twice}), ISSUER, kid=f"{kid}#b") == "key.ambiguous"
    theirs = ed_jwk(1, iss="https://uni.example/issuers/2")
    assert refusal(Web({**web.pages, kid: theirs}), ISSUER, kid=kid) == "key.not_bound_to_issuer"


def test_kid_by_name_in_the_set_needs_no_further_request() -> None:
    kid = "https://keys.uni.example/1"
    web = Web({ISSUER: document(ISSUER), SET: {"keys": [ed_jwk(1, kid=kid)]}})
    assert resolve(web, ISSUER, kid=kid).key == ed_public(1)
    assert kid not in web.asked


def test_kid_url_of_the_attacker() -> None:
    web = Web({ISSUER: document(ISSUER, 1), SET: {"keys": [ed_jwk(1, kid="a")]}, EVIL: ed_jwk(2)})
    assert refusal(web, ISSUER, kid=EVIL) == "key.not_bound_to_issuer"
    assert EVIL not in web.asked, "whoever is asked knows who verifies, and when"
    silent = Web({ISSUER: document(ISSUER), SET: NO_SET, EVIL: ed_jwk(2)})
    assert refusal(silent, ISSUER, kid=EVIL) == "key.not_bound_to_issuer"
    assert EVIL not in silent.asked, "an issuer without keys cannot be confirmed, so nobody else is asked"


def test_kid_url_that_redirects_away() -> None:
    kid = "https://uni.example/go?to=evil"
    web = Web({ISSUER: document(ISSUER, 1), SET: NO_SET, kid: status(kid, 200, b"{}", (EVIL,))})
    assert refusal(web, ISSUER, Unavailable, kid=kid) == "key.redirected"


def test_a_token_of_an_https_issuer_that_names_no_key() -> None:
    web = Web({ISSUER: document(ISSUER), SET: {"keys": [ed_jwk(1)]}})
    found = resolve(web, ISSUER)
    assert (found.key, found.bound_by) == (ed_public(1), "jwks")
    web.pages[SET] = {"keys": [ed_jwk(1), ed_jwk(2)]}
    assert refusal(web, ISSUER) == "key.not_named"


def test_issuers_of_other_kinds() -> None:
    urn = "urn:uuid:28f2e3a4-7d3b-4d7c-8b41-5e9b0a6d7c11"
    assert refusal(Web(), urn, Unsupported, kid=f"{urn}#key-1") == "key.scheme_unsupported"
    assert refusal(Web(), "did:ebsi:z1", Unsupported, jwk=ed_jwk(1)) == "did.method_unsupported"
    assert resolve(Web({urn: document(urn, 1)}), urn, kid=f"{urn}#key-1").bound_by == "document"


@pytest.mark.parametrize(
    "kid",
    [
        "",
        " ",
        "a b",
        "a\n",
        f"{DID}#key-1\x00did:web:evil.example",
        "clé",
        "../../../etc/passwd",
        "/etc/passwd",
        "\\\\evil\\share",
        "file:///etc/passwd",
        "FILE:///etc/passwd",
        "data:,x",
        "https://user@uni.example/key",
        "https://",
        "did:web:a b#key",
        "did:web:a%2",
        "x" * 10_000,
        7,
        ["key-1"],
        {"a": 1},
        True,
    ],
)
def test_key_ids_that_are_none(kid: object) -> None:
    web = Web({URL: document(DID, 1)})
    assert refusal(web, DID, kid=kid) in ("key.kid_syntax", "did.syntax")
    assert web.asked == []


@pytest.mark.parametrize(
    "issuer", ["", "a b", "https://uni.example/\n", "ünï", f"{DID}#key-1", None, 7, [DID]]
)
def test_issuers_that_are_none(issuer: Any) -> None:
    assert refusal(Web(), issuer, kid="key-1") == "key.issuer_syntax"


@settings(deadline=None)
@given(
    st.text(alphabet="did:wekyuni.example%#?/@ htps1é\0z", max_size=40) | st.sampled_from([None, "key-1"]),
    st.sampled_from([DID, ISSUER, did_key(1), did_jwk(1), "urn:x"]),
    st.sampled_from([None, ed_jwk(1), ec_jwk("P-256"), {}]),
)
def test_a_key_is_the_issuers_or_there_is_a_problem(kid: str | None, issuer: str, jwk: Any) -> None:
    web = Web({URL: document(DID, 1), ISSUER: document(ISSUER, 1), SET: NO_SET})
    try:
        found = resolve(web, issuer, kid=kid, jwk=jwk)
    except Problem:
        return
    assert found.controller == issuer
    assert found.key == ed_public(1)
    assert jwk is None or jwks.parse(jwk) == found.key


def test_nothing_is_asked_at_an_address_that_is_too_long() -> None:
    """Whoever writes the token writes the issuer's address, too."""
    longest = "https://uni.example/".ljust(2048, "a")
    web = Web({longest: document(longest, 1)})
    assert resolve(web, longest, kid="key-1").key == ed_public(1)
    longer = longest + "a"
    web = Web({longer: document(longer, 1), SET: NO_SET})
    assert refusal(web, longer, kid="key-1") == "key.method_syntax"
    assert longer not in web.asked
    with pytest.raises(Malformed) as caught:
        resolve(web, longer)
    assert caught.value.params["method"] == longer[:200]


def test_a_host_whose_key_set_would_lie_at_too_long_an_address_has_none() -> None:
    place = "/.well-known/jwks.json"
    for length in (2048, 2049):
        host = "https://" + "a" * (length - len("https://") - len(place))
        keys = host + place
        web = Web({host: document(host), keys: {"keys": [ed_jwk(1, kid="b")]}})
        if length == 2048:
            assert resolve(web, host, kid="b").document_url == keys
            continue
        with pytest.raises(Malformed) as caught:
            resolve(web, host, kid="b")
        assert (caught.value.code, caught.value.params["method"]) == ("key.method_syntax", keys[:200])
        assert web.asked == [host]


def test_an_issuer_over_plain_http_has_no_key_set() -> None:
    issuer = "http://uni.example/issuers/1"
    web = Web({SET: {"keys": [ed_jwk(1, kid="b")]}})
    assert refusal(web, issuer, Unsupported, kid="b") == "key.scheme_unsupported"
    assert web.asked == [issuer]


def test_a_key_at_a_url_counts_without_a_profile_where_the_key_set_has_it() -> None:
    kid = "https://uni.example/keys/1"
    pages = {ISSUER: status(ISSUER, 404), SET: {"keys": [ed_jwk(1, kid="b")]}}
    assert resolve(Web({**pages, kid: ed_jwk(1)}), ISSUER, kid=kid).method_id == f"{SET}#b"
    web = Web({**pages, kid: ed_jwk(2), EVIL: ed_jwk(1)})
    assert refusal(web, ISSUER, Unavailable, kid=kid) == "key.issuer_unreachable"
    assert refusal(web, ISSUER, Unavailable, kid=EVIL) == "key.issuer_unreachable"
    assert EVIL not in web.asked


def test_a_key_is_called_by_its_first_name() -> None:
    keys = [ed_jwk(1), ed_jwk(1, kid="b"), ed_jwk(1, kid="c")]
    thumbprint = ed_public(1).thumbprint()
    for published, name in ((keys, ""), (keys[1:], "b"), (keys[::-1], "c")):
        web = Web({ISSUER: document(ISSUER), SET: {"keys": published}})
        for header in ({"kid": thumbprint}, {"jwk": ed_jwk(1)}):
            assert resolve(web, ISSUER, **header).method_id == f"{SET}#{name}"


@pytest.mark.parametrize("purpose", ["assertionMethod", "authentication"])
def test_a_key_for_something_else_does_not_come_back_by_the_key_set(purpose: str) -> None:
    """The attack: a key for signing in is stolen, and the host's key set has it for tokens of all kinds."""
    other = "authentication" if purpose == "assertionMethod" else "assertionMethod"
    page = document(ISSUER, 1, 2, **{purpose: [f"{ISSUER}#key-2"]})
    page[other] = [f"{ISSUER}#key-1"]
    web = Web({ISSUER: page, SET: {"keys": [ed_jwk(1, kid="a"), ed_jwk(2, kid="b"), ed_jwk(3, kid="c")]}})
    for header in ({"kid": "a"}, {"kid": "https://uni.example/.well-known/jwks.json#a"}, {"jwk": ed_jwk(1)}):
        assert refusal(web, ISSUER, purpose=purpose, **header) == "key.wrong_purpose"
    # One that the document lists for this, or does not know at all, is the issuer's.
    for kid, key in (("b", ed_public(2)), ("c", ed_public(3))):
        assert resolve(web, ISSUER, kid=kid, purpose=purpose).key == key


def test_the_longest_names_of_keys() -> None:
    web = Web({ISSUER: document(ISSUER, 1), SET: NO_SET})
    for kid in ("a" * 6000, "https://uni.example/".ljust(2048, "a")):
        web.pages[kid] = NO_SET
        assert refusal(web, ISSUER, kid=kid, kind=Unavailable if "/" in kid else Malformed) in (
            "key.not_bound_to_issuer",
            "key.document_not_found",
        )
        assert refusal(web, ISSUER, kid=kid + "a") == "key.kid_syntax"


def test_only_urls_of_keys_are_asked_and_only_of_an_issuer_that_has_keys() -> None:
    other = "did:example:uni"
    web = Web({other: document(other, 1)})
    for kid in ("key-9", "http://uni.example/key", "urn:x"):
        assert refusal(web, other, kid=kid) == "key.not_bound_to_issuer"
    assert web.asked == [other] * 3
    # A name in the issuer's own document is none of a key set.
    web = Web({ISSUER: document(ISSUER, 1), SET: NO_SET})
    assert refusal(web, ISSUER, kid=f"{ISSUER}#key-9") == "key.not_bound_to_issuer"
    assert web.asked == [ISSUER, SET]
    kid = "https://uni.example/keys/1"
    web = Web({ISSUER: document(ISSUER), SET: NO_SET, kid: ed_jwk(1)})
    assert refusal(web, ISSUER, kid=kid) == "key.not_bound_to_issuer"
    assert kid not in web.asked
