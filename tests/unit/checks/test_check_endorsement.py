"""endorsement.*: each is judged on its own, wherever it sits, and changes nothing of its carrier."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests.support.judging import judge, result, said

from badgekit import Limits, Report, Verdict, Verifier
from badgekit.testing import IssuerSimulator, tamper

ANNA = "did:example:anna"


@pytest.fixture
def sim() -> IssuerSimulator:
    return IssuerSimulator("uni.example")


@pytest.fixture
def guild(sim: IssuerSimulator) -> IssuerSimulator:
    return sim.neighbour("guild.example", seed=3, name="Guild")


def carried(sim: IssuerSimulator, endorsement: Any, badge: dict[str, Any] | None = None) -> Report:
    """Judge a badge that carries `endorsement`; its own verdict never depends on that."""
    badge = badge or sim.issue(ANNA)
    report = judge(sim, sim.sign({**badge, "endorsement": [endorsement]}, "EdDSA"))
    assert report.verified, report.best_reason
    (child,) = report.children
    assert child.input.location == "$.endorsement[0]"
    assert not result(report, "endorsement.evaluated").required
    assert child.verified or said(report, "endorsement.evaluated") == (
        "WARNING",
        "endorsement.not_all_verified",
    )
    return child


@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "EdDSA"])
@pytest.mark.parametrize("vcdm", ["2.0", "1.1"])
def test_a_good_endorsement_is_verified(
    sim: IssuerSimulator, guild: IssuerSimulator, suite: str, vcdm: Any
) -> None:
    badge = sim.issue(ANNA, vcdm=vcdm)
    made = guild.sign(guild.endorse(badge["id"], "Excellent.", vcdm=vcdm), suite)
    member = "endorsementJwt" if suite == "EdDSA" else "endorsement"
    report = judge(sim, sim.sign({**badge, member: [made]}, "EdDSA"))
    assert report.verified, report.best_reason
    assert said(report, "endorsement.evaluated") == ("PASSED", "endorsement.all_verified")
    (child,) = report.children
    assert child.verified, child.best_reason
    assert (child.kind, child.input.location) == ("EndorsementCredential", f"$.{member}[0]")
    assert said(child, "endorsement.subject") == ("PASSED", "endorsement.about_carrier")
    assert said(child, "endorsement.independent") == ("PASSED", "endorsement.by_another")
    assert child.issuer is not None
    assert child.issuer.id == guild.id


def test_without_endorsements_there_is_nothing_to_say(sim: IssuerSimulator) -> None:
    report = judge(sim, sim.sign(sim.issue(ANNA)))
    assert said(report, "endorsement.evaluated") == ("NOT_APPLICABLE", "endorsement.none")
    assert report.children == ()


def test_an_endorsement_by_itself_endorses_what_it_says(sim: IssuerSimulator, guild: IssuerSimulator) -> None:
    report = judge(sim, guild.sign(guild.endorse("urn:x:1")))
    assert report.verified
    found = result(report, "endorsement.subject")
    assert (found.outcome.value, found.code) == ("NOT_APPLICABLE", "endorsement.stands_alone")
    assert found.reason.params == {"subject": "urn:x:1"}
    assert said(report, "endorsement.independent") == ("NOT_APPLICABLE", "endorsement.stands_alone")


@pytest.mark.parametrize("subject", [None, {"type": ["EndorsementSubject"], "endorsementComment": "Good."}])
def test_an_endorsement_of_nothing_endorses_no_carrier(
    sim: IssuerSimulator, guild: IssuerSimulator, subject: Any
) -> None:
    made = guild.endorse("urn:x:1") | {"credentialSubject": subject}
    made = {name: value for name, value in made.items() if value is not None}
    alone = judge(sim, guild.sign(made, "eddsa-jcs-2022"))
    assert result(alone, "endorsement.subject").reason.params == {"subject": ""}
    badge = {**sim.issue(ANNA), "endorsement": [guild.sign(made, "eddsa-jcs-2022")]}
    (child,) = judge(sim, sim.sign(badge, "EdDSA")).children
    found = result(child, "endorsement.subject")
    assert (found.outcome.value, found.code) == ("FAILED", "endorsement.about_other")
    assert found.reason.params["subject"] == ""


def test_a_badge_of_nobody_may_be_endorsed(sim: IssuerSimulator, guild: IssuerSimulator) -> None:
    for issuer in ({"type": ["Profile"], "name": "Somebody"}, None):
        badge = {name: value for name, value in (sim.issue(ANNA) | {"issuer": issuer}).items() if value}
        signed = sim.sign(
            {**badge, "endorsement": [guild.sign(guild.endorse(badge["id"]))]}, "eddsa-jcs-2022"
        )
        report = judge(sim, signed)
        assert report.verdict is Verdict.REJECTED
        assert said(report, "issuer.bound") == ("FAILED", "issuer.missing")
        assert said(report, "endorsement.evaluated") == ("PASSED", "endorsement.all_verified")


def test_every_place_that_may_carry_one(sim: IssuerSimulator, guild: IssuerSimulator) -> None:
    def by(target: str) -> list[Any]:
        return [guild.sign(guild.endorse(target))]

    def profile(name: str, **more: Any) -> dict[str, Any]:
        there = f"https://{name}.example/"
        return {"id": there, "type": ["Profile"], "endorsement": by(there), **more}

    badge = sim.issue(
        ANNA,
        id="urn:uuid:00000000-0000-4000-8000-000000000001",
        achievement={
            "id": "urn:x:achievement",
            "endorsement": by("urn:x:achievement"),
            "creator": profile("creator", parentOrg=profile("parent")),
        },
        subject={"source": profile("source")},
        profile={"endorsementJwt": [guild.sign(guild.endorse(sim.id), "EdDSA")]},
    )
    report = judge(sim, sim.sign({**badge, "endorsement": by(badge["id"])}, "EdDSA"))
    assert said(report, "endorsement.evaluated") == ("PASSED", "endorsement.all_verified")
    assert [child.input.location for child in report.children] == [
        "$.endorsement[0]",
        "$.credentialSubject.achievement.endorsement[0]",
        "$.issuer.endorsementJwt[0]",
        "$.credentialSubject.achievement.creator.endorsement[0]",
        "$.credentialSubject.achievement.creator.parentOrg.endorsement[0]",
        "$.credentialSubject.source.endorsement[0]",
    ]


def test_records_and_what_they_expect_carry_some_too(sim: IssuerSimulator, guild: IssuerSimulator) -> None:
    expected = {"id": "urn:x:expected", "endorsement": [guild.sign(guild.endorse("urn:x:expected"))]}
    record = sim.record([sim.sign(sim.issue(ANNA))], achievements=[expected])
    record["endorsement"] = guild.sign(guild.endorse(record["id"]))
    report = judge(sim, sim.sign(record, "EdDSA"))
    assert report.verified, report.best_reason
    assert [(child.input.container, child.input.location, child.verified) for child in report.children] == [
        ("credential", "$.credentialSubject.verifiableCredential[0]", True),
        ("endorsement", "$.endorsement", True),
        ("endorsement", "$.credentialSubject.achievement[0].endorsement[0]", True),
    ]


@pytest.mark.parametrize("missing", ["subject", "achievement", "subject of a record"])
def test_what_is_missing_carries_none_and_hides_none(
    sim: IssuerSimulator, guild: IssuerSimulator, missing: str
) -> None:
    made = sim.record([sim.sign(sim.issue(ANNA))]) if missing.endswith("record") else sim.issue(ANNA)
    if missing == "achievement":
        del made["credentialSubject"]["achievement"]
    else:
        del made["credentialSubject"]
    made["endorsement"] = [guild.sign(guild.endorse(made["id"]))]
    report = judge(sim, sim.sign(made, "eddsa-jcs-2022"))
    assert report.verdict is Verdict.REJECTED
    assert said(report, "endorsement.evaluated") == ("PASSED", "endorsement.all_verified")


def test_what_cannot_be_read_as_an_endorsement_is_none(sim: IssuerSimulator) -> None:
    """That it is not one, the check of the members says."""
    report = judge(sim, sim.sign({**sim.issue(ANNA), "endorsement": ["text"]}, "EdDSA"))
    assert said(report, "structure.members") == ("FAILED", "structure.wrong_type")
    assert said(report, "endorsement.evaluated") == ("NOT_APPLICABLE", "endorsement.none")
    assert report.children == ()


# What does not count.


def test_an_endorsement_of_something_else(sim: IssuerSimulator, guild: IssuerSimulator) -> None:
    child = carried(sim, guild.sign(guild.endorse("urn:uuid:00000000-0000-4000-8000-0000000000ff")))
    assert child.verdict is Verdict.REJECTED
    assert said(child, "endorsement.subject") == ("FAILED", "endorsement.about_other")


def test_nothing_without_an_id_can_be_endorsed(sim: IssuerSimulator, guild: IssuerSimulator) -> None:
    badge = sim.issue(ANNA)
    creator = {"type": ["Profile"], "endorsement": [guild.sign(guild.endorse("urn:x:1"))]}
    badge["credentialSubject"]["achievement"]["creator"] = creator
    (child,) = judge(sim, sim.sign(badge, "EdDSA")).children
    assert said(child, "endorsement.subject") == ("FAILED", "endorsement.about_other")


def test_ones_own_word_is_no_endorsement(sim: IssuerSimulator) -> None:
    badge = sim.issue(ANNA)
    named = sim.endorse(badge["id"], profile={"name": "Independent Board"})
    child = carried(sim, sim.sign(named), badge)
    assert said(child, "endorsement.independent") == ("FAILED", "endorsement.self")


def test_a_profile_does_not_endorse_itself(sim: IssuerSimulator, guild: IssuerSimulator) -> None:
    creator = {"id": guild.id, "type": ["Profile"], "endorsement": [guild.sign(guild.endorse(guild.id))]}
    badge = sim.issue(ANNA, achievement={"creator": creator})
    (child,) = judge(sim, sim.sign(badge, "EdDSA")).children
    assert said(child, "endorsement.independent") == ("FAILED", "endorsement.self")


def test_who_endorses_must_be_proved_first(sim: IssuerSimulator, guild: IssuerSimulator) -> None:
    badge = sim.issue(ANNA)
    unheard = guild.endorse(badge["id"], profile={"id": "did:web:unheard.example"})
    child = carried(sim, guild.sign(unheard, method="did:web:unheard.example#key-1"), badge)
    assert child.verdict is Verdict.INCONCLUSIVE
    assert said(child, "endorsement.independent") == ("INCONCLUSIVE", "proof.nothing_verified")


@pytest.mark.parametrize("fault", ["unsigned", "changed", "expired", "forged"])
def test_a_bad_endorsement_is_marked_and_the_badge_stands(
    sim: IssuerSimulator, guild: IssuerSimulator, fault: str
) -> None:
    badge = sim.issue(ANNA)
    plain = guild.endorse(badge["id"])
    code, made = {
        "unsigned": ("proof.missing", plain),
        "changed": (
            "proof.invalid",
            tamper(guild.sign(plain), "$.credentialSubject.endorsementComment", "Best"),
        ),
        "expired": (
            "validity.expired",
            guild.sign(guild.endorse(badge["id"], valid_until=guild.now - timedelta(days=1))),
        ),
        "forged": ("proof.invalid", guild.sign(plain, signer=sim)),
    }[fault]
    child = carried(sim, made, badge)
    assert (child.verdict, child.assertion) == (Verdict.REJECTED, None)
    assert child.decisive is not None
    assert child.decisive.code == code


def test_a_badge_in_the_place_of_an_endorsement(sim: IssuerSimulator, guild: IssuerSimulator) -> None:
    badge = sim.issue(ANNA)
    token = guild.sign(guild.issue(badge["id"]), "EdDSA")
    report = judge(sim, sim.sign({**badge, "endorsementJwt": [token]}, "EdDSA"))
    assert report.verified
    assert said(report.children[0], "input.readable") == ("FAILED", "endorsement.of_another_kind")


def test_a_token_that_is_none(sim: IssuerSimulator) -> None:
    report = judge(sim, sim.sign({**sim.issue(ANNA), "endorsementJwt": ["e30.e30.e30"]}, "EdDSA"))
    assert report.verified
    assert report.children[0].verdict is Verdict.REJECTED


# How much.


def test_endorsements_of_endorsers_end_somewhere(sim: IssuerSimulator) -> None:
    badge = sim.issue(ANNA)
    hosts = [sim.neighbour(f"g{index}.example", seed=10 + index) for index in range(7)]
    below: Any = None
    for index, host in reversed(list(enumerate(hosts))):
        target = badge["id"] if index == 0 else hosts[index - 1].id
        made = host.endorse(target, profile={"endorsementJwt": [below]} if below else {})
        below = host.sign(made, "EdDSA")
    report = judge(sim, sim.sign({**badge, "endorsementJwt": [below]}, "EdDSA"))
    assert report.verified, report.best_reason
    walk = list(report.walk())[1:]
    assert [one.verified for one in walk] == [True] * 4 + [False]
    assert said(walk[-1], "input.readable") == ("INCONCLUSIVE", "nested.too_deep")


def test_more_than_a_few_are_counted_and_not_judged(sim: IssuerSimulator, guild: IssuerSimulator) -> None:
    badge = sim.issue(ANNA)
    made = [guild.sign(guild.endorse(badge["id"], f"Reason {index}.")) for index in range(3)]
    verifier = Verifier(fetcher=sim, limits=Limits(endorsements=2))
    report = verifier.verify(sim.sign({**badge, "endorsement": made}, "EdDSA"), now=sim.now)
    assert report.verified
    assert len(report.children) == 2
    evaluated = report.check("endorsement.evaluated")
    assert evaluated is not None
    assert [(one.code, one.params) for one in evaluated.findings] == [("endorsement.too_many", {"count": 1})]
    assert evaluated.reason.params == {"good": 2, "count": 3}
    enough = verifier.verify(sim.sign({**badge, "endorsement": made[:2]}, "EdDSA"), now=sim.now)
    assert said(enough, "endorsement.evaluated") == ("PASSED", "endorsement.all_verified")


def test_a_caller_who_is_not_the_endorsements_business(sim: IssuerSimulator, guild: IssuerSimulator) -> None:
    badge = sim.issue("anna@example.org")
    signed = sim.sign({**badge, "endorsement": [guild.sign(guild.endorse(badge["id"]))]})
    report = judge(sim, signed, candidate={"email": "anna@example.org"})
    assert report.verified
    assert report.children[0].verified
