"""Reports of badges that were really issued and verified, of several generations, in one portfolio."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from badgekit import LearnerRecord, PathwayRequirement, Policy, Portfolio, Report, Verifier
from badgekit.testing import IssuerSimulator

ANNA = "anna@example.org"


@pytest.fixture
def sim() -> IssuerSimulator:
    return IssuerSimulator("uni.example")


def verified(sim: IssuerSimulator, badge: object, **options: object) -> Report:
    return Verifier(fetcher=sim).verify(badge, now=sim.now, **options)  # type: ignore[arg-type]


def test_badges_of_all_generations_stack(sim: IssuerSimulator) -> None:
    new = verified(
        sim, sim.sign(sim.issue(ANNA, achievement={"id": "https://uni.example/new", "name": "New"}))
    )
    old = sim.older.issue(ANNA)
    hosted = verified(sim, old.given)
    assert hosted.verified
    assert hosted.stated is hosted.assertion is not None
    portfolio = Portfolio([new, hosted], candidate={"email": ANNA})
    assert [entry.standing.value for entry in portfolio.entries] == ["current", "current"]
    assert {entry.issuer for entry in portfolio.entries} == set(portfolio.issuers)
    wanted = {
        "schema": "urn:badgekit:schema:pathway:1",
        "name": "both",
        "issuers": list(portfolio.issuers),
        "steps": [{"id": entry.name, "achievement": entry.achievement} for entry in portfolio.entries],
    }
    assert portfolio.progress(wanted).met
    assert not Portfolio([new], candidate={"email": ANNA}).progress(wanted).met


def test_what_was_demonstrably_said_survives_what_happened_afterwards(sim: IssuerSimulator) -> None:
    expired = verified(sim, sim.sign(sim.issue(ANNA, valid_until=sim.now - timedelta(days=1))))
    foreign = verified(sim, sim.sign(sim.issue(ANNA)), candidate={"email": "eve@x.org"})
    revoked = verified(sim, sim.older.issue(ANNA, fault="revoked").given)
    for report in (expired, foreign, revoked):
        assert report.verdict == "REJECTED"
        assert report.assertion is None
        assert report.stated is not None
        assert "stated" not in report.to_dict()


@pytest.mark.parametrize("forger", ["other key", "changed"])
def test_nothing_is_said_where_the_signature_does_not_hold(sim: IssuerSimulator, forger: str) -> None:
    if forger == "changed":
        badge = sim.sign(sim.issue(ANNA))
        badge["credentialSubject"]["achievement"]["name"] = "Doctor"
    else:
        badge = sim.sign(sim.issue(ANNA), signer=IssuerSimulator("evil.example", seed=7))
    report = verified(sim, badge)
    assert report.verdict == "REJECTED"
    assert report.stated is None
    (entry,) = Portfolio([report]).entries
    assert (entry.standing.value, entry.badge, entry.name, entry.issuer) == ("refused", None, "", "")


def test_a_response_is_looked_into(sim: IssuerSimulator) -> None:
    report = verified(sim, sim.response(sim.sign(sim.issue(ANNA)), sim.sign(sim.issue(ANNA), "RS256")))
    portfolio = Portfolio([report])
    assert len(portfolio.current) == 2
    assert portfolio.same_person.outcome == "PASSED"


def record_of(sim: IssuerSimulator, *badges: dict[str, Any], suite: str = "EdDSA") -> Report:
    expected = [{"id": "urn:x:c", "name": "C"}, {"id": "urn:x:whole", "name": "Whole"}]
    ties = [("urn:x:a", "isPartOf", "urn:x:whole"), ("urn:x:c", "isPartOf", "urn:x:whole")]
    record = sim.record(list(badges), achievements=expected, associations=ties, recipient=ANNA)
    return verified(sim, sim.sign(record, suite))


def test_a_learner_record_brings_its_badges_and_its_requirement(sim: IssuerSimulator) -> None:
    report = record_of(sim, sim.sign(sim.issue(ANNA, achievement={"id": "urn:x:a", "name": "A"})))
    wanted = PathwayRequirement.from_record(LearnerRecord.of(report), issuers=[sim.id], goal="urn:x:whole")
    assert wanted.name == "Whole"
    progress = Portfolio([report], candidate={"email": ANNA}).progress(wanted)
    assert {result.step.name: result.outcome.value for result in progress.results} == {
        "A": "met",
        "C": "missing",
        "Whole": "missing",
    }
    rest = verified(sim, sim.sign(sim.issue(ANNA, achievement={"id": "urn:x:c", "name": "C"})))
    assert Portfolio([report, rest], candidate={"email": ANNA}).progress(wanted).met


def test_what_a_record_only_vouches_for_does_not_count_and_is_not_called_missing(
    sim: IssuerSimulator,
) -> None:
    report = record_of(sim, sim.issue(ANNA, achievement={"id": "urn:x:a", "name": "A"}))
    (entry,) = Portfolio([report], candidate={"email": ANNA}).entries
    assert not entry.counts
    wanted = PathwayRequirement.from_graph(["urn:x:a"], [], issuers=[sim.id])
    assert Portfolio([report], candidate={"email": ANNA}).progress(wanted).outcome == "open"


@pytest.mark.parametrize("end", ["token", "proof"])
def test_a_badge_ends_with_its_token_or_proof(sim: IssuerSimulator, end: str) -> None:
    """Both have ends of their own, which stand nowhere in the badge."""
    moment = sim.now + timedelta(days=5)
    badge = sim.issue(ANNA, valid_until=sim.now + timedelta(days=30))
    signed = (
        sim.sign(badge, "EdDSA", claims={"exp": int(moment.timestamp())})
        if end == "token"
        else sim.sign(badge, expires=moment)
    )
    report = verified(sim, signed)
    assert report.verified
    for days, expected in ((4, "current"), (6, "refused")):
        portfolio = Portfolio([report], now=sim.now + timedelta(days=days))
        assert portfolio.entries[0].standing == expected


def one_step() -> PathwayRequirement:
    return PathwayRequirement.from_graph({"urn:x:1": "A"}, [], issuers=["did:web:uni.example"])


def test_badges_in_what_could_not_be_opened_may_be_those_that_are_missing(sim: IssuerSimulator) -> None:
    """A record with too many credentials for one look is no record without credentials."""
    wanted = sim.sign(sim.issue(ANNA, achievement={"id": "urn:x:1"}), "EdDSA")
    entries = [wanted] + [sim.issue(ANNA)] * 100
    for holder in (sim.sign(sim.record(entries, ANNA), "EdDSA"), sim.response(*entries)):
        report = verified(sim, holder)
        assert report.verdict == "INCONCLUSIVE"
        found = Portfolio([report], candidate={"email": ANNA}).progress(one_step())
        assert (found.outcome, found.unexplained) == ("open", 1)


def test_what_holds_no_badge_leaves_nothing_open(sim: IssuerSimulator) -> None:
    # A token that is longer than any header is.
    strange = f"{'A' * 100_000}.e30.AAAA"
    endorsed = verified(sim, sim.sign({**sim.issue(ANNA), "endorsementJwt": [strange]}, "EdDSA"))
    empty = verified(sim, sim.resume([]))
    assert endorsed.verified
    assert (endorsed.children[0].kind, endorsed.children[0].verdict) == ("", "INCONCLUSIVE")
    found = Portfolio([endorsed, empty], candidate={"email": ANNA}).progress(one_step())
    assert (found.outcome, found.unexplained) == ("missing", 0)


NUMBER: dict[str, Any] = {
    "type": "IdentityObject",
    "hashed": False,
    "identityHash": "123",
    "identityType": "sourcedId",
}
BOB: dict[str, Any] = {**NUMBER, "identityHash": "bob@example.org", "identityType": "emailAddress"}


@pytest.mark.parametrize("suite", ["SD-JWT", "ecdsa-sd-2023"])
def test_an_address_that_is_not_shown_makes_no_badge_the_candidates(sim: IssuerSimulator, suite: str) -> None:
    """The number of a school fits; the address beside it, somebody else's, was left out."""
    badge = sim.issue([NUMBER, BOB])
    shown: dict[str, Any]
    if suite == "SD-JWT":
        held = sim.sign_sd_jwt(badge, disclosable=["$.credentialSubject.identifier[1]"])
        shown = {"all": held.show_all(), "part": held.show()}
    else:
        base = sim.sign(badge, "ecdsa-sd-2023", mandatory=["/issuer", "/validFrom"])
        part = ("/credentialSubject/achievement", "/credentialSubject/identifier/0")
        shown = {"all": sim.derive(base), "part": sim.derive(base, *part)}
    candidate = {"student_id": "123", "email": ANNA}
    found = {}
    for name, given in shown.items():
        report = verified(sim, given)
        assert report.verified
        portfolio = Portfolio([report], candidate=candidate)
        assert portfolio.same_person.outcome == "INCONCLUSIVE"
        found[name] = [(entry.standing.value, entry.reason.code) for entry in portfolio.entries]
    assert found == {
        "all": [("unowned", "portfolio.namesake")],
        "part": [("unowned", "portfolio.shown_in_part")],
    }


