"""Verification methods by name: what is fetched, what is believed, what is only unknown."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.keymaking import Web, did_jwk, did_key, document, ed_multikey, ed_public, status

from badgekit.errors import LimitExceeded, Malformed, Problem, Unavailable, Unsupported
from badgekit.keys.controller import Controller
from badgekit.keys.resolver import KeyResolver
from badgekit.limits import Limits
from badgekit.net import Response

DID, URL = "did:web:uni.example", "https://uni.example/.well-known/did.json"
PROFILE = "https://uni.example/issuers/1"


def refusal(
    web: Web, method: object, kind: type[Problem] = Malformed, purpose: str = "assertionMethod"
) -> str:
    with pytest.raises(Problem) as caught:
        KeyResolver(web).resolve(method, purpose)  # type: ignore[arg-type]
    assert type(caught.value) is kind, caught.value.code
    return caught.value.code


def test_did_key_and_did_jwk_ask_nobody() -> None:
    web = Web()
    resolver = KeyResolver(web)
    for _ in range(2):
        assert resolver.resolve(f"{did_key(1)}#{ed_multikey(1)}").key == ed_public(1)
        assert resolver.resolve(f"{did_jwk(2)}#0").key == ed_public(2)
    assert web.asked == []


def test_what_is_remembered_is_bounded_and_per_purpose() -> None:
    resolver = KeyResolver(Web())
    resolver.resolve(did_key(1))
    with pytest.raises(Malformed):
        resolver.resolve(did_key(1), "keyAgreement")


@pytest.mark.parametrize(
    ("issuer", "asked"),
    [(DID, [URL, DID]), ("https://uni.example/issuers/1", ["https://uni.example/issuers/1"])],
)
def test_documents_that_are_handed_over_are_looked_for_under_both_names(
    issuer: str, asked: list[str]
) -> None:
    seen: list[str] = []

    def nothing(url: str, accept: str) -> Response:
        seen.append(url)
        raise Unavailable("net.not_in_documents", url=url)

    with pytest.raises(Unavailable) as caught:
        KeyResolver(nothing).resolve(f"{issuer}#key-1")
    assert (caught.value.code, caught.value.params["url"]) == ("net.not_in_documents", asked[0])
    assert seen == asked


def test_another_fetch_with_the_same_memory() -> None:
    base = KeyResolver(Web())
    known = base.resolve(did_key(1))
    web = Web({URL: document(DID, 1)})
    other = base.with_fetch(web)
    assert other.resolve(did_key(1)) is known
    assert other.resolve(f"{DID}#key-1").key == ed_public(1)
    with pytest.raises(Unavailable):
        base.resolve(f"{DID}#key-1")


def test_did_web() -> None:
    web = Web({URL: document(DID, 1)})
    found = KeyResolver(web).resolve(f"{DID}#key-1")
    assert (found.key, found.controller, found.method_id) == (ed_public(1), DID, f"{DID}#key-1")
    assert (found.bound_by, found.document_url, found.warnings) == ("did:web", URL, ())
    assert web.asked == [URL]


def test_https_profile() -> None:
    found = KeyResolver(Web({PROFILE: document(PROFILE, 1)})).resolve(f"{PROFILE}#key-1")
    assert (found.bound_by, found.controller, found.document_url) == ("https", PROFILE, PROFILE)


def test_a_key_in_the_fragment_is_looked_up_and_never_decoded() -> None:
    """The attack: issuer's URL or DID, number sign, attacker's key. The document does not have it."""
    web = Web({URL: document(DID, 1), PROFILE: document(PROFILE, 1)})
    assert refusal(web, f"{DID}#{ed_multikey(2)}") == "key.not_in_document"
    assert refusal(web, f"{PROFILE}#{ed_multikey(2)}") == "key.not_in_document"
    assert refusal(Web(), f"{PROFILE}#{ed_multikey(2)}", Unavailable) == "net.failed"


def test_a_document_about_somebody_else() -> None:
    assert refusal(Web({URL: document("did:web:evil.example", 1)}), f"{DID}#key-1") == "did.id_mismatch"
    assert refusal(Web({URL: document("did:web:UNI.example", 1)}), f"{DID}#key-1") == "did.id_mismatch"
    web = Web({URL: document(DID, 1)})
    assert refusal(web, "did:web:UNI.example#key-1") == "did.id_mismatch"


def test_purpose() -> None:
    web = Web({URL: document(DID, 1, authentication=[])})
    assert refusal(web, f"{DID}#key-1", purpose="authentication") == "key.wrong_purpose"


def test_redirects_to_another_host_say_nothing_about_the_issuer() -> None:
    body = json.dumps(document(DID, 1)).encode()
    for target in (
        "https://evil.example/did.json",
        "https://uni.example:8443/did.json",
        "http://uni.example/did.json",
        "https://uni.example@evil.example/",
        "data:application/json,{}",
    ):
        web = Web({URL: status(URL, 200, body, (target,))})
        assert refusal(web, f"{DID}#key-1", Unavailable) == "key.redirected", target
        back = Web({URL: status(URL, 200, body, (target, URL + "?2"))})
        assert refusal(back, f"{DID}#key-1", Unavailable) == "key.redirected"
    # A document that a caller's own fetcher has for another identifier, and had from elsewhere.
    other = "did:example:uni"
    handed = json.dumps(document(other, 1)).encode()
    for target in ("urn:x", "https://evil.example/"):
        web = Web({other: status(other, 200, handed, (target,))})
        assert refusal(web, f"{other}#key-1", Unsupported) == "did.method_unsupported"
    for place, target, followed in (
        ("ftp://uni.example/i", "ftp://uni.example/j", False),
        ("http://uni.example/i", "http://uni.example:80/j", True),
        ("http://uni.example/i", "http://uni.example:443/j", False),
        ("http://uni.example/i", "https://uni.example/j", False),
    ):
        web = Web({place: status(place, 200, json.dumps(document(place, 1)).encode(), (target,))})
        if followed:
            assert KeyResolver(web).resolve(f"{place}#key-1").key == ed_public(1)
        else:
            assert refusal(web, f"{place}#key-1", Unsupported) == "key.scheme_unsupported"
    same = Web({URL: status(URL, 200, body, ("https://uni.example/other.json",))})
    assert KeyResolver(same).resolve(f"{DID}#key-1").key == ed_public(1)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (404, "key.document_not_found"),
        (410, "key.document_not_found"),
        (500, "key.document_unavailable"),
        (503, "key.document_unavailable"),
        (401, "key.document_unavailable"),
        (206, "key.document_unavailable"),
        (304, "key.document_unavailable"),
    ],
)
def test_statuses(code: int, expected: str) -> None:
    web = Web({URL: status(URL, code, json.dumps(document(DID, 1)).encode())})
    assert refusal(web, f"{DID}#key-1", Unavailable) == expected


@pytest.mark.parametrize("body", [b"<!DOCTYPE html><title>Uni</title>", b"", b"\xff\xfe", b"\xef\xbb\xbf{}"])
def test_a_web_page_instead_of_a_document(body: bytes) -> None:
    assert refusal(Web({URL: body}), f"{DID}#key-1", Unavailable) == "key.document_not_json"


def test_what_a_site_calls_a_picture_is_no_document() -> None:
    """The attack: a visitor's upload, which makes the visitor an issuer of the site."""
    body = json.dumps(document(DID, 1)).encode()
    for kind, refused in (("image/png", True), ("Video/mp4; x", True), ("text/html", False), ("", False)):
        web = Web({URL: Response(URL, URL, 200, {"Content-Type": kind}, body)})
        if refused:
            assert refusal(web, f"{DID}#key-1", Unavailable) == "key.document_not_json"
        else:
            assert KeyResolver(web).resolve(f"{DID}#key-1").key == ed_public(1)


