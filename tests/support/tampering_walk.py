"""Every single change that somebody without the key can make to a signed JSON tree.

A change replaces the content of one container, an object or an array, at any depth and inside ``proof`` too.
The walk works on the tree in place and puts everything back: thousands of changes cost no copies.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from badgekit.jsonld import ContextStore

UNKNOWN = "memberOfNoContext"
# Terms that the contexts of badges define nearly everywhere; the first that an object lacks is the new name.
KNOWN = ("name", "description", "url", "narrative", "validUntil")
_STATUS = {
    "id": "https://status.example/1#7",
    "type": "BitstringStatusListEntry",
    "statusPurpose": "revocation",
    "statusListIndex": "7",
    "statusListCredential": "https://status.example/1",
}
ADDED: tuple[tuple[str, Any], ...] = (
    (UNKNOWN, "x"),
    ("http://schema.org/award", "x"),
    ("name", "Somebody else"),
    ("description", "Something else"),
    ("validUntil", "2099-01-01T00:00:00Z"),
    ("expirationDate", "2099-01-01T00:00:00Z"),
    ("credentialStatus", _STATUS),
    (
        "endorsement",
        [{"id": "urn:uuid:0d4f6a4e-3c5e-4a52-9f0e-6a1f3a0c1b11", "type": ["VerifiableCredential"]}],
    ),
    ("endorsementJwt", ["e30.e30.AA"]),
    ("evidence", [{"id": "https://evidence.example/1", "type": ["Evidence"]}]),
    ("image", {"id": "https://pictures.example/1.png", "type": "Image"}),
    ("url", "https://other.example/"),
    ("role", "Head of everything"),
    ("domain", "other.example"),
    ("challenge", "other"),
    ("nonce", "other"),
    ("expires", "2099-01-01T00:00:00Z"),
    ("id", "urn:uuid:5a4be3b6-3a47-4e7f-8a5d-1f8d1d0f2c10"),
    ("type", ["Achievement"]),
    ("@id", "urn:uuid:5a4be3b6-3a47-4e7f-8a5d-1f8d1d0f2c10"),
    ("@type", "https://purl.imsglobal.org/spec/vc/ob/vocab.html#Achievement"),
    ("@context", []),
    ("@context", {"name": "https://schema.org/name"}),
    ("@included", [{"id": "urn:uuid:0d4f6a4e-3c5e-4a52-9f0e-6a1f3a0c1b11", "name": "x"}]),
    ("@graph", [{"id": "urn:uuid:0d4f6a4e-3c5e-4a52-9f0e-6a1f3a0c1b11", "name": "x"}]),
    ("@index", "x"),
    ("@reverse", {}),
    ("@nest", {"name": "x"}),
)
_ALIASES = {
    "OpenBadgeCredential": "AchievementCredential",
    "AchievementCredential": "OpenBadgeCredential",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One change: what was done and where.

    Attributes:
        kind: what was done, such as ``delete`` or ``wrap: array of one``.
        path: JSONPath of the value concerned.
        member: the name of the member concerned; of the array, for elements of one.
        inside: the names of all members on the way, ``member`` included.
    """

    kind: str
    path: str
    member: str
    inside: tuple[str, ...]


class Terms:
    """What the shipped contexts mean by a name: name → IRI, scoped definitions included."""

    def __init__(self, store: ContextStore) -> None:
        self._iris: dict[str, str] = {"id": "@id", "type": "@type"}
        for url in store.urls():
            for revision in store.revisions(url):
                self._read(revision.document["@context"], {})

    def iri(self, name: str) -> str | None:
        return self._iris.get(name)

    def _read(self, context: Any, prefixes: Mapping[str, str]) -> None:
        if isinstance(context, list):
            for entry in context:
                self._read(entry, prefixes)
        if not isinstance(context, dict):
            return
        known = {**prefixes, **{name: value for name, value in context.items() if isinstance(value, str)}}
        for name, definition in context.items():
            iri = definition.get("@id") if isinstance(definition, dict) else definition
            if isinstance(iri, str) and not name.startswith("@"):
                prefix, colon, rest = iri.partition(":")
                if colon and prefix in known and not rest.startswith("//"):
                    iri = known[prefix] + rest
                if ":" in iri:
                    self._iris.setdefault(name, iri)
            if isinstance(definition, dict):
                self._read(definition.get("@context"), known)


def changes(document: dict[str, Any], terms: Terms) -> Iterator[Change]:
    """Apply every change to `document` in turn, yield it while it is applied, and take it back."""
    yield from _in_object(document, "$", (), terms)


def _in_object(node: dict[str, Any], path: str, inside: tuple[str, ...], terms: Terms) -> Iterator[Change]:
    original = dict(node)

    def with_(new: dict[str, Any], kind: str, name: str) -> Iterator[Change]:
        node.clear()
        node.update(new)
        yield Change(kind, f"{path}.{name}", name, (*inside, name))
        node.clear()
        node.update(original)

    for name, value in original.items():
        yield from with_({key: item for key, item in original.items() if key != name}, "delete", name)
        for kind, other in _names(name, original, terms):
            renamed = {other if key == name else key: item for key, item in original.items()}
            yield from with_(renamed, kind, name)
        for kind, other_value in values(value, terms):
            yield from with_({**original, name: other_value}, kind, name)
    for name, value in ADDED:
        if name not in original:
            yield from with_({**original, name: value}, "add", name)
    for name in (UNKNOWN, "evidence", "alignment", "result"):
        if name not in original:
            yield from with_({**original, name: []}, "add empty list", name)
            yield from with_({**original, name: None}, "add null", name)
    for name, value in original.items():
        yield from _below(value, f"{path}.{name}", (*inside, name), terms)


