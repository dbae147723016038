"""Credentials signed by others: signatures agree, verdicts agree, or they differ for a stated reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.support.corpus import Bench, Case, credential_cases
from tests.support.deviations import Facts, Found, compare, facts_of
from tests.support.signature_deviations import SIGNATURES
from tests.support.verdict_deviations import VERDICTS
from tests.support.verified_badges import JUDGED

from badgekit import Report

Judged = tuple[Case, dict[str, Any], Report]


@pytest.fixture(scope="module")
def judged(corpus: Path, reference: Path) -> list[Judged]:
    bench = Bench()
    return [(case, entry, bench.verify(case)) for case, entry in credential_cases(corpus, reference, JUDGED)]


def _later(case: Case, entry: dict[str, Any]) -> Callable[[], Facts]:
    return lambda: facts_of(entry, case.data)


def test_nothing_that_is_invalid_or_open_is_verified(judged: list[Judged]) -> None:
    """The one that matters most: no exceptions."""
    wrong = [
        f"{case.name}: signature {entry['expected']['signature']}, overall {entry['expected'].get('overall')}"
        for case, entry, report in judged
        if report.verified
        and (
            entry["expected"]["signature"] != "valid"
            or entry["expected"].get("overall") not in ("valid", "warning")
            or entry["expected"]["status"] not in ("none", "active", None)
            or entry["expected"].get("expired")
            or entry.get("role") == "base-proof"
        )
    ]
    assert not wrong, "\n".join(wrong)
    counted = Counter(
        (entry["expected"]["signature"], entry["expected"].get("overall")) for _, entry, _ in judged
    )
    assert counted == {
        ("valid", "valid"): 438,
        ("valid", "invalid"): 77,
        ("invalid", "invalid"): 65,
        ("valid", "valid-if-status-ignored"): 14,
        ("unresolvable", "invalid"): 9,
        ("valid", "indeterminate"): 4,
        ("valid", "warning"): 3,
        ("disputed", "disputed"): 5,
    }


def test_every_signature_is_judged_as_the_corpus_says(judged: list[Judged]) -> None:
    found: list[tuple[str, Found, str, Callable[[], Facts]]] = []
    for case, entry, report in judged:
        integrity = report.check("proof.integrity")
        outcome = integrity.outcome.value if integrity else "-"
        expected = entry["expected"]["signature"]
        agreed = {"valid": {"PASSED", "WARNING"}, "invalid": {"FAILED", "-"}}.get(expected)
        if agreed is not None and outcome not in agreed:
            decisive = integrity or report.decisive
            assert decisive is not None
            found.append((expected, (outcome, decisive.code), case.name, _later(case, entry)))
    assert compare(found, SIGNATURES) == []


def test_every_verdict_is_as_the_corpus_says(judged: list[Judged]) -> None:
    found: list[tuple[str, Found, str, Callable[[], Facts]]] = []
    for case, entry, report in judged:
        expected = entry["expected"].get("overall")
        agreed = {"valid": True, "warning": True, "invalid": False}.get(expected)
        if agreed is not None and report.verified is not agreed:
            code = report.decisive.code if report.decisive else ""
            found.append((expected, (report.verdict.value, code), case.name, _later(case, entry)))
    assert compare(found, VERDICTS) == []
    assert sum(report.verified for _, _, report in judged) == 441 - sum(group.count for group in VERDICTS)
