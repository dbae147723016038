"""RDFC-1.0: the W3C suite, what makes it canonical, and the graphs made to hang it."""

from __future__ import annotations

import hashlib
import json
from itertools import islice, permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support import nquads
from tests.support.jsonld_oracle import Pyld
from tests.support.nquads import Quad

from badgekit.errors import LimitExceeded, Unsupported
from badgekit.jsonld import ContextStore, Engine, Work, rdfc, rdfc_ties
from badgekit.limits import Limits

LIMITS = Limits()
P, Q = "<https://e.example/p>", "<https://e.example/q>"
ROOT = "<https://e.example/root>"


def canonical(quads: list[Quad], /, **bounds: int) -> list[str]:
    return rdfc.canonicalize(quads, limits=Limits(**bounds))


def relabelled(quads: list[Quad], names: dict[str, str]) -> list[Quad]:
    return [(names.get(s, s), p, names.get(o, o), names.get(g, g)) for s, p, o, g in quads]


def tree(number: int, text: str = '"same"') -> list[Quad]:
    top, leaf = f"_:top{number}", f"_:leaf{number}"
    return [(ROOT, P, top, ""), (top, Q, leaf, ""), (leaf, P, text, ""), (top, P, '"title"', "")]


class TestW3CSuite:
    """The whole rdf-canon suite of the W3C."""

    @pytest.fixture
    def entries(self, corpus: Path) -> list[dict[str, Any]]:
        entries: list[dict[str, Any]] = json.loads((corpus / "jsonld/rdf-canon/manifest.jsonld").read_text())[
            "entries"
        ]
        return entries

    def check(self, corpus: Path, entries: list[dict[str, Any]], kind: str, expected: int) -> None:
        folder = corpus / "jsonld" / "rdf-canon"
        wrong, run = [], 0
        for entry in entries:
            if entry["type"] != kind:
                continue
            run += 1
            quads = nquads.parse((folder / entry["action"]).read_text())
            lines, names = rdfc.canonicalize_with_map(
                quads, hash_name=entry.get("hashAlgorithm", "SHA256").lower(), limits=LIMITS
            )
            result = (folder / entry["result"]).read_text()
            if kind == "rdfc:RDFC10MapTest":
                good = {old[2:]: new[2:] for old, new in names.items()} == json.loads(result)
            else:
                good = "".join(lines) == result
            if not good:
                wrong.append(entry["id"])
        assert not wrong
        assert run == expected

    def test_evaluation(self, corpus: Path, entries: list[dict[str, Any]]) -> None:
        self.check(corpus, entries, "rdfc:RDFC10EvalTest", 64)

    def test_issued_identifiers(self, corpus: Path, entries: list[dict[str, Any]]) -> None:
        self.check(corpus, entries, "rdfc:RDFC10MapTest", 21)

    def test_poison_is_refused(self, corpus: Path, entries: list[dict[str, Any]]) -> None:
        poison = [entry for entry in entries if entry["type"] == "rdfc:RDFC10NegativeEvalTest"]
        assert len(poison) == 1
        quads = nquads.parse((corpus / "jsonld/rdf-canon" / poison[0]["action"]).read_text())
        with pytest.raises(LimitExceeded) as caught:
            canonical(quads)
        assert caught.value.code == "rdfc.too_complex"


