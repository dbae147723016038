"""A simulated issuer's badge is VERIFIED: every suite, data model, identifier, key form and container."""

from __future__ import annotations

from typing import Any, get_args

import pytest

import badgekit
from badgekit.documents import Kind
from badgekit.errors import Malformed
from badgekit.keys.public import KeyKind
from badgekit.messages import lookup
from badgekit.testing import IssuerSimulator, hashed_identity, plain_identity, text_of
from badgekit.testing.publication import KeyFormat, Method
from badgekit.testing.securing import EmbeddedSuite, TokenAlgorithm
from badgekit.testing.selective import SUITES

# With selective disclosure a badge is shown by its holder, with remarks: see the tests of these suites.
EMBEDDED = [suite for suite in get_args(EmbeddedSuite) if suite not in SUITES]
TOKENS = get_args(TokenAlgorithm)
ONLY_1_1 = ("EcdsaSecp256r1Signature2019", "RsaSignature2018")
ANNA = {"email": "anna@example.org"}


@pytest.fixture(scope="module")
def sim() -> IssuerSimulator:
    return IssuerSimulator("uni.example")


def judge(sim: IssuerSimulator, badge: Any, **options: Any) -> badgekit.Report:
    report = badgekit.Verifier(fetcher=sim).verify(badge, now=sim.now, **options)
    for part in report.walk():
        for check in part.checks:
            assert lookup(check.code) is not None, f"no sentence for {check.code}"
    return report


@pytest.mark.parametrize("suite", ONLY_1_1)
def test_a_suite_that_no_context_of_vcdm_2_0_has_is_not_made(sim: IssuerSimulator, suite: str) -> None:
    with pytest.raises(ValueError, match="only the context of VCDM"):
        sim.sign(sim.issue("anna@example.org"), suite)


@pytest.mark.parametrize(
    ("suite", "vcdm"),
    [
        (suite, vcdm)
        for suite in [*EMBEDDED, *TOKENS]
        for vcdm in ("2.0", "1.1")
        if vcdm == "1.1" or suite not in ONLY_1_1
    ],
)
def test_every_suite(sim: IssuerSimulator, suite: str, vcdm: Any) -> None:
    signed = sim.sign(sim.issue("anna@example.org", subject_id="did:example:anna", vcdm=vcdm), suite)
    report = judge(sim, signed, candidate=ANNA)
    assert (report.verdict, report.warnings) == ("VERIFIED", ())
    assert report.require().achievement.name == "Data Analysis"  # type: ignore[union-attr]
    assert report.issuer is not None
    assert report.issuer.id == "did:web:uni.example"


@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "ES256"])
def test_every_container(sim: IssuerSimulator, suite: str) -> None:
    signed = sim.sign(sim.issue(), suite)
    text = signed if isinstance(signed, str) else text_of(signed)
    found = {}
    for packed in (sim.bake_png(signed), sim.bake_svg(signed), text, text.encode(), signed):
        report = judge(sim, packed)
        assert report.verdict == "VERIFIED"
        found[report.input.container] = report.assertion
    assert found.keys() == {"png", "svg", *({"jwt"} if suite == "ES256" else {"json", "object"})}
    assert len({repr(assertion) for assertion in found.values()}) == 1


@pytest.mark.parametrize(
    ("kind", "suite"),
    [
        ("Ed25519", "eddsa-rdfc-2022"),
        ("P-256", "ecdsa-rdfc-2019"),
        ("P-384", "ecdsa-rdfc-2019"),
        ("P-521", "ES512"),
        ("RSA", "PS256"),
    ],
)
@pytest.mark.parametrize("method", get_args(Method))
def test_every_identifier(method: Method, kind: KeyKind, suite: str) -> None:
    sim = IssuerSimulator("uni.example", method=method, key=kind)
    options: Any = {"key": kind} if kind == "P-384" else {}
    report = judge(sim, sim.sign(sim.issue("did:example:anna"), suite, **options))
    assert report.verdict == "VERIFIED"
    assert report.issuer is not None
    level = "key-only" if method in ("did:key", "did:jwk") else "did-or-https-bound"
    assert (report.issuer.id, report.issuer.level) == (sim.id, level)
    assert sim.id.startswith(method)


def test_a_p384_key_that_is_the_identifier_needs_no_telling() -> None:
    sim = IssuerSimulator(method="did:key", key="P-384")
    assert judge(sim, sim.sign(sim.issue(), "ecdsa-rdfc-2019")).verified


