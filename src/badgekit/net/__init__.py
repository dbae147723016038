"""Everything that badgekit asks of the outside goes through one door, `Fetcher`, and is counted there.

Live and guarded (`HttpFetcher`), from documents the caller hands over (`MappingFetcher`), from a recording
(`Snapshot`), or not at all (`OfflineFetcher`). `FetchSession` is what one verification uses.
"""

from badgekit.net.caching import CachingFetcher
from badgekit.net.fetcher import (
    ACCEPT_CONTROLLER,
    ACCEPT_CREDENTIAL,
    ACCEPT_JSON,
    ACCEPT_KEY,
    DeadlineFetcher,
    Fetcher,
    Response,
)
from badgekit.net.http import HttpFetcher
from badgekit.net.mapping import MappingFetcher, OfflineFetcher
from badgekit.net.recorder import Recorder
from badgekit.net.resolving import DidResolver, ResolvingFetcher, with_resolvers
from badgekit.net.session import Evidence, FetchSession
from badgekit.net.snapshot import Snapshot
from badgekit.net.universal import UniversalResolver

__all__ = [
    "ACCEPT_CONTROLLER",
    "ACCEPT_CREDENTIAL",
    "ACCEPT_JSON",
    "ACCEPT_KEY",
    "CachingFetcher",
    "DeadlineFetcher",
    "DidResolver",
    "Evidence",
    "FetchSession",
    "Fetcher",
    "HttpFetcher",
    "MappingFetcher",
    "OfflineFetcher",
    "Recorder",
    "ResolvingFetcher",
    "Response",
    "Snapshot",
    "UniversalResolver",
    "with_resolvers",
]
