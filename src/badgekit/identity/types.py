"""Types of identifier: what an identityType names, and how much one of that type says about a person."""

from __future__ import annotations

import re
from collections.abc import Mapping

from badgekit.identity.candidate import Candidate
from badgekit.spelling import Kind

__all__ = [
    "identifiers_of_type",
    "is_comparable",
    "is_name",
    "is_personal",
    "is_unique",
    "is_uri",
    "kind_of",
    "sort_of",
]

# identityType (OB 3.0 IdentifierTypeEnum, aliases in use, properties of OB 2.0) → field of the candidate.
_FIELD_OF_TYPE: Mapping[str, str] = {
    "emailAddress": "emails", "email": "emails", "ext:email": "emails",
    "name": "names", "ext:name": "names",
    "phone": "phones", "ext:phone": "phones", "ext:telephone": "phones", "telephone": "phones",
}  # fmt: skip
# A DID and a URL both name a person, and issuers write either where the other is meant.
_ID_TYPES = frozenset({"ext:did", "ext:url", "id", "url"})
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S", re.ASCII)


def is_name(identity_type: str) -> bool:
    """Tell whether identities of this type are names, which several people share."""
    return _FIELD_OF_TYPE.get(identity_type) == "names"


def is_personal(identity_type: str) -> bool:
    """Tell whether one of this type that is not the candidate's denies that the badge is."""
    return kind_of(identity_type) in (Kind.EMAIL, Kind.PHONE, Kind.URI)


def is_unique(identity_type: str, identity: str, *, hashed: bool) -> bool:
    """Tell whether an identity names one person wherever it is used.

    The number that a school or a system gives names somebody else at another one, and so do the digits of a
    telephone number without its country, or a hash in which the country cannot be seen.
    """
    kind = kind_of(identity_type)
    if kind in (Kind.EMAIL, Kind.NAME):
        return kind is Kind.EMAIL
    if hashed:
        return kind is Kind.URI
    return identity.lstrip().startswith("+") if kind is Kind.PHONE else is_uri(identity)


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


def kind_of(identity_type: str) -> Kind:
    """Return the kind of spelling that identities of this type follow."""
    target = _FIELD_OF_TYPE.get(identity_type)
    if target is not None:
        return {"emails": Kind.EMAIL, "names": Kind.NAME, "phones": Kind.PHONE}[target]
    return Kind.URI if identity_type in _ID_TYPES else Kind.TEXT


def is_uri(text: str) -> bool:
    """Tell whether an identifier begins like an absolute URI (RFC 3986 section 3.1)."""
    return _URI.match(text.strip()) is not None
