"""Presentations: who presents, in answer to what, and whose credentials they are."""

from __future__ import annotations

from typing import Any

import pytest
from tests.support.judging import judge, result, said

from badgekit import Limits, Outcome, Policy, Report, Verdict, Verifier
from badgekit.models import Assertion, VerifiablePresentation
from badgekit.testing import PRESENTATION_FAULTS, IssuerSimulator, plain_identity, tamper
from badgekit.testing.envelopes import enveloped
from badgekit.testing.securing import compact_jws

CHALLENGE = "n-0S6_WzA2Mj"
DOMAIN = "https://jobs.example"
ASKED = {"challenge": CHALLENGE, "domain": DOMAIN}
SUITES = ["eddsa-rdfc-2022", "EdDSA"]


@pytest.fixture
def sim() -> IssuerSimulator:
    return IssuerSimulator("uni.example")


@pytest.fixture
def wallet(sim: IssuerSimulator) -> IssuerSimulator:
    return sim.neighbour("wallet.example", method="did:key", seed=9)


def badge_of(sim: IssuerSimulator, wallet: IssuerSimulator, **options: Any) -> dict[str, Any]:
    return sim.sign(sim.issue(wallet.id, **options))


def present(wallet: IssuerSimulator, *entries: Any, suite: str = "eddsa-rdfc-2022", **options: Any) -> Any:
    if suite not in ("eddsa-rdfc-2022",) and options.get("vcdm") != "1.1":
        options.setdefault("typ", "vp+jwt")
    return wallet.present(entries, suite, **{**ASKED, **options})


def ask(sim: IssuerSimulator, presentation: Any, **options: Any) -> Report:
    return judge(sim, presentation, **{**ASKED, **options})


@pytest.mark.parametrize("suite", SUITES)
@pytest.mark.parametrize("vcdm", ["2.0", "1.1"])
def test_what_the_holder_presents_as_asked_is_verified(
    sim: IssuerSimulator, wallet: IssuerSimulator, suite: str, vcdm: str
) -> None:
    one, two = badge_of(sim, wallet, vcdm=vcdm), badge_of(sim, wallet, vcdm=vcdm, achievement="Another")
    report = ask(sim, present(wallet, one, two, suite=suite, vcdm=vcdm))
    assert report.verified, report.best_reason
    assert report.kind == "VerifiablePresentation"
    assert report.version == vcdm
    assert report.issuer is None
    assert report.holder is not None
    assert (report.holder.id, report.holder.level) == (wallet.id, "key-only")
    assert [child.verified for child in report.credentials] == [True, True]
    names = [child.assertion.achievement.name for child in report.credentials]  # type: ignore[union-attr]
    assert names == ["Data Analysis", "Another"]
    assert said(report, "holder.bound") == ("PASSED", "holder.bound")
    assert said(report, "holder.subject") == ("PASSED", "holder.is_subject")
    assert said(report, "proof.expected") == ("PASSED", "proof.as_expected")
    assert report.to_dict()["holder"]["id"] == wallet.id
    assert isinstance(report.assertion, VerifiablePresentation)
    inside = report.assertion.verifiable_credential
    assert [type(entry) for entry in inside] == [Assertion, Assertion]


def test_tokens_and_envelopes_and_lists_in_lists_come_out_as_credentials(
    sim: IssuerSimulator, wallet: IssuerSimulator
) -> None:
    token = sim.sign(sim.issue(wallet.id), "ES256", typ="vc+jwt")
    report = ask(sim, present(wallet, token, extra={}))
    assert report.verified, report.best_reason
    assert isinstance(report.assertion, VerifiablePresentation)
    assert report.assertion.verifiable_credential == (report.credentials[0].assertion,)
    inner = [[enveloped(token), badge_of(sim, wallet)]]
    nested = ask(sim, present(wallet, suite="EdDSA", extra={"verifiableCredential": inner}))
    assert nested.verified, nested.best_reason
    assert [child.input.location for child in nested.credentials] == [
        "$.verifiableCredential[0][0]",
        "$.verifiableCredential[0][1]",
    ]
    old = sim.sign(sim.issue(wallet.id, vcdm="1.1"), "ES256")
    assert ask(sim, present(wallet, old, suite="EdDSA", vcdm="1.1")).verified
    # VCDM 2.0 section 4.13: objects, so that a reader of JSON-LD sees them.
    bare = ask(sim, present(wallet, suite="EdDSA", extra={"verifiableCredential": [token]}))
    assert said(bare, "structure.members") == ("FAILED", "structure.wrong_type")


def test_an_enveloped_presentation_is_what_is_in_it(sim: IssuerSimulator, wallet: IssuerSimulator) -> None:
    token = present(wallet, badge_of(sim, wallet), suite="EdDSA")
    report = ask(sim, enveloped(token, "application/vp+jwt"))
    assert report.verified, report.best_reason
    assert report.kind == "VerifiablePresentation"


FAULTY = {
    "unsigned": ("REJECTED", "presentation.unsigned"),
    "other_challenge": ("REJECTED", "proof.wrong_challenge"),
    "other_domain": ("REJECTED", "proof.wrong_domain"),
    "no_challenge": ("REJECTED", "proof.wrong_challenge"),
    "other_holder": ("REJECTED", "holder.key_of_another"),
    "other_subject": ("REJECTED", "holder.not_subject"),
    "other_purpose": ("REJECTED", "proof.wrong_purpose"),
    "expired": ("REJECTED", "validity.expired"),
    "changed": ("REJECTED", "proof.invalid"),
    "entry_changed": ("REJECTED", "proof.invalid"),
    "entry_unsigned": ("REJECTED", "proof.missing"),
    "entry_swapped": ("REJECTED", "proof.invalid"),
    "empty": ("REJECTED", "structure.empty"),
}


