"""Every badge that is VERIFIED, from the corpora and from simulated issuers, opened for changes."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

from tests.support.corpus import (
    Bench,
    Case,
    credential_cases,
    documents,
    hostile_case,
    inspector_cases,
    manifest,
    moment,
)

from badgekit import Report
from badgekit.containers import unpack
from badgekit.errors import BadgekitError
from badgekit.limits import Limits
from badgekit.testing import IssuerSimulator, selective, text_of
from badgekit.testing.embedded_suites import EMBEDDED_SUITES

JUDGED = (
    "eddsa-rdfc-2022",
    "eddsa-2022",
    "Ed25519Signature2020",
    "ecdsa-rdfc-2019",
    "ecdsa-2019",
    "eddsa-jcs-2022",
    "ecdsa-jcs-2019",
    "Ed25519Signature2018",
    "JsonWebSignature2020",
    "EcdsaSecp256k1Signature2019",
    "EcdsaSecp256r1Signature2019",
    "RsaSignature2018",
    "ecdsa-sd-2023",
    "bbs-2023",
    "vc-jwt",
    "vc+jwt",
)
PER_PERF_SET = 3
_MOST_CHARACTERS = 40_000


@dataclass(frozen=True)
class Sealed:
    """A verified credential: its case, its tree (a dict) or token (a str), and the report on it."""

    case: Case
    payload: dict[str, Any] | str
    report: Report


def verified_badges(
    corpus: Path, reference: Path, bench: Bench, *, share: int = 0, of: int = 1
) -> Iterator[Sealed]:
    """Yield every distinct verified credential, in a fixed order; of several shares only those of one."""
    seen: set[str] = set()
    for case in _cases(corpus, reference):
        try:
            payload = _open(case.data)
        except BadgekitError:
            continue
        text = text_of(payload) + repr(case.arguments)
        # By its text, so that the same badge in two packings is in one share. A badge that is there for its
        # size has the same change a thousand times.
        if text in seen or len(text) > _MOST_CHARACTERS or crc32(text.encode()) % of != share:
            continue
        report = bench.verify(case)
        if report.verified and report.assertion is not None:
            seen.add(text)
            yield Sealed(case, payload, report)


def _cases(corpus: Path, reference: Path) -> Iterator[Case]:
    for case, _ in credential_cases(corpus, reference, JUDGED):
        yield case
    for case, _ in inspector_cases(corpus, ("ob30", "endorsement30", "clr20", "bitstring", "lerrs")):
        yield case
    hostile = corpus / "hostile"
    loaded = manifest(hostile)
    for entry in loaded["cases"]:
        if "accept" in {entry["must"], *(entry.get("also_ok") or [])} and "steps" not in entry:
            yield hostile_case(hostile, entry, entry, loaded["now"])
    for folder in sorted((corpus / "perf" / "creds").iterdir()):
        for file in sorted(folder.iterdir())[:PER_PERF_SET]:
            now = moment("2026-06-01T12:00:00Z")
            yield Case(f"perf/{folder.name}/{file.stem}", file.read_bytes(), documents(corpus, {}), now)
    yield from simulated()


def simulated() -> Iterator[Case]:
    """Yield badges of simulated issuers: every suite and algorithm, both data models, rich and plain."""
    sim = IssuerSimulator("uni.example")
    rich: dict[str, Any] = {
        "alignments": [{"targetName": "Statistics", "targetUrl": "https://skills.example/7"}],
        "results": [{"value": "A", "resultDescription": "urn:uuid:8e9d5a6c-6f0e-4d0c-8a3e-2f4c9b7d1e01"}],
        "result_descriptions": [
            {
                "id": "urn:uuid:8e9d5a6c-6f0e-4d0c-8a3e-2f4c9b7d1e01",
                "name": "Grade",
                "resultType": "LetterGrade",
                "allowedValue": ["A", "B", "C"],
            }
        ],
        "evidence": [{"id": "https://evidence.example/1", "name": "Project", "narrative": "Forty pages."}],
    }
    # What issuers make for selective disclosure is not for verifiers.
    for suite in [suite for suite in EMBEDDED_SUITES if suite not in selective.SUITES]:
        vcdms = ("1.1",) if suite in ("EcdsaSecp256r1Signature2019", "RsaSignature2018") else ("1.1", "2.0")
        for vcdm in vcdms:
            until = sim.now.replace(year=sim.now.year + 1)
            options: dict[str, Any] = {"vcdm": vcdm, "valid_until": until, **rich}
            yield _simulated(
                f"{suite}/{vcdm}", sim, sim.sign(sim.issue("anna@example.org", **options), suite)
            )
    yield _simulated(
        "ecdsa-rdfc-2019/P-384", sim, sim.sign(sim.issue("did:example:anna"), "ecdsa-rdfc-2019", key="P-384")
    )
    for algorithm in ("RS256", "PS256", "ES256", "ES384", "ES256K", "EdDSA"):
        yield _simulated(algorithm, sim, sim.sign(sim.issue("anna@example.org"), algorithm))
    yield _simulated("proof set", sim, sim.sign(sim.sign(sim.issue()), "ecdsa-rdfc-2019"))
    yield _simulated("endorsement", sim, sim.sign(sim.endorse("https://uni.example/")))
    yield _simulated("credential", sim, sim.sign(sim.credential()))


def _simulated(name: str, sim: IssuerSimulator, signed: dict[str, Any] | str) -> Case:
    return Case(f"simulated/{name}", text_of(signed).encode(), sim, sim.now)


def _open(data: bytes) -> dict[str, Any] | str:
    payload = unpack(data, Limits())
    if payload.token is not None:
        return payload.token
    assert payload.value is not None
    return payload.value


def token_parts(token: str) -> tuple[dict[str, Any], dict[str, Any], str]:
    """Return header, payload and signature part of a compact JWS."""
    header, payload, signature = token.split(".")
    return _part(header), _part(payload), signature


def token_of(header: dict[str, Any], payload: dict[str, Any], signature: str) -> str:
    """Return the compact JWS of changed parts, with the signature kept."""
    return f"{_coded(header)}.{_coded(payload)}.{signature}"


def _part(text: str) -> dict[str, Any]:
    decoded: dict[str, Any] = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    return decoded


def _coded(value: dict[str, Any]) -> str:
    text = json.dumps(value, separators=(",", ":"), ensure_ascii=False)
    return base64.urlsafe_b64encode(text.encode()).rstrip(b"=").decode("ascii")
