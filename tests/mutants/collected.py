"""The fast way: collect the tests once, then fork, exchange the code of functions, and run what reaches it.

A function's code can be exchanged in a living process, so that neither the package nor the tests are imported
anew. What is evaluated when a module is imported cannot be changed in this way; that is left to `fresh`.
"""

from __future__ import annotations

import ast
import functools
import gc
import importlib
import pkgutil
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import pytest
from tests.mutants.children import Bounds, Ended, in_child
from tests.mutants.making import Mutant

__all__ = ["Collected", "Failures", "NotAFunction", "codes", "function_at"]


class NotAFunction(Exception):
    """The change is not inside a function that can be exchanged."""


class Failures:
    """A plugin of pytest that notes which tests fail."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.names.append(report.nodeid)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.names.append(f"collecting {report.nodeid}")


class Collected:
    """A plugin of pytest that does `work` instead of running the tests that were collected."""

    def __init__(self, package: Path, work: Callable[[Collected], None]) -> None:
        self._package, self._work = package, work
        self._items: dict[str, pytest.Item] = {}
        self._functions: dict[str, list[FunctionType]] = {}
        self._caches: list[Any] = []

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self._items = {item.nodeid: item for item in session.items}
        if threading.active_count() > 1:
            # A lock that such a thread holds would stay shut in every child.
            raise SystemExit(f"collecting the tests started {threading.enumerate()[1:]}")
        # What is imported late has functions to exchange, too.
        for module in pkgutil.walk_packages([str(self._package)], f"{self._package.name}."):
            if not module.name.endswith("__main__"):
                with suppress(ImportError):
                    importlib.import_module(module.name)
        self._find_living(str(self._package))
        # The children shall not copy pages because the collector writes to them.
        gc.collect()
        gc.freeze()
        self._work(self)
        return True

    def known(self, tests: Sequence[str]) -> list[str]:
        """Return those of `tests` that were collected."""
        return [test for test in tests if test in self._items]

    @property
    def tests(self) -> list[str]:
        """Every test that was collected."""
        return list(self._items)

    def run(
        self, tests: Sequence[str], bounds: Bounds, mutant: Mutant | None = None, *, whole: bool = False
    ) -> Ended:
        """Run `tests` in a child until one fails, or all if `whole`, with the code of `mutant` if given.

        Raises:
            NotAFunction: if the change is not in a function that can be exchanged.
        """
        changes = list(self._exchanges(mutant)) if mutant is not None else []

        def work() -> str:
            for function, code in changes:
                function.__code__ = code
            # What was computed while the tests were collected came from the code as it was.
            for cache in self._caches:
                cache.cache_clear()
            return self._run_items([self._items[test] for test in tests], whole)

        return in_child(work, bounds)

    @staticmethod
    def _run_items(items: Sequence[pytest.Item], whole: bool) -> str:
        failures = Failures()
        items[0].config.pluginmanager.register(failures)
        for item, following in zip(items, [*items[1:], None], strict=True):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if failures.names and not whole:
                break
        return " ".join(failures.names)

    def _exchanges(self, mutant: Mutant) -> Iterator[tuple[FunctionType, CodeType]]:
        path = self._package / mutant.site.module
        outer = function_at(path.read_text(encoding="utf-8"), mutant.site.first, mutant.site.last)
        if outer is None:
            raise NotAFunction(mutant.key)
        changed = codes(compile(mutant.source, str(path), "exec", dont_inherit=True))
        found = [
            (function, changed[place])
            for function in self._functions.get(str(path), ())
            if (place := _place(function.__code__)) in changed and _is_in(place[0], outer)
        ]
        if not any(_place(function.__code__)[0] == outer for function, _ in found):
            raise NotAFunction(mutant.key)
        if any(len(function.__code__.co_freevars) != len(code.co_freevars) for function, code in found):
            raise NotAFunction(mutant.key)
        yield from found

    def _find_living(self, package: str) -> None:
        for one in gc.get_objects():
            if isinstance(one, FunctionType) and one.__code__.co_filename.startswith(package):
                self._functions.setdefault(one.__code__.co_filename, []).append(one)
            elif isinstance(one, functools._lru_cache_wrapper) and _is_of(one, self._package.name):
                self._caches.append(one)


def codes(code: CodeType) -> dict[tuple[str, int], CodeType]:
    """Return the code of every function in a module by its qualified name and first line."""
    found: dict[tuple[str, int], CodeType] = {}
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            found[_place(constant)] = constant
            found |= codes(constant)
    return found


def function_at(source: str, first: int, last: int) -> str | None:
    """Return the qualified name of the outermost function whose body holds these lines, if there is one."""
    body: Sequence[ast.stmt] = ast.parse(source).body
    names: list[str] = []
    while True:
        for node in body:
            if node.lineno <= first and last <= (node.end_lineno or node.lineno):
                break
        else:
            return None
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            return ".".join([*names, node.name]) if node.body[0].lineno <= first else None
        if not isinstance(node, ast.ClassDef):
            return None
        names.append(node.name)
        body = node.body


def _is_of(cached: Any, package: str) -> bool:
    # What the tests themselves keep, as keys made by chance, must stay as it was when they were collected.
    return str(cached.__module__).partition(".")[0] == package


def _place(code: CodeType) -> tuple[str, int]:
    return code.co_qualname, code.co_firstlineno


def _is_in(name: str, outer: str) -> bool:
    return name == outer or name.startswith(f"{outer}.<locals>.")
