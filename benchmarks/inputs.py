"""The credentials: minted here, by three issuers, so that nobody's real badges are needed."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Literal

from badgekit.jsonld import ContextStore
from badgekit.keys.public import KeyKind
from badgekit.testing import BadgeOptions, IssuerSimulator, SimulatedWeb, tamper
from benchmarks.case import Case

__all__ = ["CASES", "credential_of", "issuers", "mint", "sized_badge"]

CREDENTIALS = 60
"""Distinct credentials of one case."""
MANY = 300
"""More achievements than a Verifier remembers, so that each is new when its turn comes again."""

CASES: Mapping[str, tuple[str, str]] = {
    "eddsa-rdfc-2022-min": ("eddsa-rdfc-2022", "min"),
    "eddsa-rdfc-2022-typ": ("eddsa-rdfc-2022", "typ"),
    "eddsa-rdfc-2022-mid": ("eddsa-rdfc-2022", "mid"),
    "eddsa-rdfc-2022-mid-new": ("eddsa-rdfc-2022", "mid"),
    "eddsa-rdfc-2022-rich": ("eddsa-rdfc-2022", "rich"),
    "Ed25519Signature2020-typ": ("Ed25519Signature2020", "typ"),
    "ecdsa-rdfc-2019-typ": ("ecdsa-rdfc-2019", "typ"),
    "jwt-RS256-typ": ("RS256", "typ"),
    "jwt-ES256-typ": ("ES256", "typ"),
    "jwt-EdDSA-typ": ("EdDSA", "typ"),
}
"""Name of a case → suite and profile."""

_KINDS: Mapping[str, KeyKind] = {"ecdsa-rdfc-2019": "P-256", "RS256": "RSA", "ES256": "P-256"}
_TOKENS = ("RS256", "ES256", "EdDSA")
_MULTIKEY = "https://w3id.org/security/multikey/v1"
_ED25519_2020 = "https://w3id.org/security/suites/ed25519-2020/v1"


def issuers(suite: str, now: datetime) -> tuple[IssuerSimulator, ...]:
    """Return an issuer with a did:web and two with a did:key, as far as suite and libraries allow."""
    methods: tuple[Literal["did:web", "did:key"], ...] = ("did:web", "did:key", "did:key")
    if suite == "RS256":
        methods = ("did:web",) * 3  # an RSA did:key would be longer than most libraries read
    elif suite == "Ed25519Signature2020":
        methods = ("did:key",) * 3  # one of the libraries has no other way to a did:web than the network
    web = SimulatedWeb()
    names = ("University", "Academy", "College")
    return tuple(
        IssuerSimulator(
            f"{name.lower()}.example",
            key=_KINDS.get(suite, "Ed25519"),
            now=now,
            method=method,
            name=f"Example {name}",
            web=web,
        )
        for name, method in zip(names, methods, strict=True)
    )


def mint(name: str, now: datetime | None = None, credentials: int = CREDENTIALS) -> Case:
    """Return the case `name` with `credentials` credentials.

    Args:
        name: a key of `CASES`.
        now: the moment at which the issuers live; this hour when left out, because some of the compared
            libraries know no other moment than the clock's.
        credentials: how many to mint.
    """
    suite, profile = CASES[name]
    if name.endswith("-new") and credentials == CREDENTIALS:
        credentials = MANY
    token = suite in _TOKENS
    moment = now or datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
    sims = issuers(suite, moment)
    vcdm = "1.1" if suite == "Ed25519Signature2020" else "2.0"
    signed: list[Any] = []
    quads = 0
    for number, sim in zip(range(credentials), itertools.cycle(sims), strict=False):
        unsigned = credential_of(profile, sim, number, vcdm)
        if not token and not quads:
            quads = sim.engine.canonicalize(unsigned).quad_count
        signed.append(sim.sign(unsigned, suite))
    contexts = () if token else signed[0]["@context"]
    return Case(
        name=name,
        suite=suite,
        token=token,
        quads=quads,
        now=moment.isoformat(),
        texts=tuple(_text(badge) for badge in signed),
        tampered=_text(tamper(signed[0], "$.credentialSubject.achievement.name", "Something else")),
        contexts=_contexts(contexts),
        documents=sims[0].web.documents(),
        **_published(sims, suite),
    )


def credential_of(profile: str, sim: IssuerSimulator, number: int, vcdm: str = "2.0") -> dict[str, Any]:
    """Return an unsigned badge: ``min``, ``typ``, ``mid`` or ``rich``, 33, 73, 100, 156 statements."""
    options: BadgeOptions = {"subject_id": f"did:example:recipient-{number}", **_OPTIONS[profile](number)}
    if vcdm == "1.1":
        extra = {name: value for name, value in options.get("extra", {}).items() if name != "awardedDate"}
        options |= {"vcdm": "1.1", "ob_context": "3.0.0", "extra": extra}
    return sim.issue(f"recipient-{number}@example.org", **options)


def sized_badge(sim: IssuerSimulator, alignments: int) -> dict[str, Any]:
    """Return an unsigned badge that grows with `alignments`, each of them eight statements."""
    return sim.issue("did:example:recipient", alignments=list(_alignments(0, alignments)))


def _text(badge: dict[str, Any] | str) -> str:
    return badge if isinstance(badge, str) else json.dumps(badge, ensure_ascii=False)


def _alignments(number: int, count: int) -> Iterator[dict[str, Any]]:
    for index in range(count):
        yield {
            "targetName": f"Skill {number}.{index}: interprets data",
            "targetUrl": f"https://skills.example/framework/{number}/{index}",
            "targetDescription": "Chooses a method that fits the question, and says how sure the answer is.",
            "targetFramework": "Example Framework of Skills",
            "targetCode": f"S-{number}-{index}",
            "targetType": "CTDL",
        }


def _achievement(number: int) -> dict[str, Any]:
    return {
        "id": f"https://one.example/achievements/{number % 5}",
        "name": f"Data Analysis {number % 5}",
        "achievementType": "MicroCredential",
        "description": "Collects, cleans and interprets data and presents what follows from it.",
        "criteria": {"narrative": "Passed the project, the written and the oral examination."},
        "image": {
            "id": f"https://one.example/images/{number % 5}.png",
            "type": "Image",
            "caption": "A medal",
        },
        "tag": ["data", "statistics"],
    }


def _min(number: int) -> BadgeOptions:
    return {
        "profile": {"url": "https://one.example/", "email": "badges@one.example"},
        "achievement": {"achievementType": "Badge", "tag": ["data"]},
        "alignments": list(_alignments(number, 1)),
    }


def _typ(number: int) -> BadgeOptions:
    return {
        "name": f"Data Analysis, awarded badge {number}",
        "achievement": _achievement(number),
        "alignments": list(_alignments(number, 4)),
        "profile": {
            "url": "https://one.example/",
            "email": "badges@one.example",
            "description": "A university for examples.",
            "image": {"id": "https://one.example/logo.png", "type": "Image"},
            "address": {
                "type": ["Address"],
                "streetAddress": "1 Example Street",
                "postalCode": "12345",
                "addressLocality": "Exampleton",
                "addressRegion": "Example County",
                "addressCountry": "Exampleland",
            },
        },
        "extra": {"awardedDate": "2024-05-01T00:00:00Z", "description": "For work done in the spring term."},
    }


def _results(number: int) -> BadgeOptions:
    grade = f"urn:uuid:00000000-0000-4000-8000-{number:012d}"
    return {
        "result_descriptions": [
            {
                "id": grade,
                "name": "Final grade",
                "resultType": "LetterGrade",
                "allowedValue": ["A", "B", "C", "D"],
                "requiredValue": "C",
            }
        ],
        "results": [{"resultDescription": grade, "status": "Completed", "value": "ABC"[number % 3]}],
    }


def _mid(number: int) -> BadgeOptions:
    subject = {"role": "Analyst in training", "licenseNumber": f"L-{number}"}
    return {**_typ(number), **_results(number), "evidence": list(_evidence(number, 1)), "subject": subject}


def _rich(number: int) -> BadgeOptions:
    return {
        **_mid(number),
        "evidence": list(_evidence(number, 5)),
        "alignments": list(_alignments(number, 8)),
    }


def _evidence(number: int, count: int) -> Iterator[dict[str, Any]]:
    for index in range(count):
        yield {
            "id": f"https://one.example/evidence/{number}/{index}",
            "name": f"Piece of work {index}",
            "description": "A report of twenty pages with the data and the program.",
            "narrative": "Marked by two examiners who did not know of each other.",
            "genre": "Report",
        }


_OPTIONS = {"min": _min, "typ": _typ, "mid": _mid, "rich": _rich}


def _contexts(used: Any) -> dict[str, Any]:
    """Return the documents of the contexts `used`, and of those that key documents use."""
    store = ContextStore.bundled()
    urls = (*used, _MULTIKEY, _ED25519_2020, "https://www.w3.org/ns/did/v1") if used else ()
    found = {url: store.document(url, {}) for url in urls}
    return {url: dict(revision.document) for url, revision in found.items() if revision is not None}


def _published(sims: tuple[IssuerSimulator, ...], suite: str) -> dict[str, dict[str, Any]]:
    kind = _KINDS.get(suite, "Ed25519")
    old = suite == "Ed25519Signature2020"
    controllers, methods, keys = {}, {}, {}
    for sim in sims:
        key, method_id = sim.key(kind).signing, sim.method_id(kind)
        keys[method_id] = key.jwk()
        method = {
            "id": method_id,
            "type": "Ed25519VerificationKey2020" if old else "Multikey",
            "controller": sim.id,
            "publicKeyMultibase": key.multibase(),
        }
        methods[method_id] = {"@context": _ED25519_2020 if old else _MULTIKEY, **method}
        controllers[sim.id] = {
            "@context": ["https://www.w3.org/ns/did/v1", _ED25519_2020 if old else _MULTIKEY],
            "id": sim.id,
            "verificationMethod": [method],
            "assertionMethod": [method_id],
        }
    return {"controllers": controllers, "methods": methods, "keys": keys}
