"""A document as it came → the one shape of Open Badges 2.0, with every step that led there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from badgekit.errors import Malformed, Problem, Unsupported
from badgekit.gathering.words import HOSTED, verification_types
from badgekit.jsonld import Engine, Work
from badgekit.limits import Limits
from badgekit.models.ob2 import normal
from badgekit.models.ob2.generation import CONTEXTS, ClassName, Generation, class_of, generation_of
from badgekit.models.ob2.upgrade import upgrade
from badgekit.models.ob2.vocabulary import ALIASES

__all__ = ["Shaped", "shape"]

_REVOCABLE = ("Assertion", "Endorsement")
_NAMING = frozenset({"id", "verification"})
_OLDER: Mapping[str, Generation] = {"0.5": "0.5", "1.0": "1.0", "1.1": "1.1"}


@dataclass(frozen=True, slots=True)
class Shaped:
    """One document in the shape of Open Badges 2.0.

    Attributes:
        value: the members.
        source: the document as it came.
        class_name: which class it says, or shows, that it is; None = none that is known.
        generation: what it was written for.
        own_id: what it calls itself; None where it does not.
        steps: what was changed for the shape.
        notes: contexts that define nothing here.
    """

    value: dict[str, Any]
    source: Mapping[str, Any]
    class_name: ClassName | None
    generation: Generation
    own_id: str | None
    steps: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()


def shape(
    value: Mapping[str, Any],
    expected: ClassName,
    engine: Engine,
    limits: Limits,
    *,
    url: str | None = None,
    carrier: str = "2.0",
    work: Work | None = None,
) -> Shaped:
    """Return `value` in the shape of 2.0.

    Args:
        value: the parsed document.
        expected: the class it is needed as.
        engine: gives the contexts for documents that need JSON-LD.
        limits: bounds for JSON-LD.
        url: where it was fetched.
        carrier: generation of the document that holds `value`, for parts that do not say it.
        work: the account to charge for JSON-LD.

    Raises:
        Unsupported: ``context.none_of_open_badges``.
        Problem: the document needs JSON-LD and cannot be compacted, see `compaction.compact`.
    """
    source = value
    notes = _judge_contexts(value, engine)
    generation = generation_of(value)
    if not normal.is_plain(value):
        from badgekit.gathering.compaction import compact

        value, notes = compact(value, engine, limits, work)
        generation = generation_of(value) or generation
    own = _own_id(value)
    name = class_of(value)
    if name is None and generation in ("0.5", "1.0"):
        name = expected
    upgraded = upgrade(value, generation or _OLDER.get(carrier, "2.0"), url=url, expected=expected)
    if expected in _REVOCABLE and "revokedAssertions" in upgraded.value:
        # The context gives both names one meaning, and compaction may have chosen this one.
        upgraded.value.setdefault("revoked", upgraded.value.pop("revokedAssertions"))
    return Shaped(upgraded.value, source, name, upgraded.generation, own, upgraded.steps, notes)


def _judge_contexts(value: Mapping[str, Any], engine: Engine) -> tuple[Problem, ...]:
    """Return which contexts are unknown; what they define is no part of the badge.

    A document whose words are all defined somewhere unknown is refused: they may mean anything.

    Raises:
        Unsupported: ``context.none_of_open_badges``.
    """
    given = value.get("@context")
    entries = given if isinstance(given, list) else [given]
    texts = [entry for entry in entries if isinstance(entry, str)]
    if not texts or any(isinstance(entry, dict) for entry in entries):
        return ()
    if not any(text.removesuffix("#").removesuffix("/") in CONTEXTS for text in texts):
        raise Unsupported("context.none_of_open_badges", "$['@context']", url=texts[0])
    return tuple(
        Malformed("context.unknown_ignored", "$['@context']", url=text)
        for text in texts
        if not engine.store.revisions(text) and text.removesuffix("#").removesuffix("/") not in CONTEXTS
    )


def _own_id(value: Mapping[str, Any]) -> str | None:
    """Return what a document calls itself: ``id``, or the address in ``verify`` of a hosted 1.x assertion.

    Whatever way it is written: the readers will see what `normal.normalise` makes of it.
    """
    node = normal.normalise(
        {name: item for name, item in value.items() if ALIASES.get(name, name) in _NAMING}
    )
    given = node.get("id")
    if isinstance(given, str):
        return given
    address = node["verification"].get("url") if verification_types(node) & HOSTED else None
    return address if isinstance(address, str) else None
