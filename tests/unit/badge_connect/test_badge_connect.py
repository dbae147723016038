"""Badge Connect of Open Badges 2.1: what is read, what is refused and why."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from tests.support.mutations import mutated

from badgekit import InputError, Limits
from badgekit.badge_connect import (
    parse_assertion_request,
    parse_assertions_response,
    parse_manifest,
    parse_profile_response,
    parse_status_response,
)

Document = dict[str, Any]

HOST = "https://host.example"
SCOPE = "https://purl.imsglobal.org/spec/ob/v2p1/scope"
MANIFEST: Document = {
    "@context": "https://purl.imsglobal.org/spec/ob/v2p1/ob_v2p1.jsonld",
    "id": f"{HOST}/.well-known/badgeconnect.json",
    "type": "Manifest",
    "badgeConnectAPI": [
        {
            "id": f"{HOST}/api",
            "type": "BadgeConnectAPI",
            "name": "Backpack",
            "image": f"{HOST}/logo.png",
            "apiBase": f"{HOST}/bcv1",
            "version": "v1p0",
            "termsOfServiceUrl": f"{HOST}/terms",
            "privacyPolicyUrl": f"{HOST}/privacy",
            "scopesOffered": [f"{SCOPE}/assertion.readonly", f"{SCOPE}/profile.readonly"],
            "registrationUrl": f"{HOST}/register",
            "authorizationUrl": f"{HOST}/authorize",
            "tokenUrl": f"{HOST}/token",
            "tokenRevocationUrl": f"{HOST}/revoke",
        }
    ],
}
STATUS: Document = {"error": None, "statusCode": 200, "statusText": "OK"}
ASSERTION: Document = {"id": "https://uni.example/a/1", "type": "Assertion", "badge": "https://uni.example/b"}
JWS = "eyJhbGciOiJSUzI1NiJ9.eyJpZCI6InVybjp4In0.c2ln"
ASSERTIONS: Document = {"status": STATUS, "assertions": [ASSERTION], "signedAssertions": [JWS]}
PROFILE: Document = {"status": STATUS, "profile": {"id": "https://anna.example/", "type": "Profile"}}

PARSERS: dict[str, tuple[Callable[[Any], Any], Document]] = {
    "manifest": (parse_manifest, MANIFEST),
    "assertions": (parse_assertions_response, ASSERTIONS),
    "profile": (parse_profile_response, PROFILE),
    "status": (parse_status_response, {"status": STATUS}),
    "request": (parse_assertion_request, {"assertion": ASSERTION}),
}


def code_of(parse: Callable[[Any], Any], value: Any) -> str:
    with pytest.raises(InputError) as caught:
        parse(value)
    assert str(caught.value).endswith(".")
    return caught.value.code


def changed(value: Document, path: tuple[str | int, ...], new: Any) -> Document:
    result = copy.deepcopy(value)
    holder: Any = result
    for step in path[:-1]:
        holder = holder[step]
    if new is ...:
        del holder[path[-1]]
    else:
        holder[path[-1]] = new
    return result


# --- what is read -------------------------------------------------------------------------------------


def test_a_manifest_becomes_typed_values() -> None:
    manifest = parse_manifest(json.dumps(MANIFEST).encode())
    assert manifest == parse_manifest(MANIFEST) == parse_manifest(json.dumps(MANIFEST))
    assert (manifest.id, manifest.type) == (MANIFEST["id"], "Manifest")
    assert manifest.extra == {"@context": MANIFEST["@context"]}
    (api,) = manifest.badge_connect_api
    assert (api.name, api.version, api.api_base) == ("Backpack", "v1p0", f"{HOST}/bcv1")
    assert api.scopes_offered == (f"{SCOPE}/assertion.readonly", f"{SCOPE}/profile.readonly")
    assert (api.registration_url, api.authorization_url) == (f"{HOST}/register", f"{HOST}/authorize")
    assert (api.token_url, api.token_revocation_url) == (f"{HOST}/token", f"{HOST}/revoke")
    assert (api.terms_of_service_url, api.privacy_policy_url) == (f"{HOST}/terms", f"{HOST}/privacy")
    assert (api.assertions_url, api.profile_url) == (f"{HOST}/bcv1/assertions", f"{HOST}/bcv1/profile")


def test_a_manifest_may_leave_out_what_is_optional() -> None:
    document = copy.deepcopy(MANIFEST)
    for member in ("id", "type", "image", "tokenRevocationUrl"):
        del document["badgeConnectAPI"][0][member]
    document["badgeConnectAPI"][0]["apiBase"] += "/"
    (api,) = parse_manifest(document).badge_connect_api
    assert (api.id, api.type, api.image, api.token_revocation_url) == ("", "", "", "")
    assert api.assertions_url == f"{HOST}/bcv1/assertions"


def test_a_page_of_assertions_gives_every_badge_in_it() -> None:
    page = parse_assertions_response(ASSERTIONS)
    assert page.status.ok
    assert (page.status.status_code, page.status.status_text, page.status.error) == (200, "OK", "")
    assert page.assertions == (ASSERTION,)
    assert page.signed_assertions == (JWS,)
    assert page.badges == (ASSERTION, JWS)
    assert parse_assertions_response({"status": STATUS}).badges == ()


def test_an_error_is_a_status_that_is_not_ok() -> None:
    failed = {"status": {"error": "Log in", "statusCode": 401, "statusText": "UNAUTHENTICATED"}}
    status = parse_status_response(failed)
    assert not status.ok
    assert (status.status_code, status.status_text, status.error) == (401, "UNAUTHENTICATED", "Log in")
    assert parse_assertions_response(failed).status == status
    assert parse_profile_response(failed).profile is None


def test_a_badge_that_is_handed_in_is_an_assertion_or_a_jws() -> None:
    plain = parse_assertion_request({"assertion": ASSERTION})
    assert (plain.badge, plain.signed) == (ASSERTION, False)
    signed = parse_assertion_request({"signedAssertion": JWS, "more": 1})
    assert (signed.badge, signed.signed, signed.extra) == (JWS, True, {"more": 1})
    assert code_of(parse_assertion_request, {}) == "connect.one_assertion"
    both = {"assertion": ASSERTION, "signedAssertion": JWS}
    assert code_of(parse_assertion_request, both) == "connect.one_assertion"


def test_a_profile_is_handed_on_as_it_was_sent() -> None:
    profile = {"id": "https://anna.example/", "type": ["Profile", "Person"], "email": "anna@example.org"}
    assert parse_profile_response({"status": STATUS, "profile": profile}).profile == profile


# --- what is refused ----------------------------------------------------------------------------------

_API = ("badgeConnectAPI", 0)


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        (("id",), ..., "connect.missing"),
        (("id",), "", "connect.not_text"),
        (("id",), 7, "connect.not_text"),
        (("type",), 7, "connect.not_text"),
        (("badgeConnectAPI",), ..., "connect.missing"),
        (("badgeConnectAPI",), [], "connect.not_a_list"),
        (("badgeConnectAPI",), {}, "connect.not_a_list"),
        (_API, None, "connect.not_an_object"),
        ((*_API, "name"), None, "connect.missing"),
        ((*_API, "name"), ["Backpack"], "connect.not_text"),
        ((*_API, "image"), {"id": "x"}, "connect.not_text"),
        ((*_API, "version"), "1.0", "connect.version"),
        ((*_API, "version"), "v1p0\n", "connect.version"),
        ((*_API, "version"), "v٢p0", "connect.version"),
        ((*_API, "scopesOffered"), [], "connect.not_a_list"),
        ((*_API, "scopesOffered"), f"{SCOPE}/profile.readonly", "connect.not_a_list"),
        ((*_API, "scopesOffered"), ["assertion.readonly"], "connect.not_url"),
        ((*_API, "scopesOffered"), [7], "connect.not_url"),
        ((*_API, "termsOfServiceUrl"), "/terms", "connect.not_url"),
        ((*_API, "privacyPolicyUrl"), "javascript:alert(1)", "connect.not_url"),
        ((*_API, "apiBase"), "http://host.example/bcv1", "connect.not_https"),
        ((*_API, "tokenRevocationUrl"), "http://host.example/revoke", "connect.not_https"),
    ],
)
def test_a_manifest_with_a_fault_is_refused_with_its_code(
    path: tuple[str | int, ...], value: Any, code: str
) -> None:
    assert code_of(parse_manifest, changed(MANIFEST, path, value)) == code


@pytest.mark.parametrize("member", ["apiBase", "registrationUrl", "authorizationUrl", "tokenUrl"])
@pytest.mark.parametrize(
    "url",
    [
        "http://host.example/",
        "//host.example/",
        "https:///path",
        "https://",
        "https://good.example@evil.example/",
        "https://good.example\\@evil.example/",
        "https://host.example/\r\nSet-Cookie: a=b",
        "https://host.example /",
        "https://host.example/\nx",
        "https://host.example/\u202egnp.exe",
        "https://good.example\\.evil.example/",
        "https://host.example:x/",
        "https://[::1/",
        "file:///etc/passwd",
        "data:text/plain,x",
        "",
        None,
        {"id": "https://host.example/"},
    ],
)
def test_secrets_are_sent_to_no_address_that_is_not_plainly_one_of_https(member: str, url: Any) -> None:
    code = code_of(parse_manifest, changed(MANIFEST, (*_API, member), url))
    assert code in ("connect.not_https", "connect.not_url", "connect.not_text", "connect.missing")


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ({"assertions": []}, "connect.missing"),
        ({"status": 200}, "connect.not_an_object"),
        ({"status": {}}, "connect.missing"),
        ({"status": {"statusCode": "200"}}, "connect.status"),
        ({"status": {"statusCode": True}}, "connect.status"),
        ({"status": {"statusCode": 200.0}}, "connect.status"),
        ({"status": {"statusCode": 2000}}, "connect.status"),
        ({"status": {"statusCode": 200, "statusText": "FINE"}}, "connect.status"),
        ({"status": {"statusCode": 200, "error": 7}}, "connect.not_text"),
        ({"status": STATUS, "assertions": ASSERTION}, "connect.not_a_list"),
        ({"status": STATUS, "assertions": [JWS]}, "connect.not_an_object"),
        ({"status": STATUS, "assertions": [{"type": "Assertion"}]}, "connect.missing"),
        ({"status": STATUS, "assertions": [{"id": "urn:x"}]}, "connect.missing"),
        ({"status": STATUS, "assertions": [{"id": "urn:x", "type": [7]}]}, "connect.not_text"),
        ({"status": STATUS, "assertions": [{"id": "urn:x", "type": []}]}, "connect.not_text"),
        ({"status": STATUS, "signedAssertions": [ASSERTION]}, "connect.not_jws"),
        ({"status": STATUS, "signedAssertions": ["a.b"]}, "connect.not_jws"),
        ({"status": STATUS, "signedAssertions": ["https://evil.example/a.b.c"]}, "connect.not_jws"),
        ({"status": STATUS, "signedAssertions": [f"{JWS}\n"]}, "connect.not_jws"),
    ],
)
def test_a_page_with_a_fault_is_refused_with_its_code(value: Document, code: str) -> None:
    assert code_of(parse_assertions_response, value) == code


def test_the_sentence_names_the_place() -> None:
    with pytest.raises(InputError, match=r"\$\.badgeConnectAPI\[0\]\.tokenUrl must be an https address"):
        parse_manifest(changed(MANIFEST, (*_API, "tokenUrl"), "http://host.example/token"))


@pytest.mark.parametrize("parse", [parse for parse, _ in PARSERS.values()], ids=PARSERS)
def test_what_is_not_strict_json_is_refused(parse: Callable[[Any], Any]) -> None:
    assert code_of(parse, b"{") == "json.syntax"
    assert code_of(parse, b'{"id": 1, "id": 2}') == "json.duplicate_key"
    assert code_of(parse, b"\xff") == "json.not_utf8"
    assert code_of(parse, "[]") == "connect.not_an_object"
    assert code_of(parse, b"null") == "connect.not_an_object"
    assert code_of(parse, {7: 7}) == "connect.not_an_object"
    assert code_of(parse, None) == "input.wrong_type"


def test_the_limits_hold_for_a_body() -> None:
    body = json.dumps(ASSERTIONS).encode()
    with pytest.raises(InputError) as caught:
        parse_assertions_response(body, limits=Limits(json_bytes=len(body) - 1))
    assert caught.value.code == "json.too_large"


# --- against the published schemas ---------------------------------------------------------------------

PUBLISHED = {
    "manifest": "getmanifest-200-responsepayload",
    "profile": "getprofile-200-responsepayload",
    "status": "getassertions-400-401-404-405-500-responsepayload",
    "request": "postassertion-requestpayload",
}
STRICTER = frozenset({"connect.not_url", "connect.not_https", "connect.version", "connect.not_jws"}) | {
    "connect.one_assertion",  # the published schema lets both and neither pass
    "connect.not_text",  # and empty texts
    "connect.status",  # and any whole number
}


def looser(error: Any) -> bool:
    """Whether this published demand is left open on purpose.

    Members that the standard does not know are kept, and the type of an object may be a list.
    """
    return error.validator == "additionalProperties" or (
        list(error.path)[-1:] == ["type"] and isinstance(error.instance, list)
    )


def without_nulls(value: Any) -> Any:
    """A member that is null is absent, wherever it stands (JSON-LD 1.1 section 9)."""
    if isinstance(value, dict):
        return {key: without_nulls(member) for key, member in value.items() if member is not None}
    return [without_nulls(one) for one in value] if isinstance(value, list) else value


def refusal(parse: Callable[[Any], Any], value: Any) -> str:
    """The code of the error, or "" where the value is read."""
    try:
        parse(value)
    except InputError as error:
        return error.code
    return ""


def mutation(document: Document, rng: random.Random) -> Document:
    found = mutated({"payload": document, "other": 1}, rng).get("payload")
    return found if isinstance(found, dict) else {}


@pytest.mark.parametrize("name", PUBLISHED)
def test_on_mutations_every_difference_from_the_published_schemas_is_argued(
    name: str, reference: Path
) -> None:
    file = reference / "schemas" / f"imsob_v2p1v2p1-{PUBLISHED[name]}-schemav1p0.json"
    published = Draft7Validator(json.loads(file.read_bytes()))
    parse, document = PARSERS[name]
    document = {key: value for key, value in document.items() if key != "@context"}
    rng, refused = random.Random(name), 0
    for _ in range(600):
        value = mutation(document, rng)
        errors = [error for error in published.iter_errors(without_nulls(value)) if not looser(error)]
        code = refusal(parse, value)
        refused += bool(code)
        if code:
            assert errors or code in STRICTER, (value, code)
        else:
            assert not errors, value
    assert refused > 60


# --- anything at all -----------------------------------------------------------------------------------

_NAMES = st.sampled_from(
    sorted({*MANIFEST, *MANIFEST["badgeConnectAPI"][0], *ASSERTIONS, *STATUS, "profile"})
)
_TEXTS = st.text(max_size=8) | st.sampled_from(
    [HOST, JWS, "v1p0", "OK", "http://h/", "https://[", "https://h:9"]
)
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | _TEXTS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(_NAMES | st.text(max_size=3), inner, max_size=6)
    ),
    max_leaves=25,
)


@given(st.sampled_from(list(PARSERS)), _JSON | st.binary(max_size=40))
def test_nothing_raises_anything_but_an_input_error(name: str, value: Any) -> None:
    parse, _ = PARSERS[name]
    code = refusal(parse, value)
    assert not code or code.partition(".")[0] in ("connect", "json", "input")


@given(st.sampled_from(list(PARSERS)), st.randoms(use_true_random=False))
def test_a_changed_payload_is_read_or_refused(name: str, rng: random.Random) -> None:
    parse, document = PARSERS[name]
    value = mutation(document, rng)
    assert refusal(parse, json.dumps(value)) == refusal(parse, value)
