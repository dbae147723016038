"""General JSON-LD through PyLD: slow, and only for what the strict walk declines.

PyLD expands; `badgekit.jsonld.expanded` makes the quads. The class in here derives from PyLD's processor
for one reason: PyLD drops null values and some keys without telling, and those places are methods of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from badgekit.errors import LimitExceeded, Malformed, Unsupported
from badgekit.jsonld.expanded import NO_BASE, Quad, quads_of
from badgekit.jsonld.iri import KEYWORDS, keyword_like
from badgekit.jsonld.pyld_errors import meaning_of
from badgekit.jsonld.refusal import paths_of
from badgekit.jsonld.work import Work
from badgekit.jsonpath import child
from badgekit.limits import Limits
from badgekit.safetext import clean

Contexts = Callable[[str], Mapping[str, Any] | None]
"""URL of a context to its document (an object with ``@context``), or None where it is not known."""

_CONTEXT_WORK = 60_000
"""Terms that PyLD may define for one document, again for each object that a scoped context applies to.

A badge needs some 2,000, a record of 150 badges 28,000; the bound is reached after about a second.
"""
_CONTEXT_RUN = 10
"""Terms that one run of context processing counts as, however few it defines."""
_RUNS_PER_QUAD = 4
"""Runs of PyLD's expansion that one quad can need: array, object, value, and one to spare."""
_KNOWN = KEYWORDS | {"@prefix"}


def to_quads(
    document: Mapping[str, Any], contexts: Contexts, limits: Limits, work: Work | None = None
) -> list[Quad]:
    """Return the quads of a JSON-LD 1.1 document, every member of which must be part of them.

    There is no base and no network: relative references are refused, contexts come from `contexts` alone.

    Args:
        document: as parsed from JSON; not changed.
        contexts: called with each context URL that the document or another context names.
        limits: `quads`, `contexts` and `context_terms` bound the work.
        work: the account to charge; a full one for this document alone when left out.

    Raises:
        Malformed: ``jsonld.unsigned_data``, a member that expansion or RDF would leave out, so that no
            signature could cover it; ``jsonld.processing_failed``, an error that JSON-LD 1.1 defines;
            ``jsonld.not_json``; ``json.lone_surrogate``.
        Unsupported: ``context.not_allowed``, `contexts` does not know a URL; ``jsonld.cannot_process``, PyLD
            cannot handle it.
        LimitExceeded: ``jsonld.too_complex``, ``jsonld.too_deep``.
    """
    from pyld import ContextResolver, jsonld

    loaded: set[str] = set()

    def load(url: str, _options: object) -> dict[str, Any]:
        loaded.add(url)
        if len(loaded) > limits.contexts:
            raise LimitExceeded("jsonld.too_complex", what="contexts", limit=limits.contexts)
        found = contexts(url)
        if found is None:
            raise Unsupported("context.not_allowed", url=url.removeprefix(NO_BASE))
        # A copy, because PyLD writes into what it is given.
        return {"contextUrl": None, "documentUrl": url, "document": _context_copy(found, limits)}

    class Resolver:
        """One resolver per call, with no cache shared by threads; PyLD asks only for `resolve`."""

        def __init__(self) -> None:
            self.inner = ContextResolver({}, load, max_context_urls=limits.contexts)

        def resolve(self, active: Any, context: Any, base: str, cycles: Any = None) -> list[Any]:
            resolved: list[Any] = self.inner.resolve(active, context, base, cycles)
            if isinstance(context, str):
                # @import changes the imported document in place, and the next user of it would see that.
                return [type(one)(_copy(one.document)) for one in resolved]
            return resolved

    try:
        plain = _document_copy(document, limits)
        processor = _strict_processor(jsonld, limits, work or Work(limits))
        options = {"base": NO_BASE, "documentLoader": load, "contextResolver": Resolver()}
        expanded = processor.expand(plain, options)
        if processor.root is None:  # its private methods are called no longer, so nothing has watched
            raise Unsupported("jsonld.cannot_process", reason="this version of PyLD is not the expected one")
        return quads_of(expanded, limit=limits.quads)
    except Exception as error:
        raise meaning_of(error, jsonld.JsonLdError) from None


