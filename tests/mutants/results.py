"""What came of the mutants: one line of JSON each, so that a run can be ended and gone on with."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from tests.mutants.argued import ARGUED, Argued
from tests.mutants.making import Mutant

__all__ = ["ARGUED", "Fate", "Results", "Row", "argument", "report"]

_TABLE = "{:32} {:>8} {:>8} {:>8} {:>8} {:>12} {:>8} {:>7}"


class Fate(StrEnum):
    """What became of a mutant."""

    NOTICED = "noticed"
    SURVIVED = "survived"
    NOT_REACHED = "not reached"
    """No test runs its line: it survives without being tried."""
    POSTPONED = "postponed"
    """The thorough way has still to try it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One mutant and its fate.

    Attributes:
        key: see `Mutant`.
        module: path below ``src/badgekit``.
        line: where the change begins.
        operator: what kind of change.
        was: the text before the change.
        now: the text after it.
        fate: what became of it.
        by: the test that noticed it, or how else it ended.
        tests: how many tests were to be run.
        seconds: of the processor.
    """

    key: str
    module: str
    line: int
    operator: str
    was: str
    now: str
    fate: Fate
    by: str = ""
    tests: int = 0
    seconds: float = 0.0


class Results:
    """The rows of a file; the last one of a key counts."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.rows: dict[str, Row] = {}
        if path.is_file():
            for line in path.read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                self.rows[row["key"]] = Row(**row | {"fate": Fate(row["fate"])})

    def add(self, mutant: Mutant, fate: Fate, by: str = "", tests: int = 0, seconds: float = 0.0) -> None:
        """Write one row."""
        site = mutant.site
        told = (mutant.key, site.module, site.first, site.operator, mutant.was, mutant.now)
        row = Row(*told, fate, by, tests, round(seconds, 2))
        self.rows[row.key] = row
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(row), ensure_ascii=False) + "\n")


def argument(row: Row, argued: Iterable[Argued] = ARGUED) -> Argued | None:
    """Return why nothing can notice the change, if that is written down."""
    return next((one for one in argued if one.is_about(row.module, row.was, row.now)), None)


def report(rows: Iterable[Row], argued: Iterable[Argued] = ARGUED) -> str:
    """Return the survivors that are not argued, and a table with the score of every module and of all.

    The score is the share of mutants that are noticed, of those that were tried and can be: the argued ones
    are left out.
    """
    by_module: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda row: (row.module, row.line)):
        by_module.setdefault(row.module, []).append(row)
    lines: list[str] = []
    everything = tuple(argued)
    table = [
        _TABLE.format("module", "mutants", "noticed", "survived", "argued", "not reached", "untried", "score")
    ]
    for group, members in (*by_module.items(), *_rooms(by_module).items()):
        open_ones = [row for row in members if row.fate is not Fate.NOTICED and not argument(row, everything)]
        count = Counter(row.fate for row in open_ones)
        noticed = sum(row.fate is Fate.NOTICED for row in members)
        excused = len(members) - noticed - len(open_ones)
        score = f"{noticed / max(1, len(members) - excused - count[Fate.POSTPONED]):.1%}"
        counts = (noticed, count[Fate.SURVIVED], excused, count[Fate.NOT_REACHED], count[Fate.POSTPONED])
        table.append(_TABLE.format(group, len(members), *counts, score))
        if group in by_module:
            lines.extend(_told(row) for row in open_ones if row.fate is not Fate.POSTPONED)
    return "\n".join([*lines, "", *table])


def _told(row: Row) -> str:
    how = ", ".join(filter(None, (row.operator, row.by)))
    return f"{row.module}:{row.line} {row.fate} ({how})\n  - {row.was}\n  + {row.now}"


def _rooms(by_module: dict[str, list[Row]]) -> dict[str, list[Row]]:
    rooms: dict[str, list[Row]] = {}
    for module, rows in by_module.items():
        room, slash, _ = module.rpartition("/")
        rooms.setdefault(f"{room}{slash or '(no room)'}", []).extend(rows)
    return rooms | {"all": [row for rows in by_module.values() for row in rows]}
