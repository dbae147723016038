"""recipient.matches: by the candidate's own identifiers, or not at all."""

from __future__ import annotations

from typing import Any

import pytest
from tests.support.judging import judge, result, said

from badgekit import Policy, Verdict
from badgekit.testing import IssuerSimulator, hashed_identity, plain_identity

ANNA = {"email": ["other@x.org", "anna@example.org"]}


@pytest.fixture
def sim() -> IssuerSimulator:
    return IssuerSimulator("uni.example")


@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "EdDSA"])
@pytest.mark.parametrize("hashed", [True, False])
def test_one_of_several_addresses_is_enough(sim: IssuerSimulator, suite: str, hashed: bool) -> None:
    badge = sim.sign(sim.issue("anna@example.org", hashed=hashed), suite)
    found = result(judge(sim, badge, candidate=ANNA), "recipient.matches")
    assert (found.outcome.value, found.code) == ("PASSED", "recipient.matched")
    assert found.reason.params["by"] == ("emailAddress (sha256 hash)" if hashed else "emailAddress")
    other = judge(sim, badge, candidate={"email": "eve@evil.example"})
    assert other.verdict is Verdict.REJECTED
    assert said(other, "recipient.matches") == ("FAILED", "recipient.mismatch")


def test_nobody_asked(sim: IssuerSimulator) -> None:
    badge = sim.sign(sim.issue())
    assert said(judge(sim, badge), "recipient.matches") == ("NOT_APPLICABLE", "recipient.not_asked")
    hiring = judge(sim, badge, policy=Policy.hiring())
    assert hiring.verdict is Verdict.INCONCLUSIVE
    assert said(hiring, "recipient.matches") == ("INCONCLUSIVE", "recipient.no_candidate")


def test_by_id(sim: IssuerSimulator) -> None:
    badge = sim.sign(sim.issue("did:example:anna"))
    assert said(judge(sim, badge, candidate={"id": "did:example:anna"}), "recipient.matches")[0] == "PASSED"
    assert said(judge(sim, badge, candidate={"id": "did:example:eve"}), "recipient.matches")[0] == "FAILED"
    unknown = judge(sim, badge, candidate={"email": "anna@example.org"})
    assert said(unknown, "recipient.matches") == ("INCONCLUSIVE", "recipient.not_comparable")
    assert unknown.verdict is Verdict.INCONCLUSIVE


def test_a_mailto_id_is_an_address(sim: IssuerSimulator) -> None:
    badge = sim.sign(sim.issue("mailto:anna@example.org"))
    assert said(judge(sim, badge, candidate=ANNA), "recipient.matches")[0] == "PASSED"
    assert said(judge(sim, badge, candidate={"email": "eve@x.org"}), "recipient.matches")[0] == "FAILED"


def test_a_badge_of_the_bearer_is_nobodys(sim: IssuerSimulator) -> None:
    badge = sim.sign(sim.issue(None))
    assert said(judge(sim, badge), "structure.members") == ("WARNING", "structure.recipient_missing")
    report = judge(sim, badge, candidate=ANNA)
    assert report.verdict is Verdict.INCONCLUSIVE
    assert said(report, "recipient.matches") == ("INCONCLUSIVE", "recipient.none_named")
    plain = sim.sign(sim.credential({"name": "x"}))
    assert said(judge(sim, plain, candidate=ANNA), "recipient.matches") == (
        "INCONCLUSIVE",
        "recipient.none_named",
    )


@pytest.mark.parametrize(
    ("identity", "weakness"),
    [
        (hashed_identity("anna@example.org", algorithm="md5"), "recipient.weak_md5"),
        (hashed_identity("anna@example.org", salt=None), "recipient.weak_unsalted"),
        (plain_identity("Anna Ek", type="name"), "recipient.weak_name_only"),
    ],
)
def test_a_weak_match_says_why(sim: IssuerSimulator, identity: Any, weakness: str) -> None:
    report = judge(sim, sim.sign(sim.issue([identity])), candidate={**ANNA, "name": "Anna Ek"})
    found = report.check("recipient.matches")
    assert found is not None
    assert (found.outcome, found.code) == ("WARNING", "recipient.matched_weakly")
    assert weakness in [finding.code for finding in found.findings]


