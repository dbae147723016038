"""The contexts and JSON Schemas that come with badgekit: found, pinned by SHA-256, loaded when asked for.

One index per kind (`schemas/contexts/index.json`, `schemas/json/index.json`) names every document by its
canonical URL; the top-level folder `schemas` is what a wheel carries as package data. Contexts that the
PyLD distribution bundles are read from there, without importing PyLD. Nothing is ever fetched.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from badgekit import strictjson
from badgekit.errors import ConfigurationError, Problem

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = [
    "ContextEntry",
    "ContextRevision",
    "SchemaEntry",
    "context_index",
    "data_root",
    "json_schema_index",
]

_REINSTALL = "Reinstall badgekit; in a checkout, restore the folder 'schemas'."


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextRevision:
    """One content that a context URL has had.

    Attributes:
        name: short name of the revision, unique for its URL, such as ``final`` or ``2024-01``.
        sha256: digest of the file that is loaded, 64 lower-case hexadecimal digits.
        published_sha256: digest of the published document that has the same effect; None where no
            authoritative copy of it is known.
        note: what distinguishes this revision, for a person.
        load: returns the parsed document, a fresh object at every call, after its digest was checked.
            Raises `ConfigurationError` where the file is missing or is not the pinned one.
    """

    name: str
    sha256: str
    published_sha256: str | None
    note: str
    load: Callable[[], dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextEntry:
    """One context URL with every revision known of it, the default first.

    Attributes:
        url: canonical URL.
        aliases: further URLs of the same document.
        revisions: at least one.
    """

    url: str
    aliases: tuple[str, ...]
    revisions: tuple[ContextRevision, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemaEntry:
    """One JSON Schema.

    Attributes:
        url: canonical URL.
        aliases: further URLs of the same schema.
        sha256: digest of the file, 64 lower-case hexadecimal digits.
        published: digests, as in SRI, of documents that were seen at these URLs and have the same meaning.
        load: returns the parsed schema, a fresh object at every call, after its digest was checked.
            Raises `ConfigurationError` where the file is missing or is not the pinned one.
    """

    url: str
    aliases: tuple[str, ...]
    sha256: str
    published: tuple[str, ...]
    load: Callable[[], dict[str, Any]]


def data_root() -> Traversable:
    """Return the folder that holds ``contexts`` and ``json``.

    It is ``badgekit/data`` in an installed wheel, and the top-level ``schemas`` in a checkout, an unpacked
    source distribution or an editable installation.

    Raises:
        ConfigurationError: neither is there.
    """
    here = Path(__file__).resolve().parent
    for folder in (here / "data", here.parent.parent / "schemas"):
        if folder.is_dir():
            return folder
    # A package inside a zip archive. Asked last: importing importlib.resources takes longer than the rest.
    from importlib.resources import files

    inside = files("badgekit").joinpath("data")
    if inside.is_dir():
        return inside
    raise ConfigurationError(f"badgekit's contexts and schemas are missing (looked in {here}). {_REINSTALL}")


def context_index() -> tuple[ContextEntry, ...]:
    """Read the index of contexts; the documents themselves are read by each revision's `load`.

    The index is parsed at every call: callers keep the result.

    Raises:
        ConfigurationError: the index is missing or damaged.
    """
    folder = data_root().joinpath("contexts")
    try:
        return tuple(_context_entry(folder, entry) for entry in _index(folder, "contexts"))
    except (KeyError, TypeError) as error:
        raise _damaged("contexts", error) from None


def json_schema_index() -> tuple[SchemaEntry, ...]:
    """Read the index of JSON Schemas; the schemas themselves are read by each entry's `load`.

    The index is parsed at every call: callers keep the result.

    Raises:
        ConfigurationError: the index is missing or damaged.
    """
    folder = data_root().joinpath("json")
    try:
        return tuple(_schema_entry(folder, entry) for entry in _index(folder, "schemas"))
    except (KeyError, TypeError) as error:
        raise _damaged("json", error) from None


def _index(folder: Traversable, key: str) -> list[dict[str, Any]]:
    try:
        document = strictjson.loads(folder.joinpath("index.json").read_bytes())
    except (OSError, Problem) as error:
        raise _damaged(folder.name, error) from None
    entries: list[dict[str, Any]] = document[key]
    return entries


def _damaged(folder: str, error: Exception) -> ConfigurationError:
    return ConfigurationError(f"badgekit's index {folder}/index.json cannot be read: {error}. {_REINSTALL}")


def _context_entry(folder: Traversable, entry: dict[str, Any]) -> ContextEntry:
    url = entry["url"]
    return ContextEntry(
        url=url,
        aliases=tuple(entry.get("aliases", ())),
        revisions=tuple(_revision(folder, url, revision) for revision in entry["revisions"]),
    )


def _revision(folder: Traversable, url: str, revision: dict[str, Any]) -> ContextRevision:
    file, sha256 = revision["file"], revision["sha256"]
    if revision.get("pyld"):
        load = partial(_load_from_pyld, url, file, sha256, revision["json_sha256"])
    else:
        load = partial(_load, url, folder, file, sha256)
    return ContextRevision(
        name=revision["name"],
        sha256=sha256,
        published_sha256=revision.get("published_sha256"),
        note=revision["note"],
        load=load,
    )


def _schema_entry(folder: Traversable, entry: dict[str, Any]) -> SchemaEntry:
    url, sha256 = entry["url"], entry["sha256"]
    return SchemaEntry(
        url=url,
        aliases=tuple(entry.get("aliases", ())),
        sha256=sha256,
        published=tuple(entry.get("published", ())),
        load=partial(_load, url, folder, entry["file"], sha256),
    )


def _load(url: str, folder: Traversable, file: str, sha256: str) -> dict[str, Any]:
    data = _read(url, folder.joinpath(file), _REINSTALL)
    found = hashlib.sha256(data).hexdigest()
    if found != sha256:
        raise ConfigurationError(
            f"badgekit's copy of {url} is not the pinned one: {file} has SHA-256 {found}, "
            f"the index says {sha256}. {_REINSTALL}"
        )
    return _object(url, data)


def _load_from_pyld(url: str, file: str, sha256: str, json_sha256: str) -> dict[str, Any]:
    from importlib.util import find_spec

    advice = "Install PyLD 3.3 or another release that bundles the pinned document."
    spec = find_spec("pyld")  # finds the package without running it, which would cost some 200 ms
    if spec is None or not spec.submodule_search_locations:
        raise ConfigurationError(f"{url} comes with PyLD, which is not installed. {advice}")
    package = Path(next(iter(spec.submodule_search_locations)))
    data = _read(url, package / "documentloader" / "frozen" / "bundled" / file, advice)
    if hashlib.sha256(data).hexdigest() == sha256:
        return _object(url, data)
    # Other bytes may be the same document: a release may change line endings or indentation.
    document = _object(url, data)
    found = _json_digest(document)
    if found != json_sha256:
        raise ConfigurationError(
            f"PyLD's copy of {url} is not the pinned one: {file} has the JSON digest {found}, "
            f"badgekit knows {json_sha256}. {advice}"
        )
    return document


def _read(url: str, file: Traversable, advice: str) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise ConfigurationError(f"The document for {url} cannot be read: {error}. {advice}") from None


def _object(url: str, data: bytes) -> dict[str, Any]:
    try:
        document = strictjson.loads(data)
    except Problem as error:
        raise ConfigurationError(f"The document for {url} is not strict JSON: {error}") from None
    if not isinstance(document, dict):
        raise ConfigurationError(f"The document for {url} is not a JSON object.")
    return document


def _json_digest(document: dict[str, Any]) -> str:
    """Digest of the JSON value itself: sorted keys, no white space, UTF-8."""
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
