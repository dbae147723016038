"""proof.*: integrity, coverage, token claims, expectations and the key's own dates."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from tests.support.judging import judge, result, said

from badgekit import CheckResult, Limits, Policy, Verdict, Verifier
from badgekit.jsonld import ContextStore, Engine
from badgekit.testing import IssuerSimulator
from badgekit.testing.embedded_suites import EMBEDDED_SUITES
from badgekit.testing.securing import compact_jws

DAY = timedelta(days=1)
# Only the context of VCDM 1.1 has them.
ONLY_1_1 = ["EcdsaSecp256r1Signature2019", "RsaSignature2018"]
# What the issuer makes with it is not for verifiers.
BASE = ["ecdsa-sd-2023"]
EMBEDDED = [suite for suite in EMBEDDED_SUITES if suite not in (*ONLY_1_1, *BASE)]
TOKENS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "ES256K", "EdDSA"]


@pytest.fixture
def sim() -> IssuerSimulator:
    return IssuerSimulator("uni.example")


@pytest.mark.parametrize(
    ("suite", "vcdm"),
    [
        *((suite, vcdm) for suite in (*EMBEDDED, *TOKENS) for vcdm in ("2.0", "1.1")),
        *((suite, "1.1") for suite in ONLY_1_1),
    ],
)
def test_every_mechanism_verifies_and_notices_a_change(sim: IssuerSimulator, suite: str, vcdm: Any) -> None:
    signed = sim.sign(sim.issue(vcdm=vcdm), suite)
    report = judge(sim, signed)
    assert report.verified, report.best_reason
    assert said(report, "proof.integrity")[1] == "proof.verified"
    credential = "$.vc" if isinstance(signed, str) and vcdm == "1.1" else "$"
    changed = judge(
        sim, sim.tamper(signed, f"{credential}.credentialSubject.achievement.name", "Doctor of Everything")
    )
    assert changed.verdict is Verdict.REJECTED
    assert result(changed, "proof.integrity").outcome == "FAILED"


@pytest.mark.parametrize("proof", [None, [], [None], {}, "z", [{}]])
def test_an_empty_proof_is_no_proof(sim: IssuerSimulator, proof: Any) -> None:
    badge = sim.issue()
    badge["proof"] = proof
    report = judge(sim, badge)
    assert report.verdict is Verdict.REJECTED
    assert result(report, "proof.integrity").outcome == "FAILED"


def test_no_proof_at_all(sim: IssuerSimulator) -> None:
    assert said(judge(sim, sim.issue()), "proof.integrity") == ("FAILED", "proof.missing")


def test_an_unknown_suite_leaves_the_answer_open_alone_and_is_a_remark_beside_a_good_one(
    sim: IssuerSimulator,
) -> None:
    signed = sim.sign(sim.issue())
    unknown = {**signed["proof"], "cryptosuite": "of-somebody-2023"}
    alone = judge(sim, {**signed, "proof": unknown})
    assert alone.verdict is Verdict.INCONCLUSIVE
    assert said(alone, "proof.integrity") == ("INCONCLUSIVE", "proof.suite_unsupported")
    for asked in ("proof.coverage", "proof.key_in_force"):
        assert said(alone, asked) == ("INCONCLUSIVE", "proof.nothing_verified")
    beside = judge(sim, {**signed, "proof": [signed["proof"], unknown]})
    assert beside.verified
    assert said(beside, "proof.integrity")[0] == "WARNING"


def test_one_bad_proof_spoils_the_set(sim: IssuerSimulator) -> None:
    badge = sim.issue()
    both = sim.sign(sim.sign(badge), "ecdsa-rdfc-2019")
    assert judge(sim, both).verified
    forger = sim.neighbour("evil.example", seed=9)
    broken = {
        **both,
        "proof": [both["proof"][0], {**both["proof"][1], "proofValue": both["proof"][0]["proofValue"]}],
    }
    assert judge(sim, broken).verdict is Verdict.REJECTED
    countersigned_badge = forger.sign(sim.sign(badge))
    countersigned = judge(sim, countersigned_badge)
    assert countersigned.verified
    found = result(countersigned, "proof.integrity")
    assert (found.outcome, [finding.code for finding in found.findings]) == (
        "WARNING",
        ["proof.by_somebody_else", "proof.revision"],
    )
    assert all("evil.example" not in item.url for item in countersigned.evidence), "nobody else is asked"
    assert len(countersigned.require().proof) == 1, "what nobody verified is not in the assertion"
    assert countersigned.issuer is not None
    assert countersigned.issuer.id == sim.id
    assert judge(sim, forger.sign(badge)).verdict is Verdict.REJECTED
    notary = IssuerSimulator("notary.example", method="did:key", seed=8)
    witnessed = judge(sim, notary.sign(sim.sign(badge)))
    assert witnessed.verified
    assert said(witnessed, "issuer.bound") == ("WARNING", "issuer.also_signed_by")
    alone = judge(sim, notary.sign(badge))
    assert said(alone, "proof.integrity")[0] == "PASSED", "whose key it is, is another question"
    assert said(alone, "issuer.bound") == ("FAILED", "key.not_bound_to_issuer")
    sim.go_offline()
    assert judge(sim, countersigned_badge).verdict is Verdict.INCONCLUSIVE, "the issuer may well have signed"


def test_the_issuers_signature_of_an_unknown_kind_leaves_it_open_whoever_signed_beside(
    sim: IssuerSimulator,
) -> None:
    notary = IssuerSimulator("notary.example", method="did:key", seed=8)
    badge = sim.issue()
    newer = {**sim.sign(badge)["proof"], "cryptosuite": "mldsa44-rdfc-2024"}
    assert judge(sim, {**badge, "proof": newer}).verdict is Verdict.INCONCLUSIVE
    witness = notary.sign(badge)["proof"]
    report = judge(sim, {**badge, "proof": [newer, witness]})
    assert said(report, "issuer.bound") == ("INCONCLUSIVE", "proof.own_not_evaluated")
    assert report.verdict is Verdict.INCONCLUSIVE
    for stranger in (notary.method_id(), f"{sim.id}.evil.example#1", sim.id[:-1], 5):
        other = {**newer, "verificationMethod": stranger}
        report = judge(sim, {**badge, "proof": [other, witness]})
        assert said(report, "issuer.bound") == ("FAILED", "key.not_bound_to_issuer")
        assert report.verdict is Verdict.REJECTED


def test_a_context_of_the_proof_says_nothing_new(sim: IssuerSimulator) -> None:
    """It is not signed: the suites put the document's in its place."""
    signed = sim.sign(sim.issue())
    contexts = signed["@context"]

    def with_own(own: Any) -> tuple[str, str]:
        return said(judge(sim, {**signed, "proof": {**signed["proof"], "@context": own}}), "proof.integrity")

    for known in (contexts, contexts[0], contexts[1], contexts[::-1]):
        assert with_own(known) == ("PASSED", "proof.verified")
    for other in ([*contexts, "https://w3id.org/security/v2"], {"expires": None}, [], None, "", [contexts]):
        assert with_own(other) == ("FAILED", "proof.own_context")


