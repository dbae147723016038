"""When two credentials, issuers or achievements are the same; pure.

OB 3.0 "Equality and Comparison": one ``issuer.id`` and one ``id``, after percent-decoding and trimming,
make one credential; of its versions the one with the later ``validFrom`` counts, and not the ``awardedDate``.
"""

from __future__ import annotations

import hashlib
import json
import re
from datetime import UTC, datetime
from urllib.parse import unquote

from badgekit.models import Assertion, to_dict
from badgekit.net.iri import plain_letters

__all__ = ["Key", "achievement_id", "began", "credential_key", "issuer_key", "later_version", "version_key"]

Key = tuple[str, str]

_BEGINNING = datetime.min.replace(tzinfo=UTC)
_VERSION = re.compile(r"[vV]?([0-9]{1,18}(?:\.[0-9]{1,18}){0,5})", re.ASCII)


def credential_key(badge: Assertion) -> Key:
    """Return what equal credentials share. One without an id is equal to its copies only."""
    if badge.id is not None and badge.id.strip():
        return issuer_key(badge), _decoded(badge.id)
    form = {name: value for name, value in to_dict(badge).items() if name != "proof"}
    text = json.dumps(form, sort_keys=True, default=str)
    return issuer_key(badge), "sha256:" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def issuer_key(badge: Assertion) -> str:
    """Return the issuer's id in the spelling in which issuers are compared.

    Only what stands for itself is decoded: ``did:web:a.example%3A8443`` and ``did:web:a.example:8443`` are
    two issuers, and neither may renew what the other has issued.
    """
    given = badge.issuer.id if badge.issuer is not None and badge.issuer.id is not None else ""
    return normal_issuer(given)


def normal_issuer(identifier: str) -> str:
    """Return an issuer's id in the spelling of `issuer_key`."""
    return plain_letters(identifier.strip())


def achievement_id(identifier: str) -> str:
    """Return the id of an achievement in the spelling in which achievements are compared."""
    return _decoded(identifier)


def began(badge: Assertion) -> datetime:
    """Return since when this version of the credential is valid."""
    return badge.valid_from.at if badge.valid_from is not None else _BEGINNING


def later_version(one: str | None, other: str | None) -> bool:
    """Tell whether `one` is surely later than `other`: both are numbers with dots, and it is higher."""
    first, second = _numbers(one), _numbers(other)
    return first is not None and second is not None and first > second


def version_key(version: str | None) -> tuple[int, ...]:
    """Return what sorts versions, those that are no numbers first."""
    return _numbers(version) or ()


def _numbers(version: str | None) -> tuple[int, ...] | None:
    found = _VERSION.fullmatch(version.strip()) if version else None
    if found is None:
        return None
    numbers = [int(part) for part in found[1].split(".")]
    while len(numbers) > 1 and numbers[-1] == 0:  # 2 and 2.0 are one version
        numbers.pop()
    return tuple(numbers)


def _decoded(identifier: str) -> str:
    # What is not UTF-8 must stay apart, or two ids would meet in the replacement character.
    return unquote(identifier, errors="surrogateescape").strip()