def test_every_fault_is_listed() -> None:
    assert FAULTY.keys() == PRESENTATION_FAULTS.keys()


@pytest.mark.parametrize("fault", FAULTY)
def test_a_presentation_with_a_fault_is_not_verified(sim: IssuerSimulator, fault: Any) -> None:
    report = ask(sim, sim.wrong.presentation(fault, CHALLENGE, DOMAIN))
    assert report.decisive is not None
    assert (report.verdict.value, report.decisive.code) == FAULTY[fault]


@pytest.mark.parametrize("suite", SUITES)
def test_a_stolen_badge_is_not_the_thiefs(sim: IssuerSimulator, wallet: IssuerSimulator, suite: str) -> None:
    """The thief has a copy of a true badge and a key, and answers the challenge."""
    thief = sim.neighbour("thief.example", method="did:key", seed=66)
    report = ask(sim, present(thief, badge_of(sim, wallet), suite=suite))
    assert said(report, "proof.integrity")[0] == "PASSED"
    assert said(report, "holder.subject") == ("FAILED", "holder.not_subject")
    assert report.verdict is Verdict.REJECTED
    assert report.credentials[0].verified
    # Naming the victim does not help: the key is not the victim's.
    lied = ask(sim, present(thief, badge_of(sim, wallet), suite=suite, holder=wallet.id))
    assert lied.verdict is Verdict.REJECTED
    assert lied.holder is None


def test_a_copy_of_a_presentation_answers_no_other_challenge(
    sim: IssuerSimulator, wallet: IssuerSimulator
) -> None:
    made = present(wallet, badge_of(sim, wallet))
    assert ask(sim, made, challenge="another").verdict is Verdict.REJECTED
    unasked = judge(sim, made)
    assert unasked.verified
    assert said(unasked, "proof.expected") == ("WARNING", "proof.bound_elsewhere")
    plain = judge(sim, wallet.present([badge_of(sim, wallet)]))
    assert said(plain, "proof.expected") == ("WARNING", "presentation.no_challenge")


def test_a_presentation_that_names_nobody_is_by_whoever_signed(
    sim: IssuerSimulator, wallet: IssuerSimulator
) -> None:
    for suite in SUITES:
        claims = {"claims": {"iss": None}} if suite == "EdDSA" else {}
        report = ask(sim, present(wallet, badge_of(sim, wallet), suite=suite, holder=None, **claims))
        assert report.verified, report.best_reason
        assert said(report, "holder.bound") == ("PASSED", "holder.by_key")
        assert report.holder is not None
        assert report.holder.id == wallet.id
        assert said(report, "holder.subject")[0] == "PASSED"


def test_two_signers_and_no_name_are_nobody(sim: IssuerSimulator, wallet: IssuerSimulator) -> None:
    other = sim.neighbour("other.example", method="did:key", seed=10)
    made = present(wallet, badge_of(sim, wallet), holder=None)
    twice = other.sign(made, purpose="authentication", **ASKED)
    assert said(ask(sim, twice), "holder.bound") == ("INCONCLUSIVE", "holder.several")
    assert said(ask(sim, twice), "holder.subject") == ("INCONCLUSIVE", "proof.nothing_verified")
    named = other.sign(present(wallet, badge_of(sim, wallet)), purpose="authentication", **ASKED)
    report = ask(sim, named)
    assert said(report, "holder.bound") == ("WARNING", "holder.also_signed_by")
    assert report.verified


@pytest.mark.parametrize(
    ("signers", "holder", "code", "params"),
    [
        ("abc", "", "holder.several", {"holder": "a", "other": "b"}),
        ("abc", "a", "holder.also_signed_by", {"holder": "a", "other": "b"}),
        ("bac", "a", "holder.also_signed_by", {"holder": "a", "other": "b"}),
        ("bc", "a", "holder.key_of_another", {"holder": "a", "controller": "b"}),
    ],
)
def test_of_several_signers_the_first_are_named(
    sim: IssuerSimulator, signers: str, holder: str, code: str, params: dict[str, str]
) -> None:
    everybody = {
        name: sim.neighbour(f"{name}.example", method="did:key", seed=seed)
        for seed, name in enumerate("abc", start=20)
    }
    named = everybody[holder].id if holder else None
    made: Any = present(everybody["a"], badge_of(sim, everybody["a"]), holder=named)
    made["proof"] = []
    for name in signers:
        made = everybody[name].sign(made, purpose="authentication", **ASKED)
    found = result(ask(sim, made), "holder.bound")
    assert found.code == code
    assert dict(found.reason.params) == {what: everybody[name].id for what, name in params.items()}


