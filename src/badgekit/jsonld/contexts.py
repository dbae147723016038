"""Active contexts: the terms in force at one place of a document (JSON-LD 1.1 API section 4.1).

Contexts are immutable once built, except for what is worked out from them later: tables that only grow,
and that come out the same whoever fills them, so threads may share them without locks.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from badgekit.errors import LimitExceeded
from badgekit.jsonld.iri import absolute
from badgekit.jsonld.refusal import Refused
from badgekit.jsonld.shapes import Shape
from badgekit.jsonld.terms import Term

if TYPE_CHECKING:
    from badgekit.jsonld.compiler import Compiler
    from badgekit.jsonld.work import Work

Sources = Mapping[str, str]
"""Context URL → name of the revision that was taken."""
LocalKey = str | tuple[Any, ...] | None


class Budget:
    """How much may still be worked out for one document, counted in terms and table entries.

    Args:
        limit: for this document.
        work: the account of the verification, which is charged as well.
        cheap: that many terms count as one for the account.
    """

    __slots__ = ("_cheap", "_limit", "_work", "left")

    def __init__(self, limit: int, work: Work, cheap: int = 1) -> None:
        self._work = work
        self._cheap = cheap
        self._limit = limit
        self.left = limit

    def spend(self, amount: int) -> None:
        """Take `amount` from what is left.

        Raises:
            Refused: nothing is left.
            LimitExceeded: nothing is left for the verification.
        """
        self._work.activate(-(-amount // self._cheap))
        self.left -= amount
        if self.left < 0:
            raise Refused(
                LimitExceeded, "jsonld.too_complex", what="terms in scoped contexts", limit=self._limit
            )


class Context:
    """One active context.

    Attributes:
        terms: every term in force.
        vocab: IRI that undefined names are appended to; None for none.
        language: default language, lower case; None for none.
        direction: default text direction; None for none.
        previous: the context to go back to when a node object is entered; None for none.
        sources: the context URLs that went into it.
        compiler: what it was built with.
        prefixes: prefix → IRI, for compact IRIs.
        id_key, type_key: ``id`` and ``type`` where they are the aliases of ``@id`` and ``@type``, or None.
        value_names: aliases of ``@value``.
        shapes: types as written → what a node of these types looks like.
        locals: local context → the context it leads to from here.
    """

    __slots__ = (
        "_named",
        "compiler",
        "direction",
        "id_key",
        "language",
        "locals",
        "prefixes",
        "previous",
        "shapes",
        "sources",
        "terms",
        "type_key",
        "value_names",
        "vocab",
    )

    def __init__(
        self,
        compiler: Compiler,
        terms: dict[str, Term],
        vocab: str | None,
        language: str | None,
        direction: str | None,
        previous: Context | None,
        sources: Sources,
    ) -> None:
        self.compiler = compiler
        self.terms = terms
        self.vocab = vocab
        self.language = language
        self.direction = direction
        self.previous = previous
        self.sources = sources
        self.prefixes = {name: term.iri for name, term in terms.items() if term.prefix and term.iri}
        self.value_names = frozenset([name for name, term in terms.items() if term.iri == "@value"])
        self._named: dict[str | None, set[bool]] | None = None
        self.prefixes.pop("_", None)  # what starts with "_:" is a blank node
        self.id_key: Any = _alias(terms, "id", "@id")
        self.type_key: Any = _alias(terms, "type", "@type")
        self.shapes: dict[Any, Shape] = {}
        self.locals: dict[LocalKey, Context] = {}

    def expand(self, value: str, *, vocab: bool) -> str | None:
        """Return the absolute IRI of `value`, or None where it has none (JSON-LD 1.1 API 5.2).

        Args:
            value: a name, a compact IRI or an IRI from the document.
            vocab: whether terms and the vocabulary mapping apply, as for types.
        """
        iri: str | None = value
        if vocab and value in self.terms:
            iri = self.terms[value].iri
        else:
            prefix, colon, suffix = value.partition(":")
            if colon:
                if prefix in self.prefixes and suffix[:2] != "//":
                    iri = self.prefixes[prefix] + suffix
            elif vocab and self.vocab is not None and value[:1] != "@":
                iri = self.vocab + value
        return iri if iri is not None and absolute(iri) else None

    def has_name_for(self, iri: str, *, capital: bool | None = None) -> bool:
        """Tell whether a term stands for `iri`; one with, or without, a capital initial if it says so."""
        if self._named is None:
            # Of all at once: hostile documents ask for each of their members.
            named: dict[str | None, set[bool]] = {}
            for name, term in self.terms.items():
                named.setdefault(term.iri, set()).add(name[:1].isupper())
            self._named = named
        kinds = self._named.get(iri, ())
        return bool(kinds) if capital is None else capital in kinds


def _alias(terms: dict[str, Term], name: str, keyword: str) -> str | None:
    term = terms.get(name)
    return name if term is not None and term.iri == keyword else None
