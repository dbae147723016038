"""badgekit: the whole `Verifier.verify`, every check and the typed object, one Verifier for all."""

from __future__ import annotations

from datetime import datetime

from benchmarks.case import Case, Verify


def make(case: Case) -> Verify:
    """Return the verifier of `case`."""
    from badgekit import MappingFetcher, Verifier

    verifier = Verifier(fetcher=MappingFetcher(case.documents))
    now = datetime.fromisoformat(case.now)

    def verify(text: str) -> bool:
        report = verifier.verify(text, now=now)
        return report.verified and report.require() is not None

    return verify
