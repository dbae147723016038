"""The strict walk against PyLD: whatever it accepts, it must write as the general algorithm does.

Two properties, over every document at hand and over documents changed at random:

- what the engine accepts has the lines that PyLD's dataset gives under RDFC-1.0;
- what general JSON-LD cannot put wholly into RDF, the strict route does not accept.

Everything accepted is counted, so that an engine that declines everything cannot pass.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from tests.support import nquads
from tests.support.jsonld_mutations import mutated
from tests.support.jsonld_oracle import Pyld, Rejected, documents, published_contexts

from badgekit.errors import BadgekitError, LimitExceeded, Malformed
from badgekit.jsonld import rdfc
from badgekit.jsonld.engine import Engine
from badgekit.jsonld.pyld_route import to_quads
from badgekit.jsonld.store import ContextStore, Revision
from badgekit.limits import Limits

LIMITS = Limits()
AMPLE = Limits(quads=1_000_000, blank_nodes=100_000, canonicalization_work=5_000_000)
SMALL = 100_000
"""Files above this many bytes are attacks on size; PyLD would take long for them."""
# IRIs with two "#": the suite drops their quads, PyLD keeps them, and so does the engine.
SUITE_DIFFERS = {"#te111", "#te112"}


def store_of(contexts: Mapping[str, Any]) -> ContextStore:
    return ContextStore(
        {url: (Revision(url, "published", "0" * 64, document),) for url, document in contexts.items()}
    )


@pytest.fixture(scope="module")
def contexts(reference: Path) -> dict[str, Any]:
    return published_contexts(reference)


@pytest.fixture(scope="module")
def engine(contexts: dict[str, Any]) -> Engine:
    return Engine(store_of(contexts), LIMITS)


class Comparison:
    """Runs documents through both sides; `seen` counts outcomes, `wrong` holds what must not be."""

    def __init__(self, engine: Engine, contexts: Mapping[str, Any]) -> None:
        self.engine = engine
        self.contexts = contexts
        self.pyld = Pyld(contexts)
        self.seen: Counter[str] = Counter()
        self.wrong: list[str] = []
        self._done: set[str] = set()

    def run(self, document: dict[str, Any], name: str = "") -> None:
        text = json.dumps(document)
        if text in self._done:
            return
        self._done.add(text)
        try:
            result = self.engine.canonicalize(document)
        except BadgekitError as problem:
            self.seen[type(problem).__name__] += 1
            return
        self.seen[result.route] += 1
        try:
            expected = self.pyld.lines(document, AMPLE)
        except Rejected as error:
            self.wrong.append(f"{name}: accepted by {result.route}, PyLD says {error}")
            return
        if list(result.lines) != expected:
            self.wrong.append(f"{name}: {result.route} {sorted(set(result.lines) ^ set(expected))[:4]}")
        elif result.route == "strict":
            try:
                to_quads(document, self.contexts.get, AMPLE)
            except Malformed as problem:
                if problem.params.get("what") == "a text direction for everything":
                    # That route refuses a direction before it knows whether any text falls under it. That the
                    # walk refuses it where text does is in test_contexts.
                    self.seen["a direction for no text"] += 1
                else:
                    self.wrong.append(f"{name}: accepted by strict, but {problem.code} {problem.params}")
            except LimitExceeded:
                self.seen["beyond the limits of the other route"] += 1


def small(*folders: Path) -> Iterable[tuple[str, dict[str, Any]]]:
    for path, document in documents(*folders):
        if path.stat().st_size <= SMALL:
            yield path.name, document


def unsecured(document: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in document.items() if key != "proof"}


@pytest.mark.parametrize(
    ("folder", "floor"), [("credentials/cases", 330), ("inspector", 45), ("hostile/cases", 120)]
)
def test_documents(corpus: Path, engine: Engine, contexts: dict[str, Any], folder: str, floor: int) -> None:
    comparison = Comparison(engine, contexts)
    for name, document in small(corpus / folder):
        comparison.run(unsecured(document), name)
    assert not comparison.wrong
    assert comparison.seen["strict"] >= floor, comparison.seen


def test_benchmark_documents(corpus: Path, engine: Engine, contexts: dict[str, Any]) -> None:
    comparison = Comparison(engine, contexts)
    for folder in sorted((corpus / "perf" / "creds").iterdir()):
        for name, document in list(small(folder))[::12]:
            comparison.run(unsecured(document), f"{folder.name}/{name}")
    assert not comparison.wrong
    assert comparison.seen == {"strict": 35}


@pytest.mark.slow
def test_secured_documents(corpus: Path, engine: Engine, contexts: dict[str, Any]) -> None:
    """With their proofs, which stand in graphs of their own, and every benchmark document."""
    comparison = Comparison(engine, contexts)
    for name, document in small(
        corpus / "credentials/cases", corpus / "inspector", corpus / "hostile/cases", corpus / "perf/creds"
    ):
        if "proof" in document:
            comparison.run(document, name)
    assert not comparison.wrong
    assert comparison.seen["strict"] >= 1_000, comparison.seen


@pytest.mark.parametrize("route", ["engine", "pyld"])
def test_w3c_suite(corpus: Path, route: str) -> None:
    """The JSON-LD API suite; its expected N-Quads are the judge here, not PyLD."""
    folder = corpus / "jsonld" / "json-ld-api"
    manifest = json.loads((folder / "toRdf-manifest.jsonld").read_text())
    remote = {
        manifest["baseIri"] + str(path.relative_to(folder)): json.loads(path.read_text())
        for path in folder.glob("toRdf/*-context*.jsonld")
    }
    engine = Engine(
        store_of({url: document for url, document in remote.items() if "@context" in document}), LIMITS
    )
    seen: Counter[str] = Counter()
    wrong: list[tuple[str, object]] = []
    for entry in manifest["sequence"]:
        option = entry.get("option", {})
        old = "json-ld-1.0" in (option.get("specVersion"), option.get("processingMode"))
        if old or not entry["input"].endswith(".jsonld") or entry["@id"] in SUITE_DIFFERS:
            continue
        document = json.loads((folder / entry["input"]).read_text())
        if not isinstance(document, dict):
            continue
        try:
            if route == "engine":
                result = engine.canonicalize(document)
                lines = list(result.lines)
                seen[result.route] += 1
            else:
                lines = rdfc.canonicalize(to_quads(document, remote.get, LIMITS), limits=LIMITS)
        except BadgekitError as problem:
            seen[type(problem).__name__] += 1
            continue
        seen["accepted"] += 1
        if "expect" in entry:
            expected = rdfc.canonicalize(nquads.parse((folder / entry["expect"]).read_text()), limits=LIMITS)
            if lines != expected:
                wrong.append((entry["@id"], sorted(set(lines) ^ set(expected))[:4]))
        elif "jld:NegativeEvaluationTest" in entry["@type"]:
            wrong.append((entry["@id"], f"accepted, must be {entry['expectErrorCode']}"))
    assert not wrong
    assert seen["accepted"] >= 235, seen
    assert route == "pyld" or seen["strict"] >= 35, seen


def test_our_rdfc_and_pylds_agree(corpus: Path, contexts: dict[str, Any]) -> None:
    """A second canonicaliser, so that an error of RDFC cannot hide on both sides of the other tests."""
    compared, pyld = 0, Pyld(contexts)
    for folder in ("inspector/ob30", "inspector/clr20", "perf/creds/eddsa-rdfc-2022-rich"):
        for _, document in list(small(corpus / folder))[:12]:
            try:
                expected = pyld.urdna2015(document)
            except Rejected:
                continue
            assert pyld.lines(document, AMPLE) == expected
            compared += 1
    assert compared >= 25


@pytest.fixture(scope="module")
def bases(corpus: Path, engine: Engine) -> list[dict[str, Any]]:
    """Small credentials of every kind at hand that the strict route accepts."""
    found: list[dict[str, Any]] = []
    for folder, step in (
        ("perf/creds", 30),
        ("inspector", 4),
        ("credentials/cases", 12),
        ("hostile/cases", 40),
    ):
        for name, document in list(small(corpus / folder))[::step]:
            document = document if len(found) % 3 == 0 else unsecured(document)
            if len(json.dumps(document)) > 6_000 or name.startswith("poison"):
                continue
            try:
                if engine.canonicalize(document).route == "strict":
                    found.append(document)
            except BadgekitError:
                continue
    assert len(found) >= 60
    return found


def run_mutations(comparison: Comparison, bases: list[dict[str, Any]], examples: int, *, fixed: bool) -> None:
    @settings(
        max_examples=examples,
        deadline=None,
        derandomize=fixed or not os.environ.get("BADGEKIT_EXPLORE"),
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(mutated(bases))
    def compare(document: dict[str, Any]) -> None:
        comparison.wrong.clear()
        comparison.run(document, json.dumps(document)[:3_000])
        assert not comparison.wrong

    compare()


def test_changed_documents(engine: Engine, contexts: dict[str, Any], bases: list[dict[str, Any]]) -> None:
    comparison = Comparison(engine, contexts)
    run_mutations(comparison, bases, 1_200, fixed=True)
    assert comparison.seen["strict"] >= 150, comparison.seen


@pytest.mark.slow
def test_many_changed_documents(
    engine: Engine, contexts: dict[str, Any], bases: list[dict[str, Any]]
) -> None:
    comparison = Comparison(engine, contexts)
    run_mutations(comparison, bases, 5_000, fixed=False)
    assert comparison.seen["strict"] >= 600, comparison.seen