def test_a_context_of_the_proof_is_compared_as_json(sim: IssuerSimulator) -> None:
    inline = {"other": {"@id": "https://x.example/other", "@protected": True}}
    badge = sim.issue()
    signed = sim.sign({**badge, "@context": [*badge["@context"], inline]})
    own: dict[str, Any] = {"other": {**inline["other"], "@protected": 1}}
    assert inline == own, "to Python"
    for context, code in ((inline, "proof.verified"), (own, "proof.own_context")):
        changed = {**signed, "proof": {**signed["proof"], "@context": context}}
        assert said(judge(sim, changed), "proof.integrity")[1] == code


def test_long_lists_of_contexts_are_not_compared_each_with_each(sim: IssuerSimulator) -> None:
    """That would take minutes."""
    signed = sim.sign(sim.issue())
    more = [f"x:{number}" for number in range(80_000)]
    long = {
        **signed,
        "@context": [*signed["@context"], *more],
        "proof": {**signed["proof"], "@context": more},
    }
    assert judge(sim, long).verdict is not Verdict.VERIFIED


def test_too_many_proofs_are_not_looked_at(sim: IssuerSimulator) -> None:
    signed = sim.sign(sim.issue())
    report = judge(sim, {**signed, "proof": [signed["proof"]] * 17})
    assert said(report, "proof.integrity") == ("INCONCLUSIVE", "proof.too_many")


def test_a_chained_proof_signs_the_proof_before_it(sim: IssuerSimulator) -> None:
    first = sim.sign(sim.issue(), proof_id="urn:uuid:first")
    chained = sim.sign(first, previous="urn:uuid:first")
    assert judge(sim, chained).verified
    one, two = chained["proof"]
    assert (
        judge(sim, {**chained, "proof": [{**one, "created": "2026-01-01T00:00:00Z"}, two]}).verdict
        is Verdict.REJECTED
    )
    without = judge(sim, {**chained, "proof": [two]})
    assert said(without, "proof.integrity") == ("FAILED", "proof.previous_missing")
    loop = {**chained, "proof": [{**one, "previousProof": "urn:uuid:two"}, {**two, "id": "urn:uuid:two"}]}
    assert said(judge(sim, loop), "proof.integrity")[0] == "FAILED"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"proofPurpose": "authentication"}, "proof.wrong_purpose"),
        ({"proofPurpose": None}, "proof.wrong_purpose"),
        ({"verificationMethod": {"id": "did:web:uni.example#key"}}, "proof.malformed"),
        ({"verificationMethod": ""}, "proof.malformed"),
        ({"cryptosuite": 7}, "proof.malformed"),
        ({"type": ["DataIntegrityProof"]}, "proof.malformed"),
        ({"type": "Ed25519Signature2020"}, "proof.malformed"),
        ({"proofValue": "u" + "A" * 86}, "proof.value_encoding"),
        ({"proofValue": "z0OIl"}, "proof.value_encoding"),
        ({"proofValue": ["z"]}, "proof.value_encoding"),
        ({"proofValue": "z" + "1" * 64}, "proof.invalid"),
        ({"proofValue": "z" + "1" * 5000}, "proof.value_encoding"),
        ({"domain": 7}, "proof.malformed"),
        ({"challenge": {}}, "proof.malformed"),
        ({"created": "yesterday"}, "date.malformed"),
    ],
)
def test_a_malformed_proof_is_refused(sim: IssuerSimulator, change: dict[str, Any], code: str) -> None:
    signed = sim.sign(sim.issue())
    report = judge(sim, {**signed, "proof": {**signed["proof"], **change}})
    assert report.verdict is Verdict.REJECTED
    assert result(report, "proof.integrity").code == code


