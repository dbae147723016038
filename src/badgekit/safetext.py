"""Make text from a credential safe to show: no control, bidi or invisible characters, bounded length.

Names, messages and URLs in a badge are written by whoever made the file. Before any of it reaches a
terminal, a log or an exception text it goes through `clean`.
"""

from __future__ import annotations

import unicodedata

_KEEP = {" "}
# Cc control, Cf format (bidi, zero width, tags), Cs surrogates, Co private use, Cn unassigned,
# Zl/Zp line and paragraph separators.
_ESCAPED_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def clean(value: object, limit: int = 200) -> str:
    """Return `value` as one line of visible text of at most `limit` characters.

    Characters that could move the cursor, reorder the text or hide in it are written as ``\\u{...}``;
    white space other than a plain space becomes a plain space.
    """
    text = value if isinstance(value, str) else str(value)
    cut = len(text) > limit
    if cut:
        text = text[:limit]
    if not (text.isascii() and text.isprintable()):
        text = "".join(_visible(ch) for ch in text)
    return text + "…" if cut else text


def _visible(ch: str) -> str:
    if ch in _KEEP or (ch.isascii() and ch.isprintable()):
        return ch
    category = unicodedata.category(ch)
    if category in _ESCAPED_CATEGORIES:
        return f"\\u{{{ord(ch):x}}}"
    if category == "Zs":
        return " "
    return ch
