"""Learner records in hostile hands: what a signature over statements leaves open must not be believed."""

from __future__ import annotations

import random
from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest
from tests.support.judging import judge, result, said
from tests.support.mutations import mutated

from badgekit import Assertion, Report, Verdict, Verifier
from badgekit.errors import Problem
from badgekit.testing import IssuerSimulator, hashed_identity, plain_identity

ANNA = "did:example:anna"


@pytest.fixture
def sim() -> IssuerSimulator:
    return IssuerSimulator("uni.example")


@pytest.fixture
def college(sim: IssuerSimulator) -> IssuerSimulator:
    return sim.neighbour("college.example", seed=2)


def swapped(record: dict[str, Any]) -> dict[str, Any]:
    """Return a record with the achievements of its first two credentials exchanged."""
    record = deepcopy(record)
    one, two = (
        entry["credentialSubject"] for entry in record["credentialSubject"]["verifiableCredential"][:2]
    )
    one["achievement"], two["achievement"] = two["achievement"], one["achievement"]
    return record


def signature_holds(report: Report) -> bool:
    return said(report, "proof.integrity")[0] in ("PASSED", "WARNING")


def test_achievements_of_unsigned_badges_can_be_exchanged_and_are_not_believed(
    sim: IssuerSimulator, college: IssuerSimulator
) -> None:
    entries = [college.issue(ANNA, achievement="First Aid"), sim.issue(ANNA, achievement="Surgery")]
    report = judge(sim, swapped(sim.sign(sim.record(entries))))
    assert signature_holds(report), "otherwise this is no attack"
    assert report.verdict is Verdict.INCONCLUSIVE
    assert [child.assertion for child in report.children] == [None, None]


def test_achievements_of_signed_badges_that_were_exchanged_are_found(
    sim: IssuerSimulator, college: IssuerSimulator
) -> None:
    entries = [
        college.sign(college.issue(ANNA, achievement="First Aid")),
        sim.sign(sim.issue(ANNA, achievement="Surgery")),
    ]
    report = judge(sim, swapped(sim.sign(sim.record(entries))))
    assert signature_holds(report), "otherwise this is no attack"
    assert report.verdict is Verdict.REJECTED
    assert [said(child, "proof.integrity")[1] for child in report.children] == ["proof.invalid"] * 2


def test_comments_of_endorsements_that_were_exchanged_are_found(
    sim: IssuerSimulator, college: IssuerSimulator
) -> None:
    badge = sim.issue(ANNA)
    guild = sim.neighbour("guild.example", seed=4)
    made = [
        one.sign(one.endorse(badge["id"], comment)) for one, comment in ((college, "Best."), (guild, "Poor."))
    ]
    signed = sim.sign({**badge, "endorsement": made})
    one, two = (entry["credentialSubject"] for entry in signed["endorsement"])
    one["endorsementComment"], two["endorsementComment"] = "Poor.", "Best."
    report = judge(sim, signed)
    assert signature_holds(report), "otherwise this is no attack"
    assert [child.verdict for child in report.children] == [Verdict.REJECTED] * 2


def test_a_status_may_not_be_described_again_inside_a_credential(
    sim: IssuerSimulator, college: IssuerSimulator
) -> None:
    status = "https://uni.example/status/1"
    entry = college.sign(college.issue(ANNA, evidence=[{"id": status, "name": "Work"}]))
    record = sim.record([entry], extra={"credentialStatus": {"id": status, "type": "1EdTechRevocationList"}})
    record["@context"].append("https://purl.imsglobal.org/spec/ob/v3p0/extensions.json")
    report = judge(sim, sim.sign(record))
    assert said(report, "proof.coverage") == ("INCONCLUSIVE", "jsonld.node_described_twice")


def test_a_badge_that_also_calls_itself_a_record_hides_nothing(
    sim: IssuerSimulator, college: IssuerSimulator
) -> None:
    """Judged as a badge, what stands inside is not judged, so it must not be settled by itself either."""
    record = sim.record([college.sign(college.issue(ANNA))])
    assert said(judge(sim, sim.sign(record)), "proof.coverage") == ("PASSED", "proof.covers_tree")
    record["type"].append("OpenBadgeCredential")
    assert not judge(sim, sim.sign(record, "EdDSA")).verified
    report = judge(sim, sim.sign(record))
    assert said(report, "proof.coverage") == ("INCONCLUSIVE", "jsonld.node_described_twice")


