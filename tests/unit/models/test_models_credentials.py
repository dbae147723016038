"""Credentials as a whole: required members, types, contexts, dates of both data models."""

from __future__ import annotations

from typing import Any

import pytest

from badgekit.models import Assertion, Endorsement, Profile, VerifiableCredential, data_model, read

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


def test_a_sound_badge_has_nothing_to_be_said_about_it(badge: Document, old_badge: Document) -> None:
    for document in (badge, old_badge):
        result = read(document, "ob3")
        assert (result.issues, result.notes) == ((), ())


def test_the_shortcuts_of_an_assertion(badge: Document) -> None:
    claims = assertion(badge)
    assert claims.recipient is claims.credential_subject
    assert claims.recipient is not None
    assert claims.recipient.id == "did:example:anna"
    assert claims.achievement is not None
    assert claims.achievement.name == "Welding"
    assert claims.achievement.path == "$.credentialSubject.achievement"
    assert claims.issuer is not None
    assert claims.issuer.name == "Example University"


def test_an_endorsement(endorsement: Document) -> None:
    result = read(endorsement, "endorsement")
    assert (result.issues, result.notes) == ((), ())
    assert isinstance(result.claims, Endorsement)
    assert result.claims.credential_subject is not None
    assert result.claims.credential_subject.endorsement_comment == "We hire these."


def test_a_credential_of_another_kind_keeps_all_subjects_as_they_came(credential: Document) -> None:
    credential["credentialSubject"] = [{"id": "did:example:anna", "degree": {"a": [1]}}, {"name": "Ben"}]
    assert issues(credential, "vc") == []
    first, second = generic(credential).credential_subject
    assert (first.id, first.extra, first.path) == (
        "did:example:anna",
        {"degree": {"a": [1]}},
        "$.credentialSubject[0]",
    )
    assert (second.id, second.extra) == (None, {"name": "Ben"})


def test_an_issuer_may_be_a_url(badge: Document, credential: Document) -> None:
    badge["issuer"] = "https://uni.example/issuer"
    assert issues(badge) == []
    assert assertion(badge).issuer == Profile(id="https://uni.example/issuer")
    assert generic(credential).issuer == Profile(id="did:example:issuer")


def test_under_vcdm_1_1_a_badge_needs_an_issuer_object_and_a_name(old_badge: Document) -> None:
    old_badge["issuer"] = "https://uni.example/issuer"
    del old_badge["name"]
    assert set(issues(old_badge)) == {("structure.wrong_type", "$.issuer"), ("structure.missing", "$.name")}


def test_an_endorsement_needs_a_name(endorsement: Document) -> None:
    del endorsement["name"]
    assert issues(endorsement, "endorsement") == [("structure.missing", "$.name")]


@pytest.mark.parametrize("name", ["@context", "id", "type", "issuer", "validFrom", "credentialSubject"])
def test_required_members_of_a_badge(badge: Document, name: str) -> None:
    del badge[name]
    path = "$['@context']" if name == "@context" else f"$.{name}"
    assert ("structure.missing", path) in issues(badge)


@pytest.mark.parametrize("name", ["@context", "type", "issuer", "credentialSubject"])
def test_required_members_of_any_credential(credential: Document, name: str) -> None:
    del credential[name]
    assert "structure.missing" in [code for code, _ in issues(credential, "vc")]


def test_vcdm_1_1_requires_a_start_and_vcdm_2_0_does_not(credential: Document) -> None:
    assert issues(credential, "vc") == []
    credential["@context"] = [V1]
    assert issues(credential, "vc") == [("structure.missing", "$.issuanceDate")]


# ---- types and contexts


@pytest.mark.parametrize(
    "types",
    [
        "VerifiableCredential",
        ["VerifiableCredential"],
        ["OpenBadgeCredential"],
        ["VerifiableCredential", "openBadgeCredential"],
        [],
        ["VerifiableCredential", 5],
        [["VerifiableCredential", "OpenBadgeCredential"]],
        5,
        {},
    ],
)
def test_types_without_the_required_names(badge: Document, types: object) -> None:
    badge["type"] = types
    assert ("structure.wrong_class", "$.type") in issues(badge)


@pytest.mark.parametrize("name", ["OpenBadgeCredential", "AchievementCredential"])
def test_both_names_of_a_badge(badge: Document, name: str) -> None:
    badge["type"] = ["https://example.org/Extra", name, "VerifiableCredential"]
    assert issues(badge) == []
    assert assertion(badge).types == ("https://example.org/Extra", name, "VerifiableCredential")


@pytest.mark.parametrize(
    ("context", "code"),
    [
        (V2, "structure.context_not_a_list"),
        ([], "structure.empty"),
        ([OB, V2], "structure.context_first"),
        (["https://www.w3.org/ns/credentials/v2/", OB], "structure.context_first"),
        ([{"a": "b"}, V2, OB], "structure.context_first"),
        ([V2, None, OB], "structure.wrong_type"),
        ([V2, OB, 5], "structure.wrong_type"),
        ([V2, OB, "local.json"], "structure.not_a_url"),
        ([V2], "structure.context_open_badges"),
        ([V2, "https://evil.example/spec/ob/v3p0/context-3.0.3.json"], "structure.context_open_badges"),
        ([V2, OB + "#x"], "structure.context_open_badges"),
        ([V2, {"@import": OB}], "structure.context_open_badges"),
    ],
)
def test_wrong_contexts(badge: Document, context: object, code: str) -> None:
    badge["@context"] = context
    assert code in [found for found, _ in issues(badge)]


