"""refresh.newest: newer versions are asked for where the caller wants it, and never stand in for others."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests.support.judging import judge, result, said

from badgekit import ConfigurationError, Policy, Portfolio, Report, Verdict
from badgekit.testing import REFRESH_FAULTS, IssuerSimulator, RefreshService, hashed_identity

CHECK = "refresh.newest"
ASKING = Policy.standard(refresh=True)
ANNA = "did:example:anna"
LATER = "2030-01-01T00:00:00Z"


@pytest.fixture
def sim() -> IssuerSimulator:
    return IssuerSimulator("uni.example")


@pytest.fixture
def service(sim: IssuerSimulator) -> RefreshService:
    return sim.refresh_service()


def versions(
    sim: IssuerSimulator, service: RefreshService, **options: Any
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a badge that ended yesterday and its newer version, both unsigned."""
    ended = sim.now - timedelta(days=1)
    old = service.attach(sim.issue(options.pop("recipient", ANNA), valid_until=ended, **options))
    return old, {**old, "validUntil": LATER}


def asked(sim: IssuerSimulator, badge: Any, **options: Any) -> Report:
    return judge(sim, badge, policy=options.pop("policy", ASKING), **options)


# Who is asked.


def test_nobody_is_asked_unless_the_caller_wants_it(sim: IssuerSimulator, service: RefreshService) -> None:
    old, new = versions(sim, service)
    service.offer(new)
    report = judge(sim, sim.sign(old))
    assert said(report, CHECK) == ("NOT_APPLICABLE", "refresh.not_asked")
    assert service.url not in sim.web.requests
    assert report.refreshed is None
    assert asked(sim, sim.sign(old)).refreshed is not None
    assert service.url in sim.web.requests


def test_there_may_be_none(sim: IssuerSimulator) -> None:
    assert said(asked(sim, sim.sign(sim.issue())), CHECK) == ("NOT_APPLICABLE", "refresh.none")


def test_another_kind_of_service_is_not_asked(sim: IssuerSimulator, service: RefreshService) -> None:
    badge = sim.sign(service.attach(sim.issue(), type="VerifiableCredentialRefreshService2021"), "EdDSA")
    assert said(asked(sim, badge), CHECK) == ("NOT_APPLICABLE", "refresh.type_not_evaluated")
    assert service.url not in sim.web.requests
    # Which kind, the first word of the first one says.
    for types, named in ((["A", "B"], "A"), ([], ""), (None, "")):
        several = [{"id": service.url, "type": types}, {"id": service.url, "type": "C"}]
        badge = sim.sign(sim.issue(extra={"refreshService": several}), "EdDSA")
        assert result(asked(sim, badge), CHECK).reason.params == {"type": named}


def test_nobody_is_asked_for_what_nobody_signed(sim: IssuerSimulator, service: RefreshService) -> None:
    old, new = versions(sim, service)
    service.offer(new)
    signed = sim.sign(old)
    report = asked(sim, sim.tamper(signed, "$.name", "Doctor"))
    assert said(report, CHECK) == ("NOT_RUN", "check.not_run")
    stranger = sim.neighbour("mallory.example", seed=9)
    assert said(asked(sim, sim.sign(old, signer=stranger)), CHECK) == ("NOT_RUN", "check.not_run")
    sim.web.fail(sim.document_url)
    assert said(asked(sim, signed), CHECK)[0] == "NOT_RUN"
    assert service.url not in sim.web.requests


@pytest.mark.parametrize(
    "url",
    ["http://169.254.169.254/latest/", "https://localhost/x", "https://10.0.0.1/x", "file:///etc/passwd"],
)
def test_nothing_inside_the_network_is_asked(sim: IssuerSimulator, service: RefreshService, url: str) -> None:
    report = asked(sim, sim.sign(service.attach(sim.issue(), id=url)))
    assert report.verified
    found = result(report, CHECK)
    assert (found.outcome.value, found.code) == ("WARNING", "refresh.unreachable")
    assert [one.code.partition(".")[0] for one in found.findings] == ["net"], "why, stands beside"
    assert url not in sim.web.requests


