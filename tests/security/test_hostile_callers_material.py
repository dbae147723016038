"""Whatever comes in, only badgekit's own exceptions come out, and what is shown is harmless."""

from __future__ import annotations

import base64
import copy
import hashlib
import json
import sys
import threading
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import badgekit
from badgekit import Verifier
from badgekit.cli import render
from badgekit.testing import IssuerSimulator

_SIM = IssuerSimulator("uni.example")
_VERIFIER = Verifier(fetcher=_SIM)
_BASES = (
    _SIM.issue("anna@example.org", results=[{"status": "Completed"}], evidence=[{"name": "x"}]),
    _SIM.issue("did:example:anna", vcdm="1.1"),
    _SIM.endorse("did:example:anna"),
    _SIM.credential(),
)
_HOSTILE: st.SearchStrategy[Any] = st.sampled_from(
    [
        *(None, True, 0, -1, 1.5, -0.0, 1e21, 10**90, "", " ", [], {}, [[]], [None], {"@value": "x"}),
        *("\x1b[31m\u202eevil\u2028", "a" * 3000, {"id": 5}, {"type": []}, "_:b0", "urn:x", "https://[::1"),
        *("9999-12-31T24:00:00Z", "0001-01-01T00:00:00+14:00", "2016-12-31T23:59:60Z", "sha256$", "did:web:"),
        *("VerifiablePresentation", "ClrCredential", {"@list": ["x"]}, {"\x1b[2J": "x"}, {"a": {"b": {}}}),
    ]
)
_MEMBERS = st.sampled_from(
    [
        *("@context", "id", "type", "issuer", "validUntil", "issuanceDate", "proof", "credentialStatus"),
        *("credentialSubject", "endorsement", "endorsementJwt", "@id", "@graph", "\x1b[2J", "urn:k", "vc"),
        *("exp", "nbf", "sub", "iss", "credential", "hashed", "salt", "identifier", "evidence", "image"),
    ]
)


def places(value: Any) -> list[tuple[Any, Any]]:
    found: list[tuple[Any, Any]] = []
    waiting = [value]
    while waiting:
        holder = waiting.pop()
        for key in list(holder) if isinstance(holder, dict) else range(len(holder)):
            found.append((holder, key))
            if isinstance(holder[key], dict | list):
                waiting.append(holder[key])
    return found


@st.composite
def mutated(draw: st.DrawFn) -> dict[str, Any]:
    document: dict[str, Any] = copy.deepcopy(draw(st.sampled_from(_BASES)))
    for _ in range(draw(st.integers(1, 3))):
        here = places(document)
        if not here:
            break
        holder, key = here[draw(st.integers(0, len(here) - 1))]
        action = draw(st.sampled_from(["replace", "delete", "add", "wrap"]))
        if action == "delete":
            del holder[key]
        elif action == "wrap":
            holder[key] = [holder[key]]
        elif action == "add" and isinstance(holder, dict):
            holder[draw(_MEMBERS)] = copy.deepcopy(draw(_HOSTILE))
        else:
            holder[key] = copy.deepcopy(draw(_HOSTILE))
    return document


def _harmless(text: str) -> bool:
    return all(line.isprintable() for line in text.split("\n"))


@pytest.mark.parametrize("form", ["token", "embedded", "unsigned", "response"])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(document=mutated())
def test_every_document_gets_a_report_that_can_be_shown(
    caplog: pytest.LogCaptureFixture, form: str, document: dict[str, Any]
) -> None:
    # Signed as a token, any content gets past the signature, to the checks behind it.
    source: Any = document
    if form == "token":
        try:
            source = _SIM.sign(document, "EdDSA")
        except Exception:
            return
    elif form == "embedded":
        try:
            source = _SIM.sign(document)
        except Exception:
            source = document
    elif form == "response":
        source = {"credential": [document]}
    caplog.clear()
    report = _VERIFIER.verify(source, now=_SIM.now, candidate={"email": "anna@example.org"})
    assert not caplog.records  # a check that broke is logged
    text = report.to_json()
    assert text.isascii()
    assert json.loads(text)["verdict"] == report.verdict
    assert _harmless(render.report(report, colour=False))
    assert all(one.assertion is None for one in report.walk() if not one.verified)
    shown = _parsed(source)
    assert _harmless(shown)