def test_the_holders_signature_of_an_unknown_kind_leaves_it_open_whoever_signed_beside(
    sim: IssuerSimulator, wallet: IssuerSimulator
) -> None:
    other = sim.neighbour("other.example", method="did:key", seed=10)
    made = present(wallet, badge_of(sim, wallet))
    newer = {**made.pop("proof"), "cryptosuite": "mldsa44-rdfc-2024"}
    twice: Any = other.sign(made, purpose="authentication", **ASKED)
    report = ask(sim, {**twice, "proof": [newer, twice["proof"]]})
    assert said(report, "holder.bound") == ("INCONCLUSIVE", "proof.own_not_evaluated")
    assert report.verdict is Verdict.INCONCLUSIVE
    assert said(ask(sim, twice), "holder.bound") == ("FAILED", "holder.key_of_another")
    # Nor does it count against the holder that a site is down.
    away = sim.neighbour("away.example", seed=11)
    signed = other.sign(present(away, badge_of(sim, away)), purpose="authentication", **ASKED)
    assert said(ask(sim, signed), "holder.bound") == ("WARNING", "holder.also_signed_by")
    sim.web.fail(away.document_url)
    assert said(ask(sim, signed), "holder.bound") == ("INCONCLUSIVE", "proof.own_not_evaluated")
    # Beside one that verifies it is a remark.
    made = present(wallet, badge_of(sim, wallet))
    report = ask(sim, {**made, "proof": [made["proof"], newer]})
    assert said(report, "holder.bound") == ("PASSED", "holder.bound")
    assert report.verified


def test_a_holder_with_a_document_must_list_the_key_for_this(sim: IssuerSimulator) -> None:
    holder = sim.neighbour("anna.example", seed=12)
    made = present(holder, badge_of(sim, holder))
    report = ask(sim, made)
    assert report.verified
    assert report.holder is not None
    assert (report.holder.level, report.holder.domain) == ("did-or-https-bound", "anna.example")
    twice: Any = holder.sign(made, "ecdsa-rdfc-2019", purpose="authentication", **ASKED)
    assert [proof["verificationMethod"] for proof in twice["proof"]] == [
        holder.method_id(),
        holder.method_id("P-256"),
    ]
    signed_twice = ask(sim, twice)
    assert signed_twice.verified
    assert signed_twice.holder == report.holder
    holder.keys.list_under("assertionMethod")
    assert ask(sim, made).verdict is Verdict.REJECTED
    holder.go_offline()
    assert ask(sim, made).verdict is Verdict.INCONCLUSIVE


def test_nobody_is_asked_for_a_key_but_the_holder(sim: IssuerSimulator, wallet: IssuerSimulator) -> None:
    other = sim.neighbour("spy.example", seed=13)
    made = present(wallet, badge_of(sim, wallet))
    report = ask(sim, other.sign({**made, "proof": []}, purpose="authentication", **ASKED))
    assert said(report, "proof.integrity") == ("FAILED", "holder.key_of_another")
    assert not any("spy.example" in item.url for item in report.evidence)


def test_an_unsigned_presentation_leaves_the_credentials_to_their_own_reports(
    sim: IssuerSimulator, wallet: IssuerSimulator
) -> None:
    made = present(wallet, badge_of(sim, wallet))
    del made["proof"]
    report = judge(sim, made)
    assert report.verdict is Verdict.INCONCLUSIVE
    assert report.best_reason.startswith("The presentation is not signed")
    for asked in ("holder.bound", "holder.subject"):
        assert said(report, asked) == ("INCONCLUSIVE", "proof.nothing_verified")
    assert [child.verified for child in report.credentials] == [True]
    assert ask(sim, made).verdict is Verdict.REJECTED


def test_a_presentation_of_nothing_shows_nothing(sim: IssuerSimulator, wallet: IssuerSimulator) -> None:
    made = present(wallet)
    report = ask(sim, made)
    assert report.verified
    assert said(report, "nested.credentials") == ("WARNING", "presentation.nothing_inside")
    assert report.credentials == ()
    someone = ask(sim, made, candidate={"email": "anna@example.org"})
    assert someone.verdict is Verdict.INCONCLUSIVE
    assert ask(sim, made, policy=Policy.hiring()).verdict is Verdict.INCONCLUSIVE


def test_the_trust_list_holds_for_what_is_presented(sim: IssuerSimulator, wallet: IssuerSimulator) -> None:
    made = present(wallet, badge_of(sim, wallet))
    assert ask(sim, made, policy=Policy.standard(trusted_issuers=[sim.id])).verified
    other = Policy.standard(trusted_issuers=["did:web:other.example"])
    assert ask(sim, made, policy=other).verdict is Verdict.REJECTED


def test_a_credential_of_ones_own_counts_as_ones_own_word(
    sim: IssuerSimulator, wallet: IssuerSimulator
) -> None:
    own = wallet.credential({"id": wallet.id, "name": "Anna Ek"})
    whole = ask(sim, present(wallet, badge_of(sim, wallet), own, suite="EdDSA"))
    assert whole.verified, whole.best_reason
    assert said(whole, "nested.credentials") == ("WARNING", "presentation.self_asserted")
    assert [child.verified for child in whole.credentials] == [True, False]
    # A proof over statements does not fix which of them belong together.
    parts = ask(sim, present(wallet, own))
    assert parts.verdict is Verdict.INCONCLUSIVE
    # In somebody else's name it is a forgery, and a trust list holds for the holder, too.
    forged = ask(sim, present(wallet, sim.issue(wallet.id), suite="EdDSA"))
    assert forged.verdict is Verdict.REJECTED
    policy = Policy.standard(trusted_issuers=[sim.id])
    assert ask(sim, present(wallet, own, suite="EdDSA"), policy=policy).verdict is Verdict.INCONCLUSIVE
    both = Policy.standard(trusted_issuers=[sim.id, wallet.id])
    assert ask(sim, present(wallet, badge_of(sim, wallet), own, suite="EdDSA"), policy=both).verified


