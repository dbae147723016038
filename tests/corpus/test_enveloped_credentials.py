"""SD-JWT and COSE messages made by others: signatures and verdicts agree, or differ for a stated reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.support.corpus import Bench, Case, credential_cases
from tests.support.deviations import Facts, Found, compare, facts_of
from tests.support.envelope_deviations import SIGNATURES, VERDICTS

from badgekit import Report
from badgekit.containers import unpack
from badgekit.errors import Malformed
from badgekit.keys import jwk
from badgekit.limits import Limits
from badgekit.proofs import cose, sd_jwt
from badgekit.proofs.envelope import Token

FORMS = ("sd-jwt", "sd-jwt-vc", "vc+cose")
Judged = tuple[Case, dict[str, Any], Report]


@pytest.fixture(scope="module")
def judged(corpus: Path, reference: Path) -> list[Judged]:
    bench = Bench()
    return [(case, entry, bench.verify(case)) for case, entry in credential_cases(corpus, reference, FORMS)]


def _later(case: Case, entry: dict[str, Any]) -> Callable[[], Facts]:
    return lambda: facts_of(entry, case.data)


def test_nothing_that_is_invalid_is_verified(judged: list[Judged]) -> None:
    assert len(judged) == 37
    verified = [
        (entry["expected"]["signature"], entry["expected"]["overall"]) for _, entry, r in judged if r.verified
    ]
    assert verified == [("valid", "valid")]


def test_every_signature_is_judged_as_the_corpus_says(judged: list[Judged]) -> None:
    found: list[tuple[str, Found, str, Callable[[], Facts]]] = []
    for case, entry, report in judged:
        integrity = report.check("proof.integrity")
        outcome = integrity.outcome.value if integrity else "-"
        expected = entry["expected"]["signature"]
        if outcome not in ({"PASSED", "WARNING"} if expected == "valid" else {"FAILED"}):
            decisive = integrity or report.decisive
            assert decisive is not None
            found.append((expected, (outcome, decisive.code), case.name, _later(case, entry)))
    assert compare(found, SIGNATURES) == []


def test_every_verdict_is_as_the_corpus_says(judged: list[Judged]) -> None:
    found: list[tuple[str, Found, str, Callable[[], Facts]]] = []
    for case, entry, report in judged:
        expected = entry["expected"]["overall"]
        if report.verified is not (expected == "valid"):
            code = report.decisive.code if report.decisive else ""
            found.append((expected, (report.verdict.value, code), case.name, _later(case, entry)))
    assert compare([deviation for deviation in found if deviation[0] == "valid"], VERDICTS) == []


def test_the_examples_of_w3c_verify_with_the_keys_that_were_recovered_from_them(judged: list[Judged]) -> None:
    """Two say ES384 with a P-256 key. RFC 9053 2.1 suggests one curve for each; here the name means one."""
    found: Counter[object] = Counter()
    for case, entry, _ in judged:
        recovered = entry.get("verification_key")
        if recovered is None:
            continue
        payload = unpack(case.data, Limits())
        token: Token
        if payload.message is not None:
            token = cose.parse(payload.message)
        else:
            assert payload.token is not None
            token = sd_jwt.parse(payload.token)
        try:
            found[token.mechanism, token.signed_by(jwk.parse(recovered["publicKeyJwk"]))] += 1
        except Malformed as problem:
            found[token.mechanism, problem.code] += 1
    assert found == {
        ("COSE ES256", True): 7,
        ("COSE ES384", "jwt.alg_key_mismatch"): 2,
        ("SD-JWT ES256", True): 11,
    }


def test_a_changed_message_is_never_verified(judged: list[Judged]) -> None:
    """Every byte of every COSE message that verifies, and every character of every SD-JWT, is covered."""
    bench = Bench()
    for case, _, report in judged:
        if not report.verified:
            continue
        for place in range(0, len(case.data) - 1, 7):
            changed = bytearray(case.data)
            changed[place] = ord("A") if changed[place] != ord("A") else ord("B")
            assert not bench.verify(case, bytes(changed)).verified, (case.name, place)
