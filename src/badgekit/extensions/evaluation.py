"""Find the extensions of a document and say of each whether it is what its schema demands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from badgekit.errors import LimitExceeded, Malformed, Problem, Unsupported
from badgekit.extensions.forms import vocabulary
from badgekit.extensions.known import Known, by_context, by_type
from badgekit.jsonld import ContextStore
from badgekit.jsonpath import child, member_at
from badgekit.limits import Limits
from badgekit.places import Places, Trail
from badgekit.schemas import CompiledSchema, SchemaSet

__all__ = ["ExtensionResult", "evaluate"]

_MARKS = frozenset({"Extension", "obi:Extension", "https://w3id.org/openbadges#Extension"})
_LOWER_CASE = "extension"
"""How the prose of the standard writes the type; the context defines only the other form."""
_MAX_PROBLEMS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionResult:
    """What was found of one extension.

    Attributes:
        path: JSONPath of the object.
        name: name of the extension; for an unknown one its type as written, or "".
        known: whether badgekit has its schema.
        problems: for a known extension why it breaks its schema, ``extension.invalid``; for an unknown one
            a single ``extension.unknown``. Empty for a known extension that fits.
        notes: what is unusual and harms nothing.
    """

    path: str
    name: str
    known: bool
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()


def evaluate(
    value: Mapping[str, Any],
    schemas: SchemaSet | None = None,
    contexts: ContextStore | None = None,
    limits: Limits | None = None,
) -> tuple[ExtensionResult, ...]:
    """Judge every extension in `value`, at whatever depth (Open Badges 2.0, Extensions).

    An extension is an object whose type contains ``Extension``. Which one it is, its other types say, or
    else the context that it brings along.

    Args:
        value: an Assertion, BadgeClass, Profile or any other JSON object, as it was written or compacted
            into the context of 2.0.
        schemas: where the schemas are taken from; badgekit's own when left out.
        contexts: where the words of an extension are taken from; badgekit's own when left out.
        limits: `extensions` is applied.

    Returns:
        One result for every extension that is named, in the order of the document.

    Raises:
        LimitExceeded: ``extension.too_many``, ``json.names_too_long``, or ``schema.too_deep`` for a value
            nested beyond reason.
    """
    own_schemas, own_contexts = schemas, contexts
    most = (limits or Limits()).extensions
    results: list[ExtensionResult] = []
    for number, (path, node) in enumerate(_extensions(value)):
        if number >= most:
            raise LimitExceeded("extension.too_many", path, limit=most)
        own_schemas = own_schemas or SchemaSet()
        own_contexts = own_contexts or ContextStore.bundled()
        results.extend(_judge(path, node, own_schemas, own_contexts))
    return tuple(results)


def _extensions(value: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield every extension with its path; iterative, since the document may be deep."""
    places = Places()
    waiting: list[tuple[Trail | None, Any]] = [(None, value)]
    while waiting:
        trail, item = waiting.pop()
        if isinstance(item, Mapping):
            if any(name in _MARKS or name == _LOWER_CASE for name in _types(item)):
                yield places.at(trail), item
            waiting.extend(
                ((trail, name), member)
                for name, member in reversed(list(item.items()))
                if name != "@context" and isinstance(member, (Mapping, list))
            )
        elif isinstance(item, list):
            waiting.extend(
                ((trail, index), item[index])
                for index in range(len(item) - 1, -1, -1)
                if isinstance(item[index], (Mapping, list))
            )


def _types(node: Mapping[str, Any]) -> list[str]:
    return [name for key in ("type", "@type") for name in _texts(node.get(key))]


def _texts(value: Any) -> list[str]:
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)]


def _judge(
    path: str, node: Mapping[str, Any], schemas: SchemaSet, contexts: ContextStore
) -> Iterator[ExtensionResult]:
    types = _types(node)
    notes: tuple[Problem, ...] = ()
    if not _MARKS.intersection(types):
        notes = (Malformed("extension.lower_case", child(path, "type" if "type" in node else "@type")),)
    named = by_type(types) or by_context(_texts(node.get("@context")))
    for known in named:
        problems = _problems(path, node, known, schemas, contexts)
        yield ExtensionResult(path=path, name=known.name, known=True, problems=problems, notes=notes)
    if not named:
        name = next((name for name in types if name not in _MARKS and name != _LOWER_CASE), "")
        unknown = Unsupported("extension.unknown", path, name=name)
        yield ExtensionResult(path=path, name=name, known=False, problems=(unknown,), notes=notes)


def _problems(
    path: str, node: Mapping[str, Any], known: Known, schemas: SchemaSet, contexts: ContextStore
) -> tuple[Problem, ...]:
    schema: CompiledSchema | None = schemas.find(known.schema)
    if schema is None:  # the index was made without it
        return (Unsupported("extension.unknown", path, name=known.name),)
    try:
        found = schema.explain(vocabulary(known.context, contexts).settle(node))
    except RecursionError:
        raise LimitExceeded("schema.too_deep", path) from None
    return tuple(
        Malformed("extension.invalid", _place(path, node, one), name=known.name, reason=str(one).rstrip("."))
        for one in found[:_MAX_PROBLEMS]
    )


def _place(path: str, node: Mapping[str, Any], problem: Problem) -> str:
    """Return where the problem lies in the document, which may have other names than the schema."""
    whole = node if isinstance(node, dict) else dict(node)
    return path + problem.path[1:] if member_at(whole, problem.path) is not None else path
