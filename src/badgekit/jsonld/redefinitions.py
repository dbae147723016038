"""What later contexts do to the words of the trusted ones: change them, or give them second names."""

from __future__ import annotations

from badgekit.errors import LimitExceeded, Malformed, Problem
from badgekit.jsonld.contexts import Budget, Context
from badgekit.jsonld.refusal import Refused
from badgekit.jsonld.terms import ABSENT, Term

# Scoped contexts inside scoped contexts; the published ones go two deep.
_MAX_DEPTH = 8


def compare(trusted: Context, whole: Context, budget: Budget) -> tuple[Problem, ...]:
    """Return what `whole`, which continues `trusted`, changes in it.

    Raises:
        Refused: the contexts are too large to compare, or a scoped one is invalid.
    """
    found: dict[tuple[str, str], Problem] = {}
    names: dict[str, set[str]] = {}
    _unchanged(trusted, whole, {}, "", budget, found, names, 0)
    if whole.language != trusted.language:
        found["@language", ""] = _changed("@language", "")
    _aliases(whole, trusted.terms, "", budget, found, names, 0)
    return tuple(found.values())


def _unchanged(
    trusted: Context,
    whole: Context,
    outer: dict[str, Term],
    within: str,
    budget: Budget,
    found: dict[tuple[str, str], Problem],
    names: dict[str, set[str]],
    depth: int,
) -> None:
    """Compare what `trusted` defines anew, against `outer`, with what `whole` makes of it."""
    for name, term in trusted.terms.items():
        if outer.get(name) == term:
            continue
        if term.iri is not None:
            names.setdefault(term.iri, set()).add(name)
        if not _reads_the_same(whole.terms.get(name), term):
            found[name, within] = _changed(name, within)
        elif term.scoped is not ABSENT:
            _require_shallow(depth)
            # The words inside are defined with the help of those outside, so they may change when these
            # stay: a prefix that the trusted contexts use and never define is enough.
            inner = trusted.compiler.process(trusted, term.scoped, budget, override=True)
            inner_whole = whole.compiler.process(whole, term.scoped, budget, override=True)
            _unchanged(inner, inner_whole, trusted.terms, name, budget, found, names, depth + 1)


def _aliases(
    whole: Context,
    outer: dict[str, Term],
    within: str,
    budget: Budget,
    found: dict[tuple[str, str], Problem],
    names: dict[str, set[str]],
    depth: int,
) -> None:
    """Find other names for what the trusted contexts name, in `whole` and in its scoped contexts."""
    for name, term in whole.terms.items():
        if outer.get(name) == term or (name, within) in found:
            continue
        known = names.get(term.iri or "")
        if known and name not in known:
            found[name, within] = Malformed(
                "jsonld.term_alias", "$['@context']", term=name, meant=min(known), within=within
            )
        if term.scoped is not ABSENT:
            _require_shallow(depth)
            inner = whole.compiler.process(whole, term.scoped, budget, override=True)
            _aliases(inner, whole.terms, name, budget, found, names, depth + 1)


def _require_shallow(depth: int) -> None:
    if depth >= _MAX_DEPTH:
        # What is not looked at could be where a word is changed.
        raise Refused(LimitExceeded, "jsonld.too_complex", what="contexts in contexts", limit=_MAX_DEPTH)


def _reads_the_same(one: Term | None, other: Term) -> bool:
    """Whether both say the same to a reader; who may redefine them, and the datatype of text, do not count.

    Two published contexts differ in the datatype of a date because one forgets to define a prefix.
    """
    if one is None:
        return False
    return _reading(one) == _reading(other)


def _reading(term: Term) -> Term:
    kind = term.type if term.type in ("@id", "@vocab", "@json") else None
    return term._replace(protected=False, prefix=False, type=kind)


def _changed(name: str, within: str) -> Problem:
    return Malformed("jsonld.term_redefined", "$['@context']", term=name, within=within)
