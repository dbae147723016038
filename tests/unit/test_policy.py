"""How outcomes become a verdict."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from badgekit import CheckResult, ConfigurationError, Finding, Outcome, Policy, Verdict
from badgekit.errors import NotVerified
from badgekit.report import InputRecord, Report


def result(outcome: Outcome, *, required: bool = True, check: str = "proof.integrity") -> CheckResult:
    return CheckResult(check, outcome, Finding("proof.invalid", params={"suite": "x"}), required=required)


@pytest.mark.parametrize(
    ("outcomes", "verdict"),
    [
        (["PASSED"], "VERIFIED"),
        (["PASSED", "WARNING", "NOT_APPLICABLE"], "VERIFIED"),
        (["PASSED", "INCONCLUSIVE"], "INCONCLUSIVE"),
        (["PASSED", "NOT_RUN"], "INCONCLUSIVE"),
        (["INCONCLUSIVE", "FAILED", "PASSED"], "REJECTED"),
        ([], "INCONCLUSIVE"),
    ],
)
def test_the_verdict_is_the_worst_required_outcome(outcomes: list[str], verdict: str) -> None:
    assert Policy().judge([result(Outcome(name)) for name in outcomes]) is Verdict(verdict)


@given(st.lists(st.tuples(st.sampled_from(Outcome), st.booleans())))
def test_verified_needs_a_required_check_and_nothing_against_it(items: list[tuple[Outcome, bool]]) -> None:
    verdict = Policy().judge([result(outcome, required=required) for outcome, required in items])
    required = [outcome for outcome, needed in items if needed]
    satisfied = {Outcome.PASSED, Outcome.WARNING, Outcome.NOT_APPLICABLE}
    assert (verdict is Verdict.VERIFIED) == (bool(required) and set(required) <= satisfied)
    assert (verdict is Verdict.REJECTED) == (Outcome.FAILED in required)


def test_a_failed_check_that_is_not_required_does_not_reject() -> None:
    assert (
        Policy().judge([result(Outcome.PASSED), result(Outcome.FAILED, required=False)]) is Verdict.VERIFIED
    )


def test_an_empty_trust_list_is_a_mistake() -> None:
    with pytest.raises(ConfigurationError):
        Policy.standard(trusted_issuers=[])
    with pytest.raises(ConfigurationError):
        Policy.standard(trusted_issuers="did:web:uni.example")


def test_who_may_keep_status_lists_is_a_set_of_identifiers() -> None:
    keepers = frozenset({"did:web:lists.example"})
    assert Policy().status_issuers == frozenset()
    assert Policy.standard(status_issuers=keepers).status_issuers == keepers
    hiring = Policy.hiring(status_issuers=["did:web:lists.example"])
    assert (hiring.name, hiring.require_recipient, hiring.status_issuers) == ("hiring", True, keepers)
    with pytest.raises(ConfigurationError):
        Policy.standard(status_issuers="did:web:lists.example")
    for wrong in ("did:web:lists.example", ["did:web:lists.example"], frozenset({""}), frozenset({1})):
        with pytest.raises(ConfigurationError):
            Policy(status_issuers=wrong)  # type: ignore[arg-type]


def test_what_must_be_mandatory_is_named_by_its_member() -> None:
    assert Policy().require_mandatory == frozenset()
    demanded = Policy.standard(require_mandatory=["credentialStatus"]).require_mandatory
    assert demanded == {"credentialStatus"}
    for wrong in ("validUntil", ["validUntil"], frozenset({"name"}), frozenset({1})):
        with pytest.raises(ConfigurationError):
            Policy(require_mandatory=wrong)  # type: ignore[arg-type]
    with pytest.raises(ConfigurationError):
        Policy.standard(require_mandatory="validUntil")  # type: ignore[arg-type]


def report(verdict: Verdict, *checks: CheckResult, children: tuple[Report, ...] = ()) -> Report:
    return Report(
        verdict=verdict,
        checks=checks,
        input=InputRecord("json"),
        policy="standard",
        time=datetime(2026, 6, 1, tzinfo=UTC),
        children=children,
    )


def test_the_best_reason_is_that_of_the_check_that_decided() -> None:
    failing = CheckResult(
        "validity.not_expired", Outcome.FAILED, Finding("validity.expired", params={"at": "2020-01-01"})
    )
    rejected = report(Verdict.REJECTED, result(Outcome.INCONCLUSIVE), failing)
    assert rejected.decisive is failing
    assert rejected.best_reason == "It expired on 2020-01-01."


def test_require_raises_with_the_report() -> None:
    rejected = report(Verdict.REJECTED, result(Outcome.FAILED))
    with pytest.raises(NotVerified) as raised:
        rejected.require()
    assert raised.value.report is rejected
    assert str(raised.value) == rejected.best_reason


def test_a_report_is_a_tree() -> None:
    inner = report(Verdict.REJECTED, result(Outcome.FAILED))
    nested = CheckResult(
        "nested.credentials", Outcome.FAILED, Finding("nested.not_verified", params={"good": 0, "count": 1})
    )
    outer = report(Verdict.REJECTED, nested, children=(inner,))
    assert list(outer.walk()) == [outer, inner]
    assert outer.decisive is inner.checks[0]
