from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support import older_badges as old

from badgekit.messages import lookup
from badgekit.models.ob2.generation import ClassName, Generation
from badgekit.models.ob2.upgrade import Upgraded, upgrade

CLASSES: tuple[ClassName, ...] = (
    *("Assertion", "BadgeClass", "Issuer", "Endorsement", "RevocationList", "CryptographicKey"),
)
GENERATIONS: tuple[Generation, ...] = ("0.5", "1.0", "1.1", "2.0")


def steps(upgraded: Upgraded) -> list[tuple[str, str]]:
    return [(step.code, step.path) for step in upgraded.steps]


def test_a_badge_of_the_first_generation_takes_the_shape_of_2_0_step_by_step() -> None:
    found = upgrade(old.first_assertion(), "0.5", url="http://school.example/a", expected="Assertion")
    assert found.value == {
        "id": "http://school.example/a",
        "type": "Assertion",
        "recipient": {"type": "email", "hashed": True, "salt": "sea", "identity": "sha256$" + "0b" * 32},
        "issuedOn": "2012-12-28",
        "evidence": "http://school.example/work/1",
        "verification": {"type": "HostedBadge"},
        "badge": {
            "type": "BadgeClass",
            "version": "0.5.0",
            "name": "Rails",
            "description": "Completed Rails.",
            "image": "http://school.example/images/1.png",
            "criteria": "http://school.example/criteria/1",
            "issuer": {
                "type": "Issuer",
                "name": "Code: School",
                "url": "http://school.example",
                "origin": "http://school.example",
                "org": "School",
                "email": "a@school.example",
            },
        },
    }
    assert steps(found) == [
        ("upgrade.renamed", "$.issued_on"),
        ("upgrade.recipient", "$.recipient"),
        ("upgrade.resolved", "$.evidence"),
        ("upgrade.hosted", "$.verification"),
        ("upgrade.type", "$.type"),
        ("upgrade.id", "$.id"),
        ("upgrade.type", "$.badge.type"),
        ("upgrade.resolved", "$.badge.image"),
        ("upgrade.resolved", "$.badge.criteria"),
        ("upgrade.renamed", "$.badge.issuer.contact"),
        ("upgrade.renamed", "$.badge.issuer.origin"),
        ("upgrade.org", "$.badge.issuer.name"),
        ("upgrade.type", "$.badge.issuer.type"),
    ]


@pytest.mark.parametrize(
    ("recipient", "hashed"),
    [
        ("anna@uni.example", False),
        ("SHA256$" + "0B" * 32, True),
        ("sha1$" + "00" * 20, True),
        ("md5$1", False),
    ],
)
def test_a_bare_recipient_is_a_hash_where_it_has_the_form_of_one(recipient: str, hashed: bool) -> None:
    document = {**old.first_assertion(), "recipient": recipient}
    found = upgrade(document, "0.5", expected="Assertion").value["recipient"]
    assert found == {"type": "email", "hashed": hashed, "identity": recipient, "salt": "sea"}


@pytest.mark.parametrize(
    "path", ["//evil.example/i.png", "i.png", "https://cdn.example/i.png", "javascript:x", "/\\evil.example"]
)
def test_only_a_path_on_the_site_of_the_issuer_is_made_an_address(path: str) -> None:
    document = old.first_assertion()
    document["badge"]["image"] = path
    found = upgrade(document, "0.5", expected="Assertion").value["badge"]["image"]
    assert found == path or found.startswith("http://school.example/")


def test_a_hosted_badge_of_1_0_is_where_it_says_that_it_is_wherever_it_was_found() -> None:
    found = upgrade(old.linked_assertion(), "1.0", url="http://mirror.example/x", expected="Assertion")
    assert found.value["id"] == "http://a.example/instance"
    assert found.value["type"] == "Assertion"
    assert found.value["verification"] == {"type": "HostedBadge", "url": "http://a.example/instance"}
    assert found.value["issuedOn"] == 1420070400
    assert "@context" not in found.value


