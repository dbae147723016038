"""Mutants of a small package live and die as they should."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.mutants.children import Bounds, in_child

_MODULE = '''
"""A small module."""

LIMIT = 3


def small(number):
    if number < LIMIT:
        return True
    return False


def loud(number):
    if number > 7:
        print(number)
    return number


def counted(number):
    while number > 0:
        number -= 1
    return number


class Door:
    def __init__(self):
        self.open = False

    def opened(self):
        self.open = True
        return self
'''

_TESTS = """
from small.core import LIMIT, Door, counted, loud, small


def test_small():
    assert small(2)
    assert not small(4)


def test_loud():
    assert loud(8) == 8


def test_counted():
    assert counted(3) == 0


def test_door():
    assert Door().opened().open


def test_limit():
    assert small(LIMIT - 1)
"""

_DRIVER = """
import json, os, sys
from pathlib import Path
import pytest
from tests.mutants.children import Bounds
from tests.mutants.collected import Collected, NotAFunction
from tests.mutants.fresh import OPTIONS, run_fresh
from tests.mutants.making import Mutant, Site

package, tests = Path("small").resolve(), "test_small.py"
changes = json.loads(sys.argv[1])
source = (package / "core.py").read_text()
bounds = Bounds(cpu=2, wall=60.0)
told = {}


def mutant(was, now):
    assert source.count(was) == 1
    line = source[: source.index(was)].count("\\n") + 1
    site = Site("core.py", "by hand", 0, line, line, (line, line), False)
    return Mutant(site, was, was, now, source.replace(was, now))


def each(collected):
    assert not collected.run(collected.tests, bounds).noticed
    for was, now in changes:
        try:
            ended = collected.run(collected.tests, bounds, mutant(was, now))
            told[was] = [ended.noticed, ended.by]
        except NotAFunction:
            told[was] = "not a function"
    Path("told.json").write_text(json.dumps(told))


child = os.fork()
if child == 0:
    os._exit(int(pytest.main([*OPTIONS, tests], plugins=[Collected(package, each)])))
assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
told = {"fast": json.loads(Path("told.json").read_text()), "thorough": {}}
names = [f"{tests}::test_{name}" for name in ("small", "loud", "counted", "door", "limit")]
assert not run_fresh(package, names, bounds).noticed
for was, now in changes:
    ended = run_fresh(package, names, bounds, mutant(was, now))
    told["thorough"][was] = [ended.noticed, ended.by]
print(json.dumps(told))
"""

_CONFTEST = """
from hypothesis import settings

settings.register_profile("mutants", database=None)
"""


def test_both_ways_notice_what_a_test_notices_and_nothing_else(tmp_path: Path) -> None:
    pytest.importorskip("cosmic_ray", reason="pip install --group mutation")
    (tmp_path / "small").mkdir()
    (tmp_path / "small" / "__init__.py").touch()
    (tmp_path / "small" / "core.py").write_text(_MODULE)
    (tmp_path / "test_small.py").write_text(_TESTS)
    (tmp_path / "conftest.py").write_text(_CONFTEST)
    changes = [
        ("number < LIMIT", "True"),
        ("print(number)", "pass"),
        ("number -= 1", "pass"),
        ("self.open = True", "pass"),
        ("LIMIT = 3", "LIMIT = 5"),
    ]
    done = subprocess.run(
        [sys.executable, "-c", _DRIVER, json.dumps(changes)],
        cwd=tmp_path,
        env={"PYTHONPATH": f"{Path.cwd()}:{tmp_path}", "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["fast"].pop("LIMIT = 3") == "not a function"
    assert told["thorough"].pop("LIMIT = 3") == [True, "test_small.py::test_small"]
    for way in ("fast", "thorough"):
        assert told[way].pop("number -= 1")[1].startswith("SIGXCPU")
        assert told[way] == {
            "number < LIMIT": [True, "test_small.py::test_small"],
            "print(number)": [False, ""],
            "self.open = True": [True, "test_small.py::test_door"],
        }


def test_a_child_tells_which_test_failed() -> None:
    ended = in_child(lambda: "a test", Bounds())
    assert (ended.noticed, ended.by) == (True, "a test")


def test_a_child_without_a_failure_survives() -> None:
    assert not in_child(lambda: "", Bounds()).noticed


def test_what_a_child_raises_is_noticed() -> None:
    def work() -> str:
        raise ImportError("no such name")

    ended = in_child(work, Bounds())
    assert (ended.noticed, ended.by) == (True, "ImportError: no such name")


def test_a_child_that_waits_without_end_is_ended() -> None:
    def work() -> str:
        time.sleep(3600)
        return ""

    ended = in_child(work, Bounds(wall=0.2))
    # A busy machine may be the reason as well.
    assert (ended.noticed, ended.by) == (False, "no end")


def test_a_child_that_takes_all_memory_is_noticed() -> None:
    ended = in_child(lambda: "x" * len(bytearray(1 << 33)), Bounds(memory=64))
    assert (ended.noticed, ended.by.partition(":")[0]) == (True, "MemoryError")
