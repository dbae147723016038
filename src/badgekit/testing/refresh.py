"""Refresh services of simulated issuers: where the newer version of a badge can be had, with any fault."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

from badgekit.testing.publication import instant

if TYPE_CHECKING:
    from badgekit.testing.simulator import IssuerSimulator

__all__ = ["REFRESH_FAULTS", "RefreshFault", "RefreshService"]

RefreshFault = Literal[
    "no_answer",
    "not_found",
    "web_page",
    "other_issuer",
    "other_credential",
    "other_subject",
    "another_kind",
    "older",
    "unsigned",
    "changed",
    "forged",
    "expired",
]
REFRESH_FAULTS: Mapping[RefreshFault, str] = {
    "no_answer": "Whoever asks the service gets no answer.",
    "not_found": "The service answers with status 404.",
    "web_page": "The service answers with a web page.",
    "other_issuer": "The newer version is issued and signed by somebody else.",
    "other_credential": "The newer version has another id.",
    "other_subject": "The newer version is about somebody else.",
    "another_kind": "The newer version is no badge any more.",
    "older": "The newer version began to be valid a year before the one that names it.",
    "unsigned": "The newer version has no signature.",
    "changed": "The newer version was changed after it was signed.",
    "forged": "The newer version is signed by somebody else, in the name of the issuer.",
    "expired": "The newer version expired a day ago.",
}
_EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"


class RefreshService:
    """A service for the newer version of one badge; made with `IssuerSimulator.refresh_service`.

        service = sim.refresh_service()
        unsigned = service.attach(sim.issue("anna@example.org", valid_until=sim.now))
        service.offer({**unsigned, "validUntil": "2030-01-01T00:00:00Z"})
        badge = sim.sign(unsigned)

    Attributes:
        url: its address.
    """

    def __init__(self, keeper: IssuerSimulator, url: str) -> None:
        self.url = url
        self._keeper = keeper
        self._offered: dict[str, Any] | None = None
        self._suite = ""
        self._fault: RefreshFault | None = None
        self._served = self._answer()

    def attach(self, credential: Mapping[str, Any], **members: Any) -> dict[str, Any]:
        """Return the unsigned `credential` with this service named in it; `members` change the entry."""
        contexts = list(credential["@context"])
        if _EXTENSIONS not in contexts:
            contexts.append(_EXTENSIONS)
        entry = {"id": self.url, "type": "1EdTechCredentialRefresh", **members}
        return {**credential, "@context": contexts, "refreshService": entry}

    def offer(self, credential: Mapping[str, Any], suite: str = "eddsa-rdfc-2022") -> None:
        """Answer with the unsigned `credential`, signed by the issuer, from now on; until then with 404."""
        self._offered, self._suite = dict(credential), suite
        # Now, so that the key is published before anybody asks.
        self._served = self._answer()

    def make_wrong(self, fault: RefreshFault | None) -> None:
        """Answer with `fault` from now on, see `REFRESH_FAULTS`; None mends it.

        Raises:
            ValueError: there is no such fault.
        """
        if fault is not None and fault not in REFRESH_FAULTS:
            raise ValueError(f"a refresh service cannot have the fault {fault!r}")
        if self._fault == "no_answer":
            self._keeper.web.mend(self.url)
        if fault == "no_answer":
            self._keeper.web.fail(self.url)
        self._fault = fault
        self._served = self._answer()

    # For the network.

    @property
    def host(self) -> str:
        """The host that serves it."""
        return urlsplit(self.url).hostname or ""

    def published(self) -> Mapping[str, Any]:
        """Return what is served now."""
        return {self.url: self._served}

    def published_keys(self) -> list[dict[str, str]]:
        """Return nothing: the keys are the issuer's."""
        return []

    def _answer(self) -> tuple[int, dict[str, str], bytes]:
        if self._fault == "web_page":
            return 200, {"content-type": "text/html"}, b"<!DOCTYPE html><title>Welcome</title>"
        if self._offered is None or self._fault == "not_found":
            return 404, {"content-type": "text/plain"}, b"not found"
        signed = self._signed(self._offered)
        if isinstance(signed, str):
            return 200, {"content-type": "application/vc+jwt"}, signed.encode()
        return 200, {"content-type": "application/vc"}, json.dumps(signed).encode()

    def _signed(self, offered: dict[str, Any]) -> dict[str, Any] | str:
        keeper, fault = self._keeper, self._fault
        start, end = (
            ("validFrom", "validUntil") if "validFrom" in offered else ("issuanceDate", "expirationDate")
        )
        changes: Mapping[str | None, Mapping[str, Any]] = {
            "other_credential": {"id": f"{offered.get('id', 'urn')}-other"},
            "other_subject": {"credentialSubject": _somebody_else(offered["credentialSubject"])},
            "another_kind": {"type": ["VerifiableCredential"]},
            "older": {start: instant(keeper.started - timedelta(days=365))},
            "expired": {end: instant(keeper.now - timedelta(days=1))},
        }
        credential = {**offered, **changes.get(fault, {})}
        if fault == "unsigned":
            return credential
        stranger = type(keeper)(seed=keeper.seed + 1, method="did:key", now=keeper.now)
        if fault == "other_issuer":
            return stranger.sign({**credential, "issuer": stranger.profile}, self._suite)
        if fault == "forged":
            return keeper.sign(credential, self._suite, signer=stranger)
        signed = keeper.sign(credential, self._suite)
        return keeper.tamper(signed, f"$.{start}", instant(keeper.now)) if fault == "changed" else signed


def _somebody_else(subject: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": "did:example:mallory",
        **{name: value for name, value in subject.items() if name not in ("id", "identifier")},
    }
