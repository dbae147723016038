"""A small strict reader of N-Quads, giving terms in canonical form; for tests only."""

from __future__ import annotations

import re

Quad = tuple[str, str, str, str]

_IRI = r"<(?:[^\x00-\x20<>\"{}|^`\\]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>"
_BLANK = r"_:[\w:](?:[\w:.·‿⁀-]*[\w:·‿⁀-])?"
_LITERAL = (
    r'"(?:[^"\\\r\n]|\\[tbnrf"\'\\]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*"'
    rf"(?:\^\^{_IRI}|@[A-Za-z]+(?:-[A-Za-z0-9]+)*)?"
)
_LINE = re.compile(
    rf"[ \t]*({_IRI}|{_BLANK})[ \t]*({_IRI})[ \t]*({_IRI}|{_BLANK}|{_LITERAL})[ \t]*({_IRI}|{_BLANK})?"
    r"[ \t]*\.[ \t]*(?:#.*)?"
)
_EMPTY = re.compile(r"[ \t]*(?:#.*)?")
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_SHORT = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f", '"': '"', "'": "'", "\\": "\\"}
_WRITTEN = {
    "\b": r"\b",
    "\t": r"\t",
    "\n": r"\n",
    "\f": r"\f",
    "\r": r"\r",
    '"': r"\"",
    "\\": r"\\",
    "\x7f": r"\u007F",
}
_XSD_STRING = "^^<http://www.w3.org/2001/XMLSchema#string>"


def parse(text: str) -> list[Quad]:
    """Read `text`; raises ValueError on a line that is not N-Quads."""
    quads: list[Quad] = []
    for line in re.split(r"[\r\n]+", text):
        if _EMPTY.fullmatch(line):
            continue
        found = _LINE.fullmatch(line)
        if found is None:
            raise ValueError(f"not N-Quads: {line!r}")
        s, p, o, g = found.groups(default="")
        quads.append((_term(s), _term(p), _term(o), _term(g)))
    return quads


def escape(text: str) -> str:
    """Write the text of a literal as RDFC-1.0 section 5 asks."""
    return "".join(_WRITTEN.get(ch) or (f"\\u{ord(ch):04X}" if ch < " " else ch) for ch in text)


def _term(term: str) -> str:
    if not term.startswith('"'):
        return _ESCAPE.sub(_plain, term)
    end = term.rindex('"')
    suffix = _ESCAPE.sub(_plain, term[end + 1 :])
    return f'"{escape(_ESCAPE.sub(_plain, term[1:end]))}"{"" if suffix == _XSD_STRING else suffix}'


def _plain(found: re.Match[str]) -> str:
    short, long, letter = found.groups()
    return _SHORT[letter] if letter else chr(int(short or long, 16))
