"""Make text from a credential safe to show: no control, bidi or invisible characters, no markup, bounded.

Names, messages and URLs in a badge are written by whoever made the file. Before any of it reaches a
terminal, a log or an exception text it goes through `clean`.
"""

from __future__ import annotations

import json
import re
import unicodedata
from datetime import datetime
from typing import Any

# What starts a tag in HTML (WHATWG HTML 13.2.5.6), a quote that would end one attribute and begin the next,
# the middle of a link or picture in Markdown (CommonMark 6.3, 6.4), which shows one thing and leads away:
# reports and logs end in web pages and tickets whose authors thought them to be plain text.
_MARKUP = re.compile(r"""<(?=[A-Za-z/!?])|["'`](?=[\s/]*[A-Za-z:@_][^\s"'<>/=]*\s*=)|\](?=\()""")
# They stand nowhere in JSON but in texts.
_HTML_SIGNS = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"}
_KEEP = {" "}
# Cc control, Cf format (bidi, zero width, tags), Cs surrogates, Co private use, Cn unassigned,
# Zl/Zp line and paragraph separators.
_ESCAPED_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
# Letters and marks that draw nothing: fillers, joiners, blank Braille, variation selectors (but for the two
# that choose between the text and the picture form of a sign, which honest names use).
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0") | frozenset(
    map(chr, (*range(0xFE00, 0xFE0E), *range(0xE0100, 0xE01F0)))
)


def clean(value: object, limit: int = 200) -> str:
    """Return `value` as one line of visible text of at most `limit` characters, and "…" where it was cut.

    Characters that could move the cursor, reorder the text, hide in it or be taken for markup are written as
    ``\\u{...}``; white space other than a plain space becomes a plain space.
    """
    if isinstance(value, datetime):
        value = value.isoformat().replace("+00:00", "Z")
    text = value if isinstance(value, str) else _convert(value)
    cut = len(text) > limit
    if cut:
        text = text[:limit]
    if not (text.isascii() and text.isprintable()):
        text = "".join(_visible(ch) for ch in text)
        if len(text) > limit:
            text, cut = text[:limit], True
    if "<" in text or "=" in text or "](" in text:
        text = _MARKUP.sub(lambda match: f"\\u{{{ord(match[0]):x}}}", text)
        if len(text) > limit:
            text, cut = text[:limit], True
    return text + "…" if cut else text


def json_text(value: Any, indent: int | None = 2) -> str:
    """Return `value` as JSON that nothing on its way takes for something else: ASCII, and no markup in it."""
    text = json.dumps(value, indent=indent, ensure_ascii=True).translate(_HTML_SIGNS)
    # Between an array and what follows it there is no bracket, so this stands in texts only, too.
    return text.replace("](", "\\u005d(")


def fault(error: BaseException) -> str:
    """Return what an unforeseen exception may say in a log: its type and the places in the code it passed.

    Its own text may hold what a badge says, addresses of people and line ends included.
    """
    import traceback

    return f"{type(error).__name__}\n{''.join(traceback.format_tb(error.__traceback__))}"


def _convert(value: object) -> str:
    try:
        return str(value)
    except (ValueError, RecursionError):  # an integer or a nesting beyond what the interpreter converts
        return f"({type(value).__name__})"


def _visible(ch: str) -> str:
    if ch in _KEEP or (ch.isascii() and ch.isprintable()):
        return ch
    category = unicodedata.category(ch)
    if category in _ESCAPED_CATEGORIES or ch in _BLANK:
        return f"\\u{{{ord(ch):x}}}"
    if category == "Zs":
        return " "
    return ch
