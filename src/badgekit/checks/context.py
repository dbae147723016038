"""Do the words mean what we read? The JSON-LD contexts of the document."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from badgekit.checks.base import (
    CREDENTIALS,
    Check,
    Context,
    Decision,
    check,
    failed,
    inconclusive,
    passed,
    worst,
)
from badgekit.documents import VC_V1, VC_V2, Kind, types_of
from badgekit.errors import Problem, Unsupported
from badgekit.jsonld import Engine

__all__ = ["contexts"]

# OB 3.0 Data Model, @context: "the second URI MUST match".
_OB_CONTEXT = re.compile(r"https://purl\.imsglobal\.org/spec/ob/v3p0/context(-3\.\d\.\d)*\.json\Z", re.ASCII)
_CLR_CONTEXT = re.compile(
    r"https://purl\.imsglobal\.org/spec/clr/v2p0/context(-2\.\d\.\d)*\.json\Z", re.ASCII
)
# What must follow the first context, in order.
_BADGE = (("context.badge_context_missing", _OB_CONTEXT),)
_FOLLOWING = {
    Kind.ACHIEVEMENT: _BADGE,
    Kind.ENDORSEMENT: _BADGE,
    Kind.CLR: (("context.record_context_missing", _CLR_CONTEXT), *_BADGE),
}


@check(
    "context.known",
    spec="VCDM 2.0 section 4.3; OB 3.0 and CLR 2.0 @context; Data Integrity 1.0 section 2.4.1",
    kinds=CREDENTIALS | {Kind.PRESENTATION},
)
def contexts(context: Context) -> Decision:
    """Every context is pinned, the right ones come first, and later ones change nothing of them."""
    entries = context.document.contexts
    if not entries or entries[0] not in (VC_V1, VC_V2):
        return failed("context.base_missing", path="$['@context']")
    if len(entries) > context.limits.contexts:
        return inconclusive("context.too_many", path="$['@context']", limit=context.limits.contexts)
    base = 1
    for code, wanted in _FOLLOWING.get(context.document.kind, ()):
        entry = entries[base] if len(entries) > base else None
        if not isinstance(entry, str) or not wanted.match(entry):
            return failed(code, path="$['@context']")
        base += 1
    unknown = _first_unknown(entries, context.engine)
    if unknown is None or isinstance(unknown[1], Mapping):
        # Own definitions are not known to anybody; that they change the standard's words can be known.
        changed = _changed(context, list(entries), base, known=unknown is None)
        if changed:
            return worst(changed)
    if unknown is not None:
        index, entry = unknown
        code = "context.not_allowed" if isinstance(entry, str) else "context.inline"
        return inconclusive(code, path=f"$['@context'][{index}]", url=entry if isinstance(entry, str) else "")
    return passed("context.known", count=len(entries))


def _changed(context: Context, entries: list[Any], base: int, *, known: bool) -> tuple[Problem, ...]:
    """Return what the later contexts change in the meaning of words that the document uses."""
    try:
        changed = context.engine.redefinitions(entries, base, context.work)
    except Unsupported as problem:
        # That an address is not known is said anyway. Anything else may stand there to hide a second name.
        if known or problem.code != "context.not_allowed":
            raise
        return ()
    if not changed:
        return ()
    # A second name that nobody uses hides nothing.
    used = _names_in(context.document.value)
    return tuple(problem for problem in changed if problem.params.get("term") in used)


def _names_in(value: Any) -> frozenset[str]:
    """Return every member name and every type name of a document, and the keywords, which need no name."""
    names = {"@language"}
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, Mapping):
            names.update(item)
            names.update(types_of(item))
            waiting.extend(item.values())
        elif isinstance(item, list):
            waiting.extend(item)
    return frozenset(names)


def _first_unknown(entries: tuple[Any, ...], engine: Engine) -> tuple[int, Any] | None:
    unknown = (
        (index, entry)
        for index, entry in enumerate(entries)
        if not isinstance(entry, str) or not engine.store.revisions(entry)
    )
    return next(unknown, None)


CHECKS: tuple[Check, ...] = (contexts,)