def test_documents_are_strict_json() -> None:
    twice = json.dumps(document(DID, 1))[:-1] + f', "id": "{DID}"}}'
    assert refusal(Web({URL: twice.encode()}), f"{DID}#key-1") == "json.duplicate_key"
    assert (
        refusal(Web({URL: b'{"a":' * 100 + b"1" + b"}" * 100}), f"{DID}#key-1", LimitExceeded)
        == "json.too_deep"
    )
    resolver = KeyResolver(Web({URL: document(DID, 1)}), limits=Limits(json_bytes=20))
    with pytest.raises(LimitExceeded):
        resolver.resolve(f"{DID}#key-1")


def test_other_dids_need_a_document_of_the_caller() -> None:
    did = "did:ebsi:zxyz"
    assert refusal(Web(), f"{did}#key-1", Unsupported) == "did.method_unsupported"
    found = KeyResolver(Web({did: document(did, 1)})).resolve(f"{did}#key-1")
    assert (found.key, found.bound_by, found.controller) == (ed_public(1), "document", did)
    assert refusal(Web({did: document("did:ebsi:other", 1)}), f"{did}#key-1") == "did.id_mismatch"


def test_other_identifiers_need_a_document_of_the_caller() -> None:
    for identifier in ("urn:uuid:28f2e3a4-7d3b-4d7c-8b41-5e9b0a6d7c11", "http://uni.example/issuer"):
        assert refusal(Web(), f"{identifier}#key-1", Unsupported) == "key.scheme_unsupported"
        found = KeyResolver(Web({identifier: document(identifier, 1)})).resolve(f"{identifier}#key-1")
        assert found.bound_by == "document"


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("", "key.method_syntax"),
        ("key-1", "key.method_syntax"),
        ("#key-1", "key.method_syntax"),
        ("/etc/passwd#key-1", "key.method_syntax"),
        ("https://uni.example/a b#key-1", "key.method_syntax"),
        ("https://uni.example/\n#key-1", "key.method_syntax"),
        ("https://ünï.example/#key-1", "key.method_syntax"),
        ("https://user@uni.example/#key-1", "key.method_syntax"),
        ("https://#key-1", "key.method_syntax"),
        ("https://uni.example:99999/#key-1", "key.method_syntax"),
        ("https://[::1/#key-1", "key.method_syntax"),
        ("https://uni.example/" + "a" * 3000 + "#k", "key.method_syntax"),
        ("https://uni.example/#".ljust(2049, "k"), "key.method_syntax"),
        ("https://uni.example/#key 1", "key.method_syntax"),
        ("https://uni.example/#key\u00e9", "key.method_syntax"),
        (PROFILE + "#", "key.no_fragment"),
        (DID, "key.no_fragment"),
        (DID + "?versionId=1#key-1", "did.url_not_supported"),
        (DID + "/path#key-1", "did.url_not_supported"),
        ("did:web:127.0.0.1#key-1", "did.web_host"),
        ("did:web:a b#key-1", "did.syntax"),
        ("did:#key-1", "did.syntax"),
        (None, "key.method_syntax"),
        ({"id": f"{DID}#key-1"}, "key.method_syntax"),
    ],
)
def test_names_that_are_none(method: object, expected: str) -> None:
    web = Web()
    assert refusal(web, method) == expected
    assert web.asked == []


