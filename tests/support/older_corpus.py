"""Read corpus/open-badges-2: a case as verifier arguments, and a web that has nothing but its documents."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from badgekit import Report, Verifier
from badgekit.errors import Unavailable
from badgekit.net import MappingFetcher
from badgekit.net.fetcher import ACCEPT_JSON, Response
from badgekit.net.iri import to_uri

# After every date that is meant to be past, before every one that is meant to be future.
NOW = datetime(2020, 1, 1, tzinfo=UTC)
_CANDIDATE = {"email": "email", "url": "url", "id": "id", "telephone": "phone"}


class ClosedWeb:
    """Serves what it was given, plain http too; every other address cannot be connected to."""

    def __init__(self, documents: Mapping[str, Any]) -> None:
        self.asked: list[str] = []
        self._inner = MappingFetcher(documents, allow_http=True)

    def get(self, url: str, *, accept: str = ACCEPT_JSON) -> Response:
        self.asked.append(url)
        try:
            return self._inner.get(url, accept=accept)
        except Unavailable as problem:
            if problem.code != "net.not_in_documents":
                raise
            raise Unavailable("net.failed", url=url, reason="the connection was refused") from None


def cases(corpus: Path, name: str) -> list[dict[str, Any]]:
    loaded: list[dict[str, Any]] = json.loads((corpus / "open-badges-2" / name).read_bytes())
    return loaded


def web_of(corpus: Path, resources: Mapping[str, Any]) -> ClosedWeb:
    served: dict[str, Any] = {}
    for url, resource in resources.items():
        headers = {
            "content-type": resource.get("content_type", "application/json"),
            **{name.lower(): value for name, value in (resource.get("headers") or {}).items()},
        }
        if "file" in resource:
            body: Any = (corpus / "open-badges-2" / resource["file"]).read_bytes()
        else:
            body = json.dumps(resource["json"]) if "json" in resource else resource.get("text", "")
        served[to_uri(url)] = (resource.get("status", 200), headers, body)
    return ClosedWeb(served)


def source_of(corpus: Path, given: Mapping[str, Any]) -> Any:
    if "file" in given:
        return (corpus / "open-badges-2" / given["file"]).read_bytes()
    if given["type"] == "json":
        return json.dumps(given["value"]) if not isinstance(given["value"], str) else given["value"]
    return given["value"]


def verify(corpus: Path, case: Mapping[str, Any]) -> tuple[Report, ClosedWeb]:
    web = web_of(corpus, case.get("resources") or {})
    profile = case.get("recipient_profile") or {}
    candidate = {_CANDIDATE[name]: value for name, value in profile.items()}
    report = Verifier(fetcher=web).verify(
        source_of(corpus, case["input"]), now=NOW, candidate=candidate or None
    )
    broken = [
        (check.id, check.reason.params)
        for each in report.walk()
        for check in each.checks
        if check.code == "check.broken"
    ]
    assert not broken, f"{case['id']}: {broken}"
    return report, web