def test_the_strongest_match_counts(sim: IssuerSimulator) -> None:
    identities = [plain_identity("Anna Ek", type="name"), hashed_identity("anna@example.org")]
    report = judge(sim, sim.sign(sim.issue(identities)), candidate={**ANNA, "name": "Anna Ek"})
    assert said(report, "recipient.matches") == ("PASSED", "recipient.matched")


def test_hashed_must_say_what_it_is(sim: IssuerSimulator) -> None:
    identity = hashed_identity("anna@example.org")
    for lie in ("false", "true", 1, None):
        badge = sim.sign(sim.issue([{**identity, "hashed": lie}]), "EdDSA")
        assert judge(sim, badge, candidate=ANNA).verdict is Verdict.REJECTED
    plain = {**plain_identity("anna@example.org"), "hashed": True}
    report = judge(sim, sim.sign(sim.issue([plain])), candidate=ANNA)
    assert said(report, "recipient.matches") == ("FAILED", "recipient.hash_malformed")


def test_a_credential_about_two_people_is_nobodys(sim: IssuerSimulator) -> None:
    two = sim.credential({"id": "did:example:anna", "name": "Anna"})
    two["credentialSubject"] = [two["credentialSubject"], {"id": "did:example:eve", "name": "Eve"}]
    report = judge(sim, sim.sign(two), candidate={"id": "did:example:anna"})
    assert said(report, "recipient.matches") == ("FAILED", "recipient.several")
    assert judge(sim, sim.sign(two), candidate={"id": "did:example:eva"}).verdict is Verdict.REJECTED


def test_an_endorsement_is_nobodys_badge(sim: IssuerSimulator) -> None:
    endorsement = sim.sign(sim.endorse("https://x.org/badge"))
    assert judge(sim, endorsement).verified
    assert not judge(sim, endorsement, policy=Policy.hiring()).verified
    assert not judge(sim, endorsement, candidate=ANNA).verified
    assert not judge(sim, endorsement, candidate={"id": "did:example:anna"}).verified


def test_a_name_does_not_overrule_an_address_that_does_not_fit(sim: IssuerSimulator) -> None:
    identities = [hashed_identity("anna@example.org"), plain_identity("Anna Ek", type="name")]
    badge = sim.sign(sim.issue(identities))
    namesake = {"email": "another.anna@example.com", "name": "Anna Ek"}
    report = judge(sim, badge, candidate=namesake)
    assert report.verdict is Verdict.INCONCLUSIVE
    assert said(report, "recipient.matches") == ("INCONCLUSIVE", "recipient.namesake")


@pytest.mark.parametrize("local", [("12345", "sourcedId"), ("070 123 45 67", "ext:phone")])
def test_the_same_number_at_another_school_is_somebody_elses(
    sim: IssuerSimulator, local: tuple[str, str]
) -> None:
    """Ben is student 12345 of another university, and his badge names his address, too."""
    number, kind = local
    badge = sim.sign(sim.issue([hashed_identity("ben@example.org"), plain_identity(number, type=kind)]))
    anna = {"email": "anna@example.org", "student_id": number, "phone": number}
    report = judge(sim, badge, candidate=anna)
    assert said(report, "recipient.matches") == ("INCONCLUSIVE", "recipient.namesake")
    ben = {**anna, "email": "ben@example.org"}
    assert said(judge(sim, badge, candidate=ben), "recipient.matches") == ("PASSED", "recipient.matched")


def test_several_numbers_of_one_student_do_not_deny_each_other(sim: IssuerSimulator) -> None:
    numbers = [plain_identity("999", type="systemId"), plain_identity("12345", type="sourcedId")]
    report = judge(sim, sim.sign(sim.issue(numbers)), candidate={"student_id": "12345"})
    assert said(report, "recipient.matches") == ("WARNING", "recipient.matched_weakly")


def test_identifiers_of_different_kinds_say_nothing_about_each_other(sim: IssuerSimulator) -> None:
    badge = sim.sign(sim.issue([hashed_identity("12345", type="sourcedId")]))
    other = judge(sim, badge, candidate={"id": "did:example:anna"})
    assert said(other, "recipient.matches") == ("INCONCLUSIVE", "recipient.not_comparable")
    assert said(judge(sim, badge, candidate={"student_id": "12345"}), "recipient.matches")[0] == "WARNING"
    assert said(judge(sim, badge, candidate={"student_id": "54321"}), "recipient.matches")[0] == "FAILED"


