"""Every fuzz harness runs on its seeds and on some changed ones, without atheris, and finds nothing."""

from __future__ import annotations

import random
import subprocess
import sys

import pytest
from fuzz.catalogue import HARNESSES
from fuzz.drive import by_chance
from fuzz.harness import Broken, quiet
from fuzz.mutation import mutated
from tests.docs.blocks import ROOT

from badgekit.errors import Malformed

NAMES = [harness.name for harness in HARNESSES]


@pytest.mark.parametrize("name", NAMES)
def test_a_harness_finds_nothing(name: str) -> None:
    assert by_chance(name, 25) > 25


def test_names_are_unique() -> None:
    assert len(set(NAMES)) == len(NAMES)


def test_a_harness_that_raises_tells_its_input(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object, **__: object) -> object:
        raise KeyError("a bug")

    monkeypatch.setattr("fuzz.formats.quiet", crash)
    with pytest.raises(KeyError) as caught:
        by_chance("json", 1)
    assert caught.value.__notes__[0].startswith("harness json, input b")


def test_a_sentence_that_could_act_on_a_terminal_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise Malformed("input.empty")

    monkeypatch.setattr(Malformed, "__str__", lambda self: "\x1b[2J")
    with pytest.raises(Broken):
        quiet(refuse)


def test_changes_stay_within_the_length() -> None:
    chance = random.Random(1)
    for _ in range(300):
        assert len(mutated(b"seed" * 10, [b"other"], chance, 50)) <= 50


def test_the_command_names_the_harnesses_and_refuses_others() -> None:
    listed = subprocess.run(
        [sys.executable, "-m", "fuzz", "--list"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert [line.split()[0] for line in listed.stdout.splitlines()] == NAMES
    wrong = subprocess.run(
        [sys.executable, "-m", "fuzz", "nothing"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert wrong.returncode == 2
    assert "there is no harness nothing" in wrong.stderr


@pytest.mark.slow
def test_the_command_runs_a_harness(tmp_path: object) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "fuzz", "date", "--seconds", "1", "--folder", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "date: " in done.stdout
    assert "nothing found" in done.stdout