def test_the_longest_name_is_looked_up() -> None:
    method = f"{PROFILE}#".ljust(2048, "k")
    page = document(PROFILE, 1)
    page["verificationMethod"][0]["id"] = page["assertionMethod"][0] = method
    assert KeyResolver(Web({PROFILE: page})).resolve(method).key == ed_public(1)


def test_of_a_name_that_is_none_two_hundred_letters_are_said() -> None:
    for method, said in (("key name".ljust(300, "a"), "key name"), (["x" * 300], "['xxx")):
        with pytest.raises(Malformed) as caught:
            KeyResolver(Web()).resolve(method)  # type: ignore[arg-type]
        told = str(caught.value.params["method"])
        assert (len(told), told[: len(said)]) == (200, said)


def test_a_key_at_a_url_of_its_own_cannot_be_judged() -> None:
    web = Web(
        {
            PROFILE: {
                "id": PROFILE,
                "type": "Multikey",
                "controller": DID,
                "publicKeyMultibase": ed_multikey(1),
            }
        }
    )
    assert refusal(web, PROFILE, Unsupported) == "key.no_fragment"
    assert web.asked == []


def test_an_issuer_on_one_machine_needs_a_document_of_the_caller() -> None:
    local = "did:web:localhost%3A8443"
    web = Web()
    assert refusal(web, f"{local}#key-1", Unsupported) == "did.web_not_public"
    assert web.asked == [local], "the identifier itself, which is no address"
    assert KeyResolver(Web({local: document(local, 1)})).resolve(f"{local}#key-1").bound_by == "document"


