"""What the objects themselves promise: frozen, comparable, copyable, and back to JSON."""

from __future__ import annotations

import copy
import dataclasses
import json
import pickle
import typing
from typing import Any

import pytest

import badgekit.models as models
from badgekit.messages import lookup
from badgekit.messages.structure import MESSAGES
from badgekit.models import Achievement, Assertion, Image, ReadOnly, read, terms, to_dict

Document = dict[str, Any]
CLASSES = [
    item
    for item in (*vars(models).values(), *(getattr(models.ob2, name) for name in models.ob2.__all__))
    if isinstance(item, type) and dataclasses.is_dataclass(item)
]


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: str(cls.__name__))
def test_every_class_is_frozen_slotted_and_fully_typed(cls: type) -> None:
    assert "__slots__" in vars(cls)
    assert "__dict__" not in dir(cls)
    assert cls.__dataclass_params__.frozen  # type: ignore[attr-defined]
    assert set(typing.get_type_hints(cls)) == {item.name for item in dataclasses.fields(cls)}


def test_claims_cannot_be_changed(badge: Document) -> None:
    badge["custom"] = 1
    claims = read(badge, "ob3").claims
    with pytest.raises(dataclasses.FrozenInstanceError):
        claims.id = "x"  # type: ignore[misc]
    extra: Any = claims.extra
    for method, arguments in (
        ("update", ({"a": 1},)),
        ("__setitem__", ("a", 1)),
        ("__delitem__", ("custom",)),
        ("__ior__", ({"a": 1},)),
        ("pop", ("custom",)),
        ("popitem", ()),
        ("setdefault", ("a", 1)),
        ("clear", ()),
    ):
        with pytest.raises(TypeError):
            getattr(extra, method)(*arguments)
    assert claims.extra == {"custom": 1}


def test_reading_leaves_the_document_as_it_was(badge: Document) -> None:
    badge["custom"] = {"a": [1]}
    before = copy.deepcopy(badge)
    read(badge, "ob3")
    assert badge == before


def test_claims_pickle_copy_hash_and_serialise(badge: Document) -> None:
    badge |= {"custom": {"a": [1]}, "validUntil": "2030-01-01T00:00:00Z"}
    badge["@context"].append({"custom": "https://example.org/custom"})
    claims = read(badge, "ob3").claims
    assert pickle.loads(pickle.dumps(claims)) == claims
    assert copy.deepcopy(claims) == claims
    assert hash(claims) == hash(read(copy.deepcopy(badge), "ob3").claims)
    assert dataclasses.asdict(claims)["extra"] == {"custom": {"a": [1]}}
    assert json.loads(json.dumps(claims.extra)) == {"custom": {"a": [1]}}


def test_the_place_of_an_object_does_not_make_it_another() -> None:
    assert Image(id="https://a.example", path="$.a") == Image(id="https://a.example", path="$.b")
    assert Image(id="https://a.example") != Image(id="https://b.example")


def test_unknown_members_stay_where_they_were(badge: Document) -> None:
    badge["credentialSubject"]["achievement"] |= {"colour": "red", "@id": "x"}
    claims = read(badge, "ob3").claims
    assert isinstance(claims, Assertion)
    assert claims.extra == {}
    assert claims.achievement is not None
    assert claims.achievement.extra == {"colour": "red", "@id": "x"}


def test_a_document_goes_round(badge: Document, endorsement: Document, credential: Document) -> None:
    badge |= {"custom": {"a": [1]}, "name": {"@value": "W", "@language": "en"}, "endorsement": [endorsement]}
    badge["issuer"]["dateOfBirth"] = "1990-02-03"
    badge["proof"] = [{"type": "DataIntegrityProof", "created": "2025-01-01T00:00:00Z", "odd": None}]
    credential["issuer"] = {"id": credential["issuer"]}
    credential["credentialSubject"] = [credential["credentialSubject"]]
    for document, kind in ((badge, "ob3"), (endorsement, "endorsement"), (credential, "vc")):
        assert to_dict(read(document, kind).claims) == document


def test_dates_keep_their_text_and_name(old_badge: Document) -> None:
    old_badge |= {"issuanceDate": "2025-01-01T00:00:00.000+00:00", "validFrom": "2025-01-01T00:00:00Z"}
    assert to_dict(read(old_badge, "ob3").claims) == old_badge


def test_a_part_can_be_written_alone() -> None:
    assert to_dict(Achievement(id="urn:a", types=("Achievement",), tag=("x",), extra=ReadOnly(a=1))) == {
        "id": "urn:a",
        "type": ["Achievement"],
        "tag": ["x"],
        "a": 1,
    }
    others: tuple[object, ...] = (5, {}, Achievement, models.LanguageString("x"))
    for other in others:
        with pytest.raises(TypeError):
            to_dict(other)


def test_enumerations_are_complete() -> None:
    assert [
        len(known)
        for known in (
            terms.ACHIEVEMENT_TYPES,
            terms.ALIGNMENT_TARGET_TYPES,
            terms.IDENTIFIER_TYPES,
            terms.RESULT_TYPES,
            terms.RESULT_STATUS_TYPES,
        )
    ] == [31, 7, 19, 12, 7]


def test_extension_terms() -> None:
    assert terms.is_known("ext:Nano-degree_2.0", terms.ACHIEVEMENT_TYPES)
    assert not terms.is_known("ext:Failed", terms.RESULT_STATUS_TYPES, open_ended=False)
    assert not terms.is_known("junk ext:x", terms.ACHIEVEMENT_TYPES)
    assert terms.canonical_identifier_type("email") == "emailAddress"
    assert terms.canonical_identifier_type("ext:name") == "name"
    assert terms.canonical_identifier_type("ext:other") == "ext:other"


def test_sentences_are_in_the_catalogue_once() -> None:
    codes = [message.code for message in MESSAGES]
    assert len(codes) == len(set(codes))
    assert all(lookup(code) is not None for code in codes)
