"""Small values inside claims: text with a language, and members kept as they came."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NoReturn, TypeAlias

__all__ = ["NOTHING", "LanguageString", "ReadOnly", "Text", "pick"]


@dataclass(frozen=True, slots=True)
class LanguageString:
    """One language value object of a ``name`` or ``description`` (VCDM 2.0, 11.1).

    Attributes:
        value: the text (``@value``).
        language: BCP 47 tag (``@language``), or None where the document gives none.
        direction: ``ltr`` or ``rtl`` (``@direction``), or None.
    """

    value: str
    language: str | None = None
    direction: str | None = None

    def __str__(self) -> str:
        return self.value


Text: TypeAlias = str | tuple[LanguageString, ...]
"""What a ``name`` or ``description`` may be: plain text, or one or more texts with a language."""


def pick(text: Text | None, languages: Iterable[str] = ()) -> str | None:
    """Return the one text to show.

    Args:
        text: a `Text`, or None.
        languages: BCP 47 tags, the preferred one first; ``de`` also finds ``de-AT`` and the reverse.

    Returns:
        The text in the first language that is there; else one without a language; else the first; None
        for None.
    """
    if text is None or isinstance(text, str):
        return text
    for wanted in languages:
        tag = wanted.lower()
        for item in text:
            if (item.language or "").lower() == tag:
                return item.value
        for item in text:
            if item.language and _primary(item.language) == _primary(tag):
                return item.value
    for item in text:
        if item.language is None:
            return item.value
    return text[0].value if text else None


def _primary(tag: str) -> str:
    return tag.partition("-")[0].lower()


class ReadOnly(dict[str, Any]):
    """A dict that refuses to change; it pickles, copies and serialises as a dict does.

    Only the outermost level is guarded: lists and objects inside are those of the document.
    """

    __slots__ = ()

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise TypeError("members of a claim cannot be changed")

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    # dict says None here, because dicts change; this one does not.
    def __hash__(self) -> int:  # type: ignore[override]
        return hash(frozenset(self))

    def __reduce__(self) -> tuple[type[ReadOnly], tuple[dict[str, Any]]]:
        return ReadOnly, (dict(self),)


NOTHING = ReadOnly()
"""The mapping of an object without unknown members."""