def test_a_document_handed_over_under_its_did_is_found() -> None:
    from badgekit.net import MappingFetcher

    given = MappingFetcher({DID: document(DID, 1)})
    found = KeyResolver(lambda url, accept: given.get(url, accept=accept)).resolve(f"{DID}#key-1")
    assert (found.controller, found.bound_by) == (DID, "did:web")
    # A network is asked at the address of the document only.
    assert refusal(Web({DID: document(DID, 1)}), f"{DID}#key-1", Unavailable) == "net.failed"


def test_expiry_and_revocation_are_handed_on() -> None:
    value = document(DID, 1)
    value["verificationMethod"][0] |= {"revoked": "2025-01-01T00:00:00Z", "expires": "2026-01-01T00:00:00Z"}
    found = KeyResolver(Web({URL: value})).resolve(f"{DID}#key-1")
    assert found.revoked is not None
    assert found.expires is not None
    assert (found.revoked.year, found.expires.year) == (2025, 2026)
    value["verificationMethod"][0]["revoked"] = "soon"
    assert refusal(Web({URL: value}), f"{DID}#key-1") == "date.malformed"


def test_a_reading_is_remembered_and_an_answer_never() -> None:
    cache: dict[tuple[str, bytes], Controller] = {}
    web = Web({URL: document(DID, 1)})
    resolver = KeyResolver(web, cache=cache)
    first = resolver.resolve(f"{DID}#key-1")
    assert resolver.resolve(f"{DID}#key-1") == first
    assert web.asked == [URL, URL], "what the issuer publishes now decides, each time"
    with pytest.raises(Unavailable):
        resolver.resolve("did:web:other.example#key-1")
    assert [identifier for identifier, _ in cache] == [DID]
    web.pages[URL] = json.loads(json.dumps(document(DID, 2)).replace("#key-2", "#key-1"))
    assert resolver.resolve(f"{DID}#key-1").key != first.key, "a rotated key is seen at once"


def test_readings_are_remembered_up_to_a_number() -> None:
    cache: dict[tuple[str, bytes], Controller] = {}
    dids = [f"did:web:uni.example:{number}" for number in range(257)]
    web = Web({f"https://uni.example/{number}/did.json": document(did, 1) for number, did in enumerate(dids)})
    resolver = KeyResolver(web, cache=cache)
    for count, did in enumerate(dids, 1):
        resolver.resolve(f"{did}#key-1")
        # A table that is full is thrown away.
        assert len(cache) == (count if count <= 256 else 1)


def test_no_large_document_is_remembered() -> None:
    cache: dict[tuple[str, bytes], Controller] = {}
    body = json.dumps(document(DID, 1)).encode()
    for size, count in ((64 * 1024 + 1, 0), (64 * 1024, 1)):
        resolver = KeyResolver(Web({URL: body.ljust(size)}), cache=cache)
        assert resolver.resolve(f"{DID}#key-1").key == ed_public(1)
        assert len(cache) == count


@settings(deadline=None)
@given(st.text(alphabet="did:webkyjuni.example%#?/@ hts-1é\0", max_size=50), st.booleans())
def test_nothing_but_problems(text: str, prefixed: bool) -> None:
    method = f"did:web:{text}" if prefixed else text
    with pytest.raises(Problem):
        KeyResolver(Web()).resolve(method)
