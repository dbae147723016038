"""Open Badges 0.5 to 2.0: each verdict is what the specification demands, or deviates for a stated reason."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from tests.support.older_corpus import NOW, cases, source_of, verify, web_of
from tests.support.older_deviations import TABLE

from badgekit import Limits, Report, Verdict
from badgekit.errors import Malformed, Problem
from badgekit.gathering import revocation, scope
from badgekit.gathering.asking import Desk
from badgekit.gathering.signed import find_key
from badgekit.gathering.standing import signed_standing
from badgekit.jsonld import ContextStore, Engine
from badgekit.models import Issues
from badgekit.models.ob2 import readers
from badgekit.net import FetchSession
from badgekit.proofs import jws

Judged = tuple[dict[str, Any], Report, list[str]]


@pytest.fixture(scope="module")
def judged(corpus: Path) -> list[Judged]:
    """Every whole verification of the corpus: the case, its report, and what was asked."""
    found = []
    for name in ("cases.json", "probes.json"):
        for case in cases(corpus, name):
            if case["kind"] == "verify":
                report, web = verify(corpus, case)
                found.append((case, report, web.asked))
    return found


def _code(report: Report) -> str:
    return report.decisive.code if report.decisive is not None else ""


def test_every_case_is_there(judged: list[Judged]) -> None:
    assert Counter(case["spec_expected"] for case, _, _ in judged) == {
        "valid": 65,
        "invalid": 67,
        "unspecified": 44,
    }


def test_every_verdict_agrees_or_deviates_for_a_stated_reason(judged: list[Judged]) -> None:
    wrong = []
    seen: Counter[str] = Counter()
    for case, report, _ in judged:
        expected, found = case["spec_expected"], (report.verdict.value, _code(report))
        group = next((group for group in TABLE if case["id"] in group.cases), None)
        if group is not None:
            seen[group.why] += 1
            if (expected, found) not in {(group.expected, answer) for answer in group.found}:
                wrong.append(
                    f"{case['id']}: expected {expected}, found {found}, the table says {group.found}"
                )
        elif expected == "valid" and report.verdict is not Verdict.VERIFIED:
            wrong.append(f"{case['id']}: valid, but {found}: {report.best_reason}: {case.get('why')}")
        elif expected == "invalid" and report.verdict is not Verdict.REJECTED:
            wrong.append(f"{case['id']}: invalid, but {found}: {report.best_reason}: {case.get('why')}")
    assert not wrong, "\n".join(wrong)
    assert seen == {group.why: len(group.cases) for group in TABLE}


def test_nothing_invalid_is_verified_but_what_the_table_argues(judged: list[Judged]) -> None:
    argued = {
        name for group in TABLE if "VERIFIED" in {answer[0] for answer in group.found} for name in group.cases
    }
    verified = {
        case["id"] for case, report, _ in judged if report.verified and case["spec_expected"] == "invalid"
    }
    assert verified == argued


def test_what_the_specification_leaves_open_has_a_verdict_and_no_fault_of_ours(judged: list[Judged]) -> None:
    verdicts = Counter(
        report.verdict.value for case, report, _ in judged if case["spec_expected"] == "unspecified"
    )
    assert sum(verdicts.values()) == 44


def test_only_what_is_verified_has_an_assertion_and_every_such_badge_has_an_issuer(
    judged: list[Judged],
) -> None:
    for case, report, _ in judged:
        for each in report.walk():
            assert (each.assertion is not None) == each.verified, case["id"]
            assert not each.verified or each.issuer is not None, case["id"]


def _of_kind(corpus: Path, kind: str) -> list[dict[str, Any]]:
    found = [case for case in cases(corpus, "cases.json") if case["kind"] == kind]
    assert found
    return found


def _desk(corpus: Path, resources: dict[str, Any]) -> Desk:
    engine = Engine(ContextStore.bundled(), Limits())
    return Desk(FetchSession(web_of(corpus, resources), Limits(), lambda: NOW), Limits(), engine)


def test_hosted_scope(corpus: Path) -> None:
    for case in _of_kind(corpus, "hosted_scope"):
        issuer = readers.read_issuer({"type": "Issuer", **case["issuer"]}, Issues())
        assert issuer is not None
        problem = scope.judge_hosting(case["assertion"]["id"], case["issuer"]["id"], issuer)
        assert (problem is None) == (case["spec_expected"] == "valid"), case["id"]
        assert scope.judge_badge_class(case["badgeclass"]["id"], case["issuer"]["id"], issuer) is None


def _signed_by(corpus: Path, token: str, graph: list[dict[str, Any]]) -> str:
    nodes = {node["id"]: node for node in graph}
    issuer_node = next(node for node in graph if "publicKey" in node)
    served = {
        name: {"json": {"@context": "https://w3id.org/openbadges/v2", **node}}
        for name, node in nodes.items()
        if node.get("type") == "CryptographicKey"
    }
    issuer = readers.read_issuer({"type": "Issuer", **issuer_node}, Issues())
    verification = next(node for node in graph if node.get("type") == "SignedBadge" or "creator" in node)
    assertion = readers.read_assertion({"verification": verification}, Issues())
    assert issuer is not None
    assert assertion is not None
    try:
        find_key(
            jws.parse(token), assertion.verification, issuer, issuer_node["id"], "2.0", _desk(corpus, served)
        )
    except Problem as problem:
        return problem.code
    return ""


def test_jws_and_key_ownership(corpus: Path) -> None:
    token = _of_kind(corpus, "jws")[0]
    graph = token["graph"]
    if not any(node.get("type") == "SignedBadge" for node in graph):
        graph = [*graph, {"id": "_:v", "type": "SignedBadge", "creator": "http://example.org/key1"}]
    assert _signed_by(corpus, token["jws"], graph) == ""
    answers = {
        case["id"]: _signed_by(corpus, token["jws"], case["graph"])
        for case in _of_kind(corpus, "key_ownership")
    }
    assert answers == {
        "key-ownership-declared": "",
        "key-ownership-creator-unknown": "key.not_listed",
        "key-ownership-issuer-other-key": "key.not_listed",
        "key-ownership-issuer-revocation-list": "",
    }


def test_revocation(corpus: Path) -> None:
    for case in _of_kind(corpus, "revocation"):
        read = readers.read_revocation_list(case["revocation_list"], Issues())
        assert read is not None
        entry = revocation.find(read.revoked_assertions, case["assertion_id"], None)
        assert (entry is None) == (case["spec_expected"] == "valid"), case["id"]
        issuer = readers.read_issuer(
            {"type": "Issuer", "revocationList": "http://example.org/revocationList"}, Issues()
        )
        assert issuer is not None
        served = {
            "http://example.org/revocationList": {
                "json": {"@context": "https://w3id.org/openbadges/v2", **case["revocation_list"]}
            }
        }
        standing = signed_standing(
            issuer, "http://example.org/issuer", case["assertion_id"], None, _desk(corpus, served)
        )
        assert standing.is_revoked == (case["spec_expected"] != "valid"), case["id"]


def test_the_input_names_the_address_that_is_asked(corpus: Path) -> None:
    for case in _of_kind(corpus, "detect_input"):
        report, web = verify(corpus, {**case, "resources": {}})
        wanted = case["detail"].get("fetches")
        if wanted is None and case["spec_expected"] == "url":
            wanted = case["input"]["value"]
        assert web.asked[:1] == ([wanted] if wanted else []), case["id"]
        assert report.verdict is Verdict.INCONCLUSIVE
        if not wanted:
            assert _code(report) == "hosted.no_address"


def test_fetching(corpus: Path) -> None:
    for case in _of_kind(corpus, "fetch"):
        desk = _desk(corpus, case["resources"])
        if case["spec_expected"] == "image":
            response = desk.answer(case["url"], "$", [])
            assert response.status == 200
            report, _ = verify(
                corpus, {"id": case["id"], "input": {"type": "url", "value": case["url"]}, **case}
            )
            assert report.verdict is Verdict.INCONCLUSIVE
        elif case["spec_expected"] == "json":
            # It calls itself by an address that this web does not have.
            with pytest.raises(Problem) as caught:
                desk.document(case["url"], "Assertion", "$")
            assert caught.value.code == "net.failed"
        else:
            with pytest.raises(Malformed) as wrong:
                desk.document(case["url"], "Issuer", "$")
            assert wrong.value.code == "hosted.wrong_class"
            found = _aliased(desk, case["url"])
            assert found == case["detail"]["then_fetches"]


def _aliased(desk: Desk, url: str) -> str:
    own = desk.json(url, desk.answer(url, "$", []), "$").get("id")
    assert isinstance(own, str)
    return own


def test_a_report_on_nothing_is_never_good(corpus: Path) -> None:
    case = _of_kind(corpus, "report")[0]
    assert case["graph"] == []
    report, _ = verify(corpus, {**case, "input": {"type": "json", "value": {}}})
    assert not report.verified


def test_sources_are_as_the_corpus_gives_them(corpus: Path) -> None:
    kinds = {case["input"]["type"] for case in cases(corpus, "probes.json")}
    assert kinds == {"url", "json", "jws", "file"}
    assert source_of(corpus, {"type": "json", "value": {"a": 1}}) == '{"a": 1}'
