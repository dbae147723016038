"""`HttpFetcher`: the live network, asked as if every URL came from an enemy, because it did.

A badge names the places where its issuer, status and hosted copy are found, so whoever made the file
chooses what this machine requests. The rules: https only unless the caller says otherwise; the name is
resolved once, every address must be public and the connection goes to exactly those; redirects are
followed here, each step checked anew; one deadline and one byte limit hold for everything; nothing of
the caller's environment (proxies, .netrc, cookies, certificates by environment variable) takes part.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from badgekit.errors import ConfigurationError, Problem, Unavailable
from badgekit.limits import Limits
from badgekit.net.fetcher import ACCEPT_JSON, Response
from badgekit.net.guard import DEFAULT_PORTS, ParsedUrl, refuse
from badgekit.net.redirects import Answer, UrlRules, follow, is_redirect

if TYPE_CHECKING:
    import ssl
    from ipaddress import IPv4Address, IPv6Address

    from badgekit.net.deadline import Deadline, Lookups
    from badgekit.net.transport import Send

__all__ = ["HttpFetcher"]

_ADDRESSES_TRIED = 4
_DEFAULT_LIMITS = Limits()


class HttpFetcher:
    """Fetches over https with requests; safe to share between threads.

    Args:
        limits: `fetch_bytes`, `fetch_seconds` and `redirects` are applied.
        allow_http: plain http may be asked as well; a redirect from https to http is refused all the same.
        ports: the ports that may be asked.
        verify: True for the certificate authorities that come with requests; the path of a file or folder
            with certificate authorities; False to accept any certificate, which makes every answer
            worthless as evidence (urllib3 warns each time).
        unsafe_allow_addresses: addresses for which this returns True may be connected to although they are
            not public; for a server on this machine or in the company's network. The predicate is given
            `ipaddress` objects.
        resolve: ``(host, port) -> address texts``, in place of the operating system's resolver.
        user_agent: sent as ``User-Agent``.

    Raises:
        ConfigurationError: `verify` names nothing that can be read, or `user_agent` cannot be sent.
    """

    __slots__ = (
        "_allowed",
        "_context",
        "_limits",
        "_lock",
        "_lookups",
        "_rules",
        "_send",
        "_user_agent",
        "_verify",
    )

    def __init__(
        self,
        *,
        limits: Limits = _DEFAULT_LIMITS,
        allow_http: bool = False,
        ports: Iterable[int] = DEFAULT_PORTS,
        verify: bool | str = True,
        unsafe_allow_addresses: Callable[[IPv4Address | IPv6Address], bool] | None = None,
        resolve: Callable[[str, int], Iterable[str]] | None = None,
        user_agent: str = "badgekit",
    ) -> None:
        from badgekit.net.deadline import Lookups, system_resolver

        if not (user_agent.isascii() and user_agent.isprintable() and user_agent.strip()):
            raise ConfigurationError("The user agent must be visible ASCII text.")
        self._limits = limits
        self._rules = UrlRules(allow_http, frozenset(ports), limits.redirects)
        self._allowed = unsafe_allow_addresses
        self._lookups: Lookups = Lookups(resolve or system_resolver)
        self._user_agent = user_agent
        self._verify = verify
        self._lock = threading.Lock()
        self._send: Send | None = None
        if isinstance(verify, str):
            self._sender()

    def get(self, url: str, *, accept: str = ACCEPT_JSON) -> Response:
        """Ask `url` and follow its redirects; any HTTP status is an answer.

        Raises:
            Unavailable: ``net.blocked``, ``net.unresolved``, ``net.timeout``, ``net.tls``,
                ``net.tls_handshake``, ``net.encoding``, ``net.failed``, ``net.too_many_redirects``,
                ``net.redirect_without_target``.
            LimitExceeded: ``net.too_large``, ``net.too_many_headers``.
        """
        return self.get_within(url, accept=accept, seconds=self._limits.fetch_seconds)

    def get_within(self, url: str, *, accept: str, seconds: float) -> Response:
        """Like `get`, in at most `seconds` (and never longer than `Limits.fetch_seconds`)."""
        from badgekit.net.deadline import Deadline

        with Deadline(min(seconds, self._limits.fetch_seconds)) as deadline:
            return follow(url, lambda place: self._ask_once(place, accept, deadline), self._rules)

    def ask_one(self, place: ParsedUrl, *, accept: str, seconds: float) -> Answer:
        """Ask a place that the caller has chosen itself, so that no rule about URLs applies; follow nothing.

        Raises:
            Unavailable: as `get`.
            LimitExceeded: as `get`.
        """
        from badgekit.net.deadline import Deadline

        with Deadline(min(seconds, self._limits.fetch_seconds)) as deadline:
            return self._ask_once(place, accept, deadline)

    def _ask_once(self, place: ParsedUrl, accept: str, deadline: Deadline) -> Answer:
        from badgekit.net.failures import explain

        problem: Problem
        try:
            answer = self._perform(place, accept, deadline)
        except Exception as error:
            problem = explain(place, error)
            cause: Exception | None = None if problem is error else error
        else:
            # A connection that was shut at the deadline looks like one that the server closed.
            if not deadline.expired:
                return answer
            cause = None
        if deadline.expired:
            problem = Unavailable("net.timeout", url=place.url)
        raise problem from cause

    def _perform(self, place: ParsedUrl, accept: str, deadline: Deadline) -> Answer:
        from badgekit.net.body import check_framing, read_body
        from badgekit.net.transport import Exchange

        limit = self._limits.fetch_bytes
        request_headers = {
            "Accept": accept,
            "Accept-Encoding": "identity",
            "Connection": "close",
            "User-Agent": self._user_agent,
        }
        addresses = self._addresses(place, deadline)
        exchange = Exchange(place, addresses, request_headers, deadline, limit, self._limits.header_bytes)
        raw = self._sender()(exchange).raw
        try:
            status, headers = raw.status, {name.lower(): value for name, value in raw.headers.itermerged()}
            if is_redirect(status):
                return Answer(status, headers)
            check_framing(place.url, status, headers, limit)
            body = read_body(
                place.url, headers, lambda size: bytes(raw.read(size, decode_content=False)), limit
            )
            return Answer(status, headers, body)
        finally:
            raw.close()

    def _addresses(self, place: ParsedUrl, deadline: Deadline) -> tuple[IPv4Address | IPv6Address, ...]:
        from badgekit.net.addresses import is_public, parse

        try:
            texts = self._lookups.addresses(place.host, place.port, deadline)
        except TimeoutError:
            raise Unavailable("net.timeout", url=place.url) from None
        except Exception as error:
            raise Unavailable("net.unresolved", url=place.url, host=place.host) from error
        if not texts:
            raise Unavailable("net.unresolved", url=place.url, host=place.host)
        addresses = []
        for text in texts:
            address = parse(text)
            # One address that is not public refuses them all: the name is not what it pretends to be.
            if address is None or not (is_public(address) or (self._allowed and self._allowed(address))):
                refuse(place.url, "address")
            addresses.append(address)
        return tuple(addresses[:_ADDRESSES_TRIED])

    def _sender(self) -> Send:
        from badgekit.net.transport import build_sender

        with self._lock:
            if self._send is None:
                self._send = build_sender(_tls_context(self._verify))
            return self._send


def _tls_context(verify: bool | str) -> ssl.SSLContext:
    import os
    import ssl

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # checks certificate and host name
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if verify is False:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        return context
    if isinstance(verify, str):
        authorities = verify
    else:
        from requests.utils import DEFAULT_CA_BUNDLE_PATH as authorities  # noqa: N811  (a name like the other branch)
    try:
        if os.path.isdir(authorities):
            context.load_verify_locations(capath=authorities)
        else:
            context.load_verify_locations(cafile=authorities)
    except OSError as error:
        raise ConfigurationError(f"No authorities could be read from {authorities}: {error}") from error
    return context
