"""The examples run, print what they promise, and their badges can be made again byte for byte."""

from __future__ import annotations

import runpy
import socket
from pathlib import Path
from typing import Any

import pytest

import badgekit

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
BADGES = EXAMPLES / "badges"

OUTPUT = {
    "verify_a_file": [
        "anna.png: VERIFIED. Every required check passed.",
        "ben.svg: VERIFIED. ",
        "carla.jwt: VERIFIED. ",
        "dora.json: VERIFIED. ",
        "tampered.json: REJECTED. The signature does not fit the content",
        "screenshot.png: INCONCLUSIVE. There is no badge",
        "  FAILED         proof.integrity        proof.invalid",
        "  NOT_RUN        issuer.bound           check.not_run",
    ],
    "require_a_badge": [
        "Data Analysis from University of Example",
        "skills: interpret quantitative data",
        "refused: The signature does not fit the content",
        "because of: proof.invalid",
    ],
    "match_a_candidate": [
        "anna.png: VERIFIED. The recipient is the candidate, by emailAddress (sha256 hash).",
        "ben.svg: REJECTED. The recipient is somebody else",
        "carla.jwt: VERIFIED. The recipient is the candidate, by id.",
    ],
    "resolve_other_dids": [
        "without a resolver: Identifiers of the kind did:ebsi cannot be looked up.",
        "with one: VERIFIED document-given",
        "from the recording: VERIFIED",
    ],
    "answer_a_challenge": [
        "as a file: VERIFIED. The issuer named a key of the holder",
        "answered: VERIFIED. The holder proved to have the key",
        "copied: REJECTED. A challenge or domain was expected",
        "by a thief: REJECTED. The holder's proof was not made with the key",
    ],
    "read_a_learner_record": [
        "ClrCredential VERIFIED",
        "  $.credentialSubject.verifiableCredential[1]: VERIFIED",
        "urn:x:course, awarded by did:web:college.example; part of it: nothing",
        "urn:x:degree, awarded by did:web:uni.example; part of it: urn:x:course",
    ],
    "look_at_a_badge": [
        "AchievementCredential, Open Badges 3.0",
        "claims: 'First Aid' from 'University of Example'",
        "claims: 'Violin, Master Class'",
        "input.no_badge: ",
    ],
    "audit_trail": [
        "then: VERIFIED, by 1 document: https://uni.example/.well-known/did.json",
        "replayed: VERIFIED, the same checks with the same outcomes: True",
        "not in the evidence: INCONCLUSIVE. ",
    ],
    "trust_issuers": [
        "anybody: VERIFIED; did:web:uni.example is vouched for by uni.example",
        "anna.png: VERIFIED. did:web:uni.example is on the list",
        "carla.jwt: VERIFIED. https://college.example/issuer is on the list",
        "dora.json: REJECTED. did:web:academy.example is not on the list",
    ],
    "handle_an_upload": [
        '200 {"verdict": "VERIFIED", ',
        '422 {"verdict": "REJECTED", ',
        '202 {"verdict": "INCONCLUSIVE", ',
    ],
    "verify_hosted_badges": [
        "https://guild.example/open-badges/2.0/assertions/1.json: VERIFIED. ",
        "  Sourdough by Example Guild of Bakers, vouched for by guild.example",
        "  Open Badges 2.0, issued 2025-01-15",
        "https://guild.example/open-badges/2.0/assertions/2.json: REJECTED. ",
        "eva.png: VERIFIED. ",
        "  Guided Tours by Example Museum, vouched for by museum.example",
        "  Open Badges 1.0, issued 2025-01-15",
        "farid.svg: REJECTED. The recipient is somebody else",
        "hugo.png: VERIFIED. ",
        "  Pastry by Example Guild of Bakers",
    ],
    "stack_badges": [
        "data-basics: current. It counts.",
        "sql: refused. It expired on 2026-05-31T12:00:00Z.",
        "data-project: current. It counts.",
        "Data analyst: missing",
        "  SQL: missing. The badge sql of did:web:college.example is for it. It expired",
        "  R: missing. No badge for it is there.",
        "  Two of three tools: missing. Parts are missing: 1 of 3 are there, 2 are needed.",
        "with one more badge: met",
    ],
    "newer_version": [
        "in hand: REJECTED. It expired on ",
        "newer: refresh.not_asked",
        "newer: refresh.newer",
        "the issuer has: Crane Driver, valid until 2030-01-01",
    ],
    "own_schema": [
        "good: PASSED. The shapes of all members agree with the schema.",
        "bad: FAILED. The credential is not what the schema https://uni.example/schemas/1-1.json demands. "
        "The member validUntil is missing.",
        "replaced: FAILED. The document that is named is not the one that was meant",
        "out of reach: INCONCLUSIVE. The schema https://uni.example/schemas/1-1.json could not be had",
        "pinned: FAILED. ",
    ],
    "shown_in_part": [
        "standard VERIFIED",
        "  - A derived credential (ecdsa-sd-2023): its holder may have left out parts",
        "hiring INCONCLUSIVE",
        "  - No end of validity is shown; if there is one, the holder has left it out.",
        "  - No status of a result is shown; that the achievement was not completed may have been left out.",
    ],
    "is_it_still_valid": [
        "issued: VERIFIED. ",
        "suspended: REJECTED. The issuer has suspended the credential",
        "lifted: VERIFIED. ",
        "list out of reach: INCONCLUSIVE. The status list https://uni.example/status/1-1 could not be had",
        "revoked: REJECTED. The issuer has revoked the badge",
    ],
    "simulate_an_issuer": [
        "a good badge: VERIFIED",
        "changed: The signature does not fit the content",
        "issuer out of reach: INCONCLUSIVE",
        "signed by somebody else: The key that signed is not a key of did:web:uni.example",
    ],
}