def test_a_badge_for_an_address_is_the_holders_only_by_the_callers_knowledge(
    sim: IssuerSimulator, wallet: IssuerSimulator
) -> None:
    badge = sim.sign(sim.issue("anna@example.org"))
    made = present(wallet, badge)
    alone = ask(sim, made)
    assert said(alone, "holder.subject") == ("INCONCLUSIVE", "holder.subject_unknown")
    assert alone.verdict is Verdict.INCONCLUSIVE
    by_address = ask(sim, made, candidate={"email": "anna@example.org"})
    assert said(by_address, "holder.subject")[0] == "WARNING"
    assert said(by_address, "recipient.matches") == ("PASSED", "recipient.matched_inside")
    assert by_address.verified
    both = ask(sim, made, candidate={"email": "anna@example.org", "id": wallet.id})
    assert said(both, "holder.subject") == ("PASSED", "holder.is_subject")
    other = ask(sim, made, candidate={"email": "ben@example.org"})
    assert other.verdict is Verdict.REJECTED
    # That the holder is the candidate does not make it the holder's by a name, which others have as well.
    anna = {"email": "anna@example.org", "name": "Anna Ek", "id": wallet.id}
    namesakes = sim.sign(sim.issue([plain_identity("Anna Ek", type="name")]))
    for entries in ((namesakes,), (badge, namesakes), (namesakes, badge)):
        by_name = ask(sim, present(wallet, *entries), candidate=anna)
        assert said(by_name, "recipient.matches") == ("WARNING", "recipient.matched_weakly")
        assert said(by_name, "holder.subject") == ("INCONCLUSIVE", "holder.subject_unknown")


def about(sim: IssuerSimulator, *persons: str) -> dict[str, Any]:
    badge = sim.issue()
    subject = {name: value for name, value in badge["credentialSubject"].items() if name != "identifier"}
    return {**badge, "credentialSubject": [{**subject, "id": person} for person in persons]}


def test_who_answers_the_challenge_is_the_recipient_where_nothing_else_can_be_compared(
    sim: IssuerSimulator, wallet: IssuerSimulator
) -> None:
    made = present(wallet, badge_of(sim, wallet))
    hiring: dict[str, Any] = {"policy": Policy.hiring(), "candidate": {"email": "anna@example.org"}}
    report = ask(sim, made, **hiring)
    assert report.verified, report.best_reason
    assert said(report, "recipient.matches") == ("WARNING", "recipient.answered_challenge")
    # Without a challenge it may be anybody's copy, and as well with another one.
    assert judge(sim, made, **hiring).verdict is Verdict.INCONCLUSIVE
    by_domain = wallet.present([badge_of(sim, wallet)], domain=DOMAIN)
    unchallenged = judge(sim, by_domain, domain=DOMAIN, **hiring)
    assert said(unchallenged, "proof.expected") == ("PASSED", "proof.as_expected")
    assert unchallenged.verdict is Verdict.INCONCLUSIVE
    replayed = ask(sim, made, **{**hiring, "challenge": "another"})
    assert said(replayed.credentials[0], "recipient.matches") == ("INCONCLUSIVE", "recipient.not_comparable")
    # What can be compared is compared: an address of somebody else is not outweighed by a key.
    named = [plain_identity("ben@example.org")]
    badge = sim.sign(sim.issue(named, subject_id=wallet.id))
    assert ask(sim, present(wallet, badge), **hiring).verdict is Verdict.REJECTED
    wrong_id = {"email": "anna@example.org", "id": "did:example:anna"}
    assert ask(sim, made, policy=Policy.hiring(), candidate=wrong_id).verdict is Verdict.REJECTED
    # Of somebody else's badge whoever answers is not the recipient, nor of one that also names the holder.
    others = sim.sign(sim.issue("urn:student:7"))
    for inside in (others, sim.sign(about(sim, wallet.id, "urn:student:7"), "EdDSA")):
        report = ask(sim, present(wallet, inside), **hiring)
        assert report.verdict is not Verdict.VERIFIED
        assert said(report.credentials[0], "recipient.matches")[1] != "recipient.answered_challenge"


def test_a_bearer_credential_is_said_to_be_one(sim: IssuerSimulator, wallet: IssuerSimulator) -> None:
    report = ask(sim, present(wallet, sim.sign(sim.issue(None))))
    assert report.verified
    assert said(report, "holder.subject") == ("WARNING", "holder.not_everywhere")
    assert [finding.code for finding in result(report, "holder.subject").findings] == ["holder.bearer"]


def test_whose_credential_it_is_cannot_be_hidden_from_the_question(
    sim: IssuerSimulator, wallet: IssuerSimulator
) -> None:
    """Otherwise whoever gets hold of somebody's credential shows it as one that names nobody."""
    held = sim.sign_sd_jwt(sim.issue(wallet.id), disclosable=["$.credentialSubject.id"])
    thief = sim.neighbour("thief.example", method="did:key", seed=66)
    report = ask(sim, present(thief, held.show(), suite="EdDSA"))
    assert report.verdict is Verdict.INCONCLUSIVE
    assert said(report, "holder.subject") == ("INCONCLUSIVE", "holder.subject_not_shown")
    shown = ask(sim, present(thief, held.show_all(), suite="EdDSA"))
    assert said(shown, "holder.subject") == ("FAILED", "holder.not_subject")
    assert ask(sim, present(wallet, held.show_all(), suite="EdDSA")).verified


