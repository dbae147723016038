"""What a credential holds: subjects, services, proofs, embedded endorsements; and the bounds of reading."""

from __future__ import annotations

from typing import Any

import pytest

from badgekit.errors import LimitExceeded, Malformed, Unsupported
from badgekit.models import Assertion, VerifiableCredential, read

V1 = "https://www.w3.org/2018/credentials/v1"
V2 = "https://www.w3.org/ns/credentials/v2"
OB = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
Document = dict[str, Any]


def issues(document: Document, kind: str = "ob3") -> list[tuple[str, str]]:
    return [(problem.code, problem.path) for problem in read(document, kind).issues]


def notes(document: Document, kind: str = "ob3") -> list[tuple[str, str]]:
    return [(problem.code, problem.path) for problem in read(document, kind).notes]


def assertion(document: Document) -> Assertion:
    claims = read(document, "ob3").claims
    assert isinstance(claims, Assertion)
    return claims


def generic(document: Document) -> VerifiableCredential:
    claims = read(document, "vc").claims
    assert isinstance(claims, VerifiableCredential)
    return claims


# ---- subjects


def test_a_badge_has_one_subject_and_nobody_picks_one_of_several(badge: Document) -> None:
    anna = badge["credentialSubject"]
    badge["credentialSubject"] = [anna, {**anna, "id": "did:example:eve"}]
    assert issues(badge) == [("structure.not_one_subject", "$.credentialSubject")]
    assert assertion(badge).recipient is None
    assert assertion(badge).achievement is None
    badge["credentialSubject"] = [anna, anna]
    assert assertion(badge).recipient is None
    badge["credentialSubject"] = []
    assert issues(badge) == [("structure.not_one_subject", "$.credentialSubject")]


def test_one_subject_in_a_list_is_read_and_noted(badge: Document) -> None:
    badge["credentialSubject"] = [badge["credentialSubject"]]
    assert issues(badge) == []
    assert notes(badge) == [("structure.subject_in_a_list", "$.credentialSubject")]
    recipient = assertion(badge).recipient
    assert recipient is not None
    assert recipient.path == "$.credentialSubject[0]"


@pytest.mark.parametrize("value", ["did:example:anna", 5, True, [["x"]], [5]])
def test_a_subject_of_another_json_type(badge: Document, value: object) -> None:
    badge["credentialSubject"] = value
    assert [code for code, _ in issues(badge)] == ["structure.wrong_type"]
    assert assertion(badge).recipient is None


def test_a_subject_without_claims(credential: Document) -> None:
    credential["credentialSubject"] = {}
    assert issues(credential, "vc") == [("structure.subject_without_claims", "$.credentialSubject")]
    credential["credentialSubject"] = [{"id": "did:example:anna"}, {"a": 1}]
    assert issues(credential, "vc") == []
    assert notes(credential, "vc") == [("structure.subject_without_claims", "$.credentialSubject[0]")]
    credential["credentialSubject"] = []
    assert issues(credential, "vc") == [("structure.empty", "$.credentialSubject")]


def test_a_bare_url_as_subject_is_an_issue_under_vcdm_2_0_and_noted_under_1_1(credential: Document) -> None:
    credential["credentialSubject"] = "did:example:anna"
    assert issues(credential, "vc") == [("structure.subject_is_a_url", "$.credentialSubject")]
    credential |= {"@context": [V1], "issuanceDate": "2020-01-01T00:00:00Z"}
    assert issues(credential, "vc") == []
    assert [subject.id for subject in generic(credential).credential_subject] == ["did:example:anna"]


# ---- services


@pytest.mark.parametrize(
    "name", ["credentialStatus", "termsOfUse", "evidence", "refreshService", "credentialSchema"]
)
def test_what_is_named_needs_a_type_and_a_sound_id(credential: Document, name: str) -> None:
    credential[name] = {"id": "https://uni.example/1", "type": "Example2025", "more": 1}
    assert issues(credential, "vc") == []
    credential[name] = [{"id": "https://uni.example/1"}, {"id": "1", "type": ["Example2025"]}]
    assert issues(credential, "vc") == [
        ("structure.missing", f"$.{name}[0].type"),
        ("structure.not_a_url", f"$.{name}[1].id"),
    ]
    credential[name] = "https://uni.example/1"
    assert issues(credential, "vc") == [("structure.wrong_type", f"$.{name}")]
    credential[name] = []
    assert issues(credential, "vc") == [("structure.empty", f"$.{name}")]


def test_a_schema_needs_an_id(credential: Document) -> None:
    credential["credentialSchema"] = {"type": "JsonSchema"}
    assert issues(credential, "vc") == [("structure.missing", "$.credentialSchema.id")]


def test_what_a_status_needs_further_is_kept(badge: Document) -> None:
    entry = {"id": "https://uni.example/status#5", "type": "BitstringStatusListEntry", "statusListIndex": "5"}
    badge["credentialStatus"] = [entry, entry]
    (status, _) = assertion(badge).credential_status
    assert (status.types, status.extra) == (("BitstringStatusListEntry",), {"statusListIndex": "5"})
    assert notes(badge) == [("structure.more_than_one", "$.credentialStatus")]


# ---- proofs


