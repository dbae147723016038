"""`UniversalResolver`: asks a DIF Universal Resolver that the caller runs.

It speaks the HTTP binding of DID Resolution: ``GET {base}/{did}``, answered by the DID document or by a
resolution result with the document in it (https://w3c-ccg.github.io/did-resolution/#bindings-https).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote, urlsplit

from badgekit import strictjson
from badgekit.errors import ConfigurationError, Problem, Unavailable
from badgekit.limits import Limits
from badgekit.net.guard import ParsedUrl
from badgekit.net.http import HttpFetcher

__all__ = ["UniversalResolver"]

_ACCEPT = 'application/did+json, application/did+ld+json, application/ld+json;profile="https://w3id.org/did-resolution"'
_DEFAULT_LIMITS = Limits()
# Characters of what a resolver says went wrong.
_REASON = 200


class UniversalResolver:
    """Resolves DIDs through a resolver at an address that you name; safe to share between threads.

    The address may be plain http and on this machine or in your own network, unlike any that a badge names:
    it is yours. Nothing else is asked, redirects are not followed. What the resolver answers is believed.

        verifier = badgekit.Verifier(
            resolvers=[badgekit.UniversalResolver("http://localhost:8080/1.0/identifiers", methods=["ebsi"])]
        )

    Args:
        base: the URL that a DID is appended to, such as ``http://localhost:8080/1.0/identifiers``.
        methods: names of the DID methods to ask it for; it learns of every such DID that is verified.
        limits: `fetch_bytes`, `fetch_seconds` and the limits of JSON are applied.
        verify: certificates, as for `HttpFetcher`.

    Raises:
        ConfigurationError: `base` is no http or https URL with a host, or holds a user name, a query or a
            fragment; `methods` is empty.
    """

    __slots__ = ("_base", "_http", "_limits", "_methods")

    def __init__(
        self,
        base: str,
        *,
        methods: Iterable[str],
        limits: Limits = _DEFAULT_LIMITS,
        verify: bool | str = True,
    ) -> None:
        self._base = _place(base)
        self._methods = frozenset([methods] if isinstance(methods, str) else methods)
        if not self._methods:
            raise ConfigurationError("A UniversalResolver needs the names of the DID methods to ask it for.")
        self._limits = limits
        # The caller named this one address, so no address that its name has needs to be public.
        self._http = HttpFetcher(limits=limits, verify=verify, unsafe_allow_addresses=lambda address: True)

    @property
    def methods(self) -> frozenset[str]:
        """The DID methods that it is asked for."""
        return self._methods

    def resolve(self, did: str) -> bytes:
        """Return the DID document of `did` as JSON.

        Raises:
            Unavailable: ``did.unresolved``: the resolver does not have it, or it was deactivated; ``net.*``:
                the resolver did not answer.
            LimitExceeded: ``net.too_large``.
        """
        return self.resolve_within(did, self._limits.fetch_seconds)

    def resolve_within(self, did: str, seconds: float) -> bytes:
        """Like `resolve`, but give up with ``net.timeout`` after `seconds`."""
        base = self._base
        # A percent sign belongs to the DID, so it is escaped like anything else on the way.
        place = ParsedUrl(base.scheme, base.host, base.port, f"{base.target}/{quote(did, safe=':')}")
        answer = self._http.ask_one(place, accept=_ACCEPT, seconds=seconds)
        result = self._read(answer.body)
        reason = _refusal(answer.status, result)
        if reason:
            raise Unavailable("did.unresolved", did=did, reason=reason)
        document = result.get("didDocument", result)
        return json.dumps(document, ensure_ascii=True, separators=(",", ":")).encode("ascii")

    def _read(self, body: bytes) -> Mapping[str, Any]:
        try:
            value = strictjson.loads(body, limits=self._limits)
        except Problem:
            return {}
        return value if isinstance(value, dict) else {}


def _refusal(status: int, result: Mapping[str, Any]) -> str:
    """Return why there is no document in the answer, as a clause; "" when there is one."""
    about, resolution = (_object(result, name) for name in ("didDocumentMetadata", "didResolutionMetadata"))
    # Before DID Core it stood in the document. Whatever is said of it in another form is no word for the key.
    if status == 410 or about.get("deactivated") or _object(result, "didDocument", result).get("deactivated"):
        return "it was deactivated"
    error = resolution.get("error")
    if error:
        return f"the resolver says: {str(error)[:_REASON]}"
    if status != 200:
        return "the resolver does not know it" if status == 404 else f"the resolver answered with {status}"
    if not isinstance(result.get("didDocument", result), dict) or not result:
        return "the resolver's answer holds no document"
    return ""


def _object(
    value: Mapping[str, Any], name: str, default: Mapping[str, Any] | None = None
) -> Mapping[str, Any]:
    member = value.get(name, default)
    return member if isinstance(member, dict) else {}


def _place(base: str) -> ParsedUrl:
    try:
        parts = urlsplit(base)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise ConfigurationError(f"The resolver's address {base!r} is not a URL.") from None
    plain = base.isascii() and base.isprintable() and not {" ", "@", "?", "#"}.intersection(base)
    if not plain or parts.scheme not in ("http", "https") or not host:
        raise ConfigurationError(
            f"The resolver's address must be like http://localhost:8080/1.0/identifiers, not {base!r}."
        )
    if ":" in host:
        raise ConfigurationError("An IPv6 address is not taken for a resolver; give it a name.")
    default = 443 if parts.scheme == "https" else 80
    return ParsedUrl(parts.scheme, host, port or default, parts.path.rstrip("/"))