@pytest.mark.parametrize("known", [None, {"phone": "+46 70 123"}])
def test_a_record_of_ones_own_does_not_make_a_strangers_badge_the_holders(
    sim: IssuerSimulator, wallet: IssuerSimulator, known: Any
) -> None:
    """The thief writes into a record that Anna's address is the thief's, and presents the record."""
    anna = plain_identity("anna@example.org")
    annas = sim.sign(sim.issue([anna]))
    alone = ask(sim, present(wallet, annas, suite="EdDSA"), candidate=known)
    assert alone.verdict is Verdict.INCONCLUSIVE

    def recorded(writer: IssuerSimulator, inner: Any) -> Report:
        record = writer.sign(writer.record([inner], wallet.id, subject={"identifier": [anna]}), "EdDSA")
        return ask(sim, present(wallet, record, suite="EdDSA"), candidate=known)

    inside = wallet.sign(wallet.record([annas], wallet.id, subject={"identifier": [anna]}), "EdDSA")
    for inner in (annas, inside):
        report = recorded(wallet, inner)
        assert report.verdict is Verdict.INCONCLUSIVE
        assert said(report, "holder.subject") == ("INCONCLUSIVE", "holder.subject_unknown")
    assert recorded(wallet, sim.sign(sim.issue(wallet.id))).verified
    # Of its own badges an issuer may say whose they are.
    assert recorded(sim, annas).verified
    # Badges of before 3.0 are no exception.
    earlier = recorded(wallet, sim.older.issue("anna@example.org", hashed=False).document)
    assert earlier.credentials[0].verified, earlier.credentials[0].best_reason
    assert said(earlier, "holder.subject") == ("INCONCLUSIVE", "holder.subject_unknown")


def test_a_record_is_opened_only_where_it_does_not_settle_whose_it_is(
    sim: IssuerSimulator, wallet: IssuerSimulator
) -> None:
    anna = plain_identity("anna@example.org")
    college = sim.neighbour("college.example", seed=14)
    annas = sim.sign(sim.issue([anna]))
    record = college.sign(college.record([annas], wallet.id, subject={"identifier": [anna]}), "EdDSA")
    made = present(wallet, record, suite="EdDSA")
    assert said(ask(sim, made), "holder.subject") == ("INCONCLUSIVE", "holder.subject_unknown")
    trusted = ask(sim, made, policy=Policy.standard(trusted_issuers=[college.id]))
    assert trusted.verified, trusted.best_reason
    known = ask(sim, made, candidate={"email": "anna@example.org", "id": wallet.id})
    assert known.verified, known.best_reason
    for settled in (trusted, known):
        assert said(settled, "holder.subject") == ("PASSED", "holder.is_subject")


@pytest.mark.parametrize("other", [{"name": "Anna Ek"}, {"id": "https://uni.example/anna"}])
def test_every_subject_must_be_the_holder(sim: IssuerSimulator, wallet: IssuerSimulator, other: Any) -> None:
    credential = {**sim.credential(), "credentialSubject": [{"id": wallet.id, "name": "x"}, other]}
    report = ask(sim, present(wallet, sim.sign(credential, "EdDSA"), suite="EdDSA"))
    assert report.credentials[0].verified
    assert said(report, "holder.subject") == ("INCONCLUSIVE", "holder.subject_unknown")


def test_who_is_another_subject_may_have_been_left_out(sim: IssuerSimulator, wallet: IssuerSimulator) -> None:
    people = [{"id": "did:example:ben", "name": "x"}, {"id": wallet.id, "name": "y"}]
    held = sim.sign_sd_jwt(
        {**sim.credential(), "credentialSubject": people}, disclosable=["$.credentialSubject[1].id"]
    )
    report = ask(sim, present(wallet, held.show(), suite="EdDSA"))
    assert said(report, "holder.subject") == ("INCONCLUSIVE", "holder.subject_not_shown")
    shown = ask(sim, present(wallet, held.show_all(), suite="EdDSA"))
    assert said(shown, "holder.subject") == ("FAILED", "holder.not_subject")


def test_a_derived_proof_does_not_make_a_bearers_credential(
    sim: IssuerSimulator, wallet: IssuerSimulator
) -> None:
    signed = sim.sign(sim.issue("anna@example.org"), "ecdsa-sd-2023")
    thief = sim.neighbour("thief.example", method="did:key", seed=66)
    report = ask(sim, present(thief, sim.derive(signed, "/credentialSubject/achievement"), suite="EdDSA"))
    assert not report.verified
    assert said(report, "holder.subject") == ("INCONCLUSIVE", "holder.subject_not_shown")


def test_a_bearers_credential_may_hide_something_else(sim: IssuerSimulator, wallet: IssuerSimulator) -> None:
    held = sim.sign_sd_jwt(sim.issue(None), disclosable=["$.credentialSubject.achievement.criteria"])
    report = ask(sim, present(wallet, held.show(), suite="EdDSA"))
    assert report.verified
    assert [finding.code for finding in result(report, "holder.subject").findings] == ["holder.bearer"]