def test_too_much_that_is_described_twice_is_not_looked_through(sim: IssuerSimulator) -> None:
    found = {}
    for count in (32, 33):
        ids = [f"urn:x:{index}" for index in range(count)]
        badge = sim.issue(
            ANNA,
            evidence=[{"id": one, "name": "Work"} for one in ids],
            achievement={"related": [{"id": one, "type": ["Related"], "version": "1"} for one in ids]},
        )
        found[count] = said(judge(sim, sim.sign(badge)), "proof.coverage")
    assert found == {
        32: ("WARNING", "jsonld.node_described_twice"),
        33: ("INCONCLUSIVE", "jsonld.too_many_described_twice"),
    }


def test_a_long_record_of_one_learner_is_not_too_much(sim: IssuerSimulator) -> None:
    entries = [sim.sign(sim.issue(ANNA, subject={"role": f"Role {index}"})) for index in range(40)]
    report = judge(sim, sim.sign(sim.record(entries)))
    assert report.verified, report.best_reason
    assert said(report, "proof.coverage")[0] == "PASSED"


def test_a_genuine_endorsement_of_another_badge_is_not_taken_over(
    sim: IssuerSimulator, college: IssuerSimulator
) -> None:
    famous, own = sim.issue(ANNA), sim.issue(ANNA)
    stolen = college.sign(college.endorse(famous["id"], "The best there is."))
    report = judge(sim, sim.sign({**own, "endorsement": [stolen]}))
    assert report.verified
    assert said(report.children[0], "endorsement.subject") == ("FAILED", "endorsement.about_other")


def test_a_record_in_hostile_hands_awards_nothing(sim: IssuerSimulator) -> None:
    """Whoever signs a record may put any unsigned badge of a university into it."""
    mallory = sim.neighbour("mallory.example", seed=9)
    for suite in ("eddsa-rdfc-2022", "EdDSA"):
        report = judge(sim, mallory.sign(mallory.record([sim.issue(ANNA)]), suite))
        assert report.verdict is Verdict.INCONCLUSIVE
        assert report.children[0].assertion is None


@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "EdDSA"])
def test_changed_records_never_break_a_check_and_award_nothing_new(
    sim: IssuerSimulator, college: IssuerSimulator, suite: str
) -> None:
    """Whatever an issuer writes into a record, or a thief into one that is signed, there is a report."""
    badge = college.issue(ANNA, achievement={"id": "urn:x:1"})
    badge["endorsement"] = [sim.sign(sim.endorse(badge["id"]))]
    other = college.issue(ANNA, achievement={"id": "urn:x:2"})
    record = sim.record([college.sign(badge, "EdDSA"), college.sign(other)], partial=True)
    record["endorsement"] = college.sign(college.endorse(record["id"]))
    signed = sim.sign(record) if suite != "EdDSA" else record
    rng = random.Random(20261123)
    verifier = Verifier(fetcher=sim)
    judged = 0
    for _ in range(150):
        document = mutated(signed, rng)
        try:
            given = document if suite != "EdDSA" else sim.sign(document, "EdDSA")
        except (Problem, TypeError, AttributeError, KeyError):
            continue  # no token can be made of that
        report = verifier.verify(given, now=sim.now)
        judged += 1
        for one in report.walk():
            assert "check.broken" not in [check.code for check in one.checks], document
            assert one.verified or one.assertion is None
        named = {
            one.assertion.achievement.id
            for one in report.walk()
            if isinstance(one.assertion, Assertion) and one.assertion.achievement is not None
        }
        assert named <= {"urn:x:1", "urn:x:2"}, document
    assert judged > 100


def record_with(sim: IssuerSimulator, inner: Any, **subject: Any) -> Any:
    return sim.sign(sim.record([inner], None, subject=subject))


