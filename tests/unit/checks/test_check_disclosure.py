"""disclosure.complete: what may have been left out, and who may not profit by it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from tests.support.judging import judge, said

from badgekit import CheckResult, Policy, models
from badgekit.checks.base import Context
from badgekit.checks.disclosure import complete
from badgekit.documents import identify
from badgekit.errors import LimitExceeded, Malformed, Problem
from badgekit.findings import Finding, Outcome
from badgekit.keys.resolved import ResolvedKey
from badgekit.keys.resolver import KeyResolver
from badgekit.limits import Limits
from badgekit.net import MappingFetcher, Response
from badgekit.policy import MANDATORY, Mandatory
from badgekit.proofs.data_integrity import ProofAssessment
from badgekit.proofs.disclosure import Disclosure
from badgekit.schemas import SchemaSet
from badgekit.testing import IssuerSimulator, plain_identity

STATUS = {"id": "https://uni.example/list#1", "type": "BitstringStatusListEntry"}
RESULT = {"type": ["Result"], "status": "Completed"}
UNTIL = "2030-01-01T00:00:00Z"
EVERYTHING: dict[str, Any] = {"validUntil": UNTIL, "credentialStatus": STATUS}


@pytest.fixture
def sim() -> IssuerSimulator:
    return IssuerSimulator("uni.example")


def nobody(url: str, accept: str) -> Response:
    return MappingFetcher({}).get(url, accept=accept)


def key(sim: IssuerSimulator) -> ResolvedKey:
    return KeyResolver(nobody, limits=Limits()).resolve(
        f"{sim.key().signing.did_key()}#{sim.key().signing.multibase()}", "assertionMethod"
    )


def proof(
    sim: IssuerSimulator, shown: Disclosure | None, *, own: bool = True, wrong: Problem | None = None
) -> ProofAssessment:
    found = key(sim)
    controller = sim.id if own else found.controller
    resolved = ResolvedKey(found.method_id, controller, found.key, "did:key")
    return ProofAssessment(path="$.proof", disclosure=shown, key=resolved, integrity=wrong)


def examine(
    sim: IssuerSimulator,
    badge: dict[str, Any],
    *proofs: ProofAssessment,
    demanded: frozenset[Mandatory] = frozenset(),
    in_part: bool = True,
    schema: CheckResult | None = None,
) -> CheckResult:
    document = identify(badge)
    context = Context(
        now=sim.now,
        document=document,
        read=models.read(document.value, document.shape, in_part=in_part),
        policy=Policy(require_mandatory=demanded),
        limits=Limits(),
        engine=sim.engine,
        schemas=SchemaSet(),
        resolver=KeyResolver(nobody, limits=Limits()),
        proofs=proofs,
        results={} if schema is None else {schema.id: schema},
    )
    return complete.evaluate(context)


def badge_of(sim: IssuerSimulator, results: Any = None, **members: Any) -> dict[str, Any]:
    badge = {**sim.issue(), **members}
    if results is not None:
        badge["credentialSubject"]["result"] = results
    return badge


def codes(result: CheckResult) -> list[str]:
    return [result.code, *(finding.code for finding in result.findings)]


def test_a_proof_of_all_or_nothing_hides_nothing(sim: IssuerSimulator) -> None:
    report = judge(sim, sim.sign(sim.issue()), policy=Policy.standard(require_mandatory=MANDATORY))
    assert said(report, "disclosure.complete") == ("NOT_APPLICABLE", "disclosure.all_or_nothing")
    assert report.verified
    token = judge(sim, sim.sign(sim.issue(), "EdDSA"))
    assert said(token, "disclosure.complete") == ("NOT_APPLICABLE", "disclosure.all_or_nothing")


def test_without_a_good_proof_nothing_is_known(sim: IssuerSimulator) -> None:
    bad = proof(sim, Disclosure("ecdsa-sd-2023"), wrong=Malformed("proof.invalid"))
    found = examine(sim, badge_of(sim), bad)
    assert (found.outcome, found.code) == (Outcome.INCONCLUSIVE, "proof.nothing_verified")


def test_what_is_not_signed_is_derived_from_nothing(sim: IssuerSimulator) -> None:
    assert said(judge(sim, sim.issue()), "disclosure.complete") == ("NOT_RUN", "check.not_run")
    unsigned = examine(sim, badge_of(sim), demanded=MANDATORY)
    assert (unsigned.outcome, unsigned.code) == (Outcome.NOT_APPLICABLE, "disclosure.unsigned")


def test_a_derived_proof_is_said_with_all_that_may_be_hidden(sim: IssuerSimulator) -> None:
    found = examine(sim, badge_of(sim), proof(sim, Disclosure("ecdsa-sd-2023")))
    assert found.outcome is Outcome.WARNING
    assert codes(found) == [
        "disclosure.in_part",
        "disclosure.expiry_not_shown",
        "disclosure.status_not_shown",
        "disclosure.result_status_not_shown",
    ]


def test_what_is_shown_and_mandatory_leaves_no_doubt(sim: IssuerSimulator) -> None:
    shown = proof(sim, Disclosure("ecdsa-sd-2023", optional=("$.credentialSubject.activityStartDate",)))
    found = examine(sim, badge_of(sim, [RESULT], **EVERYTHING), shown, demanded=MANDATORY)
    assert found.outcome is Outcome.WARNING
    assert codes(found) == ["disclosure.in_part"]


@pytest.mark.parametrize(
    ("demanded", "left_out", "code"),
    [
        ("validFrom", "validFrom", "disclosure.start_not_shown"),
        ("validUntil", "validUntil", "disclosure.expiry_not_shown"),
        ("credentialStatus", "credentialStatus", "disclosure.status_not_shown"),
        ("result.status", "result", "disclosure.result_status_not_shown"),
    ],
)
def test_a_policy_can_demand_that_it_was_mandatory(
    sim: IssuerSimulator, demanded: Mandatory, left_out: str, code: str
) -> None:
    badge = badge_of(sim, [RESULT], **EVERYTHING)
    (badge["credentialSubject"] if left_out == "result" else badge).pop(left_out)
    derived = proof(sim, Disclosure("bbs-2023", hidden=3))
    found = examine(sim, badge, derived, demanded=frozenset({demanded}))
    assert found.outcome is Outcome.INCONCLUSIVE
    assert codes(found) == [code, "disclosure.in_part"]
    others = MANDATORY - {demanded}
    assert examine(sim, badge, derived, demanded=others).outcome is Outcome.WARNING


@pytest.mark.parametrize(
    ("optional", "code"),
    [
        ("$.credentialStatus", "disclosure.status_optional"),
        ("$.credentialStatus.statusPurpose", "disclosure.status_optional"),
        ("$.credentialSubject", "disclosure.result_status_optional"),
        ("$.credentialSubject.result[0].status", "disclosure.result_status_optional"),
    ],
)
def test_one_entry_that_is_optional_lets_another_be_hidden(
    sim: IssuerSimulator, optional: str, code: str
) -> None:
    badge = badge_of(sim, [RESULT], **EVERYTHING)
    found = examine(sim, badge, proof(sim, Disclosure("SD-JWT", optional=(optional,))), demanded=MANDATORY)
    assert (found.outcome, found.code) == (Outcome.INCONCLUSIVE, code)


def test_a_part_cut_out_of_what_was_signed_is_not_the_whole(sim: IssuerSimulator) -> None:
    badge = badge_of(sim, [RESULT], **EVERYTHING)
    cut = proof(sim, Disclosure("ecdsa-sd-2023", rooted=False))
    assert codes(examine(sim, badge, cut)) == ["disclosure.in_part", "disclosure.issuer_optional"]
    found = examine(sim, badge, cut, demanded=MANDATORY)
    assert (found.outcome, found.code) == (Outcome.INCONCLUSIVE, "disclosure.issuer_optional")


def test_an_end_that_is_shown_is_known_whoever_chose_to_show_it(sim: IssuerSimulator) -> None:
    badge = badge_of(sim, [RESULT], **EVERYTHING)
    shown = Disclosure("ecdsa-sd-2023", optional=("$.validUntil",))
    assert codes(examine(sim, badge, proof(sim, shown), demanded=MANDATORY)) == ["disclosure.in_part"]


def test_a_result_without_a_status_may_have_had_one(sim: IssuerSimulator) -> None:
    badge = badge_of(sim, [RESULT, {"type": ["Result"], "value": "12"}], **EVERYTHING)
    found = examine(sim, badge, proof(sim, Disclosure("ecdsa-sd-2023")), demanded=MANDATORY)
    assert (found.code, found.reason.path) == (
        "disclosure.result_status_not_shown",
        "$.credentialSubject.result[1]",
    )


def test_names_are_compared_as_whole_names(sim: IssuerSimulator) -> None:
    shown = Disclosure("SD-JWT", optional=("$.credentialStatusNote", "$.credentialSubject.result[01]"))
    found = examine(sim, badge_of(sim, [RESULT], **EVERYTHING), proof(sim, shown), demanded=MANDATORY)
    assert codes(found) == ["disclosure.in_part"]


def test_where_everything_is_shown_nothing_is_demanded(sim: IssuerSimulator) -> None:
    found = examine(sim, badge_of(sim), proof(sim, Disclosure("bbs-2023", hidden=0)), demanded=MANDATORY)
    assert (found.outcome, found.code) == (Outcome.PASSED, "disclosure.everything_shown")


def test_a_member_that_was_never_said_is_not_excused(sim: IssuerSimulator) -> None:
    badge = badge_of(sim)
    del badge["credentialSubject"]["achievement"]["criteria"]
    found = examine(sim, badge, proof(sim, Disclosure("bbs-2023", hidden=0)))
    assert (found.outcome, found.code) == (Outcome.FAILED, "disclosure.never_said")
    assert found.findings[0] == Finding(
        "structure.missing", "$.credentialSubject.achievement.criteria", {"name": "criteria"}
    )


def test_nothing_is_excused_without_a_proof_that_is_derived(sim: IssuerSimulator) -> None:
    badge = badge_of(sim)
    del badge["credentialSubject"]["achievement"]["criteria"]
    found = examine(sim, badge, proof(sim, None))
    assert (found.outcome, found.code) == (Outcome.FAILED, "disclosure.never_said")
    # Where nobody claims that anything was left out, nothing was excused.
    claimed = examine(sim, badge, proof(sim, None), in_part=False)
    assert (claimed.outcome, claimed.code) == (Outcome.NOT_APPLICABLE, "disclosure.all_or_nothing")


@pytest.mark.parametrize(
    ("code", "told"), [("schema.partly_disclosed", ["schema.missing"]), ("schema.accepted", [])]
)
def test_what_the_schema_excused_is_not_excused_where_all_is_shown(
    sim: IssuerSimulator, code: str, told: list[str]
) -> None:
    missing = Finding("schema.missing", "$.credentialSubject", {"name": "achievement"})
    schema = CheckResult("schema.built_in", Outcome.WARNING, Finding(code), (missing,), "", True)
    badge = badge_of(sim)
    del badge["credentialSubject"]["achievement"]["criteria"]
    found = examine(sim, badge, proof(sim, Disclosure("bbs-2023", hidden=0)), schema=schema)
    assert codes(found) == ["disclosure.never_said", "structure.missing", *told]


def test_only_the_issuers_own_signature_says_that_nothing_is_missing(sim: IssuerSimulator) -> None:
    derived = proof(sim, Disclosure("ecdsa-sd-2023"))
    whole = proof(sim, None)
    by_the_holder = proof(sim, None, own=False)
    complete_by_the_holder = proof(sim, Disclosure("bbs-2023", hidden=0), own=False)
    badge = badge_of(sim)
    assert examine(sim, badge, derived, whole, demanded=MANDATORY).outcome is Outcome.NOT_APPLICABLE
    for other in (by_the_holder, complete_by_the_holder):
        assert examine(sim, badge, derived, other, demanded=MANDATORY).outcome is Outcome.INCONCLUSIVE
    unchecked = proof(sim, None, wrong=LimitExceeded("jsonld.too_complex"))
    assert examine(sim, badge, derived, unchecked, demanded=MANDATORY).outcome is Outcome.INCONCLUSIVE
    # Where only others signed, what they say of themselves is all there is.
    by_another = proof(sim, Disclosure("ecdsa-sd-2023"), own=False)
    assert examine(sim, badge, by_another).code == "disclosure.in_part"


def test_of_several_derived_proofs_the_doubts_of_each_count(sim: IssuerSimulator) -> None:
    badge = badge_of(sim, [RESULT], **EVERYTHING)
    one = proof(sim, Disclosure("ecdsa-sd-2023"))
    other = proof(sim, Disclosure("bbs-2023", optional=("$.credentialStatus",), hidden=2))
    found = examine(sim, badge, one, other, demanded=MANDATORY)
    assert (found.outcome, found.code) == (Outcome.INCONCLUSIVE, "disclosure.status_optional")
    assert [finding.params.get("mechanism") for finding in found.findings] == ["ecdsa-sd-2023"]


def test_credentials_that_are_no_badges_have_no_results(sim: IssuerSimulator) -> None:
    found = examine(sim, {**sim.credential(), **EVERYTHING}, proof(sim, Disclosure("ecdsa-sd-2023")))
    assert codes(found) == ["disclosure.in_part"]


@pytest.mark.parametrize(
    ("shown", "doubtful"),
    [
        (Disclosure("ecdsa-sd-2023", ("$.type",)), True),
        (Disclosure("ecdsa-sd-2023", ("$.type[1]",)), True),
        (Disclosure("SD-JWT", (), 2, ("$.type", "$.credentialSubject")), True),
        (Disclosure("ecdsa-sd-2023", ("$.typeless",)), False),
        (Disclosure("SD-JWT", (), 1, ("$.credentialSubject",)), False),
    ],
)
def test_a_badge_may_lack_the_type_that_makes_it_one(
    sim: IssuerSimulator, shown: Disclosure, doubtful: bool
) -> None:
    badge = {**badge_of(sim), "type": ["VerifiableCredential"]}
    checked = examine(sim, badge, proof(sim, shown), demanded=frozenset({"result.status"}))
    assert (checked.outcome is Outcome.INCONCLUSIVE) is doubtful
    assert ("disclosure.result_status_not_shown" in codes(checked)) is doubtful


def test_hiring_lets_nobody_hide_what_decides() -> None:
    assert Policy.hiring().require_mandatory == MANDATORY
    assert Policy.hiring(require_mandatory=()).require_mandatory == frozenset()
    assert Policy.standard().require_mandatory == frozenset()


def test_what_a_token_keeps_back_is_said_as_well(sim: IssuerSimulator) -> None:
    """The holder of an SD-JWT chooses; what decides is then open, and the rest is told beside it."""
    badge = badge_of(sim, [RESULT], **{**EVERYTHING, "credentialStatus": None})
    del badge["credentialStatus"]
    held = sim.sign_sd_jwt(badge, disclosable=["$.credentialSubject.result", "$.validUntil"])
    shown = judge(sim, held.show_all())
    assert said(shown, "disclosure.complete") == ("PASSED", "disclosure.everything_shown")
    kept = judge(sim, held.show())
    found = kept.check("disclosure.complete")
    assert found is not None
    assert (found.outcome, found.code) == (Outcome.WARNING, "disclosure.in_part")
    assert found.reason.params["mechanism"] == "SD-JWT"
    assert "disclosure.expiry_not_shown" in codes(found)
    demanding = Policy.standard(require_mandatory=["validUntil"])
    open_one = judge(sim, held.show(), policy=demanding).check("disclosure.complete")
    assert open_one is not None
    assert (open_one.outcome, open_one.code) == (Outcome.INCONCLUSIVE, "disclosure.expiry_not_shown")
    # The others are not lost, nor is that it was shown in part.
    assert "disclosure.result_status_not_shown" in codes(open_one)
    assert codes(open_one)[-1] == "disclosure.in_part"


def test_a_badge_that_does_not_show_what_it_is_for_is_open(sim: IssuerSimulator) -> None:
    named = badge_of(sim, [RESULT], **EVERYTHING)
    shown = proof(sim, Disclosure("ecdsa-sd-2023"))
    assert examine(sim, named, shown).code == "disclosure.in_part"
    nameless = badge_of(sim, [RESULT], **EVERYTHING)
    del nameless["credentialSubject"]["achievement"]["name"]
    without = badge_of(sim, [RESULT], **EVERYTHING)
    del without["credentialSubject"]["achievement"]
    for badge in (nameless, without):
        found = examine(sim, badge, shown)
        assert (found.outcome, found.code) == (Outcome.INCONCLUSIVE, "disclosure.achievement_not_shown")


@pytest.mark.parametrize(
    ("hidden", "subject", "doubtful"),
    [
        # Where it is told what is hidden, only an identifier that may lie there is missed.
        (("$.credentialSubject",), {}, True),
        (("$.credentialSubject.identifier",), {}, True),
        (("$.credentialSubject.identifier[0]",), {}, True),
        (("$.credentialSubject.achievement",), {}, False),
        (("$",), {}, False),
        (("$.credentialSubject",), {"id": "did:example:anna"}, False),
    ],
)
def test_an_identifier_is_missed_where_one_may_be_hidden(
    sim: IssuerSimulator, hidden: tuple[str, ...], subject: dict[str, str], doubtful: bool
) -> None:
    badge = {**sim.issue(None), **EVERYTHING}
    badge["credentialSubject"] |= subject
    told = examine(sim, badge, proof(sim, Disclosure("SD-JWT", (), 1, hidden)))
    assert ("disclosure.recipient_not_shown" in codes(told)) is doubtful
    # Of a derived proof nobody tells where, so that any may.
    anywhere = examine(sim, badge, proof(sim, Disclosure("ecdsa-sd-2023")))
    assert ("disclosure.recipient_not_shown" in codes(anywhere)) is (not subject)


@pytest.mark.parametrize(
    ("hidden", "doubtful"),
    [(("$.credentialStatus",), True), (("$",), False), (("$.credentialSubject",), False)],
)
def test_a_status_beside_one_that_is_hidden(
    sim: IssuerSimulator, hidden: tuple[str, ...], doubtful: bool
) -> None:
    """The one that is shown may be the one that is not revoked."""
    badge = badge_of(sim, [RESULT], **EVERYTHING)
    found = examine(
        sim,
        badge,
        proof(sim, Disclosure("SD-JWT", (), 1, hidden)),
        demanded=frozenset({"credentialStatus"}),
    )
    assert (found.code == "disclosure.status_not_shown") is doubtful


# Where a holder of an SD-JWT has left something out, the digests tell; what cannot lie there is not missed.
PLAIN = {"type": ["Result"], "value": "12"}
SUBJECT = "$.credentialSubject"


@pytest.mark.parametrize(
    ("results", "hidden", "path"),
    [
        # It may be the whole of the results, or one more in their list.
        (None, SUBJECT, "$"),
        ([], f"{SUBJECT}.result", "$"),
        ([RESULT], f"{SUBJECT}.result", "$"),
        # Beside a result that is shown, the same object has no other one.
        ([RESULT], SUBJECT, None),
        (RESULT, SUBJECT, None),
        (RESULT, f"{SUBJECT}.result", None),
        # Or the status of one that is shown.
        (PLAIN, f"{SUBJECT}.result", f"{SUBJECT}.result"),
        ([RESULT, PLAIN, PLAIN], f"{SUBJECT}.result[1]", f"{SUBJECT}.result[1]"),
        ([RESULT, PLAIN], f"{SUBJECT}.result[0]", None),
        # What is no result may have been anything.
        ([7, PLAIN], "$.evidence", f"{SUBJECT}.result[0]"),
        (["a status", PLAIN], "$.evidence", f"{SUBJECT}.result[0]"),
        # It lies somewhere else.
        (None, "$.evidence", None),
        (None, "$", None),
        ([PLAIN], "$.evidence", None),
        ([RESULT], f"{SUBJECT}.achievement", None),
    ],
)
def test_a_result_is_missed_where_one_may_be_hidden(
    sim: IssuerSimulator, results: Any, hidden: str, path: str | None
) -> None:
    badge = badge_of(sim, results, **EVERYTHING)
    found = examine(sim, badge, proof(sim, Disclosure("SD-JWT", (), 1, (hidden,))))
    told = [one for one in found.findings if one.code == "disclosure.result_status_not_shown"]
    assert [one.path for one in told] == ([] if path is None else [path])
    assert [one.code for one in found.findings if one not in told] == []


def test_a_result_may_be_hidden_with_another_subject(sim: IssuerSimulator) -> None:
    badge = {**badge_of(sim, [RESULT], **EVERYTHING), "type": ["VerifiableCredential"]}
    subject = badge["credentialSubject"]
    without = {name: value for name, value in subject.items() if name != "result"}

    def missed(subjects: Any, hidden: str) -> bool:
        shown = Disclosure("SD-JWT", ("$.type",), 1, (hidden,))
        found = examine(sim, {**badge, "credentialSubject": subjects}, proof(sim, shown))
        return "disclosure.result_status_not_shown" in codes(found)

    assert missed([subject], SUBJECT)
    assert missed([without], f"{SUBJECT}[0]")
    assert not missed([subject], f"{SUBJECT}[0]")
    assert not missed(subject, SUBJECT)
    # What one person achieved says nothing about another one, whose "Failed" may be hidden.
    assert missed([subject, without], f"{SUBJECT}[1]")
    assert missed([{**subject, "result": []}, subject], f"{SUBJECT}[0]")
    assert not missed([subject, without], f"{SUBJECT}[0]")
    # Where it is not said what may be hidden, each must show one.
    for subjects in ([subject, without], [without, subject]):
        found = examine(
            sim,
            {**badge, "credentialSubject": subjects},
            proof(sim, Disclosure("ecdsa-sd-2023", ("$.type",))),
        )
        assert "disclosure.result_status_not_shown" in codes(found)
    # Of a subject that is not shown at all, everything may be missing.
    assert missed(None, "$")
    assert not missed(None, "$.evidence")


def test_a_result_without_a_status_has_none_that_could_be_hidden(sim: IssuerSimulator) -> None:
    optional = Disclosure("SD-JWT", (SUBJECT,), 1, ("$.evidence",))
    assert codes(examine(sim, badge_of(sim, [PLAIN], **EVERYTHING), proof(sim, optional))) == [
        "disclosure.in_part"
    ]
    with_status = examine(sim, badge_of(sim, [PLAIN, RESULT, RESULT], **EVERYTHING), proof(sim, optional))
    assert [(one.code, one.path) for one in with_status.findings] == [
        ("disclosure.result_status_optional", f"{SUBJECT}.result[1].status")
    ]


@pytest.mark.parametrize("member", ["validFrom", "validUntil", "credentialStatus"])
def test_what_decides_is_missed_where_it_may_be_hidden(sim: IssuerSimulator, member: str) -> None:
    badge = badge_of(sim, [RESULT], **EVERYTHING)
    del badge[member]
    code = {
        "validFrom": "disclosure.start_not_shown",
        "validUntil": "disclosure.expiry_not_shown",
        "credentialStatus": "disclosure.status_not_shown",
    }[member]
    for hidden, expected in (("$", [code]), (SUBJECT, [])):
        found = examine(sim, badge, proof(sim, Disclosure("SD-JWT", (), 1, (hidden,))))
        assert codes(found) == ["disclosure.in_part", *expected]


def test_of_several_entries_that_are_optional_the_first_is_named(sim: IssuerSimulator) -> None:
    badge = badge_of(sim, [RESULT], **{**EVERYTHING, "credentialStatus": [STATUS, STATUS, STATUS]})
    shown = Disclosure("SD-JWT", ("$.credentialStatus[1]", "$.credentialStatus[2]"))
    found = examine(sim, badge, proof(sim, shown))
    assert [(one.code, one.path) for one in found.findings] == [
        ("disclosure.status_optional", "$.credentialStatus[1]")
    ]


@pytest.mark.parametrize("subject", [None, "did:example:anna", ["did:example:anna"]])
def test_a_badge_without_a_subject_says_neither_whose_it_is_nor_for_what(
    sim: IssuerSimulator, subject: Any
) -> None:
    badge = {**badge_of(sim, **EVERYTHING), "credentialSubject": subject}
    if subject is None:
        del badge["credentialSubject"]
    found = examine(sim, badge, proof(sim, Disclosure("ecdsa-sd-2023")))
    assert (found.outcome, found.code) == (Outcome.INCONCLUSIVE, "disclosure.achievement_not_shown")
    assert "disclosure.recipient_not_shown" in codes(found)
    for hidden, doubtful in (("$", True), ("$.evidence", False)):
        told = examine(sim, badge, proof(sim, Disclosure("SD-JWT", (), 1, (hidden,))))
        assert ("disclosure.recipient_not_shown" in codes(told)) is doubtful


def test_the_claim_for_the_recipient_lies_beside_the_credential_in_the_older_form(
    sim: IssuerSimulator,
) -> None:
    badge = {**sim.issue(None, vcdm="1.1"), **EVERYTHING}
    del badge["credentialStatus"], badge["validUntil"]
    for place, doubtful in (("$.sub", True), ("$.vc.name", False)):
        held = sim.sign_sd_jwt(
            {"vc": badge, "iss": sim.id, "sub": "did:example:anna"}, disclosable=[place], typ="JWT"
        )
        found = judge(sim, held.show()).check("disclosure.complete")
        assert found is not None
        assert found.code == "disclosure.in_part"
        assert ("disclosure.recipient_not_shown" in codes(found)) is doubtful
    # In the newer form nothing beside it stands for the recipient.
    newer = sim.sign_sd_jwt(sim.issue(None), disclosable=["$.name"])
    shown = judge(sim, newer.show()).check("disclosure.complete")
    assert shown is not None
    assert "disclosure.recipient_not_shown" not in codes(shown)


DATES = ("validFrom", "validUntil")


@pytest.mark.parametrize(
    ("member", "claim", "missing", "beside"),
    [
        ("validFrom", "nbf", "disclosure.start_not_shown", "disclosure.token_start_not_shown"),
        ("validUntil", "exp", "disclosure.expiry_not_shown", "disclosure.token_end_not_shown"),
    ],
)
def test_a_token_has_dates_beside_those_of_the_credential_and_both_count(
    sim: IssuerSimulator, member: str, claim: str, missing: str, beside: str
) -> None:
    badge = sim.issue(valid_until=sim.now + timedelta(days=30))
    begins, ends = (int(datetime.fromisoformat(badge[date]).timestamp()) for date in DATES)
    both = {"nbf": begins, "exp": ends}
    for hidden, claims, expected in (
        (["$.name"], both, set()),
        (["$.name"], {name: value for name, value in both.items() if name != claim}, {beside}),
        ([f"$.{member}"], both, {missing}),
        ([f"$.{claim}"], both, {beside}),
        (["$.credentialSubject.achievement.name"], {}, set()),
    ):
        held = sim.sign_sd_jwt(badge, disclosable=hidden, claims=claims)
        found = judge(sim, held.show()).check("disclosure.complete")
        assert found is not None
        assert {missing, beside}.intersection(codes(found)) == expected


def test_a_token_may_have_a_status_beside_that_of_the_credential(sim: IssuerSimulator) -> None:
    badge = sim.status_list().attach(sim.issue("anna@example.org", hashed=False))
    policy = Policy.standard(require_mandatory=["credentialStatus"])
    listed = {"status": {"status_list": {"idx": 5, "uri": "https://uni.example/statuses/1"}}}
    for hidden, claims, expected in (
        ("$.status", listed, ("INCONCLUSIVE", "disclosure.token_status_not_shown")),
        ("$.name", {}, ("INCONCLUSIVE", "disclosure.token_status_not_shown")),
        ("$.credentialSubject.achievement.criteria", {}, ("WARNING", "disclosure.in_part")),
    ):
        held = sim.sign_sd_jwt(badge, disclosable=[hidden], claims=claims)
        assert said(judge(sim, held.show(), policy=policy), "disclosure.complete") == expected


def test_a_token_may_be_bound_to_a_key_that_is_not_shown(sim: IssuerSimulator) -> None:
    bound = {"cnf": {"jwk": sim.key().signing.jwk()}}
    for claims, hidden, missed in (
        ({}, "$.name", True),
        (bound, "$.cnf", True),
        (bound, "$.name", False),
        ({}, "$.credentialSubject.achievement.criteria", False),
    ):
        held = sim.sign_sd_jwt(sim.issue(), disclosable=[hidden], claims=claims)
        found = judge(sim, held.show()).check("disclosure.complete")
        assert found is not None
        assert ("disclosure.key_not_shown" in codes(found)) is missed


@pytest.mark.parametrize("listed", [False, True])
@pytest.mark.parametrize("hidden", ["statusSize", "statusMessage"])
def test_a_status_that_is_shown_in_part_is_not_known(sim: IssuerSimulator, listed: bool, hidden: str) -> None:
    """Without its size, the number of an entry leads to another place of the list."""
    kept = sim.status_list(size=2, messages={0: "valid", 1: "revoked", 2: "lost", 3: "stolen"})
    issued = sim.issue("anna@example.org", hashed=False)
    badge = kept.attach(issued)
    kept.revoke(issued)
    entry, where = badge["credentialStatus"], "$.credentialStatus"
    if listed:
        badge, where = {**badge, "credentialStatus": [entry]}, f"{where}[0]"
    held = sim.sign_sd_jwt(badge, disclosable=[f"{where}.statusSize", f"{where}.statusMessage"])
    assert not judge(sim, held.show_all()).verified
    policy = Policy.standard(require_mandatory=["credentialStatus"])
    assert not judge(sim, held.show(f"{where}.{hidden}"), policy=policy).verified
    report = judge(sim, held.show(), policy=policy)
    assert said(report, "disclosure.complete") == ("INCONCLUSIVE", "disclosure.status_not_shown")


def test_of_a_presentation_only_the_parts_are_asked_for(sim: IssuerSimulator) -> None:
    made = {**sim.present(id="urn:uuid:0b6f4c52-9a3e-4b1d-8f6a-5c1d2e3f4a5b")}
    del made["proof"]
    report = judge(sim, sim.sign_sd_jwt(made, disclosable=["$.id"]).show())
    found = report.check("disclosure.complete")
    assert found is not None
    assert codes(found) == ["disclosure.in_part"]


@pytest.mark.parametrize("reachable", [True, False])
def test_a_name_alone_is_a_weak_match_only_where_all_is_shown(sim: IssuerSimulator, reachable: bool) -> None:
    """What denies it may have been left out; that nobody could check the signature makes it no better."""
    held = sim.sign_sd_jwt(sim.issue([plain_identity("Anna Ek", type="name")]), disclosable=["$.name"])
    if not reachable:
        sim.go_offline()
    answers = {
        token: said(judge(sim, token, candidate={"name": "Anna Ek"}), "recipient.matches")
        for token in (held.show_all(), held.show())
    }
    assert list(answers.values()) == [
        ("WARNING", "recipient.matched_weakly"),
        ("INCONCLUSIVE", "recipient.only_name_shown"),
    ]
