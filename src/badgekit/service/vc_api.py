"""The W3C VC API for verifiers: ``/credentials/verify`` and ``/presentations/verify``.

Clients of this API, W3C's interoperability suites among them, read the status alone: 200 means accepted. So
whatever was not verified is answered 400, also what could not be established.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from badgekit import Finding, InputError, Limits, Report, load_json
from badgekit.service import handed
from badgekit.service.answers import Answer, Refused
from badgekit.service.handed import HandedKeys
from badgekit.service.judges import DEMANDS, Judges

__all__ = ["CREDENTIALS", "PRESENTATIONS", "Endpoint", "refusal", "verify"]

MAX_OPTION_CHARACTERS = 2048
# What tells why something was not verified; more of them tell nothing new.
MAX_ERRORS = 50

_PARSING_ERROR = "https://www.w3.org/TR/vc-data-model#PARSING_ERROR"
_PRESENTATIONS = frozenset({"VerifiablePresentation", "EnvelopedVerifiablePresentation"})


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One of the two addresses: the member that holds the document, and whether that is a presentation."""

    path: str
    member: str
    presents: bool


CREDENTIALS = Endpoint("/credentials/verify", "verifiableCredential", presents=False)
PRESENTATIONS = Endpoint("/presentations/verify", "verifiablePresentation", presents=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Options:
    checks: tuple[str, ...] = ()
    domain: str | None = None
    challenge: str | None = None
    keys: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def verify(body: bytes, endpoint: Endpoint, judges: Judges) -> Answer:
    """Return the answer to the JSON in `body`.

    Args:
        body: ``{"verifiableCredential": {…}, "options": {…}}``, with ``verifiablePresentation`` for a
            presentation. Of the options, ``checks`` (names of `DEMANDS`), ``domain``, ``challenge`` and
            ``verificationMethods`` (see `badgekit.service.handed`) count; others are ignored.
        endpoint: which address was asked.
        judges: who judges.

    Raises:
        Refused: the request cannot be used.
    """
    request = _object(body, judges.verifier.limits)
    document = request.get(endpoint.member)
    if not isinstance(document, dict):
        raise Refused(400, "request.no_document", member=endpoint.member)
    options = _options(request.get("options"))
    verifier = judges.vc_api(frozenset(options.checks))
    if options.keys:
        if verifier.policy.demands("issuer.bound"):
            raise Refused(403, "request.keys_not_taken")
        verifier = verifier.replace(fetcher=HandedKeys(options.keys, verifier.fetcher))
    report = verifier.verify(document, domain=options.domain, challenge=options.challenge)
    if report.verified and (report.kind in _PRESENTATIONS) is not endpoint.presents:
        raise Refused(400, "request.wrong_kind", kind=report.kind)
    return _answer(report, options)


def refusal(refused: Refused) -> Answer:
    """Return the answer to a request that cannot be used, in the shape of every other *no* of this API."""
    problem = {"type": _PARSING_ERROR, "title": refused.code, "detail": refused.message}
    # Only what is wrong with the request itself has a name of W3C's.
    if refused.status != 400:
        del problem["type"]
    body = {"verified": False, "errors": [refused.message], "problemDetails": [problem]}
    return Answer(refused.status, body, refused.code, headers=refused.headers)


def _object(body: bytes, limits: Limits) -> Mapping[str, Any]:
    try:
        value = load_json(body, limits=limits)
    except InputError as error:
        raise Refused(400, error.code, str(error)) from None
    if not isinstance(value, dict):
        raise Refused(400, "request.not_an_object")
    return value


def _options(given: object) -> _Options:
    if given is None:
        return _Options()
    if not isinstance(given, dict):
        raise Refused(400, "request.option", name="options", wanted="a JSON object")
    checks = given.get("checks")
    if checks is None:
        checks = []
    if not isinstance(checks, list) or not all(isinstance(name, str) for name in checks):
        raise Refused(400, "request.option", name="options.checks", wanted="a list of names")
    for name in checks:
        # Passed over, it would look as if it had been checked.
        if name not in DEMANDS:
            raise Refused(400, "request.unknown_check", name=name, known=", ".join(DEMANDS))
    methods = given.get("verificationMethods")
    return _Options(
        checks=tuple(dict.fromkeys(checks)),
        domain=_text(given, "domain"),
        challenge=_text(given, "challenge"),
        keys=handed.documents(methods) if methods is not None else {},
    )


def _text(options: Mapping[str, Any], name: str) -> str | None:
    value = options.get(name)
    if value is None:
        return None
    if not isinstance(value, str) or not 0 < len(value) <= MAX_OPTION_CHARACTERS:
        wanted = f"a text of 1 to {MAX_OPTION_CHARACTERS} characters"
        raise Refused(400, "request.option", name=f"options.{name}", wanted=wanted)
    return value


def _answer(report: Report, options: _Options) -> Answer:
    problems = report.problem_details()[:MAX_ERRORS]
    body = {
        "verified": report.verified,
        "verdict": report.verdict.value,
        "policy": report.policy,
        "checks": list(options.checks),
        "reason": report.best_reason,
        "warnings": [finding.message for finding in _remarks(report, options)][:MAX_ERRORS],
        "errors": [problem["detail"] for problem in problems],
        "problemDetails": problems,
    }
    return Answer(200 if report.verified else 400, body, report.verdict.value)


def _remarks(report: Report, options: _Options) -> list[Finding]:
    remarks = [check.reason for check in (*report.waived, *report.warnings)]
    return [Finding("request.keys_given"), *remarks] if options.keys else remarks