@pytest.mark.parametrize("version", ["", "-3.0.1", "-3.0.2", "-3.0.3"])
def test_every_version_of_the_open_badges_context(badge: Document, version: str) -> None:
    badge["@context"][1] = f"https://purl.imsglobal.org/spec/ob/v3p0/context{version}.json"
    assert (issues(badge), notes(badge)) == ([], [])


def test_the_open_badges_context_in_another_place_is_noted(badge: Document) -> None:
    badge["@context"] = [V2, "https://example.org/ctx.json", OB, {"term": "https://example.org/term"}]
    assert issues(badge) == []
    assert notes(badge) == [("structure.context_order", "$['@context']")]
    assert assertion(badge).context[3] == {"term": "https://example.org/term"}


def test_the_bare_context_of_vcdm_1_1_is_noted(credential: Document) -> None:
    credential |= {"@context": V1, "issuanceDate": "2020-01-01T00:00:00Z"}
    assert issues(credential, "vc") == []
    assert notes(credential, "vc") == [("structure.context_not_a_list", "$['@context']")]


def test_the_first_context_alone_decides_the_data_model() -> None:
    assert data_model((V2, V1)) == "2.0"
    assert data_model((V1, V2)) == "1.1"
    assert data_model((OB, V2)) is None
    assert data_model(()) is None


# ---- dates


def test_dates_of_both_models_are_read_into_the_same_attributes(badge: Document) -> None:
    badge["validUntil"] = "2030-01-01T00:00:00Z"
    new = assertion(badge)
    badge["@context"][0] = V1
    badge |= {"name": "x", "issuanceDate": badge.pop("validFrom"), "expirationDate": badge.pop("validUntil")}
    old = assertion(badge)
    assert (new.valid_from, new.valid_until) == (old.valid_from, old.valid_until)
    assert set(new.dates_as_written) == {"validFrom", "validUntil"}
    assert set(old.dates_as_written) == {"issuanceDate", "expirationDate"}


def test_of_two_windows_the_narrower_counts_and_is_an_issue(old_badge: Document) -> None:
    old_badge |= {
        "validFrom": "2025-06-01T00:00:00Z",
        "validUntil": "2031-01-01T00:00:00Z",
        "expirationDate": "2030-01-01T00:00:00Z",
    }
    claims = assertion(old_badge)
    assert claims.valid_from == claims.dates_as_written["validFrom"]
    assert claims.valid_until == claims.dates_as_written["expirationDate"]
    assert len(claims.dates_as_written) == 4
    assert issues(old_badge) == [
        ("structure.dates_of_two_models", "$.validFrom"),
        ("structure.dates_of_two_models", "$.validUntil"),
    ]


def test_the_same_date_under_both_names_is_noted_under_vcdm_1_1_only(
    badge: Document, old_badge: Document
) -> None:
    old_badge["validFrom"] = "2025-01-01T01:00:00+01:00"
    assert issues(old_badge) == []
    assert notes(old_badge) == [("structure.dates_of_two_models", "$.validFrom")]
    old_badge["@context"][0] = V2
    assert issues(old_badge) == [("structure.dates_of_two_models", "$.issuanceDate")]


def test_a_date_of_vcdm_1_1_counts_under_2_0_and_is_an_issue(badge: Document) -> None:
    badge["expirationDate"] = "2025-02-01T00:00:00Z"
    assert issues(badge) == [("structure.date_of_other_model", "$.expirationDate")]
    assert assertion(badge).valid_until == assertion(badge).dates_as_written["expirationDate"]


def test_a_date_of_vcdm_2_0_under_1_1_is_noted(old_badge: Document) -> None:
    old_badge["validUntil"] = "2030-01-01T00:00:00Z"
    assert issues(old_badge) == []
    assert notes(old_badge) == [("structure.date_of_other_model", "$.validUntil")]


@pytest.mark.parametrize(
    ("end", "reversed_"),
    [
        ("2024-12-31T23:59:59Z", True),
        ("2025-01-01T01:00:00+02:00", True),
        ("2025-01-01T00:00:00Z", False),
        ("2024-12-31T23:00:00-02:00", False),
    ],
)
def test_the_end_may_not_come_before_the_start(badge: Document, end: str, reversed_: bool) -> None:
    badge["validUntil"] = end
    assert issues(badge) == ([("structure.dates_reversed", "$.validUntil")] if reversed_ else [])


def test_a_missing_zone_is_an_issue_under_vcdm_2_0_and_noted_elsewhere(
    badge: Document, old_badge: Document
) -> None:
    old_badge["issuanceDate"] = "2025-01-01T00:00:00"
    assert (issues(old_badge), notes(old_badge)) == ([], [("date.no_zone", "$.issuanceDate")])
    old_badge["awardedDate"] = "2025-01-01T00:00:00"
    assert ("date.no_zone", "$.awardedDate") in notes(old_badge)
    old_badge["@context"][0] = V2
    old_badge["validFrom"] = old_badge.pop("issuanceDate")
    assert issues(old_badge) == [("date.no_zone", "$.validFrom")]


@pytest.mark.parametrize("value", [1735689600, 1.5, True, ["2025-01-01T00:00:00Z"], {}])
def test_a_date_of_another_json_type(badge: Document, value: object) -> None:
    badge["validUntil"] = value
    assert issues(badge) == [("structure.wrong_type", "$.validUntil")]
    assert assertion(badge).valid_until is None


def test_a_malformed_date_keeps_its_code_and_gets_its_path(badge: Document) -> None:
    badge["validUntil"] = "2099-12-31"
    badge["awardedDate"] = "2099-02-30T00:00:00Z"
    assert issues(badge) == [("date.malformed", "$.validUntil"), ("date.out_of_range", "$.awardedDate")]
