"""The network on which simulated issuers publish, with the faults that networks have."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from badgekit.errors import Unavailable
from badgekit.net.fetcher import ACCEPT_JSON, Response
from badgekit.net.guard import ParsedUrl
from badgekit.net.redirects import Answer, UrlRules, follow

__all__ = ["Publisher", "SimulatedWeb"]


class Publisher(Protocol):
    """Somebody with documents at a host."""

    @property
    def host(self) -> str:
        """The host name."""
        ...

    def published(self) -> Mapping[str, Any]:
        """Return URL → JSON document, or → ``(status, headers, body)`` as for `badgekit.MappingFetcher`."""
        ...

    def published_keys(self) -> list[dict[str, str]]:
        """Return the entries for the JWK Set of the host."""
        ...


class SimulatedWeb:
    """The network of one or more simulated issuers: a `Fetcher` that asks nobody.

    URLs pass the same guard and redirects follow the same rule as on the live network. A host that has an
    issuer answers 404 for what it does not have; any other host cannot be reached (``net.unresolved``).

    Attributes:
        requests: the URLs asked so far, in order.
    """

    def __init__(self) -> None:
        self.requests: list[str] = []
        self._publishers: list[Publisher] = []
        self._answers: dict[str, Answer] = {}
        self._failing: dict[str | None, Callable[[str], Unavailable]] = {}

    def join(self, publisher: Publisher) -> None:
        """Let `publisher` serve its documents here.

        Raises:
            ValueError: somebody else publishes at one of its URLs; give it a `path` of its own.
        """
        taken = self.documents().keys() & publisher.published().keys()
        if taken:
            raise ValueError(f"{min(taken)} belongs to another issuer; give this one a path")
        self._publishers.append(publisher)

    def get(self, url: str, *, accept: str = ACCEPT_JSON) -> Response:
        """Return the answer of `url`.

        Raises:
            Unavailable: as on the live network, see the class.
        """
        self.requests.append(url)
        return follow(url, self._ask_once, UrlRules())

    def documents(self) -> dict[str, Any]:
        """Return every document that is served now: URL → JSON value.

        What is no JSON, or does not answer 200, stands there as ``(status, headers, body)``, so that
        `badgekit.MappingFetcher` takes the whole.
        """
        served: dict[str, Any] = {}
        for publisher in self._publishers:
            served.update(publisher.published())
        for host in dict.fromkeys(publisher.host for publisher in self._publishers):
            entries = [
                entry
                for publisher in self._publishers
                if publisher.host == host
                for entry in publisher.published_keys()
            ]
            if entries:
                served[f"https://{host}/.well-known/jwks.json"] = {"keys": entries}
        return served

    def answer(
        self, url: str, body: Any = b"", *, status: int = 200, headers: Mapping[str, str] | None = None
    ) -> None:
        """Answer `url` in this way from now on, whatever an issuer publishes there.

        Args:
            url: an https URL without fragment.
            body: bytes, text, or a JSON value.
            status: HTTP status, 200 to 599.
            headers: names in lower case.
        """
        self._answers[url] = _answer((status, headers or {}, body))

    def redirect(self, url: str, target: str) -> None:
        """Send whoever asks `url` to `target` (HTTP 302)."""
        self.answer(url, status=302, headers={"location": target})

    def fail(self, url: str | None = None, code: str = "net.timeout") -> None:
        """Give no answer for `url`, or for any URL when it is None, until `mend` is called."""
        self._failing[url] = lambda asked: Unavailable(
            code, url=asked, host=asked, reason="the simulator was told so"
        )

    def mend(self, url: str | None = None) -> None:
        """Answer `url`, or everything when it is None, as published: forget `answer`, `redirect`, `fail`."""
        if url is None:
            self._failing.clear()
            self._answers.clear()
        else:
            self._failing.pop(url, None)
            self._answers.pop(url, None)

    def _ask_once(self, place: ParsedUrl) -> Answer:
        failure = self._failing.get(place.url) or self._failing.get(None)
        if failure is not None:
            raise failure(place.url)
        if place.url in self._answers:
            return self._answers[place.url]
        served = self.documents()
        if place.url in served:
            return _answer(served[place.url])
        if place.host not in {publisher.host for publisher in self._publishers}:
            raise Unavailable("net.unresolved", url=place.url, host=place.host)
        return Answer(404, {"content-type": "text/plain"}, b"not found")


def _answer(served: Any) -> Answer:
    status, headers, body = served if isinstance(served, tuple) else (200, {}, served)
    content = body if isinstance(body, bytes) else body.encode() if isinstance(body, str) else _json(body)
    return Answer(status, {"content-type": "application/json", **headers}, content)


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
