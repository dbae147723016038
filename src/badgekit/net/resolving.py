"""DID methods that badgekit does not know: a caller's resolver answers for them.

What a resolver says is asked, bounded, recorded and judged like everything else that comes from outside: it
enters as the answer of a fetcher for the DID, so a recording replays it, and its document has to be about the
DID and list the key as any controller document (CID 1.0 section 3.3).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, Protocol, runtime_checkable

from badgekit.errors import ConfigurationError, LimitExceeded, Unavailable
from badgekit.net.caching import CachingFetcher
from badgekit.net.fetcher import ACCEPT_JSON, Fetcher, Response, ask
from badgekit.net.recorder import Recorder
from badgekit.net.snapshot import Snapshot

__all__ = ["DidResolver", "ResolvingFetcher", "with_resolvers"]

# The identifier is the key, or leads to its document by a rule that decides which host is asked.
_OWN_METHODS = frozenset({"key", "jwk", "web"})


@runtime_checkable
class DidResolver(Protocol):
    """Finds the DID documents of some DID methods; give it to `badgekit.Verifier` as one of ``resolvers``.

    It is believed: whoever answers for a DID decides what its keys are. It must be usable from several
    threads at once. One that has a method ``resolve_within(did, seconds)`` too is told how long it may take.
    """

    @property
    def methods(self) -> Iterable[str]:
        """Names of the DID methods that it answers for, such as ``"ebsi"``."""
        ...

    def resolve(self, did: str) -> Mapping[str, Any] | bytes:
        """Return the DID document of `did`: as an object, or as JSON in UTF-8.

        Args:
            did: a DID by the grammar of DID Core 1.0, without path, query and fragment.

        Raises:
            Unavailable: there is none, or it could not be had; ``did.unresolved`` with the parameters ``did``
                and ``reason``, a clause for people. Anything else it raises is reported as that, except
                `LimitExceeded`.
        """
        ...


class ResolvingFetcher:
    """Asks resolvers for the DIDs of their methods, and another fetcher for all the rest.

    Args:
        inner: answers for everything else.
        resolvers: the resolvers, each for methods of its own.

    Raises:
        ConfigurationError: two resolvers answer for one method, or one for a method of badgekit's own
            (``key``, ``jwk``, ``web``).
    """

    __slots__ = ("_by_method", "_inner")

    def __init__(self, inner: Fetcher, resolvers: Iterable[DidResolver]) -> None:
        self._inner = inner
        self._by_method: dict[str, DidResolver] = {}
        for resolver in resolvers:
            if not isinstance(resolver, DidResolver):
                raise ConfigurationError(f"{type(resolver).__name__} is no DidResolver")
            methods = resolver.methods
            for method in (methods,) if isinstance(methods, str) else methods:
                if method in _OWN_METHODS:
                    raise ConfigurationError(f"badgekit looks did:{method} up itself")
                if self._by_method.setdefault(method, resolver) is not resolver:
                    raise ConfigurationError(f"two resolvers answer for did:{method}")

    def get(self, url: str, *, accept: str = ACCEPT_JSON) -> Response:
        """Return the answer of `url`.

        Raises:
            Unavailable: ``did.unresolved``, or as the inner fetcher.
            LimitExceeded: likewise.
        """
        return self._get(url, accept, None)

    def get_within(self, url: str, *, accept: str, seconds: float) -> Response:
        """Like `get`, but give up after `seconds` where resolver and fetcher can."""
        return self._get(url, accept, seconds)

    def get_fresh(self, url: str, *, accept: str, seconds: float) -> Response:
        """Like `get_within`, asking anew where the inner fetcher remembers; resolvers are always asked."""
        return self._get(url, accept, seconds, fresh=True)

    def _get(self, url: str, accept: str, seconds: float | None, *, fresh: bool = False) -> Response:
        scheme, _, rest = url.partition(":")
        resolver = self._by_method.get(rest.partition(":")[0]) if scheme == "did" else None
        if resolver is None:
            return ask(self._inner, url, accept=accept, seconds=seconds, fresh=fresh)
        body = _document(resolver, url, seconds)
        return Response(url, url, 200, {"content-type": "application/did+json"}, body)


def _document(resolver: DidResolver, did: str, seconds: float | None) -> bytes:
    try:
        within = getattr(resolver, "resolve_within", None) if seconds is not None else None
        document = within(did, seconds) if within is not None else resolver.resolve(did)
        if isinstance(document, bytes):
            return document
        if isinstance(document, Mapping):
            return json.dumps(dict(document), allow_nan=False).encode("ascii")
        reason = f"the resolver returned {type(document).__name__}"
    except LimitExceeded:
        raise
    except Unavailable as problem:
        if problem.code == "did.unresolved":
            raise
        reason = str(problem).rstrip(".")
    except Exception as error:
        # The text of a foreign exception may quote anything; its type name is enough to find it.
        raise Unavailable("did.unresolved", did=did, reason=type(error).__name__) from error
    raise Unavailable("did.unresolved", did=did, reason=reason)


def with_resolvers(fetcher: Fetcher, resolvers: Iterable[DidResolver]) -> Fetcher:
    """Return `fetcher` with `resolvers` beside what it asks: inside a recorder or cache, which thus see them.

    Raises:
        ConfigurationError: as `ResolvingFetcher`; `fetcher` is a recording, which answers for everything.
    """
    given = tuple(resolvers)
    if not given:
        return fetcher
    if isinstance(fetcher, Snapshot):
        raise ConfigurationError("a Snapshot has the answers of resolvers in it; leave them out")
    if isinstance(fetcher, Recorder | CachingFetcher):
        return fetcher.around(lambda inner: with_resolvers(inner, given))
    return ResolvingFetcher(fetcher, given)
