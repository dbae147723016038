"""The Open Badges 3.0 credentials in the corpora, wherever they are packed."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.support.badge_examples import V1


@dataclass(frozen=True, slots=True)
class Found:
    """A credential found somewhere in the corpora, once, with every place it was found in."""

    kind: str
    vcdm: str
    document: dict[str, Any]
    places: list[str] = field(default_factory=list)


def badges_of(corpus: Path) -> list[Found]:
    """Return every different Open Badges 3.0 credential of the corpora, nested ones on their own as well."""
    found: dict[str, Found] = {}
    for place, value in _values(corpus):
        for kind, document in _badges_in(value, 0):
            key = kind + json.dumps(document, sort_keys=True)
            if key not in found:
                contexts = document.get("@context")
                first = contexts[0] if isinstance(contexts, list) and contexts else None
                found[key] = Found(kind, "1.1" if first == V1 else "2.0", document)
            found[key].places.append(place)
    return list(found.values())


def _values(corpus: Path) -> Iterator[tuple[str, Any]]:
    for name in ("credentials", "hostile"):
        for case in json.loads((corpus / name / "manifest.json").read_text())["cases"]:
            file = corpus / name / str(case.get("file"))
            if file.is_file():
                yield from ((f"{name}/{case['id']}", value) for value in _parsed(file.read_bytes()))
    for folder in (corpus / "inspector", corpus / "perf" / "creds"):
        for file in sorted(folder.rglob("*")):
            # The sets for benchmarks hold sixty of a kind.
            if (
                file.is_file()
                and file.name != "manifest.json"
                and not re.fullmatch(r"0([1-9].|0[4-9])\..*", file.name)
            ):
                place = str(file.relative_to(corpus))
                yield from ((place, value) for value in _parsed(file.read_bytes()))
    for line in (corpus / "vc-api" / "requests.jsonl").read_text().splitlines():
        yield "vc-api", json.loads(line)


def _parsed(data: bytes) -> Iterator[Any]:
    texts = [data]
    if data.startswith(b"\x89PNG"):
        texts = [
            match[1] for match in re.finditer(rb"openbadgecredential\0\0\0\0\0(.*?)....IDAT", data, re.S)
        ]
    elif b"<svg" in data[:2000]:
        pairs = re.findall(rb'<!\[CDATA\[(.*?)\]\]>|verify="([^"]+)"', data, re.S)
        texts = [part for pair in pairs for part in pair if part]
    for text in texts:
        text = text.strip().strip(b'"')
        if re.fullmatch(rb"[\w-]+\.[\w-]*\.[\w-]*", text):
            payload = text.split(b".")[1]
            text = base64.urlsafe_b64decode(payload + b"=" * (-len(payload) % 4))
        try:
            value = json.loads(text)
        except (ValueError, RecursionError):
            continue
        yield value


def _badges_in(value: Any, depth: int) -> Iterator[tuple[str, dict[str, Any]]]:
    if depth > 60:
        return
    if isinstance(value, dict):
        types = value.get("type")
        if isinstance(types, list):
            if "AchievementCredential" in types or "OpenBadgeCredential" in types:
                yield "achievement", value
            elif "EndorsementCredential" in types:
                yield "endorsement", value
        for member in value.values():
            yield from _badges_in(member, depth + 1)
    elif isinstance(value, list):
        for item in value:
            yield from _badges_in(item, depth + 1)
