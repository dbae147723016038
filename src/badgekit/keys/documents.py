"""Fetching what a controller publishes, and telling "they say no" from "we could not ask"."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from badgekit import strictjson
from badgekit.errors import Malformed, Unavailable, Unsupported
from badgekit.keys import did as dids
from badgekit.keys import did_web, jwks
from badgekit.keys.controller import Controller
from badgekit.keys.resolved import Binding
from badgekit.limits import Limits
from badgekit.net.fetcher import ACCEPT_CONTROLLER, ACCEPT_KEY, Response

__all__ = ["Documents", "Fetch", "Locate", "ReadDocuments", "location", "origin"]

ReadDocuments = MutableMapping[tuple[str, bytes], Controller]

# Issuers decide how much there is to remember; a table that is full is thrown away and grows again.
_REMEMBERED = 256
_REMEMBERED_BYTES = 64 * 1024

Location = tuple[str, Binding, Unsupported | None]
"""Where a document lies, how it is bound to its identifier, and what to raise if it cannot be had there."""
Locate = Callable[[str], Location]

URL_CHARACTERS = 2048
"""Most characters of a URL that keys are looked up at."""

# Reading failures that mean "this is no JSON document", such as the HTML page of a profile or a proxy;
# the controller has then said nothing. Anything else wrong with the JSON is the controller's doing.
_NOT_JSON = frozenset({"json.syntax", "json.not_utf8", "json.byte_order_mark"})


Fetch = Callable[[str, str], Response]
"""Fetch a URL with an Accept header value; raises `Unavailable` when there is no answer."""


def origin(url: str) -> tuple[str, str, int] | None:
    """Return scheme, lower-case host and port of an http or https URL, None for anything else."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
        return None
    return parts.scheme, parts.hostname, port or (443 if parts.scheme == "https" else 80)


class Documents:
    """Controller documents and key sets, by the identifier or URL they are about.

    Args:
        fetch: the one way to the network.
        limits: bounds for reading JSON.
        cache: (identifier, bytes that were served) → document already read. What is remembered is the
            reading, never the answer: each verification asks for itself.
        locate: `location`, or something that remembers what it said.
    """

    __slots__ = ("_cache", "_fetch", "_limits", "_locate")

    def __init__(self, fetch: Fetch, limits: Limits, cache: ReadDocuments | None, locate: Locate) -> None:
        self._fetch = fetch
        self._locate = locate
        self._limits = limits
        self._cache = cache

    def controller(self, identifier: str) -> tuple[Controller, Binding, str]:
        """Return the document about `identifier`, how it is bound to it, and the URL asked.

        Args:
            identifier: a DID, or a URL without fragment, in visible ASCII.

        Raises:
            Malformed: ``did.*`` for a bad identifier or document, ``key.method_syntax``.
            Unavailable: ``key.document_not_found``, ``key.document_unavailable``, ``key.redirected``,
                ``key.document_not_json``, and what the fetcher raises.
            Unsupported: ``did.method_unsupported``, ``key.scheme_unsupported`` unless the caller has
                given a document for the identifier.
        """
        url, binding, unsupported = self._locate(identifier)
        try:
            body = self._body(url, ACCEPT_CONTROLLER)
        except Unavailable as problem:
            # That a resolver of the caller's has no answer is another thing than that there is no resolver.
            if unsupported is not None and problem.code != "did.unresolved":
                # What was remembered is for many verifications, a raised exception for one.
                raise Unsupported(unsupported.code, unsupported.path, **unsupported.params) from None
            if problem.code != "net.not_in_documents" or url == identifier:
                raise
            # Documents that a caller hands over may stand under the identifier they are about.
            try:
                body = self._body(identifier, ACCEPT_CONTROLLER)
            except Unavailable:
                raise problem from None
        key = (identifier, body)
        if self._cache is None or len(body) > _REMEMBERED_BYTES:
            return Controller.read(self._read(url, body), identifier, self._limits), binding, url
        known = self._cache.get(key)
        if known is None:
            known = Controller.read(self._read(url, body), identifier, self._limits)
            if len(self._cache) >= _REMEMBERED:
                self._cache.clear()
            self._cache[key] = known
        return known, binding, url

    def key_set(self, url: str) -> Sequence[jwks.PublishedJwk]:
        """Return the JWKs served at `url`, a JWK Set or a single JWK.

        Args:
            url: an https URL in visible ASCII.

        Raises:
            Malformed: ``key.not_a_key_set``, ``key.method_syntax``, ``json.*``.
            Unavailable: as `controller`.
        """
        if len(url) > URL_CHARACTERS:
            raise Malformed("key.method_syntax", method=url[:200])
        return jwks.entries(self._read(url, self._body(url, ACCEPT_KEY)), self._limits)

    def _body(self, url: str, accept: str) -> bytes:
        response = self._fetch(url, accept)
        home = origin(url)
        for step in response.redirects:
            if home is None or origin(step) != home:
                raise Unavailable("key.redirected", url=url, final_url=step)
        if response.status in (404, 410):
            raise Unavailable("key.document_not_found", url=url, status=response.status)
        if response.status != 200:
            raise Unavailable("key.document_unavailable", url=url, status=response.status)
        if response.is_media:
            # What a visitor uploaded as a picture must not make the visitor an issuer of the site.
            raise Unavailable("key.document_not_json", url=url)
        return response.body

    def _read(self, url: str, body: bytes) -> Any:
        try:
            return strictjson.loads(body, limits=self._limits)
        except Malformed as problem:
            if problem.code in _NOT_JSON:
                raise Unavailable("key.document_not_json", url=url) from None
            raise


def location(identifier: str) -> Location:
    """Return where the document about `identifier` lies.

    Raises:
        Malformed: ``did.*`` or ``key.method_syntax`` for an identifier that leads nowhere.
    """
    if dids.is_did(identifier):
        method = dids.parse(identifier).method
        if method == "web":
            try:
                return did_web.document_url(identifier), "did:web", None
            except Unsupported as problem:
                return identifier, "document", problem
        return identifier, "document", Unsupported("did.method_unsupported", method=method)
    if len(identifier) > URL_CHARACTERS:
        raise Malformed("key.method_syntax", method=identifier[:200])
    scheme = identifier.partition(":")[0].lower()
    if scheme == "https":
        if origin(identifier) is None:
            raise Malformed("key.method_syntax", method=identifier)
        return identifier, "https", None
    return identifier, "document", Unsupported("key.scheme_unsupported", scheme=scheme)
