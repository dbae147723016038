"""Whose badges they are: the candidate's, or at least one person's; pure.

Badges are somebody's by what their issuers say, and an issuer speaks for its own badges only. A badge that
names a DID and an e-mail address ties the two together in the badges of its own issuer, never in those of
others: whoever issues to himself could claim a stranger's badges with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from badgekit.errors import Problem
from badgekit.identity import Candidate, Match, hash_matches, is_name, sort_of
from badgekit.models import Assertion
from badgekit.recipients import Holder, Recognition, named_in, recognise

__all__ = ["Owned", "Person", "owners", "people"]

# A badge with more identifiers than any person has is no reason to compare without end.
_IDENTIFIERS = 16
_COMPARISONS = 50_000

Token = tuple[str, ...]


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


def owners(badges: Mapping[int, tuple[Assertion, str, str]], candidate: Candidate) -> dict[int, Owned]:
    """Compare each badge with `candidate`.

    Args:
        badges: number → badge, its issuer as `equality.issuer_key` gives it, its version.
    """
    found = {
        number: Owned(_recognised(badge, candidate, version))
        for number, (badge, _, version) in badges.items()
    }
    tokens = {number: _tokens(badge) for number, (badge, _, _) in badges.items()}
    issuers = {number: issuer for number, (_, issuer, _) in badges.items()}
    own = {number for number, owned in found.items() if _is_candidates(owned.recognition)}
    for group in _components(tokens, issuers):
        if own.isdisjoint(group):
            continue
        for number in group:
            if found[number].recognition.holder is Holder.NOT_COMPARABLE:
                found[number] = Owned(Recognition(Holder.CANDIDATE), linked=True)
    return found


def people(badges: Mapping[int, tuple[Assertion, str, str]]) -> tuple[Person, ...]:
    """Return the people whom badges name, the one with most badges first; a badge can be in several.

    Args:
        badges: as for `owners`.
    """
    tokens = {number: _tokens(badge) for number, (badge, _, _) in badges.items()}
    issuers = {number: issuer for number, (_, issuer, _) in badges.items()}
    together: dict[int, frozenset[int]] = {}
    for group in _components(tokens, issuers):
        together.update(dict.fromkeys(group, frozenset(group)))
    sets: dict[frozenset[int], str] = {}
    for token, numbers in _named_by(tokens).items():
        closed = frozenset().union(*(together[number] for number in numbers))
        sets.setdefault(closed, token[0])
    kept = _largest(sets)
    return tuple(Person(sets[numbers], tuple(sorted(numbers))) for numbers in kept)


def _recognised(badge: Assertion, candidate: Candidate, version: str) -> Recognition:
    try:
        return recognise(named_in(badge), candidate, version)
    except Problem:
        # A hash that is none: the report has said so.
        return Recognition(Holder.NOT_COMPARABLE)


def _is_candidates(found: Recognition) -> bool:
    return (
        found.holder is Holder.CANDIDATE
        and found.match is not None
        and "name_only" not in found.match.weaknesses
    )


def _tokens(badge: Assertion) -> frozenset[Token]:
    """Return the identifiers of the one subject in a form that can be compared; names say nothing."""
    found: list[Token] = []
    for subject in named_in(badge):
        if subject.id:
            found.append(("id", subject.id))
        for item in subject.identifiers[:_IDENTIFIERS]:
            if not item.identity_type or not item.identity_hash or is_name(item.identity_type):
                continue
            sort = sort_of(item.identity_type)
            if item.hashed is True:
                found.append((sort, item.identity_hash.lower(), item.salt or "", "hashed"))
            elif item.identity_hash.strip():
                found.append((sort, item.identity_hash))
    return frozenset(found)


def _named_by(tokens: Mapping[int, frozenset[Token]]) -> dict[Token, set[int]]:
    """Return identifier → numbers of the badges that name it, in clear or as a hash of it."""
    found: dict[Token, set[int]] = {}
    for number, named in tokens.items():
        for token in named:
            found.setdefault(token, set()).add(number)
    hashed: dict[str, list[Token]] = {}
    for token in found:
        if len(token) == 4:
            hashed.setdefault(token[0], []).append(token)
    left = _COMPARISONS
    for token in [token for token in found if len(token) == 2]:
        for other in hashed.get(token[0], ()):
            if left == 0:
                # Fewer badges are said to be one person's, which is the careful side.
                return found
            left -= 1
            if hash_matches(token[1], other[2], other[1]):
                found[token] |= found[other]
    return found


def _components(
    tokens: Mapping[int, frozenset[Token]], issuers: Mapping[int, str]
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
        for token in named:
            known = first.setdefault((issuers[number], token), number)
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
