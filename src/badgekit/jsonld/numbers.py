"""Literals: JSON text, numbers and booleans as canonical N-Quads terms (JSON-LD 1.1 API 8.6, RDFC-1.0 5)."""

from __future__ import annotations

import math
import re

from badgekit.errors import Malformed
from badgekit.jsonld.iri import RDF, XSD
from badgekit.jsonld.refusal import Refused

XSD_BOOLEAN = XSD + "boolean"
XSD_DOUBLE = XSD + "double"
XSD_INTEGER = XSD + "integer"
XSD_STRING = XSD + "string"
RDF_LANGSTRING = RDF + "langString"

# JSON-LD writes a number of this size or more in another form, and processors differ about it.
_TOO_LARGE = 10**21

_needs_escape = re.compile('[\\x00-\\x1f"\\\\\\x7f\\ud800-\\udfff]').search
_lone_surrogate = re.compile("[\\ud800-\\udfff]").search

_ESCAPES = {code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F)} | {
    0x08: "\\b",
    0x09: "\\t",
    0x0A: "\\n",
    0x0C: "\\f",
    0x0D: "\\r",
    0x22: '\\"',
    0x5C: "\\\\",
}


def escape(text: str) -> str:
    """Return `text` as it stands between the quotes of a canonical N-Quads literal.

    Raises:
        Refused: ``json.lone_surrogate``; such a text has no UTF-8 form.
    """
    if not _needs_escape(text):
        return text
    if not is_unicode(text):
        raise Refused(Malformed, "json.lone_surrogate")
    return text.translate(_ESCAPES)


def is_unicode(text: str) -> bool:
    """Return False for a text with half of a surrogate pair, which has no UTF-8 form."""
    return _lone_surrogate(text) is None


def suffix_of(datatype: str) -> str:
    """Return what follows the text of a literal of `datatype`, closing quote included."""
    return '"' if datatype == XSD_STRING else f'"^^<{datatype}>'


def native(value: bool | int | float, datatype: str | None) -> str | None:
    """Return the N-Quads literal of a JSON number or boolean.

    Args:
        value: bool, int or float.
        datatype: the datatype the term asks for; None for the native one.

    Returns:
        None for what JSON does not have, NaN and infinity, and where JSON-LD processors do not agree on
        the form: a magnitude of 1e21 or more, and minus zero.
    """
    if type(value) is bool:
        return f'"{"true" if value else "false"}{suffix_of(datatype or XSD_BOOLEAN)}'
    if not -_TOO_LARGE < value < _TOO_LARGE or (value == 0 and math.copysign(1, value) < 0):
        return None  # "not between" holds for NaN as well
    if datatype == XSD_DOUBLE or value != int(value):
        return f'"{_double(float(value))}{suffix_of(datatype or XSD_DOUBLE)}'
    return f'"{int(value)}{suffix_of(datatype or XSD_INTEGER)}'


def _double(value: float) -> str:
    """Return the canonical form of an xsd:double: ``3.5E0``."""
    digits, exponent = f"{value:.15E}".split("E")
    whole, fraction = digits.split(".")
    return f"{whole}.{fraction.rstrip('0') or '0'}E{int(exponent)}"
