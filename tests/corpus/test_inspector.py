"""The public validator's test inputs: the same verdict, or another one for a reason from the standards."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from tests.support.corpus import Bench, Case, inspector_cases, older_inspector_cases
from tests.support.deviations import Facts, Group, compare, facts_of

from badgekit import Report, Verdict

FORMATS = ("ob30", "endorsement30", "clr20", "lerrs")


def _own_jwk(facts: Facts) -> bool:
    return "jwk" in facts.header and not facts.served(str(facts.issuer))


def _foreign_key_inside(facts: Facts) -> bool:
    inside = facts.subject["verifiableCredential"]
    return all(
        entry["proof"]["verificationMethod"].partition("#")[0] != entry["issuer"]["id"]
        for entry in inside[1:]
        if isinstance(entry["proof"], dict)
    )


TABLE = (
    Group(
        "warning",
        ("REJECTED", "key.not_bound_to_issuer"),
        1,
        _foreign_key_inside,
        "As below, for the credentials inside a learner record.",
    ),
    Group(
        "valid",
        ("REJECTED", "key.not_bound_to_issuer"),
        2,
        lambda facts: facts.methods[0].partition("#")[0] != facts.issuer,
        "The issuer is a urn:uuid, the key a did:key: nothing says that it is the issuer's. OB 3.0 guide, "
        "key provenance ('as a verifier you must check'), CID 3.3: the controller of the key must be "
        "issuer.id.",
    ),
    Group(
        "invalid",
        ("VERIFIED", ""),
        1,
        lambda facts: {proof["type"] for proof in facts.proofs} == {"SomeProofType", "DataIntegrityProof"},
        "A second proof of a type that no context defines stands beside a good one. Each proof of a set "
        "secures the document alone (Data Integrity 2.1.1) and OB 3.0 8.3 accepts any one; the unknown one "
        "is a remark.",
    ),
    Group(
        "valid",
        ("INCONCLUSIVE", "key.issuer_unreachable"),
        2,
        _own_jwk,
        "The key stands in the token itself and the issuer says nothing of it: anybody could have signed. "
        "OB 3.0 guide, external proof: the key must be in the issuer's jwks.json, else the proof should be "
        "considered invalid.",
    ),
    Group(
        "warning",
        ("INCONCLUSIVE", "key.issuer_unreachable"),
        2,
        _own_jwk,
        "As above, with VCDM 1.1.",
    ),
    Group(
        "valid",
        ("REJECTED", "structure.missing"),
        1,
        lambda facts: (
            "jwk" not in facts.header and "kid" not in facts.header and "achievement" not in facts.subject
        ),
        "A fixture of token parsing, no badge: it names no key at all (OB 3.0 8.2.1: kid or jwk) and has no "
        "achievement, which every AchievementSubject must have.",
    ),
)


def _expected_verified(entry: dict[str, Any]) -> bool:
    return entry["expected"] in ("valid", "warning")


@pytest.fixture(scope="module")
def judged(corpus: Path) -> list[tuple[Case, dict[str, Any], Report]]:
    bench = Bench()
    return [(case, entry, bench.verify(case)) for case, entry in inspector_cases(corpus, FORMATS)]


def test_every_verdict_agrees_or_deviates_for_a_stated_reason(
    judged: list[tuple[Case, dict[str, Any], Report]],
) -> None:
    found = []
    for case, entry, report in judged:
        if report.verified != _expected_verified(entry):
            code = report.decisive.code if report.decisive else ""
            found.append(
                (
                    entry["expected"],
                    (report.verdict.value, code),
                    case.name,
                    lambda case=case, entry=entry: facts_of(entry, case.data),
                )
            )
    assert compare(found, TABLE) == []
    assert len(judged) == 44


def test_what_nobody_asserts_is_not_verified_without_a_proof(
    judged: list[tuple[Case, dict[str, Any], Report]],
) -> None:
    unasserted = {case.name: report for case, entry, report in judged if entry["expected"] == "unasserted"}
    assert list(unasserted) == ["no-test:ob30__simple-noproof.json", "no-test:clr20__simple-noproof.json"]
    for report in unasserted.values():
        integrity = report.check("proof.integrity")
        assert integrity is not None
        assert integrity.code == "proof.missing"


# Verdicts of what stands inside: (container, verdict, deciding code) → how many, in order of the corpus.
INSIDE = {
    "testSimpleJsonValid:clr20__simple.json": {("credential", "VERIFIED", ""): 1},
    "testSimpleV1JsonValid:clr20__simple_v1.json": {
        ("credential", "INCONCLUSIVE", "key.scheme_unsupported"): 1,
        ("credential", "REJECTED", "key.not_bound_to_issuer"): 5,
    },
    "testPortabilityJsonValid:lerrs__LER-RS_V2_UC008_portability.json": {
        # Its RsaSignature2018, as the one below, names a key of another page than the issuer.
        ("credential", "REJECTED", "key.not_bound_to_issuer"): 1,
        ("credential", "REJECTED", "structure.wrong_class"): 1,
    },
    "testWrapperJsonValid:lerrs__LER-RS_V2_VCwrapper.json": {
        ("credential", "REJECTED", "key.not_bound_to_issuer"): 1,
    },
}


def test_what_stands_inside_is_judged_on_its_own(judged: list[tuple[Case, dict[str, Any], Report]]) -> None:
    by_name = {case.name: report for case, _, report in judged}
    for name, expected in INSIDE.items():
        found = Counter(
            (child.input.container, child.verdict.value, child.decisive.code if child.decisive else "")
            for child in by_name[name].children
        )
        assert found == expected, name


OLDER = ("ob20", "ob20-badgeclass", "ob20-issuer", "ob20-other")
OLDER_TABLE = {
    ("valid", "INCONCLUSIVE", "structure.not_an_assertion"): (
        3,
        "A BadgeClass or a profile is a valid document and nobody's badge: only assertions and "
        "endorsements can be verified.",
    ),
    ("valid", "INCONCLUSIVE", "structure.not_a_credential"): (
        5,
        "Parts of badges, or classes of somebody's own, whose words an inline context defines; as above.",
    ),
    ("invalid", "INCONCLUSIVE", "context.none_of_open_badges"): (
        1,
        "The only context is one that nobody published: what the words mean is unknown.",
    ),
    ("invalid", "INCONCLUSIVE", "structure.not_a_credential"): (
        3,
        "Types that say no class of Open Badges: it is no badge that could be wrong.",
    ),
}


def test_open_badges_2_agree_or_deviate_for_a_stated_reason(corpus: Path) -> None:
    bench = Bench()
    agreed: Counter[str] = Counter()
    found: Counter[tuple[str, str, str]] = Counter()
    for case, entry in older_inspector_cases(corpus, OLDER):
        report = bench.verify(case)
        if (
            (report.verdict is Verdict.VERIFIED)
            if _expected_verified(entry)
            else (report.verdict is Verdict.REJECTED)
        ):
            agreed[entry["expected"]] += 1
        else:
            code = report.decisive.code if report.decisive else ""
            found[entry["expected"], report.verdict.value, code] += 1
    assert agreed == {"valid": 9, "warning": 2, "invalid": 2}
    assert found == {key: count for key, (count, _) in OLDER_TABLE.items()}
