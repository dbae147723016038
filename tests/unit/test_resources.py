"""The bundled contexts and schemas: found in every layout, pinned, loaded only when asked for."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from pathlib import Path

import pytest

from badgekit import resources
from badgekit.errors import ConfigurationError
from badgekit.resources import context_index, data_root, json_schema_index

SCHEMAS = Path(__file__).resolve().parents[2] / "schemas"
PACKAGE = Path(resources.__file__).resolve().parent
CREDENTIALS_V2 = "https://www.w3.org/ns/credentials/v2"
OB = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The layout of an installed wheel; returns its data folder, free to be damaged."""
    package = tmp_path / "site-packages" / "badgekit"
    data = package / "data"
    shutil.copytree(SCHEMAS, data)
    monkeypatch.setattr(resources, "__file__", str(package / "resources.py"))
    return data


@pytest.fixture
def pyld_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Another PyLD release, as a folder of bundled contexts free to be changed."""
    spec = find_spec("pyld")
    assert spec is not None
    assert spec.submodule_search_locations
    bundled = Path("documentloader", "frozen", "bundled")
    copy = tmp_path / "pyld"
    shutil.copytree(Path(spec.submodule_search_locations[0]) / bundled, copy / bundled)
    fake = ModuleSpec("pyld", None, is_package=True)
    fake.submodule_search_locations = [str(copy)]
    monkeypatch.setattr("importlib.util.find_spec", lambda name: fake)
    return copy / bundled


def load(url: str, revision: int = 0) -> dict[str, object]:
    return next(e for e in context_index() if e.url == url).revisions[revision].load()


# --- where the data lies -------------------------------------------------------------------------


def test_a_checkout_reads_its_top_level_folder() -> None:
    assert Path(str(data_root())) == SCHEMAS


def test_an_installed_wheel_reads_its_package_data(installed: Path) -> None:
    assert Path(str(data_root())) == installed
    assert {e.url for e in context_index()} >= {OB, CREDENTIALS_V2}
    assert load(OB)["@context"]


def test_a_package_in_a_zip_archive_reads_its_package_data(tmp_path: Path) -> None:
    archive = tmp_path / "badgekit.zip"
    with zipfile.ZipFile(archive, "w") as target:
        for file in PACKAGE.rglob("*.py"):
            target.write(file, Path("badgekit") / file.relative_to(PACKAGE))
        for file in SCHEMAS.rglob("*.json"):
            target.write(file, Path("badgekit", "data") / file.relative_to(SCHEMAS))
    script = (
        f"import sys; sys.path.insert(0, {str(archive)!r})\n"
        "from badgekit.resources import context_index, data_root\n"
        "print(str(data_root()).endswith('badgekit.zip/badgekit/data/'))\n"
        f"print('AchievementSubject' in {{e.url: e for e in context_index()}}[{OB!r}]"
        ".revisions[0].load()['@context'])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "True"]


def test_missing_data_is_said_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "__file__", str(tmp_path / "a" / "b" / "resources.py"))
    monkeypatch.setattr("importlib.resources.files", lambda package: tmp_path / "nowhere")
    with pytest.raises(ConfigurationError, match="Reinstall badgekit"):
        data_root()


def test_reading_every_document_imports_no_heavy_package() -> None:
    script = (
        "import sys; from badgekit.resources import context_index, json_schema_index\n"
        "for e in context_index():\n    for r in e.revisions: r.load()\n"
        "for s in json_schema_index(): s.load()\n"
        "heavy = {'pyld', 'jsonschema', 'requests', 'cryptography', 'importlib.resources'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# --- the index of contexts ------------------------------------------------------------------------


def test_every_shipped_file_is_listed_with_its_digest() -> None:
    listed: dict[Path, set[str]] = {}
    contexts = json.loads((SCHEMAS / "contexts" / "index.json").read_bytes())["contexts"]
    for revision in (r for entry in contexts for r in entry["revisions"] if "pyld" not in r):
        listed.setdefault(SCHEMAS / "contexts" / revision["file"], set()).add(revision["sha256"])
    for entry in json.loads((SCHEMAS / "json" / "index.json").read_bytes())["schemas"]:
        listed.setdefault(SCHEMAS / "json" / entry["file"], set()).add(entry["sha256"])
    shipped = {
        file for kind in ("contexts", "json") for file in (SCHEMAS / kind).rglob("*") if file.is_file()
    }
    shipped -= {SCHEMAS / "contexts" / "index.json", SCHEMAS / "json" / "index.json"}
    digests = {file: {hashlib.sha256(file.read_bytes()).hexdigest()} for file in shipped}
    wrong = {
        str(file.relative_to(SCHEMAS)): f"put sha256 {digest} into the index, not {listed.get(file)}"
        for file, digest in digests.items()
        if listed.get(file) != digest
    }
    assert not wrong
    assert set(listed) == shipped


def test_urls_and_revision_names_are_unique() -> None:
    entries = context_index()
    urls = [url for entry in entries for url in (entry.url, *entry.aliases)]
    assert len(set(urls)) == len(urls)
    # Badges of before 3.0 name some of theirs by http.
    old = (
        "http://w3id.org/openbadges/",
        "http://openbadgespec.org/",
        "http://purl.imsglobal.org/spec/ob/v2p1/",
    )
    assert all(url.startswith(("https://", *old)) for url in urls)
    assert all(entry.url.startswith("https://") for entry in entries)
    for entry in entries:
        names = [revision.name for revision in entry.revisions]
        assert len(set(names)) == len(names) > 0


def test_revisions_of_one_url_differ() -> None:
    for entry in context_index():
        documents = [json.dumps(r.load(), sort_keys=True) for r in entry.revisions]
        assert len(set(documents)) == len(documents), entry.url


def test_every_context_loads_fresh_and_is_only_a_context() -> None:
    for entry in context_index():
        for revision in entry.revisions:
            first, second = revision.load(), revision.load()
            assert first == second
            assert first is not second
            assert set(first) == {"@context"}


def test_no_bundled_context_defines_every_term_or_pulls_in_another() -> None:
    """A context with @vocab would make any undefined term look signed; @import would need a fetch."""

    def keys(value: object) -> Iterator[str]:
        if isinstance(value, dict):
            yield from value
            for member in value.values():
                yield from keys(member)
        elif isinstance(value, list):
            for member in value:
                yield from keys(member)

    for entry in context_index():
        for revision in (r for r in entry.revisions if entry.url != "https://www.w3.org/ns/activitystreams"):
            assert {"@vocab", "@import", "@base"}.isdisjoint(keys(revision.load())), entry.url


def test_pyld_bundles_exactly_what_the_index_takes_from_it() -> None:
    from pyld import BUNDLED_CONTEXTS

    index = json.loads((SCHEMAS / "contexts" / "index.json").read_bytes())["contexts"]
    ours = {e["url"]: r["file"] for e in index for r in e["revisions"] if r.get("pyld")}
    assert ours == {url: path.name for url, path in BUNDLED_CONTEXTS.items()}
    documents = {e.url: e.revisions[0].load() for e in context_index() if e.url in ours}
    assert documents == {url: json.loads(path.read_bytes()) for url, path in BUNDLED_CONTEXTS.items()}


# --- what is pinned is refused when it is something else -------------------------------------------


def test_a_changed_context_is_refused(installed: Path) -> None:
    file = installed / "contexts" / "ob-3.0.3.json"
    file.write_bytes(file.read_bytes().replace(b"vocab.html#achievementType", b"vocab.html#narrative"))
    with pytest.raises(ConfigurationError, match="not the pinned one") as caught:
        load(OB)
    assert OB in str(caught.value)
    assert "Reinstall badgekit" in str(caught.value)
    assert load(OB, 1)["@context"]


def test_a_missing_context_is_refused(installed: Path) -> None:
    (installed / "contexts" / "ob-3.0.3.json").unlink()
    with pytest.raises(ConfigurationError, match="cannot be read"):
        load(OB)


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"{",
        b"[]",
        b"{}",
        b'"x"',
        b"null",
        b'{"contexts": 1, "schemas": 1}',
        b'{"contexts": [1], "schemas": [1]}',
        b'{"contexts": [{"url": "u"}], "schemas": [{"url": "u"}]}',
        b'{"contexts": [{"url": "u", "revisions": [{}]}], "schemas": [{"url": "u", "file": "f"}]}',
        b'{"contexts": [], "contexts": [], "schemas": [], "schemas": []}',
        b"\xff",
    ],
)
def test_a_damaged_index_is_said(installed: Path, text: bytes) -> None:
    for kind, read in (("contexts", context_index), ("json", json_schema_index)):
        (installed / kind / "index.json").write_bytes(text)
        with pytest.raises(ConfigurationError, match=f"{kind}/index.json cannot be read"):
            read()


def test_a_missing_index_is_said(installed: Path) -> None:
    for kind, read in (("contexts", context_index), ("json", json_schema_index)):
        (installed / kind / "index.json").unlink()
        with pytest.raises(ConfigurationError, match=f"{kind}/index.json cannot be read"):
            read()


def test_another_pyld_with_other_line_endings_serves(pyld_copy: Path) -> None:
    before = load(CREDENTIALS_V2)
    file = pyld_copy / "credentials-v2.jsonld"
    file.write_bytes(file.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n") + b"\r\n")
    assert load(CREDENTIALS_V2) == before


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.replace(b"credentials#validUntil", b"credentials#validFrom", 1),
        lambda data: data.replace(b'"@protected": true', b'"@protected": false', 1),
        lambda data: b"{}",
    ],
)
def test_another_pyld_with_another_context_is_refused(pyld_copy: Path, change: object) -> None:
    file = pyld_copy / "credentials-v2.jsonld"
    changed = change(file.read_bytes())  # type: ignore[operator]
    assert changed != file.read_bytes()
    file.write_bytes(changed)
    with pytest.raises(ConfigurationError, match="not the pinned one") as caught:
        load(CREDENTIALS_V2)
    assert CREDENTIALS_V2 in str(caught.value)
    assert "PyLD" in str(caught.value)


@pytest.mark.parametrize(("text", "reason"), [(b"{", "not strict JSON"), (b"[]", "not a JSON object")])
def test_another_pyld_with_a_broken_file_is_refused(pyld_copy: Path, text: bytes, reason: str) -> None:
    (pyld_copy / "credentials-v2.jsonld").write_bytes(text)
    with pytest.raises(ConfigurationError, match=reason):
        load(CREDENTIALS_V2)


def test_a_pyld_without_the_file_is_refused(pyld_copy: Path) -> None:
    (pyld_copy / "credentials-v2.jsonld").unlink()
    with pytest.raises(ConfigurationError, match="Install PyLD"):
        load(CREDENTIALS_V2)


def test_no_pyld_at_all_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(ConfigurationError, match="PyLD, which is not installed"):
        load(CREDENTIALS_V2)


# --- the index of JSON Schemas ----------------------------------------------------------------------


def test_every_schema_loads_fresh() -> None:
    entries = json_schema_index()
    assert entries
    urls = [url for entry in entries for url in (entry.url, *entry.aliases)]
    assert len(set(urls)) == len(urls)
    for entry in entries:
        assert entry.load() == entry.load()
        assert entry.load() is not entry.load()


def test_a_changed_schema_is_refused(installed: Path) -> None:
    entry = json.loads((installed / "json" / "index.json").read_bytes())["schemas"][0]
    (installed / "json" / entry["file"]).write_text("true")
    with pytest.raises(ConfigurationError, match="not the pinned one"):
        json_schema_index()[0].load()
