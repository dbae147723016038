"""A plugin of pytest, ``-p tests.mutants.timing``: how much of the processor each test takes that passes."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Generator
from pathlib import Path

import pytest

__all__ = ["FOLDER"]

FOLDER = "BADGEKIT_MUTANTS_TIMING"
"""The environment variable that names the folder to write to; one file for each process."""

_seconds = pytest.StashKey[dict[str, float]]()
_failed = pytest.StashKey[set[str]]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    started = time.process_time()
    try:
        return (yield)
    finally:
        item.config.stash.setdefault(_seconds, {})[item.nodeid] = time.process_time() - started


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.failed:
        item.config.stash.setdefault(_failed, set()).add(item.nodeid)
    return report


def pytest_sessionfinish(session: pytest.Session) -> None:
    failed = session.config.stash.get(_failed, set())
    measured = session.config.stash.get(_seconds, {})
    seconds = {test: taken for test, taken in measured.items() if test not in failed}
    if seconds:
        file = Path(os.environ[FOLDER]) / f"seconds-{os.getpid()}.json"
        file.write_text(json.dumps(seconds), encoding="utf-8")