def test_a_key_of_another_kind_cannot_have_made_the_signature(sim: IssuerSimulator) -> None:
    signed = sim.sign(sim.issue(), "ecdsa-rdfc-2019")
    report = judge(sim, {**signed, "proof": {**signed["proof"], "cryptosuite": "eddsa-rdfc-2022"}})
    assert said(report, "proof.integrity") == ("FAILED", "proof.key_type")


def test_a_key_for_signing_in_does_not_sign_badges(sim: IssuerSimulator) -> None:
    sim.keys.list_under("authentication")
    report = judge(sim, sim.sign(sim.issue()))
    assert said(report, "proof.integrity") == ("FAILED", "key.wrong_purpose")


@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "EdDSA"])
def test_a_revoked_or_expired_key(sim: IssuerSimulator, suite: str) -> None:
    badge = sim.issue()
    signed = sim.sign(badge, suite)
    assert said(judge(sim, signed), "proof.key_in_force") == ("PASSED", "proof.key_in_force")
    sim.keys.revoke(at=sim.started - DAY)
    assert said(judge(sim, signed), "proof.key_in_force") == ("FAILED", "proof.key_revoked")
    other = IssuerSimulator("uni.example")
    other.keys.revoke(at=other.now - DAY)
    later = judge(other, other.sign(badge, suite))
    assert later.verdict is Verdict.INCONCLUSIVE
    assert said(later, "proof.key_in_force") == ("INCONCLUSIVE", "proof.key_revoked_since")
    third = IssuerSimulator("uni.example")
    third.keys.expire(at=third.started - DAY)
    assert said(judge(third, third.sign(badge, suite)), "proof.key_in_force") == (
        "FAILED",
        "proof.key_expired",
    )
    fourth = IssuerSimulator("uni.example")
    fourth.keys.expire(at=fourth.now - DAY)
    assert said(judge(fourth, fourth.sign(badge, suite)), "proof.key_in_force") == (
        "INCONCLUSIVE",
        "proof.key_expired_since",
    )


@pytest.mark.parametrize("suite", ["eddsa-jcs-2022", "EdDSA"])
def test_a_key_may_have_ended_twice(suite: str) -> None:
    """That it was revoked only later does not make a signature good that was made after it had run out."""
    sim = IssuerSimulator("uni.example")
    sim.keys.expire(at=sim.started - DAY)
    sim.keys.revoke(at=sim.now - DAY)
    signed = sim.sign(sim.issue(), suite)
    assert said(judge(sim, signed), "proof.key_in_force") == ("FAILED", "proof.key_expired")
    sim.keys.expire(at=sim.now - 2 * DAY)
    report = judge(sim, signed)
    assert said(report, "proof.key_in_force") == ("INCONCLUSIVE", "proof.key_revoked_since")
    assert result(report, "proof.key_in_force").reason.params["at"] == sim.now - DAY


def test_of_several_keys_each_must_have_been_in_force() -> None:
    sim = IssuerSimulator("uni.example")
    sim.keys.expire(at=sim.now - DAY)
    sim.keys.expire("P-256", at=sim.now - 2 * DAY)
    twice = sim.sign(sim.sign(sim.issue()), "ecdsa-rdfc-2019")
    since = result(judge(sim, twice), "proof.key_in_force")
    assert (since.code, since.reason.path) == ("proof.key_expired_since", "$.proof[0]")
    assert since.reason.params["at"] == sim.now - DAY
    sim.keys.revoke("P-256", at=sim.started)
    before = result(judge(sim, twice), "proof.key_in_force")
    assert (before.code, before.reason.path) == ("proof.key_revoked", "$.proof[1]")


def test_a_token_was_signed_when_it_says_so_and_else_when_it_begins(sim: IssuerSimulator) -> None:
    sim.keys.revoke(at=sim.now - DAY)
    revoked, begins = sim.now - DAY, sim.started
    for issued_at, found in (
        (revoked, ("FAILED", "proof.key_revoked")),
        (revoked - DAY, ("INCONCLUSIVE", "proof.key_revoked_since")),
        (None, ("INCONCLUSIVE", "proof.key_revoked_since")),
    ):
        claims = {"iat": None if issued_at is None else int(issued_at.timestamp())}
        token = sim.sign(sim.issue(valid_from=begins), "EdDSA", claims=claims)
        assert said(judge(sim, token), "proof.key_in_force") == found


def test_the_key_of_a_signature_that_nobody_checked_says_nothing(sim: IssuerSimulator) -> None:
    twice = sim.sign(sim.sign(sim.issue()), "ecdsa-jcs-2019")
    sim.keys.revoke(at=sim.started - DAY)
    report = Verifier(fetcher=sim, limits=Limits(quads=1)).verify(twice, now=sim.now)
    assert said(report, "proof.integrity") == ("INCONCLUSIVE", "jsonld.too_complex")
    assert said(report, "proof.key_in_force") == ("PASSED", "proof.key_in_force")


