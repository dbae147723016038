"""The thorough way: fork before the package is imported, import it with the change, and run its tests."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType, ModuleType

import pytest
from tests.mutants.children import Bounds, Ended, in_child
from tests.mutants.collected import Failures
from tests.mutants.making import Mutant

__all__ = ["OPTIONS", "preload", "run_fresh"]

OPTIONS = (
    *("-q", "--no-header", "--tb=no", "-s", "-x", "-p", "no:cacheprovider", "-p", "no:faulthandler"),
    "--hypothesis-profile=mutants",
)
"""How pytest is called. Each child has its own copy of everything, so nothing needs to be captured."""

# A plugin that was imported before pytest could look at its assertions.
_IMPORTED = ("-W", "ignore::pytest.PytestAssertRewriteWarning")
# What is slow to import and has nothing of the package in it.
_OTHERS = (
    *(
        "hypothesis.strategies",
        "hypothesis.stateful",
        "jsonschema",
        "pyld.jsonld",
        "requests",
        "sd_jwt.issuer",
    ),
    *(
        "cbor2",
        "rfc8785",
        "py_arkworks_bls12381",
        "xml.etree.ElementTree",
        "http.server",
        "zipfile",
        "sqlite3",
    ),
    *("cryptography.x509", "cryptography.fernet", "cryptography.hazmat.primitives.serialization"),
    *("cryptography.hazmat.primitives.asymmetric.ec", "cryptography.hazmat.primitives.asymmetric.rsa"),
    *("cryptography.hazmat.primitives.asymmetric.ed25519", "cryptography.hazmat.primitives.asymmetric.utils"),
)


def preload() -> None:
    """Import what the package and its tests import of others, so that the children need not."""
    for name in _OTHERS:
        with suppress(ImportError):
            importlib.import_module(name)


class _Changed(SourceFileLoader):
    """Loads one module with a change in it."""

    def __init__(self, fullname: str, path: str, source: str) -> None:
        super().__init__(fullname, path)
        self._source = source

    def get_code(self, fullname: str) -> CodeType:
        return compile(self._source, self.path, "exec", dont_inherit=True)


class _Finder:
    def __init__(self, name: str, path: Path, source: str) -> None:
        self._name, self._path, self._source = name, path, source

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != self._name:
            return None
        inside = [str(self._path.parent)] if self._path.name == "__init__.py" else None
        loader = _Changed(fullname, str(self._path), self._source)
        return spec_from_file_location(fullname, self._path, loader=loader, submodule_search_locations=inside)


class _Chosen:
    """Keeps the tests that are wanted, in their order: not every name of a test can be given to pytest."""

    def __init__(self, tests: Sequence[str]) -> None:
        self._order = {test: at for at, test in enumerate(tests)}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        wanted = [item for item in items if item.nodeid in self._order]
        items[:] = sorted(wanted, key=lambda item: self._order[item.nodeid])


def run_fresh(package: Path, tests: Sequence[str], bounds: Bounds, mutant: Mutant | None = None) -> Ended:
    """Run `tests` in a child that imports the package anew, with the change of `mutant` if there is one.

    Raises:
        RuntimeError: if the module was imported before.
    """
    if mutant is not None:
        path = package / mutant.site.module
        parts = [package.name, *Path(mutant.site.module).with_suffix("").parts]
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        if name in sys.modules:
            raise RuntimeError(f"{name} was imported before it could be changed")

    def work() -> str:
        if mutant is not None:
            sys.meta_path.insert(0, _Finder(name, path, mutant.source))
        failures = Failures()
        files = dict.fromkeys(test.partition("::")[0] for test in tests)
        code = pytest.main([*OPTIONS, *_IMPORTED, *files], plugins=[failures, _Chosen(tests)])
        return (failures.names or [""])[0] or ("" if code == pytest.ExitCode.OK else f"pytest: {code!s}")

    return in_child(work, bounds)
