"""How a check says what it found: the gravest problem first, none lost, and one sentence about itself."""

from __future__ import annotations

import itertools

import pytest

from badgekit import Outcome
from badgekit.checks import CHECKS
from badgekit.checks.base import (
    Check,
    Context,
    Decision,
    check,
    failed,
    gravity,
    inconclusive,
    of,
    passed,
    warning,
    worst,
)
from badgekit.errors import LimitExceeded, Malformed, Problem, Unavailable, Unsupported
from badgekit.findings import Finding

OPEN = (Unsupported("a.open"), Unavailable("b.open"), LimitExceeded("c.open"))


@pytest.mark.parametrize("order", list(itertools.permutations((*OPEN, Malformed("d.wrong")))))
def test_one_wrong_thing_decides_wherever_it_stands_and_the_others_are_findings(
    order: tuple[Problem, ...],
) -> None:
    decision = worst(order)
    assert (decision.outcome, decision.reason.code) == (Outcome.FAILED, "d.wrong")
    assert [finding.code for finding in decision.findings] == [
        problem.code for problem in order if problem.code != "d.wrong"
    ]


@pytest.mark.parametrize("order", list(itertools.permutations(OPEN)))
def test_without_a_wrong_thing_the_first_open_one_decides(order: tuple[Problem, ...]) -> None:
    decision = worst(order)
    assert (decision.outcome, decision.reason.code) == (Outcome.INCONCLUSIVE, order[0].code)
    assert [finding.code for finding in decision.findings] == [problem.code for problem in order[1:]]


def test_two_wrong_things_are_both_said() -> None:
    decision = worst((Malformed("a.wrong"), Malformed("b.wrong")))
    assert (decision.reason.code, [finding.code for finding in decision.findings]) == ("a.wrong", ["b.wrong"])
    assert of(Malformed("a.wrong")).findings == ()


@pytest.mark.parametrize("said", [{}, {"path": "$.a"}, {"url": "urn:a"}, {"path": "$.a", "url": "urn:a"}])
@pytest.mark.parametrize("findings", [(), (Finding("b.found"),)])
def test_a_decision_keeps_all_that_is_said_of_it(said: dict[str, str], findings: tuple[Finding, ...]) -> None:
    decision = passed("a.good", *findings, **said)
    assert decision.findings == findings
    assert (decision.reason.code, decision.reason.path) == ("a.good", said.pop("path", "$"))
    assert decision.reason.params == said


@pytest.mark.parametrize("order", list(itertools.permutations(range(5))))
def test_what_one_check_found_is_sorted_by_gravity(order: tuple[int, ...]) -> None:
    gravest_first = [
        failed("a.one"),
        inconclusive("a.two"),
        Decision(Outcome.NOT_RUN, Finding("a.three")),
        warning("a.four"),
        passed("a.five"),
    ]
    assert sorted((gravest_first[at] for at in order), key=gravity) == gravest_first


@pytest.mark.parametrize("one", CHECKS, ids=lambda one: one.id)
def test_every_check_has_one_sentence_about_itself(one: Check) -> None:
    assert one.run.__doc__ is not None
    assert one.summary.endswith(".")
    assert one.run.__doc__.startswith(one.summary)
    assert "\n" not in one.summary


def test_of_more_sentences_the_first_is_the_summary() -> None:
    @check("a.b", spec="A 1")
    def two(context: Context) -> Decision:
        """One thing is so.

        And another.
        """
        raise Unsupported("a.open")

    assert two.summary == "One thing is so."