def test_a_token_is_as_good_as_the_proofs_inside_it(sim: IssuerSimulator) -> None:
    inner = sim.sign(sim.issue())
    good = inner["proof"]
    new = {**good, "cryptosuite": "unknown-2030"}
    away = {**good, "verificationMethod": "did:web:nowhere.example#key-1"}
    broken = {**good, "created": "2020-01-01T00:00:00Z"}

    def decided(*proofs: Any) -> CheckResult:
        token = sim.sign({**inner, "proof": list(proofs)}, "EdDSA")
        return result(judge(sim, token, policy=Policy.w3c()), "proof.integrity")

    def found(*proofs: Any) -> tuple[str, str]:
        return decided(*proofs).outcome.value, decided(*proofs).code

    assert found(good) == found(good, good) == ("PASSED", "proof.verified")
    assert found(new) == found(good, new, new) == ("WARNING", "proof.verified")
    for order in ((new, broken), (broken, new), (away, new, broken)):
        assert found(*order) == ("FAILED", "proof.invalid")
    for order, code in (
        ((away, good), "net.unresolved"),
        ((away, new), "net.unresolved"),
        ((new, away), "proof.suite_unsupported"),
    ):
        assert found(*order) == ("INCONCLUSIVE", code)
    assert decided(good, broken, broken).reason.path == "$.proof[1]"
    forged = sim.sign({**inner, "proof": [new]}, "EdDSA")
    forged = forged[:-4] + ("AAAA" if forged[-4:] != "AAAA" else "BBBB")
    assert said(judge(sim, forged), "proof.integrity")[0] == "FAILED"


def test_of_several_proofs_the_gravest_decides_and_the_others_are_said(sim: IssuerSimulator) -> None:
    signed = sim.sign(sim.issue())
    good = signed["proof"]
    new = {**good, "cryptosuite": "unknown-2030"}
    away = {**good, "verificationMethod": "did:web:nowhere.example#key-1"}
    broken = {**good, "created": "2020-01-01T00:00:00Z"}

    def found(*proofs: Any) -> tuple[str, list[str]]:
        report = judge(sim, {**signed, "proof": list(proofs)}, policy=Policy.w3c())
        decided = result(report, "proof.integrity")
        return f"{decided.outcome.value} {decided.reason.path}", [
            finding.path for finding in decided.findings
        ]

    assert found(new, broken, away, broken) == ("FAILED $.proof[1]", ["$.proof[3]"])
    assert found(broken, good) == ("FAILED $.proof[0]", [])
    assert found(new, new) == ("INCONCLUSIVE $.proof[0]", ["$.proof[1]"])
    # What nobody could be asked for comes before what is not known here.
    assert found(new, away, new) == ("INCONCLUSIVE $", ["$.proof[0]", "$.proof[2]"])
    # Nor is a good one enough beside one that may be wrong for all that is known.
    assert found(good, new, away) == ("INCONCLUSIVE $", ["$.proof[1]"])
    assert found(good, new) == ("WARNING $.proof[0]", ["$.proof[1]", "$.proof[0]"])


def test_where_two_verify_the_first_is_named(sim: IssuerSimulator) -> None:
    twice = sim.sign(sim.sign(sim.issue(), "eddsa-jcs-2022"), "ecdsa-jcs-2019")
    found = result(judge(sim, twice), "proof.integrity")
    assert (found.code, found.reason.path) == ("proof.verified", "$.proof[0]")
    assert dict(found.reason.params) == {"suite": "eddsa-jcs-2022", "method": sim.method_id()}


def test_of_several_strangers_the_first_is_named(sim: IssuerSimulator) -> None:
    strangers = [sim.neighbour(f"{name}.example", seed=seed) for seed, name in enumerate("ab", start=30)]
    badge: Any = sim.issue()
    for stranger in strangers:
        badge = stranger.sign(badge, "eddsa-jcs-2022")
    found = result(judge(sim, badge), "proof.integrity")
    assert (found.code, found.reason.path) == ("key.not_bound_to_issuer", "$.proof[0]")
    assert dict(found.reason.params) == {"controller": strangers[0].id, "issuer": sim.id}
    # Beside the issuer's own, of which nothing is known yet, they are not worth a word.
    newer = {**sim.sign(sim.issue(), "eddsa-jcs-2022")["proof"], "cryptosuite": "mldsa44-rdfc-2024"}
    beside = result(judge(sim, {**badge, "proof": [badge["proof"][0], newer]}), "proof.integrity")
    assert (beside.code, beside.reason.path) == ("proof.suite_unsupported", "$.proof[1]")
    assert beside.findings == ()


def test_what_was_tolerated_is_said(sim: IssuerSimulator) -> None:
    token = result(judge(sim, sim.sign(sim.issue(), "EdDSA", header={"x": 1})), "proof.integrity")
    assert (token.outcome.value, token.code) == ("WARNING", "proof.verified")
    assert [finding.code for finding in token.findings] == ["jwt.unknown_header"]
    assert token.reason.params["method"] == sim.method_id()
    bare = IssuerSimulator("wallet.example", method="did:key", seed=8)
    signed = bare.sign(bare.issue(), "eddsa-jcs-2022", method=bare.id)
    embedded = result(judge(bare, signed), "proof.integrity")
    assert (embedded.outcome.value, embedded.code) == ("WARNING", "proof.verified")
    assert [finding.code for finding in embedded.findings] == ["key.bare_did"]


def test_the_key_that_a_token_names_does_not_name_its_issuer(sim: IssuerSimulator) -> None:
    """Only of a presentation that names no holder: there, whoever has the key is who presents."""
    nobodys = {name: value for name, value in sim.issue().items() if name != "issuer"}
    assert said(judge(sim, sim.sign(nobodys, "EdDSA")), "proof.integrity") == ("FAILED", "issuer.missing")
    thief = sim.neighbour("thief.example", method="did:key", seed=66)
    options: dict[str, Any] = {"typ": "vp+jwt", "holder": sim.id, "claims": {"iss": sim.id}}
    stolen = thief.present([sim.sign(sim.issue(sim.id))], "EdDSA", **options)
    assert said(judge(sim, stolen), "proof.integrity") == ("FAILED", "key.not_bound_to_issuer")


