"""Hypothesis strategies that change a credential a little, the way attackers, editors and bugs do."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import strategies as st

KNOWN_TERMS = [
    "id",
    "type",
    "name",
    "description",
    "issuer",
    "credentialSubject",
    "achievement",
    "criteria",
    "narrative",
    "image",
    "evidence",
    "validFrom",
    "validUntil",
    "validFrom",
    "awardedDate",
    "credentialStatus",
    "credentialSchema",
    "proof",
    "endorsement",
    "result",
    "alignment",
    "targetName",
    "targetUrl",
    "tag",
    "creator",
    "identifier",
    "hashed",
    "salt",
    "identityHash",
    "identityType",
    "source",
    "url",
    "email",
    "phone",
    "achievementType",
    "resultDescription",
    "allowedValue",
    "resultType",
    "value",
    "achievedLevel",
    "status",
    "verifiableCredential",
    "relatedResource",
    "digestSRI",
    "termsOfUse",
    "refreshService",
    "otherIdentifier",
    "inLanguage",
    "statusListIndex",
    "created",
    "proofPurpose",
    "proofValue",
    "verificationMethod",
    "cryptosuite",
    "role",
    "creditEarned",
]
KEYWORDS = [
    "@id",
    "@type",
    "@value",
    "@list",
    "@set",
    "@graph",
    "@index",
    "@language",
    "@direction",
    "@context",
    "@included",
    "@reverse",
    "@nest",
    "@json",
    "@none",
    "@base",
    "@vocab",
    "@version",
    "@foo",
    "@import",
]
ODD_NAMES = [
    "gpa",
    "_:b0",
    "",
    " name",
    "name ",
    "schema:name",
    "x:y",
    "a b",
    "https://schema.org/name",
    "./x",
    "https://www.w3.org/2018/credentials#validUntil",
    "http://example.com/<x>",
    "urn:x:y",
    "Name",
    "@",
    "https://purl.imsglobal.org/spec/vc/ob/vocab.html#Achievement",
    "xsd:string",
    "OpenBadgeCredential",
]
TYPES = [
    "VerifiableCredential",
    "OpenBadgeCredential",
    "AchievementCredential",
    "EndorsementCredential",
    "Achievement",
    "AchievementSubject",
    "Profile",
    "Result",
    "Alignment",
    "Evidence",
    "Image",
    "IdentityObject",
    "BitstringStatusListEntry",
    "1EdTechRevocationList",
    "DataIntegrityProof",
    "Unknown",
    "VerifiablePresentation",
    "ClrCredential",
    "https://example.com/T",
    "@id",
    "_:t",
]
CONTEXTS: list[Any] = [
    None,
    [],
    {},
    "https://www.w3.org/ns/credentials/v2",
    "https://www.w3.org/2018/credentials/v1",
    "https://unknown.example/",
    {"name": "https://example.com/name"},
    {"gpa": "https://example.com/gpa"},
    {"gpa": {"@id": "https://example.com/gpa", "@type": "@id"}},
    {"gpa": {"@id": "https://example.com/gpa", "@container": "@list"}},
    {"gpa": {"@id": "https://example.com/gpa", "@container": "@set", "@type": "xsd:double"}},
    {"gpa": {"@id": "https://example.com/gpa", "@language": "EN"}},
    {"gpa": {"@id": "https://example.com/gpa", "@type": "http://www.w3.org/2001/XMLSchema#double"}},
    {"gpa": {"@id": "https://example.com/gpa", "@direction": "ltr"}},
    {"@vocab": "https://example.com/v#"},
    {"@language": "de"},
    {"@base": "https://example.com/b/"},
    {"@direction": "rtl"},
    {"gpa": None},
    {"ex": "https://example.com/", "gpa": "ex:gpa"},
    {"https": "https://example.com/", "gpa": "urn:gpa"},
    ["https://www.w3.org/ns/credentials/v2", {"gpa": "urn:gpa"}],
    7,
]

scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 3),
    st.sampled_from([10**20, 10**21, -(10**22), 2**53 + 1]),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(
        [
            "",
            "x",
            "../x",
            "_:b7",
            "https://example.com/x",
            "did:key:z6Mk",
            "urn:uuid:1",
            "a b",
            "2025-01-01T00:00:00Z",
            '\x00\x07\x08\t\n\x0b\x0c\r\x1b\x7f\x80"\\',
            "é\u2028\U0001f600",
            "https://example.com/a>b",
            "data:,x",
        ]
    ),
    st.text(max_size=6),
)
odd_texts = st.one_of(
    st.text(max_size=4),
    st.sampled_from(
        ["é", "\u2028", "\U0001f600", "|{}^`", "%20", "\\", '"', "\x07", "\x7f", " ", ">", "\u00a0", "#a#b"]
    ),
)
numbers = st.one_of(
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from([0.1, 1e20, 1e21, -0.0, 5.0, 1e-7, 123456789.123456789, 2**63, True]),
)
names = st.one_of(st.sampled_from(KNOWN_TERMS), st.sampled_from(KEYWORDS), st.sampled_from(ODD_NAMES))
values: st.SearchStrategy[Any] = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(names, inner, max_size=3)),
    max_leaves=4,
)
KINDS = [
    "delete",
    "rename",
    "wrap",
    "unwrap",
    "replace",
    "scalar",
    "known",
    "odd",
    "keyword",
    "type",
    "types",
    "null",
    "duplicate",
    "repeat",
    "copy",
    "swap",
    "context",
    "topcontext",
    "language",
    "list",
    "objectify",
    "shift",
    "text",
    "text",
    "text",
    "number",
    "delete",
]


def _objects(value: Any, found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    if isinstance(value, dict):
        found.append(value)
        for key, member in value.items():
            if key != "@context":
                _objects(member, found)
    elif isinstance(value, list):
        for member in value:
            _objects(member, found)
    return found


@st.composite
def mutated(draw: st.DrawFn, bases: list[dict[str, Any]]) -> dict[str, Any]:
    """Draw one of `bases` with one to three changes."""
    document: dict[str, Any] = copy.deepcopy(draw(st.sampled_from(bases)))
    for _ in range(draw(st.integers(1, 3))):
        _change(draw, document)
    return document


def _change(draw: st.DrawFn, document: dict[str, Any]) -> None:
    objects = _objects(document, [])
    node = draw(st.sampled_from(objects))
    kind = draw(st.sampled_from(KINDS))
    members = [key for key in node if key != "@context"]
    key = draw(st.sampled_from(members)) if members else "name"
    value = node.get(key)
    if kind == "delete":
        node.pop(key, None)
    elif kind == "rename" and key in node:
        node[draw(names)] = node.pop(key)
    elif kind == "wrap":
        node[key] = [value]
    elif kind == "unwrap" and isinstance(value, list) and value:
        node[key] = value[0]
    elif kind == "replace":
        node[key] = draw(values)
    elif kind == "scalar":
        node[key] = draw(scalars)
    elif kind == "known":
        node[draw(st.sampled_from(KNOWN_TERMS))] = draw(values)
    elif kind == "odd":
        node[draw(st.sampled_from(ODD_NAMES))] = draw(values)
    elif kind == "keyword":
        node[draw(st.sampled_from(KEYWORDS[:-3]))] = draw(values)
    elif kind == "type":
        node["type"] = draw(st.sampled_from(TYPES))
    elif kind == "types":
        node["type"] = draw(st.lists(st.sampled_from(TYPES), max_size=3))
    elif kind == "null":
        node[key] = None
    elif kind == "duplicate":
        node[key] = (
            [*value, *copy.deepcopy(value)] if isinstance(value, list) else [value, copy.deepcopy(value)]
        )
    elif kind == "repeat":
        node[draw(st.sampled_from(KNOWN_TERMS))] = copy.deepcopy(value)
    elif kind == "copy":
        node[key] = copy.deepcopy(draw(st.sampled_from(objects)))
    elif kind == "swap":
        other = draw(st.sampled_from(objects))
        if key in node and key in other:
            node[key], other[key] = copy.deepcopy(other[key]), copy.deepcopy(value)
    elif kind == "context":
        node["@context"] = copy.deepcopy(draw(st.sampled_from(CONTEXTS)))
    elif kind == "topcontext":
        given = document.get("@context")
        given = given if isinstance(given, list) else [given]
        document["@context"] = [*given, copy.deepcopy(draw(st.sampled_from(CONTEXTS)))]
        document["gpa"] = draw(values)
    elif kind == "language":
        node[key] = {
            "@value": value,
            "@language": draw(st.sampled_from(["en", "de-AT", "x_y", "", "EN", "a b"])),
        }
    elif kind == "list":
        node[key] = {draw(st.sampled_from(["@list", "@set", "@value", "@id", "@graph"])): value}
    elif kind == "objectify":
        node[key] = {"id": value}
    elif kind == "text" and isinstance(value, str):
        node[key] = value + draw(odd_texts)
    elif kind == "number":
        node[key] = draw(numbers)
    elif kind == "shift":
        draw(st.sampled_from(objects))[key] = copy.deepcopy(value)
