"""The OpenAPI description, and that the service answers as it says there."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import load_all_checks
from tests.support.asgi import ask, form, post_json

from badgekit import OfflineFetcher, Policy, Verifier
from badgekit.resources import data_root
from badgekit.service import create_app
from badgekit.service.judges import DEMANDS
from badgekit.service.parameters import PARAMETERS
from badgekit.testing import IssuerSimulator

SIM = IssuerSimulator("uni.example")
BADGE = SIM.sign(SIM.issue("anna@example.org"))
PNG = SIM.bake_png(BADGE)
APP = create_app(Verifier(fetcher=SIM), presets=True)
OFFLINE = create_app(Verifier(fetcher=OfflineFetcher()), presets=True)
DESCRIPTION = ask(APP, "GET", "/openapi.json").json

load_all_checks()
SCHEMA = schemathesis.openapi.from_asgi("/openapi.json", OFFLINE)


def valid(path: str, answered: Any, method: str = "post") -> None:
    """Check an answer against what the description says of its path and status."""
    told = DESCRIPTION["paths"][path][method]["responses"][str(answered.status)]["content"]
    schema = told[answered.headers["content-type"]]["schema"]
    jsonschema.Draft202012Validator({**schema, "components": DESCRIPTION["components"]}).validate(
        answered.json
    )


def test_every_schema_is_one() -> None:
    for schema in DESCRIPTION["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)
    assert DESCRIPTION["openapi"].startswith("3.1.")
    assert '"#/$defs/' not in json.dumps(DESCRIPTION)


def test_the_report_is_described_by_its_own_schema() -> None:
    own = json.loads((data_root() / "report" / "report-1.json").read_text(encoding="utf-8"))["$defs"]
    described = DESCRIPTION["components"]["schemas"]
    for name, schema in own.items():
        text = json.dumps(described[name[:1].upper() + name[1:]])
        for inner in own:
            text = text.replace(f"#/components/schemas/{inner[:1].upper()}{inner[1:]}", f"#/$defs/{inner}")
        assert json.loads(text) == schema


def test_nothing_that_can_be_asked_is_left_out() -> None:
    told = {parameter["name"] for parameter in DESCRIPTION["paths"]["/verify"]["post"]["parameters"]}
    assert told == {parameter.name for parameter in PARAMETERS}
    assert set(DESCRIPTION["components"]["schemas"]["Form"]["properties"]) == {"file", *told}
    checks = DESCRIPTION["components"]["schemas"]["Options"]["properties"]["checks"]
    assert checks["items"]["enum"] == list(DEMANDS)


def test_answers_are_as_described() -> None:
    valid("/verify", ask(APP, "POST", "/verify", PNG))
    valid("/verify", ask(APP, "POST", "/verify", b"x"))
    valid("/verify", ask(APP, "POST", "/verify", *form(PNG)))
    valid("/verify", ask(APP, "POST", "/verify?x=1", PNG))
    valid("/verify", ask(APP, "POST", "/verify", PNG, {"content-length": "999999999"}))
    valid("/verify", ask(APP, "POST", "/verify", PNG, {"content-encoding": "gzip"}))
    strict = create_app(Verifier(fetcher=SIM, policy=Policy.hiring()))
    valid("/verify", ask(strict, "POST", "/verify?policy=w3c", PNG))
    for path, member in (
        ("/credentials/verify", "verifiableCredential"), ("/presentations/verify", "verifiablePresentation"),
    ):  # fmt: skip
        bodies: tuple[Any, ...] = ({member: BADGE}, {member: {}}, {}, [], {member: BADGE, "options": 1})
        for body in bodies:
            valid(path, post_json(APP, path, body))
        valid(path, ask(APP, "POST", path, b"{}"))
    valid("/health", ask(APP, "GET", "/health"), "get")
    valid("/openapi.json", ask(APP, "GET", "/openapi.json"), "get")


def test_the_policy_that_judges_is_described() -> None:
    assert "“standard”" in DESCRIPTION["paths"]["/verify"]["post"]["description"]
    fixed = create_app(Verifier(fetcher=SIM, policy=Policy.hiring()))
    paths = ask(fixed, "GET", "/openapi.json").json["paths"]
    for path in ("/verify", "/credentials/verify", "/presentations/verify"):
        assert "“hiring”" in paths[path]["post"]["description"]


# That a well-formed request is accepted no verifier can promise: what it is asked for is to say no.
ACCEPTS: Any = schemathesis.checks.CHECKS.get_one("positive_data_acceptance")
# In a form everything is text, so a number in it is a text like any other.
REFUSES: Any = schemathesis.checks.CHECKS.get_one("negative_data_rejection")


@SCHEMA.parametrize()
@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_requests_made_from_the_description_are_answered_by_it(case: schemathesis.Case[Any]) -> None:
    is_form = case.media_type == "multipart/form-data"
    case.call_and_validate(excluded_checks=[ACCEPTS, REFUSES] if is_form else [ACCEPTS])