@pytest.mark.parametrize("key_format", get_args(KeyFormat))
@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "ecdsa-rdfc-2019", "ES512"])
def test_every_form_of_a_published_key(key_format: KeyFormat, suite: str) -> None:
    sim = IssuerSimulator("uni.example", key_format=key_format)
    assert judge(sim, sim.sign(sim.issue(), suite)).verified
    types = {method["type"] for method in sim.web.documents()[sim.document_url]["verificationMethod"]}
    # Before Multikey each kind of key had a type of its own.
    assert ("Ed25519VerificationKey2018" if key_format == "VerificationKey2018" else key_format) in types


@pytest.mark.parametrize("ob_context", ["3.0.0", "3.0.1", "3.0.2", "3.0.3"])
def test_every_open_badges_context(sim: IssuerSimulator, ob_context: str) -> None:
    assert judge(sim, sim.sign(sim.issue(ob_context=ob_context, vcdm="1.1"))).verified


def test_another_revision_of_a_context(sim: IssuerSimulator) -> None:
    url = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
    badge = sim.issue(extra={"endorsementJwt": [sim.sign(sim.endorse(sim.id), "ES256")]})
    with pytest.raises(Malformed):  # the default revision does not define endorsementJwt
        sim.sign(badge)
    report = judge(sim, sim.sign(badge, revisions={url: "2026-06"}))
    assert report.verified


def test_a_token_around_an_embedded_proof(sim: IssuerSimulator) -> None:
    badge = sim.sign(sim.issue())
    assert judge(sim, sim.sign(badge, "ES256")).verified
    changed = sim.tamper(badge, "$.name", "Other")
    assert judge(sim, sim.sign(changed, "ES256")).verdict == "REJECTED"


@pytest.mark.parametrize("vcdm", ["2.0", "1.1"])
def test_the_named_schema_is_satisfied(sim: IssuerSimulator, vcdm: Any) -> None:
    report = judge(sim, sim.sign(sim.issue(schema=True, vcdm=vcdm)))
    check = report.check("schema.declared")
    assert check is not None
    assert (report.verdict, check.outcome) == ("VERIFIED", "PASSED")


@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "EdDSA"])
@pytest.mark.parametrize("vcdm", ["2.0", "1.1"])
def test_endorsements_and_other_credentials(sim: IssuerSimulator, vcdm: Any, suite: str) -> None:
    endorsement = judge(sim, sim.sign(sim.endorse("did:web:other.example", vcdm=vcdm), suite))
    assert (endorsement.verdict, endorsement.kind) == ("VERIFIED", Kind.ENDORSEMENT)
    subject = None if vcdm == "2.0" else {"id": "did:example:anna"}
    other = judge(sim, sim.sign(sim.credential(subject, vcdm=vcdm), suite))
    assert (other.verdict, other.kind) == ("VERIFIED", Kind.CREDENTIAL)


def test_a_response_with_objects_and_tokens(sim: IssuerSimulator) -> None:
    good, token = sim.sign(sim.issue()), sim.sign(sim.issue(), "ES256")
    report = judge(sim, sim.response(good, token))
    assert [child.verdict for child in report.children] == ["VERIFIED", "VERIFIED"]
    spoiled = judge(sim, sim.response(good, sim.tamper(token, "$.name", "Other")))
    assert [child.verdict for child in spoiled.children] == ["VERIFIED", "REJECTED"]
    assert spoiled.verdict == "REJECTED"


def test_sets_and_chains_of_proofs(sim: IssuerSimulator) -> None:
    first = "urn:uuid:7a3c4bd4-7e6c-4f43-a8a4-62ba4da9d2bb"
    both = sim.sign(sim.sign(sim.issue()), "ecdsa-rdfc-2019")
    assert [proof["cryptosuite"] for proof in both["proof"]] == ["eddsa-rdfc-2022", "ecdsa-rdfc-2019"]
    assert judge(sim, both).verified
    chain = sim.sign(sim.sign(sim.issue(), proof_id=first), "ecdsa-rdfc-2019", previous=first)
    assert judge(sim, chain).verified
    set_and_chain = sim.sign(
        sim.sign(sim.sign(sim.issue(), proof_id=first), "eddsa-2022"), "ecdsa-rdfc-2019", previous=first
    )
    assert judge(sim, set_and_chain).verified
    # The second proof covers the first: without its true text it does not hold.
    assert judge(sim, sim.tamper(chain, "$.proof[0].created", "2026-05-03T12:00:00Z")).verdict == "REJECTED"


