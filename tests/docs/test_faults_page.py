"""The page of simulated faults lists those that there are, as they describe themselves."""

from __future__ import annotations

import re

from tests.docs.blocks import ROOT

from badgekit.testing import (
    DISCLOSURE_FAULTS,
    ENVELOPE_FAULTS,
    FAULTS,
    PRESENTATION_FAULTS,
    RECORD_FAULTS,
    REFRESH_FAULTS,
    SCHEMA_FAULTS,
    STATUS_FAULTS,
)

_PAGE = ROOT / "docs" / "reference" / "simulated-faults.md"


def test_the_page_lists_every_fault() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (\w+) \| ([^|]+) \| (.+) \|$", _PAGE.read_text(encoding="utf-8"), re.M)
    assert rows == [
        (fault, kind.mode, ", ".join(kind.generations), kind.meaning) for fault, kind in FAULTS.items()
    ]


def test_the_page_lists_every_fault_of_what_lies_beside_a_badge() -> None:
    rows = re.findall(r"^\| `(\w+)` \| ([^|]+) \|$", _PAGE.read_text(encoding="utf-8"), re.M)
    records = [(fault, kind.meaning) for fault, kind in RECORD_FAULTS.items()]
    presentations = [(fault, kind.meaning) for fault, kind in PRESENTATION_FAULTS.items()]
    shown = [(fault, kind.meaning) for fault, kind in DISCLOSURE_FAULTS.items()]
    others = [*SCHEMA_FAULTS.items(), *REFRESH_FAULTS.items()]
    packed = [(fault, kind.meaning) for fault, kind in ENVELOPE_FAULTS.items()]
    assert rows == [*STATUS_FAULTS.items(), *records, *presentations, *others, *shown, *packed]
