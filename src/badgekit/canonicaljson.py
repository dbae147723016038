"""The one canonical text of a JSON value: JSON Canonicalization Scheme, RFC 8785.

Every value has one text and every text one value, so what is read from a document and what was signed of it
are the same: a number that JSON readers of different languages would read differently has no text here.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import Decimal
from json import JSONEncoder
from typing import Any

from badgekit.errors import LimitExceeded, Malformed
from badgekit.limits import Limits

__all__ = ["dumps", "join"]

_DEFAULT = Limits()
# Escapes what section 3.2.2.2 wants escaped, in the same way, and nothing else.
_text = JSONEncoder(ensure_ascii=False).encode
# Up to here every integer is a double, and ECMAScript writes it as Python does.
_EXACT = 2**53


def dumps(value: Any, *, limits: Limits = _DEFAULT) -> bytes:
    """Return the canonical text of `value`, UTF-8.

    Args:
        value: mappings with text keys, lists, str, int, float, bool and None, as `strictjson.loads` gives.
        limits: `json_depth` is applied.

    Raises:
        Malformed: ``json.lone_surrogate``; ``json.number`` for NaN and infinity; ``json.inexact_number`` for
            an integer that is another one as a double, for the text has the double (section 3.2.2.3);
            ``json.not_json`` for anything that JSON does not have.
        LimitExceeded: ``json.too_deep``.
    """
    parts: list[str] = []
    try:
        _write(value, parts, limits.json_depth)
        return "".join(parts).encode("utf-8")
    except _TooDeep:
        raise LimitExceeded("json.too_deep", limit=limits.json_depth) from None
    except UnicodeEncodeError:
        raise Malformed("json.lone_surrogate") from None


def join(members: Mapping[str, bytes]) -> bytes:
    """Return the canonical text of an object from its names and the canonical texts of its values.

    Raises:
        Malformed: ``json.lone_surrogate``.
    """
    return b"{" + b",".join(dumps(name) + b":" + members[name] for name in sorted(members, key=_utf16)) + b"}"


class _TooDeep(Exception):
    pass


def _write(value: Any, parts: list[str], depth: int) -> None:
    # bool before int, which it is a kind of.
    if isinstance(value, str):
        parts.append(_text(value))
    elif value is True:
        parts.append("true")
    elif value is False:
        parts.append("false")
    elif value is None:
        parts.append("null")
    elif isinstance(value, int | float):
        parts.append(_number(value))
    elif isinstance(value, Mapping):
        _write_object(value, parts, depth)
    elif isinstance(value, list | tuple):
        if depth <= 0:
            raise _TooDeep
        separator = "["
        for item in value:
            parts.append(separator)
            _write(item, parts, depth - 1)
            separator = ","
        parts.append("]" if value else "[]")
    else:
        raise Malformed("json.not_json", type=type(value).__name__)


def _write_object(value: Mapping[Any, Any], parts: list[str], depth: int) -> None:
    if depth <= 0:
        raise _TooDeep
    if not all(isinstance(name, str) for name in value):
        raise Malformed("json.not_json", type="a member name that is no text")
    separator = "{"
    for name in sorted(value, key=_utf16):
        parts.append(separator + _text(name) + ":")
        _write(value[name], parts, depth - 1)
        separator = ","
    parts.append("}" if value else "{}")


def _utf16(name: str) -> bytes:
    # Section 3.2.3: names are sorted by their UTF-16 code units. Big-endian bytes sort as these do.
    return name.encode("utf-16-be", "surrogatepass")


def _number(value: int | float) -> str:
    if isinstance(value, int) and -_EXACT <= value <= _EXACT:
        return str(value)
    try:
        double = float(value)
    except OverflowError:
        raise Malformed("json.inexact_number", literal=_shortened(value)) from None
    if not math.isfinite(double):
        raise Malformed("json.number", literal=str(value))
    text = _ecmascript(double)
    # An integer may be written with the digits of its double or have its value; any other one would be shown
    # as one number and signed as another.
    if value != double and text != str(value):
        raise Malformed("json.inexact_number", literal=_shortened(value))
    return text


def _shortened(value: int | float) -> str:
    return str(value)[:40]


def _ecmascript(double: float) -> str:
    """Return the text of a finite number as ECMAScript writes it (ECMA-262, Number::toString)."""
    if double == 0:
        return "0"  # minus zero as well
    # repr has the fewest digits that give the double back, the nearest to it, just as ECMAScript has.
    figures, exponent = Decimal(repr(abs(double))).as_tuple()[1:]
    assert isinstance(exponent, int), "the double is finite"
    point = len(figures) + exponent  # the value is 0.figures times ten to the power of this
    digits = "".join(map(str, figures)).rstrip("0")
    sign = "-" if double < 0 else ""
    if len(digits) <= point <= 21:
        return sign + digits.ljust(point, "0")
    if 0 < point <= 21:
        return f"{sign}{digits[:point]}.{digits[point:]}"
    if -6 < point <= 0:
        return f"{sign}0.{'0' * -point}{digits}"
    rest = f".{digits[1:]}" if digits[1:] else ""
    return f"{sign}{digits[0]}{rest}e{point - 1:+d}"
