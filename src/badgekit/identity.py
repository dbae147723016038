"""Whose badge is it? A candidate's identifiers, and how they match a recipient; pure.

A match says how strong it is. *Exact*: letter by letter, or by the hash of it. *Equivalent*: spelled
otherwise, but the same by the rules of its kind, which the match names: upper and lower case of a mail
domain, an internationalised domain in its two forms, one address in two Unicode forms, separators in a
telephone number, a web address in normal form. *Weak*: the same only if one is generous, with each weakness
named: an e-mail address whose local part differs in letter case, because issuers hash what was typed into a
form; a telephone number without country; a number that a school or system gave. Nothing else is folded,
least of all letters that look alike: it would match strangers.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from urllib.parse import unquote

from badgekit.errors import ConfigurationError, Malformed
from badgekit.spelling import Kind, compare, spellings

__all__ = [
    "Candidate",
    "Match",
    "Strength",
    "hash_matches",
    "is_comparable",
    "is_hash_of_nothing",
    "is_name",
    "is_personal",
    "is_unique",
    "match_id",
    "match_identifier",
    "sort_of",
]

_KEYS = {
    "email": "emails", "emails": "emails", "name": "names", "names": "names",
    "id": "ids", "ids": "ids", "did": "ids", "dids": "ids", "url": "urls", "urls": "urls",
    "phone": "phones", "phones": "phones", "telephone": "phones", "telephones": "phones",
    "student_id": "student_ids", "student_ids": "student_ids",
}  # fmt: skip

# identityType (OB 3.0 IdentifierTypeEnum, aliases in use, properties of OB 2.0) → field of the candidate.
_FIELD_OF_TYPE: Mapping[str, str] = {
    "emailAddress": "emails", "email": "emails", "ext:email": "emails",
    "name": "names", "ext:name": "names",
    "phone": "phones", "ext:phone": "phones", "ext:telephone": "phones", "telephone": "phones",
}  # fmt: skip
# A DID and a URL both name a person, and issuers write either where the other is meant.
_ID_TYPES = frozenset({"ext:did", "ext:url", "id", "url"})

_HASH = re.compile(r"(sha256|md5|sha1)\$([0-9a-fA-F]+)\Z", re.ASCII)
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S", re.ASCII)
_DIGITS = {"sha256": 64, "md5": 32, "sha1": 40}
_WEAK = frozenset({"md5", "sha1"})
# Version of Open Badges → what a hash may be made with; before 2.0 SHA-1 was one of them.
_BEFORE_2 = frozenset({"0.5", "1.0", "1.1"})
_BEFORE_3 = _BEFORE_2 | {"2.0"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """The person a badge is checked against: every identifier known, from outside the badge.

    Attributes:
        emails: plain e-mail addresses.
        names: full names; a match of a name alone is weak and reported so.
        ids: DIDs and other URIs that identify the person.
        urls: web addresses that identify the person, such as a profile page.
        phones: telephone numbers; with ``+`` and country, or a match is weak.
        student_ids: identifiers at a school or in a system (sourcedId, accountId, …).
    """

    emails: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    student_ids: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for item in fields(self):
            values = getattr(self, item.name)
            # One text would be searched for a part of itself, instead of a tuple for a member.
            if not isinstance(values, tuple) or not all(isinstance(v, str) and v.strip() for v in values):
                raise ConfigurationError(f"Candidate.{item.name} must be a tuple of non-empty texts")

    @classmethod
    def of(cls, given: Candidate | Mapping[str, str | Iterable[str]]) -> Candidate:
        """Return `given` as a Candidate.

        Args:
            given: a Candidate, or a mapping such as ``{"email": ["a@x.org"], "id": "did:key:z…"}``; the keys
                are email, name, id, did, url, phone (or telephone), student_id, each in singular or plural.

        Raises:
            ConfigurationError: unknown key, a value that is no text, or no identifier at all.
        """
        if isinstance(given, Candidate):
            candidate = given
        else:
            if not isinstance(given, Mapping):
                raise ConfigurationError(
                    "candidate must be a Candidate or a mapping such as {'email': 'a@x.org'}"
                )
            collected: dict[str, list[str]] = {}
            for key, value in given.items():
                target = _KEYS.get(key) if isinstance(key, str) else None
                if target is None:
                    raise ConfigurationError(
                        f"candidate has the unknown key {key!r}; known: {', '.join(sorted(_KEYS))}"
                    )
                collected.setdefault(target, []).extend(_texts(key, value))
            candidate = cls(**{name: tuple(values) for name, values in collected.items()})
        if not any(getattr(candidate, item.name) for item in fields(candidate)):
            raise ConfigurationError(
                "candidate has no identifier; give at least one e-mail address, name or id"
            )
        return candidate


def _texts(key: str, value: object) -> list[str]:
    values = [value] if isinstance(value, str) else value
    if not isinstance(values, Iterable):
        raise ConfigurationError(f"candidate[{key!r}] must be text or a list of texts")
    texts = []
    for text in values:
        if not isinstance(text, str) or not text.strip():
            raise ConfigurationError(f"candidate[{key!r}] must hold non-empty texts")
        texts.append(text.strip())
    return texts


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
        version: of Open Badges, `Document.version`: before 2.0 there was ``sha1$hex``, too, and before 3.0
            issuers wrote the name of the algorithm in capitals.

    Returns:
        the match, or None when nothing fits.

    Raises:
        Malformed: ``recipient.hash_malformed`` for a hash that is none.
    """
    kind, values = _kind(identity_type), identifiers_of_type(identity_type, candidate)
    if not identity.strip():
        return None
    weak: tuple[str, ...] = ()
    algorithm = ""
    if hashed:
        if version in _BEFORE_3:
            identity = _lower_prefix(identity)
        algorithm = _algorithm(identity, path, version)
        weak = (*((algorithm,) if algorithm in _WEAK else ()), *(() if salt else ("unsalted",)))
    if _FIELD_OF_TYPE.get(identity_type) == "names":
        weak = (*weak, "name_only")
    found = []
    for value in values:
        local = ("local_identifier",) if kind is Kind.TEXT and not _is_uri(value) else ()
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


