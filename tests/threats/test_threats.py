"""The catalogue of threats agrees with code, tests and page; that each rule is missed is tried beside."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest
from tests.threats import CATALOGUE, rules
from tests.threats.__main__ import ROOT, Workshop, without
from tests.threats.page import page
from tests.threats.rule import Change, Rule, Threat

PAGE = ROOT / "docs" / "reference" / "threats.md"
_EVERY = rules()


@cache
def _tests_of(file: Path) -> frozenset[str]:
    found = set()
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef):
            found.add(node.name)
        elif isinstance(node, ast.ClassDef):
            found |= {
                f"{node.name}::{inner.name}" for inner in node.body if isinstance(inner, ast.FunctionDef)
            }
    return frozenset(found)


def _id(given: object) -> str:
    return given.says if isinstance(given, Rule) else given.id if isinstance(given, Threat) else ""


@pytest.mark.parametrize(("threat", "rule"), _EVERY, ids=_id)
def test_a_rule_stands_in_the_code_and_its_tests_exist(threat: Threat, rule: Rule) -> None:
    for change in (rule.change, *rule.behind):
        code = (ROOT / "src" / "badgekit" / change.module).read_text(encoding="utf-8")
        assert code.count(change.was) == 1, f"{threat.id}: {change.module} no longer holds\n{change.was}"
        assert without(code, change) != code
    assert rule.tests, threat.id
    for test in rule.tests:
        file, _, name = test.partition("::")
        assert name in _tests_of(ROOT / "tests" / file), test


def test_threats_have_names_of_their_own() -> None:
    names = [threat.id for _, threats in CATALOGUE for threat in threats]
    assert len(set(names)) == len(names)


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "python -m tests.docs.reference writes it anew"


_SAMPLE = Rule("counts", Change("jsonpath.py", "PLACE", "None"), ("unit/sample.py::test_it",))


def test_a_rule_that_no_test_misses_is_told(tmp_path: Path) -> None:
    """The machine itself: it must tell a test that fails without a rule from one that does not."""
    rule = next(rule for threat, rule in _EVERY if threat.id == "J9")
    unrelated = "unit/proofs/test_jws.py::test_split_gives_the_bytes"
    workshop = Workshop(tmp_path)
    told = workshop.survivors(Rule(rule.says, rule.change, (*rule.tests, unrelated)))
    assert told == [unrelated]
    file = tmp_path / "src" / "badgekit" / rule.change.module
    assert rule.change.was in file.read_text(encoding="utf-8"), "the rule is put back"


def test_a_rule_that_is_not_where_it_should_be_stops_the_run() -> None:
    with pytest.raises(SystemExit, match=r"jsonpath\.py must hold this once"):
        without("nothing", _SAMPLE.change)