def _strict_processor(jsonld: Any, limits: Limits, work: Work) -> Any:
    """Return a PyLD processor that raises where PyLD drops, and counts its work."""

    class Strict(jsonld.JsonLdProcessor):  # type: ignore[misc]  # PyLD has no types
        def __init__(self) -> None:
            super().__init__(on_property_dropped=self._dropped_key)
            self.root: Any = None
            self._objects: list[tuple[Any, dict[str, Any]]] = []
            self._runs = _RUNS_PER_QUAD * limits.quads
            self._context_work = _CONTEXT_WORK

        def _expand(
            self, active_ctx: Any, active_property: Any, element: Any, *args: Any, **named: Any
        ) -> Any:
            if self.root is None:
                self.root = element
            work.process(1)
            self._runs -= 1
            if self._runs < 0:
                raise LimitExceeded("jsonld.too_complex", what="statements", limit=limits.quads)
            result = super()._expand(active_ctx, active_property, element, *args, **named)
            if result is None and not (isinstance(element, dict) and element.keys() <= {"@context"}):
                what = "an empty value (null)" if element is None else "a value that says nothing"
                raise self._unsigned(what, active_property, element)
            return result

        def _expand_object(
            self, active_ctx: Any, active_property: Any, expanded: Any, element: Any, *args: Any, **named: Any
        ) -> None:
            for key, value in element.items():
                # Both vanish without a trace in what `_expand` returns.
                if value is None and self._expand_iri(active_ctx, key, vocab=True) == "@language":
                    raise self._unsigned("an empty value (null)", key, element)
                if value == [] and self._expand_iri(active_ctx, key, vocab=True) == "@graph":
                    raise self._unsigned("an empty list", key, element)
            self._objects.append((active_ctx, element))
            super()._expand_object(active_ctx, active_property, expanded, element, *args, **named)
            self._objects.pop()

        def _expand_language_map(self, active_ctx: Any, language_map: Any, *args: Any) -> Any:
            for key, values in language_map.items():
                if values is None or values == [] or (isinstance(values, list) and None in values):
                    raise self._unsigned("an empty value", key, language_map)
            return super()._expand_language_map(active_ctx, language_map, *args)

        def _expand_index_map(
            self, active_ctx: Any, active_property: Any, value: Any, index_key: str, *args: Any
        ) -> list[Any]:
            # One key at a time: PyLD would carry the scoped context of one type over to the next.
            result: list[Any] = []
            for key in sorted(value):
                items = super()._expand_index_map(
                    active_ctx, active_property, {key: value[key]}, index_key, *args
                )
                if not items:
                    raise self._unsigned("an empty value", key, value)
                if index_key == "@id" and self._expand_iri(active_ctx, key, vocab=True) != "@none":
                    name = self._expand_iri(active_ctx, key, base=NO_BASE)
                    if any(item.get("@id") != name for item in items):
                        raise self._unsigned("a key that its object contradicts", key, value)
                result += items
            return result

        def _process_context(self, *args: Any, **named: Any) -> Any:
            self._spend(_CONTEXT_RUN)
            return super()._process_context(*args, **named)

        def _create_term_definition(self, *args: Any, **named: Any) -> None:
            self._spend(1)
            super()._create_term_definition(*args, **named)

        def _spend(self, amount: int) -> None:
            work.process(amount)
            self._context_work -= amount
            if self._context_work < 0:
                raise LimitExceeded(
                    "jsonld.too_complex", what="terms in scoped contexts", limit=_CONTEXT_WORK
                )

        def _dropped_key(self, expanded_key: str | None) -> None:
            active_ctx, element = self._objects[-1]
            for key in sorted(element):
                if self._expand_iri(active_ctx, key, vocab=True) == expanded_key:
                    raise self._unsigned("a member that no context defines", key, element)
            raise self._unsigned("a member that no context defines", expanded_key)

        def _unsigned(self, what: str, name: object, place: Any = None) -> Malformed:
            path = "$" if place is None else paths_of(self.root, [place]).get(id(place), "$")
            if isinstance(name, str) and isinstance(place, dict) and name in place:
                path = child(path, name)
            return Malformed("jsonld.unsigned_data", path, what=what, name=name)

    return Strict()


def _document_copy(value: Any, limits: Limits) -> Any:
    if isinstance(value, Mapping):
        if not all(isinstance(key, str) for key in value):
            raise Malformed("jsonld.not_json")
        return {
            key: _context_copy(member, limits) if key == "@context" else _document_copy(member, limits)
            for key, member in value.items()
        }
    if isinstance(value, list | tuple):
        return [_document_copy(member, limits) for member in value]
    if value is not None and not isinstance(value, str | int | float):
        raise Malformed("jsonld.not_json")  # PyLD would take its str()
    return value


def _context_copy(value: Any, limits: Limits, *, definition: bool = False) -> Any:
    """Copy a context, or a term definition in it; refuse what PyLD gets wrong and what is too large."""
    if isinstance(value, list | tuple | Mapping) and len(value) > limits.context_terms:
        raise LimitExceeded("jsonld.too_complex", what="terms in a context", limit=limits.context_terms)
    if isinstance(value, list | tuple):
        return [_context_copy(member, limits, definition=definition) for member in value]
    if not isinstance(value, Mapping):
        return value
    if not definition and value.get("@direction") is not None:
        # RDF has no place for it, and PyLD forgets it at the next context.
        raise Malformed(
            "jsonld.unsigned_data", what="a text direction for everything", name=value["@direction"]
        )
    for key, member in value.items():
        for name in (key, member):
            if isinstance(name, str) and keyword_like(name) and name not in _KNOWN:
                # PyLD would warn, process-wide, and go on.
                raise Unsupported(
                    "jsonld.cannot_process", reason=f"the reserved name {clean(name)} in a context"
                )
        if key == "@reverse" and isinstance(member, str) and member in _KNOWN:
            raise Unsupported("jsonld.cannot_process", reason="a keyword as @reverse in a context")
    return {
        key: _context_copy(member, limits, definition=not definition and key != "@context")
        for key, member in value.items()
    }


def _copy(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _copy(member) for key, member in value.items()}
    if isinstance(value, list):
        return [_copy(member) for member in value]
    return value