def test_whose_key_a_credential_is_bound_to_cannot_be_hidden_from_the_question(
    sim: IssuerSimulator, wallet: IssuerSimulator
) -> None:
    """RFC 9901 section 9.7: what may be missing from the claims of the token may be that binding."""
    bound = {"cnf": {"jwk": wallet.key().signing.jwk()}}
    thief = sim.neighbour("thief.example", method="did:key", seed=66)
    for claims, hidden in ((bound, "$.cnf"), ({}, "$.name")):
        held = sim.sign_sd_jwt(sim.issue(None), disclosable=[hidden], claims=claims)
        report = ask(sim, present(thief, held.show(), suite="EdDSA"))
        assert said(report, "holder.subject") == ("INCONCLUSIVE", "disclosure.key_not_shown")
        assert report.verdict is Verdict.INCONCLUSIVE


@pytest.mark.parametrize("form", ["SD-JWT", "JWT"])
def test_what_is_bound_to_a_key_is_no_bearers(
    sim: IssuerSimulator, wallet: IssuerSimulator, form: str
) -> None:
    key = wallet.key().signing
    if form == "SD-JWT":
        held = sim.sign_sd_jwt(sim.issue(None), holder=key)
        token = held.show_all()
        elsewhere = held.bind(token, audience="https://else.example", nonce="1", at=sim.now)
    else:
        token = elsewhere = sim.sign({**sim.issue(None), "cnf": {"jwk": key.jwk()}}, "ES256", typ="vc+jwt")
    own = ask(sim, present(wallet, token, suite="EdDSA"))
    assert own.verified
    assert said(own.credentials[0], "proof.key_binding") == ("PASSED", "binding.by_presenter")
    thief = sim.neighbour("thief.example", method="did:key", seed=66)
    # That its holder answered somebody else does not make it that of whoever has the answer.
    for copied in (token, elsewhere):
        report = ask(sim, present(thief, copied, suite="EdDSA"))
        assert report.verdict is Verdict.INCONCLUSIVE
        assert said(report, "holder.subject") == ("INCONCLUSIVE", "holder.key_not_shown")


def test_a_key_that_is_not_shown_does_not_matter_where_the_holder_is_named(
    sim: IssuerSimulator, wallet: IssuerSimulator
) -> None:
    other = sim.neighbour("other.example", method="did:key", seed=10)
    named = {**sim.issue(wallet.id), "cnf": {"jwk": other.key().signing.jwk()}}
    report = ask(sim, present(wallet, sim.sign(named, "ES256", typ="vc+jwt"), suite="EdDSA"))
    assert said(report.credentials[0], "proof.key_binding") == ("NOT_APPLICABLE", "binding.not_shown")
    assert said(report, "holder.subject") == ("PASSED", "holder.is_subject")


@pytest.mark.parametrize("named", ["method", "did", "another", ["a", "list"], {}, 7, None])
def test_the_key_may_be_named(sim: IssuerSimulator, wallet: IssuerSimulator, named: Any) -> None:
    names = {"method": wallet.method_id(), "did": wallet.id, "another": "did:example:x#1"}
    kid = names[named] if isinstance(named, str) else named
    token = sim.sign({**sim.issue(None), "cnf": {"kid": kid}}, "ES256", typ="vc+jwt")
    report = ask(sim, present(wallet, token, suite="EdDSA"))
    good = named in ("method", "did")
    assert report.verified is good
    assert result(report, "holder.subject").code == (
        "holder.not_everywhere" if good else "holder.key_not_shown"
    )


@pytest.mark.parametrize("jwk", [{"kty": "OKP"}, {}, 7, None, "key"])
def test_a_key_that_cannot_be_read_is_nobodys(
    sim: IssuerSimulator, wallet: IssuerSimulator, jwk: Any
) -> None:
    token = sim.sign({**sim.issue(None), "cnf": {"jwk": jwk}}, "ES256", typ="vc+jwt")
    report = ask(sim, present(wallet, token, suite="EdDSA"))
    assert said(report.credentials[0], "proof.key_binding") == ("NOT_APPLICABLE", "binding.not_shown")
    assert said(report, "holder.subject") == ("INCONCLUSIVE", "holder.key_not_shown")


@pytest.mark.parametrize("given", [[], [[]]])
def test_a_list_of_credentials_holds_some(sim: IssuerSimulator, wallet: IssuerSimulator, given: Any) -> None:
    report = ask(sim, present(wallet, suite="EdDSA", extra={"verifiableCredential": given}))
    assert said(report, "nested.credentials") == ("FAILED", "nested.none")
    assert report.verdict is Verdict.REJECTED


def test_only_credentials_are_presented(sim: IssuerSimulator, wallet: IssuerSimulator) -> None:
    inner = present(wallet, badge_of(sim, wallet))
    older = sim.older.issue("2.0").document
    for entry in (inner, older, {"type": ["Profile"], "id": sim.id}, 7):
        report = ask(sim, present(wallet, suite="EdDSA", extra={"verifiableCredential": [entry]}))
        assert not report.verified
        assert [child.verified for child in report.credentials] == [False]


