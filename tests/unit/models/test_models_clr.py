"""Reading Comprehensive Learner Records: typed, nothing lost, every fault said."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.badge_examples import badge, endorsement

from badgekit import models
from badgekit.errors import Problem
from badgekit.models import Assertion, ClrCredential, Endorsement, VerifiableCredential
from badgekit.testing import IssuerSimulator

SIM = IssuerSimulator("uni.example")
RECORD = SIM.record(
    [SIM.issue("did:example:anna"), SIM.sign(SIM.issue("did:example:anna"), "EdDSA")],
    associations=[("urn:uuid:a", "isPartOf", "urn:uuid:b")],
    achievements=["Expected"],
    partial=True,
)


def read(document: Any) -> tuple[ClrCredential, list[tuple[str, str]], list[tuple[str, str]]]:
    found = models.read(document, "clr")
    assert isinstance(found.claims, ClrCredential)
    return (
        found.claims,
        [(one.code, one.path) for one in found.issues],
        [(one.code, one.path) for one in found.notes],
    )


def changed(**members: Any) -> dict[str, Any]:
    document = deepcopy(RECORD)
    document["credentialSubject"].update(members)
    return document


def test_everything_is_read_into_its_class() -> None:
    claims, issues, notes = read(RECORD)
    assert (issues, notes) == ([], [])
    subject = claims.credential_subject
    assert subject is not None
    assert claims.partial is True
    assert [type(entry) for entry in subject.verifiable_credential] == [Assertion, VerifiableCredential]
    assert subject.verifiable_credential[0].path == "$.credentialSubject.verifiableCredential[0]"
    assert (subject.verifiable_credential[1].id or "").startswith("data:application/vc+jwt,ey")
    (association,) = subject.association
    ends = association.source_id, association.association_type, association.target_id
    assert ends == ("urn:uuid:a", "isPartOf", "urn:uuid:b")
    assert [one.name for one in subject.achievement] == ["Expected"]


def test_each_kind_of_entry_has_its_own_reader() -> None:
    entries = [badge("2.0"), endorsement("2.0"), SIM.record([]), SIM.credential()]
    subject = read(changed(verifiableCredential=entries))[0].credential_subject
    assert subject is not None
    kinds = [type(entry) for entry in subject.verifiable_credential]
    assert kinds == [Assertion, Endorsement, ClrCredential, VerifiableCredential]


def test_a_record_is_written_as_it_was_read() -> None:
    document = changed(extension=1)
    written = models.to_dict(read(document)[0])
    # Sets are always written as lists.
    document["credentialSubject"]["verifiableCredential"][1]["type"] = ["EnvelopedVerifiableCredential"]
    assert written == document


def test_a_single_entry_stands_for_a_list_of_one() -> None:
    entry = SIM.issue("did:example:anna")
    claims = read(changed(verifiableCredential=entry))[0]
    assert claims.credential_subject is not None
    assert [one.path for one in claims.credential_subject.verifiable_credential] == [
        "$.credentialSubject.verifiableCredential"
    ]


SUBJECT = "$.credentialSubject"


@pytest.mark.parametrize(
    ("members", "issue"),
    [
        ({"verifiableCredential": []}, ("structure.empty", f"{SUBJECT}.verifiableCredential")),
        ({"verifiableCredential": ["eyJ"]}, ("structure.wrong_type", f"{SUBJECT}.verifiableCredential[0]")),
        ({"type": ["Person"]}, ("structure.wrong_class", f"{SUBJECT}.type")),
        (
            {"association": [{"type": "Association", "associationType": "precedes", "sourceId": "urn:a"}]},
            ("structure.missing", f"{SUBJECT}.association[0].targetId"),
        ),
        (
            {
                "association": {
                    "type": "Association",
                    "associationType": "precedes",
                    "sourceId": "a",
                    "targetId": "urn:b",
                }
            },
            ("structure.not_a_url", f"{SUBJECT}.association.sourceId"),
        ),
    ],
)
def test_what_breaks_the_data_model_is_said(members: dict[str, Any], issue: tuple[str, str]) -> None:
    assert issue in read(changed(**members))[1]


@pytest.mark.parametrize("name", ["name", "credentialSubject", "issuer", "id"])
def test_required_members(name: str) -> None:
    document = {member: value for member, value in RECORD.items() if member != name}
    assert ("structure.missing", f"$.{name}") in read(document)[1]


def test_contexts() -> None:
    base, clr, ob = RECORD["@context"]
    assert ("structure.context_learner_record", "$['@context']") in read({**RECORD, "@context": [base, ob]})[
        1
    ]
    swapped = read({**RECORD, "@context": [base, ob, clr]})
    assert ("structure.context_order_learner_record", "$['@context']") in swapped[2]


def test_faults_of_an_entry_are_not_those_of_the_record() -> None:
    broken = {"type": ["VerifiableCredential", "OpenBadgeCredential"]}
    _, issues, notes = read(changed(verifiableCredential=[broken]))
    assert issues == []
    assert ("structure.missing", f"{SUBJECT}.verifiableCredential[0].issuer") in notes


def test_other_words_for_associations_and_nobody_named_are_noted() -> None:
    association = {
        "type": "Association",
        "associationType": "likes",
        "sourceId": "urn:a",
        "targetId": "urn:b",
    }
    document = changed(association=[association])
    del document["credentialSubject"]["id"]
    notes = read(document)[2]
    assert ("structure.unknown_term", f"{SUBJECT}.association[0].associationType") in notes
    assert ("structure.recipient_missing", SUBJECT) in notes


def test_records_in_records_end_somewhere() -> None:
    record = SIM.record([])
    for _ in range(30):
        record = SIM.record([record])
    assert "structure.too_deep" in [code for code, _ in read(record)[1]]


@pytest.mark.parametrize("name", ["simple.json", "simple_v1.json", "complex.json"])
def test_published_records_are_read_without_an_issue(corpus: Path, name: str) -> None:
    document = json.loads((corpus / "inspector/clr20" / name).read_bytes())
    assert read(document)[1] == []


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.just("ClrCredential"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "type",
                    "id",
                    "association",
                    "verifiableCredential",
                    "achievement",
                    "identifier",
                    "sourceId",
                    "x",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(JSON, JSON, JSON)
def test_nothing_but_problems_comes_out_of_reading(subject: Any, kind: Any, partial: Any) -> None:
    document = {**RECORD, "credentialSubject": subject, "type": kind, "partial": partial}
    try:
        found = models.read(document, "clr")
    except Problem:
        return
    models.to_dict(found.claims)