class TestOrdinary:
    def test_no_quads_give_no_lines(self) -> None:
        assert canonical([]) == []

    def test_lines_are_sorted_by_code_point_and_end_in_a_newline(self) -> None:
        quads: list[Quad] = [
            (ROOT, P, f'"{text}"', "") for text in ("b", "a", "é", "\U0001f600", "\uffff", "Z")
        ]
        expected = [f'{ROOT} {P} "{text}" .\n' for text in ("Z", "a", "b", "é", "\uffff", "\U0001f600")]
        assert canonical(quads) == expected

    def test_a_duplicated_quad_is_one_quad(self) -> None:
        quads: list[Quad] = [(ROOT, P, "_:x", ""), ("_:x", Q, '"1"', ""), ("_:y", Q, '"2"', "")]
        assert canonical([*quads, *quads]) == canonical(quads)
        assert len(canonical(quads)) == 3

    def test_the_graph_stands_last(self) -> None:
        quads: list[Quad] = [(ROOT, P, '"x"', Q), (ROOT, P, '"y"', "_:g"), (ROOT, P, "_:g", "")]
        assert canonical(quads) == [
            f'{ROOT} {P} "x" {Q} .\n',
            f'{ROOT} {P} "y" _:c14n0 .\n',
            f"{ROOT} {P} _:c14n0 .\n",
        ]

    def test_labels_follow_the_order_of_the_hashes(self) -> None:
        quads: list[Quad] = [("_:x", P, f'"{number}"', "") for number in range(3)]
        quads += [("_:y", P, '"other"', ""), ("_:z", Q, '"third"', "")]
        told = {
            "_:x": "".join(f'_:a {P} "{number}" .\n' for number in range(3)),
            "_:y": f'_:a {P} "other" .\n',
            "_:z": f'_:a {Q} "third" .\n',
        }
        ranked = sorted(told, key=lambda node: hashlib.sha256(told[node].encode()).hexdigest())
        _, names = rdfc.canonicalize_with_map(quads, limits=LIMITS)
        assert names == {node: f"_:c14n{number}" for number, node in enumerate(ranked)}

    def test_a_quad_counts_once_for_a_node_that_stands_in_it_twice(self) -> None:
        quads: list[Quad] = [("_:x", P, "_:x", "_:x"), ("_:y", P, '"0"', "")]
        told = {"_:x": f"_:a {P} _:a _:a .\n", "_:y": f'_:a {P} "0" .\n'}
        ranked = sorted(told, key=lambda node: hashlib.sha256(told[node].encode()).hexdigest())
        thrice = told | {"_:x": told["_:x"] * 3}
        assert ranked != sorted(thrice, key=lambda node: hashlib.sha256(thrice[node].encode()).hexdigest())
        _, names = rdfc.canonicalize_with_map(quads, limits=LIMITS)
        assert names == {node: f"_:c14n{number}" for number, node in enumerate(ranked)}

    def test_every_other_term_stands_in_what_is_hashed(self) -> None:
        """Named nodes and graphs as they are, the node itself as _:a, other unnamed ones as _:z."""
        quads: list[Quad] = [
            (ROOT, P, '"1"', "_:g"),
            (ROOT, P, "_:o", Q),
            (Q, P, "_:o2", Q),
            ("_:s", P, ROOT, Q),
            ("_:s2", P, Q, ROOT),
            (ROOT, Q, "_:o3", "_:h"),
            ("_:s3", Q, '"1"', "_:i"),
            ("_:s4", Q, "_:s4", "_:j"),
        ]
        told = {
            "_:g": f'{ROOT} {P} "1" _:a .\n',
            "_:o": f"{ROOT} {P} _:a {Q} .\n",
            "_:o2": f"{Q} {P} _:a {Q} .\n",
            "_:s": f"_:a {P} {ROOT} {Q} .\n",
            "_:s2": f"_:a {P} {Q} {ROOT} .\n",
            "_:o3": f"{ROOT} {Q} _:a _:z .\n",
            "_:h": f"{ROOT} {Q} _:z _:a .\n",
            "_:s3": f'_:a {Q} "1" _:z .\n',
            "_:i": f'_:z {Q} "1" _:a .\n',
            "_:s4": f"_:a {Q} _:a _:z .\n",
            "_:j": f"_:z {Q} _:z _:a .\n",
        }
        ranked = sorted(told, key=lambda node: hashlib.sha256(told[node].encode()).hexdigest())
        _, names = rdfc.canonicalize_with_map(quads, limits=LIMITS)
        assert names == {node: f"_:c14n{number}" for number, node in enumerate(ranked)}

    def test_what_was_hashed_for_an_earlier_document_serves_a_later_one(self) -> None:
        """An issuer comes again in other badges; its unnamed objects are then hashed already."""
        terms = {
            "issuer": "https://www.w3.org/2018/credentials#issuer",
            "p": "https://e.example/p",
            "q": "https://e.example/q",
        }
        issuer = {"p": [{"q": "a"}, {"q": "b", "p": {"q": "c", "p": {"q": "a"}}}], "q": "d"}
        engine = Engine(ContextStore({}), LIMITS)
        for others in ([], [{"q": "a"}], [{"q": "x"}, {"p": {"q": "c"}}], [{"p": {"q": "c"}}]):
            document = {"@context": terms, **({"p": others} if others else {}), "issuer": issuer}
            result = engine.canonicalize(document)
            assert result.route == "strict"
            assert list(result.lines) == Pyld({}).lines(document, LIMITS)

    def test_the_hash_is_a_parameter(self) -> None:
        quads: list[Quad] = [(f"_:n{number}", P, f'"{number}"', "") for number in range(12)]
        by_sha256 = rdfc.canonicalize(quads, hash_name="sha256", limits=LIMITS)
        by_sha384 = rdfc.canonicalize(quads, hash_name="sha384", limits=LIMITS)
        assert by_sha256 != by_sha384

    def test_another_hash_is_refused(self) -> None:
        with pytest.raises(Unsupported) as caught:
            rdfc.canonicalize([], hash_name="md5", limits=LIMITS)
        assert caught.value.code == "rdfc.unknown_hash"


