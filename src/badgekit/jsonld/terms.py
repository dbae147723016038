"""Term definitions of one context object (JSON-LD 1.1 API section 4.2, Create Term Definition)."""

from __future__ import annotations

import re
from enum import Enum
from typing import Any, Final, NamedTuple

from badgekit.errors import LimitExceeded
from badgekit.jsonld.iri import KEYWORDS, absolute, keyword_like
from badgekit.jsonld.refusal import Refused, invalid_context, unchecked

# Definitions may lean on each other; a chain longer than this serves nobody.
_MAX_CHAIN = 64


class Absent(Enum):
    """Stands for a member that a term definition does not have, where null would mean something."""

    ABSENT = 0


ABSENT: Final = Absent.ABSENT


class Term(NamedTuple):
    """One term definition. Two equal ones have the same effect (JSON-LD 1.1 API 4.2.2, step 27)."""

    iri: str | None
    prefix: bool = False
    protected: bool = False
    type: str | None = None
    container: tuple[str, ...] = ()
    scoped: Any = ABSENT
    language: str | Absent | None = ABSENT
    direction: str | Absent | None = ABSENT
    reverse: bool = False
    index_by: str | None = None
    nest: str | None = None


_RARE = frozenset(["@language", "@direction", "@prefix", "@index", "@nest"])
_MEMBERS = _RARE | {"@id", "@type", "@container", "@context", "@protected", "@reverse"}
_CONTAINERS = frozenset(["@list", "@set", "@index", "@language", "@graph", "@id", "@type"])
_ends_in_delimiter = re.compile(r"[:/?#\[\]@]\Z").search
_iri_shaped = re.compile(r".*(:[^:]|/)").match


class Definitions:
    """The terms of an active context while one context object is added to them.

    Args:
        terms: the terms so far; changed in place.
        vocab: the vocabulary mapping in force.
        local: the context object.
        protect: whether it protects its terms.
    """

    __slots__ = ("_chain", "_done", "_local", "_protect", "_terms", "_vocab")

    def __init__(
        self, terms: dict[str, Term], vocab: str | None, local: dict[str, Any], *, protect: bool
    ) -> None:
        self._terms = terms
        self._vocab = vocab
        self._local = local
        self._protect = protect
        self._done: dict[str, bool] = {}
        self._chain = 0

    def define(self, name: str, *, override: bool) -> None:
        """Define `name`, and first what its definition leans on.

        Args:
            name: a key of the context object that is no keyword of contexts.
            override: whether protected terms may be redefined.

        Raises:
            Refused: the definition is invalid, circular, or redefines a protected term.
        """
        state = self._done.get(name)
        if state:
            return
        if state is False:
            raise invalid_context("its terms are defined in a circle", term=name)
        self._done[name] = False
        self._chain += 1
        if self._chain > _MAX_CHAIN:
            raise Refused(
                LimitExceeded, "jsonld.too_complex", what="terms that lean on each other", limit=_MAX_CHAIN
            )
        value = self._local[name]
        if name == "@type":
            _check_type_definition(value)
        elif name in KEYWORDS:
            raise invalid_context("it redefines a keyword", term=name)
        elif keyword_like(name):
            self._chain -= 1
            return
        elif not name:
            raise invalid_context("a term has no name")
        previous = self._terms.pop(name, None)
        term = self._simple(name, value) if value is None or type(value) is str else self._full(name, value)
        if previous is not None and previous.protected and not override:
            term = term._replace(protected=True)
            if previous != term:
                raise invalid_context("it redefines a protected term", term=name)
        self._terms[name] = term
        self._done[name] = True
        self._chain -= 1

    def _simple(self, name: str, iri: str | None) -> Term:
        if iri is None:
            return Term(None, protected=self._protect)
        if iri == name:
            return Term(self._implied(name), protected=self._protect)
        expanded = self._mapped(name, iri)
        prefix = name.find(":") <= 0 and bool(expanded[:2] == "_:" or _ends_in_delimiter(expanded))
        return Term(expanded, prefix, self._protect)

    def _full(self, name: str, value: Any) -> Term:
        if type(value) is not dict or not _MEMBERS.issuperset(value):
            raise invalid_context("a term definition is malformed", term=name)
        protect = value.get("@protected", self._protect)
        if type(protect) is not bool:
            raise invalid_context("@protected is neither true nor false", term=name)
        reverse = "@reverse" in value
        iri = self._iri_of(name, value)
        # Most definitions are an IRI and perhaps a datatype or a scoped context.
        container = _container_of(name, value["@container"]) if "@container" in value else ()
        kind = self._type_of(name, value["@type"]) if "@type" in value else None
        if "@type" in container:
            kind = kind or "@id"
            if kind not in ("@id", "@vocab"):
                raise invalid_context("a type map needs references", term=name)
        if reverse and not {"@index", "@set"}.issuperset(container):
            raise invalid_context("a reverse term has a container of the wrong kind", term=name)
        term = Term(iri, False, protect, kind, container, value.get("@context", ABSENT), reverse=reverse)
        if _RARE.isdisjoint(value):
            return term
        return _with_rare_members(name, term, value)

    def _iri_of(self, name: str, value: dict[str, Any]) -> str | None:
        if "@reverse" in value:
            reverse = value["@reverse"]
            if "@id" in value or "@nest" in value or type(reverse) is not str:
                raise invalid_context("a reverse term is malformed", term=name)
            iri = self._mapped(name, reverse)
            if iri in KEYWORDS:
                raise invalid_context("a reverse term does not stand for an IRI", term=name)
            return iri
        if "@id" not in value:
            return self._implied(name)
        given = value["@id"]
        if given is None:
            return None
        if type(given) is not str:
            raise invalid_context("the IRI of a term is not text", term=name)
        return self._implied(name) if given == name else self._mapped(name, given)

    def _mapped(self, name: str, iri: str) -> str:
        if iri not in KEYWORDS and keyword_like(iri):
            raise unchecked("a term that stands for an unknown keyword")
        expanded = self.expand(iri)
        if expanded is None or not (expanded in KEYWORDS or _any_iri(expanded)):
            raise invalid_context("a term does not stand for an absolute IRI", term=name)
        if expanded in ("@context", "@preserve"):
            raise invalid_context("it gives @context another name", term=name)
        if _iri_shaped(name):
            self._done[name] = True
            same = self.expand(name) == expanded
            self._done[name] = False
            if not same:
                raise invalid_context("a term that looks like an IRI stands for another one", term=name)
        return expanded

    def _implied(self, name: str) -> str:
        """Return the IRI of a term whose definition gives none."""
        colon = name.find(":")
        if colon > 0:
            prefix = name[:colon]
            if prefix in self._local:
                self.define(prefix, override=False)
            base = self._terms.get(prefix)
            if base is None:
                return name
            if base.iri is None:
                raise invalid_context("a term leans on a prefix that stands for nothing", term=name)
            return base.iri + name[colon + 1 :]
        if name == "@type":
            return name
        if self._vocab is None:
            raise invalid_context("a term does not stand for an absolute IRI", term=name)
        return self._vocab + name

    def _type_of(self, name: str, kind: Any) -> str:
        if type(kind) is not str:
            raise invalid_context("the type of a term is not text", term=name)
        if kind in ("@id", "@vocab", "@json", "@none"):
            return kind
        expanded = self.expand(kind)
        if expanded is None or expanded[:2] == "_:" or not _any_iri(expanded):
            raise invalid_context("the type of a term is not an absolute IRI", term=name)
        return expanded

    def expand(self, value: str) -> str | None:
        """Return what `value` stands for in the context being defined (JSON-LD 1.1 API 5.2, vocab)."""
        if value in KEYWORDS:
            return value
        if keyword_like(value):
            return None
        if value in self._local:
            self.define(value, override=False)
        term = self._terms.get(value)
        if term is not None:
            return term.iri
        colon = value.find(":")
        if colon > 0:
            prefix, suffix = value[:colon], value[colon + 1 :]
            if prefix == "_" or suffix[:2] == "//":
                return value
            if prefix in self._local:
                self.define(prefix, override=False)
            base = self._terms.get(prefix)
            if base is not None and base.prefix and base.iri is not None:
                return base.iri + suffix
            return value
        return value if self._vocab is None else self._vocab + value