def test_the_claims_of_a_token_say_what_the_credential_says(sim: IssuerSimulator) -> None:
    badge = sim.issue("did:example:anna")

    def found(signed: Any) -> tuple[str, str]:
        return said(judge(sim, signed), "proof.claims")

    assert found(sim.sign(badge, "eddsa-jcs-2022")) == ("NOT_APPLICABLE", "jwt.no_token")
    assert found(sim.sign(badge, "EdDSA")) == ("PASSED", "jwt.claims_agree")
    other = sim.sign(badge, "EdDSA", claims={"jti": "urn:x:other"})
    assert found(other) == ("FAILED", "jwt.claim_mismatch")
    optional = sim.sign_sd_jwt(badge, disclosable=["$.validFrom"]).show_all()
    assert found(optional) == ("WARNING", "sdjwt.should_be_mandatory")


@pytest.mark.parametrize(
    ("asked", "outcome"),
    [({}, "INCONCLUSIVE"), ({"domain": "https://a.example"}, "FAILED"), ({"challenge": "1"}, "FAILED")],
)
def test_who_asks_a_holder_wants_a_signature(
    sim: IssuerSimulator, asked: dict[str, Any], outcome: str
) -> None:
    presentation = sim.present([sim.sign(sim.issue())])
    del presentation["proof"]
    report = judge(sim, presentation, **asked)
    assert said(report, "proof.integrity") == (outcome, "presentation.unsigned")


@pytest.mark.parametrize("kid", [None, "key-1", "#key-1"])
def test_a_token_that_names_neither_holder_nor_key_answers_to_nobody(
    sim: IssuerSimulator, kid: str | None
) -> None:
    presentation = sim.present([])
    del presentation["proof"], presentation["holder"]
    header = {"alg": "EdDSA", "typ": "vp+jwt", **({"kid": kid} if kid else {})}
    token = compact_jws(header, presentation, "EdDSA", sim.key().signing)
    assert said(judge(sim, token), "proof.integrity") == ("INCONCLUSIVE", "jwt.no_holder")
    named = compact_jws({**header, "kid": sim.method_id()}, presentation, "EdDSA", sim.key().signing)
    assert said(judge(sim, named), "proof.integrity")[0] == "PASSED"


@pytest.mark.parametrize("policy", [Policy.standard(), Policy.w3c()], ids=["standard", "w3c"])
def test_a_proof_of_an_unknown_kind_inside_is_no_signature_of_the_token(
    sim: IssuerSimulator, policy: Policy
) -> None:
    presentation = sim.present([])
    presentation["proof"]["cryptosuite"] = "of-somebody-2023"
    del presentation["holder"]
    token = compact_jws({"alg": "EdDSA", "typ": "vp+jwt"}, presentation, "EdDSA", sim.key().signing)
    report = judge(sim, token, policy=policy)
    assert said(report, "proof.integrity") == ("INCONCLUSIVE", "jwt.no_holder")
    assert report.verdict is Verdict.INCONCLUSIVE


def test_the_moment_of_revocation_or_expiry_is_the_first_without_the_key() -> None:
    for end, code in (("revoke", "proof.key_revoked"), ("expire", "proof.key_expired")):
        sim = IssuerSimulator("uni.example")
        signed = sim.sign(sim.issue())
        created = datetime.fromisoformat(signed["proof"]["created"])

        def at(moment: datetime, now: datetime) -> tuple[str, str]:
            getattr(sim.keys, end)(at=moment)  # noqa: B023
            return said(judge(sim, signed, now=now), "proof.key_in_force")  # noqa: B023

        second = timedelta(seconds=1)
        assert at(created, sim.now) == ("FAILED", code)
        assert at(created + second, sim.now) == ("INCONCLUSIVE", f"{code}_since")
        assert at(sim.now, sim.now) == ("INCONCLUSIVE", f"{code}_since")
        assert at(sim.now + second, sim.now) == ("PASSED", "proof.key_in_force")


@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "eddsa-jcs-2022", "EdDSA"])
def test_a_key_that_is_revoked_under_one_name_is_revoked_under_every_name(
    sim: IssuerSimulator, suite: str
) -> None:
    """Whoever has stolen it signs with the name that still stands in the document."""
    document = json.loads(sim.get(sim.document_url).body)
    now = next(one for one in document["verificationMethod"] if one["id"] == sim.method_id())
    before = {**now, "id": now["id"] + "-before", "revoked": "2020-01-01T00:00:00Z"}
    document["verificationMethod"].append(before)
    signed = sim.sign(sim.issue(), suite)
    assert judge(sim, signed).verified
    sim.web.answer(sim.document_url, document)
    assert said(judge(sim, signed), "proof.key_in_force") == ("FAILED", "proof.key_revoked")
    document["verificationMethod"][-1] = {
        **before,
        "publicKeyMultibase": sim.key("P-256").signing.multibase(),
    }
    sim.web.answer(sim.document_url, document)
    assert judge(sim, signed).verified