def _parsed(source: Any) -> str:
    try:
        badge = badgekit.parse(source)
    except badgekit.InputError as error:
        return str(error)
    assert render.badge_json(badge).isascii()
    return render.badge(badge, colour=False)


def test_one_verifier_gives_each_thread_the_answer_of_its_own_document() -> None:
    mallory = _SIM.neighbour("mallory.example")
    good = [_SIM.sign(_SIM.issue(f"p{n}@example.org", vcdm=("2.0", "1.1")[n % 2])) for n in range(4)]
    documents: list[Any] = [
        *good,
        {**good[0], "name": "x"},
        _SIM.sign(_SIM.issue(), signer=mallory),
        _SIM.sign(_SIM.issue("did:example:a"), "EdDSA"),
        {**good[1], "@context": [*good[1]["@context"], "https://www.w3.org/ns/activitystreams"]},
    ]
    wanted = [Verifier(fetcher=_SIM).verify(one, now=_SIM.now).verdict for one in documents]
    shared, wrong = Verifier(fetcher=_SIM), []

    def work(start: int) -> None:
        for number in range(40):
            index = (start + number * 3) % len(documents)
            verdict = shared.verify(documents[index], now=_SIM.now).verdict
            if verdict != wanted[index]:
                wrong.append((index, verdict))

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(interval)
    assert not wrong
    assert {"VERIFIED", "REJECTED"} <= set(wanted)


def test_a_report_does_not_change_with_the_callers_dict() -> None:
    digest = base64.b64encode(hashlib.sha384(b"").digest()).decode()
    related = [{"id": "https://a.example/", "digestSRI": f"sha384-{digest}"}]
    badge = _SIM.sign(_SIM.issue(extra={"relatedResource": related}))
    claims = _VERIFIER.verify(badge, now=_SIM.now).require()
    badge["relatedResource"][0]["id"] = "https://evil.example/"
    assert claims.extra["relatedResource"][0]["id"] == "https://a.example/"


def test_what_a_caller_does_to_a_report_is_in_no_other_one() -> None:
    """Much of a report is the same for all badges, and one Verifier may serve several tenants."""
    sim = IssuerSimulator("uni.example")
    verifier = Verifier(fetcher=sim)
    badge = sim.issue()
    second_name = {"endsOn": {"@id": "https://www.w3.org/2018/credentials#validUntil"}}
    redefined = {**badge, "@context": [*badge["@context"], second_name], "endsOn": "2020-01-01T00:00:00Z"}
    sources = (sim.sign(badge), sim.older.issue("anna@example.org").document, redefined)
    for source in sources:
        before = verifier.verify(source, now=sim.now)
        said = before.to_json()
        for check in before.checks:
            for finding in (check.reason, *check.findings):
                with suppress(TypeError):
                    finding.params.update(term="gone", until="never")  # type: ignore[attr-defined]
        assert verifier.verify(source, now=sim.now).to_json() == said
        for check in verifier.verify(source, now=sim.now).checks:
            assert "never" not in check.reason.params.values()


def test_a_response_with_one_forgery_offers_the_good_badge_only_in_its_child() -> None:
    good = _SIM.sign(_SIM.issue())
    report = _VERIFIER.verify({"credential": [good, {**good, "name": "x"}]}, now=_SIM.now)
    assert report.verdict == "REJECTED"
    assert report.assertion is None
    assert [child.assertion is None for child in report.children] == [False, True]


def test_a_response_inside_a_response_is_not_opened() -> None:
    inner = {"credential": [_SIM.sign(_SIM.issue())]}
    report = _VERIFIER.verify({"credential": [inner]}, now=_SIM.now)
    assert report.verdict == "INCONCLUSIVE"
    assert all(one.assertion is None for one in report.walk())
