"""Read the credential corpora beside the project: a case as verifier arguments."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from badgekit import Policy, Report, Verifier
from badgekit.errors import Problem, Unavailable
from badgekit.jsonld import ContextStore
from badgekit.limits import Limits
from badgekit.net import Fetcher, MappingFetcher, OfflineFetcher
from badgekit.net.addresses import Address, is_public, parse
from badgekit.net.body import check_framing, read_body
from badgekit.net.fetcher import ACCEPT_JSON, Response

Documents = dict[str, tuple[int, dict[str, str], bytes]]

INSPECTOR_CLOCK = "2026-06-01T12:00:00Z"
# Nobody can pin it: it has more terms than a pinned context may have.
TOO_LARGE = frozenset(
    {"http://schema.org/", "http://schema.org", "https://schema.org", "https://schema.org/"}
)


@dataclass
class Asked:
    """A fetcher that remembers which URLs were asked for, and misbehaves where a case says so.

    What the live fetcher refuses before it asks, a port or an address inside, was not asked for.
    """

    inner: Fetcher
    broken: Mapping[str, Problem] = field(default_factory=dict)
    urls: list[str] = field(default_factory=list)

    def get(self, url: str, *, accept: str = ACCEPT_JSON) -> Response:
        try:
            if url in self.broken:
                raise self.broken[url]
            response = self.inner.get(url, accept=accept)
        except Problem as problem:
            if problem.code != "net.blocked":
                self.urls.append(url)
            raise
        self.urls.append(url)
        return response


class Switched:
    """A fetcher that asks another one for each case, so that one Verifier serves a whole corpus."""

    def __init__(self) -> None:
        self.inner: Fetcher = OfflineFetcher()

    def get(self, url: str, *, accept: str = ACCEPT_JSON) -> Response:
        return self.inner.get(url, accept=accept)


@dataclass(frozen=True)
class Case:
    """One input with everything that the caller knows beside it."""

    name: str
    data: bytes
    fetcher: Fetcher
    now: datetime
    contexts: str = ""
    """JSON object of further contexts to pin, URL → document; "" for none."""
    trusted_issuers: tuple[str, ...] | None = None
    arguments: Mapping[str, Any] = field(default_factory=dict)
    """Further arguments of `Verifier.verify`: candidate, domain, challenge."""


class Bench:
    """Verifies cases with as few Verifiers as there are policies and sets of pinned contexts."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, tuple[str, ...] | None], tuple[Verifier, Switched]] = {}

    def verify(self, case: Case, source: bytes | str | dict[str, Any] | None = None) -> Report:
        """Verify `source`, by default the data of `case`, as `case` says; fail where a check broke."""
        key = (case.contexts, case.trusted_issuers)
        if key not in self._known:
            switched = Switched()
            policy = Policy.standard(trusted_issuers=case.trusted_issuers)
            contexts = json.loads(case.contexts) if case.contexts else None
            self._known[key] = (Verifier(policy=policy, fetcher=switched, contexts=contexts), switched)
        verifier, switched = self._known[key]
        switched.inner = case.fetcher
        report = verifier.verify(case.data if source is None else source, now=case.now, **case.arguments)
        # A check that raises is reported instead of stopping the caller; for a test it is a failure.
        broken = [
            (inner.id, inner.reason.params)
            for each in report.walk()
            for inner in each.checks
            if inner.code == "check.broken"
        ]
        assert not broken, f"{case.name}: a check broke: {broken}"
        return report


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def did_web_url(did: str) -> str:
    """Return where a did:web document lies; the corpora name some of them by their DID."""
    host, *path = did.removeprefix("did:web:").split(":")
    return f"https://{host.replace('%3A', ':')}/{'/'.join(path) if path else '.well-known'}/did.json"


def documents(folder: Path, files: Mapping[str, str], *, allow_http: bool = False) -> MappingFetcher:
    """Serve `files` (URL → path below `folder`); contexts are pinned in the project and left out."""
    served: Documents = {}
    for url, name in files.items():
        if "/contexts" in name:
            continue
        key = did_web_url(url) if url.startswith("did:web:") else url
        served[key] = (200, {"content-type": "application/json"}, (folder / name).read_bytes())
    return MappingFetcher(served, allow_http=allow_http)