@pytest.mark.parametrize("inner", ["eddsa-jcs-2022", "ecdsa-jcs-2019"])
@pytest.mark.parametrize("outer", ["eddsa-rdfc-2022", "eddsa-jcs-2022"])
def test_the_proof_of_a_credential_inside_repeats_its_context_and_brings_none(
    sim: IssuerSimulator, inner: str, outer: str
) -> None:
    badge: Any = sim.sign(sim.issue("did:example:anna"), inner)
    assert judge(sim, sim.sign(sim.record([badge]), outer)).verified
    endorsed = sim.issue()
    guild = sim.neighbour("guild.example", seed=4)
    endorsed["endorsement"] = [guild.sign(guild.endorse(endorsed["id"]), inner)]
    assert judge(sim, sim.sign(endorsed, outer)).verified
    if outer == "eddsa-rdfc-2022":
        # A context that the credential does not name.
        badge["proof"]["@context"] = [*badge["@context"], "https://w3id.org/security/data-integrity/v2"]
        report = judge(sim, sim.sign(sim.record([badge]), outer))
        assert said(report, "proof.coverage") == ("FAILED", "context.nested")
        # A credential that names none has none that could be repeated.
        badge["proof"]["@context"] = badge.pop("@context")[:1]
        report = judge(sim, sim.sign(sim.record([badge]), outer))
        assert said(report, "proof.coverage") == ("FAILED", "context.nested")


def test_domain_and_challenge(sim: IssuerSimulator) -> None:
    bound = sim.sign(sim.issue(), domain="ats.example", challenge="n1")
    expected: dict[str, Any] = {"domain": "ats.example", "challenge": "n1"}
    assert said(judge(sim, bound, **expected), "proof.expected") == ("PASSED", "proof.as_expected")
    assert said(judge(sim, bound, domain="other.example"), "proof.expected") == (
        "FAILED",
        "proof.wrong_domain",
    )
    assert said(judge(sim, bound, challenge="n2"), "proof.expected") == ("FAILED", "proof.wrong_challenge")
    assert said(judge(sim, sim.sign(sim.issue()), challenge="n1"), "proof.expected") == (
        "FAILED",
        "proof.wrong_challenge",
    )
    assert said(judge(sim, bound), "proof.expected") == ("WARNING", "proof.bound_elsewhere")


def test_each_expectation_counts_for_itself(sim: IssuerSimulator) -> None:
    badge = sim.sign(sim.issue(), domain="ats.example", challenge="n1")
    alone: tuple[dict[str, Any], ...] = ({"domain": "ats.example"}, {"challenge": "n1"})
    for expected in alone:
        assert said(judge(sim, badge, **expected), "proof.expected") == ("PASSED", "proof.as_expected")
    only_domain = sim.sign(sim.issue(), domain="ats.example")
    only_challenge = sim.sign(sim.issue(), challenge="n1")
    for bound in (only_domain, only_challenge):
        assert said(judge(sim, bound), "proof.expected") == ("WARNING", "proof.bound_elsewhere")
    for plain in (sim.sign(sim.issue()), sim.sign(sim.issue(), "EdDSA")):
        assert said(judge(sim, plain), "proof.expected") == ("NOT_APPLICABLE", "proof.nothing_expected")
    both = judge(sim, only_domain, domain="ats.example", challenge="n1")
    assert said(both, "proof.expected") == ("FAILED", "proof.wrong_challenge")


@pytest.mark.parametrize(
    ("audience", "good"),
    [
        ("https://ats.example", True),
        (["https://ats.example"], True),
        (["https://else.example", "https://ats.example"], True),
        # A name that begins or ends like the caller's is another one.
        ("https://ats.example.evil.example", False),
        ("x https://ats.example", False),
        (["https://ats.example.evil.example"], False),
        ([], False),
        (None, False),
    ],
)
def test_the_audience_of_a_token_is_compared_as_a_whole(
    sim: IssuerSimulator, audience: Any, good: bool
) -> None:
    claims = {"nonce": "n1"} if audience is None else {"nonce": "n1", "aud": audience}
    token = sim.sign(sim.issue(), "EdDSA", claims=claims)
    by_domain: dict[str, Any] = {"domain": "https://ats.example"}
    for asked in (by_domain, {**by_domain, "challenge": "n1"}):
        expected = ("PASSED", "proof.as_expected") if good else ("FAILED", "proof.wrong_domain")
        assert said(judge(sim, token, **asked), "proof.expected") == expected
    assert said(judge(sim, token, challenge="n1"), "proof.expected") == ("PASSED", "proof.as_expected")
    assert said(judge(sim, token, challenge="n"), "proof.expected") == ("FAILED", "proof.wrong_challenge")


@pytest.mark.parametrize("suite", ["eddsa-jcs-2022", "EdDSA"])
@pytest.mark.parametrize("ended", ["revoke", "expire"])
def test_who_does_not_say_when_signed_after_the_key_had_ended(suite: str, ended: str) -> None:
    """Otherwise leaving the date out would make a stolen key good for longer than naming one."""
    sim = IssuerSimulator("uni.example")
    getattr(sim.keys, ended)(at=sim.now - DAY)
    badge = sim.issue()
    undated = (
        sim.sign(badge, suite, created=None)
        if suite != "EdDSA"
        else sim.sign(badge, suite, claims={"nbf": None, "iat": None})
    )
    assert said(judge(sim, undated), "proof.key_in_force") == (
        "FAILED",
        f"proof.key_{ended}d",
    )


