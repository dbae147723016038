"""Status lists of simulated issuers: attach a badge, revoke it, and publish the list with any fault."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal, TypedDict, get_args
from urllib.parse import urlsplit

from badgekit.documents import VC_V1, VC_V2
from badgekit.testing import securing
from badgekit.testing.envelopes import enveloped
from badgekit.testing.publication import instant
from badgekit.testing.status_faults import STATUS_FAULTS, StatusFault

if TYPE_CHECKING:
    from badgekit.testing.simulator import IssuerSimulator

__all__ = ["StatusList", "StatusListOptions", "StatusMethod"]

StatusMethod = Literal[
    "BitstringStatusListEntry", "StatusList2021Entry", "RevocationList2020Status", "1EdTechRevocationList"
]
_LONGEST = 64 * 1024 * 1024
_EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
_STATUS_2021 = "https://w3id.org/vc/status-list/2021/v1"
_REVOCATION_2020 = "https://w3id.org/vc-revocation-list-2020/v1"
# Method → type of the list credential and of its subject, context that defines them.
_LISTS: Mapping[str, tuple[str, str, str]] = {
    "BitstringStatusListEntry": ("BitstringStatusListCredential", "BitstringStatusList", ""),
    "StatusList2021Entry": ("StatusList2021Credential", "StatusList2021", _STATUS_2021),
    "RevocationList2020Status": ("RevocationList2020Credential", "RevocationList2020", _REVOCATION_2020),
}


class StatusListOptions(TypedDict, total=False):
    """What a status list can be told.

    Attributes:
        path: of its address on the host of the issuer; one of its own when left out.
        suite: what signs it, as for `IssuerSimulator.sign`; a token algorithm makes a JWT of the list.
        enveloped: serve a JWT as an EnvelopedVerifiableCredential.
        size: bits of one entry.
        messages: value → what it means.
        entries: how many entries it has, 131,072 by default.
        valid_until: when it expires.
        ttl: milliseconds for which a verifier may keep it (Bitstring Status List); it stands there as given.
    """

    path: str
    suite: str
    enveloped: bool
    size: int
    messages: Mapping[int, str]
    entries: int
    valid_until: datetime | None
    ttl: Any


class StatusList:
    """A list that one issuer keeps, published on its network; made with `IssuerSimulator.status_list`.

        revocations = sim.status_list()
        badge = sim.sign(revocations.attach(sim.issue("anna@example.org")))
        revocations.revoke(badge, "Issued by mistake.")

    Attributes:
        url: its address.
        purpose: what it is a list of.
    """

    def __init__(
        self,
        keeper: IssuerSimulator,
        url: str,
        purpose: str,
        method: StatusMethod,
        options: StatusListOptions,
    ) -> None:
        if method not in get_args(StatusMethod):
            raise ValueError(f"{method!r} is not one of {', '.join(get_args(StatusMethod))}")
        self.url = url
        self.purpose = purpose
        self._keeper = keeper
        self._method = method
        self._suite = options.get("suite", "eddsa-rdfc-2022")
        self._enveloped = options.get("enveloped", False)
        self._size = options.get("size", 1)
        self._messages = options.get("messages", {})
        self._bits = bytearray(options.get("entries", 131_072) * self._size // 8)
        self._until = options.get("valid_until")
        self._ttl = options.get("ttl")
        self._places: dict[str, int] = {}
        self._revoked: dict[str, str] = {}
        self._fault: StatusFault | None = None
        self._served: Any = None

    # For badges.

    def attach(self, credential: Mapping[str, Any], **members: Any) -> dict[str, Any]:
        """Return the unsigned `credential` with an entry for this list, beside those it has.

        Args:
            credential: what `IssuerSimulator.issue` gives; for StatusList2021 with ``vcdm="1.1"``.
            members: members of the entry to add or replace, such as ``statusListIndex``.
        """
        count = len(self._bits) * 8 // self._size
        place = self._places.setdefault(credential["id"], (94_567 + len(self._places)) % count)
        entry = {**self._entry(place), **members}
        earlier = credential.get("credentialStatus", [])
        entries = [*(earlier if isinstance(earlier, list) else [earlier]), entry]
        contexts = list(credential["@context"])
        needed = self._context(contexts[0])
        if needed and needed not in contexts:
            contexts.append(needed)
        return {
            **credential,
            "@context": contexts,
            "credentialStatus": entries[0] if len(entries) == 1 else entries,
        }

    def revoke(self, badge: Mapping[str, Any] | str, reason: str = "") -> None:
        """Set the entry of `badge`; its credential, token or id. `reason` is said by 1EdTech lists only."""
        self.set(badge, (1 << self._size) - 1, reason)

    suspend = revoke

    def restore(self, badge: Mapping[str, Any] | str) -> None:
        """Clear the entry of `badge`."""
        self.set(badge, 0)

    def set(self, badge: Mapping[str, Any] | str, value: int, reason: str = "") -> None:
        """Let the entry of `badge` have `value`.

        Raises:
            KeyError: the badge was never attached to this list.
        """
        identifier = _id_of(badge)
        place = self._places[identifier]
        self._revoked.pop(identifier, None)
        if value:
            self._revoked[identifier] = reason
        for step in range(self._size):
            at = place * self._size + step
            bit = 0x80 >> at % 8
            if value >> (self._size - 1 - step) & 1:
                self._bits[at // 8] |= bit
            else:
                self._bits[at // 8] &= ~bit
        self._served = None

    def make_wrong(self, fault: StatusFault | None) -> None:
        """Publish the list with `fault` from now on, see `STATUS_FAULTS`; None mends it.

        Raises:
            ValueError: there is no such fault, or a list without signature cannot have it.
        """
        plain = ("no_answer", "not_found", "web_page", "foreign", "other_list")
        if fault is not None and fault not in (STATUS_FAULTS if self._method in _LISTS else plain):
            raise ValueError(f"a {self._method} cannot have the fault {fault!r}")
        if self._fault == "no_answer":
            self._keeper.web.mend(self.url)
        if fault == "no_answer":
            self._keeper.web.fail(self.url)
        self._fault, self._served = fault, None

    # For the network.

    @property
    def host(self) -> str:
        """The host that serves it."""
        return urlsplit(self.url).hostname or ""

    def published(self) -> Mapping[str, Any]:
        """Return what is served, signed when something has changed."""
        if self._served is None:
            self._served = self._document()
        return {self.url: self._served}

    def published_keys(self) -> list[dict[str, str]]:
        """Return nothing: the keys are the issuer's."""
        return []

    def _entry(self, place: int) -> dict[str, Any]:
        if self._method == "1EdTechRevocationList":
            return {"id": self.url, "type": self._method}
        entry: dict[str, Any] = {"id": f"{self.url}#{place}", "type": self._method}
        if self._method == "RevocationList2020Status":
            return {**entry, "revocationListIndex": str(place), "revocationListCredential": self.url}
        entry |= {
            "statusPurpose": self.purpose,
            "statusListIndex": str(place),
            "statusListCredential": self.url,
        }
        if self._size > 1:
            entry["statusSize"] = self._size
        if self._messages or self._size > 1:
            entry["statusMessage"] = [
                {"status": hex(value), "message": self._messages.get(value, f"value {value}")}
                for value in range(1 << self._size)
            ]
        return entry

    def _context(self, base: str) -> str:
        if self._method == "1EdTechRevocationList":
            return _EXTENSIONS
        if self._method == "BitstringStatusListEntry":
            return "" if base == VC_V2 else "https://www.w3.org/ns/credentials/status/v1"
        return _LISTS[self._method][2]

    def _document(self) -> Any:
        if self._fault == "not_found":
            return 404, {"content-type": "text/plain"}, b"not found"
        if self._fault == "web_page":
            return 200, {"content-type": "text/html"}, b"<!DOCTYPE html><title>Welcome</title>"
        if self._method == "1EdTechRevocationList":
            return self._plain_list()
        signed = self._sign(self._credential())
        if self._fault == "changed":
            turned = self._packed(gzip.compress(bytes(~byte & 0xFF for byte in self._bits), mtime=0))
            signed = self._keeper.tamper(signed, "$.credentialSubject.encodedList", turned)
        if self._enveloped and isinstance(signed, str):
            return enveloped(signed)
        if isinstance(signed, str):
            return 200, {"content-type": "application/vc+jwt"}, signed.encode()
        return signed

    def _sign(self, credential: dict[str, Any]) -> dict[str, Any] | str:
        if self._fault == "unsigned":
            return credential
        if self._fault == "forged":
            return self._keeper.sign(credential, self._suite, signer=self._stranger())
        return (self._stranger() if self._fault == "foreign" else self._keeper).sign(credential, self._suite)

    def _stranger(self) -> IssuerSimulator:
        # Publishes nothing of its own, so it needs no place on the network.
        kind = securing.key_kind(self._suite, None)
        return type(self._keeper)(
            seed=self._keeper.seed + 1, method="did:key", key=kind, now=self._keeper.now
        )

    def _plain_list(self) -> dict[str, Any]:
        entries = [
            {"id": identifier, "revoked": True, **({"revocationReason": reason} if reason else {})}
            for identifier, reason in self._revoked.items()
        ]
        return {
            "id": self._own_url(),
            "issuer": self._stranger().id if self._fault == "foreign" else self._keeper.id,
            "revokedCredential": entries,
        }

    def _credential(self) -> dict[str, Any]:
        kind, subject, context = _LISTS[self._method]
        now, purpose = self._keeper.now, self.purpose
        if self._fault == "wrong_purpose":
            purpose = "suspension" if purpose == "revocation" else "revocation"
        start = now + timedelta(days=1) if self._fault == "not_yet_valid" else now - timedelta(days=3)
        until = now - timedelta(days=1) if self._fault == "expired" else self._until
        # The contexts of the older lists are made for the older data model, and redefine terms of the newer.
        older = self._method != "BitstringStatusListEntry"
        members: dict[str, Any] = {
            "@context": [VC_V1 if older else VC_V2, *([context] if context else [])],
            "id": self._own_url(),
            "type": ["VerifiableCredential", *([] if self._fault == "wrong_type" else [kind])],
            "issuer": self._stranger().id if self._fault == "foreign" else self._keeper.id,
            "issuanceDate" if older else "validFrom": instant(start),
        }
        if until is not None:
            members["expirationDate" if older else "validUntil"] = instant(until)
        listed = {"id": f"{self._own_url()}#list", "type": subject, "encodedList": self._encoded()}
        if self._method != "RevocationList2020Status":
            listed["statusPurpose"] = purpose
        if self._ttl is not None:
            listed["ttl"] = self._ttl
        return {**members, "credentialSubject": listed}

    def _own_url(self) -> str:
        return f"{self.url}-other" if self._fault == "other_list" else self.url

    def _encoded(self) -> str:
        bits = bytes(self._bits)
        shaped: Mapping[str | None, Callable[[], bytes]] = {
            "short": lambda: gzip.compress(bits[: 8 * self._size], mtime=0),
            "bomb": lambda: gzip.compress(bytes(_LONGEST), mtime=0),
            "cut_off": lambda: gzip.compress(bits, mtime=0)[:-8],
            "two_streams": lambda: gzip.compress(bits, mtime=0) * 2,
        }
        return self._packed(shaped.get(self._fault, lambda: gzip.compress(bits, mtime=0))())

    def _packed(self, stream: bytes) -> str:
        prefix = "u" if self._method == "BitstringStatusListEntry" else ""
        return prefix + base64.urlsafe_b64encode(stream).decode().rstrip("=")


def _id_of(badge: Mapping[str, Any] | str) -> str:
    if isinstance(badge, Mapping):
        return str(badge["id"])
    parts = badge.split(".")
    if len(parts) != 3 or not badge.startswith("eyJ"):
        return badge
    payload = json.loads(base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
    return str(payload.get("id") or payload.get("jti") or payload["vc"]["id"])
