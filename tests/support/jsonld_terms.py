"""A context with a term of every kind, and short ways to run documents that use it through PyLD's route."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from badgekit.errors import Problem
from badgekit.jsonld.pyld_route import to_quads
from badgekit.limits import Limits

EX = "https://example.com/"
XSD = "http://www.w3.org/2001/XMLSchema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
TERMS: dict[str, Any] = {
    "id": "@id",
    "type": "@type",
    "Thing": EX + "Thing",
    "name": EX + "name",
    "ref": {"@id": EX + "ref", "@type": "@id"},
    "double": {"@id": EX + "double", "@type": XSD + "double"},
    "date": {"@id": EX + "date", "@type": XSD + "dateTime"},
    "list": {"@id": EX + "list", "@container": "@list"},
    "json": {"@id": EX + "json", "@type": "@json"},
    "words": {"@id": EX + "words", "@container": "@language"},
    "byId": {"@id": EX + "byId", "@container": "@id"},
    "byType": {"@id": EX + "byType", "@container": "@type"},
    "byIndex": {"@id": EX + "byIndex", "@container": "@index"},
    "byName": {"@id": EX + "byName", "@container": "@index", "@index": "name"},
    "graph": {"@id": EX + "graph", "@container": "@graph"},
    "leftward": {"@id": EX + "leftward", "@direction": "rtl"},
    "of": {"@reverse": EX + "part"},
    "group": "@nest",
}
URL = "https://contexts.example/v1"


def known(url: str) -> Mapping[str, Any] | None:
    return {"@context": TERMS} if url == URL else None


def quads(members: dict[str, Any], context: Any = URL, **bounds: int) -> list[tuple[str, str, str, str]]:
    return to_quads({"@context": context, **members}, known, Limits(**bounds))


def objects(members: dict[str, Any], term: str, context: Any = URL) -> list[str]:
    return [o for _, p, o, _ in quads(members, context) if p == f"<{EX}{term}>"]


def problem(members: dict[str, Any], context: Any = URL, **bounds: int) -> Problem:
    with pytest.raises(Problem) as caught:
        quads(members, context, **bounds)
    return caught.value