def test_a_service_without_an_address_is_not_asked(sim: IssuerSimulator) -> None:
    for given in ({}, {"id": None}, {"id": 7}, {"id": ""}):
        service = {"type": "1EdTechCredentialRefresh", **given}
        badge = sim.sign(sim.issue(extra={"refreshService": service}), "EdDSA")
        assert said(asked(sim, badge), CHECK) == ("WARNING", "refresh.unreachable"), given


# What the answer amounts to.


@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "ES256"])
def test_both_versions_are_judged_each_for_itself(
    sim: IssuerSimulator, service: RefreshService, suite: str
) -> None:
    old, new = versions(sim, service)
    service.offer(new, suite)
    report = asked(sim, sim.sign(old), candidate={"id": ANNA})
    assert report.verdict is Verdict.REJECTED
    assert said(report, "validity.not_expired") == ("FAILED", "validity.expired")
    assert said(report, CHECK) == ("WARNING", "refresh.newer")
    assert report.refreshed is not None
    assert report.refreshed.verified
    assert said(report.refreshed, "recipient.matches")[0] in ("PASSED", "WARNING")
    assert report.refreshed.assertion is not None
    assert report.refreshed.require().id == old["id"]


def test_what_is_demanded_of_the_one_is_demanded_of_the_other(
    sim: IssuerSimulator, service: RefreshService
) -> None:
    old, new = versions(sim, service)
    service.offer(new)
    report = asked(sim, sim.sign(old), candidate={"id": "did:example:ben"})
    assert report.refreshed is not None
    assert report.refreshed.verdict is Verdict.REJECTED
    trusting = Policy.standard(trusted_issuers=["did:web:other.example"], refresh=True)
    refreshed = asked(sim, sim.sign(old), policy=trusting).refreshed
    assert refreshed is not None
    assert said(refreshed, "issuer.trusted")[0] == "FAILED"


def test_the_same_again_is_no_newer_version(sim: IssuerSimulator, service: RefreshService) -> None:
    badge = service.attach(sim.issue())
    service.offer(badge)
    report = asked(sim, sim.sign(badge))
    assert report.verified
    assert said(report, CHECK) == ("PASSED", "refresh.unchanged")
    assert report.children == ()


def test_a_newer_version_is_not_refreshed_again(sim: IssuerSimulator, service: RefreshService) -> None:
    further = sim.refresh_service()
    old, new = versions(sim, service)
    service.offer(further.attach(new))
    further.offer({**new, "name": "Third"})
    report = asked(sim, sim.sign(old))
    assert report.refreshed is not None
    assert said(report.refreshed, CHECK) == ("NOT_APPLICABLE", "refresh.not_asked")
    assert report.refreshed.refreshed is None
    assert further.url not in sim.web.requests


def test_only_what_was_handed_over_is_refreshed(sim: IssuerSimulator, service: RefreshService) -> None:
    old, new = versions(sim, service)
    service.offer(new)
    asked(sim, sim.sign(sim.record([sim.sign(old)])))
    assert service.url not in sim.web.requests


@pytest.mark.parametrize("purpose", ["revocation", "suspension"])
def test_a_newer_version_that_was_taken_back_takes_the_older_one_back(
    sim: IssuerSimulator, service: RefreshService, purpose: str
) -> None:
    badge = service.attach(sim.issue(ANNA))
    kept = sim.status_list(purpose)
    service.offer(kept.attach({**badge, "validUntil": LATER}))
    signed = sim.sign(badge)
    assert asked(sim, signed).verified
    kept.revoke(badge["id"])
    assert judge(sim, signed).verified
    report = asked(sim, signed)
    assert report.verdict is Verdict.REJECTED
    assert said(report, CHECK) == ("FAILED", "refresh.withdrawn")


