"""Every known credential has the same canonical N-Quads under our contexts and the published ones."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.support.bundled_contexts import (
    DEFAULTS,
    REVISIONS,
    Documents,
    Oracle,
    counterpart,
    current_documents,
    published_documents,
)


@pytest.fixture(scope="module")
def published(reference: Path) -> Documents:
    return published_documents(reference)


@pytest.fixture(scope="module")
def current(reference: Path) -> Documents:
    return current_documents(reference)


def credentials(corpus: Path) -> Iterator[tuple[str, Any]]:
    """Every JSON-LD document among the known credentials, JWT payloads included."""
    files = [
        corpus / kind / case["file"]
        for kind in ("credentials", "inspector")
        for case in json.loads((corpus / kind / "manifest.json").read_bytes())["cases"]
    ]
    files += sorted((corpus / "perf" / "creds").rglob("*.*"))
    for file in sorted(set(files)):
        for document in documents_in(file.read_bytes()):
            yield str(file.relative_to(corpus)), document


def documents_in(data: bytes) -> Iterator[Any]:
    """The JSON object in a file, or the credential that a compact JWS carries; nothing for anything else."""
    try:
        parts = data.decode().strip().strip('"').split(".")
        if len(parts) == 3 and data.strip()[:1] != b"{":
            value = json.loads(base64.urlsafe_b64decode(parts[1] + "=="))
        else:
            value = json.loads(data)
    except ValueError:
        return
    if isinstance(value, dict):
        yield from (one for one in (value, value.get("vc"), value.get("vp")) if isinstance(one, dict))


def context_urls(value: Any) -> set[str]:
    """Every URL in any ``@context`` of a document."""
    found: set[str] = set()
    if isinstance(value, dict):
        own = value.get("@context")
        found |= {url for url in (own if isinstance(own, list) else [own]) if isinstance(url, str)}
        for member in value.values():
            found |= context_urls(member)
    elif isinstance(value, list):
        for member in value:
            found |= context_urls(member)
    return found


@pytest.mark.slow
def test_every_known_credential_has_the_same_canonical_form(corpus: Path, current: Documents) -> None:
    ours = Oracle({**current, **{url: revision.load() for url, revision in DEFAULTS.items()}})
    theirs = Oracle(current)
    written = {url for url in DEFAULTS if "pyld" not in str(DEFAULTS[url].load)}
    compared = 0
    for name, document in credentials(corpus):
        if "@context" not in document or not context_urls(document) & written:
            continue
        expected = theirs.canonical(document)
        assert ours.canonical(document) == expected, name
        compared += not expected.startswith("error")
    assert compared > 500


@pytest.mark.slow
@pytest.mark.parametrize(
    ("url", "name"), [key for key in REVISIONS if DEFAULTS[key[0]].name != key[1]], ids=str
)
def test_credentials_have_the_same_canonical_form_under_older_revisions(
    url: str, name: str, corpus: Path, published: Documents, current: Documents
) -> None:
    ours = Oracle({**current, url: REVISIONS[url, name].load()})
    theirs = Oracle({**current, url: counterpart(url, name, published, current)})
    using = [one for one in credentials(corpus) if url in context_urls(one[1]) and "perf" not in one[0]]
    assert using
    for case, document in using[::3]:
        assert ours.canonical(document) == theirs.canonical(document), case