def test_nothing_is_as_expected_where_nothing_is_verified(sim: IssuerSimulator) -> None:
    empty = {"@context": ["https://www.w3.org/ns/credentials/v2"], "type": ["VerifiablePresentation"]}
    report = judge(sim, empty, domain="ats.example", challenge="n1")
    assert said(report, "proof.expected") == ("NOT_RUN", "check.not_run")
    badge, token = sim.sign(sim.issue(), challenge="n1"), sim.sign(sim.issue(), "EdDSA")
    sim.go_offline()
    assert said(judge(sim, badge, challenge="n1"), "proof.expected")[0] == "INCONCLUSIVE"
    for asked in ("proof.coverage", "proof.key_in_force"):
        assert said(judge(sim, token), asked) == ("INCONCLUSIVE", "proof.nothing_verified")


def test_a_proof_that_anybody_added_does_not_answer_for_the_issuers(sim: IssuerSimulator) -> None:
    own = IssuerSimulator("x.example", method="did:key", seed=5)
    replayed = own.sign(sim.sign(sim.issue(), challenge="old"), challenge="n1")
    report = judge(sim, replayed, challenge="n1")
    assert said(report, "proof.expected") == ("FAILED", "proof.wrong_challenge")


def test_a_broken_embedded_proof_inside_a_signed_token_is_a_contradiction(sim: IssuerSimulator) -> None:
    signed = sim.sign(sim.issue())
    assert judge(sim, sim.sign(signed, "EdDSA")).verified
    broken = {**signed, "proof": {**signed["proof"], "created": "2026-05-03T00:00:00Z"}}
    assert judge(sim, sim.sign(broken, "EdDSA")).verdict is Verdict.REJECTED
    foreign = sim.neighbour("evil.example", seed=7).sign(sim.issue())
    assert judge(sim, sim.sign(foreign, "EdDSA")).verdict is Verdict.INCONCLUSIVE


# What a reader sees is what was signed. Each of these leaves the signature as it was.


def alias_iri(badge: dict[str, Any]) -> None:
    badge["https://www.w3.org/2018/credentials#validUntil"] = {
        "@value": badge.pop("validUntil"),
        "@type": "http://www.w3.org/2001/XMLSchema#dateTime",
    }


def included(badge: dict[str, Any]) -> None:
    achievement = badge["credentialSubject"]["achievement"]
    badge["@included"] = [dict(achievement)]
    badge["credentialSubject"]["achievement"] = {"id": achievement["id"]}


def graph(badge: dict[str, Any]) -> None:
    inner = {name: badge.pop(name) for name in list(badge) if name not in ("@context", "proof")}
    badge["@graph"] = [inner]


def unknown_member(badge: dict[str, Any]) -> None:
    badge["credentialSubject"]["gpa"] = "4.0"


def null_member(badge: dict[str, Any]) -> None:
    badge["credentialSubject"]["role"] = None


def empty_list(badge: dict[str, Any]) -> None:
    badge["evidence"] = []


def value_object(badge: dict[str, Any]) -> None:
    badge["name"] = {"@value": badge["name"]}


def index(badge: dict[str, Any]) -> None:
    badge["credentialSubject"]["achievement"]["@index"] = "grade A"


def hashed_text(badge: dict[str, Any]) -> None:
    identity = badge["credentialSubject"]["identifier"]
    (identity[0] if isinstance(identity, list) else identity)["hashed"] = "true"


def wrapped(badge: dict[str, Any]) -> None:
    badge["validUntil"] = [badge["validUntil"]]


def id_keyword(badge: dict[str, Any]) -> None:
    badge["@id"] = badge.pop("id")


def duplicate(badge: dict[str, Any]) -> None:
    badge["type"] = [*badge["type"], badge["type"][-1]]


@pytest.mark.parametrize(
    "attack",
    [
        alias_iri,
        included,
        graph,
        unknown_member,
        null_member,
        empty_list,
        value_object,
        index,
        hashed_text,
        wrapped,
        id_keyword,
        duplicate,
    ],
)
@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "Ed25519Signature2020", "ecdsa-rdfc-2019"])
def test_nothing_hides_from_the_signature_or_behind_it(sim: IssuerSimulator, suite: str, attack: Any) -> None:
    signed = sim.sign(sim.issue(valid_until=sim.now + DAY), suite)
    assert judge(sim, signed).verified
    attack(signed)
    report = judge(sim, signed)
    # Moved into @graph, nothing is left at the top that could be called a credential.
    expected = Verdict.INCONCLUSIVE if attack is graph else Verdict.REJECTED
    assert report.verdict is expected, report.best_reason


# RDF merges what is said of one id: moving it leaves the signature as it was.


def test_nothing_moves_into_an_embedded_endorsement(sim: IssuerSimulator) -> None:
    """The endorsement is about the recipient, and its own proof is not looked at."""
    anna = "did:example:anna"
    endorsement = sim.sign(sim.endorse(anna))
    signed = sim.sign(sim.issue(anna, results=[{"status": "Failed"}], extra={"endorsement": [endorsement]}))
    honest = judge(sim, signed)
    assert honest.verified
    assert said(honest, "structure.awarded") == ("WARNING", "structure.not_awarded")
    subject = signed["endorsement"][0]["credentialSubject"]
    subject["type"] = ["EndorsementSubject", "AchievementSubject"]
    subject["result"] = signed["credentialSubject"].pop("result")
    moved = judge(sim, signed)
    assert moved.verdict is Verdict.INCONCLUSIVE
    assert said(moved, "proof.coverage") == ("INCONCLUSIVE", "jsonld.node_described_twice")


