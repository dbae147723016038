"""Text with a language: value objects and language maps (JSON-LD 1.1 sections 4.2.4, 9.5 and 9.8)."""

from __future__ import annotations

from typing import Any

from badgekit.jsonld.iri import well_formed_language
from badgekit.jsonld.numbers import escape
from badgekit.jsonld.refusal import not_compact, unsigned
from badgekit.jsonld.shapes import LITERAL, Entry


def language_string(value: dict[str, Any], entry: Entry) -> str:
    """Return the literal of a value object, which must be text with a language and nothing else.

    Args:
        value: an object with ``@value``.
        entry: what its member becomes.

    Raises:
        Refused: it is another value object, stands where one cannot, or has no well-formed language.
    """
    text, language = value["@value"], value.get("@language")
    if type(text) is not str or type(language) is not str or len(value) != 2:
        raise not_compact("a value object other than text with a language")
    if entry.datatype is not None or entry.coercion != LITERAL:
        raise not_compact("a value object in the place of a value of another kind")
    suffix = f'"@{language.lower()}'
    if entry.text_suffix == suffix:
        raise not_compact("a value object where plain text says the same")
    if not well_formed_language(language):
        raise unsigned("text in a language that is not well formed", name=language)
    return f'"{escape(text)}{suffix}'


def check_language_map(value: dict[str, Any]) -> None:
    """Refuse a language map with another key than a language; what it leaves unsigned is found elsewhere.

    Raises:
        Refused: a key is no language. ``@none`` is none either: plain text says the same.
    """
    for language in value:
        if not well_formed_language(str(language)):
            raise not_compact("a key that is not a language", name=language)
