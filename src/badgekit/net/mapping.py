"""`MappingFetcher`: documents that the caller hands over, answered as the network would answer them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from os import PathLike
from typing import Any

from badgekit.errors import ConfigurationError, Unavailable
from badgekit.limits import Limits
from badgekit.net.fetcher import ACCEPT_JSON, Response
from badgekit.net.guard import DEFAULT_PORTS, ParsedUrl, is_http
from badgekit.net.redirects import Answer, UrlRules, follow

__all__ = ["Document", "MappingFetcher", "OfflineFetcher"]

Document = Mapping[str, Any] | list[Any] | str | bytes | tuple[int, Mapping[str, str], Any]
"""A JSON value, a text, bytes, or ``(status, headers, any of these)``."""

_DEFAULT_LIMITS = Limits()


class MappingFetcher:
    """Answers only what it was given; everything else is ``net.not_in_documents``.

    A web address passes the same guard as on the live network and redirects (a status with a
    ``location`` header) are followed by the same rule, so that a replay is judged like the original.
    A key that is no web address (``did:…``, ``urn:…``) is answered under exactly that identifier.

    Args:
        documents: identifier → document. A mapping or list is served as JSON; text as UTF-8; a tuple
            ``(status, headers, body)`` says everything itself.
        limits: `redirects` is applied.
        allow_http: plain http addresses may be asked as well.
        ports: the ports that may be asked.

    Raises:
        ConfigurationError: a document that cannot be served; the message names its key.
    """

    __slots__ = ("_answers", "_rules")

    def __init__(
        self,
        documents: Mapping[str, Document],
        *,
        limits: Limits = _DEFAULT_LIMITS,
        allow_http: bool = False,
        ports: Iterable[int] = DEFAULT_PORTS,
    ) -> None:
        self._rules = UrlRules(allow_http, frozenset(ports), limits.redirects)
        self._answers: dict[str, Answer] = {}
        if not isinstance(documents, Mapping) or not all(isinstance(key, str) for key in documents):
            raise ConfigurationError("The documents are not a mapping of identifiers, which are text.")
        for key, document in documents.items():
            try:
                answer = _answer(document)
            except (TypeError, ValueError, RecursionError) as error:
                raise ConfigurationError(f"The document for {key!r} cannot be served: {error}") from error
            if self._answers.setdefault(self._spelling(key), answer) != answer:
                raise ConfigurationError(
                    f"The documents give {key!r} twice, in two spellings and two versions."
                )

    @classmethod
    def from_file(
        cls,
        path: str | PathLike[str],
        *,
        limits: Limits = _DEFAULT_LIMITS,
        allow_http: bool = False,
        ports: Iterable[int] = DEFAULT_PORTS,
    ) -> MappingFetcher:
        """Read a documents map: a JSON object of identifier → file, or → ``{"file", "status", "headers"}``.

        Files are named relative to the map.

        Raises:
            ConfigurationError: the map or one of its entries is wrong; the message names it.
        """
        from badgekit.net.documents_map import read

        return cls(read(path, limits), limits=limits, allow_http=allow_http, ports=ports)

    def get(self, url: str, *, accept: str = ACCEPT_JSON) -> Response:
        """Return the document of `url`.

        Raises:
            Unavailable: ``net.not_in_documents``, ``net.blocked``, ``net.too_many_redirects``,
                ``net.redirect_without_target``.
        """
        if not is_http(url) and url in self._answers:
            answer = self._answers[url]
            return Response(url, url, answer.status, answer.headers, answer.body)
        return follow(url, self._ask_once, self._rules)

    def _ask_once(self, place: ParsedUrl) -> Answer:
        answer = self._answers.get(place.url)
        if answer is None:
            raise Unavailable("net.not_in_documents", url=place.url)
        return answer

    def _spelling(self, key: str) -> str:
        """Return the key as `get` looks for it: what is no web address that may be asked, as it is."""
        try:
            return self._rules.check(key).url
        except Unavailable:
            return key


class OfflineFetcher:
    """Asks nobody: every request is answered by ``net.offline``."""

    __slots__ = ()

    def get(self, url: str, *, accept: str = ACCEPT_JSON) -> Response:
        """Raise `Unavailable` ``net.offline``."""
        raise Unavailable("net.offline", url=url)


def _answer(document: object) -> Answer:
    if not isinstance(document, tuple):
        body, media_type = _serialised(document)
        return Answer(200, {"content-type": media_type}, body)
    if len(document) != 3:
        raise ValueError("a tuple is (status, headers, body)")
    status, headers, content = document
    if not isinstance(status, int) or not 200 <= status <= 599:
        raise ValueError("the status is not a number from 200 to 599")
    if not isinstance(headers, Mapping) or not all(
        isinstance(name, str) and isinstance(value, str) for name, value in headers.items()
    ):
        raise TypeError("the headers are not a mapping of text to text")
    body, media_type = _serialised(b"" if content is None else content)
    given = {name.lower(): value for name, value in headers.items()}
    return Answer(status, {"content-type": media_type, **given} if body else given, body)


def _serialised(content: object) -> tuple[bytes, str]:
    if isinstance(content, bytes | bytearray | memoryview):
        body = bytes(content)
    elif isinstance(content, str):
        body = content.encode("utf-8")
    elif isinstance(content, Mapping | list):
        text = json.dumps(dict(content) if isinstance(content, Mapping) else content, allow_nan=False)
        return text.encode("ascii"), "application/json"
    else:
        raise TypeError(f"it is {type(content).__name__}, not JSON, text or bytes")
    if body.lstrip()[:1] in (b"{", b"["):
        return body, "application/json"
    # What is neither is a compact JWS, a PEM key or a picture; only text can be told without parsing.
    return body, "text/plain" if body[:4096].isascii() else "application/octet-stream"
