"""Does the document keep the rules of the W3C data model, whatever its kind adds to them?

`structure.members` judges the members of a kind, those of a badge as well. What is here is what any verifier
of the W3C data model must demand, and so it counts where the rules of Open Badges do not.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from badgekit import digests, models
from badgekit.checks.base import CREDENTIALS, Check, Context, Decision, check, failed, passed, warning, worst
from badgekit.digests import Digest
from badgekit.documents import Kind
from badgekit.errors import Malformed, Problem, Unsupported
from badgekit.findings import Finding, Outcome
from badgekit.jsonpath import child
from badgekit.models import Issues
from badgekit.models.members import url

__all__ = ["CHECKS", "conforms"]

_RESOURCES = "relatedResource"


@check(
    "structure.conforms",
    spec="VCDM 2.0 sections 4, 5.3 and 7.1; VCDM 1.1 section 4",
    kinds=CREDENTIALS | {Kind.PRESENTATION},
)
def conforms(context: Context) -> Decision:
    """The document conforms to the W3C data model: its members, and the digests of what it relates to."""
    version = context.document.vcdm
    if not version:
        return failed("context.base_missing", path="$['@context']")
    problems = (*_members(context), *_resources(context))
    wrong = tuple(problem for problem in problems if problem.code != "related.not_compared")
    if wrong:
        return worst(wrong)
    if problems:
        first, *more = (Finding.of(problem) for problem in problems)
        return warning(first.code, *more, path=first.path, **first.params)
    return passed("structure.conforms", version=version)


def _members(context: Context) -> tuple[Problem, ...]:
    """Return what breaks the rules for credentials of any kind."""
    document, own = context.document, context.results.get("structure.members")
    if own is not None and own.outcome in (Outcome.PASSED, Outcome.WARNING):
        return ()  # the rules of every kind are those of the data model, and more
    if document.shape in ("vc", "vp"):
        return context.read.issues
    return models.read(document.value, "vc", in_part=document.is_in_part).issues


def _resources(context: Context) -> Iterator[Problem]:
    """Yield what is wrong with related resources (VCDM 2.0 section 5.3).

    Their content is compared by whoever uses it, and of all that a credential can name badgekit uses contexts
    here; schemas bring digests of their own.
    """
    # VCDM 1.1 does not know the word, so that it may mean anything there.
    if context.document.vcdm != "2.0" or _RESOURCES not in context.document.value:
        return
    given = context.document.value[_RESOURCES]
    where = child("$", _RESOURCES)
    issues = Issues()
    if given == []:
        issues.issue("structure.empty", where, name=_RESOURCES)
    seen: set[str] = set()
    for index, entry in enumerate(given if isinstance(given, list) else [given]):
        path = child(where, index) if isinstance(given, list) else where
        name = _identifier(issues, entry, path)
        if name is None:
            continue
        if name in seen:
            issues.issue("related.twice", child(path, "id"), url=name)
        seen.add(name)
        try:
            stated = digests.read(entry, path)
        except Problem as problem:
            # Nobody can compare the resource with a digest that cannot be read, or that is broken.
            yield problem
            continue
        if not stated:
            issues.issue("related.no_digest", path, url=name)
        elif name in context.document.contexts:
            yield from _of_context(context, name, path, stated)
    yield from issues.issues


def _identifier(issues: Issues, entry: Any, path: str) -> str | None:
    if not isinstance(entry, dict):
        issues.wrong_type(path, "an object", entry)
        return None
    if "id" not in entry:
        issues.missing(path, "id")
        return None
    return url(issues, entry["id"], path, "id")


def _of_context(context: Context, name: str, path: str, stated: tuple[Digest, ...]) -> Iterator[Problem]:
    """Compare the contents of the context `name` that badgekit knows with what the document pins."""
    known = {revision.published for revision in context.engine.store.revisions(name)} - {""}
    for digest in stated:
        wanted = {value.hex() for algorithm, value in digest.expected if algorithm == "sha256"}
        if not wanted or not known:
            yield Malformed("related.not_compared", digest.path, url=name)
        elif wanted.isdisjoint(known):
            # Wrong, or another content than the ones that are known: either way not the one that is used.
            yield Unsupported("related.context_differs", digest.path, url=name)


CHECKS: tuple[Check, ...] = (conforms,)