def test_what_is_not_authentic_takes_nothing_back(sim: IssuerSimulator, service: RefreshService) -> None:
    """A newer version that is no badge is not one that was taken back, whatever its list says."""
    badge = service.attach(sim.issue(ANNA))
    kept = sim.status_list()
    newer = kept.attach({**badge, "validUntil": LATER})
    achievement = newer["credentialSubject"]["achievement"]
    bare = {name: value for name, value in achievement.items() if name != "criteria"}
    newer["credentialSubject"] = {**newer["credentialSubject"], "achievement": bare}
    service.offer(newer)
    kept.revoke(badge["id"])
    report = asked(sim, sim.sign(badge))
    assert report.refreshed is not None
    assert said(report.refreshed, "status.current") == ("FAILED", "status.revoked")
    assert said(report, CHECK) == ("WARNING", "refresh.newer_not_verified")
    assert report.verified


def test_a_stranger_cannot_take_it_back(sim: IssuerSimulator, service: RefreshService) -> None:
    badge = service.attach(sim.issue(ANNA))
    kept = sim.status_list()
    service.offer(kept.attach({**badge, "validUntil": LATER}))
    kept.revoke(badge["id"])
    faults: tuple[Any, ...] = ("forged", "unsigned", "changed", "other_issuer")
    for fault in faults:
        service.make_wrong(fault)
        assert asked(sim, sim.sign(badge)).verified, fault


WHY = {
    "no_answer": "refresh.unreachable",
    "not_found": "refresh.unreachable",
    "web_page": "refresh.not_a_credential",
    "other_issuer": "refresh.other_issuer",
    "other_credential": "refresh.other_credential",
    "other_subject": "refresh.other_subject",
    "another_kind": "refresh.of_another_kind",
    "older": "refresh.older",
    "unsigned": "refresh.newer_not_verified",
    "changed": "refresh.newer_not_verified",
    "forged": "refresh.newer_not_verified",
    "expired": "refresh.newer_not_verified",
}


def test_every_fault_is_tried() -> None:
    assert WHY.keys() == REFRESH_FAULTS.keys()


@pytest.mark.parametrize("fault", WHY)
@pytest.mark.parametrize("ended", [False, True])
def test_what_is_wrong_with_an_answer_never_changes_the_verdict(
    sim: IssuerSimulator, service: RefreshService, fault: Any, ended: bool
) -> None:
    old, new = versions(sim, service)
    service.offer({**new, "name": "Master of everything"})
    badge = sim.sign(old if ended else {**old, "validUntil": "2029-01-01T00:00:00Z"})
    service.make_wrong(fault)
    report = asked(sim, badge)
    assert report.verdict is (Verdict.REJECTED if ended else Verdict.VERIFIED)
    assert said(report, CHECK) == ("WARNING", WHY[fault])
    if WHY[fault] == "refresh.newer_not_verified":
        assert report.refreshed is not None
        assert not report.refreshed.verified
    else:
        # Another badge is nobody's newer version of this one: not a word of it is shown.
        assert report.refreshed is None
        assert "Master of everything" not in report.to_json()


# About whom.


def test_hashes_with_other_salts_are_compared_with_the_candidate(
    sim: IssuerSimulator, service: RefreshService
) -> None:
    old, new = versions(sim, service, recipient="anna@example.org")
    again = sim.issue([_hashed("anna@example.org", "pepper")], id=old["id"])["credentialSubject"]
    service.offer(
        {**new, "credentialSubject": {**again, "achievement": old["credentialSubject"]["achievement"]}}
    )
    badge = sim.sign(old)
    assert said(asked(sim, badge), CHECK) == ("WARNING", "refresh.subject_unknown")
    report = asked(sim, badge, candidate={"email": "anna@example.org"})
    assert said(report, CHECK) == ("WARNING", "refresh.newer")
    assert (
        said(asked(sim, badge, candidate={"email": "ben@example.org"}), CHECK)[1] == "refresh.subject_unknown"
    )


def test_a_badge_without_an_id_has_no_newer_version(sim: IssuerSimulator, service: RefreshService) -> None:
    old, new = versions(sim, service)
    service.offer(new)
    nameless = {name: value for name, value in old.items() if name != "id"}
    report = asked(sim, sim.sign(nameless))
    assert said(report, CHECK) == ("WARNING", "refresh.other_credential")
    service.offer({name: value for name, value in new.items() if name != "id"})
    assert said(asked(sim, sim.sign(nameless)), CHECK) == ("WARNING", "refresh.other_credential")