def test_the_key_of_a_signed_badge_of_1_x_is_not_its_name() -> None:
    document = {**old.linked_assertion(), "verify": {"type": "signed", "url": "http://a.example/key.pem"}}
    assert "id" not in upgrade(document, "1.0", expected="Assertion").value
    assert upgrade(document, "1.0", url="http://a.example/1", expected="Assertion").value["id"] == (
        "http://a.example/1"
    )


def test_every_alignment_of_a_list_is_renamed_and_new_names_are_left_alone() -> None:
    badge = {
        **old.badge_class(),
        "@context": old.V1,
        "alignment": [
            {"name": "x", "url": "https://x.example", "description": "d"},
            {"name": "y", "url": "https://y.example"},
            {"targetName": "z", "targetUrl": "https://z.example", "name": "kept"},
        ],
    }
    found = upgrade(badge, "1.1", expected="BadgeClass")
    assert found.value["alignment"] == [
        {"targetName": "x", "targetUrl": "https://x.example", "targetDescription": "d"},
        {"targetName": "y", "targetUrl": "https://y.example"},
        {"targetName": "z", "targetUrl": "https://z.example", "name": "kept"},
    ]
    assert ("upgrade.renamed", "$.alignment[1].url") in steps(found)


def test_an_object_inside_is_of_its_own_generation_where_it_has_a_context() -> None:
    alignment = [{"name": "x", "url": "https://x.example"}]
    badge = {**old.badge_class(), "alignment": alignment}
    document = {**old.assertion(), "@context": old.V1, "badge": badge}
    assert upgrade(document, "1.1", expected="Assertion").value["badge"]["alignment"] == alignment
    document = {**old.assertion(), "badge": {**badge, "@context": old.V1}}
    found = upgrade(document, "2.0", expected="Assertion").value["badge"]["alignment"]
    assert found == [{"targetName": "x", "targetUrl": "https://x.example"}]


def test_a_map_of_revocations_loses_no_entry_whatever_its_reason() -> None:
    document = {"abc": "stolen", "def": None, "ghi": {"why": 1}, "https://a.example/1": "x", "verify": "y"}
    found = upgrade(document, "1.0", url="https://a.example/rl", expected="RevocationList")
    assert found.value == {
        "type": "RevocationList",
        "id": "https://a.example/rl",
        "revokedAssertions": [
            {"uid": "abc", "revocationReason": "stolen"},
            {"uid": "def"},
            {"uid": "ghi"},
            {"uid": "https://a.example/1", "id": "https://a.example/1", "revocationReason": "x"},
            {"uid": "verify", "revocationReason": "y"},
        ],
    }
    # A list of 2.0 must say that it is one.
    assert "revokedAssertions" not in upgrade(document, "2.0", expected="RevocationList").value


def test_a_document_of_2_0_is_only_made_normal() -> None:
    for document, name in ((old.assertion(), "Assertion"), (old.badge_class(), "BadgeClass")):
        found = upgrade(document, "2.0", url="https://elsewhere.example", expected=name)  # type: ignore[arg-type]
        assert found == Upgraded(document, "2.0")


def test_a_document_of_another_class_is_not_given_the_type_that_is_wanted() -> None:
    badge = {name: value for name, value in old.badge_class().items() if name not in ("type", "@context")}
    assert "type" not in upgrade(badge, "1.0", expected="Assertion").value


@given(old.DOCUMENTS, st.sampled_from(GENERATIONS), st.sampled_from(CLASSES))
def test_any_document_is_upgraded_and_left_as_it_was(
    document: dict[str, Any], generation: Generation, name: ClassName
) -> None:
    before = copy.deepcopy(document)
    found = upgrade(document, generation, url="https://x.example/a", expected=name)
    assert document == before
    assert found.generation == generation
    for step in found.steps:
        message = lookup(step.code)
        assert message is not None
        assert str(step)
