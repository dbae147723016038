"""Keep the evidence of a verdict, and repeat the verdict later without any network."""

import tempfile
from datetime import UTC, datetime
from pathlib import Path

import badgekit

BADGES = Path(__file__).parent / "badges"
received = datetime(2026, 6, 1, 12, tzinfo=UTC)

# On the live network: badgekit.Recorder() alone.
recorder = badgekit.Recorder(badgekit.MappingFetcher.from_file(BADGES / "documents.json"))
with badgekit.Verifier(fetcher=recorder) as verifier:
    then = verifier.verify(BADGES / "anna.png", now=received)
    with tempfile.TemporaryDirectory() as folder:
        evidence = Path(folder) / "evidence.zip"
        verifier.snapshot.save(evidence)
        snapshot = badgekit.Snapshot.open(evidence)

print(f"then: {then.verdict}, by {len(then.evidence)} document: {then.evidence[0].url}")

replay = badgekit.Verifier(fetcher=snapshot).verify(BADGES / "anna.png", now=received)
same = [check.to_dict() for check in replay.checks] == [check.to_dict() for check in then.checks]
print(f"replayed: {replay.verdict}, the same checks with the same outcomes: {same}")

other = badgekit.Verifier(fetcher=snapshot).verify(BADGES / "dora.json", now=received)
print(f"not in the evidence: {other.verdict}. {other.best_reason}")
