"""Strict JSON: one meaning for every text, or none.

Two readers of one file must never see two documents, so this accepts less than `json.loads`: UTF-8
only, no byte order mark, no duplicate member names, no NaN or infinity, no number that overflows,
no lone surrogates, nothing after the value, bounded size and depth (RFC 8259, I-JSON RFC 7493 2.1 to 2.3).
"""

from __future__ import annotations

import json
import math
from functools import lru_cache
from typing import Any

from badgekit.errors import LimitExceeded, Malformed
from badgekit.limits import Limits
from badgekit.safetext import clean

__all__ = ["loads"]

_DEFAULT = Limits()


def loads(data: bytes | str, *, limits: Limits = _DEFAULT) -> Any:
    """Parse one JSON text.

    Args:
        data: the text, or its UTF-8 bytes.
        limits: `json_bytes`, `json_depth` and `json_number_digits` are applied.

    Returns:
        dict, list, str, int, float, bool or None, as `json.loads` would give.

    Raises:
        Malformed: ``json.not_utf8``, ``json.syntax``, ``json.duplicate_key``, ``json.number``,
            ``json.lone_surrogate``, ``json.byte_order_mark``.
        LimitExceeded: ``json.too_large``, ``json.too_deep``.
    """
    if len(data) > limits.json_bytes:
        raise LimitExceeded("json.too_large", limit=limits.json_bytes)
    text = data if isinstance(data, str) else _decode(data)
    if text.startswith("\ufeff"):
        raise Malformed("json.byte_order_mark")
    try:
        value = _decoder(limits.json_number_digits).decode(text)
    except RecursionError:
        raise LimitExceeded("json.too_deep", limit=limits.json_depth) from None
    except json.JSONDecodeError as error:
        raise Malformed("json.syntax", line=error.lineno, column=error.colno, reason=error.msg) from None
    # A text cannot be nested deeper than it has opening brackets.
    if text.count("{") + text.count("[") > limits.json_depth:
        _check_depth(value, limits.json_depth)
    # Only an escape can bring a surrogate into decoded UTF-8; a str argument may hold one as it is.
    if "\\u" in text or isinstance(data, str):
        _check_surrogates(value)
    return value


@lru_cache(maxsize=8)
def _decoder(digits: int) -> json.JSONDecoder:
    """Return the decoder for numbers of at most `digits` characters; making one costs as much as using it."""

    def integer(literal: str) -> int:
        try:
            if len(literal) <= digits:
                return int(literal)
        except ValueError:  # longer than the interpreter converts
            pass
        raise Malformed("json.number", literal=literal[:40])

    def fraction(literal: str) -> float:
        value = float(literal)
        if len(literal) > digits or not math.isfinite(value):
            raise Malformed("json.number", literal=literal[:40])
        return value

    return json.JSONDecoder(
        object_pairs_hook=_members, parse_int=integer, parse_float=fraction, parse_constant=_constant
    )


def _decode(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Malformed("json.not_utf8", offset=error.start) from None


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        seen: set[str] = set()
        for name, _ in pairs:
            if name in seen:
                raise Malformed("json.duplicate_key", name=clean(name))
            seen.add(name)
    return members


def _constant(literal: str) -> None:
    raise Malformed("json.number", literal=literal)


def _check_depth(value: Any, limit: int) -> None:
    depth, level = 0, [value]
    while level:
        depth += 1
        if depth > limit:
            raise LimitExceeded("json.too_deep", limit=limit)
        deeper: list[Any] = []
        for item in level:
            if type(item) is dict:
                deeper.extend(child for child in item.values() if type(child) is dict or type(child) is list)
            elif type(item) is list:
                deeper.extend(child for child in item if type(child) is dict or type(child) is list)
        level = deeper


def _check_surrogates(value: Any) -> None:
    stack = [value]
    while stack:
        item = stack.pop()
        if type(item) is str:
            try:
                item.encode("utf-8")
            except UnicodeEncodeError:
                raise Malformed("json.lone_surrogate") from None
        elif type(item) is dict:
            stack.extend(item)
            stack.extend(item.values())
        elif type(item) is list:
            stack.extend(item)
