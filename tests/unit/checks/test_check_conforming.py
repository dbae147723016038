"""structure.conforms: the rules of the W3C data model, for documents of every kind."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from tests.support.judging import judge, result, said

from badgekit import Policy, Report, Verdict
from badgekit.documents import VC_V2
from badgekit.testing import IssuerSimulator

# As printed in VCDM 2.0, appendix B.1.
V2 = "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734"
OTHER = hashlib.sha384(b"something").digest()


def sri(digest: bytes, name: str = "sha256") -> str:
    import base64

    return f"{name}-{base64.b64encode(digest).decode()}"


PINNED = {"id": VC_V2, "digestSRI": sri(bytes.fromhex(V2))}
IMAGE = {"id": "https://uni.example/a.png", "digestSRI": sri(OTHER, "sha384")}


@pytest.fixture
def sim() -> IssuerSimulator:
    return IssuerSimulator("uni.example")


def token(sim: IssuerSimulator, policy: Policy | None = None, **members: Any) -> Report:
    """Judge a signed credential; as a token, so that what it says is signed whatever it is."""
    return judge(sim, sim.sign({**sim.credential(), **members}, "EdDSA", typ="vc+jwt"), policy=policy)


@pytest.mark.parametrize("given", [IMAGE, [IMAGE], [IMAGE, PINNED], PINNED])
def test_related_resources_with_digests_conform(sim: IssuerSimulator, given: Any) -> None:
    report = token(sim, relatedResource=given)
    assert said(report, "structure.conforms") == ("PASSED", "structure.conforms")
    assert report.verified, report.best_reason


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ([], "structure.empty"),
        ("https://uni.example/a.png", "structure.wrong_type"),
        (["https://uni.example/a.png"], "structure.wrong_type"),
        (None, "structure.wrong_type"),
        ([{"digestSRI": IMAGE["digestSRI"]}], "structure.missing"),
        ([{**IMAGE, "id": "a.png"}], "structure.not_a_url"),
        ([{**IMAGE, "id": ["https://uni.example/a.png"]}], "structure.wrong_type"),
        ([{"id": "https://uni.example/a.png"}], "related.no_digest"),
        ([{**IMAGE, "digestSRI": "nonsense"}], "digest.malformed"),
        ([IMAGE, IMAGE], "related.twice"),
    ],
)
@pytest.mark.parametrize("policy", [None, Policy.w3c()])
def test_related_resources_that_break_the_rules(
    sim: IssuerSimulator, given: Any, code: str, policy: Policy | None
) -> None:
    report = token(sim, policy, relatedResource=given)
    assert said(report, "structure.conforms") == ("FAILED", code)
    assert report.verdict is Verdict.REJECTED


def test_every_entry_is_looked_at_and_named_by_its_place(sim: IssuerSimulator) -> None:
    given = [
        "text",
        {**IMAGE, "digestSRI": "nonsense"},
        {**IMAGE, "id": "a.png"},
        {"id": "https://b.example/"},
    ]
    found = result(token(sim, relatedResource=given), "structure.conforms")
    where = "$.relatedResource"
    assert {(finding.code, finding.path) for finding in (found.reason, *found.findings)} == {
        ("structure.wrong_type", f"{where}[0]"),
        ("digest.malformed", f"{where}[1].digestSRI"),
        ("structure.not_a_url", f"{where}[2].id"),
        ("related.no_digest", f"{where}[3]"),
    }
    alone = result(token(sim, relatedResource=given[3]), "structure.conforms")
    assert (alone.reason.code, alone.reason.path) == ("related.no_digest", where)


def test_a_context_is_the_one_that_the_document_pins(sim: IssuerSimulator) -> None:
    """Another content could give its words another meaning."""
    differs = token(sim, relatedResource={**PINNED, "digestSRI": sri(bytes(32))})
    assert said(differs, "structure.conforms") == ("INCONCLUSIVE", "related.context_differs")
    assert differs.verdict is Verdict.INCONCLUSIVE
    unknown = token(sim, relatedResource={**PINNED, "digestSRI": sri(OTHER, "sha384")})
    assert said(unknown, "structure.conforms") == ("WARNING", "related.not_compared")
    # Of a context that the caller gave, nobody published a digest.
    own = "https://uni.example/contexts/degree"
    given = {"id": own, "digestSRI": sri(bytes(32))}
    credential = {**sim.credential(contexts=[own]), "relatedResource": given}
    signed = sim.sign(credential, "EdDSA", typ="vc+jwt")
    pinned = judge(sim, signed, contexts={own: {"@context": {"degree": "https://uni.example/degree"}}})
    assert said(pinned, "context.known")[0] == "PASSED"
    assert said(pinned, "structure.conforms") == ("WARNING", "related.not_compared")
    # Nor of this one that badgekit brings along.
    plain = "https://w3id.org/vc-revocation-list-2020/v1"
    credential = {**sim.credential(contexts=[plain]), "relatedResource": {**given, "id": plain}}
    known = judge(sim, sim.sign(credential, "EdDSA", typ="vc+jwt"))
    assert said(known, "structure.conforms") == ("WARNING", "related.not_compared")
    weak = token(sim, relatedResource={**PINNED, "digestSRI": "md5-" + "A" * 22})
    assert said(weak, "structure.conforms")[0] == "INCONCLUSIVE"


def test_a_document_of_no_version_of_the_data_model_conforms_to_none(sim: IssuerSimulator) -> None:
    badge = sim.sign(sim.issue())
    found = result(judge(sim, {**badge, "@context": badge["@context"][1:]}), "structure.conforms")
    assert (found.outcome.value, found.code) == ("FAILED", "context.base_missing")
    assert found.reason.path == "$['@context']"


def test_a_presentation_conforms_as_a_presentation(sim: IssuerSimulator) -> None:
    """It has no issuer and no subject, and what breaks the rules is said by its own."""
    wallet = sim.neighbour("wallet.example", method="did:key", seed=3)
    made = wallet.present([sim.sign(sim.issue(wallet.id))], "eddsa-jcs-2022", id="not a url")
    found = result(judge(sim, made), "structure.conforms")
    assert (found.outcome.value, found.code, found.reason.path) == ("FAILED", "structure.not_a_url", "$.id")
    assert found.findings == ()


def test_the_older_model_does_not_know_related_resources(sim: IssuerSimulator) -> None:
    credential = sim.credential({"id": "did:example:anna"}, vcdm="1.1")
    report = judge(sim, sim.sign({**credential, "relatedResource": [{"digestMultibase": "x"}]}, "EdDSA"))
    assert said(report, "structure.conforms")[0] == "PASSED"


def test_what_open_badges_alone_demand_is_no_rule_of_the_data_model(sim: IssuerSimulator) -> None:
    badge = sim.issue()
    del badge["credentialSubject"]["achievement"]["criteria"]
    signed = sim.sign(badge)
    standard = judge(sim, signed)
    assert said(standard, "structure.members")[0] == "FAILED"
    assert said(standard, "structure.conforms")[0] == "PASSED"
    assert standard.verdict is Verdict.REJECTED
    report = judge(sim, signed, policy=Policy.w3c())
    assert report.verified, report.best_reason
    assert "structure.members" in {check.id for check in report.waived}


@pytest.mark.parametrize(
    "change",
    [
        {"issuer": None},
        {"issuer": {"name": "Nobody"}},
        {"issuer": "nobody"},
        {"credentialSubject": []},
        {"credentialSubject": [{"id": "did:example:a", "name": "A"}, {}]},
        {"credentialSubject": {"id": ["did:example:a"], "name": "A"}},
        {"id": ["urn:uuid:0b6f4c52-9a3e-4b1d-8f6a-5c1d2e3f4a5b"]},
        {"id": "not a url"},
        {"type": ["AchievementCredential"]},
        {"type": "VerifiableCredential", "validFrom": "2026-01-01"},
        {"validUntil": "2020-01-01T00:00:00Z"},
        {"credentialStatus": {"id": "https://uni.example/status"}},
        {"credentialStatus": {"type": 2}},
        {"credentialSchema": {"type": "JsonSchema"}},
        {"evidence": {"id": "https://uni.example/evidence"}},
        {"termsOfUse": {"id": "https://uni.example/terms"}},
        {"refreshService": {"id": "https://uni.example/refresh"}},
        {"name": {"@value": "Badge", "url": "https://x.example"}},
        {"description": {"value": "Badge", "lang": "en"}},
        {"@context": VC_V2},
        {"@context": [VC_V2, 7]},
        {"@context": ["https://www.w3.org/ns/credentials/examples/v2", VC_V2]},
    ],
)
@pytest.mark.parametrize("kind", ["badge", "credential"])
def test_documents_that_break_the_data_model_are_refused_under_w3c_too(
    sim: IssuerSimulator, kind: str, change: Any
) -> None:
    document = {**(sim.issue() if kind == "badge" else sim.credential()), **change}
    claims = {"iss": sim.id, "sub": None, "jti": None, "nbf": None, "exp": None}
    made = {name: value for name, value in document.items() if value is not None}
    signed = sim.sign(made, "EdDSA", claims=claims) if made.get("validFrom") != "2026-01-01" else made
    for policy in (None, Policy.w3c()):
        assert not judge(sim, signed, policy=policy).verified


@pytest.mark.parametrize(
    "change",
    [
        {"name": [{"@value": "Badge", "@language": "en"}, {"@value": "شارة", "@direction": "rtl"}]},
        {"validFrom": "2026-05-01T12:00:00.123+02:00"},
        {"type": ["Extra", "VerifiableCredential"]},
        {"credentialSubject": [{"id": "did:example:a", "name": "A"}, {"id": "did:example:b", "name": "B"}]},
        {"id": None},
    ],
)
def test_what_the_data_model_allows_conforms(sim: IssuerSimulator, change: Any) -> None:
    document = {name: value for name, value in {**sim.credential(), **change}.items() if value is not None}
    report = judge(sim, sim.sign(document, "EdDSA", typ="vc+jwt", claims={"nbf": None, "jti": None}))
    assert said(report, "structure.conforms")[0] == "PASSED", report.best_reason