@pytest.mark.parametrize(
    ("changes", "code", "params"),
    [
        ({"issuer": None}, "refresh.other_issuer", {"other": "nobody"}),
        ({"issuer": "did:web:x.example"}, "refresh.other_issuer", {"other": "did:web:x.example"}),
        ({"id": None}, "refresh.other_credential", {"other": "nothing"}),
        ({"id": "urn:x:1"}, "refresh.other_credential", {"other": "urn:x:1"}),
        ({"validFrom": None}, "refresh.older", {}),
        ({"validFrom": "2020-01-01T00:00:00Z"}, "refresh.older", {}),
    ],
)
def test_what_makes_an_answer_another_credential_is_said(
    sim: IssuerSimulator, service: RefreshService, changes: dict[str, Any], code: str, params: Any
) -> None:
    old, new = versions(sim, service)
    service.offer({name: value for name, value in (new | changes).items() if value is not None}, "EdDSA")
    found = result(asked(sim, sim.sign(old, "EdDSA")), CHECK)
    assert (found.outcome.value, found.code) == ("WARNING", code)
    assert found.reason.params == {"url": service.url, **params}


def test_a_version_without_a_start_is_followed_by_any(sim: IssuerSimulator, service: RefreshService) -> None:
    old, new = versions(sim, service, valid_from=None)
    for newer in (new, {**new, "validFrom": "2020-01-01T00:00:00Z"}):
        service.offer(newer, "EdDSA")
        found = result(asked(sim, sim.sign(old, "EdDSA")), CHECK)
        assert found.code in ("refresh.newer", "refresh.newer_not_verified")


def test_why_a_newer_version_is_not_verified_stands_beside(
    sim: IssuerSimulator, service: RefreshService
) -> None:
    old, new = versions(sim, service)
    service.offer({**new, "validUntil": old["validUntil"], "name": "Again"})
    found = result(asked(sim, sim.sign(old)), CHECK)
    assert found.code == "refresh.newer_not_verified"
    assert [one.code for one in found.findings] == ["validity.expired"]


@pytest.mark.parametrize("kind", ["endorsement", "credential", "record"])
def test_other_credentials_are_refreshed_as_well(
    sim: IssuerSimulator, service: RefreshService, kind: str
) -> None:
    made = {
        "endorsement": lambda: sim.endorse("https://college.example/badge"),
        "credential": lambda: sim.credential(),
        "record": lambda: sim.record([sim.sign(sim.issue(ANNA))], ANNA),
    }[kind]()
    badge = service.attach(made)
    service.offer({**badge, "validUntil": LATER})
    report = asked(sim, sim.sign(badge, "EdDSA"))
    assert said(report, CHECK) == ("WARNING", "refresh.newer")
    assert report.refreshed is not None
    assert report.refreshed.verified


def _hashed(email: str, salt: str) -> dict[str, Any]:
    return hashed_identity(email, salt=salt)


def test_one_badge_in_two_versions_counts_once_in_a_portfolio(
    sim: IssuerSimulator, service: RefreshService
) -> None:
    old, new = versions(sim, service)
    service.offer(new)
    portfolio = Portfolio([asked(sim, sim.sign(old))], candidate={"id": ANNA}, now=sim.now)
    assert [entry.standing.value for entry in portfolio.entries].count("current") == 1


def test_the_policy_takes_yes_or_no() -> None:
    with pytest.raises(ConfigurationError):
        Policy(refresh="yes")  # type: ignore[arg-type]
    assert Policy.hiring(refresh=True).refresh
    assert not Policy.hiring().refresh
    assert not Policy().refresh


def test_the_sentence_says_what_to_do(sim: IssuerSimulator, service: RefreshService) -> None:
    old, _ = versions(sim, service)
    assert "--refresh" in result(judge(sim, sim.sign(old)), CHECK).reason.hint
