"""Ready-made answers: what a node with certain types looks like, and what each of its members becomes.

Worked out once per context, types and member, then only looked up: this is what makes the walk short. The
parts of the tree guard that depend on names alone are decided here too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from badgekit.errors import LimitExceeded, Malformed
from badgekit.jsonld.iri import KEYWORDS, RDF, absolute, well_formed_language
from badgekit.jsonld.numbers import RDF_LANGSTRING, XSD_DOUBLE, suffix_of
from badgekit.jsonld.refusal import Refused, not_compact, unchecked, unsigned
from badgekit.jsonld.terms import ABSENT, Term
from badgekit.jsonld.words import (
    BADGE_VOCABULARIES,
    REPEATING,
    SECURITY_IRIS,
    SECURITY_TERMS,
    SECURITY_TYPE_NAMES,
    SECURITY_TYPES,
    VOCABULARIES,
)

if TYPE_CHECKING:
    from badgekit.jsonld.contexts import Budget, Context

_RDF_TYPE = f"{RDF}type"

# What a string value becomes.
LITERAL, REFERENCE, VOCABULARY, NOTHING = range(4)
# What holds the values.
SET, LIST, GRAPH, LANGUAGES, JSON = range(5)


class Entry:
    """What one member of a node becomes.

    Attributes:
        predicate: the predicate, as an N-Quads term.
        start, end: what stands around the text of a plain string value, from the subject to the end of the
            line; `end` is None where strings are not written so, or are held in a list or graph.
        coercion: LITERAL, REFERENCE, VOCABULARY or NOTHING (no scalar may stand here).
        container: SET, LIST, GRAPH, LANGUAGES (a map from language to text) or JSON (any JSON value).
        datatype: datatype of the literals; None for the native one.
        text_suffix: what follows the text of a literal, from its quotation mark; None as for `end`, but
            whatever holds the values.
        scope: the context for scalars.
        child: the context for node objects.
        reference: the context for node objects that hold nothing but an id.
        repeats: whether the same value is likely to stand in many documents.
        value_names: aliases of ``@value`` that make a value object where `child` would see a node.
    """

    __slots__ = (
        "child",
        "coercion",
        "container",
        "datatype",
        "end",
        "predicate",
        "reference",
        "repeats",
        "scope",
        "start",
        "text_suffix",
        "value_names",
    )

    def __init__(
        self,
        iri: str,
        contexts: tuple[Context, Context, Context],
        coercion: int,
        container: int,
        text_suffix: str | None,
        datatype: str | None,
    ) -> None:
        self.predicate = f"<{iri}>"
        self.repeats = iri in REPEATING
        self.scope, self.child, self.reference = contexts
        self.coercion = coercion
        self.container = container
        self.datatype = datatype
        self.text_suffix = text_suffix
        self.value_names = self.scope.value_names if self.scope is not self.child else frozenset[str]()
        self.start = f' <{iri}> "'
        plain = text_suffix is not None and container in (SET, LANGUAGES)
        self.end = f"{text_suffix} .\n" if plain else None


_MAX_TYPES = 100
UNTYPED = object()
"""Stands for the types of a node that has no member for them."""


class Shape:
    """What a node looks like under one context, with one choice of types.

    Attributes:
        context: the context after its type-scoped contexts were applied.
        types: what says its types, as tails of lines (`rdfc.Statements`).
        id_key, type_key: names of the members that give id and types.
        entries: member → entry; None for id, type and ``@context``. Filled when a member is first met.
        predicates: predicate → the first member that became it.
        credential: whether it is a verifiable credential or presentation.
        twins: whether two of the known members become the same predicate.
    """

    __slots__ = ("context", "credential", "entries", "id_key", "predicates", "twins", "type_key", "types")

    def __init__(self, context: Context, types: tuple[str, ...], type_key: Any) -> None:
        self.context = context
        self.types = tuple(f" <{_RDF_TYPE}> {iri} .\n" for iri in types)
        self.id_key: Any = context.id_key
        self.type_key = type_key
        self.entries: dict[str, Entry | None] = {"@context": None}
        self.predicates: dict[str, str] = {}
        self.credential = any(iri[1:-1] in SECURITY_TYPES for iri in types)
        self.twins = False


def shape_of(context: Context, types: Any, budget: Budget) -> Shape:
    """Work out the shape of a node under `context` and remember it there.

    Args:
        context: the context before type-scoped contexts.
        types: value of the member for types, as it stands in the document; UNTYPED where there is none.

    Raises:
        Refused: a type is not signed, not spelled as the context spells it, or of no use.
    """
    given = types is not UNTYPED
    names = types if type(types) is list else [types] if given else []
    context.compiler.grow(8, *names, budget=budget)
    iris = _type_iris(context, names) if given else ()
    after = context
    for name in sorted(names):
        scoped = context.terms[name].scoped if name in context.terms else ABSENT
        if scoped is not ABSENT:
            after = context.compiler.process(after, scoped, budget, propagate=False)
    if after.type_key != context.type_key:
        raise unchecked("a type that changes the meaning of the member for types")
    shape = Shape(after, iris, context.type_key)
    context.shapes[tuple(names) if type(types) is list else types] = shape
    return shape


def _type_iris(context: Context, names: list[Any]) -> tuple[str, ...]:
    if not names or not all(type(name) is str for name in names):
        raise unsigned("a type that is not text")
    if len(set(names)) != len(names):
        raise not_compact("a type that is given twice")
    iris: dict[str, None] = {}
    for name in names:
        iri = context.expand(name, vocab=True)
        if iri is None:
            raise unsigned("a type that the contexts do not define", name=name)
        if len(names) > _MAX_TYPES:
            raise Refused(LimitExceeded, "jsonld.too_complex", what="types", limit=_MAX_TYPES)
        if name not in context.terms:
            if ":" in name and (iri.startswith(BADGE_VOCABULARIES) or context.has_name_for(iri)):
                raise not_compact("a type written as an address where there is a name for it", name=name)
            if context.has_name_for(iri, capital=True):
                raise not_compact("a word of the vocabulary where a type has another name", name=name)
        if name[:1].islower() and context.has_name_for(iri, capital=True):
            raise not_compact("the name of a member where a type has another name", name=name)
        if SECURITY_TYPES.get(iri, name) != name or SECURITY_TYPE_NAMES.get(name, iri) != iri:
            raise not_compact("a type under another name", name=name)
        iris[f"<{iri}>"] = None
    return tuple(iris)


def entry_of(shape: Shape, member: Any, budget: Budget) -> Entry | None:
    """Work out what `member` becomes in nodes of `shape` and remember it there.

    Raises:
        Refused: the member is not signed, or not spelled as the context spells it.
    """
    if type(member) is not str:
        raise Refused(Malformed, "jsonld.not_json")
    context = shape.context
    term = context.terms.get(member)
    if term is None:
        term = _vocabulary_term(context, member)
        context.compiler.grow(1, member, budget=budget)
    iri = term.iri
    if iri is None:
        raise unsigned("a member that the contexts leave out", name=member)
    if member == context.id_key or member == shape.type_key:
        shape.entries[member] = None
        return None
    if iri in KEYWORDS or member[:1] == "@":
        raise not_compact("another name for a JSON-LD keyword", name=member, keyword=iri)
    if not absolute(iri):
        raise unsigned("a member that the contexts give no address", name=member)
    if iri == _RDF_TYPE or (iri == member and iri.startswith(RDF)):
        raise not_compact("types or lists written as plain statements", name=member)
    if SECURITY_TERMS.get(iri, member) != member:
        raise not_compact(
            "another name for a member that verifiers rely on", name=member, meant=SECURITY_TERMS[iri]
        )
    if shape.credential and SECURITY_IRIS.get(member, iri) != iri:
        raise not_compact("a member that verifiers rely on, with another meaning", name=member)
    # Published contexts give the type ``Criteria`` and the member ``criteria`` one IRI, and others likewise;
    # a member under the name of the type is signed the same and found by nobody.
    if member[:1].isupper() and context.has_name_for(iri, capital=False):
        raise not_compact("the name of a type where a member has another name", name=member)
    if term.reverse:
        raise not_compact("a relation written in reverse", name=member)
    contexts = _contexts(context, member, term, budget)
    coercion, text_suffix, datatype = _coercion(term, contexts[0])
    if term.scoped is None:
        coercion, text_suffix = NOTHING, None
    entry = Entry(iri, contexts, coercion, _container(term, member), text_suffix, datatype)
    if shape.predicates.setdefault(entry.predicate, member) != member:
        shape.twins = True
    shape.entries[member] = entry
    return entry


def _vocabulary_term(context: Context, member: str) -> Term:
    if member[:1] == "@":
        raise not_compact("a JSON-LD keyword", name=member)
    if ":" in member:
        if member.startswith(VOCABULARIES):
            # Whatever contexts the document leaves out: readers know these words by their short names.
            raise not_compact("a member written as an address where there is a name for it", name=member)
        # Only an address that no term stands for is what compaction would write as well.
        if context.expand(member, vocab=False) != member or context.has_name_for(member):
            raise not_compact("a member written as an address where there is a name for it", name=member)
        return Term(member)
    if context.vocab is None:
        raise unsigned("a member that the contexts do not define", name=member)
    iri = context.vocab + member
    if context.has_name_for(iri, capital=False):
        # Readers know it by that name; whoever gives the document a vocabulary could hide it behind this one.
        raise not_compact("a word of the vocabulary where a member has another name", name=member)
    return Term(iri)


def _contexts(context: Context, member: str, term: Term, budget: Budget) -> tuple[Context, Context, Context]:
    """Return the contexts for scalars, node objects and bare references (JSON-LD 1.1 API 5.1.2, 4 to 8)."""
    outer = context.previous or context
    if term.scoped is ABSENT:
        return context, outer, context
    process = context.compiler.process
    scope = process(context, term.scoped, budget, override=True)
    if term.scoped is None:
        return scope, scope, scope
    if scope.terms.get(member) != term:
        raise unchecked("a member whose own context gives it another meaning")
    return (
        scope,
        process(outer, term.scoped, budget, override=True),
        process(scope, term.scoped, budget, override=True),
    )


def _coercion(term: Term, scope: Context) -> tuple[int, str | None, str | None]:
    kind = term.type
    if kind == "@id":
        return REFERENCE, None, None
    if kind == "@vocab":
        return VOCABULARY, None, None
    if kind is None or kind == "@none":
        if (scope.direction if term.direction is ABSENT else term.direction) is not None:
            raise unsigned("a text direction")  # RDF has no place for it
        language = scope.language if term.language is ABSENT else term.language
        if language is None:
            return LITERAL, '"', None
        if not well_formed_language(language):
            raise unchecked("a language that is not well formed")
        return LITERAL, f'"@{language}', None
    if kind == "@json":
        return NOTHING, None, None
    if kind == RDF_LANGSTRING:
        raise unchecked("a datatype that needs a language")
    # Processors rewrite text of this one datatype as a number, each in its own way.
    return LITERAL, None if kind == XSD_DOUBLE else suffix_of(kind), kind


def _container(term: Term, member: str) -> int:
    if term.type == "@json":
        return JSON
    container = set(term.container) - {"@set"}
    if not container:
        return SET
    if container == {"@list"}:
        return LIST
    if container == {"@graph"}:
        return GRAPH
    if container == {"@language"}:
        return LANGUAGES
    if "@index" in container:
        raise not_compact("a map whose keys are not signed", name=member)
    raise unchecked("a map of nodes by id or type")