def test_there_is_a_bound(sim: IssuerSimulator, wallet: IssuerSimulator) -> None:
    entries = [badge_of(sim, wallet)] * 4
    made = present(wallet, *entries, suite="EdDSA")
    verifier = Verifier(fetcher=sim, limits=Limits(credentials=3))
    report = verifier.verify(made, now=sim.now, **ASKED)  # type: ignore[arg-type]
    assert said(report, "nested.credentials") == ("INCONCLUSIVE", "nested.too_many_here")
    just = Verifier(fetcher=sim, limits=Limits(credentials=4)).verify(made, now=sim.now, **ASKED)  # type: ignore[arg-type]
    assert just.verified


def test_under_w3c_a_presentation_counts_for_its_own_signature(
    sim: IssuerSimulator, wallet: IssuerSimulator
) -> None:
    thief = sim.neighbour("thief.example", method="did:key", seed=66)
    report = ask(sim, present(thief, badge_of(sim, wallet)), policy=Policy.w3c())
    assert report.verified
    assert {check.id for check in report.waived} == {"holder.subject"}
    changed = present(wallet, tamper(badge_of(sim, wallet), "$.name", "Other"), suite="EdDSA")
    inside = ask(sim, changed, policy=Policy.w3c())
    assert inside.verified
    assert result(inside, "nested.credentials").outcome is Outcome.FAILED
    assert isinstance(inside.assertion, VerifiablePresentation)
    assert inside.assertion.verifiable_credential == ()
    copied = ask(sim, present(wallet), policy=Policy.w3c(), challenge="another")
    assert copied.verdict is Verdict.REJECTED


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"type": ["Something"]}, None),
        ({"@context": ["https://www.w3.org/ns/credentials/examples/v2"]}, "structure.context_first"),
        ({"@context": ["https://example.com/x", "https://www.w3.org/ns/credentials/v2"]}, None),
        ({"@context": ["https://www.w3.org/ns/credentials/v2", 123192875]}, "structure.wrong_type"),
        ({"@context": "https://www.w3.org/ns/credentials/v2"}, "structure.context_not_a_list"),
        ({"id": "not a url"}, "structure.not_a_url"),
        ({"holder": ["did:example:a", "did:example:b"]}, "structure.wrong_type"),
        ({"holder": "nobody"}, "structure.not_a_url"),
        ({"verifiableCredential": "https://uni.example/badge"}, "structure.wrong_type"),
        ({"termsOfUse": {"id": "https://x.example/terms"}}, "structure.missing"),
    ],
)
def test_a_presentation_has_the_shape_of_one(
    sim: IssuerSimulator, wallet: IssuerSimulator, change: Any, code: str | None
) -> None:
    made = {**present(wallet, badge_of(sim, wallet)), **change}
    report = ask(sim, made)
    assert not report.verified
    if code is not None:
        codes = {finding.code for finding in result(report, "structure.members").findings}
        assert code in {said(report, "structure.members")[1], *codes}


@pytest.mark.parametrize("given", ["not-a-credential", "urn:x:1", None, 7])
def test_an_envelope_inside_holds_a_credential_under_every_policy(
    sim: IssuerSimulator, wallet: IssuerSimulator, given: Any
) -> None:
    """What is inside may be waived; that there is something is for the data model (VCDM 2.0 4.13.3)."""
    entry = {**enveloped(sim.sign(sim.issue(wallet.id), "EdDSA")), "id": given}
    for policy in (Policy.standard(), Policy.w3c()):
        report = judge(sim, present(wallet, entry, suite="EdDSA"), policy=policy, **ASKED)
        assert report.verdict is Verdict.REJECTED
        found = result(report, "structure.members")
        assert "structure.no_data_url" in [one.code for one in (found.reason, *found.findings)]


# What each answer says exactly.


def test_what_is_bound_to_the_key_of_somebody_who_also_signed_is_not_the_holders(
    sim: IssuerSimulator, wallet: IssuerSimulator
) -> None:
    """Anybody can be asked to sign a presentation, too; what is theirs does not become the holder's."""
    other = sim.neighbour("other.example", method="did:key", seed=10)
    tokens = {
        who: sim.sign({**sim.issue(None), "cnf": {"jwk": who.key().signing.jwk()}}, "ES256", typ="vc+jwt")
        for who in (wallet, other)
    }
    codes = {}
    for who, token in tokens.items():
        made = other.sign(present(wallet, token), purpose="authentication", **ASKED)
        report = ask(sim, made)
        assert said(report, "holder.bound") == ("WARNING", "holder.also_signed_by")
        codes[who] = (said(report.credentials[0], "proof.key_binding")[1], report.verified)
        if who is other:
            assert said(report, "holder.subject") == ("INCONCLUSIVE", "holder.key_not_shown")
    assert codes == {wallet: ("binding.by_presenter", True), other: ("binding.not_shown", False)}


def test_an_endorsement_that_is_handed_over_is_about_nobody(
    sim: IssuerSimulator, wallet: IssuerSimulator
) -> None:
    endorsement = sim.sign(sim.endorse("https://college.example/badge"), "EdDSA")
    beside = ask(sim, present(wallet, badge_of(sim, wallet), endorsement, suite="EdDSA"))
    assert beside.verified, beside.best_reason
    assert said(beside, "nested.credentials") == ("PASSED", "nested.all_verified")
    assert said(beside, "holder.subject") == ("PASSED", "holder.is_subject")
    assert result(beside, "holder.subject").reason.params["count"] == 1
    alone = ask(sim, present(wallet, endorsement, suite="EdDSA"))
    assert said(alone, "holder.subject") == ("NOT_APPLICABLE", "holder.nothing_to_compare")


