"""What is written down of mutants, how it is counted, and which tests are to notice them."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("cosmic_ray", reason="pip install --group mutation")

from tests.mutants.argued import Argued
from tests.mutants.making import Mutant, Site
from tests.mutants.reach import CODE, Reach
from tests.mutants.results import ARGUED, Fate, Results, Row, argument, report


def mutant(number: int, module: str = "net/guard.py") -> Mutant:
    site = Site(module, "NumberReplacer", number, number, number, (number, number), False)
    return Mutant(site, f"{module}: {number}", f"x = {number}", f"x = {number + 1}", "")


def row(number: int, fate: Fate, module: str = "net/guard.py") -> Row:
    return Row(f"{module}: {number}", module, number, "NumberReplacer", f"x = {number}", "y", fate)


def test_a_run_goes_on_from_what_is_written_and_the_last_word_counts(tmp_path: Path) -> None:
    path = tmp_path / "results.jsonl"
    first = Results(path)
    first.add(mutant(1), Fate.POSTPONED)
    first.add(mutant(2), Fate.SURVIVED, tests=3, seconds=0.5)
    first.add(mutant(1), Fate.NOTICED, "tests/a.py::test_a", 2, 0.25)
    assert Results(path).rows == first.rows
    assert [one.fate for one in Results(path).rows.values()] == [Fate.NOTICED, Fate.SURVIVED]


def test_the_report_counts_each_module_each_room_and_all() -> None:
    rows = [
        row(1, Fate.NOTICED),
        row(2, Fate.SURVIVED),
        row(3, Fate.SURVIVED),
        row(4, Fate.NOT_REACHED),
        row(5, Fate.NOTICED, "keys/did.py"),
        row(6, Fate.POSTPONED, "keys/did.py"),
    ]
    argued = [Argued("net/guard.py", "x = 3", (), "Nothing reads it.")]
    lines = report(rows, argued).splitlines()
    table = [line.split() for line in lines if "%" in line]
    assert table == [
        ["keys/did.py", "2", "1", "0", "0", "0", "1", "100.0%"],
        ["net/guard.py", "4", "1", "1", "1", "1", "0", "33.3%"],
        ["keys/", "2", "1", "0", "0", "0", "1", "100.0%"],
        ["net/", "4", "1", "1", "1", "1", "0", "33.3%"],
        ["all", "6", "2", "1", "1", "1", "1", "50.0%"],
    ]
    assert [line for line in lines if line.partition(" ")[0].count(":")] == [
        "net/guard.py:2 survived (NumberReplacer)",
        "net/guard.py:4 not reached (NumberReplacer)",
    ]


def test_an_argument_is_about_one_line_and_the_changes_it_names() -> None:
    argued = [Argued("a.py", "x = 1", ("x = 2",), "why"), Argued("a.py", "y = 1", (), "why")]

    def found(module: str, was: str, now: str) -> bool:
        return argument(Row("", module, 1, "", was, now, Fate.SURVIVED), argued) is not None

    assert found("a.py", "x = 1", "x = 2")
    assert not found("a.py", "x = 1", "x = 0")
    assert not found("b.py", "x = 1", "x = 2")
    assert found("a.py", "y = 1", "y = 0")


@pytest.mark.parametrize("one", ARGUED, ids=lambda one: f"{one.module}-{one.was[:40]}")
def test_what_is_argued_is_still_in_the_code(one: Argued) -> None:
    assert one.was in " ".join((CODE / one.module).read_text(encoding="utf-8").split())
    assert one.why.endswith(".")


LAST, OWN, ROOM, OTHER, SLOW = (
    "tests/unit/cli/test_cli.py::test_a",
    "tests/unit/net/test_net_guard.py::test_b",
    "tests/unit/net/test_net_http.py::test_c",
    "tests/security/test_d.py::test_d",
    "tests/unit/net/test_net_http.py::test_e",
)


def test_first_come_the_tests_that_noticed_then_the_modules_own_then_those_of_its_room() -> None:
    reach = Reach({}, {LAST: 0.3, OWN: 0.2, ROOM: 0.1, OTHER: 0.05, SLOW: 0.9})
    reach.noticed("net/guard.py", LAST)
    tests = [SLOW, OTHER, ROOM, OWN, LAST]
    assert reach.ordered("net/guard.py", tests, 9.0) == [LAST, OWN, ROOM, SLOW, OTHER]
    assert reach.ordered("net/guard.py", tests, 0.7) == [LAST, OWN, ROOM]
    assert reach.ordered("net/guard.py", [SLOW], 0.1) == [SLOW]


def test_a_line_of_constants_is_reached_with_its_statement() -> None:
    reach = Reach({"net/guard.py": {10: frozenset({OWN}), 12: frozenset({ROOM, ""})}}, {})

    def of(first: int, last: int, statement: tuple[int, int]) -> frozenset[str]:
        return reach.of(Site("net/guard.py", "NumberReplacer", 0, first, last, statement, False))

    assert of(10, 10, (10, 12)) == {OWN}
    assert of(11, 11, (10, 12)) == {OWN, ROOM, ""}
    assert of(14, 14, (14, 14)) == frozenset()
    assert reach.of_module("net/guard.py") == {OWN, ROOM}