def _in_array(items: list[Any], path: str, inside: tuple[str, ...], terms: Terms) -> Iterator[Change]:
    original = list(items)

    def with_(new: list[Any], kind: str, index: int) -> Iterator[Change]:
        items[:] = new
        yield Change(kind, f"{path}[{index}]", inside[-1] if inside else "", inside)
        items[:] = original

    for index, value in enumerate(original):
        before, after = original[:index], original[index + 1 :]
        yield from with_(before + after, "element: delete", index)
        yield from with_([*before, value, value, *after], "element: twice", index)
        for kind, other in values(value, terms):
            yield from with_([*before, other, *after], f"element: {kind}", index)
    others: tuple[Any, ...] = (UNKNOWN, "https://other.example/", "Achievement", {}, {"@type": "x"}, [], None)
    for added in others:
        yield from with_([*original, added], "element: add", len(original))
    if inside == ("proof",):
        yield from with_([*original, UNKNOWN_PROOF], "element: add a proof of unknown type", len(original))
    for index, value in enumerate(original):
        yield from _below(value, f"{path}[{index}]", inside, terms)


UNKNOWN_PROOF = {
    "type": "DataIntegrityProof",
    "cryptosuite": "suite-of-tomorrow",
    "created": "2024-01-01T00:00:00Z",
    "verificationMethod": "did:key:z6Mk#z6Mk",
    "proofPurpose": "assertionMethod",
    "proofValue": "z1",
}


def _below(value: Any, path: str, inside: tuple[str, ...], terms: Terms) -> Iterator[Change]:
    if isinstance(value, dict):
        yield from _in_object(value, path, inside, terms)
    elif isinstance(value, list):
        yield from _in_array(value, path, inside, terms)


def _names(name: str, node: Mapping[str, Any], terms: Terms) -> Iterator[tuple[str, str]]:
    yield "rename: unknown", UNKNOWN
    known = next((term for term in KNOWN if term not in node), None)
    if known is not None:
        yield "rename: known", known
    iri = terms.iri(name)
    if iri is not None and iri not in node:
        yield "rename: IRI", iri
    yield "rename: other case", name.swapcase()


def values(value: Any, terms: Terms) -> Iterator[tuple[str, Any]]:
    """Yield other values for `value`, each with the kind of change."""
    for kind, other in _values(value, terms):
        # Typed: 1 and true are different, {} and {} are no change.
        if repr(other) != repr(value):
            yield kind, other


def _values(value: Any, terms: Terms) -> Iterator[tuple[str, Any]]:
    if value is not None:
        yield "null", None
    yield "wrap: @set", {"@set": value if isinstance(value, list) else [value]}
    if isinstance(value, list):
        yield "wrap: array in array", [value]
        yield "wrap: @list", {"@list": value}
        yield "emptied", []
        yield "to object", {str(index): item for index, item in enumerate(value)}
        if len(value) == 1:
            yield "unwrap: array of one", value[0]
        return
    yield "wrap: array of one", [value]
    yield "wrap: array of two", [value, value]
    yield "to empty list", []
    yield "to empty object", {}
    if isinstance(value, dict):
        yield "to text", "x"
        yield "to true", True
        yield "wrap: @graph", {"@graph": [value]}
        if "id" in value and len(value) > 1:
            yield "to its id", value["id"]
            yield "to an object with its id", {"id": value["id"]}
        return
    yield "wrap: @value", {"@value": value}
    if isinstance(value, bool):
        yield "boolean: flip", not value
        yield "boolean: as text", "true" if value else "false"
        yield "boolean: as number", int(value)
    elif isinstance(value, int | float):
        yield "number: plus one", value + 1
        yield "number: as text", str(value)
        yield "number: as boolean", True
        if isinstance(value, int):
            yield "number: as float", float(value)
        elif value.is_integer():
            yield "number: as integer", int(value)
    elif isinstance(value, str):
        yield from _texts(value, terms)


def _texts(value: str, terms: Terms) -> Iterator[tuple[str, Any]]:
    yield "text: one character more", value + "x"
    yield "text: one space more", value + " "
    if value:
        yield "text: one character less", value[:-1]
        yield "text: empty", ""
    if value.swapcase() != value:
        yield "text: other case", value.swapcase()
    yield "text: as number", 1
    yield "text: as boolean", True
    yield "wrap: @id", {"@id": value}
    yield "wrap: id", {"id": value}
    yield "wrap: @value with @type", {"@value": value, "@type": "http://www.w3.org/2001/XMLSchema#string"}
    yield "wrap: @value with @language", {"@value": value, "@language": "en"}
    if value in _ALIASES:
        yield "text: other name of the class", _ALIASES[value]
    iri = terms.iri(value)
    if iri is not None and not iri.startswith("@"):
        yield "text: IRI of the term", iri