def _any_iri(value: str) -> bool:
    return absolute(value) is not None or value[:2] == "_:"


def _check_type_definition(value: Any) -> None:
    if (
        type(value) is not dict
        or not value
        or value.get("@container", "@set") != "@set"
        or not {"@container", "@id", "@protected"}.issuperset(value)
    ):
        raise invalid_context("it redefines a keyword", term="@type")


def _container_of(name: str, value: Any) -> tuple[str, ...]:
    given = value if type(value) is list else [value]
    if not all(type(item) is str for item in given) or not _CONTAINERS.issuperset(given):
        raise invalid_context("a term has an unknown container", term=name)
    if "@list" in given:
        valid = len(given) == 1
    elif "@graph" in given:
        valid = {"@graph", "@id", "@index", "@set"}.issuperset(given)
    else:
        valid = len(given) <= (2 if "@set" in given else 1)
    if not valid:
        raise invalid_context("a term has containers that exclude each other", term=name)
    return tuple(given)


def _with_rare_members(name: str, term: Term, value: dict[str, Any]) -> Term:
    if "@language" in value and "@type" not in value:
        language = value["@language"]
        if language is not None and type(language) is not str:
            raise invalid_context("the language of a term is not text", term=name)
        term = term._replace(language=None if language is None else language.lower())
    if "@direction" in value:
        if value["@direction"] not in (None, "ltr", "rtl"):
            raise invalid_context("the direction of a term is unknown", term=name)
        term = term._replace(direction=value["@direction"])
    if "@prefix" in value:
        flag = value["@prefix"]
        if type(flag) is not bool or ":" in name or "/" in name or term.iri in KEYWORDS:
            raise invalid_context("a term cannot be a prefix", term=name)
        term = term._replace(prefix=flag)
    if "@index" in value:
        index = value["@index"]
        if "@index" not in term.container or type(index) is not str or index[:1] == "@":
            raise invalid_context("a term has a malformed index", term=name)
        term = term._replace(index_by=index)
    if "@nest" in value:
        nest = value["@nest"]
        if type(nest) is not str or not nest or (nest != "@nest" and nest[0] == "@"):
            raise invalid_context("a term has a malformed @nest", term=name)
        term = term._replace(nest=nest)
    return term
