"""What is rarely met is loaded by those who meet it: a command that verifies one badge starts each time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RARE = (
    "badge_connect", "cli", "extensions", "gathering", "learner_record", "older", "portfolio", "responses",
    "service", "testing", "containers.png", "containers.svg", "jsonld.pyld_route", "net.transport",
    "proofs.bbs", "proofs.cose", "proofs.sd_jwt", "schemas.explain", "schemas.foreign", "status.lists",
)  # fmt: skip
VERIFY = """
import sys, badgekit
documents = badgekit.MappingFetcher.from_file("examples/badges/documents.json")
report = badgekit.verify("examples/badges/{badge}", fetcher=documents)
assert report.verified, report.best_reason
print(*(name.removeprefix("badgekit.") for name in sys.modules if name.startswith("badgekit.")))
"""


@pytest.mark.parametrize(
    ("badge", "met"), [("dora.json", set()), ("carla.jwt", set()), ("anna.png", {"containers.png"})]
)
def test_a_badge_loads_what_it_needs(badge: str, met: set[str]) -> None:
    command = [sys.executable, "-c", VERIFY.format(badge=badge)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    assert set(RARE) & set(done.stdout.split()) == met
