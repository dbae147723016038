"""The W3C VC API: 200 for what was verified and for nothing else, and the same shape for every no."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette
from tests.support.asgi import Answered, ask, post_json

from badgekit import Limits, OfflineFetcher, Policy, Verifier
from badgekit.service import create_app
from badgekit.testing import IssuerSimulator

SIM = IssuerSimulator("uni.example")
BADGE = SIM.sign(SIM.issue("anna@example.org"))
ENDPOINTS = (
    ("/credentials/verify", "verifiableCredential"),
    ("/presentations/verify", "verifiablePresentation"),
)
APP = create_app(Verifier(fetcher=SIM), presets=True)
OFFLINE = create_app(Verifier(fetcher=OfflineFetcher()), presets=True)
STRICT = create_app(Verifier(fetcher=SIM, policy=Policy.standard()))


def credential(value: Any, to: Starlette = APP, **options: Any) -> Answered:
    body = {"verifiableCredential": value, **({"options": options} if options else {})}
    return post_json(to, "/credentials/verify", body)


def no(answered: Answered, status: int = 400) -> Any:
    """Check the shape of a no, and return its body."""
    assert answered.status == status, answered.body
    assert answered.headers["content-type"] == "application/json"
    body = answered.json
    assert body["verified"] is False
    assert body["errors"]
    assert all(isinstance(error, str) and error for error in body["errors"])
    assert len(body["problemDetails"]) == len(body["errors"])
    assert all(problem["title"] and problem["detail"] for problem in body["problemDetails"])
    return body


def first(answered: Answered, status: int = 400) -> str:
    return str(no(answered, status)["problemDetails"][0]["title"])


def test_what_is_good_is_answered_200_and_says_so() -> None:
    answered = credential(BADGE, checks=["proof"])
    assert answered.status == 200
    body = answered.json
    assert (body["verified"], body["errors"], body["problemDetails"]) == (True, [], [])
    assert (body["policy"], body["verdict"], body["checks"]) == ("w3c", "VERIFIED", ["proof"])


def test_what_is_bad_is_answered_400_with_the_reason() -> None:
    assert first(credential(SIM.tamper(BADGE, "$.name", "Other"))) == "proof.invalid"
    unsigned = dict(BADGE)
    del unsigned["proof"]
    assert first(credential(unsigned)) == "proof.missing"


def test_what_could_not_be_established_is_no_yes() -> None:
    # Clients read the status alone, so 200 with another verdict would count as accepted.
    answered = credential(BADGE, to=OFFLINE)
    assert no(answered)["verdict"] == "INCONCLUSIVE"
    assert first(answered) == "net.offline"


@pytest.mark.parametrize(("path", "member"), ENDPOINTS)
def test_the_document_must_be_an_object(path: str, member: str) -> None:
    for value in (None, "", json.dumps(BADGE), SIM.sign(SIM.issue(), "ES256"), 7, True, [], [BADGE]):
        assert first(post_json(APP, path, {member: value})) == "request.no_document"
    other = "verifiablePresentation" if member == "verifiableCredential" else "verifiableCredential"
    assert first(post_json(APP, path, {other: BADGE})) == "request.no_document"
    assert first(post_json(APP, path, {})) == "request.no_document"
    for body in ([], None, "x", [{member: BADGE}]):
        assert first(post_json(APP, path, body)) == "request.not_an_object"


def test_each_address_takes_its_own_kind() -> None:
    answered = post_json(APP, "/presentations/verify", {"verifiablePresentation": BADGE})
    assert first(answered) == "request.wrong_kind"


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"{'a': 1}", b"\xff\xfe", b'{"verifiableCredential": NaN}', b"\xef\xbb\xbf{}",
        b"[" * 100_000, b'{"verifiableCredential": {}} x',
    ],
)  # fmt: skip
def test_what_is_no_json_is_refused(body: bytes) -> None:
    answered = ask(APP, "POST", "/credentials/verify", body, {"content-type": "application/json"})
    assert first(answered).startswith("json.")


def test_json_with_two_meanings_is_refused() -> None:
    # A parser that keeps the last one would verify the badge that another reader does not see.
    forged = json.dumps(SIM.tamper(BADGE, "$.name", "Other"))
    for text in (
        f'{{"verifiableCredential": {forged}, "verifiableCredential": {json.dumps(BADGE)}}}',
        f'{{"verifiableCredential": {json.dumps(BADGE)[:-1]}, "name": "Other"}}}}',
        f'{{"verifiableCredential": {json.dumps(BADGE)}, "options": {{"domain": "a", "domain": "b"}}}}',
    ):
        answered = ask(
            APP, "POST", "/credentials/verify", text.encode(), {"content-type": "application/json"}
        )
        assert first(answered) == "json.duplicate_key"


def test_only_json_is_read() -> None:
    body = json.dumps({"verifiableCredential": BADGE}).encode()
    for content_type in (
        "",
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
    ):
        answered = ask(APP, "POST", "/credentials/verify", body, {"content-type": content_type})
        assert first(answered, 415) == "request.not_json"
    for content_type in ("application/json; charset=utf-8", "Application/JSON", "application/ld+json"):
        answered = ask(APP, "POST", "/credentials/verify", body, {"content-type": content_type})
        assert answered.status == 200


def test_a_domain_and_a_challenge_must_be_those_of_the_proof() -> None:
    dated = SIM.sign(SIM.issue(), domain="jobs.example", challenge="c-1")
    assert credential(dated, domain="jobs.example", challenge="c-1").status == 200
    no(credential(dated, domain="other.example", challenge="c-1"))
    no(credential(dated, domain="jobs.example", challenge="c-2"))


@pytest.mark.parametrize(
    "options",
    [
        "x", 1, [], True, {"checks": "proof"}, {"checks": [1]}, {"checks": {"proof": True}}, {"domain": 1},
        {"domain": ""}, {"challenge": ["c"]}, {"challenge": ""}, {"challenge": "c" * 3000},
    ],
)  # fmt: skip
def test_a_malformed_option_is_refused(options: Any) -> None:
    answered = post_json(APP, "/credentials/verify", {"verifiableCredential": BADGE, "options": options})
    assert first(answered) == "request.option"


def test_unknown_options_are_ignored_and_absent_ones_allowed() -> None:
    for options in (None, {}, {"checks": None, "domain": None}, {"verificationMethods": None, "x": 1}):
        answered = post_json(APP, "/credentials/verify", {"verifiableCredential": BADGE, "options": options})
        assert answered.status == 200


def test_a_check_that_nobody_knows_is_not_passed_over() -> None:
    assert first(credential(BADGE, checks=["proof", "moonPhase"])) == "request.unknown_check"


EXPIRED = {"valid_from": datetime(2020, 1, 1, tzinfo=UTC), "valid_until": datetime(2020, 6, 1, tzinfo=UTC)}


@pytest.mark.parametrize(
    ("options", "demand", "code"),
    [
        (EXPIRED, "validUntil", "validity.expired"),
        ({"valid_from": datetime(2999, 1, 1, tzinfo=UTC)}, "validFrom", "validity.not_yet_valid"),
    ],
)
def test_what_w3c_leaves_open_can_be_demanded(options: dict[str, Any], demand: str, code: str) -> None:
    badge = SIM.sign(SIM.issue(**options))
    left_open = credential(badge, checks=["proof"])
    assert left_open.status == 200
    # It is said, though, and under another policy it decides.
    assert left_open.json["warnings"]
    assert first(credential(badge, checks=["proof", demand])) == code
    assert first(credential(badge, to=STRICT)) == code


def test_a_revoked_credential_is_refused_where_its_status_is_demanded() -> None:
    sim = IssuerSimulator("lists.example")
    kept = sim.status_list()
    badge = sim.sign(kept.attach(sim.issue()))
    app = create_app(Verifier(fetcher=sim), presets=True)
    demanded = ["proof", "credentialStatus"]
    assert credential(badge, to=app, checks=demanded).status == 200
    kept.revoke(badge)
    assert first(credential(badge, to=app, checks=demanded)) == "status.revoked"
    assert credential(badge, to=app, checks=["proof"]).json["warnings"]


def test_somebody_elses_key_passes_only_where_nobody_asks_who_the_issuer_is() -> None:
    stranger = IssuerSimulator("stranger.example", seed=2, web=SIM.web)
    badge = SIM.issue("anna@example.org")
    forged = stranger.sign(badge)
    assert forged["issuer"]["id"] == SIM.id
    taken = credential(forged, checks=["proof"])
    assert taken.status == 200
    assert any("issuer" in warning or "key" in warning for warning in taken.json["warnings"])
    no(credential(forged, checks=["proof", "issuer"]))
    no(credential(forged, to=STRICT))


def test_one_policy_for_all_is_not_left_by_any_request() -> None:
    assert credential(BADGE, to=STRICT).json["policy"] == "standard"
    w3c = create_app(Verifier(fetcher=SIM, policy=Policy.w3c()))
    assert credential(BADGE, to=w3c).json["policy"] == "w3c"
    # What it waives it does not pretend to have demanded.
    assert first(credential(BADGE, to=w3c, checks=["credentialStatus"]), 403) == "request.policy_fixed"


def _keys(sim: IssuerSimulator, controller: str) -> list[dict[str, Any]]:
    document = json.loads(sim.get(sim.document_url, accept="*/*").body)
    key = {**document["verificationMethod"][0], "id": f"{controller}#key-1", "controller": controller}
    return [key]


def test_keys_that_a_request_brings_hold_for_it_alone() -> None:
    silent = IssuerSimulator("silent.example", method="https", seed=7)
    token_keys = _keys(silent, silent.id)
    badge = silent.sign(silent.issue())
    name = badge["proof"]["verificationMethod"]
    token_keys[0]["id"] = name
    app = create_app(Verifier(fetcher=OfflineFetcher()), presets=True)
    no(credential(badge, to=app))
    taken = credential(badge, to=app, verificationMethods=token_keys)
    assert taken.status == 200
    assert "keys along" in taken.json["warnings"][0]
    # The next one has to find them by itself, and a stranger's key stays a stranger's.
    no(credential(badge, to=app))
    stranger = IssuerSimulator("silent.example", method="https", seed=8)
    forged = stranger.sign(stranger.issue())
    assert forged["issuer"]["id"] == silent.id
    known = create_app(Verifier(fetcher=silent), presets=True)
    assert credential(badge, to=known, checks=["issuer"]).status == 200
    assert (
        credential(
            forged, to=known, verificationMethods=[{**_keys(stranger, silent.id)[0], "id": name}]
        ).status
        == 200
    )
    no(credential(forged, to=known))
    assert credential(badge, to=known, checks=["issuer"]).status == 200


def test_keys_that_a_request_brings_say_nothing_about_the_issuer() -> None:
    keys = _keys(SIM, "https://uni.example/profile")
    assert (
        first(credential(BADGE, checks=["issuer"], verificationMethods=keys), 403) == "request.keys_not_taken"
    )
    assert first(credential(BADGE, to=STRICT, verificationMethods=keys), 403) == "request.keys_not_taken"


@pytest.mark.parametrize(
    "methods",
    [
        "x", {}, ["x"], [{}], [{"controller": 1}], [{"controller": "did:web:uni.example"}],
        [{"controller": "http://uni.example/"}], [{"controller": "https://a.example/"}] * 17,
        [{"controller": "https://a.example/"}, None],
    ],
)  # fmt: skip
def test_keys_that_are_none_are_refused(methods: Any) -> None:
    assert first(credential(BADGE, verificationMethods=methods)) == "request.option"


def test_a_body_may_be_as_large_as_json_may_be() -> None:
    app = create_app(Verifier(fetcher=SIM, limits=Limits(json_bytes=2000)), presets=True)
    assert first(credential({"a": "x" * 2000}, to=app), 413) == "request.too_large"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=10,
)
MEMBERS = st.sampled_from(
    [*BADGE, "holder", "verifiableCredential", "options", "checks", "domain", "challenge"]
)


@given(JSON, st.sampled_from(ENDPOINTS))
@settings(max_examples=80)
def test_any_json_is_answered_with_a_no(value: Any, endpoint: tuple[str, str]) -> None:
    path, member = endpoint
    for body in (value, {member: value}, {member: BADGE, "options": {"challenge": value, "checks": value}}):
        answered = post_json(OFFLINE, path, body)
        assert answered.status == 400
        assert answered.json["verified"] is False


@given(st.dictionaries(MEMBERS, JSON, max_size=4))
@settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow])
def test_a_badge_with_any_members_replaced_is_answered(members: dict[str, Any]) -> None:
    changed = {**BADGE, **members}
    answered = credential(changed)
    if answered.status == 200:
        # Only what no signature covers may have changed.
        assert {name: value for name, value in changed.items() if value is not None} == BADGE
    else:
        no(answered)
