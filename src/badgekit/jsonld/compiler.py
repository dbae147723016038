"""How a local context changes an active one (JSON-LD 1.1 API section 4.1, Context Processing)."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from badgekit.errors import LimitExceeded, Malformed
from badgekit.jsonld.contexts import Budget, Context, LocalKey, Sources
from badgekit.jsonld.iri import absolute
from badgekit.jsonld.numbers import is_unicode
from badgekit.jsonld.refusal import Refused, invalid_context, too_deep, unchecked
from badgekit.jsonld.terms import ABSENT, Definitions, Term
from badgekit.limits import Limits

# Contexts that name other contexts, which name others. The published ones do it once.
_MAX_REMOTE = 8

Load = Callable[[str], tuple[str, Any]]
"""URL → name of the revision and the value of its ``@context``; raises Refused for an unknown URL."""


class Compiler:
    """Builds contexts from one choice of revisions.

    Args:
        load: gives the contexts that are named by URL.
        limits: `contexts`, `context_terms` and `json_depth` bound what documents bring along.
    """

    __slots__ = ("_limits", "_load", "initial", "size")

    def __init__(self, load: Load, limits: Limits) -> None:
        self._load = load
        self._limits = limits
        self.initial = Context(self, {}, None, None, None, None, {})
        self.size = 0

    def local(self, active: Context, raw: Any, budget: Budget) -> Context:
        """Return `active` changed by the ``@context`` member `raw` of an object in the document.

        Raises:
            Refused: the context is invalid, unknown, too large or of an unsupported kind.
        """
        key = self.key_of(raw)
        known = active.locals.get(key)
        if known is None:
            # Built from a copy: the caller may change the document later, the tables must not follow.
            text = json.dumps(raw)
            self.grow(1, text, budget=budget)
            known = self.process(active, json.loads(text), budget, validate=True)
            active.locals[key] = known
        return known

    def grow(self, amount: int, *kept: Any, budget: Budget) -> None:
        """Account for `amount` table entries that are kept, with the texts in `kept`.

        Raises:
            Refused: the budget of the document is spent.
        """
        amount += sum(len(text) for text in kept if type(text) is str) // 32
        budget.spend(amount)
        self.size += amount

    def key_of(self, raw: Any) -> LocalKey:
        """Return what tells the local context `raw` from others.

        Raises:
            Refused: it is too large or deep, or holds what JSON does not have.
        """
        if type(raw) is str:
            return raw
        if type(raw) is list:
            if len(raw) > self._limits.contexts:
                raise Refused(LimitExceeded, "context.too_many", limit=self._limits.contexts)
            if all(type(entry) is str for entry in raw):
                return tuple(raw)
        measure(raw, self._limits)
        try:
            text = json.dumps(raw, ensure_ascii=False)
        except (TypeError, ValueError):
            raise invalid_context("it holds what JSON does not have") from None
        if not is_unicode(text):
            raise Refused(Malformed, "json.lone_surrogate")
        return ((text,),)

    def process(
        self,
        active: Context,
        raw: Any,
        budget: Budget,
        *,
        propagate: bool = True,
        override: bool = False,
        validate: bool = False,
        remote: tuple[str, ...] = (),
    ) -> Context:
        """Return `active` changed by the local context `raw`; `active` itself where nothing changes.

        Args:
            active: the context in force.
            raw: null, URL, object or a list of them.
            budget: what may still be worked out.
            propagate: False for type-scoped contexts, which the next node object leaves behind.
            override: True for property-scoped contexts, which may redefine protected terms.
            validate: whether scoped contexts inside are tried out now instead of when they are met.
            remote: the URLs whose contexts are being read.

        Raises:
            Refused: as for `local`.
        """
        items = raw if type(raw) is list else [raw]
        if not items:
            return active
        propagate = _propagates(raw, items, propagate)
        result = active
        for item in items:
            if item is None:
                if not propagate:
                    raise unchecked("a scoped context that is reset")
                if not override and any(term.protected for term in result.terms.values()):
                    raise invalid_context("it removes protected terms")
                result = self.initial
            elif type(item) is str:
                result = self._remote(
                    result, item, budget, propagate=propagate, override=override, remote=remote
                )
            elif type(item) is dict:
                previous = result.previous if propagate else result.previous or active
                result = self._object(result, item, previous, budget, override=override, validate=validate)
            else:
                raise invalid_context("an entry is neither an address nor an object")
        return result

    def _derive(
        self,
        active: Context,
        terms: dict[str, Term],
        vocab: str | None,
        language: str | None,
        direction: str | None,
        previous: Context | None,
        sources: Sources,
    ) -> Context:
        if (
            vocab == active.vocab
            and language == active.language
            and direction == active.direction
            and previous is active.previous
            and sources is active.sources
            and terms == active.terms
        ):
            return active  # contexts applied again and again stay one, so the tables stay finite
        self.size += len(terms) + 1
        return Context(self, terms, vocab, language, direction, previous, sources)

    def _remote(
        self,
        active: Context,
        url: str,
        budget: Budget,
        *,
        propagate: bool,
        override: bool,
        remote: tuple[str, ...],
    ) -> Context:
        if url in remote:
            raise invalid_context("it includes itself", url=url)
        if len(remote) >= _MAX_REMOTE:
            raise Refused(LimitExceeded, "jsonld.too_complex", what="contexts in contexts", limit=_MAX_REMOTE)
        name, raw = self._load(url)
        if _holds_propagate(raw):
            raise unchecked("@propagate in a context that is named by its address")
        result = self.process(
            active, raw, budget, propagate=propagate, override=override, remote=(*remote, url)
        )
        if result.sources.get(url) == name:
            return result
        budget.spend(len(result.terms) + 1)
        sources = {**result.sources, url: name}
        return self._derive(
            result, result.terms, result.vocab, result.language, result.direction, result.previous, sources
        )

    def _object(
        self,
        active: Context,
        local: dict[str, Any],
        previous: Context | None,
        budget: Budget,
        *,
        override: bool,
        validate: bool,
    ) -> Context:
        inner = local.get("@context")
        if type(inner) is dict and len(local) == 1 and "@propagate" not in inner:
            # Some put the whole document of a context where its definitions belong; processors see these.
            local = inner
        if "@context" in local or "@import" in local:
            raise unchecked("a context that imports another one")
        if local.get("@version", 1.1) != 1.1:
            raise invalid_context("its version is unknown")
        if local.get("@base") is not None:
            raise unchecked("@base in a context")
        if local.get("@direction") not in (None, "ltr", "rtl"):
            raise invalid_context("its text direction is unknown")
        for flag in ("@propagate", "@protected"):
            if type(local.get(flag, True)) is not bool:
                raise invalid_context(f"{flag} is neither true nor false")
        vocab = _vocabulary(active, local["@vocab"]) if "@vocab" in local else active.vocab
        language = active.language
        if "@language" in local:
            given = local["@language"]
            if given is not None and type(given) is not str:
                raise invalid_context("its language is not text")
            language = given and given.lower()
        budget.spend(len(active.terms) + len(local) + 1)  # whether or not it turns out to change anything
        direction = local.get("@direction", active.direction)
        terms = dict(active.terms)
        definitions = Definitions(terms, vocab, local, protect=local.get("@protected", False))
        for name in local:
            if name not in _CONTEXT_MEMBERS:
                definitions.define(name, override=override)
        result = self._derive(active, terms, vocab, language, direction, previous, active.sources)
        if validate:
            for name in local:
                term = terms.get(name)
                if term is not None and term.scoped is not ABSENT:
                    self.process(result, term.scoped, budget, override=True, validate=True)
        return result


_CONTEXT_MEMBERS = frozenset(
    ["@version", "@base", "@vocab", "@language", "@direction", "@propagate", "@protected"]
)


def _propagates(raw: Any, items: list[Any], propagate: bool) -> bool:
    if type(raw) is dict:
        own = raw.get("@propagate")
        return own if type(own) is bool else propagate
    if any(type(item) is dict and type(item.get("@propagate")) is bool for item in items):
        raise unchecked("@propagate in a list of contexts")
    return propagate


def _holds_propagate(raw: Any) -> bool:
    items = raw if type(raw) is list else [raw]
    return any(type(item) is dict and "@propagate" in item for item in items)


def _vocabulary(active: Context, value: Any) -> str | None:
    if value is None:
        return None
    if type(value) is not str:
        raise invalid_context("its vocabulary is not text")
    prefix = value.partition(":")[0]
    if value in active.terms or prefix in active.terms or not (absolute(value) or value == "_:"):
        raise unchecked("a vocabulary that is not an absolute IRI")
    return value


def measure(raw: Any, limits: Limits) -> None:
    """Refuse a context of the document's own that is too large or too deep, before anything is built."""
    level, depth, members = [raw], 0, 0
    while level:
        if depth > limits.json_depth:
            raise too_deep(limits.json_depth)
        deeper: list[Any] = []
        for item in level:
            if type(item) is dict:
                members += len(item)
                if not all(type(name) is str for name in item):
                    raise Refused(Malformed, "jsonld.not_json")
                deeper.extend(item.values())
            elif type(item) is list:
                members += len(item)
                deeper.extend(item)
        if members > limits.context_terms:
            raise Refused(
                LimitExceeded, "jsonld.too_complex", what="terms in a context", limit=limits.context_terms
            )
        level, depth = deeper, depth + 1
