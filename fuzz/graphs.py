"""Harnesses for JSON-LD and JSON Schema, with PyLD as second opinion."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from badgekit.errors import BadgekitError
from badgekit.jsonld import ContextStore, Engine, Work, rdfc
from badgekit.limits import Limits
from badgekit.schemas import SchemaSet
from fuzz import seeds, shaped
from fuzz.harness import Broken, Harness, as_json, quiet

__all__ = ["GRAPHS"]

_TIGHT = Limits(quads=2_000, blank_nodes=200, canonicalization_work=2_000)
"""The defaults allow a second of work: more inputs in the same time."""
_SMALL = Limits(quads=300, blank_nodes=24, canonicalization_work=200)


@cache
def _engine(limits: Limits) -> Engine:
    return Engine(ContextStore.bundled(), limits)


@cache
def _pyld() -> Any:
    from tests.support.jsonld_oracle import Pyld

    store = ContextStore.bundled()
    return Pyld({url: _plain(store.revisions(url)[0].document) for url in store.urls()})


def _plain(document: Any) -> Any:
    return json.loads(json.dumps(dict(document)))


def _jsonld(data: bytes) -> None:
    value = as_json(data)
    if not isinstance(value, dict):
        return
    quiet(_engine(_TIGHT).canonicalize, value, work=Work(_TIGHT))
    contexts = value.get("@context")
    if isinstance(contexts, list):
        quiet(_engine(_TIGHT).redefinitions, contexts, min(2, len(contexts)))
    _same_statements(value)


def _same_statements(value: dict[str, Any]) -> None:
    from tests.support.jsonld_oracle import Rejected, quads

    ours = quiet(_engine(_SMALL).canonicalize, value, work=Work(_SMALL))
    if isinstance(ours, BadgekitError) or ours.route != "strict":
        return
    try:
        dataset = _pyld().dataset(value)
    except Rejected as error:
        raise Broken("read what PyLD refuses") from error
    if list(ours.lines) != rdfc.canonicalize(quads(dataset), limits=_SMALL):
        raise Broken("other statements than those of PyLD")


def _context(data: bytes) -> None:
    """What a caller may pin: a context document, and a badge that is read with it."""
    value = as_json(data)
    if not isinstance(value, dict):
        return
    store = quiet(ContextStore.bundled().with_pinned, {"https://pinned.example/v1": value}, _TIGHT)
    if isinstance(store, ContextStore):
        plain = seeds.credentials()[0]
        document = {**plain, "@context": [*plain["@context"], "https://pinned.example/v1"]}
        quiet(Engine(store, _TIGHT).canonicalize, document, work=Work(_TIGHT))


def _context_seeds() -> Iterator[bytes]:
    yield seeds.encoded({"@context": {"@protected": True, "id": "@id", "a": "https://x.example/a"}})
    scoped = {"@propagate": False, "n": {"@id": "x:n", "@container": "@list"}}
    typed = {"@version": 1.1, "x": "https://x.example/", "p": {"@id": "x:p", "@type": "@id"}}
    yield seeds.encoded({"@context": [typed, {"T": {"@id": "x:T", "@context": scoped}}]})
    store = ContextStore.bundled()
    for url in store.urls():
        document = seeds.encoded(_plain(store.revisions(url)[0].document))
        if len(document) <= 16_384:
            yield document


def _schema(data: bytes) -> None:
    value = as_json(data)
    if not isinstance(value, dict):
        return
    schemas = quiet(SchemaSet, {"https://pinned.example/schema": value})
    if isinstance(schemas, SchemaSet):
        found = schemas.find("https://pinned.example/schema")
        assert found is not None
        quiet(found.accepts, {"a": [1, "x", None], "b": {"c": 1.5}})


def _schema_seeds() -> Iterator[bytes]:
    yield seeds.encoded(
        {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "type": "object",
            "required": ["a"],
            "properties": {"a": {"type": "array", "items": {"$ref": "#/$defs/x"}, "uniqueItems": True}},
            "$defs": {"x": {"anyOf": [{"type": "string", "pattern": "^[a-z]+$"}, {"const": 1}]}},
        }
    )


GRAPHS: tuple[Harness, ...] = (
    Harness(
        "jsonld",
        "JSON-LD documents; the statements are those of PyLD",
        _jsonld,
        lambda: (seeds.encoded(value) for value in (*seeds.badges(), *seeds.credentials())),
        16_384,
        shaped.json_text,
    ),
    Harness("context", "contexts that a caller pins", _context, _context_seeds, 16_384, shaped.json_text),
    Harness("schema", "schemas that a caller gives", _schema, _schema_seeds, 4096, shaped.json_text),
)
