"""Whoever has no key cannot change a verified badge: every single change is refused, or proved harmless.

Harmless means: still VERIFIED, by the same issuer, with an assertion that is equal in value and type, but for
what the table below names with its argument. The walk of all changes takes more than half an hour on one
core; without ``BADGEKIT_WHOLE_WALK=1`` about every 25th change is tried, chosen by its own text, and how many
of them are harmless is written down.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
from tests.support.corpus import Bench
from tests.support.one_at_a_time import only_one
from tests.support.sameness import differences
from tests.support.tampering_walk import Change, Terms, changes
from tests.support.verified_badges import Sealed, simulated, token_of, token_parts, verified_badges

from badgekit import Report
from badgekit.checks import CHECKS
from badgekit.checks.base import passed
from badgekit.findings import Outcome
from badgekit.jsonld import ContextStore

WHOLE = os.environ.get("BADGEKIT_WHOLE_WALK") == "1"
STRIDE = 1 if WHOLE else 25
SHARES = 8

HOSTED_COPY = "a copy of a hosted badge"
REPEATED = "taken away in one place, told in another"
ONE_OR_MANY = "one value, or an array of one"
ISSUER_FORM = "issuer, subject or holder as URL, or as object with nothing but its id"
OTHER_CLASS_NAME = "OpenBadgeCredential and AchievementCredential"
WHOLE_NUMBER = "3 and 3.0"
CONTEXT_TWICE = "a context named twice"
CONTEXT_UNUSED = "a context taken away that nothing needs"
PROOF_UNKNOWN = "a proof of unknown kind more"
PROOF_TWICE = "a proof twice"
PROOF_LESS = "a proof of a set taken away"
PROOF_UNDECIDED = "a change in a proof of a set that makes it one of unknown kind"
PROOF_CONTEXT = "a context inside the proof"
EXTRA_ARRAY = "an array of one in a member that Open Badges does not define"
EXTRA_OBJECT = "a URL as object in a member that Open Badges does not define"
ENDORSEMENT_PURPOSE = "the proofPurpose of an embedded endorsement as IRI"

# Group → argument.
HARMLESS: dict[str, str] = {
    HOSTED_COPY: (
        "What is verified is the badge at its own address; the copy in hand only names that address (OB 2.0 "
        "HostedBadge). The assertion of the report is the published one and does not differ at all."
    ),
    REPEATED: (
        "In a learner record one issuer or achievement is described in several places, and what is told "
        "twice is signed once. The statement still stands elsewhere in the record; the assertion says "
        "less in one place and nothing else anywhere."
    ),
    ONE_OR_MANY: (
        "Where the data model allows one or several (type, credentialSubject, proof, and the sets of Open "
        "Badges) both forms are one statement in JSON-LD; the assertion is the same: claims always hold a "
        "tuple."
    ),
    ISSUER_FORM: (
        "VCDM 4.7: the issuer is a URL, or an object with that id; VCDM 1.1 has such subjects as well. The "
        "assertion is the same."
    ),
    OTHER_CLASS_NAME: (
        "The Open Badges contexts give both names to one IRI; the signature covers the class, not its "
        "name. The assertion differs in `types` alone, and both names are the same kind to every check."
    ),
    WHOLE_NUMBER: ("JSON has one kind of number (RFC 8259 section 6) and XSD gives both one canonical form."),
    CONTEXT_TWICE: (
        "JSON-LD processes @context in order; a known context a second time changes no definition. The "
        "signature covers statements, never the list. The assertion differs in `context` alone."
    ),
    CONTEXT_UNUSED: (
        "Without it every member still has its meaning, else the canonical form would differ. The "
        "assertion differs in `context` alone."
    ),
    PROOF_UNKNOWN: (
        "Each proof of a set secures the document alone (Data Integrity 2.1.1): one that nobody can judge "
        "takes nothing from the good one and is reported as a remark. The assertion differs in `proof` "
        "alone."
    ),
    PROOF_TWICE: ("As above: the same good signature a second time says nothing new."),
    PROOF_LESS: (
        "As above: proofs of a set do not vouch for each other; who needs that uses previousProof. The one "
        "left is the issuer's."
    ),
    PROOF_UNDECIDED: (
        "As for a proof of unknown kind: another proof of the set decides, as the report says. The "
        "assertion differs in the undecided proof alone."
    ),
    PROOF_CONTEXT: (
        "A proof may bring known contexts along; others are refused. They decide nothing, because the "
        "options of a proof are read with the context of the document (vc-di-eddsa 3.2.5). The assertion "
        "differs in that member of `proof` alone."
    ),
    EXTRA_ARRAY: (
        "JSON-LD makes no difference between a value and an array of that one value, and there is no data "
        "model that says which of the two it is. The assertion differs in that: `extra` holds members as "
        "they came. In texts of credentials that are no badges (VCDM 2.0 11.1) a text becomes a tuple of "
        "one text."
    ),
    EXTRA_OBJECT: ("As above for a reference, which is a URL or an object with nothing but that id."),
    ENDORSEMENT_PURPOSE: (
        "An endorsement inside is judged by itself and changes nothing of the badge; term and IRI are "
        "one statement."
    ),
}
# Group → cases in the sample.
COUNTS: dict[str, int] = {
    HOSTED_COPY: 57,
    ONE_OR_MANY: 48,
    ISSUER_FORM: 2,
    OTHER_CLASS_NAME: 4,
    CONTEXT_TWICE: 13,
    PROOF_UNKNOWN: 1,
    PROOF_TWICE: 4,
    PROOF_LESS: 1,
    PROOF_UNDECIDED: 8,
    EXTRA_ARRAY: 6,
}
_EXTRA = re.compile(r"(^|\.)extra(\.|$)")
_TEXTS = frozenset({"name", "description", "issuer.name", "issuer.description"})


@dataclass
class Result:
    """What became of the changes."""

    badges: int = 0
    tried: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    harmless: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def add(self, other: Result) -> None:
        self.badges += other.badges
        self.tried += other.tried
        self.refused += other.refused
        self.harmless += other.harmless
        self.wrong += other.wrong


def _harmless(change: Change, different: frozenset[str], sealed: Sealed, report: Report) -> str | None:
    """Return the name of the group by which the change is harmless, None when it is in none."""
    kind, inside = change.kind, change.inside
    published = report.check("hosted.published")
    if published is not None and published.outcome in (Outcome.PASSED, Outcome.WARNING):
        return None if different else HOSTED_COPY
    if not different:
        if inside[0] == "proof" and (found := _harmless_proof(change, sealed, report)) is not None:
            return found
        if kind in ("wrap: array of one", "unwrap: array of one"):
            return ONE_OR_MANY
        one = kind in ("wrap: id", "to its id") and change.member in ("issuer", "credentialSubject", "holder")
        return ISSUER_FORM if one else None
    if all(where.partition(".")[0].removesuffix("[]") == "proof" for where in different):
        return _harmless_proof(change, sealed, report)
    if report.kind == "ClrCredential" and kind in ("delete", "to its id"):
        return REPEATED
    if kind == "element: text: other name of the class" and all(
        where.endswith("types[]") for where in different
    ):
        return OTHER_CLASS_NAME
    if kind in ("number: as float", "number: as integer"):
        return WHOLE_NUMBER
    if change.member == "@context" and all(where.endswith("context") for where in different):
        return {
            "element: twice": CONTEXT_TWICE,
            "wrap: array of two": CONTEXT_TWICE,
            "element: delete": CONTEXT_UNUSED,
        }.get(kind)
    if inside[-3:] == ("endorsement", "proof", "proofPurpose") and kind == "text: IRI of the term":
        return ENDORSEMENT_PURPOSE
    undefined = all(_EXTRA.search(where) for where in different)
    if undefined and kind == "wrap: id":
        return EXTRA_OBJECT
    texts = report.kind == "VerifiableCredential" and different <= _TEXTS
    if (undefined or texts) and kind in ("wrap: array of one", "unwrap: array of one"):
        return EXTRA_ARRAY
    return None


def _harmless_proof(change: Change, sealed: Sealed, report: Report) -> str | None:
    kind, inside = change.kind, change.inside
    if inside == ("proof",):
        found = {
            "element: add a proof of unknown type": PROOF_UNKNOWN,
            "element: twice": PROOF_TWICE,
            "wrap: array of two": PROOF_TWICE,
            "element: delete": PROOF_LESS,
        }.get(kind)
        if found is not None:
            return found
    integrity = report.check("proof.integrity")
    assert integrity is not None
    place = re.match(r"\$\.proof\[[0-9]+\]", change.path)
    # The proof that decided is another one than the changed one.
    if place is not None and not integrity.reason.path.startswith(place[0]):
        return PROOF_UNDECIDED
    return PROOF_CONTEXT if inside[:2] == ("proof", "@context") else None


def _changed(sealed: Sealed, terms: Terms) -> Iterator[tuple[Change, Any]]:
    if isinstance(sealed.payload, dict):
        for change in changes(sealed.payload, terms):
            yield change, sealed.payload
        return
    header, payload, signature = token_parts(sealed.payload)
    for part in (header, payload):
        for change in changes(part, terms):
            yield change, lambda: token_of(header, payload, signature).encode()


def _issuer(report: Report) -> tuple[str, str, str] | None:
    # The key is another one where another proof of a set decides; who it belongs to is not.
    identity = report.issuer
    return None if identity is None else (identity.id, identity.level, identity.domain)


def _chosen(name: str, change: Change) -> bool:
    """Whether a change is in the sample: by its own text, whatever other badges and changes there are."""
    return crc32(f"{name} {change.kind} {change.path}".encode()) % STRIDE == 0


@dataclass
class Walk:
    """The walk, in shares that several processes may take; each is walked once and written down."""

    corpus: Path
    reference: Path
    folder: Path

    def share(self, number: int) -> Result:
        kept = self.folder / f"tamper-{number}.json"
        with only_one(kept.with_suffix(".lock")):
            if not kept.exists():
                kept.write_text(json.dumps(vars(self._walked(number))))
            found = json.loads(kept.read_text())
        return Result(**{**found, **{name: Counter(found[name]) for name in ("refused", "harmless")}})

    def whole(self) -> Result:
        result = Result()
        for number in range(SHARES):
            result.add(self.share(number))
        return result

    def _walked(self, number: int) -> Result:
        bench, terms, result = Bench(), Terms(ContextStore.bundled()), Result()
        for sealed in verified_badges(self.corpus, self.reference, bench, share=number, of=SHARES):
            result.badges += 1
            for change, source in _changed(sealed, terms):
                if _chosen(sealed.case.name, change):
                    _try(result, bench, sealed, change, source() if callable(source) else source)
        return result


@pytest.fixture(scope="module")
def walk(corpus: Path, reference: Path, tmp_path_factory: pytest.TempPathFactory) -> Walk:
    folder = tmp_path_factory.getbasetemp()
    return Walk(corpus, reference, folder.parent if os.environ.get("PYTEST_XDIST_WORKER") else folder)


def _try(result: Result, bench: Bench, sealed: Sealed, change: Change, source: Any) -> None:
    result.tried += 1
    where = f"{sealed.case.name}: {change.kind} at {change.path}"
    try:
        report = bench.verify(sealed.case, source)
    except Exception as error:
        result.wrong.append(f"{where}: raised {error!r}")
        return
    if not report.verified:
        assert report.decisive is not None
        result.refused[report.decisive.code] += 1
        return
    different = frozenset(differences(sealed.report.assertion, report.assertion))
    name = _harmless(change, different, sealed, report) if _issuer(report) == _issuer(sealed.report) else None
    if name is None:
        result.wrong.append(f"{where}: VERIFIED; the assertion differs in {sorted(different)}")
    else:
        result.harmless[name] += 1


@pytest.mark.parametrize("number", range(SHARES))
def test_no_change_gets_a_badge_verified_that_says_something_else(walk: Walk, number: int) -> None:
    result = walk.share(number)
    assert result.tried
    assert not result.wrong, f"{len(result.wrong)} of {result.tried}:\n" + "\n".join(result.wrong[:100])


def test_the_harmless_changes_are_those_of_the_table(walk: Walk) -> None:
    result = walk.whole()
    assert set(result.harmless) <= set(HARMLESS)
    if WHOLE:
        # Their numbers move with every badge that comes to be verified; each group must be met.
        assert set(result.harmless) == set(HARMLESS)
    else:
        assert dict(result.harmless) == COUNTS


@pytest.mark.parametrize(
    "removed", [("proof.coverage",), ("structure.members", "schema.built_in")], ids=" and ".join
)
def test_the_walk_notices_a_missing_rule(removed: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    """The same walk over one badge, with rules that always pass: it must find what they keep out."""
    blind = tuple(
        replace(check, run=lambda context: passed("proof.covers_tree")) if check.id in removed else check
        for check in CHECKS
    )
    terms = Terms(ContextStore.bundled())
    case = next(case for case in simulated() if case.name == "simulated/eddsa-rdfc-2022/2.0")
    found = []
    for checks in (CHECKS, blind):
        monkeypatch.setattr("badgekit.judging.CHECKS", checks)
        bench, result = Bench(), Result()
        sealed = Sealed(case, json.loads(case.data), bench.verify(case))
        assert sealed.report.verified
        for index, (change, source) in enumerate(_changed(sealed, terms)):
            if index % 4 == 0:
                _try(result, bench, sealed, change, source)
        found.append(len(result.wrong))
    assert found[0] == 0
    assert found[1] > 0


def test_the_walk_reaches_what_it_should(walk: Walk) -> None:
    """Enough badges, and refusals of every family: by the signature, by what it covers, by form."""
    result = walk.whole()
    assert result.badges >= 130
    assert result.tried >= 140_000 / STRIDE
    for code in ("proof.invalid", "jwt.signature_invalid", "jsonld.unsigned_data", "structure.wrong_type"):
        assert result.refused[code] >= 1_000 / STRIDE, code
    assert result.tried == sum(result.refused.values()) + sum(result.harmless.values()) + len(result.wrong)
