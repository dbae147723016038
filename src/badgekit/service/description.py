"""``GET /openapi.json``: what the service answers, as OpenAPI 3.1.

Built from the tables that the answers themselves come from (`PARAMETERS`, `DEMANDS`) and from the JSON Schema
of the report, so that it cannot say something else.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import badgekit
from badgekit.resources import data_root
from badgekit.service.handed import MAX_METHODS
from badgekit.service.judges import DEMANDS, Judges
from badgekit.service.parameters import MAX_CHARACTERS, MAX_REPEATS, PARAMETERS, Parameter
from badgekit.service.vc_api import CREDENTIALS, MAX_OPTION_CHARACTERS, PRESENTATIONS, Endpoint

__all__ = ["openapi"]

_JSON = "application/json"
_PROBLEM = "application/problem+json"
_REFUSALS = {
    "400": "The request cannot be used.",
    "408": "The body did not arrive in time.",
    "413": "The body is too large.",
    "415": "The body is compressed or of a content type that is not read here.",
    "503": "Too many requests are in hand; try again in a moment.",
    "500": "A fault in the service. Nothing was established.",
}
_FIXED = "Another policy than the one of this service was asked for."


def openapi(judges: Judges, root: str) -> dict[str, Any]:
    """Return the description.

    Args:
        judges: say which policies there are.
        root: the path under which the application is mounted.
    """
    policy = judges.verifier.policy.name
    judged = (
        f"the policy “{policy}”" if not judges.presets else "what W3C calls verification, see `Policy.w3c()`"
    )
    return {
        "openapi": "3.1.1",
        "info": {
            "title": "badgekit",
            "version": badgekit.__version__,
            "summary": "Verifies Open Badges and Verifiable Credentials.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": root}],
        "paths": {
            "/verify": {"post": _verify(policy)},
            CREDENTIALS.path: {"post": _vc_api(CREDENTIALS, "credential", judged)},
            PRESENTATIONS.path: {"post": _vc_api(PRESENTATIONS, "presentation", judged)},
            "/health": {"get": _plain("health", "Tell that the service is up.", "Health")},
            "/openapi.json": {"get": _plain("describe", "Return this description.", "Description")},
        },
        "components": {"schemas": {**_SCHEMAS, **_report_schemas()}},
    }


def _verify(policy: str) -> dict[str, Any]:
    binary: dict[str, Any] = {"schema": {}}
    return {
        "operationId": "verifyFile",
        "summary": "Verify one badge file and return the whole report.",
        "description": "The body is the file: a picture, JSON or a token; its content says which, "
        "not its content type. A form has it in a part of the name “file”, with the parameters as further "
        "fields or in the query. Queries stand in the logs of many proxies; fields of a form do not. "
        f"Without a parameter `policy` the policy “{policy}” judges.",
        "parameters": [_parameter(parameter) for parameter in PARAMETERS],
        "requestBody": {
            "required": True,
            "content": {
                "application/octet-stream": binary,
                "multipart/form-data": {"schema": _ref("Form")},
            },
        },
        "responses": {
            "200": _content(_JSON, "Report", "The report, whatever its verdict."),
            "403": _content(_PROBLEM, "Problem", _FIXED),
            **{status: _content(_PROBLEM, "Problem", text) for status, text in _REFUSALS.items()},
        },
    }


def _vc_api(endpoint: Endpoint, what: str, judged: str) -> dict[str, Any]:
    return {
        "operationId": f"verify{what.title()}",
        "summary": f"Verify one {what}, as the W3C VC API does.",
        "description": f"Judged is {judged}. 200 means that the {what} was verified, and nothing else does.",
        "requestBody": {"required": True, "content": {_JSON: {"schema": _request(endpoint)}}},
        "responses": {
            "200": _content(_JSON, "Accepted", f"The {what} was verified."),
            "400": _content(
                _JSON, "NotAccepted", f"The {what} was not verified, or the request cannot be used."
            ),
            "403": _content(
                _JSON, "NotAccepted", "A check was demanded that the policy of this service waives."
            ),
            **{
                status: _content(_JSON, "NotAccepted", text)
                for status, text in _REFUSALS.items()
                if status != "400"
            },
        },
    }


def _plain(operation: str, summary: str, schema: str) -> dict[str, Any]:
    return {
        "operationId": operation,
        "summary": summary,
        "responses": {"200": _content(_JSON, schema, summary)},
    }


def _request(endpoint: Endpoint) -> dict[str, Any]:
    return {
        "type": "object",
        "required": [endpoint.member],
        "properties": {
            endpoint.member: {
                "type": "object",
                "description": "The document with its proof, or an enveloped one.",
            },
            "options": _ref("Options"),
        },
    }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    schema = _value(parameter)
    return {"name": parameter.name, "in": "query", "description": parameter.meaning, "schema": schema}


def _value(parameter: Parameter) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string", "minLength": 1, "maxLength": MAX_CHARACTERS, "pattern": r"\S"}
    if parameter.choices:
        schema = {"type": "string", "enum": list(parameter.choices)}
    elif parameter.form:
        schema = {"type": "string", "format": parameter.form}
    if parameter.names_person:
        schema = {"type": "array", "items": schema, "minItems": 1, "maxItems": MAX_REPEATS}
    return schema


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def _content(media_type: str, schema: str, description: str) -> dict[str, Any]:
    return {"description": description, "content": {media_type: {"schema": _ref(schema)}}}


_TEXT = {"type": ["string", "null"], "minLength": 1, "maxLength": MAX_OPTION_CHARACTERS}
_TEXTS = {"type": "array", "items": {"type": "string"}}
_VERDICT = {"enum": ["VERIFIED", "REJECTED", "INCONCLUSIVE"]}
_ANSWER = {
    "policy": {"type": "string", "description": "The policy that judged."},
    "checks": {**_TEXTS, "description": "What the request demanded by name."},
    "reason": {"type": "string", "description": "The one sentence to show."},
    "warnings": {**_TEXTS, "description": "Remarks, and what was not established and not demanded."},
}

_SCHEMAS: dict[str, Any] = {
    "Form": {
        "type": "object",
        "required": ["file"],
        "additionalProperties": False,
        "properties": {
            "file": {"type": "string", "contentMediaType": "application/octet-stream"},
            **{parameter.name: _value(parameter) for parameter in PARAMETERS},
        },
    },
    "Options": {
        "type": ["object", "null"],
        "description": "Options that are not listed are ignored.",
        "properties": {
            "checks": {
                "type": ["array", "null"],
                "items": {"enum": list(DEMANDS)},
                "description": "Members that must be found good. The proof always must.",
            },
            "verificationMethods": {
                "type": ["array", "null"],
                "maxItems": MAX_METHODS,
                "items": {
                    "type": "object",
                    "required": ["controller"],
                    "properties": {"controller": {"type": "string", "pattern": "^https://"}},
                },
                "description": "Keys of issuers who publish none, for this request alone. Refused where the "
                "issuer is asked for.",
            },
            "domain": {**_TEXT, "description": "The domain that the proof must name."},
            "challenge": {**_TEXT, "description": "The challenge that the proof must name."},
        },
    },
    "Accepted": {
        "type": "object",
        "required": ["verified", "verdict", *_ANSWER, "errors", "problemDetails"],
        "additionalProperties": False,
        "properties": {
            "verified": {"const": True},
            "verdict": {"const": "VERIFIED"},
            **_ANSWER,
            "errors": {"type": "array", "maxItems": 0},
            "problemDetails": {"type": "array", "maxItems": 0},
        },
    },
    "NotAccepted": {
        "type": "object",
        "required": ["verified", "errors", "problemDetails"],
        "additionalProperties": False,
        "properties": {
            "verified": {"const": False},
            "verdict": _VERDICT,
            **_ANSWER,
            "errors": {**_TEXTS, "minItems": 1},
            "problemDetails": {"type": "array", "minItems": 1, "items": _ref("ProblemDetails")},
        },
    },
    "ProblemDetails": {
        "description": "One problem as in RFC 9457; `type` is there where W3C has a name for it.",
        "type": "object",
        "required": ["title", "detail"],
        "properties": {
            "type": {"type": "string", "format": "uri"},
            "title": {"type": "string", "description": "The code of the finding."},
            "detail": {"type": "string"},
        },
    },
    "Problem": {
        "description": "Why a request cannot be used (RFC 9457).",
        "type": "object",
        "required": ["title", "status", "code", "detail"],
        "additionalProperties": False,
        "properties": {
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "code": {"type": "string", "pattern": r"^[a-z0-9]+\.[a-z0-9_]+$"},
            "detail": {"type": "string"},
            "hint": {"type": "string"},
        },
    },
    "Health": {
        "type": "object",
        "required": ["status", "badgekit"],
        "additionalProperties": False,
        "properties": {
            "status": {"const": "ok"},
            "badgekit": {"type": "string", "description": "Its version."},
        },
    },
    "Description": {"type": "object", "required": ["openapi", "info", "paths"]},
}


@cache
def _report_schemas() -> dict[str, Any]:
    """Return the definitions of the report's schema, named and referred to as OpenAPI does."""
    text = data_root().joinpath("report", "report-1.json").read_text(encoding="utf-8")
    definitions = json.loads(text)["$defs"]
    named = {name: name[:1].upper() + name[1:] for name in definitions}
    for name, new in named.items():
        text = text.replace(f'"#/$defs/{name}"', f'"#/components/schemas/{new}"')
    return {named[name]: schema for name, schema in json.loads(text)["$defs"].items()}
