"""The VCDM 1.1 form of badges, endorsements, profiles and responses."""

from __future__ import annotations

import pytest
from tests.support import badge_examples
from tests.support.badge_examples import CONTEXTS, INNER, OB, SUBJECT, Change, Document, setting, without

from badgekit.schemas import SchemaSet


def test_the_whole_badge_fits_in_both_forms(badge: Document, badge_v1: Document, schemas: SchemaSet) -> None:
    assert schemas.built_in("achievement", "2.0").accepts(badge)
    assert schemas.built_in("achievement", "1.1").accepts(badge_v1)
    assert not schemas.built_in("achievement", "2.0").accepts(badge_v1)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("no name", without("name")),
        ("no issuanceDate", without("issuanceDate")),
        ("an issuer that is only named", setting("issuer", "did:web:school.example")),
        ("an issuer with nothing but an id", setting("issuer", {"id": "did:web:school.example"})),
        ("a name in one language", setting("name", {"@value": "Daten", "@language": "de"})),
        ("an issuanceDate that is none", setting("issuanceDate", "2025-01-01")),
        ("an expirationDate that is none", setting("expirationDate", "never")),
        ("a validFrom that is none", setting("validFrom", "yesterday")),
        ("a VCDM 2.0 endorsement", setting(f"{INNER}/{CONTEXTS}/0", "https://www.w3.org/ns/credentials/v2")),
        ("an endorsement with other dates", without(f"{INNER}/issuanceDate")),
    ],
)
def test_the_vcdm_1_1_form_may_not_have(
    name: str, change: Change, badge_v1: Document, schemas: SchemaSet
) -> None:
    change(badge_v1)
    assert not schemas.built_in("achievement", "1.1").accepts(badge_v1), name


def test_the_vcdm_1_1_form_may_have_what_issuers_add(badge_v1: Document, schemas: SchemaSet) -> None:
    badge_v1[SUBJECT]["name"] = "Anna Ek"
    badge_v1["issuer"]["image"] = "https://school.example/logo.png"
    badge_v1["validFrom"] = badge_v1["issuanceDate"]
    assert schemas.built_in("achievement", "1.1").accepts(badge_v1)


def test_endorsements_have_schemas_of_their_own(badge: Document, schemas: SchemaSet) -> None:
    endorsement, endorsement_v1 = badge_examples.endorsement("2.0"), badge_examples.endorsement("1.1")
    schema, schema_v1 = (schemas.built_in("endorsement", vcdm) for vcdm in ("2.0", "1.1"))
    assert schema.accepts(endorsement)
    assert schema_v1.accepts(endorsement)
    assert schema_v1.accepts(endorsement_v1)
    assert not schema.accepts(endorsement_v1)
    assert not schema.accepts(badge)
    endorsement_v1["issuer"] = "did:web:endorser.example"
    assert not schema_v1.accepts(endorsement_v1)
    endorsement[SUBJECT].pop("id")
    assert not schema.accepts(endorsement)


def test_a_profile_and_a_response_have_schemas_too(badge: Document, schemas: SchemaSet) -> None:
    profile = schemas.find(f"{OB}schema/json/ob_v3p0_profile_schema.json")
    assert profile is not None
    assert profile.accepts(badge["issuer"])
    assert not profile.accepts({**badge["issuer"], "type": "Person"})
    response = schemas.find(f"{OB}schema/json/ob_v3p0_getopenbadgecredentialsresponse_schema.json")
    assert response is not None
    assert response.accepts({"credential": [badge], "compactJwsString": ["a.b.c"]})
    assert response.accepts({"credential": badge})
    assert not response.accepts({"credential": [{**badge, "id": "x"}]})
    assert not response.accepts({"compactJwsString": ["a.b"]})
    assert not response.accepts({"credentials": []})
