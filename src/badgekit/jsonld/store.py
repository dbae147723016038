"""The contexts that may be used: by URL, in every revision known, pinned by digest. Nothing is fetched."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from badgekit.errors import ConfigurationError, Problem
from badgekit.limits import Limits

__all__ = ["ContextStore", "Revision"]

_DEFAULT_LIMITS = Limits()
PINNED = "pinned"
"""Name of the revision of a context that the caller pinned."""


@dataclass(frozen=True, slots=True)
class Revision:
    """One content of a context URL.

    Attributes:
        url: the URL.
        name: name of the revision, unique for its URL.
        sha256: digest of the file, or of the JSON for a pinned context; 64 lower-case hexadecimal digits.
        document: the context document, an object with ``@context``. May be read only when first looked into.
        published: digest of the published document whose effect it has, as `sha256`; "" where unknown.
    """

    url: str
    name: str
    sha256: str
    document: Mapping[str, Any]
    published: str = ""


class _Lazy(Mapping[str, Any]):
    """A document that is loaded when it is first looked into."""

    __slots__ = ("_document", "_load")

    def __init__(self, load: Callable[[], dict[str, Any]]) -> None:
        self._load = load
        self._document: dict[str, Any] | None = None

    def _get(self) -> dict[str, Any]:
        if self._document is None:
            self._document = self._load()
        return self._document

    def __getitem__(self, key: str) -> Any:
        return self._get()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._get())

    def __len__(self) -> int:
        return len(self._get())


class ContextStore:
    """An immutable set of contexts.

    Args:
        revisions: URL → its revisions, the default first.
    """

    __slots__ = ("_revisions",)

    def __init__(self, revisions: Mapping[str, tuple[Revision, ...]]) -> None:
        self._revisions = dict(revisions)

    @classmethod
    def bundled(cls) -> ContextStore:
        """Return the contexts that come with badgekit; each is read when it is first used.

        Raises:
            ConfigurationError: the index of contexts is missing or damaged.
        """
        from badgekit import resources

        revisions: dict[str, tuple[Revision, ...]] = {}
        for entry in resources.context_index():
            documents = [
                (known.name, known.sha256, _Lazy(known.load), known.published_sha256 or "")
                for known in entry.revisions
            ]
            for url in (entry.url, *entry.aliases):
                revisions[url] = tuple(Revision(url, *document) for document in documents)
        return cls(revisions)

    def revisions(self, url: str) -> tuple[Revision, ...]:
        """Return the revisions of `url`, the default first; () for an unknown URL."""
        return self._revisions.get(url, ())

    def urls(self) -> tuple[str, ...]:
        """Return every URL in the store."""
        return tuple(self._revisions)

    def with_pinned(
        self, pinned: Mapping[str, Mapping[str, Any]], limits: Limits = _DEFAULT_LIMITS
    ) -> ContextStore:
        """Return a store that has `pinned` too; a pinned context takes the place of a bundled one.

        Args:
            pinned: URL → context document, an object with the member ``@context``.
            limits: `context_terms` and `json_depth` are applied.

        Raises:
            ConfigurationError: a URL or document is not usable.
        """
        revisions = dict(self._revisions)
        for url, document in pinned.items():
            revisions[url] = (_pinned(url, document, limits),)
        return ContextStore(revisions)

    def document(self, url: str, choice: Mapping[str, str]) -> Revision | None:
        """Return the revision of `url` that `choice` names, or the default; None for an unknown URL.

        Raises:
            ConfigurationError: `choice` names a revision that does not exist.
        """
        known = self._revisions.get(url)
        if known is None:
            return None
        wanted = choice.get(url)
        for revision in known:
            if wanted is None or revision.name == wanted:
                return revision
        raise ConfigurationError(f"{url} has no revision {wanted!r}; known: {[r.name for r in known]}")


def _pinned(url: str, document: Mapping[str, Any], limits: Limits) -> Revision:
    from badgekit.jsonld.iri import absolute

    if not isinstance(url, str) or not absolute(url):
        raise ConfigurationError(f"A pinned context needs an absolute URL, not {url!r}.")
    if not isinstance(document, Mapping) or "@context" not in document:
        raise ConfigurationError(f"The pinned context {url} is not an object with the member @context.")
    try:
        # A copy of its own: the caller may change the given one later.
        text = json.dumps({"@context": document["@context"]}, allow_nan=False, ensure_ascii=False)
        copy = json.loads(text)
        digest = hashlib.sha256(text.encode()).hexdigest()
    except (TypeError, ValueError, RecursionError) as error:
        raise ConfigurationError(f"The pinned context {url} is not JSON: {error}") from None
    _check(url, copy["@context"], limits)
    return Revision(url, PINNED, digest, copy)


def _check(url: str, context: Any, limits: Limits) -> None:
    from badgekit.jsonld.compiler import measure
    from badgekit.jsonld.refusal import Refused

    for entry in context if isinstance(context, list) else [context]:
        if not isinstance(entry, (dict, str)):
            raise ConfigurationError(f"The pinned context {url} holds neither objects nor addresses.")
    try:
        measure(context, limits)
    except Refused as refused:
        problem: Problem = refused.problem("$")
        raise ConfigurationError(f"The pinned context {url} cannot be used: {problem}") from None
