"""The results as Markdown, to be pasted into the documentation, and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from benchmarks.case import Case
from benchmarks.coldstart import ColdStart
from benchmarks.growth import Growth, Poison
from benchmarks.runners import BADGEKIT, Plan, Result
from benchmarks.targets import targets

__all__ = ["Run"]


@dataclass(slots=True, kw_only=True)
class Run:
    """Everything one run found."""

    machine: Mapping[str, str]
    plan: Plan
    cases: dict[str, Case] = field(default_factory=dict)
    results: dict[str, list[Result]] = field(default_factory=dict)
    growth: list[Growth] = field(default_factory=list)
    poison: Poison | None = None
    cold: list[ColdStart] = field(default_factory=list)

    def markdown(self) -> str:
        """Return the tables."""
        parts = [
            ", ".join(f"{name} {value}" for name, value in self.machine.items()) + ".",
            f"{self.plan.rounds} interleaved rounds; a ratio is the median of the ratios in one round, "
            "with the least and the greatest.",
            self._times(),
            self._reasons(),
            self._growth(),
            self._cold(),
            self._targets(),
        ]
        return "\n\n".join(part for part in parts if part)

    def to_dict(self) -> dict[str, Any]:
        """Return what `markdown` shows, and every single ratio."""
        return {
            "machine": dict(self.machine),
            "rounds": self.plan.rounds,
            "cases": {
                name: {
                    "quads": case.quads,
                    "bytes": case.size,
                    "results": [asdict(row) for row in self.results[name]],
                }
                for name, case in self.cases.items()
            },
            "growth": [asdict(row) for row in self.growth],
            "poison": asdict(self.poison) if self.poison else None,
            "cold_start": [asdict(row) for row in self.cold],
            "targets": [asdict(row) for row in self._judged()],
        }

    def _judged(self) -> list[Any]:
        return list(targets(self.results, self.growth, self.poison, self.cold))

    def _times(self) -> str:
        rows = []
        for name, case in self.cases.items():
            label = f"{name} ({case.quads} statements)" if case.quads else name
            for row in self.results[name]:
                if not row.ratios:
                    continue
                own = row.verifier == BADGEKIT
                rows.append((label, row.verifier, f"{row.per_second:,.0f}", "" if own else _spread(row)))
                label = ""
        if not rows:
            return ""
        return _table(
            ("Credentials", "Verifier", "Verified per CPU second", "Time, badgekit = 1"), rows, right=(2, 3)
        )

    def _reasons(self) -> str:
        cases: dict[tuple[str, str], list[str]] = {}
        for name, rows in self.results.items():
            for row in rows:
                if row.reason:
                    cases.setdefault((row.verifier, row.reason), []).append(name)
        lines = [
            f"- {verifier} ({', '.join(names)}): {reason}" for (verifier, reason), names in cases.items()
        ]
        return "Not applicable, with what the library says:\n\n" + "\n".join(lines) if lines else ""

    def _growth(self) -> str:
        if not self.growth:
            return ""
        first = self.growth[0]
        rows = [
            (
                f"{row.quads:,}",
                f"{row.size:,}",
                f"{1e3 * row.seconds:.2f}",
                f"{1e6 * row.per_quad:.1f}",
                f"{row.per_quad / first.per_quad:.2f}",
            )
            for row in self.growth
        ]
        text = _table(
            ("Statements", "Bytes", "CPU time, ms", "Per statement, µs", "Smallest = 1"),
            rows,
            right=range(5),
        )
        if self.poison:
            text += (
                f"\n\nA graph of {self.poison.nodes} unnamed nodes that all look alike ends with "
                f"`{self.poison.code}` after {self.poison.seconds:.2f} s."
            )
        return text

    def _cold(self) -> str:
        rows = [
            (row.badge, row.verifier, f"{row.median:.0f}", f"{row.least:.0f}", f"{row.cpu:.0f}")
            for row in self.cold
        ]
        headings = ("Cold start", "Verifier", "Median, ms", "Least, ms", "CPU, ms")
        return _table(headings, rows, right=(2, 3, 4)) if rows else ""

    def _targets(self) -> str:
        rows = [(row.aim, row.measured, "yes" if row.met else "no") for row in self._judged()]
        return _table(("Aim", "Measured", "Met"), rows) if rows else ""


def _spread(row: Result) -> str:
    return f"{_number(row.ratio)} ({_number(min(row.ratios))} to {_number(max(row.ratios))})"


def _number(value: float) -> str:
    return f"{value:.2f}" if value < 1 else f"{value:.1f}"


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]], right: Iterable[int] = ()) -> str:
    numbers = set(right)
    rule = ["---:" if index in numbers else "---" for index in range(len(headings))]
    return "\n".join(f"| {' | '.join(row)} |" for row in (headings, rule, *rows))
