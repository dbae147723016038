"""`POST /verify`: a file in, the whole report out, and a clear no to a request that cannot be used."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote, urlencode

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette
from tests.support.asgi import Answered, ask, form

from badgekit import OfflineFetcher, Policy, Verifier
from badgekit.resources import data_root
from badgekit.service import create_app
from badgekit.testing import IssuerSimulator, plain_identity

SCHEMA = json.loads((data_root() / "report" / "report-1.json").read_text(encoding="utf-8"))
SIM = IssuerSimulator("uni.example")
BADGE = SIM.sign(SIM.issue("anna@example.org"))
PNG = SIM.bake_png(BADGE)
NOW = ("now", SIM.now.isoformat())


APP = create_app(Verifier(fetcher=SIM), presets=True)


def verify(file: bytes, *parameters: tuple[str, str], to: Starlette | None = None) -> Answered:
    return ask(to or APP, "POST", "/verify?" + urlencode([NOW, *parameters]), file)


def code(answered: Answered) -> tuple[int, str]:
    assert answered.headers["content-type"] == "application/problem+json"
    problem = answered.json
    assert problem["status"] == answered.status
    assert problem["detail"]
    return answered.status, problem["code"]


@pytest.mark.parametrize(
    "file",
    [
        PNG,
        SIM.bake_svg(BADGE),
        json.dumps(BADGE).encode(),
        str(SIM.sign(SIM.issue("anna@example.org"), "ES256")).encode(),
    ],
    ids=["png", "svg", "json", "token"],
)
def test_every_kind_of_file_gets_its_report(file: bytes) -> None:
    answered = verify(file, ("email", "anna@example.org"))
    assert answered.status == 200
    assert answered.headers["content-type"] == "application/json"
    report = answered.json
    jsonschema.validate(report, SCHEMA)
    assert report["verdict"] == "VERIFIED", report["reason"]
    assert report["assertion"]["name"] == BADGE["name"]
    assert {check["id"]: check["outcome"] for check in report["checks"]}["recipient.matches"] == "PASSED"


@pytest.mark.parametrize(
    "content_type", ["", "image/png", "application/json", "application/x-www-form-urlencoded"]
)
def test_what_a_file_is_its_content_says_not_its_type(content_type: str) -> None:
    answered = ask(APP, "POST", "/verify?" + urlencode([NOW]), PNG, {"content-type": content_type})
    assert answered.json["verdict"] == "VERIFIED"


def test_the_status_is_200_whatever_the_verdict() -> None:
    tampered = json.dumps(SIM.tamper(BADGE, "$.name", "Other")).encode()
    offline = create_app(Verifier(fetcher=OfflineFetcher()))
    for answered, verdict in (
        (verify(tampered), "REJECTED"),
        (verify(b"hello"), "INCONCLUSIVE"),
        (verify(PNG, to=offline), "INCONCLUSIVE"),
        (verify(PNG, ("email", "ben@example.org")), "REJECTED"),
    ):
        assert (answered.status, answered.json["verdict"]) == (200, verdict)
        jsonschema.validate(answered.json, SCHEMA)


def test_a_form_brings_the_file_and_the_parameters() -> None:
    fields = [("email", "other@example.org"), ("email", "anna@example.org"), NOW]
    body, headers = form(PNG, fields)
    answered = ask(APP, "POST", "/verify", body, headers)
    assert answered.json["verdict"] == "VERIFIED", answered.json
    # Its parameters may stand in the query as well, and add up.
    body, headers = form(PNG, [NOW])
    answered = ask(APP, "POST", "/verify?email=ben@example.org", body, headers)
    assert answered.json["verdict"] == "REJECTED"
    # The report is the same, whichever way the file came.
    body, headers = form(PNG, [NOW])
    assert ask(APP, "POST", "/verify", body, headers).json == verify(PNG).json


@pytest.mark.parametrize(
    ("name", "value", "recipient"),
    [
        ("email", "anna@example.org", "anna@example.org"),
        ("id", "did:example:anna", "did:example:anna"),
        ("url", "https://anna.example/me", "https://anna.example/me"),
        ("name", "Anna Ek", plain_identity("Anna Ek", type="name")),
        ("phone", "+46701234567", plain_identity("+46701234567", type="ext:phone")),
        ("student_id", "s-1", plain_identity("s-1", type="studentId")),
    ],
)
def test_each_identifier_reaches_the_comparison(name: str, value: str, recipient: Any) -> None:
    badge = json.dumps(SIM.sign(SIM.issue(recipient))).encode()
    for given_value, expected in ((value, ("PASSED", "WARNING")), (value + "2", ("FAILED",))):
        checks = verify(badge, (name, given_value)).json["checks"]
        assert {check["id"]: check["outcome"] for check in checks}["recipient.matches"] in expected


def test_a_moment_a_domain_and_a_challenge_are_asked_for() -> None:
    dated = json.dumps(
        SIM.sign(SIM.issue("anna@example.org"), domain="jobs.example", challenge="c-1")
    ).encode()
    asked = [("domain", "jobs.example"), ("challenge", "c-1")]
    assert verify(dated, *asked).json["verdict"] == "VERIFIED"
    assert verify(dated, ("domain", "other.example")).json["verdict"] == "REJECTED"
    assert verify(dated, ("challenge", "c-2")).json["verdict"] == "REJECTED"
    early = ask(APP, "POST", "/verify?now=2001-01-01T00:00:00Z", PNG).json
    assert (early["verdict"], early["time"]) == ("REJECTED", "2001-01-01T00:00:00+00:00")


def test_a_request_names_its_policy_where_it_may() -> None:
    assert verify(PNG).json["policy"] == "standard"
    assert verify(PNG, ("policy", "standard")).json["policy"] == "standard"
    hiring = verify(PNG, ("policy", "hiring")).json
    assert (hiring["policy"], hiring["verdict"]) == ("hiring", "INCONCLUSIVE")
    assert verify(PNG, ("policy", "w3c")).json["policy"] == "w3c"
    assert code(verify(PNG, ("policy", "lax"))) == (400, "request.unknown_policy")


def test_no_request_can_ask_for_less_than_the_policy_that_was_set() -> None:
    strict = create_app(Verifier(fetcher=SIM, policy=Policy.hiring(trusted_issuers=[SIM.id])))
    assert verify(PNG, to=strict).json["policy"] == "hiring"
    assert verify(PNG, ("policy", "hiring"), to=strict).json["policy"] == "hiring"
    for name in ("standard", "w3c"):
        assert code(verify(PNG, ("policy", name), to=strict)) == (403, "request.policy_fixed")


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        # Passed over, it would leave nobody to compare the recipient with, and the answer would be VERIFIED.
        ([("emial", "ben@example.org")], "request.unknown_parameter"),
        ([("Email", "ben@example.org")], "request.unknown_parameter"),
        ([("file", "x")], "request.unknown_parameter"),
        ([("", "x")], "request.unknown_parameter"),
        ([("email", "")], "request.parameter"),
        ([("email", " \t")], "request.parameter"),
        ([("email", "a" * 3000)], "request.parameter"),
        ([("now", "yesterday")], "request.parameter"),
        ([("now", "0001-01-01T00:00:00+23:59")], "request.parameter"),
        ([("challenge", "")], "request.parameter"),
        ([("domain", "a.example"), ("domain", "b.example")], "request.parameter_twice"),
        ([("policy", "w3c"), ("policy", "hiring")], "request.parameter_twice"),
        ([("email", f"{number}@example.org") for number in range(11)], "request.too_many_parameters"),
        ([("email", "a@example.org")] * 500, "request.too_many_parameters"),
    ],
)  # fmt: skip
def test_a_parameter_that_cannot_be_used_is_refused(parameters: list[tuple[str, str]], expected: str) -> None:
    in_query = ask(APP, "POST", "/verify?" + urlencode(parameters), PNG)
    assert code(in_query) == (400, expected)
    body, headers = form(PNG, parameters)
    assert code(ask(APP, "POST", "/verify", body, headers)) == (400, expected)


@pytest.mark.parametrize("query", ["email=%ff%fe", "email=\xff", "%80=1"])
def test_a_query_that_is_no_text_is_refused(query: str) -> None:
    assert code(ask(APP, "POST", "/verify?" + query, PNG)) == (400, "request.form")


def test_a_request_without_a_file_is_refused() -> None:
    assert code(ask(APP, "POST", "/verify", b"")) == (400, "request.empty")
    for file, name, expected in (
        (None, "file", "request.no_file"), (PNG, "badge", "request.no_file"), (b"", "file", "request.empty"),
    ):  # fmt: skip
        body, headers = form(file, [NOW], name=name)
        assert code(ask(APP, "POST", "/verify", body, headers)) == (400, expected)


@given(st.binary(max_size=300), st.text(max_size=60), st.text(max_size=60))
@settings(max_examples=60)
def test_any_bytes_and_any_parameters_get_an_answer(file: bytes, name: str, value: str) -> None:
    query = f"{quote(name, errors='replace')}={quote(value, errors='replace')}"
    for target in ("/verify", f"/verify?{query}", f"/verify?email={quote(value, errors='replace')}"):
        answered = ask(APP, "POST", target, file)
        assert answered.status in (200, 400)
        if answered.status == 200:
            assert answered.json["verdict"] != "VERIFIED"
            jsonschema.validate(answered.json, SCHEMA)
