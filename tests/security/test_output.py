"""Whatever stands in a badge, nothing that is shown or logged acts, hides, or tells who somebody is."""

from __future__ import annotations

import html.parser
import json
import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from tests.support.acting import ACTING, PERSON, badges, harms

import badgekit
from badgekit import Portfolio, Report, Verifier
from badgekit.checks import CHECKS
from badgekit.cli.render import report as as_text
from badgekit.testing import IssuerSimulator


def judged(sim: IssuerSimulator, text: str) -> list[Report]:
    verifier = Verifier(fetcher=sim)
    return [verifier.verify(badge, now=sim.now, candidate={"email": PERSON}) for badge in badges(sim, text)]


@pytest.fixture(scope="module")
def sim() -> IssuerSimulator:
    return IssuerSimulator("uni.example")


@pytest.mark.parametrize("kind", ACTING)
def test_no_text_acts_on_a_terminal_or_hides(sim: IssuerSimulator, kind: str) -> None:
    for report in judged(sim, ACTING[kind]):
        shown = [as_text(report, colour=False), report.best_reason]
        try:
            report.require()
        except badgekit.BadgekitError as error:
            shown.append(str(error))
        assert harms("\n".join(shown)) == []
        assert harms(report.to_json(), quoted=True) == []


class _Page(html.parser.HTMLParser):
    """Notes the elements of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.elements.append(tag)


def test_a_report_in_the_script_of_a_page_stays_there(sim: IssuerSimulator) -> None:
    reports = judged(sim, ACTING["page"])
    assert any(report.verified for report in reports), "the claims of a verified badge are in its report"
    for report in reports:
        page = _Page()
        page.feed(f"<script>const report = {report.to_json()};</script><p>")
        assert page.elements == ["script", "p"]
        assert json.loads(report.to_json()) == report.to_dict(), "the same texts, written otherwise"


def test_a_portfolio_in_the_script_of_a_page_stays_there(sim: IssuerSimulator) -> None:
    alignment = [
        {"type": ["Alignment"], "targetName": ACTING["page"], "targetUrl": "https://skills.example/1"}
    ]
    badge = sim.sign(sim.issue(PERSON, achievement={"name": "Data", "alignment": alignment}), "EdDSA")
    portfolio = Portfolio([Verifier(fetcher=sim).verify(badge, now=sim.now)])
    (entry,) = portfolio.current
    assert entry.skills[0].name == ACTING["page"]
    page = _Page()
    page.feed(f"<script>const portfolio = {portfolio.to_json()};</script><p>")
    assert page.elements == ["script", "p"]
    assert json.loads(portfolio.to_json()) == portfolio.to_dict()


def _raising(what: str) -> Callable[..., Any]:
    def run(*_: Any, **__: Any) -> Any:
        raise KeyError(what)

    return run


def test_a_fault_of_ours_is_logged_without_what_the_badge_says(
    sim: IssuerSimulator, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    said = f"{PERSON}\r\nINFO VERIFIED \x1b[2J"
    broken = tuple(
        replace(check, run=_raising(said)) if check.id == "issuer.bound" else check for check in CHECKS
    )
    monkeypatch.setattr("badgekit.judging.CHECKS", broken)
    monkeypatch.setattr("badgekit.older.gather", _raising(said))
    with caplog.at_level(logging.DEBUG):
        for badge in (sim.sign(sim.issue()), sim.older.issue(generation="2.0").document):
            report = Verifier(fetcher=sim).verify(badge, now=sim.now)
            assert report.verdict == "INCONCLUSIVE"
            assert "check.broken" in report.to_json()
            assert PERSON not in report.to_json()
    assert len([record for record in caplog.records if record.levelno == logging.ERROR]) >= 2
    assert "KeyError" in caplog.text
    assert "test_output.py" in caplog.text, "the place is told"
    assert PERSON not in caplog.text
    assert "\x1b" not in caplog.text
    assert "INFO VERIFIED" not in caplog.text


def test_no_address_of_a_person_is_logged(sim: IssuerSimulator, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        for hashed in (True, False):
            badge = sim.sign(sim.issue(PERSON, hashed=hashed))
            report = Verifier(fetcher=sim).verify(badge, now=sim.now, candidate={"email": PERSON})
            assert report.verified
        judged(sim, PERSON)
    assert PERSON not in caplog.text