def test_the_type_of_the_badge_does_not_move_to_a_second_mention_of_it(sim: IssuerSimulator) -> None:
    own = "urn:uuid:11111111-1111-4111-8111-111111111111"
    signed = sim.sign(sim.issue(id=own, evidence=[{"id": own}]))
    signed["type"] = ["VerifiableCredential"]
    signed["evidence"][0]["type"] = ["Evidence", "OpenBadgeCredential"]
    assert judge(sim, signed).verdict is not Verdict.VERIFIED


def test_a_badge_to_oneself_is_sound_and_nothing_moves_in_it(sim: IssuerSimulator) -> None:
    badge = sim.sign(sim.issue(sim.id, results=[{"status": "Failed"}]))
    honest = judge(sim, badge)
    assert honest.verified
    assert said(honest, "proof.coverage") == ("WARNING", "jsonld.node_described_twice")
    badge["issuer"]["type"] = ["Profile", "AchievementSubject"]
    badge["issuer"]["result"] = badge["credentialSubject"].pop("result")
    assert judge(sim, badge).verdict is not Verdict.VERIFIED


def test_a_status_is_not_split_over_two_places(sim: IssuerSimulator) -> None:
    entry = {"id": "https://uni.example/status/1", "type": "1EdTechRevocationList"}
    ob = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
    badge = sim.issue(extra={"credentialStatus": entry}, contexts=[ob], evidence=[{"id": entry["id"]}])
    signed = sim.sign(badge)
    signed["credentialStatus"] = {"id": entry["id"]}
    signed["evidence"][0]["type"] = ["Evidence", "1EdTechRevocationList"]
    assert judge(sim, signed).verdict is not Verdict.VERIFIED


def test_one_thing_in_two_places_is_a_remark(sim: IssuerSimulator) -> None:
    creator = {"id": sim.id, "type": ["Profile"], "name": "Faculty of Examples"}
    report = judge(sim, sim.sign(sim.issue(achievement={"creator": creator})))
    assert report.verified
    assert said(report, "proof.coverage") == ("WARNING", "jsonld.node_described_twice")
    same = judge(sim, sim.sign(sim.issue(achievement={"creator": sim.profile})))
    assert said(same, "proof.coverage") == ("PASSED", "proof.covers_tree")


def test_of_several_things_in_two_places_each_is_told_once(sim: IssuerSimulator) -> None:
    ids = [f"urn:x:{number}" for number in range(3)]
    badge = sim.issue(
        evidence=[{"id": one, "name": "Work"} for one in ids],
        achievement={"related": [{"id": one, "type": ["Related"], "version": "1"} for one in ids]},
    )
    found = result(judge(sim, sim.sign(badge)), "proof.coverage")
    assert (found.outcome.value, found.code) == ("WARNING", "jsonld.node_described_twice")
    told = [(one.params["id"], one.path.rpartition("[")[2]) for one in (found.reason, *found.findings)]
    assert told == [(one, f"{number}]") for number, one in enumerate(ids)]


def test_what_general_json_ld_had_to_write_is_said(sim: IssuerSimulator) -> None:
    url = "https://uni.example/contexts/score"
    double = {"@id": "https://uni.example/score", "@type": "http://www.w3.org/2001/XMLSchema#double"}
    pinned = {url: {"@context": {"score": double}}}
    sim._engine = Engine(ContextStore.bundled().with_pinned(pinned), Limits())
    badge = sim.issue(achievement={"creditsAvailable": 1e21}, contexts=[url])
    badge["credentialSubject"]["score"] = "3.50"
    found = result(judge(sim, sim.sign(badge), contexts=pinned), "proof.coverage")
    assert (found.outcome.value, found.code) == ("WARNING", "jsonld.outside_profile")
    assert (found.reason.path, found.reason.params["what"]) == (
        "$.credentialSubject.achievement.creditsAvailable",
        "a very large number or minus zero",
    )
    # Where something else is open that is the answer, and this is not worth a word.
    extended = {**badge, "@context": [*badge["@context"], "https://w3id.org/security/multikey/v1"]}
    proofs = [sim.sign(extended)["proof"], sim.sign(badge, "eddsa-jcs-2022")["proof"]]
    both = result(judge(sim, {**extended, "proof": proofs}, contexts=pinned), "proof.coverage")
    assert (both.outcome.value, both.code) == ("INCONCLUSIVE", "proof.context_added")
    assert both.findings == ()


def test_a_limit_met_on_the_way_to_the_right_revision_leaves_it_open(sim: IssuerSimulator) -> None:
    url = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
    # Only one revision has the member; under all others it would be unsigned.
    badge = sim.issue(extra={"endorsementJwt": [sim.sign(sim.endorse(sim.id), "ES256")]})
    signed = sim.sign(badge, revisions={url: "2026-06"})
    statements = sim.engine.canonicalize(badge, revisions={url: "2026-06"}).quad_count

    def verdict(quads: int) -> Verdict:
        return Verifier(fetcher=sim, limits=Limits(quads=quads)).verify(signed, now=sim.now).verdict

    assert verdict(statements) is Verdict.VERIFIED
    assert verdict(statements - 1) is Verdict.INCONCLUSIVE