class TestTies:
    """Blank nodes that look alike."""

    def test_six_equal_trees_are_ordinary(self) -> None:
        quads = [quad for number in range(6) for quad in tree(number)]
        lines = canonical(quads)
        assert len(lines) == 24
        backwards = relabelled(quads, {f"_:top{n}": f"_:top{5 - n}" for n in range(6)})
        assert canonical(backwards[::-1]) == lines

    def test_trees_that_differ_only_deep_inside_keep_their_leaves(self) -> None:
        quads = tree(1) + tree(2) + tree(3, '"other"')
        lines = canonical(quads)
        label = next(line.split()[0] for line in lines if '"other"' in line)
        parent = next(line.split()[0] for line in lines if f"{Q} {label} ." in line)
        assert f'{parent} {P} "title" .\n' in lines
        assert canonical(relabelled(quads, {"_:leaf1": "_:leaf3", "_:leaf3": "_:leaf1"})[::-1]) == lines

    def test_equal_nodes_in_named_graphs_cost_no_factorial(self) -> None:
        # Each proof links its graph once per quad: 9! = 362,880 permutations that all read the same.
        quads: list[Quad] = []
        for number in range(4):
            graph = f"_:graph{number}"
            quads.append((f"<https://e.example/{number}>", P, graph, ""))
            quads += [
                (f"_:proof{number}", f"<https://e.example/p{part}>", '"same"', graph) for part in range(9)
            ]
        lines = canonical(quads)
        assert len(lines) == 40
        swapped = relabelled(quads, {"_:proof0": "_:proof3", "_:proof3": "_:proof0"})
        assert canonical(swapped) == lines

    def test_a_hundred_inner_credentials_stay_within_the_default(self) -> None:
        quads: list[Quad] = []
        for number in range(100):
            graph, proof = f"_:graph{number}", f"_:proofgraph{number}"
            quads.append((ROOT, P, graph, ""))
            quads.append((f"<urn:uuid:{number}>", Q, proof, graph))
            quads.append(("<https://e.example/achievement>", P, f"_:criteria{number}", graph))
            quads.append((f"_:criteria{number}", Q, '"Passed."', graph))
            quads += [
                (f"_:proof{number}", f"<https://e.example/p{part}>", '"same"', proof) for part in range(7)
            ]
        assert len(canonical(quads)) == 1100

    @settings(max_examples=60, deadline=None)
    @given(st.lists(st.integers(0, 3), max_size=6))
    def test_arrangements_are_the_different_permutations(self, numbers: list[int]) -> None:
        group = [f"_:{number}" for number in numbers]
        found = [tuple(arrangement) for arrangement in islice(rdfc_ties._arrangements(group), 721)]
        assert len(found) == len(set(found))
        assert set(found) == set(permutations(group))


def clique(size: int) -> list[Quad]:
    return [(f"_:n{a}", P, f"_:n{b}", "") for a in range(size) for b in range(size) if a != b]


def cycle(size: int) -> list[Quad]:
    return [(f"_:n{number}", P, f"_:n{(number + 1) % size}", "") for number in range(size)]


