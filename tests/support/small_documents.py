"""Every kind of value for a term `t`, the sets that are taken of them, and what PyLD says of each."""

from __future__ import annotations

from typing import Any

from tests.support.jsonld_oracle import Pyld

from badgekit.errors import BadgekitError
from badgekit.jsonld import ContextStore, Engine
from badgekit.jsonld.pyld_route import to_quads
from badgekit.limits import Limits

__all__ = [
    "ADDRESSES",
    "BASE",
    "EX",
    "GRAPHS",
    "LANGUAGES",
    "NEVER",
    "PLAIN",
    "RDF",
    "TYPED",
    "UNTYPED",
    "UNUSED",
    "VALUES",
    "VOCABULARY",
    "WORDS",
    "XSD",
    "defined",
    "scoped",
    "taken",
]

EX = "http://ex.org/"
XSD = "http://www.w3.org/2001/XMLSchema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
LIMITS = Limits()
BASE: dict[str, Any] = {
    "id": "@id",
    "type": "@type",
    "T": EX + "T",
    "p": EX + "p",
    "q": EX + "q",
    "pre": EX + "pre#",
    "bare": EX + "bare",
}
ABSENT: Any = object()
VALUES: dict[str, Any] = {
    "absent": ABSENT,  # the document has no such member
    "text": "v",
    "word": "p",
    "compact": "pre:o",
    "unprefixed": "bare:o",
    "address": EX + "o",
    "reserved": "@odd",
    "blank": "_:o",
    "integer": 5,
    "fraction": 1.5,
    "true": True,
    "large": 10**21,
    "texts": ["v", "w"],
    "mixed": [5, "v", {"p": "w"}],
    "twice": ["v", "v"],
    "empty": [],
    "null": None,
    "hole": ["v", None],
    "array": [["v"]],
    "german": {"@value": "v", "@language": "DE"},
    "numeral": {"@value": 5, "@language": "de"},
    "typed": {"@value": "v", "@type": XSD + "date"},
    "languages": {"en": "v"},
    "node": {"p": "w"},
    "nothing": {},
    "named": {"id": "pre:o", "p": "w"},
    "worded": {"id": "p", "p": "w"},
    "keyword": {"@id": EX + "o", "p": "w"},
    "thing": {"type": "T", "p": "w"},
    "things": {"type": ["T", EX + "U"], "p": "w"},
    "sort": {"type": "@odd", "p": "w"},
    "scoped": {"type": "T", "t": "v"},
    "nodes": [{"p": "w"}, {"p": "w"}],
    "reference": {"id": EX + "o"},
    "compactly": {"id": "pre:o"},
    "inner": {"t": "v"},
    "deeper": {"p": {"t": {"id": EX + "o"}}},
}


_NODES = {"node", "nothing", "thing", "things", "nodes", "named"}
_OBJECTS = _NODES | {"reference", "compactly", "deeper"}
_NUMBERS = {"integer", "fraction", "true"}
_TEXTS = {"text", "word", "compact", "unprefixed", "address", "reserved", "blank"}

NEVER: set[str] = set()
"""The context is refused, or breaks every document."""
UNUSED = {"absent"}
PLAIN = UNUSED | _TEXTS | _NUMBERS | {"texts", "mixed", "german", "inner", "scoped"} | _OBJECTS
TYPED = PLAIN - {"german"}
UNTYPED = PLAIN - {"thing", "things", "scoped"}
VOCABULARY = PLAIN | {"languages"}
ADDRESSES = UNUSED | {"compact", "unprefixed", "address"} | _NUMBERS | _OBJECTS
WORDS = ADDRESSES | {"word"}
GRAPHS = UNUSED | _NODES - {"nothing"}
LANGUAGES = UNUSED | _TEXTS | _NUMBERS | {"texts", "mixed", "nodes"}


def defined(**members: Any) -> dict[str, Any]:
    return {**BASE, "t": {"@id": EX + "t", **members}}


def scoped(context: Any, **members: Any) -> dict[str, Any]:
    return defined(**{"@context": context, **members})


def taken(context: Any) -> set[str]:
    """Return the names of the values that the strict walk takes when it reads them with `context`.

    What is written, on either route, has the statements of PyLD, and all of what is taken is among them.
    """
    engine, found = Engine(ContextStore({}), LIMITS), set()
    for name, value in VALUES.items():
        document = {"@context": context, "id": EX + "s", "p": "w", "t": value}
        if value is ABSENT:
            del document["t"]
        try:
            result = engine.canonicalize(document)
        except BadgekitError:
            continue
        assert list(result.lines) == Pyld({}).lines(document, LIMITS), name
        if result.route == "strict":
            assert to_quads(document, lambda _url: None, LIMITS), name  # or something of it is no statement
            found.add(name)
    return found
