"""Documents whose words are not those of Open Badges: JSON-LD compaction into the context of 2.0.

Open Badges 2.0, "JSON-LD": verifiers compact before they look. Contexts come from the pinned ones alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from badgekit.errors import LimitExceeded, Malformed, Problem, Unsupported
from badgekit.jsonld import Engine, Work
from badgekit.jsonld.pyld_errors import meaning_of
from badgekit.limits import Limits
from badgekit.models.ob2.generation import V2

__all__ = ["compact"]

# Open Badges 2.0 writes the language of a node beside its members, which JSON-LD has no place for.
_LANGUAGE = "urn:badgekit:language"


def compact(
    value: Mapping[str, Any], engine: Engine, limits: Limits, work: Work | None = None
) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """Return `value` compacted into the context of Open Badges 2.0, and what was read differently.

    A remote context that is not pinned defines nothing, and is noted: what it would have defined is then no
    part of the badge.

    Args:
        value: the parsed document; not changed.
        engine: gives the pinned contexts.
        limits: `contexts` and `context_terms` are applied.
        work: the account to charge, shared by all documents of one verification.

    Raises:
        Malformed: ``jsonld.processing_failed``: the document breaks JSON-LD.
        Unsupported: ``jsonld.cannot_process``.
        LimitExceeded: ``jsonld.too_complex``, ``jsonld.too_deep``.
    """
    from pyld import ContextResolver, jsonld

    notes: dict[str, Problem] = {}
    loaded: set[str] = set()

    def load(url: str, _options: object) -> dict[str, Any]:
        loaded.add(url)
        if len(loaded) > limits.contexts:
            raise LimitExceeded("jsonld.too_complex", what="contexts", limit=limits.contexts)
        known = engine.store.revisions(url)
        if known:
            found: Any = known[0].document
        else:
            notes[url] = Malformed("context.unknown_ignored", "$['@context']", url=url)
            found = {"@context": {}}
        # A copy, because PyLD writes into what it is given.
        return {"contextUrl": None, "documentUrl": url, "document": _copied(found, limits)}

    target = engine.store.revisions(V2)
    if not target:
        raise Unsupported("context.not_allowed", "$['@context']", url=V2)
    try:
        processor = _processor(jsonld, work or Work(limits))
        options = {
            "base": "",
            "documentLoader": load,
            "contextResolver": ContextResolver({}, load, max_context_urls=limits.contexts),
            "compactArrays": True,
        }
        plain = _aside(_copied(value, limits))
        compacted = processor.compact(plain, _copied(target[0].document, limits), options)
    except Exception as error:
        raise meaning_of(error, jsonld.JsonLdError) from None
    if not isinstance(compacted, dict) or "@graph" in compacted:
        raise Malformed("jsonld.processing_failed", reason="it is not one object")
    compacted["@context"] = V2
    result: dict[str, Any] = _back(compacted)
    return result, tuple(notes.values())


def _processor(jsonld: Any, work: Work) -> Any:
    """Return a PyLD processor that charges what it does to `work`."""

    class Counting(jsonld.JsonLdProcessor):  # type: ignore[misc]  # PyLD has no types
        def _expand(self, *args: Any, **named: Any) -> Any:
            work.step()
            return super()._expand(*args, **named)

        def _compact(self, *args: Any, **named: Any) -> Any:
            work.step()
            return super()._compact(*args, **named)

        def _compact_iri(self, *args: Any, **named: Any) -> Any:
            # Every term of the context is tried as a prefix of the address.
            work.step()
            return super()._compact_iri(*args, **named)

        def _process_context(self, *args: Any, **named: Any) -> Any:
            work.define(10)
            return super()._process_context(*args, **named)

        def _create_term_definition(self, *args: Any, **named: Any) -> None:
            work.define(1)
            super()._create_term_definition(*args, **named)

    return Counting()


def _copied(value: Any, limits: Limits) -> Any:
    if isinstance(value, Mapping):
        if len(value) > limits.context_terms:
            raise LimitExceeded("jsonld.too_complex", what="members", limit=limits.context_terms)
        return {key: _copied(member, limits) for key, member in value.items()}
    if isinstance(value, list | tuple):
        return [_copied(member, limits) for member in value]
    return value


def _aside(value: Any) -> Any:
    """Rename ``@language`` of nodes, so that it comes through; contexts and value objects keep theirs."""
    if isinstance(value, list):
        return [_aside(member) for member in value]
    if not isinstance(value, dict):
        return value
    is_node = "@value" not in value
    return {
        _LANGUAGE if key == "@language" and is_node else key: member if key == "@context" else _aside(member)
        for key, member in value.items()
    }


def _back(value: Any) -> Any:
    if isinstance(value, list):
        return [_back(member) for member in value]
    if not isinstance(value, dict):
        return value
    return {("@language" if key == _LANGUAGE else key): _back(member) for key, member in value.items()}
