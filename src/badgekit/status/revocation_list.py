"""The plain revocation list of 1EdTech: JSON without a signature, worth what its address is worth.

``{"id": …, "issuer": …, "revokedCredential": [{"id": …, "revoked": …, "revocationReason": …}]}``
(1EdTech Revocation List 1.0).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from badgekit.errors import Malformed
from badgekit.jsonpath import child

__all__ = ["Revocation", "RevocationList", "read_revocation_list"]

# The second name is seen in use.
_MEMBERS = ("revokedCredential", "revokedCredentials")
_CODE = "status.list_malformed"
_ORIGIN = re.compile(r"https?://[^/?#]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Revocation:
    """One entry: the credential `id` is revoked, or was and is no longer."""

    id: str
    revoked: bool = True
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RevocationList:
    """A revocation list.

    Attributes:
        id, issuer: None where the list does not name them.
        revoked: comparable id → the entry that revokes it.
    """

    id: str | None
    issuer: str | None
    revoked: Mapping[str, Revocation]

    def find(self, credential_id: str) -> Revocation | None:
        """Return the entry that revokes the credential, None where there is none.

        Ids are equal after percent-decoding and trimming (OB 3.0, equality); one entry that says revoked
        outweighs others that do not.
        """
        return self.revoked.get(_comparable(credential_id))


def read_revocation_list(value: Any, url: str) -> RevocationList:
    """Return the list in a parsed answer.

    Args:
        value: the JSON value.
        url: where it was had, for problems.

    Raises:
        Malformed: ``status.list_malformed``: an answer that is no such list does not say "not revoked".
    """
    if not isinstance(value, Mapping) or not any(name in value for name in _MEMBERS):
        raise Malformed(_CODE, url=url)
    entries = []
    for name in _MEMBERS:
        given = value.get(name, [])
        if not isinstance(given, list | Mapping):
            raise Malformed(_CODE, f"$.{name}", url=url)
        # JSON-LD writes a list of one as that one.
        listed = given if isinstance(given, list) else [given]
        entries += [_revocation(entry, child(f"$.{name}", at), url) for at, entry in enumerate(listed)]
    revoked = {_comparable(entry.id): entry for entry in entries if entry.revoked}
    return RevocationList(_id(value, "id", url), _issuer(value, url), revoked)


def _revocation(value: Any, path: str, url: str) -> Revocation:
    if isinstance(value, str):
        value = {"id": value}
    identifier = value.get("id") if isinstance(value, Mapping) else None
    if not isinstance(identifier, str):
        raise Malformed(_CODE, path, url=url)
    revoked, reason = value.get("revoked", True), value.get("revocationReason")
    # Neither "false" nor 0 is a yes or a no.
    if not isinstance(revoked, bool):
        raise Malformed(_CODE, f"{path}.revoked", url=url)
    return Revocation(identifier, revoked, reason if isinstance(reason, str) else "")


def _issuer(value: Mapping[str, Any], url: str) -> str | None:
    given = value.get("issuer")
    return _id(given, "id", url) if isinstance(given, Mapping) else _id(value, "issuer", url)


def _id(value: Mapping[str, Any], name: str, url: str) -> str | None:
    given = value.get(name)
    if given is None or isinstance(given, str):
        return given
    raise Malformed(_CODE, f"$.{name}", url=url)


def _comparable(identifier: str) -> str:
    """Return an id in a form that is equal for equal ids: letter case counts in paths only."""
    plain = unquote(identifier, errors="surrogateescape").strip()
    if plain[:9].lower() == "urn:uuid:":
        return plain.lower()
    start = _ORIGIN.match(plain)
    return plain if start is None else start[0].lower() + plain[start.end() :]