def test_a_record_does_not_tie_a_strangers_badge_to_its_writer(
    sim: IssuerSimulator, college: IssuerSimulator
) -> None:
    """Mallory issues a record to Anna's DID and Mallory's address, with Anna's genuine badge in it."""
    annas, hers = sim.sign(sim.issue(ANNA)), [plain_identity("mallory@example.org")]
    report = judge(
        sim, record_with(college, annas, id=ANNA, identifier=hers), candidate={"email": "mallory@example.org"}
    )
    assert said(report, "recipient.matches")[0] == "PASSED"
    assert report.verdict is Verdict.INCONCLUSIVE
    assert said(report, "nested.same_person") == ("INCONCLUSIVE", "nested.person_unknown")
    own = college.sign(college.issue(ANNA))
    for inner, known in ((own, {}), (annas, {"id": ANNA})):
        candidate = {"email": "mallory@example.org", **known}
        report = judge(sim, record_with(college, inner, id=ANNA, identifier=hers), candidate=candidate)
        assert report.verified, report.best_reason


@pytest.mark.parametrize(
    ("identity", "expected"),
    [
        (plain_identity("12345", type="sourcedId"), "nested.person_unknown"),
        (hashed_identity("", salt="s"), "nested.person_unknown"),
        (hashed_identity("anna@example.org", salt="s"), "nested.same_person"),
    ],
)
def test_what_others_share_makes_no_one_person(
    sim: IssuerSimulator, college: IssuerSimulator, identity: Any, expected: str
) -> None:
    record = record_with(college, sim.sign(sim.issue([identity])), identifier=[identity])
    assert said(judge(sim, record), "nested.same_person")[1] == expected


def test_a_namesakes_badge_in_a_record_stays_a_namesakes(
    sim: IssuerSimulator, college: IssuerSimulator
) -> None:
    """The number of a school is somebody else's at another one, and the address beside it says so."""
    identities = [plain_identity("anna@example.org"), plain_identity("1001", type="sourcedId")]
    annas = sim.sign(sim.issue(identities))
    mallory = {"email": "mallory@example.org", "student_id": "1001"}
    assert said(judge(sim, annas, candidate=mallory), "recipient.matches")[1] == "recipient.namesake"
    record = record_with(college, annas, identifier=[plain_identity("mallory@example.org")])
    report = judge(sim, record, candidate=mallory)
    assert said(report, "recipient.matches")[0] == "PASSED"
    assert said(report, "nested.same_person") == ("INCONCLUSIVE", "nested.person_unknown")
    assert report.verdict is Verdict.INCONCLUSIVE
    likely = [plain_identity("mallory@example.org"), identities[1]]
    own = record_with(sim, annas, identifier=likely)
    assert said(judge(sim, own, candidate=mallory), "nested.same_person")[1] == "nested.same_person"


@pytest.mark.parametrize("levels", [1, 2])
def test_a_record_in_a_record_does_not_tie_a_strangers_badge_to_its_writer(
    sim: IssuerSimulator, college: IssuerSimulator, levels: int
) -> None:
    """The inner record says that Anna's address is Mallory's, the outer one only what Mallory's is."""
    anna, mallory = plain_identity("anna@example.org"), plain_identity("mallory@example.org")
    inside = sim.sign(sim.issue([anna]))
    for _ in range(levels):
        inside = record_with(college, inside, id=college.id, identifier=[anna])
    candidate = {"email": "mallory@example.org"}
    cases: tuple[Any, ...] = ({}, {"candidate": candidate})
    for known in cases:
        report = judge(sim, record_with(college, inside, id=college.id, identifier=[mallory]), **known)
        assert said(report, "nested.same_person") == ("INCONCLUSIVE", "nested.person_unknown")
        assert report.verdict is Verdict.INCONCLUSIVE
    # The college's own badge, and its own word on whose it is.
    own = record_with(college, college.sign(college.issue([anna])), id=college.id, identifier=[anna])
    report = judge(sim, record_with(college, own, id=college.id, identifier=[mallory]), candidate=candidate)
    assert report.verified, report.best_reason


