"""Every fuzz harness runs on its seeds and on some changed ones, without atheris, and finds nothing."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest
from fuzz import seeds, shaped
from fuzz.__main__ import told
from fuzz.catalogue import HARNESSES
from fuzz.drive import by_chance
from fuzz.harness import Broken, quiet
from fuzz.mutation import mutated
from tests.docs.blocks import ROOT

from badgekit import strictcbor
from badgekit.containers import png
from badgekit.errors import Malformed, Problem
from badgekit.limits import Limits

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


def test_json_stays_json_and_changes() -> None:
    chance, seed = random.Random(2), seeds.encoded(seeds.badges()[0])
    new = [shaped.json_text(seed, chance) for _ in range(200)]
    assert all(json.loads(text or b"") is not None for text in new)
    assert len(set(new)) > 150
    assert shaped.json_text(b"no JSON", chance) is None


def test_changed_values_share_nothing() -> None:
    """What one change leaves must not come back in the next, or findings could not be run again."""

    def some() -> list[bytes | None]:
        return [shaped.json_text(b'{"a":[1,{"b":"c"}]}', random.Random(number)) for number in range(300)]

    assert some() == some()


def test_a_picture_keeps_its_checksums() -> None:
    chance = random.Random(3)
    seed = next(one for one in seeds.pictures() if one.startswith(b"\x89PNG"))
    codes = set()
    for _ in range(200):
        try:
            png.unpack(shaped.picture(seed, chance) or b"", Limits())
        except Problem as problem:
            codes.add(problem.code)
    assert codes
    assert "png.checksum" not in codes


def test_a_token_keeps_its_parts() -> None:
    chance, seed = random.Random(4), seeds.tokens()[0].encode()
    new = [one for one in (shaped.json_or_token(seed, chance) for _ in range(50)) if one is not None]
    assert new
    assert all(one.count(b".") == 2 and one != seed for one in new)


def test_cbor_stays_cbor() -> None:
    chance = random.Random(5)
    for seed in seeds.cbor():
        for _ in range(50):
            strictcbor.loads(shaped.cbor(seed, chance) or b"\x00", tags=frozenset({18}), floats=True)


def test_the_ledger_is_summed_up(tmp_path: Path) -> None:
    for found in (False, True):
        entry = {"harness": "url", "inputs": 1500, "seconds": 120, "cpu": 60, "found": found}
        with (tmp_path / "runs.jsonl").open("a") as ledger:
            ledger.write(json.dumps(entry) + "\n")
    rows = [line.split() for line in told(tmp_path).splitlines()]
    assert ["url", "3,000", "4", "2", "1"] in rows
    assert rows[-1] == ["all", "3,000", "4", "2", "1"]
    assert ["json", "0", "0", "0", "0"] in rows


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
