"""Whatever stands in a badge, nothing that is shown or logged acts, hides, or tells who somebody is."""

from __future__ import annotations

import html.parser
import json
import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import badgekit
from badgekit import Portfolio, Report, Verifier
from badgekit.checks import CHECKS
from badgekit.cli import main
from badgekit.cli.render import report as as_text
from badgekit.testing import IssuerSimulator

ACTING = {
    "erase": "\x1b[2J\x1b[1;1H",
    "link": "\x1b]8;;https://evil.example\x07VERIFIED\x1b]8;;\x07",
    "clipboard": "\x1b]52;c;ZXZpbA==\x07",
    "line ends": "\r\nINFO VERIFIED\r\u2028\u2029\x85",
    "backwards": "\u202edeifirev\u202c\u2066x\u2069",
    "invisible": "\u200bVER\u200dIFIED\ufeff\U000e0041\u3164",
    "eight bits": "\x9b2J\x9d8;;\x9c",
    "page": "</script><script>alert(1)</script><img src=x onerror=alert(1)>&lt;",
}
PERSON = "anna.ek@uni.example"


def everywhere(value: Any, text: str) -> Any:
    """Return `value` with `text` behind every text in it, but where a verdict needs the text as it is."""
    if isinstance(value, dict):
        kept = ("@context", "type", "id", "validFrom")
        return {name: item if name in kept else everywhere(item, text) for name, item in value.items()}
    if isinstance(value, list):
        return [everywhere(item, text) for item in value]
    return value + text if isinstance(value, str) else value


def badges(sim: IssuerSimulator, text: str) -> Iterator[Any]:
    """Yield inputs with `text` in every place that a text can have."""
    badge = sim.issue()
    named = sim.issue(PERSON, achievement=f"Data {text}", profile={"name": text})
    yield sim.sign(named, "EdDSA")
    yield sim.sign(named)
    yield sim.sign(sim.issue(profile={"url": "https://x.example/" + text}), "EdDSA")
    yield everywhere(badge, text)
    yield sim.sign(everywhere(badge, text), "EdDSA")
    yield {**badge, text: 1, "issuer": text, "id": text, "type": [text]}
    yield {**sim.sign(badge), "proof": {"type": text, "cryptosuite": text, "verificationMethod": text}}
    yield sim.sign({**badge, "credentialStatus": {"type": text, "id": text}}, "EdDSA")
    yield sim.sign({**badge, "credentialSchema": {"type": text, "id": text}}, "EdDSA")
    yield sim.sign({**badge, "@context": [*badge["@context"], text]}, "EdDSA")
    yield f"{sim.sign(badge, 'EdDSA')}{text}".encode()
    yield json.dumps({"@context": text, "type": "Assertion", "id": text, "badge": text}).encode()
    yield text.encode()
    older = sim.older.issue(generation="2.0")
    yield older.png().replace(b"Data", text.encode("utf-8", "replace")[:4])


def judged(sim: IssuerSimulator, text: str) -> list[Report]:
    verifier = Verifier(fetcher=sim)
    return [verifier.verify(badge, now=sim.now, candidate={"email": PERSON}) for badge in badges(sim, text)]


def lines(text: str) -> Iterator[str]:
    yield from text.split("\n")


@pytest.fixture(scope="module")
def sim() -> IssuerSimulator:
    return IssuerSimulator("uni.example")


@pytest.mark.parametrize("kind", ACTING)
def test_no_text_acts_on_a_terminal_or_hides(sim: IssuerSimulator, kind: str) -> None:
    for report in judged(sim, ACTING[kind]):
        shown = [as_text(report, colour=False), report.to_json(), report.best_reason]
        try:
            report.require()
        except badgekit.BadgekitError as error:
            shown.append(str(error))
        for text in shown:
            assert all(line.isprintable() for line in lines(text)), repr(text)
        for part in ("\u202e", "\u200b", "\u3164", "\x1b"):
            assert not any(part in text for text in shown)


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


@pytest.mark.parametrize("kind", ACTING)
@pytest.mark.parametrize("command", ["verify", "parse", "parse --json", "verify --json"])
def test_no_command_prints_a_text_as_it_is(
    sim: IssuerSimulator, tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str, command: str
) -> None:
    name, *flags = command.split()
    flags += ["--offline"] if name == "verify" else []
    for number, badge in enumerate(badges(sim, ACTING[kind])):
        file = tmp_path / str(number)
        text = badge if isinstance(badge, bytes | str) else json.dumps(badge, ensure_ascii=False)
        file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))
        main([name, str(file), *flags])
        out, err = capsys.readouterr()
        assert all(line.isprintable() for line in (*lines(out), *lines(err))), (out, err)


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