# The client of the service is tried where a service runs.
ELSEWHERE = {"make_badges", "ask_the_service"}


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    look_up, connect = socket.getaddrinfo, socket.socket.connect

    def look_up_here(host: Any, *rest: Any, **options: Any) -> Any:
        assert host == "127.0.0.1", "an example asks the network"
        return look_up(host, *rest, **options)

    def connect_here(self: socket.socket, address: Any) -> None:
        assert address[0] == "127.0.0.1", "an example asks the network"
        connect(self, address)

    monkeypatch.setattr(socket, "getaddrinfo", look_up_here)
    monkeypatch.setattr(socket.socket, "connect", connect_here)


def test_the_badges_are_what_their_script_makes() -> None:
    made: dict[str, bytes] = runpy.run_path(str(EXAMPLES / "make_badges.py"))["files"]()
    there = {
        path.relative_to(BADGES).as_posix(): path.read_bytes() for path in BADGES.rglob("*") if path.is_file()
    }
    assert there.keys() == made.keys()
    assert [name for name in made if made[name] != there[name]] == []


@pytest.mark.parametrize("name", OUTPUT)
def test_an_example_prints_what_it_promises(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    runpy.run_path(str(EXAMPLES / f"{name}.py"), run_name="__main__")
    printed = capsys.readouterr().out.splitlines()
    position = 0
    for promised in OUTPUT[name]:
        found = [number for number, line in enumerate(printed[position:]) if line.startswith(promised)]
        assert found, f"{promised!r} is not in {printed[position:]}"
        position += found[0] + 1


def test_every_example_is_tried() -> None:
    assert {path.stem for path in EXAMPLES.glob("*.py")} == {*OUTPUT, *ELSEWHERE}


@pytest.mark.parametrize(
    ("name", "email"),
    [
        ("anna.png", "anna@example.org"),
        ("ben.svg", "ben@example.org"),
        ("carla.jwt", "carla@example.org"),
        ("dora.json", "dora@example.org"),
        ("response.json", None),
        ("farid.svg", "farid@example.org"),
        ("hugo.png", "hugo@example.org"),
    ],
)
def test_the_badges_are_verified_without_a_remark(name: str, email: str | None) -> None:
    fetcher = badgekit.MappingFetcher.from_file(BADGES / "documents.json")
    candidate = {"email": email} if email else None
    report = badgekit.verify(BADGES / name, fetcher=fetcher, candidate=candidate)
    assert report.verified
    assert [check.code for part in report.walk() for check in part.warnings] == []
    assert not [entry.url for part in report.walk() for entry in part.evidence if entry.status != 200]
