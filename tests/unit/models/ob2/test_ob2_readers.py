"""Claims of documents: what is read, what is kept, what each generation may leave out."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support import older_badges as old
from tests.support.older_badges import READERS, of, take

from badgekit.errors import LimitExceeded
from badgekit.messages import lookup
from badgekit.models import ob2, read
from badgekit.models.ob2 import readers
from badgekit.models.ob2.generation import Generation
from badgekit.models.ob2.upgrade import upgrade
from badgekit.models.reading import Issues

KEY = {"@context": old.V2, "type": "CryptographicKey", "id": "https://uni.example/key", "publicKeyPem": "x"}
LIST = {"@context": old.V2, "type": "RevocationList", "id": "https://uni.example/rl"}


def test_an_issuer_may_have_several_keys_and_hosts() -> None:
    policy = {
        "type": "VerificationObject",
        "startsWith": ["https://a.example/"],
        "allowedOrigins": ["a.example"],
    }
    document = {**old.issuer(), "publicKey": ["https://uni.example/key", KEY], "verification": policy}
    issuer, issues, notes = take(document, "Issuer")
    assert (issues, notes) == ([], [])
    assert issuer.public_key[0] == "https://uni.example/key"
    assert issuer.public_key[1] == ob2.CryptographicKey(
        context=(old.V2,), id="https://uni.example/key", types=("CryptographicKey",), public_key_pem="x"
    )
    assert issuer.verification.starts_with == ("https://a.example/",)
    assert issuer.verification.allowed_origins == ("a.example",)
    assert take(old.issuer(), "Issuer")[0].verification is None


def test_an_empty_list_of_hosts_is_not_the_same_as_none() -> None:
    document = {**old.issuer(), "verification": {"type": "VerificationObject", "allowedOrigins": []}}
    issuer, issues, notes = take(document, "Issuer")
    assert issuer.verification.allowed_origins == ()
    assert issues == []
    assert notes == [("structure.empty", "$.verification.allowedOrigins")]


def test_oddities_of_an_issuer_are_noted() -> None:
    document = {
        **old.issuer(),
        "email": "uni",
        "telephone": "+99 55",
        "verification": {"startsWith": "https://a"},
    }
    _, issues, notes = take(document, "Issuer")
    assert issues == []
    assert {code for code, _ in notes} == {
        *("structure.not_an_email", "structure.not_a_telephone", "structure.type_unusual"),
    }


@pytest.mark.parametrize(
    ("written", "instant", "note"),
    [
        (1500423730, "2017-07-19T00:22:10+00:00", ["date.unix_seconds"]),
        ("1500423730", "2017-07-19T00:22:10+00:00", ["date.unix_seconds"]),
        ("2016-05-15", "2016-05-15T00:00:00+00:00", ["date.no_zone"]),
        ("2016-05-15T10:00:00", "2016-05-15T10:00:00+00:00", ["date.no_zone"]),
        ("2016-05-15T10:00:00+05:30", "2016-05-15T04:30:00+00:00", []),
    ],
)
def test_dates_before_2_0_are_read_as_they_were_allowed(written: Any, instant: str, note: list[str]) -> None:
    found, issues, notes = take({**old.linked_assertion(), "issuedOn": written}, "Assertion")
    assert issues == []
    assert found.issued_on.at.isoformat() == instant
    assert found.issued_on.text == str(written)
    assert [code for code, path in notes if path == "$.issuedOn"] == note


def test_older_documents_may_leave_out_what_came_later() -> None:
    badge = {name: value for name, value in old.badge_class().items() if name != "id"} | {"@context": old.V1}
    issuer = {"@context": old.V1, "type": "Issuer", "name": "A", "url": "https://a.example"}
    assert take(badge, "BadgeClass")[1] == []
    assert take(issuer, "Issuer")[1] == []
    assert ("structure.missing", "$.email") in take({**issuer, "@context": old.V2}, "Issuer")[1]
    first, issues, _ = take(old.first_assertion(), "Assertion")
    assert issues == []
    assert first.generation == first.badge.generation == first.badge.issuer.generation == "0.5"


def test_sha1_was_allowed_before_2_0() -> None:
    recipient = {"type": "email", "hashed": True, "identity": "sha1$" + "00" * 20}
    assert take({**old.linked_assertion(), "recipient": recipient}, "Assertion")[1] == []
    assert take({**old.assertion(), "recipient": recipient}, "Assertion")[1] != []


def test_of_a_revoked_badge_nothing_is_asked_but_its_name() -> None:
    stub = {"@context": old.V2, "id": "https://a.example/1", "type": "Assertion", "revoked": True}
    found, issues, _ = take(stub, "Assertion")
    assert (found.revoked, issues) == (True, [])
    assert take({**stub, "revoked": False}, "Assertion")[1] != []
    assert take({"revoked": True}, "Assertion")[1] == []


def test_an_object_inside_is_read_as_of_its_own_generation() -> None:
    issuer = {
        "@context": old.V1,
        "id": "https://a.example",
        "type": "Issuer",
        "name": "A",
        "url": "https://a.example",
    }
    badge, issues, _ = take({**old.badge_class(), "issuer": issuer}, "BadgeClass")
    assert issues == []
    assert (badge.generation, badge.issuer.generation) == ("2.0", "1.1")


def test_faults_of_an_endorsement_are_not_those_of_what_carries_it() -> None:
    document = {
        **old.badge_class(),
        "endorsement": [old.endorsement() | {"claim": {}}, "https://e.example/1"],
    }
    badge, issues, notes = take(document, "BadgeClass")
    assert issues == []
    assert notes == [("structure.missing", "$.endorsement[0].claim.id")]
    assert badge.endorsement[1] == "https://e.example/1"


@pytest.mark.parametrize(
    ("change", "code", "path"),
    [
        ({}, None, None),
        ({"claim": None}, "structure.missing", "$.claim"),
        ({"claim": "https://x.example"}, "structure.wrong_type", "$.claim"),
        ({"issuedOn": None}, "structure.missing", "$.issuedOn"),
        ({"type": "Assertion"}, "structure.wrong_class", "$.type"),
        ({"revoked": True, "claim": None, "verification": None}, None, None),
    ],
)
def test_endorsements(change: dict[str, Any], code: str | None, path: str | None) -> None:
    issues = Issues()
    value = upgrade({**old.endorsement(), **change}, "2.0", expected="Endorsement").value
    assert readers.read_endorsement(value, issues) is not None
    assert of(issues.issues) == ([] if code is None else [(code, path)])


@pytest.mark.parametrize(
    ("entries", "found", "codes"),
    [
        ([], (), []),
        ("urn:uuid:1", (ob2.RevokedEntry(id="urn:uuid:1"),), []),
        ({"uid": "abc"}, (ob2.RevokedEntry(uid="abc"),), []),
        (["a", {"id": "b", "revocationReason": "r"}],
         (ob2.RevokedEntry(id="a"), ob2.RevokedEntry(id="b", revocation_reason="r")), []),
        ([{"revocationReason": "r"}], (ob2.RevokedEntry(revocation_reason="r"),),
         ["structure.revoked_entry_empty"]),
        ([5], (), ["structure.wrong_type"]),
        (None, (), ["structure.missing"]),
    ],
)  # fmt: skip
def test_revocation_lists(entries: Any, found: tuple[ob2.RevokedEntry, ...], codes: list[str]) -> None:
    issues = Issues()
    value = upgrade({**LIST, "revokedAssertions": entries}, "2.0", expected="RevocationList").value
    claims = readers.read_revocation_list(value, issues)
    assert claims is not None
    assert claims.revoked_assertions == found
    assert [problem.code for problem in issues.issues] == codes


def test_a_revocation_list_may_be_long() -> None:
    issues = Issues()
    claims = readers.read_revocation_list({**LIST, "revokedAssertions": [{"uid": "x"}] * 50_000}, issues)
    assert claims is not None
    assert len(claims.revoked_assertions) == 50_000
    assert not issues.issues


def test_what_is_not_defined_is_kept_and_extensions_are_found() -> None:
    extension = {"@context": "https://x.example/c", "type": ["Extension", "extensions:ApplyLink"], "url": "u"}
    document = {**old.badge_class(), "extensions:applyLink": extension, "source": 1, "more": [extension]}
    badge, issues, _ = take(document, "BadgeClass")
    assert issues == []
    assert badge.extra == {"extensions:applyLink": extension, "source": 1, "more": [extension]}
    assert [found.path for found in badge.extensions] == ["$['extensions:applyLink']", "$.more[0]"]
    assert badge.extensions[0].types == ("Extension", "extensions:ApplyLink")
    assert badge.extensions[0].context == ("https://x.example/c",)
    assert badge.extensions[0].value == extension


def test_texts_may_have_languages() -> None:
    name = [{"@value": "Welding", "@language": "en"}, {"@value": "Soldadura", "@language": "es"}]
    related = [{"id": "https://a.example/es", "@language": "es"}]
    badge, issues, _ = take(
        {**old.badge_class(), "name": name, "@language": "en", "related": related}, "BadgeClass"
    )
    # Two names are two values of one property, each in its language.
    assert issues == []
    assert [text.language for text in badge.name] == ["en", "es"]
    assert (badge.language, badge.related[0].language) == ("en", "es")


def test_objects_within_each_other_and_their_number_are_bounded() -> None:
    document = old.badge_class()
    for _ in range(30):
        document = {**old.badge_class(), "issuer": {**old.issuer(), "endorsement": {**old.endorsement(),
                    "issuer": {**old.issuer(), "endorsement": document}}}}  # fmt: skip
        document["endorsement"] = {**old.endorsement(), "issuer": document["issuer"]}
    _, issues, _ = take(document, "BadgeClass")
    assert {code for code, _ in issues} == {"structure.too_deep"}
    evidence = [{"name": "e"}] * 20_001
    with pytest.raises(LimitExceeded):
        take({**old.assertion(), "evidence": evidence}, "Assertion")


@given(
    old.DOCUMENTS,
    st.sampled_from(
        ["Assertion", "BadgeClass", "Issuer", "Endorsement", "RevocationList", "CryptographicKey"]
    ),
    st.sampled_from([old.V1, old.V2, None]),
)
def test_any_document_is_read_with_nothing_but_codes(
    document: dict[str, Any], name: str, context: Any
) -> None:
    try:
        found = read({**document, "@context": context}, f"ob2-{name}")
    except LimitExceeded:
        return
    for problem in (*found.issues, *found.notes):
        assert lookup(problem.code) is not None
        assert str(problem)


GENERATIONS: tuple[Generation, ...] = ("0.5", "1.0", "1.1", "2.0")


@given(old.VALUES, st.sampled_from(GENERATIONS))
def test_any_value_is_read_even_where_nobody_made_it_normal(value: Any, generation: Generation) -> None:
    for reader in READERS.values():
        found = reader(value, Issues(), generation=generation)
        assert (found is None) == (not isinstance(value, dict))
    for other in (readers.read_endorsement, readers.read_key, readers.read_revocation_list):
        assert (other(value, Issues()) is None) == (not isinstance(value, dict))
