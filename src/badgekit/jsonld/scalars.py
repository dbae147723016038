"""Values that are no objects: ids, words of a vocabulary, text, numbers, booleans, as N-Quads terms."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from badgekit.errors import Malformed
from badgekit.jsonld.contexts import Context
from badgekit.jsonld.iri import absolute_ascii
from badgekit.jsonld.numbers import escape, native
from badgekit.jsonld.refusal import Refused, not_compact, unchecked, unsigned
from badgekit.jsonld.shapes import LITERAL, REFERENCE, VOCABULARY, Entry


def reference(value: Any, context: Context) -> str:
    """Return the N-Quads term of an id or of a value that the context says is one.

    Raises:
        Refused: it is no absolute address.
    """
    if type(value) is not str:
        raise unsigned("an id that is not text")
    match = absolute_ascii(value)
    if match is not None and match[1] not in context.prefixes:
        return f"<{value}>"
    if value[:2] == "_:":
        raise not_compact("a blank node with a name", name=value)
    iri = context.expand(value, vocab=False)
    if iri is None:
        raise unsigned("an id that is not an absolute address", name=value)
    return f"<{iri}>"


def scalar(value: Any, entry: Entry, leave: Callable[[str], str]) -> str:
    """Return the N-Quads term of a value that is no object.

    Args:
        value: the value.
        entry: what its member becomes.
        leave: called with what general JSON-LD has to write; returns a term in its place.

    Raises:
        Refused: the value is not signed, or may not stand here.
    """
    kind = type(value)
    if kind is str:
        if entry.coercion == REFERENCE:
            return reference(value, entry.scope)
        if entry.coercion == VOCABULARY:
            iri = entry.scope.expand(value, vocab=True)
            if iri is None:
                raise unsigned("a value that the contexts do not define", name=value)
            return f"<{iri}>"
        if entry.coercion == LITERAL:
            if entry.text_suffix is None:
                return leave("text where the contexts ask for a floating-point number")
            return f'"{escape(value)}{entry.text_suffix}'
        raise unchecked("text in a place that is for objects")
    if kind is bool or kind is int or kind is float:
        if kind is float and not math.isfinite(value):
            raise Refused(Malformed, "json.number", literal=value)
        return native(value, entry.datatype) or leave("a very large number or minus zero")
    if value is None:
        raise unsigned("a member that is null")
    if kind is list:
        raise not_compact("an array inside an array")
    raise Refused(Malformed, "jsonld.not_json")