def manifest(folder: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((folder / "manifest.json").read_bytes())
    return loaded


@cache
def further_contexts(reference: Path) -> str:
    """Return the published contexts that the project does not ship, as a caller who knows them pins them."""
    folder = reference / "contexts"
    shipped = ContextStore.bundled()
    index: dict[str, str] = json.loads((folder / "index.json").read_bytes())
    found = {
        url: json.loads((folder / name).read_bytes())
        for url, name in index.items()
        if not shipped.revisions(url) and url not in TOO_LARGE
    }
    return json.dumps(found)


def mechanisms(case: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the securing mechanisms of a case of the credentials corpus, one for each proof."""
    given = case["securing"]
    return tuple(given) if isinstance(given, list) else (given,)


def credential_cases(
    corpus: Path, reference: Path, judged: Iterable[str]
) -> list[tuple[Case, dict[str, Any]]]:
    """Return the cases of corpus/credentials with one of the mechanisms `judged`, each with its entry."""
    folder, wanted = corpus / "credentials", frozenset(judged)
    loaded = manifest(folder)
    now = moment(loaded["reference_time"])
    return [
        (
            Case(
                name=entry["id"],
                data=(folder / entry["file"]).read_bytes(),
                fetcher=documents(folder, entry["resources"]),
                now=now,
                contexts=further_contexts(reference),
            ),
            entry,
        )
        for entry in loaded["cases"]
        if not wanted.isdisjoint(mechanisms(entry))
    ]


def inspector_cases(corpus: Path, formats: Iterable[str]) -> list[tuple[Case, dict[str, Any]]]:
    """Return the cases of corpus/inspector in one of `formats`, with everything served that they need."""
    folder, wanted = corpus / "inspector", frozenset(formats)
    return [
        (
            Case(
                name=entry["id"],
                data=(folder / entry["file"]).read_bytes(),
                fetcher=documents(folder, {**(entry.get("synthetic_needs") or {}), **entry["needs"]}),
                now=moment(INSPECTOR_CLOCK),
            ),
            entry,
        )
        for entry in manifest(folder)["cases"]
        if entry["format"] in wanted
    ]


def older_inspector_cases(corpus: Path, formats: Iterable[str]) -> list[tuple[Case, dict[str, Any]]]:
    """Return the cases of Open Badges 2.0 in corpus/inspector.

    That validator takes JSON at its word; badgekit asks the address that it names, so it lies there, too.
    """
    folder, wanted = corpus / "inspector", frozenset(formats)
    found = []
    for entry in manifest(folder)["cases"]:
        if entry["format"] not in wanted:
            continue
        data = (folder / entry["file"]).read_bytes()
        files = {**(entry.get("synthetic_needs") or {}), **entry["needs"]}
        for needed in (*files.values(), entry["file"]):
            value = _json(folder / needed) if "/contexts" not in needed else {}
            if isinstance(value.get("id"), str):
                files.setdefault(value["id"], needed)
        if data.startswith(b"\x89PNG"):
            files.setdefault("https://example.org/beths-robotics-badge.json", "ob20/basic-assertion.json")
        fetcher = documents(folder, files, allow_http=True)
        found.append((Case(name=entry["id"], data=data, fetcher=fetcher, now=moment(INSPECTOR_CLOCK)), entry))
    return found


def _json(file: Path) -> dict[str, Any]:
    try:
        value = json.loads(file.read_bytes())
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def hostile_case(folder: Path, entry: dict[str, Any], step: dict[str, Any], now: str) -> Case:
    """Return one step of a case of corpus/hostile; a case without steps is its own only step."""
    options = entry.get("options") or {}
    pinned = {
        url: json.loads((folder / name).read_bytes())
        for url, name in (options.get("pinned_contexts") or {}).items()
    }
    candidate: dict[str, Any] = dict(options.get("recipient") or {})
    if options.get("subject"):
        candidate["id"] = options["subject"]
    trusted = options.get("trusted_issuers")
    return Case(
        name=entry["id"],
        data=(folder / step["file"]).read_bytes(),
        fetcher=hostile_fetcher(folder, step["resources"]),
        now=moment(step.get("now", now)),
        contexts=json.dumps(pinned) if pinned else "",
        trusted_issuers=None if trusted is None else tuple(trusted),
        arguments={
            "candidate": candidate or None,
            "domain": options.get("domain"),
            "challenge": options.get("challenge"),
        },
    )


def hostile_fetcher(folder: Path, resources: list[dict[str, Any]]) -> Asked:
    served: Documents = {}
    broken: dict[str, Problem] = {}
    for resource in resources:
        url = resource["url"]
        if resource.get("behavior") or not resource.get("status"):
            reset = "reset" in str(resource.get("behavior"))
            broken[url] = Unavailable("net.failed" if reset else "net.timeout", url=url)
            continue
        body = (folder / resource["file"]).read_bytes() if resource.get("file") else b""
        headers = {
            "content-type": resource.get("content_type", "application/json"),
            **{name: str(value) for name, value in (resource.get("headers") or {}).items()},
        }
        if not all(is_public(address) for address in _addresses(resource)):
            broken[url] = Unavailable("net.blocked", url=url, rule="address", reason="it is inside")
        elif resource["status"] >= 200:
            try:
                body = _received(url, resource["status"], headers, body)
            except Problem as problem:
                broken[url] = problem
            else:
                served.setdefault(url, (resource["status"], headers, body))
    return Asked(MappingFetcher(served), broken)


def _addresses(resource: Mapping[str, Any]) -> list[Address]:
    """Return what the name of a resource leads to; several answers of the resolver count as one."""
    found = []
    for given in resource.get("dns") or ():
        for text in given if isinstance(given, list) else [given]:
            address = parse(text)
            assert address is not None
            found.append(address)
    return found


def _received(url: str, status: int, headers: dict[str, str], sent: bytes) -> bytes:
    """Return the body as the live fetcher makes it of what was sent; raises where that refuses it."""
    limit = Limits().fetch_bytes
    check_framing(url, status, headers, limit)
    return read_body(url, headers, BytesIO(sent).read, limit)