def test_a_number_counts_weakly_where_nothing_can_have_been_left_out(sim: IssuerSimulator) -> None:
    badge = sim.issue([NUMBER])
    held = sim.sign_sd_jwt(badge, disclosable=["$.credentialSubject.identifier[0]"])
    for given in (sim.sign(badge), held.show_all()):
        (entry,) = Portfolio([verified(sim, given)], candidate={"student_id": "123"}).entries
        assert (entry.standing.value, entry.reason.code) == ("current", "portfolio.weak_match")


def test_what_decides_and_may_have_been_left_out_is_said(sim: IssuerSimulator) -> None:
    """Whether it was completed: the result that says "Failed" was not shown."""
    statuses = [{"id": "urn:x:status", "name": "Status", "resultType": "Status"}]
    failed = [{"resultDescription": "urn:x:status", "status": "Failed"}]
    badge = sim.issue(ANNA, result_descriptions=statuses, results=failed)
    held = sim.sign_sd_jwt(badge, disclosable=["$.credentialSubject.result"])
    codes = {}
    for name, given in {"all": held.show_all(), "part": held.show()}.items():
        (entry,) = Portfolio([verified(sim, given)], candidate={"email": ANNA}).entries
        codes[name] = (entry.standing.value, entry.reason.code)
    assert codes["all"] == ("notAwarded", "portfolio.not_awarded")
    assert codes["part"] == ("current", "portfolio.gaps")
    (strict,) = Portfolio(
        [
            Verifier(fetcher=sim, policy=Policy.hiring()).verify(
                held.show(), now=sim.now, candidate={"email": ANNA}
            )
        ]
    ).entries
    assert strict.standing.value == "open"
    # A description can be left out without a doubt about what counts.
    achievement = {"description": "Collects data.", "tag": ["data"]}
    other = sim.sign_sd_jwt(
        sim.issue(ANNA, achievement=achievement), disclosable=["$.credentialSubject.achievement.tag"]
    )
    (entry,) = Portfolio([verified(sim, other.show())]).entries
    assert entry.reason.code == "portfolio.current"


def test_an_issuer_may_say_of_what_is_shown_in_part_whose_it_is(sim: IssuerSimulator) -> None:
    subject = "did:example:anna"
    held = sim.sign_sd_jwt(
        sim.issue([NUMBER, BOB | {"identityHash": ANNA}], subject_id=subject),
        disclosable=["$.credentialSubject.identifier[1]"],
    )
    whole = sim.sign(sim.issue(ANNA, subject_id=subject))
    reports = [verified(sim, given) for given in (held.show(), whole)]
    entries = Portfolio(reports, candidate={"student_id": "123", "email": ANNA}).entries
    assert [entry.reason.code for entry in entries] == ["portfolio.linked", "portfolio.current"]
