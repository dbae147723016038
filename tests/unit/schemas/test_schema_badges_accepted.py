"""What badgekit's schema for badges accepts: the forms that real issuers write."""

from __future__ import annotations

import pytest
from tests.support.badge_examples import (
    ACHIEVEMENT,
    ALIGNMENT,
    CONTEXTS,
    DESCRIPTION,
    IDENTITY,
    LEVEL,
    OB,
    RESULT,
    SUBJECT,
    Change,
    Document,
    compacted,
    setting,
    spread,
    without,
)

from badgekit.schemas import SchemaSet

ACCEPTED: list[tuple[str, Change]] = [
    *(
        (f"{path} as a single value", compacted(path))
        for path in (
            f"{SUBJECT}/type",
            f"{SUBJECT}/identifier",
            RESULT.removesuffix("/0"),
            f"{RESULT}/type",
            f"{RESULT}/alignment",
            f"{ACHIEVEMENT}/type",
            ALIGNMENT.removesuffix("/0"),
            f"{ALIGNMENT}/type",
            f"{ACHIEVEMENT}/otherIdentifier",
            f"{ACHIEVEMENT}/related",
            f"{ACHIEVEMENT}/related/0/type",
            DESCRIPTION.removesuffix("/0"),
            f"{DESCRIPTION}/type",
            LEVEL.removesuffix("/0"),
            f"{LEVEL}/type",
            f"{ACHIEVEMENT}/tag",
            f"{ACHIEVEMENT}/endorsement",
            f"{ACHIEVEMENT}/endorsementJwt",
            "evidence",
            "evidence/0/type",
            "credentialSchema",
            "termsOfUse",
            "proof",
            "issuer/type",
            "issuer/otherIdentifier",
            "issuer/address/type",
        )
    ),
    *(
        (f"{path} as an array", spread(path))
        for path in (
            "credentialStatus",
            "credentialStatus/type",
            "refreshService",
            "termsOfUse/0/type",
            "credentialSchema/0/type",
            "image/type",
            f"{IDENTITY}/type",
            f"{ACHIEVEMENT}/otherIdentifier/0/type",
            "issuer/address/geo/type",
        )
    ),
    *(
        (f"no {path}", without(path))
        for path in (
            "name",
            "description",
            "image",
            "awardedDate",
            "validUntil",
            "evidence",
            "credentialSchema",
            "credentialStatus",
            "credentialStatus/id",
            "refreshService",
            "termsOfUse",
            "proof",
            "issuer/name",
            f"{SUBJECT}/id",
            f"{SUBJECT}/identifier",
            f"{SUBJECT}/result",
            f"{IDENTITY}/salt",
            f"{ACHIEVEMENT}/criteria/id",
            f"{ACHIEVEMENT}/criteria/narrative",
            f"{ACHIEVEMENT}/achievementType",
        )
    ),
    ("an issuer that is only named", setting("issuer", "did:web:school.example")),
    ("an issuer object with nothing but an id", setting("issuer", {"id": "did:web:school.example"})),
    ("the other name of the type", setting("type/1", "AchievementCredential")),
    ("more types", setting("type", ["VerifiableCredential", "AchievementCredential", "urn:x:More"])),
    ("types of the subject", setting(f"{SUBJECT}/type", ["AchievementSubject", "Profile"])),
    ("an older context", setting(f"{CONTEXTS}/1", f"{OB}context-3.0.1.json")),
    ("the context without version", setting(f"{CONTEXTS}/1", f"{OB}context.json")),
    ("more contexts", lambda d: d[CONTEXTS].extend(["https://w3id.org/security/v1", {"x": "urn:x"}])),
    (
        "unknown members",
        lambda d: (
            [
                part.update(more=1)
                for part in (
                    d,
                    d["issuer"],
                    d[SUBJECT],
                    d[SUBJECT]["achievement"],
                    d["proof"][0],
                    d["evidence"][0],
                )
            ]
        ),
    ),
    ("a name of the subject", setting(f"{SUBJECT}/name", "Anna Ek")),
    ("a name in one language", setting("name", {"@value": "Daten", "@language": "de"})),
    (
        "a name in two languages",
        setting(
            "name",
            [
                {"@value": "Daten", "@language": "de"},
                {"@value": "بيانات", "@language": "ar", "@direction": "rtl"},
            ],
        ),
    ),
    ("an issuer's name in one language", setting("issuer/name", {"@value": "Schule"})),
    ("a picture that is only named", setting("issuer/image", "https://school.example/logo.png")),
    ("a picture in the document", setting("image", "data:image/png;base64,AAAA")),
    ("a picture with a digest", setting("image/digestSRI", "sha384-AAAA")),
    ("a word of the issuer's own", setting(f"{ACHIEVEMENT}/achievementType", "ext:Nano-Degree")),
    ("an own kind of result", setting(f"{DESCRIPTION}/resultType", "ext:Grade.1_x")),
    ("email as a kind of identifier", setting(f"{IDENTITY}/identityType", "email")),
    ("a name as identifier", setting(f"{IDENTITY}/identityType", "name")),
    ("letter cases of a language", setting(f"{ACHIEVEMENT}/inLanguage", "DE-at")),
    ("the end of a day", setting("validUntil", "2035-01-01T24:00:00Z")),
    ("nanoseconds", setting("validFrom", "2025-07-16T06:45:51.790721153Z")),
    ("the farthest zone", setting("validFrom", "2025-01-01T00:00:00+14:00")),
    ("29 February", setting("validFrom", "2024-02-29T00:00:00Z")),
    ("an empty set", setting(f"{ACHIEVEMENT}/tag", [])),
    ("an IRI as id", setting("id", "https://schule.example/zeugnis/ä")),
    ("two domains of a proof", setting("proof/0/domain", ["a.example", "b.example"])),
]


@pytest.mark.parametrize("change", [change for _, change in ACCEPTED], ids=[name for name, _ in ACCEPTED])
def test_a_badge_may_have(change: Change, badge: Document, schemas: SchemaSet) -> None:
    change(badge)
    schema = schemas.built_in("achievement", "2.0")
    assert schema.explain(badge) == ()
    assert schema.accepts(badge)
    assert schemas.built_in("achievement", "1.1").accepts(badge), "the schema for both forms must agree"
