"""The schema files themselves."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft201909Validator

from badgekit.resources import data_root, json_schema_index
from badgekit.schemas.compiler import compile_schema
from badgekit.schemas.patterns import is_linear

FOLDER = Path(str(data_root().joinpath("json")))
FILES = sorted(file for file in FOLDER.glob("*.json") if file.name != "index.json")
OB3 = [file for file in FILES if file.name.startswith("ob3-")]

# Extensions of before 3.0 name their schemas by http as well.
_OLD = tuple(
    f"{scheme}://{rest}"
    for scheme in ("https", "http")
    for rest in ("w3id.org/openbadges/", "openbadgespec.org/extensions/", "purl.imsglobal.org/spec/ob-")
)


def _inside(value: Any) -> Iterator[Any]:
    yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _inside(inner)


def test_the_index_names_every_file_with_its_digest() -> None:
    index = json.loads((FOLDER / "index.json").read_text())["schemas"]
    assert {entry["file"] for entry in index} == {file.name for file in FILES}
    for entry in index:
        data = (FOLDER / entry["file"]).read_bytes()
        assert entry["sha256"] == hashlib.sha256(data).hexdigest(), entry["file"]
        assert entry["title"] == json.loads(data)["title"]
    urls = [url for entry in json_schema_index() for url in (entry.url, *entry.aliases)]
    assert len(urls) == len(set(urls))
    homes = ("https://purl.imsglobal.org/spec/", "https://www.w3.org/ns/credentials/json-schema/", *_OLD)
    assert all(url.startswith(homes) for url in urls)
    assert all(entry.url.startswith("https://") for entry in json_schema_index())


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_each_is_a_valid_schema_that_is_compiled(file: Path) -> None:
    schema = json.loads(file.read_text())
    Draft201909Validator.check_schema(schema)
    compile_schema(schema)
    family, _, name = file.stem.partition("-")
    assert schema["$id"].startswith(f"urn:badgekit:schema:{family}:{name}")
    used = {value["$ref"] for value in _inside(schema) if isinstance(value, dict) and "$ref" in value}
    assert used == {f"#/$defs/{name}" for name in schema.get("$defs", ())}


def test_a_definition_that_occurs_in_two_files_is_the_same_in_both() -> None:
    seen: dict[str, tuple[str, Any]] = {}
    for file in OB3:
        for name, definition in json.loads(file.read_text())["$defs"].items():
            other, known = seen.setdefault(name, (file.name, definition))
            assert definition == known, f"{name} differs between {other} and {file.name}"


def test_every_pattern_is_linear_ascii_and_means_the_same_in_ecma_and_python() -> None:
    patterns = {
        value["pattern"]
        for file in FILES
        for value in _inside(json.loads(file.read_text()))
        if isinstance(value, dict) and "pattern" in value
    }
    assert len(patterns) == 12
    for pattern in patterns:
        assert pattern.isascii()
        assert is_linear(pattern)
        # \d, \w and \s differ between the two, and so does a $ before a line break.
        assert not re.search(r"\\[dwsDWSbB]", pattern)
        assert "$" not in pattern.removesuffix("$(?!\\n)")