def test_proofs_are_read_and_not_judged(badge: Document) -> None:
    proof = {
        "type": "DataIntegrityProof",
        "created": "yesterday",
        "cryptosuite": "eddsa-rdfc-2022",
        "domain": ["a.example", "b.example"],
        "proofPurpose": 5,
        "verificationMethod": {"id": "did:example:x"},
        "proofValue": "z3",
    }
    badge["proof"] = [proof, {**proof, "created": "2025-01-01T00:00:00Z", "previousProof": "urn:x"}]
    assert issues(badge) == []
    first, second = assertion(badge).proof
    assert (first.types, first.cryptosuite, first.proof_value) == (
        ("DataIntegrityProof",),
        "eddsa-rdfc-2022",
        "z3",
    )
    assert first.domain == ("a.example", "b.example")
    assert set(first.extra) == {"created", "proofPurpose", "verificationMethod"}
    assert second.created is not None
    assert second.previous_proof == ("urn:x",)
    assert second.path == "$.proof[1]"


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (None, ("structure.null", "$.proof")),
        ([], ("structure.empty", "$.proof")),
        ([None], ("structure.wrong_type", "$.proof[0]")),
        ("z3", ("structure.wrong_type", "$.proof")),
        ({}, ("structure.missing", "$.proof.type")),
    ],
)
def test_what_is_no_proof(badge: Document, value: object, found: tuple[str, str]) -> None:
    badge["proof"] = value
    assert issues(badge) == [found]


def test_what_a_selective_disclosure_leaves_out_is_noted(badge: Document) -> None:
    del badge["credentialSubject"]["achievement"]["description"]
    del badge["validFrom"]
    shown = read(badge, "ob3", in_part=True)
    assert shown.issues == ()
    assert {note.path for note in shown.notes} == {
        "$.validFrom",
        "$.credentialSubject.achievement.description",
    }
    assert len(issues(badge)) == 2
    del badge["issuer"]
    missing = read(badge, "ob3", in_part=True).issues
    assert [(issue.code, issue.path) for issue in missing] == [("structure.missing", "$.issuer")]


# ---- embedded endorsements


def test_faults_of_an_embedded_endorsement_are_not_those_of_the_badge(
    badge: Document, endorsement: Document
) -> None:
    del endorsement["issuer"]
    badge["endorsement"] = [endorsement]
    assert issues(badge) == []
    assert notes(badge) == [("structure.missing", "$.endorsement[0].issuer")]
    assert [item.name for item in assertion(badge).endorsement] == ["Well done"]
    del badge["id"]
    assert issues(badge) == [("structure.missing", "$.id")]


@pytest.mark.parametrize("value", [5, "https://guild.example/e", [5]])
def test_an_endorsement_that_is_no_object_is_a_fault_of_the_badge(badge: Document, value: object) -> None:
    badge["endorsement"] = value
    assert [code for code, _ in issues(badge)] == ["structure.wrong_type"]


def test_places_of_endorsements(badge: Document, endorsement: Document) -> None:
    subject = badge["credentialSubject"]
    for carrier in (badge, badge["issuer"], subject["achievement"]):
        carrier["endorsement"] = endorsement
        carrier["endorsementJwt"] = ["e30.e30.c2ln"]
    assert (issues(badge), notes(badge)) == ([], [])
    claims = assertion(badge)
    assert claims.achievement is not None
    assert claims.issuer is not None
    for holder in (claims, claims.issuer, claims.achievement):
        assert len(holder.endorsement) == 1
        assert holder.endorsement_jwt == ("e30.e30.c2ln",)


@pytest.mark.parametrize("token", ["", "a.b", "a.b.c.d", "a.b.c=", "a b.c.d", "a.b.c\n", "..", "é.b.c"])
def test_what_is_no_compact_jws(badge: Document, token: str) -> None:
    badge["endorsementJwt"] = [token]
    assert issues(badge) == [("structure.not_a_jws", "$.endorsementJwt[0]")]


# ---- bounds


def nested_profiles(depth: int) -> Document:
    profile: Document = {"id": "https://uni.example/0", "type": ["Profile"]}
    for level in range(1, depth):
        profile = {"id": f"https://uni.example/{level}", "type": ["Profile"], "parentOrg": profile}
    return profile


def test_profiles_nest_to_a_bound(badge: Document) -> None:
    badge["issuer"] = nested_profiles(8)
    assert issues(badge) == []
    badge["issuer"] = nested_profiles(9)
    (problem,) = read(badge, "ob3").issues
    assert problem.code == "structure.too_deep"
    assert isinstance(problem, LimitExceeded)
    assert problem.path == "$.issuer" + ".parentOrg" * 8


def test_endorsements_nest_to_a_bound_and_faults_do_not_hide_it(
    badge: Document, endorsement: Document
) -> None:
    endorsement["issuer"]["endorsement"] = [endorsement]  # each inside itself, without end
    badge["endorsement"] = [endorsement]
    assert [code for code, _ in issues(badge)] == ["structure.too_deep"]


def test_the_number_of_objects_is_bounded(badge: Document, endorsement: Document) -> None:
    endorsement["issuer"]["endorsement"] = [endorsement] * 30
    badge["endorsement"] = [endorsement] * 30
    with pytest.raises(LimitExceeded) as caught:
        read(badge, "ob3")
    assert caught.value.code == "structure.too_many_objects"


def test_the_number_of_findings_is_bounded(badge: Document) -> None:
    badge["credentialSubject"]["achievement"]["tag"] = [5] * 10_000
    found = read(badge, "ob3").issues
    assert len(found) == 101
    assert found[-1].code == "structure.too_many_problems"


def test_a_hopeless_root() -> None:
    roots: tuple[Any, ...] = ([], "x", 5, None)
    for root in roots:
        for kind in ("ob3", "endorsement", "vc"):
            with pytest.raises(Malformed) as caught:
                read(root, kind)
            assert caught.value.code == "structure.not_an_object"


def test_an_unknown_kind(badge: Document) -> None:
    with pytest.raises(Unsupported) as caught:
        read(badge, "ob9")
    assert caught.value.code == "structure.unknown_kind"