@pytest.mark.parametrize(
    ("recipient", "by"),
    [
        (hashed_identity("anna@example.org"), "emailAddress (sha256 hash)"),
        (hashed_identity("anna@example.org", algorithm="md5", salt=None), "emailAddress (md5 hash)"),
        (plain_identity("anna@example.org"), "emailAddress"),
        ("did:example:anna", "id"),
        ([plain_identity("4711", type="sourcedId"), hashed_identity("Anna Ek", type="name")], "sourcedId"),
    ],
)
def test_every_way_to_name_the_recipient(sim: IssuerSimulator, recipient: Any, by: str) -> None:
    anna = {"email": "anna@example.org", "id": "did:example:anna", "name": "Anna Ek", "student_id": "4711"}
    check = judge(sim, sim.sign(sim.issue(recipient)), candidate=anna).check("recipient.matches")
    assert check is not None
    assert check.reason.params["by"] == by
    other = judge(sim, sim.sign(sim.issue(recipient)), candidate=dict.fromkeys(anna, "ben"))
    assert other.verdict == "REJECTED"


def test_plain_and_hashed_e_mail(sim: IssuerSimulator) -> None:
    hashed, plain = sim.issue("a@x.org"), sim.issue("a@x.org", hashed=False)
    assert "a@x.org" not in str(hashed)
    assert plain["credentialSubject"]["identifier"][0]["identityHash"] == "a@x.org"


def test_a_badge_with_everything(sim: IssuerSimulator) -> None:
    grade = "urn:uuid:6f1ed002-5ae5-4090-b083-2f9dacb8eca8"
    badge = sim.issue(
        "anna@example.org",
        subject_id="did:example:anna",
        achievement={"name": "Welding", "achievementType": "Certificate", "tag": ["steel"]},
        alignments=[{"targetName": "weld", "targetUrl": "https://uni.example/skills/weld"}],
        result_descriptions=[{"id": grade, "name": "Grade", "resultType": "LetterGrade"}],
        results=[{"resultDescription": grade, "value": "A"}],
        evidence=[{"id": "https://uni.example/work/1", "name": "Work"}],
        subject={"role": "Student", "creditsEarned": 3.5},
        extra={"awardedDate": "2026-01-01T00:00:00Z"},
        profile={"url": "https://uni.example/"},
        types=["https://uni.example/types#Special"],
        valid_until=sim.now,
        id="https://uni.example/credentials/1",
        name="Welding badge",
    )
    claims = badgekit.parse(sim.sign(badge, "EdDSA")).claimed
    assert isinstance(claims, badgekit.Assertion)
    assert claims.achievement is not None
    assert claims.credential_subject is not None
    assert (claims.achievement.name, claims.achievement.alignment[0].target_name) == ("Welding", "weld")
    assert (claims.credential_subject.role, claims.credential_subject.result[0].value) == ("Student", "A")
    assert (claims.evidence[0].name, claims.id) == ("Work", "https://uni.example/credentials/1")
    assert claims.valid_until is not None
    assert claims.valid_until.at == sim.now


def test_a_badge_that_ends_this_very_second_still_holds(sim: IssuerSimulator) -> None:
    assert judge(sim, sim.sign(sim.issue(valid_until=sim.now))).verified


def test_several_issuers_on_one_host() -> None:
    sim = IssuerSimulator("uni.example")
    physics = sim.neighbour(path="physics", name="Physics")
    profile = sim.neighbour(path="music", method="https")
    for issuer in (sim, physics, profile):
        assert judge(sim, issuer.sign(issuer.issue())).verified
        assert judge(sim, issuer.sign(issuer.issue(), "ES256", reference="jwk")).verified
    assert judge(sim, physics.sign(sim.issue())).verdict == "REJECTED"
    assert (sim.id, physics.id) == ("did:web:uni.example", "did:web:uni.example:physics")
    assert profile.id == "https://uni.example/music"


@pytest.mark.parametrize("reference", ["kid", "jwk", "both"])
@pytest.mark.parametrize("keys_in", ["document", "jwks"])
def test_every_way_to_point_at_the_key_of_a_token(keys_in: Any, reference: Any) -> None:
    sim = IssuerSimulator("uni.example", method="https", keys_in=[keys_in])
    kid = sim.method_id("P-256") if keys_in == "document" else sim.key("P-256").name
    token = sim.sign(sim.issue(), "ES256", reference=reference, kid=kid)
    assert judge(sim, token).verified
    assert judge(sim, sim.sign(sim.issue(), "ES256", kid=sim.key_url("P-256"))).verified
