from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from tests.support import older_badges as old

from badgekit.models.ob2.normal import is_extension, is_plain, normalise

OBI = "https://w3id.org/openbadges#"


@pytest.mark.parametrize(
    "given_",
    [
        {"verify": {"type": "hosted"}},
        {"verification": {"type": "HostedBadge"}},
        {"obi:verify": {"@type": "obi:HostedBadge"}},
        {OBI + "verify": [{"type": "hosted"}]},
        {"verify": {"type": "hosted"}, "verification": {"type": "HostedBadge"}},
        {"verification": {"type": "HostedBadge", "creator": None}, "narrative": None, "evidence": []},
    ],
)
def test_spellings_that_mean_the_same_become_the_same(given_: dict[str, Any]) -> None:
    assert normalise(given_) == {"verification": {"type": "HostedBadge"}}


def test_one_value_in_a_list_is_the_value_only_where_there_is_one() -> None:
    found = normalise(
        {"name": ["a"], "tags": ["a"], "evidence": [{"id": "https://x.example", "name": ["e"]}]}
    )
    assert found == {"name": "a", "tags": ["a"], "evidence": [{"id": "https://x.example", "name": "e"}]}


def test_two_spellings_with_two_values_are_two_values() -> None:
    found = normalise({"id": "https://a.example", "@id": "https://b.example"})
    assert found == {"id": ["https://a.example", "https://b.example"]}
    found = normalise({"verify": {"type": "hosted"}, "verification": {"type": "signed"}})
    assert found == {"verification": [{"type": "HostedBadge"}, {"type": "SignedBadge"}]}


def test_objects_that_only_name_and_values_that_only_hold_are_unwrapped() -> None:
    found = normalise(
        {
            "badge": {"@id": "https://a.example/b"},
            "url": {"id": "https://a.example"},
            "image": {"id": "https://a.example/i.png"},
            "uid": {"@value": "1"},
            "name": {"@value": "n", "@language": "en"},
            "issuedOn": {"@value": "2024-05-01T10:00:00Z", "@type": "xsd:dateTime"},
        }
    )
    assert found["badge"] == "https://a.example/b"
    assert found["url"] == "https://a.example"
    assert found["image"] == {"id": "https://a.example/i.png"}
    assert found["uid"] == "1"
    assert found["name"] == {"@value": "n", "@language": "en"}
    assert found["issuedOn"] == "2024-05-01T10:00:00Z"


def test_revoked_is_told_from_the_list_of_revoked_assertions_by_its_value() -> None:
    assert normalise({"obi:revoked": True}) == {"revoked": True}
    assert normalise({"obi:revoked": [[{"@value": True}]]}) == {"revoked": True}
    assert normalise({"obi:revoked": "true"}) == {"revoked": "true"}
    assert normalise({"obi:revoked": ["a"]}) == {"revokedAssertions": ["a"]}
    assert normalise({"revoked": "yes"}) == {"revoked": "yes"}


def test_empty_lists_stay_where_they_say_something() -> None:
    assert normalise({"revokedAssertions": [], "tags": []}) == {"revokedAssertions": []}
    assert normalise({"verification": {"allowedOrigins": []}}) == {"verification": {"allowedOrigins": []}}


def test_a_second_type_does_not_keep_an_object_of_open_badges_from_being_read() -> None:
    recipient = {"type": ["email", "Extension"], "identity": "a@b", "obi:identityHash": "c@d"}
    assert normalise({"recipient": recipient})["recipient"]["identity"] == ["a@b", "c@d"]


def test_extensions_and_unknown_members_stay_as_they_came() -> None:
    extension = {"@context": "https://x.example", "type": ["Extension", "x:Y"], "verify": [None]}
    document = {"extensions:x": extension, "x": [None, {"@id": "a"}], "tags": [None, "a"]}
    assert normalise(document) == document
    assert is_extension(extension)
    assert is_extension({"@type": OBI + "Extension"})
    assert not is_extension({"type": "Extensions"})


@pytest.mark.parametrize(
    ("change", "plain"),
    [
        ({}, True),
        ({"@context": [old.V2, "https://unknown.example/context"]}, True),
        ({"schema:location": {"@context": {"a": "b"}, "type": "Extension"}}, True),
        ({"@language": "es"}, True),
        ({"@context": [old.V2, {"title": "schema:name"}]}, False),
        ({"@context": {"@vocab": OBI}}, False),
        ({"badge": {"@context": {"title": "schema:name"}, "title": "x"}}, False),
        ({"evidence": [{"@context": {"title": "schema:name"}}]}, False),
        ({"recipient": {"@context": {"a": "b"}, "type": ["email", "Extension"]}}, False),
        ({"@graph": []}, False),
        ({"badge": {"@reverse": {}}}, False),
        ({"evidence": {"@list": []}}, False),
        ({"evidence": [[{"@context": {}}]]}, False),
    ],
)
def test_names_are_trusted_only_where_no_context_can_have_renamed_them(
    change: dict[str, Any], plain: bool
) -> None:
    assert is_plain({**old.assertion(), **change}) is plain


@given(old.DOCUMENTS)
def test_normal_form_is_reached_at_once_and_leaves_the_document_alone(document: dict[str, Any]) -> None:
    before = copy.deepcopy(document)
    once = normalise(document)
    assert normalise(once) == once
    assert document == before
    is_plain(document)


def test_depth_is_bounded() -> None:
    document: dict[str, Any] = {"id": "https://x.example"}
    for _ in range(5_000):
        document = {"issuer": document, "@type": "Issuer"}
    assert normalise(document)["type"] == "Issuer"
    assert is_plain(document)
