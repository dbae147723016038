"""How an identity of a badge, or the id of its subject, fits a candidate, and how strong that is."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import unquote

from badgekit.identity.candidate import Candidate
from badgekit.identity.hashes import WEAK_ALGORITHMS, hash_matches, parse_hash
from badgekit.identity.types import identifiers_of_type, is_name, is_uri, kind_of
from badgekit.spelling import Kind, compare, spellings

__all__ = ["Match", "Strength", "match_id", "match_identifier"]


class Strength(StrEnum):
    """How well an identifier of the candidate fits one of the badge; the strongest first."""

    EXACT = "exact"
    EQUIVALENT = "equivalent"
    WEAK = "weak"


@dataclass(frozen=True, slots=True)
class Match:
    """Which kind of identifier matched, and how.

    Attributes:
        by: ``id``, ``emailAddress``, ``name`` or another identityType.
        hashed: the algorithm where the badge holds a hash, else "".
        weaknesses: ``letter_case``, ``local_number``, ``local_identifier``, ``md5``, ``sha1``, ``unsalted``,
            ``name_only``.
        spellings: rules by which two spellings are the same: ``domain``, ``unicode_form``, ``separators``,
            ``url_form``, ``white_space``.
    """

    by: str
    hashed: str = ""
    weaknesses: tuple[str, ...] = field(default=())
    spellings: tuple[str, ...] = field(default=())

    @property
    def strength(self) -> Strength:
        """Weak with any weakness, else equivalent with any difference in spelling, else exact."""
        if self.weaknesses:
            return Strength.WEAK
        return Strength.EQUIVALENT if self.spellings else Strength.EXACT

    @property
    def rank(self) -> tuple[int, int]:
        """Sorts matches, the best first."""
        return len(self.weaknesses), len(self.spellings)


def match_identifier(
    identity_type: str,
    identity: str,
    *,
    hashed: bool,
    salt: str,
    candidate: Candidate,
    path: str = "$",
    version: str = "3.0",
) -> Match | None:
    """Compare one identity of a badge with every fitting identifier of `candidate`.

    Args:
        identity_type: IdentifierTypeEnum or ``ext:`` term; of Open Badges 2.0 the property.
        identity: the plain identifier, or ``sha256$hex`` / ``md5$hex`` of identifier + salt.
        hashed: the badge's own word on which of the two it is.
        salt: "" when there is none.
        path: where the identity stands, for the problem.
        version: of Open Badges, `Document.version`, which says what a hash may look like.

    Returns:
        the match, or None when nothing fits.

    Raises:
        Malformed: ``recipient.hash_malformed`` for a hash that is none.
    """
    kind, values = kind_of(identity_type), identifiers_of_type(identity_type, candidate)
    if not identity.strip():
        return None
    weak: tuple[str, ...] = ()
    algorithm = ""
    if hashed:
        identity, algorithm = parse_hash(identity, version=version, path=path)
        weak = (*((algorithm,) if algorithm in WEAK_ALGORITHMS else ()), *(() if salt else ("unsalted",)))
    if is_name(identity_type):
        weak = (*weak, "name_only")
    found = []
    for value in values:
        local = ("local_identifier",) if kind is Kind.TEXT and not is_uri(value) else ()
        if hashed:
            found += [
                Match(identity_type, algorithm, (*weak, *local, *item.weaknesses), item.spellings)
                for item in spellings(kind, value)
                if hash_matches(item.text, salt, identity)
            ]
        else:
            same = compare(kind, value, identity)
            if same is not None:
                found.append(Match(identity_type, "", (*weak, *local, *same.weaknesses), same.spellings))
    return min(found, key=lambda match: match.rank, default=None)


def match_id(subject_id: str, candidate: Candidate) -> Match | bool | None:
    """Compare the id of a subject, a URI, with `candidate`.

    Returns:
        the match, False where it names somebody else, None where there is nothing to compare it with.
    """
    scheme = subject_id.partition(":")[0].lower()
    if scheme == "mailto":
        kind, values, text = Kind.EMAIL, candidate.emails, unquote(subject_id[7:], errors="surrogateescape")
    elif scheme == "tel":
        kind, values, text = Kind.PHONE, candidate.phones, subject_id[4:]
    else:
        kind, values, text = Kind.URI, (*candidate.ids, *candidate.urls), subject_id
    if not values:
        return None
    by = "emailAddress" if kind is Kind.EMAIL else "id"
    found = [same for value in values if (same := compare(kind, value, text)) is not None]
    matches = (Match(by, "", same.weaknesses, same.spellings) for same in found)
    return min(matches, key=lambda match: match.rank, default=False)
