"""Verify a badge file, and say why."""

from pathlib import Path

import badgekit

BADGES = Path(__file__).parent / "badges"

# Without a fetcher the issuers' documents are asked for over guarded HTTPS. These issuers do not exist, so
# the examples bring their documents along.
fetcher = badgekit.MappingFetcher.from_file(BADGES / "documents.json")

for name in ("anna.png", "ben.svg", "carla.jwt", "dora.json", "tampered.json", "screenshot.png"):
    report = badgekit.verify(BADGES / name, fetcher=fetcher)
    print(f"{name}: {report.verdict}. {report.best_reason}")

report = badgekit.verify(BADGES / "tampered.json", fetcher=fetcher)
for check in report.checks:
    print(f"  {check.outcome:14} {check.id:22} {check.code}")
