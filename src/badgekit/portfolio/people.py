"""Whose badges they are: the candidate's, or at least one person's; pure.

Badges are somebody's by what their issuers say, and an issuer speaks for its own badges only. A badge that
names a DID and an e-mail address ties the two together in the badges of its own issuer, never in those of
others: whoever issues to himself could claim a stranger's badges with it. What an issuer has taken back, or
what has expired, ties nothing together, and neither does a number that means somebody else at another
school.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from badgekit.errors import Problem
from badgekit.identity import (
    Candidate,
    Match,
    hash_matches,
    is_hash_of_nothing,
    is_name,
    is_unique,
    sort_of,
)
from badgekit.models import Assertion, IdentityObject
from badgekit.portfolio.equality import issuer_key
from badgekit.portfolio.period import stands
from badgekit.recipients import Holder, Recognition, named_in, recognise, shown_in_part
from badgekit.report import Report

__all__ = ["Naming", "Owned", "Person", "owners", "people"]

# A badge with more identifiers than any person has is no reason to compare without end.
_IDENTIFIERS = 16
_COMPARISONS = 50_000
_LONGEST_SALT = 256
_OPEN = frozenset({Holder.NOT_COMPARABLE, Holder.SHOWN_IN_PART})
_OTHERS = frozenset({Holder.SOMEBODY_ELSE, Holder.SEVERAL, Holder.NAMESAKE})


@dataclass(frozen=True, slots=True)
class Token:
    """One identifier in a form that can be compared: equal tokens name one person.

    Attributes:
        sort: ``id``, ``emailAddress`` and so on.
        issuer: whose numbers they are, where the identifier is one of a school or system; else "".
        text: the identifier, or the hash of it.
        salt: None where `text` is no hash.
    """

    sort: str
    issuer: str
    text: str
    salt: str | None = None


@dataclass(frozen=True, slots=True)
class Naming:
    """What a badge says of its recipient.

    Attributes:
        badge: the badge.
        issuer: its issuer, as `equality.issuer_key` gives it.
        version: of Open Badges.
        stands: its issuer still says so: it is neither revoked nor expired, as far as is known.
        in_part: its holder may have left out further identifiers.
    """

    badge: Assertion
    issuer: str
    version: str
    stands: bool
    in_part: bool

    @classmethod
    def of(cls, report: Report, badge: Assertion, now: datetime) -> Naming:
        """Return what `badge` says of its recipient at the moment `now`."""
        holds = stands(report, badge, now)
        return cls(badge, issuer_key(badge), report.version, holds, shown_in_part(report))


@dataclass(frozen=True, slots=True)
class Person:
    """Badges that name one and the same identifier, directly or by the word of one issuer.

    Attributes:
        by: kind of that identifier: ``id`` or an identityType.
        numbers: numbers of the entries.
    """

    by: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Owned:
    """What comparing a badge with the candidate said, and whether another badge of its issuer helped."""

    recognition: Recognition
    linked: bool = False

    @property
    def match(self) -> Match | None:
        """The match of the badge itself."""
        return self.recognition.match


def owners(badges: Mapping[int, Naming], candidate: Candidate) -> dict[int, Owned]:
    """Compare each badge, by its number, with `candidate`."""
    found = {number: Owned(_recognised(naming, candidate)) for number, naming in badges.items()}
    own = {number for number, owned in found.items() if owned.recognition.is_established}
    others = {number for number, owned in found.items() if owned.recognition.holder in _OTHERS}
    for group in _components({number: _tokens(naming) for number, naming in badges.items()}, badges):
        # An identifier that an issuer gives to the candidate and to somebody else is neither's.
        if own.isdisjoint(group) or not others.isdisjoint(group):
            continue
        for number in group:
            if found[number].recognition.holder in _OPEN:
                found[number] = Owned(Recognition(Holder.CANDIDATE), linked=True)
    return found


def people(badges: Mapping[int, Naming]) -> tuple[Person, ...]:
    """Return the people whom badges name, the one with most badges first; a badge can be in several."""
    tokens = {number: _tokens(naming) for number, naming in badges.items()}
    together: dict[int, frozenset[int]] = {}
    for group in _components(tokens, badges):
        together.update(dict.fromkeys(group, frozenset(group)))
    sets: dict[frozenset[int], str] = {}
    for token, numbers in _named_by(tokens).items():
        closed = frozenset().union(*(together[number] for number in numbers))
        sets.setdefault(closed, token.sort)
    kept = _largest(sets)
    return tuple(Person(sets[numbers], tuple(sorted(numbers))) for numbers in kept)


def _recognised(naming: Naming, candidate: Candidate) -> Recognition:
    try:
        return recognise(named_in(naming.badge), candidate, naming.version, in_part=naming.in_part)
    except Problem:
        # A hash that is none: the report has said so.
        return Recognition(Holder.NOT_COMPARABLE)


def _tokens(naming: Naming) -> frozenset[Token]:
    """Return the identifiers of the one subject; names say nothing."""
    found: list[Token] = []
    for subject in named_in(naming.badge):
        if subject.id:
            found.append(Token("id", "", subject.id))
        for item in subject.identifiers[:_IDENTIFIERS]:
            if item.identity_type and item.identity_hash and not is_name(item.identity_type):
                found += _token(item.identity_type, item.identity_hash, item, naming.issuer)
    return frozenset(found)


def _token(identity_type: str, text: str, item: IdentityObject, issuer: str) -> list[Token]:
    hashed, salt = item.hashed is True, item.salt or ""
    owner = "" if is_unique(identity_type, text, hashed=hashed) else issuer
    if not hashed:
        return [Token(sort_of(identity_type), owner, text)] if text.strip() else []
    # Everybody whose address an issuer did not know would be one person; and salts are short.
    if is_hash_of_nothing(text, salt) or len(salt) > _LONGEST_SALT:
        return []
    return [Token(sort_of(identity_type), owner, text.lower(), salt)]


def _named_by(tokens: Mapping[int, frozenset[Token]]) -> dict[Token, set[int]]:
    """Return identifier → numbers of the badges that name it, in clear or as a hash of it."""
    found: dict[Token, set[int]] = {}
    for number, named in tokens.items():
        for token in named:
            found.setdefault(token, set()).add(number)
    hashed: dict[tuple[str, str], list[Token]] = {}
    for token in found:
        if token.salt is not None:
            hashed.setdefault((token.sort, token.issuer), []).append(token)
    left = _COMPARISONS
    for token in [token for token in found if token.salt is None]:
        for other in hashed.get((token.sort, token.issuer), ()):
            if left == 0:
                # Fewer badges are said to be one person's, which is the careful side.
                return found
            left -= 1
            if hash_matches(token.text, other.salt or "", other.text):
                found[token] |= found[other]
    return found


def _components(
    tokens: Mapping[int, frozenset[Token]], badges: Mapping[int, Naming]
) -> Iterable[Sequence[int]]:
    """Return the badges of one issuer that share identifiers, directly or through others of that issuer."""
    parent = {number: number for number in tokens}

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    first: dict[tuple[str, Token], int] = {}
    for number, named in tokens.items():
        if not badges[number].stands:
            continue
        for token in named:
            known = first.setdefault((badges[number].issuer, token), number)
            parent[root(number)] = root(known)
    groups: dict[int, list[int]] = {}
    for number in tokens:
        groups.setdefault(root(number), []).append(number)
    return groups.values()


def _largest(sets: Iterable[frozenset[int]]) -> list[frozenset[int]]:
    """Return those sets that are part of no other, large ones first."""
    ordered = sorted(sets, key=lambda numbers: (-len(numbers), sorted(numbers)))
    containing: dict[int, list[frozenset[int]]] = {}
    kept = []
    for numbers in ordered:
        one = min(numbers)
        if not any(numbers < other for other in containing.get(one, ())):
            kept.append(numbers)
            for number in numbers:
                containing.setdefault(number, []).append(numbers)
    return kept
