"""What CI installs is locked by digest and is what the project asks for; lower bounds are stated."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from tests.docs.blocks import ROOT

_ENTRY = re.compile(r"^([a-z0-9][a-z0-9._-]*)==([^\s;\\]+)(.*?)(?=^\S|\Z)", re.MULTILINE | re.DOTALL)
_DIGEST = re.compile(r"--hash=sha256:[0-9a-f]{64}")


@cache
def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@cache
def locked() -> dict[str, list[tuple[str, str]]]:
    """Return name → (release, rest of the entry); a name has several entries where Pythons differ."""
    found: dict[str, list[tuple[str, str]]] = {}
    for name, release, rest in _ENTRY.findall((ROOT / "requirements" / "ci.txt").read_text(encoding="utf-8")):
        found.setdefault(canonicalize_name(name), []).append((release, rest))
    return found


def group(name: str) -> list[str]:
    wanted: list[str] = []
    for entry in project()["dependency-groups"][name]:
        wanted += group(entry["include-group"]) if isinstance(entry, dict) else [entry]
    return wanted


def runtime() -> list[str]:
    extras = project()["project"].get("optional-dependencies", {})
    return [*project()["project"]["dependencies"], *(one for extra in extras.values() for one in extra)]


@pytest.mark.parametrize("text", sorted({*runtime(), *group("ci"), *project()["build-system"]["requires"]}))
def test_what_is_asked_for_is_locked(text: str) -> None:
    wanted = Requirement(text)
    entries = locked().get(canonicalize_name(wanted.name), [])
    assert entries, f"{text} is not in requirements/ci.txt: run .ci/lock"
    for release, _ in entries:
        assert wanted.specifier.contains(release, prereleases=True), f"{text}: {release}; run .ci/lock"


def test_every_entry_has_digests() -> None:
    assert len(locked()) > 30
    for name, entries in locked().items():
        for release, rest in entries:
            assert _DIGEST.search(rest), f"{name} {release}"


@pytest.mark.parametrize("text", runtime())
def test_a_runtime_dependency_has_a_lower_bound(text: str) -> None:
    assert any(one.operator in (">=", "==", "~=") for one in Requirement(text).specifier), text