def test_a_weak_match_inside_a_record_is_said(sim: IssuerSimulator, college: IssuerSimulator) -> None:
    number, address = plain_identity("1001", type="sourcedId"), plain_identity("anna@example.org")
    anna = {"email": "anna@example.org", "student_id": "1001"}
    record = record_with(college, sim.sign(sim.issue([number])), identifier=[address])
    report = judge(sim, record, candidate=anna)
    assert report.verified
    assert said(report, "nested.same_person") == ("WARNING", "nested.matched_weakly")
    # What would deny it can have been left out.
    held = sim.sign_sd_jwt(sim.issue([number, address]), disclosable=["$.credentialSubject.identifier[1]"])
    report = judge(sim, record_with(college, held.show(), identifier=[address]), candidate=anna)
    assert said(report, "nested.same_person") == ("INCONCLUSIVE", "nested.person_unknown")


@pytest.mark.parametrize("whole", [False, True])
def test_what_a_badge_need_not_show_is_said_of_whatever_holds_it(
    sim: IssuerSimulator, college: IssuerSimulator, whole: bool
) -> None:
    """Its end and a result "Failed" were left out: it is VERIFIED with a remark, as is what holds it."""
    wallet = sim.neighbour("wallet.example", seed=3, method="did:key")
    later = sim.now + timedelta(days=1)
    statuses = [{"id": "urn:x:status", "name": "Status", "resultType": "Status"}]
    failed = [{"resultDescription": "urn:x:status", "status": "Failed"}]
    badge = sim.issue(wallet.id, result_descriptions=statuses, results=failed, valid_until=later)
    held = sim.sign_sd_jwt(badge, disclosable=["$.validUntil", "$.credentialSubject.result"])
    token = sim.envelop(held.show_all() if whole else held.show())
    record = college.sign(college.record([token], wallet.id), "EdDSA")
    documents = (
        record,
        wallet.present([token], "EdDSA"),
        wallet.present([sim.envelop(record)], "EdDSA"),
        sim.response(token),
    )
    for document in documents:
        report = judge(sim, document)
        inside = report.check("nested.credentials")
        assert report.verified
        assert inside is not None
        assert (inside.outcome, inside.code) == ("PASSED" if whole else "WARNING", "nested.all_verified")
        (badge_report,) = (one for one in report.walk() if one.kind == "AchievementCredential")
        gaps = [one.message for one in result(badge_report, "disclosure.complete").findings]
        assert bool(gaps) is not whole
        assert [(one.code, one.params["gap"]) for one in inside.findings] == (
            [] if whole else [("nested.gaps", gaps[0])]
        )


def test_what_a_badge_need_not_show_is_said_where_the_record_around_it_is_vouched_for(
    sim: IssuerSimulator, college: IssuerSimulator
) -> None:
    """An unsigned record in a signed one must not swallow what was said of the badge inside."""
    held = sim.sign_sd_jwt(
        sim.issue(ANNA, valid_until=sim.now + timedelta(days=1)), disclosable=["$.validUntil"]
    )
    unsigned = college.record([held.show()])
    report = judge(sim, college.sign(college.record([unsigned]), "EdDSA"))
    assert report.verified, report.best_reason
    found = result(report, "nested.credentials")
    assert found.code == "nested.vouched_for"
    assert [one.code for one in found.findings] == ["nested.unsigned", "nested.gaps"]


def test_a_presentation_in_a_record_brings_no_badge_in(
    sim: IssuerSimulator, college: IssuerSimulator
) -> None:
    """A bearer's badge tells nobody whose it is; inside a presentation it would not even be asked."""
    wallet = sim.neighbour("wallet.example", seed=3, method="did:key")
    badge = sim.sign(sim.issue(None))
    bare = judge(sim, college.sign(college.record([badge], wallet.id), "EdDSA"))
    assert said(bare, "nested.same_person") == ("INCONCLUSIVE", "nested.person_unknown")
    presented = wallet.present([badge])
    assert judge(sim, presented).verified, "otherwise this is no attack"
    report = judge(sim, college.sign(college.record([presented], wallet.id), "EdDSA"))
    assert report.verdict is Verdict.INCONCLUSIVE
    assert said(report, "nested.credentials") == ("INCONCLUSIVE", "nested.not_verified")
    assert said(report.children[0], "input.readable") == ("INCONCLUSIVE", "nested.presentation")