def test_what_cannot_be_compared_with_the_candidate_is_named(
    sim: IssuerSimulator, wallet: IssuerSimulator
) -> None:
    made = present(wallet, suite="EdDSA", extra={"verifiableCredential": [badge_of(sim, wallet), 7]})
    someone = {"id": wallet.id}
    found = result(ask(sim, made, candidate=someone), "recipient.matches")
    assert (found.outcome.value, found.code) == ("INCONCLUSIVE", "recipient.nothing_to_match")
    assert found.reason.path == "$.verifiableCredential[1]"
    nothing = result(ask(sim, present(wallet), candidate=someone), "recipient.matches")
    assert (nothing.code, nothing.reason.path) == ("recipient.nothing_to_match", "$")
    unasked = ask(sim, present(wallet, badge_of(sim, wallet)))
    assert said(unasked, "recipient.matches") == ("NOT_APPLICABLE", "recipient.not_asked")
    demanded = ask(sim, present(wallet, badge_of(sim, wallet)), policy=Policy.hiring())
    assert said(demanded, "recipient.matches") == ("INCONCLUSIVE", "recipient.no_candidate")


def test_a_badge_of_somebody_else_is_found_wherever_it_stands(
    sim: IssuerSimulator, wallet: IssuerSimulator
) -> None:
    """The gravest answer counts, in whatever order the badges are handed over."""
    mail = {"email": "anna@example.org"}
    annas = sim.sign(sim.issue("anna@example.org"))
    bens = sim.sign(sim.issue("did:example:ben"))
    openly = sim.sign(sim.issue(None))
    alone = ask(sim, present(wallet, annas), candidate=mail)
    assert said(alone, "holder.subject") == ("WARNING", "holder.not_everywhere")
    assert [one.code for one in result(alone, "holder.subject").findings] == ["holder.candidates_credential"]
    changed = tamper(badge_of(sim, wallet), "$.name", "Other")
    hidden = sim.sign_sd_jwt(sim.issue(wallet.id), disclosable=["$.credentialSubject.id"]).show()
    bound = sim.sign({**sim.issue(None), "cnf": {"kid": "did:example:x#1"}}, "ES256", typ="vc+jwt")
    before = ((annas,), (openly, annas), (changed,), (hidden,), (bound,))
    for entries in ((bens, annas), *((*others, bens) for others in before)):
        report = ask(sim, present(wallet, *entries))
        assert said(report, "holder.subject") == ("FAILED", "holder.not_subject")
        assert result(report, "holder.subject").reason.params["subject"] == "did:example:ben"
    key_of_the_holder = ask(sim, present(wallet, sim.sign(sim.issue(wallet.method_id()))))
    assert said(key_of_the_holder, "holder.subject") == ("INCONCLUSIVE", "holder.subject_unknown")


def test_ones_own_word_is_shown_and_nothing_else_that_is_unverified(
    sim: IssuerSimulator, wallet: IssuerSimulator
) -> None:
    own = wallet.credential({"id": wallet.id, "name": "Anna Ek"})
    badge = badge_of(sim, wallet)
    bare = {**own, "issuer": wallet.id}
    for word in (own, bare):
        report = ask(sim, present(wallet, badge, word, suite="EdDSA"))
        assert said(report, "nested.credentials") == ("WARNING", "presentation.self_asserted")
        assert isinstance(report.assertion, VerifiablePresentation)
        shown = [type(entry).__name__ for entry in report.assertion.verifiable_credential]
        assert shown == ["Assertion", "VerifiableCredential"]
    changed = tamper(badge, "$.name", "Other")
    policy = Policy.w3c()
    presented = ask(sim, present(wallet, changed, badge, own, suite="EdDSA"), policy=policy).assertion
    assert isinstance(presented, VerifiablePresentation)
    assert [type(entry).__name__ for entry in presented.verifiable_credential] == shown
    strangers = sim.credential({"id": wallet.id, "name": "Anna Ek"})
    forged = ask(sim, present(wallet, strangers, suite="EdDSA"), policy=policy).assertion
    assert isinstance(forged, VerifiablePresentation)
    assert forged.verifiable_credential == ()


def test_what_is_verified_in_nobodys_name_is_compared_as_well(
    sim: IssuerSimulator, wallet: IssuerSimulator
) -> None:
    """Policy.w3c() leaves open whose key it was, not whom it is about."""
    notary = sim.neighbour("notary.example", method="did:key", seed=8)
    made = present(wallet, notary.sign(sim.issue("did:example:ben")))
    report = ask(sim, made, policy=Policy.w3c())
    assert report.credentials[0].verified
    assert report.credentials[0].issuer is None
    assert said(report, "holder.subject") == ("FAILED", "holder.not_subject")


def test_who_names_nobody_is_not_the_holder_that_nobody_knows(sim: IssuerSimulator) -> None:
    header = {"alg": "EdDSA", "typ": "vp+jwt"}
    inside = {**sim.credential(), "issuer": {"id": "", "name": "Anna Ek"}}
    made = {**sim.present(holder=None), "verifiableCredential": [inside]}
    del made["proof"]
    report = ask(sim, compact_jws(header, made, "EdDSA", sim.key().signing))
    assert said(report, "holder.bound") == ("INCONCLUSIVE", "proof.nothing_verified")
    assert said(report.credentials[0], "proof.integrity") == ("FAILED", "proof.missing")
