"""Hostile inputs and their controls: nothing hostile is VERIFIED, nothing raises, every honest badge is."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from tests.support.corpus import Asked, Bench, hostile_case, manifest

from badgekit import Report, Verdict
from badgekit.cli.render import report as as_text

# What the corpus demands, as a verdict. `error` is a structured refusal of either kind.
OUTCOMES = {
    Verdict.VERIFIED: frozenset({"accept"}),
    Verdict.REJECTED: frozenset({"reject", "error"}),
    Verdict.INCONCLUSIVE: frozenset({"indeterminate", "error"}),
}

# What is read but not judged is INCONCLUSIVE with a code that says what it was → cases by threat, why.
NOT_JUDGED = {
    "structure.kind_not_judged": (
        {"clr-vp": 3, "control": 1},
        "Presentations are recognised by kind and not evaluated: neither "
        "their forgeries nor their controls get a verdict.",
    ),
    "schema.partly_disclosed": (
        {"control": 1, "selective-disclosure": 2},
        "ecdsa-sd-2023 is not evaluated: members are missing because the holder may leave them out, which "
        "is no fault of the badge, and whether the rest was signed is open.",
    ),
}

PER_THREAT = {
    "cache": 2,
    "clr-vp": 14,
    "control": 19,
    "date": 43,
    "did-web": 23,
    "dos-graph": 6,
    "endorsement": 5,
    "http": 95,
    "issuer-spoof": 18,
    "json": 36,
    "json-ld": 12,
    "json-ld-aliasing": 16,
    "json-ld-context": 19,
    "jwt": 52,
    "jwt-claims": 10,
    "ob2": 34,
    "ob2-revocation": 7,
    "output": 16,
    "png": 22,
    "proof": 28,
    "recipient": 21,
    "schema": 15,
    "selective-disclosure": 6,
    "signature": 23,
    "status": 48,
    "svg": 16,
}

Judged = tuple[dict[str, Any], dict[str, Any], Report, Asked]


@pytest.fixture(scope="module")
def judged(corpus: Path) -> list[Judged]:
    """Every case with its last step, the report on that and what was asked for; nothing may raise."""
    folder = corpus / "hostile"
    loaded = manifest(folder)
    results = []
    for entry in loaded["cases"]:
        # Steps share what a Verifier remembers: that is what they attack.
        bench = Bench()
        for step in entry.get("steps") or [entry]:
            case = hostile_case(folder, entry, step, loaded["now"])
            assert isinstance(case.fetcher, Asked)
            last = (entry, step, bench.verify(case), case.fetcher)
        results.append(last)
    return results


def _demanded(entry: dict[str, Any]) -> frozenset[str]:
    return frozenset({entry["must"], *(entry.get("also_ok") or [])})


def test_every_threat_is_there(judged: list[Judged]) -> None:
    assert Counter(entry["threat"] for entry, _, _, _ in judged) == PER_THREAT


def test_no_hostile_input_is_verified(judged: list[Judged]) -> None:
    wrong = [
        f"{entry['id']}: VERIFIED, but {entry['why']}"
        for entry, _, report, _ in judged
        if report.verified and "accept" not in _demanded(entry)
    ]
    assert not wrong, "\n".join(wrong)


def test_only_what_is_verified_has_an_assertion(judged: list[Judged]) -> None:
    for entry, _, report, _ in judged:
        for inner in report.walk():
            assert inner.verified or inner.assertion is None, entry["id"]


def test_nobody_is_asked_who_must_not_be(judged: list[Judged]) -> None:
    wrong = []
    watched = 0
    for entry, step, report, asked in judged:
        forbidden = {resource["url"] for resource in step["resources"] if resource.get("must_not_request")}
        watched += bool(forbidden)
        seen = {*asked.urls, *(item.url for item in report.evidence if item.error != "net.blocked")}
        wrong += [f"{entry['id']}: asked for {url}" for url in seen & forbidden]
    assert not wrong, "\n".join(wrong)
    assert watched >= 20


def test_nothing_dangerous_is_shown(judged: list[Judged]) -> None:
    wrong = []
    watched = 0
    for entry, _, report, _ in judged:
        shown = as_text(report, colour=False) + report.to_json() + report.best_reason
        forbidden = entry.get("output_must_not_contain") or []
        watched += bool(forbidden)
        wrong += [f"{entry['id']}: shows {text!r}" for text in forbidden if text in shown]
    assert not wrong, "\n".join(wrong)
    assert watched >= 10


def test_every_outcome_is_as_demanded_or_argued(judged: list[Judged]) -> None:
    groups: dict[str, Counter[str]] = {code: Counter() for code in NOT_JUDGED}
    wrong = []
    for entry, _, report, _ in judged:
        if OUTCOMES[report.verdict] & _demanded(entry):
            continue
        decisive = report.decisive
        code = decisive.code if decisive else ""
        if code in groups and report.verdict is Verdict.INCONCLUSIVE:
            groups[code][entry["threat"]] += 1
        else:
            wrong.append(
                f"{entry['id']}: {report.verdict} {code} {report.best_reason}, wanted "
                f"{sorted(_demanded(entry))}: {entry['why']}"
            )
    assert not wrong, "\n".join(wrong)
    assert groups == {code: counts for code, (counts, _) in NOT_JUDGED.items()}


def test_the_controls_of_what_is_judged_are_verified(judged: list[Judged]) -> None:
    verdicts = Counter(report.verdict.value for entry, _, report, _ in judged if entry["must"] == "accept")
    assert verdicts == CONTROLS


# The INCONCLUSIVE stand in the groups above or say `indeterminate` themselves (cases of `output`
# are about what is shown, whatever the verdict).
CONTROLS = {"VERIFIED": 36, "INCONCLUSIVE": 20, "REJECTED": 1}


def test_the_controls_and_forgeries_inside_others_are_told_apart(judged: list[Judged]) -> None:
    """What the corpus says of a credential inside: an endorsement may fail and its badge stand."""
    nested = {"accept": Verdict.VERIFIED}
    wrong = []
    watched = 0
    for entry, _, report, _ in judged:
        for place, demanded in (entry.get("nested") or {}).items():
            inside = [one for one in report.walk() if one.input.location.endswith(place)]
            watched += len(inside)
            # A credential that belongs to somebody else is sound in itself; the record is not believed.
            if entry["id"] in OTHERS_INSIDE:
                assert not report.verified, entry["id"]
                continue
            wrong += [
                f"{entry['id']}: {place} {one.verdict}, wanted {demanded}"
                for one in inside
                if (one.verdict is Verdict.VERIFIED) is not (demanded in nested)
            ]
    assert not wrong, "\n".join(wrong)
    assert watched >= 10


OTHERS_INSIDE = {"clr-inner-other-subject"}
