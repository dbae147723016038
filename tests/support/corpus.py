"""Read the credential corpora beside the project: a case as verifier arguments."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from badgekit.errors import Unavailable
from badgekit.net import MappingFetcher
from badgekit.net.fetcher import ACCEPT_JSON, Response

Documents = dict[str, tuple[int, dict[str, str], bytes]]


@dataclass
class Asked:
    """A fetcher that remembers which URLs were asked for, and misbehaves where a case says so."""

    inner: MappingFetcher
    broken: Mapping[str, str] = field(default_factory=dict)
    urls: list[str] = field(default_factory=list)

    def get(self, url: str, *, accept: str = ACCEPT_JSON) -> Response:
        self.urls.append(url)
        if url in self.broken:
            raise Unavailable("net.timeout" if "reset" not in self.broken[url] else "net.failed", url=url)
        return self.inner.get(url, accept=accept)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def did_web_url(did: str) -> str:
    """Return where a did:web document lies; the corpora name some of them by their DID."""
    host, *path = did.removeprefix("did:web:").split(":")
    return f"https://{host.replace('%3A', ':')}/{'/'.join(path) if path else '.well-known'}/did.json"


def documents(folder: Path, files: Mapping[str, str]) -> MappingFetcher:
    """Serve `files` (URL → path below `folder`); contexts are pinned in the project and left out."""
    served: Documents = {}
    for url, name in files.items():
        if "/contexts" in name:
            continue
        key = did_web_url(url) if url.startswith("did:web:") else url
        served[key] = (200, {"content-type": "application/json"}, (folder / name).read_bytes())
    return MappingFetcher(served)


def manifest(folder: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((folder / "manifest.json").read_bytes())
    return loaded


def hostile_fetcher(folder: Path, resources: list[dict[str, Any]]) -> Asked:
    served: Documents = {}
    broken = {}
    for resource in resources:
        url = resource["url"]
        if resource.get("behavior") or not resource.get("status"):
            broken[url] = str(resource.get("behavior"))
            continue
        body = (folder / resource["file"]).read_bytes() if resource.get("file") else b""
        headers = {
            "content-type": resource.get("content_type", "application/json"),
            **{name: str(value) for name, value in (resource.get("headers") or {}).items()},
        }
        if resource["status"] >= 200:
            served.setdefault(url, (resource["status"], headers, body))
    return Asked(MappingFetcher(served), broken)