def is_name(identity_type: str) -> bool:
    """Tell whether identities of this type are names, which several people share."""
    return _FIELD_OF_TYPE.get(identity_type) == "names"


def is_personal(identity_type: str) -> bool:
    """Tell whether one of this type that is not the candidate's denies that the badge is."""
    return _kind(identity_type) in (Kind.EMAIL, Kind.PHONE, Kind.URI)


def is_unique(identity_type: str, identity: str, *, hashed: bool) -> bool:
    """Tell whether an identity names one person wherever it is used.

    The number that a school or a system gives names somebody else at another one, and so do the digits of a
    telephone number without its country, or a hash in which the country cannot be seen.
    """
    kind = _kind(identity_type)
    if kind in (Kind.EMAIL, Kind.NAME):
        return kind is Kind.EMAIL
    if hashed:
        return kind is Kind.URI
    return identity.lstrip().startswith("+") if kind is Kind.PHONE else _is_uri(identity)


def sort_of(identity_type: str) -> str:
    """Return one name for all the names of a type of identifier: ``email`` is ``emailAddress``."""
    target = _FIELD_OF_TYPE.get(identity_type)
    if target is not None:
        return {"emails": "emailAddress", "names": "name", "phones": "phone"}[target]
    return "id" if identity_type in _ID_TYPES else identity_type


def is_comparable(identity_type: str, candidate: Candidate) -> bool:
    """Tell whether a mismatch with an identity of this type says anything about `candidate`.

    A DID that differs from a school's number does not.
    """
    target = _FIELD_OF_TYPE.get(identity_type)
    if target is not None:
        return bool(getattr(candidate, target))
    if identity_type in _ID_TYPES:
        return bool(candidate.ids or candidate.urls)
    return bool(candidate.student_ids)


def identifiers_of_type(identity_type: str, candidate: Candidate) -> tuple[str, ...]:
    """Return the identifiers of `candidate` that an identity of `identity_type` can be compared with."""
    target = _FIELD_OF_TYPE.get(identity_type)
    if target is not None:
        return tuple(getattr(candidate, target))
    if identity_type in _ID_TYPES:
        return (*candidate.ids, *candidate.urls)
    return (*candidate.student_ids, *candidate.ids, *candidate.urls)


def hash_matches(value: str, salt: str, identity_hash: str) -> bool:
    """Tell whether `identity_hash` is the digest of UTF-8(value + salt) (OB 2.0 and 3.0 IdentityHash).

    Whether the algorithm is one that the version of the badge allows is for `match_identifier` to say.
    """
    parts = _HASH.match(identity_hash)
    if parts is None or not value:
        return False
    algorithm, digits = parts.group(1), parts.group(2).lower()
    digest = hashlib.new(
        algorithm, (value + salt).encode("utf-8", "surrogatepass"), usedforsecurity=False
    ).hexdigest()
    return hmac.compare_digest(digest, digits)


def is_hash_of_nothing(identity_hash: str, salt: str) -> bool:
    """Tell whether the digest is that of the salt alone: it identifies no one."""
    parts = _HASH.match(identity_hash)
    if parts is None:
        return False
    digest = hashlib.new(parts.group(1), salt.encode("utf-8"), usedforsecurity=False).hexdigest()
    return digest == parts.group(2).lower()


def _is_uri(text: str) -> bool:
    return _URI.match(text.strip()) is not None


def _lower_prefix(identity: str) -> str:
    name, dollar, digits = identity.partition("$")
    return name.lower() + dollar + digits


def _algorithm(identity: str, path: str, version: str) -> str:
    parts = _HASH.match(identity)
    if parts is None or len(parts.group(2)) != _DIGITS[parts.group(1)]:
        raise Malformed("recipient.hash_malformed", path)
    if parts.group(1) == "sha1" and version not in _BEFORE_2:
        raise Malformed("recipient.hash_malformed", path)
    return parts.group(1)


def _kind(identity_type: str) -> Kind:
    target = _FIELD_OF_TYPE.get(identity_type)
    if target is not None:
        return {"emails": Kind.EMAIL, "names": Kind.NAME, "phones": Kind.PHONE}[target]
    return Kind.URI if identity_type in _ID_TYPES else Kind.TEXT
