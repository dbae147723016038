"""Readers of text members: what most members are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from badgekit.jsonpath import child
from badgekit.models.values import LanguageString, Text

if TYPE_CHECKING:
    from badgekit.models.reading import Issues

__all__ = ["language_text", "text"]


def text(issues: Issues, value: Any, path: str, name: str) -> str | None:
    """One text."""
    if isinstance(value, str):
        return value
    issues.wrong_type(child(path, name), "text", value)
    return None


def language_text(issues: Issues, value: Any, path: str, name: str) -> Text | None:
    """Text, a language value object, or a list of those (VCDM 2.0, 11.1)."""
    if isinstance(value, str):
        return value
    where = child(path, name)
    if isinstance(value, list):
        if not value:
            issues.issue("structure.empty", where, name=name)
        items = (_language_string(issues, item, child(where, index)) for index, item in enumerate(value))
        return tuple(item for item in items if item is not None) or None
    single = _language_string(issues, value, where)
    return None if single is None else (single,)


def _language_string(issues: Issues, value: Any, path: str) -> LanguageString | None:
    if isinstance(value, str):
        return LanguageString(value)
    if not isinstance(value, dict):
        issues.wrong_type(path, "text", value)
        return None
    content, language, direction = value.get("@value"), value.get("@language"), value.get("@direction")
    if (
        not isinstance(content, str)
        or not isinstance(language, str | None)
        or direction not in (None, "ltr", "rtl")
        or not value.keys() <= {"@value", "@language", "@direction"}
    ):
        # A map such as {"en": "..."} has no meaning in any of the contexts: a signature would not cover it.
        issues.issue("structure.not_a_language_text", path)
        return None
    return LanguageString(content, language, direction)
