from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import benchmarks.__main__ as command
import pytest
from benchmarks.case import Case, NotUsable
from benchmarks.coldstart import ColdStart
from benchmarks.growth import Growth, Poison, poison
from benchmarks.inputs import CASES, mint
from benchmarks.peers import EMBEDDED, TOKENS, plain
from benchmarks.runners import BADGEKIT, Plan, Result, Runner, environment
from benchmarks.targets import Target, targets

from badgekit import MappingFetcher, Verifier

TINY = Plan(rounds=2, seconds=0.001, credentials=3, starts=1, quads=(10, 60))
Run = Callable[..., str]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """The command with tiny counts, and without the Node libraries whatever is installed."""
    monkeypatch.setattr(command, "_QUICK", TINY)

    def call(*arguments: str) -> str:
        assert command.main(["--quick", "--node", str(tmp_path), *arguments]) == 0
        return capsys.readouterr().out

    return call


class TestCommand:
    def test_prints_a_table_of_ratios(self, run: Run) -> None:
        printed = run("--only", "eddsa-rdfc-2022-min", "--only", "growth")
        assert "| Credentials | Verifier | Verified per CPU second | Time, badgekit = 1 |" in printed
        assert "| eddsa-rdfc-2022-min (33 statements) | badgekit |" in printed
        for name in ("bare signature check", "PyLD + cryptography", "PyLD + cryptography + jsonschema"):
            assert f"| {name} |" in printed
        assert "- @digitalbazaar/vc (Node) (eddsa-rdfc-2022-min): " in printed
        assert "ends with `rdfc.too_complex`" in printed
        assert "Cold start" not in printed

    def test_prints_every_ratio_as_json(self, run: Run) -> None:
        found = json.loads(run("--only", "jwt-EdDSA-typ", "--only", "cold-start", "--json"))
        rows = {row["verifier"]: row for row in found["cases"]["jwt-EdDSA-typ"]["results"]}
        assert rows[BADGEKIT]["ratios"] == [1.0, 1.0]
        assert len(rows[TOKENS["bare"]]["ratios"]) == TINY.rounds
        assert rows["jose (Node)"]["reason"]
        started = {(row["badge"], row["verifier"]) for row in found["cold_start"]}
        assert {("JWT badge", BADGEKIT), ("Data Integrity badge", BADGEKIT)} <= started
        assert found["machine"]["Python"]


class TestInputs:
    @pytest.mark.parametrize("name", CASES)
    def test_every_issuer_has_a_good_badge(self, name: str) -> None:
        case = mint(name, credentials=3)
        verifier = Verifier(fetcher=MappingFetcher(case.documents))
        verdicts = [verifier.verify(text).verdict for text in (*case.texts, case.tampered)]
        assert verdicts == ["VERIFIED"] * 3 + ["REJECTED"]
        assert len(set(case.texts)) == 3

    @pytest.mark.parametrize(("profile", "quads"), [("min", 33), ("typ", 73), ("mid", 100), ("rich", 156)])
    def test_sizes(self, profile: str, quads: int) -> None:
        assert mint(f"eddsa-rdfc-2022-{profile}", credentials=1).quads == quads

    def test_a_case_survives_its_file(self, tmp_path: Path) -> None:
        case = mint("jwt-ES256-typ", credentials=2)
        assert Case.load(case.save(tmp_path)) == case


class TestPeers:
    def test_the_plain_verifier_reads_each_suite(self) -> None:
        for name in ("eddsa-rdfc-2022-min", "Ed25519Signature2020-typ", "ecdsa-rdfc-2019-typ"):
            case = mint(name, credentials=3)
            verify = plain.make(case)
            assert [verify(text) for text in (*case.texts, case.tampered)] == [True] * 3 + [False]

    def test_who_accepts_a_changed_credential_is_not_measured(self, tmp_path: Path) -> None:
        case = mint("eddsa-rdfc-2022-min", credentials=2)
        credulous = Case.load(case.save(tmp_path))
        object.__setattr__(credulous, "tampered", case.texts[1])
        with pytest.raises(NotUsable, match="accepts a changed credential"):
            _runner("plain", credulous, tmp_path)

    def test_who_refuses_a_good_credential_is_not_measured(self, tmp_path: Path) -> None:
        case = mint("eddsa-rdfc-2022-min", credentials=2)
        object.__setattr__(case, "texts", (*case.texts, case.tampered))
        with pytest.raises(NotUsable, match="refuses a good credential"):
            _runner("badgekit_verifier", case, tmp_path)

    def test_what_cannot_be_started_is_not_measured(self, tmp_path: Path) -> None:
        with pytest.raises(NotUsable, match="cannot be started"):
            Runner("nobody", [str(tmp_path / "nothing")], {})


def _runner(peer: str, case: Case, folder: Path) -> Runner:
    command = [sys.executable, "-m", "benchmarks.worker", peer, str(case.save(folder))]
    return Runner(peer, command, environment(folder / "bytecode"))


class TestTargets:
    def test_a_fast_run_meets_them(self) -> None:
        assert all(target.met for target in _judged(quick=True))

    def test_a_slow_run_meets_none(self) -> None:
        judged = _judged(quick=False)
        assert len(judged) == 8
        assert not any(target.met for target in judged)

    def test_a_poison_graph_that_is_canonicalised_is_not_bounded(self) -> None:
        judged = targets({}, [], Poison(3, "canonicalised", 0.1), [])
        assert [target.met for target in judged] == [False]

    def test_three_look_alikes_are_within_the_bound(self) -> None:
        assert poison(3).code == "canonicalised"


def _judged(*, quick: bool) -> list[Target]:
    """Targets of a made-up run, in which every measure is on one side of its bound."""
    own = Result(verifier=BADGEKIT, per_second=1000, ratios=(1.0,))

    def other(name: str, good: float, bad: float) -> Result:
        return Result(verifier=name, per_second=1, ratios=(good if quick else bad,))

    embedded = [
        own,
        other(EMBEDDED["bare"], 0.25, 0.1),
        other(EMBEDDED["plain"], 13, 11),
        other(EMBEDDED["plain_schema"], 19, 17),
        Result(verifier="absent", reason="not installed"),
    ]
    token = [own, other(TOKENS["bare"], 0.4, 0.3), other("joserfc", 0.5, 0.5)]
    grown = [Growth(10, 700, 0.01), Growth(1000, 70_000, 0.5 if quick else 2.0)]
    started = [
        _start("JWT badge", BADGEKIT, 240 if quick else 260),
        _start("Data Integrity badge", BADGEKIT, 240 if quick else 260),
        _start("Data Integrity badge", "nothing (python -c pass)", 15),
        _start("Data Integrity badge", "other", 250),
    ]
    results = {"eddsa-rdfc-2022-mid": embedded, "jwt-RS256-typ": token}
    return targets(results, grown, Poison(12, "rdfc.too_complex", 0.2 if quick else 1.2), started)


def _start(badge: str, verifier: str, median: float) -> ColdStart:
    return ColdStart(badge=badge, verifier=verifier, median=median, least=median, cpu=median)