@pytest.mark.parametrize(
    ("subject", "candidate"),
    [
        ("mailto:anna%2Btag@example.org", {"email": "anna+tag@example.org"}),
        ("tel:+43-1-234", {"phone": "+43 1 234"}),
    ],
)
def test_the_spelling_of_a_url_is_not_the_identifier(
    sim: IssuerSimulator, subject: str, candidate: Any
) -> None:
    assert (
        said(judge(sim, sim.sign(sim.issue(subject)), candidate=candidate), "recipient.matches")[0]
        == "PASSED"
    )


@pytest.mark.parametrize("ids", ["did:example:anna-other", None, ["did:example:anna"], ("",), (7,)])
def test_a_candidate_holds_tuples_of_texts(ids: Any) -> None:
    from badgekit import Candidate, ConfigurationError

    with pytest.raises(ConfigurationError):
        Candidate(ids=ids)


@pytest.mark.parametrize(
    "trusted", ["did:web:uni.example.org", ["did:web:x"], frozenset({None}), frozenset({""})]
)
def test_a_policy_holds_a_set_of_identifiers(trusted: Any) -> None:
    from badgekit import ConfigurationError

    with pytest.raises(ConfigurationError):
        Policy(trusted_issuers=trusted)


@pytest.mark.parametrize(
    ("identity", "candidate", "rule"),
    [
        (plain_identity("anna@EXAMPLE.org"), {"email": "anna@example.org"}, "RFC 5321"),
        (hashed_identity("anna@xn--mnchen-3ya.example"), {"email": "anna@m\u00fcnchen.example"}, "RFC 5890"),
        (hashed_identity("jose\u0301@x.org"), {"email": "jos\u00e9@x.org"}, "RFC 6532"),
        (plain_identity("+46 70-1234567", type="ext:phone"), {"phone": "+46701234567"}, "RFC 3966"),
        (plain_identity("https://x.org", type="ext:url"), {"url": "https://X.org/"}, "RFC 3986"),
        (plain_identity(" anna@example.org"), {"email": "anna@example.org"}, "white space"),
    ],
)
def test_another_spelling_of_the_same_passes_and_is_named(
    sim: IssuerSimulator, identity: Any, candidate: Any, rule: str
) -> None:
    report = judge(sim, sim.sign(sim.issue([identity])), candidate=candidate)
    found = report.check("recipient.matches")
    assert found is not None
    assert (found.outcome, found.code) == ("PASSED", "recipient.matched")
    (finding,) = found.findings
    assert finding.code == "recipient.spelled_otherwise"
    assert rule in finding.message


def test_a_telephone_number_without_country_is_weak(sim: IssuerSimulator) -> None:
    badge = sim.sign(sim.issue([plain_identity("0701234567", type="ext:phone")]))
    report = judge(sim, badge, candidate={"phone": "070-123 45 67"})
    assert said(report, "recipient.matches") == ("WARNING", "recipient.matched_weakly")
    assert said(judge(sim, badge, candidate={"phone": "+46701234567"}), "recipient.matches")[0] == "FAILED"


def test_a_url_of_the_candidate_is_compared_with_the_subject(sim: IssuerSimulator) -> None:
    badge = sim.sign(sim.issue("https://people.example/anna"))
    for given, outcome in (
        ("https://people.example/anna", "PASSED"),
        ("https://people.example/eve", "FAILED"),
    ):
        for key in ("url", "id"):
            assert said(judge(sim, badge, candidate={key: given}), "recipient.matches")[0] == outcome


def test_more_identifiers_than_anybody_has_are_not_compared(sim: IssuerSimulator) -> None:
    many = [plain_identity(f"{number}@x.org") for number in range(101)]
    report = judge(sim, sim.sign(sim.issue(many), "EdDSA"), candidate={"email": "100@x.org"})
    assert said(report, "recipient.matches") == ("INCONCLUSIVE", "recipient.too_many")
    report = judge(sim, sim.sign(sim.issue(many[1:]), "EdDSA"), candidate={"email": "100@x.org"})
    assert said(report, "recipient.matches")[0] == "PASSED"
