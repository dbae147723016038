"""In which spellings one identifier is still the same, each with the rule that says so; pure.

Two sorts of difference are told apart. *Spellings* are the same by a standard, for whatever reader.
*Weaknesses* are the same only in practice. Whoever compares gets both named, so no difference is passed
over in silence, and what is in neither list is a mismatch.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from badgekit.errors import Problem

__all__ = ["Kind", "Spelling", "compare", "same_domain", "spellings"]


class Kind(Enum):
    """What sort of text an identifier is, which decides how it can be spelled."""

    EMAIL = auto()
    NAME = auto()
    PHONE = auto()
    URI = auto()
    TEXT = auto()


@dataclass(frozen=True, slots=True)
class Spelling:
    """One spelling of an identifier.

    Attributes:
        text: the spelling.
        spellings: ``domain`` (RFC 5321 2.4, RFC 5890), ``unicode_form`` (RFC 6532 3.1, Unicode normal forms),
            ``separators`` (RFC 3966 5.1.1), ``url_form`` (RFC 3986 6.2.2 and 6.2.3), ``white_space``.
        weaknesses: ``letter_case``, ``local_number``.
    """

    text: str
    spellings: tuple[str, ...] = ()
    weaknesses: tuple[str, ...] = ()


_LONGEST = 2048
_SEPARATORS = {ord(sign): None for sign in " -.()/\u00a0\u2010\u2011"}
_NUMBER = re.compile(r"\+?[0-9]{3,20}", re.ASCII)


def spellings(kind: Kind, text: str) -> tuple[Spelling, ...]:
    """Return the spellings of `text` in which it can have been hashed, as it is written first.

    A longer text than any identifier has is not looked into and has the one spelling.
    """
    if len(text) > _LONGEST:
        return (Spelling(text),)
    found: dict[str, Spelling] = {}
    for item in _SPELLINGS[kind](text):
        kept = found.get(item.text)
        if kept is None or _cost(item) < _cost(kept):
            found[item.text] = item
    return tuple(found.values())


def compare(kind: Kind, one: str, other: str) -> Spelling | None:
    """Return what `one` and `other` differ in, the least there is; None where they are not the same."""
    stripped = other.strip()
    spaces = () if stripped == other and one == one.strip() else ("white_space",)
    theirs = {item.text: item for item in spellings(kind, stripped)}
    best: Spelling | None = None
    for mine in spellings(kind, one.strip()):
        item = theirs.get(mine.text)
        if item is None:
            continue
        found = Spelling(
            other,
            _union(spaces, mine.spellings, item.spellings),
            _union(mine.weaknesses, item.weaknesses),
        )
        if best is None or _cost(found) < _cost(best):
            best = found
    return best


def same_domain(domain: str) -> tuple[str, ...]:
    """Return the other forms of a domain name: lower case, A-labels and U-labels (RFC 5890 2.3.2.1).

    A name that its own A-label does not lead back to has none: it would be another domain for some readers.
    """
    if domain.isascii():
        lower = domain.lower()
        return _others(domain, lower, _decoded(lower))
    from badgekit.net.iri import TWO_MEANINGS

    if not TWO_MEANINGS.isdisjoint(domain) or _has_stand_ins(domain):
        return ()
    composed = unicodedata.normalize("NFC", domain)
    try:
        encoded = composed.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return ()
    back = _decoded(encoded)
    # Preparing a name folds more than DNS does (full-width letters), so the way back must end where it began.
    if back is None or back not in (composed, _lower(composed)):
        return ()
    return _others(domain, encoded, back)


def _has_stand_ins(text: str) -> bool:
    """Whether a sign in `text` stands for one other sign, as KELVIN SIGN for K: no keyboard writes it."""
    return not text.isascii() and any(
        len(parts := unicodedata.decomposition(letter).split()) == 1 and not parts[0].startswith("<")
        for letter in text
    )


def _decoded(ascii_name: str) -> str | None:
    if "xn--" not in ascii_name:
        return ascii_name
    try:
        decoded = ascii_name.encode("ascii").decode("idna")
        return decoded if decoded.encode("idna").decode("ascii").lower() == ascii_name else None
    except UnicodeError:
        return None


def _others(domain: str, *forms: str | None) -> tuple[str, ...]:
    return tuple({form: None for form in forms if form is not None and form != domain})


def _lower(text: str) -> str:
    """Return `text` in lower case, letters whose capitals are one letter each; others stay."""
    return "".join(
        low if len(low := letter.lower()) == 1 and low.upper() == letter else letter for letter in text
    )


def _email(text: str) -> Iterator[Spelling]:
    yield Spelling(text)
    local, at, domain = text.rpartition("@")
    if not at or not local or _has_stand_ins(text):
        return
    for form in ("NFC", "NFD"):
        changed = unicodedata.normalize(form, local) + at + unicodedata.normalize(form, domain)
        if changed != text:
            yield Spelling(changed, ("unicode_form",))
    composed = unicodedata.normalize("NFC", local)
    shape = () if composed == local else ("unicode_form",)
    for other in same_domain(domain):
        yield Spelling(local + at + other, ("domain",))
        if shape:
            yield Spelling(composed + at + other, (*shape, "domain"))
    # Only ASCII: beyond it lower case is a matter of language.
    if text.isascii() and local != local.lower():
        for same in (domain, *same_domain(domain)):
            rule = () if same == domain else ("domain",)
            yield Spelling(local.lower() + at + same, rule, ("letter_case",))


def _phone(text: str) -> Iterator[Spelling]:
    plain = text.translate(_SEPARATORS)
    if not _NUMBER.fullmatch(plain):
        yield Spelling(text)
        return
    # Digits without country belong to somebody in every country.
    weak = () if plain.startswith("+") else ("local_number",)
    yield Spelling(text, (), weak)
    if plain != text:
        yield Spelling(plain, ("separators",), weak)


def _uri(text: str) -> Iterator[Spelling]:
    yield Spelling(text)
    normal = _normal_uri(text)
    if normal is not None and normal != text:
        yield Spelling(normal, ("url_form",))


def _normal_uri(text: str) -> str | None:
    """Return a web address in normal form; None for other URIs, which are compared letter by letter."""
    from badgekit.net.guard import check_url
    from badgekit.net.iri import plain_letters, to_uri

    # The parser drops a fragment, and two people can be fragments of one page.
    address, sharp, fragment = text.partition("#")
    try:
        parts = check_url(to_uri(address), allow_http=True, ports=None)
    except Problem:
        return None

    return parts.origin + plain_letters(parts.target) + sharp + fragment


def _name(text: str) -> Iterator[Spelling]:
    yield Spelling(text)
    for form in ("NFC", "NFD"):
        changed = unicodedata.normalize(form, text)
        if changed != text:
            yield Spelling(changed, ("unicode_form",))


def _text(text: str) -> Iterator[Spelling]:
    yield Spelling(text)


def _union(*parts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for part in parts for name in part))


def _cost(item: Spelling) -> tuple[int, int]:
    return len(item.weaknesses), len(item.spellings)


_SPELLINGS = {
    Kind.EMAIL: _email,
    Kind.NAME: _name,
    Kind.PHONE: _phone,
    Kind.URI: _uri,
    Kind.TEXT: _text,
}