class TestAttacks:
    """Graphs made to take for ever; without the bound these tests do not end."""

    @pytest.mark.parametrize("size", [7, 9, 12, 40])
    def test_cliques(self, size: int) -> None:
        with pytest.raises(LimitExceeded) as caught:
            canonical(clique(size), canonicalization_work=50_000)
        assert caught.value.code == "rdfc.too_complex"

    def test_a_long_cycle(self) -> None:
        with pytest.raises(LimitExceeded) as caught:
            canonical(cycle(4_000))
        assert caught.value.code == "rdfc.too_complex"

    def test_a_deep_descent_needs_no_python_stack(self) -> None:
        # The bound allows some 1,700 levels, more than Python's recursion limit.
        with pytest.raises(LimitExceeded):
            canonical(cycle(3_000), blank_nodes=5_000, canonicalization_work=100_000)

    def test_sixty_thousand_equal_nodes(self) -> None:
        with pytest.raises(LimitExceeded) as caught:
            canonical([(ROOT, P, f"_:n{number}", "") for number in range(60_000)])
        assert caught.value.code == "rdfc.too_complex"

    def test_a_list_of_equal_items(self) -> None:
        quads: list[Quad] = [(f"_:n{number}", P, '"same"', "") for number in range(1_000)]
        quads += [(f"_:n{number}", Q, f"_:n{number + 1}", "") for number in range(999)]
        with pytest.raises(LimitExceeded):
            canonical(quads)

    def test_two_hubs_with_the_same_thousand_neighbours(self) -> None:
        quads: list[Quad] = [
            (f"_:hub{hub}", P, f"_:n{number}", "") for number in range(1_000) for hub in (0, 1)
        ]
        with pytest.raises(LimitExceeded):
            canonical(quads)

    def test_large_runs_count_more(self) -> None:
        # Two runs over 8,000 links each are not two units of work.
        quads: list[Quad] = [
            (f"_:a{number}", P, f'"{part}"', f"_:g{number}") for number in (0, 1) for part in range(8_000)
        ]
        with pytest.raises(LimitExceeded):
            canonical(quads, canonicalization_work=500)
        assert len(canonical(quads, canonicalization_work=50_000)) == 16_000

    def test_more_blank_nodes_than_allowed(self) -> None:
        quads: list[Quad] = [(f"_:n{number}", P, f'"{number}"', "") for number in range(11)]
        assert len(canonical(quads, blank_nodes=11)) == 11
        with pytest.raises(LimitExceeded):
            canonical(quads, blank_nodes=10)

    def test_more_quads_than_allowed(self) -> None:
        for quads in (
            [(ROOT, P, f'"{number}"', "") for number in range(11)],
            [("_:x", P, f'"{number}"', "") for number in range(11)],
            [(f"<urn:x:{number}>", P, "_:x", "") for number in range(11)],
        ):
            assert len(canonical(quads, quads=11)) == 11
            with pytest.raises(LimitExceeded) as caught:
                canonical(quads, quads=10)
            assert caught.value.params["what"] == "statements"

    def test_the_account_that_is_given_is_charged(self) -> None:
        work = Work(LIMITS)
        rdfc.canonicalize([(ROOT, P, "_:x", ""), (ROOT, P, "_:y", "")], limits=LIMITS, work=work)
        assert work.comparisons == LIMITS.canonicalization_work - 2
        work.comparisons = 1
        with pytest.raises(LimitExceeded):
            rdfc.canonicalize([(ROOT, P, "_:x", ""), (ROOT, P, "_:y", "")], limits=LIMITS, work=work)

    @pytest.mark.parametrize(("size", "cost"), [(12, 432), (30, 4_020), (40, 9_280)])
    def test_long_ways_count_more(self, size: int, cost: int) -> None:
        """One unit for every sixteen names that are copied on the way."""
        work = Work(Limits(canonicalization_work=10_000))
        rdfc.canonicalize(cycle(size), limits=LIMITS, work=work)
        assert 10_000 - work.comparisons == cost


blank = st.sampled_from([f"_:n{number}" for number in range(5)])
quad = st.tuples(
    st.one_of(blank, st.just(ROOT)),
    st.sampled_from([P, Q]),
    st.one_of(blank, st.just(ROOT), st.sampled_from(['"x"', '"y"@en', f'"1"^^{Q}'])),
    st.one_of(st.just(""), st.just(""), blank, st.just(Q)),
)


def repeats_a_node(quad: Quad) -> bool:
    nodes = [term for term in (quad[0], quad[2], quad[3]) if term.startswith("_:")]
    return len(nodes) != len(set(nodes))


class TestProperties:
    @settings(max_examples=150, deadline=None)
    @given(st.lists(quad, max_size=14), st.permutations(range(5)), st.randoms(use_true_random=False))
    def test_labels_and_order_of_the_input_do_not_matter(
        self, quads: list[Quad], order: list[int], random: Any
    ) -> None:
        try:
            lines = canonical(quads, canonicalization_work=200_000)
        except LimitExceeded:
            return
        other = relabelled(quads, {f"_:n{number}": f"_:n{order[number]}" for number in range(5)})
        random.shuffle(other)
        assert canonical(other, canonicalization_work=200_000) == lines

    @settings(max_examples=150, deadline=None)
    @given(st.lists(quad, max_size=12))
    def test_agrees_with_pyld(self, quads: list[Quad]) -> None:
        from pyld.canon import URDNA2015
        from pyld.nquads import parse_nquads

        # PyLD counts a quad twice for a node that stands in it twice; the standard and rdf-canonize do not.
        quads = [quad for quad in quads if not repeats_a_node(quad)]
        try:
            lines = canonical(quads, canonicalization_work=20_000)
        except LimitExceeded:
            return
        text = "".join(f"{s} {p} {o} {g} .\n" if g else f"{s} {p} {o} .\n" for s, p, o, g in quads)
        assert "".join(lines) == URDNA2015().main(parse_nquads(text), {"format": "application/n-quads"})

    @settings(max_examples=100, deadline=None)
    @given(st.lists(quad, max_size=14))
    def test_different_graphs_stay_different(self, quads: list[Quad]) -> None:
        # A canonical form loses nothing: canonicalising it again changes nothing.
        lines, names = rdfc.canonicalize_with_map(quads, limits=Limits(canonicalization_work=500_000))
        assert len(lines) == len(set(quads))
        assert set(names.values()) == {f"_:c14n{number}" for number in range(len(names))}
        assert canonical(nquads.parse("".join(lines)), canonicalization_work=500_000) == lines
