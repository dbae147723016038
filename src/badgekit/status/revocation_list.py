"""The plain revocation list of 1EdTech: JSON without a signature, worth what its address is worth.

``{"id": …, "issuer": …, "revokedCredential": [{"id": …, "revoked": …, "revocationReason": …}]}``
(1EdTech Revocation List 1.0).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from badgekit.errors import Malformed
from badgekit.gathering.revocation import same_id
from badgekit.jsonpath import child

__all__ = ["Revocation", "RevocationList", "read_revocation_list"]

# The second name is seen in use.
_MEMBERS = ("revokedCredential", "revokedCredentials")
_CODE = "status.list_malformed"


@dataclass(frozen=True, slots=True)
class Revocation:
    """One entry: the credential `id` is revoked, or was and is no longer."""

    id: str
    revoked: bool = True
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RevocationList:
    """A revocation list; `id` and `issuer` are None where it does not name them."""

    id: str | None
    issuer: str | None
    entries: tuple[Revocation, ...]

    def find(self, credential_id: str) -> Revocation | None:
        """Return the entry that revokes the credential, None where there is none.

        Ids are equal after percent-decoding and trimming (OB 3.0, equality); one entry that says revoked
        outweighs others that do not.
        """
        wanted = _plain(credential_id)
        return next(
            (entry for entry in self.entries if entry.revoked and same_id(_plain(entry.id), wanted)), None
        )


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
    return RevocationList(_id(value, "id", url), _issuer(value, url), tuple(entries))


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


def _plain(identifier: str) -> str:
    return unquote(identifier).strip()
