"""A web form's upload handler, for any framework: bytes in, a status and JSON out."""

import json
from pathlib import Path
from typing import Any

import badgekit

BADGES = Path(__file__).parent / "badges"

# Built once and shared by all threads: it keeps compiled contexts and schemas.
VERIFIER = badgekit.Verifier(
    policy=badgekit.Policy.hiring(),
    fetcher=badgekit.MappingFetcher.from_file(BADGES / "documents.json"),
)
STATUS = {"VERIFIED": 200, "REJECTED": 422, "INCONCLUSIVE": 202}


def handle_upload(data: bytes, email: str) -> tuple[int, dict[str, Any]]:
    """Return HTTP status and answer; whatever `data` is, nothing is raised for it."""
    report = VERIFIER.verify(data, candidate={"email": email})
    answer: dict[str, Any] = {"verdict": report.verdict, "reason": report.best_reason}
    if report.verified:
        answer["badge"] = report.assertion.achievement.name
        answer["issuer"] = report.issuer.id
    elif report.decisive.reason.hint:
        answer["hint"] = report.decisive.reason.hint
    return STATUS[report.verdict], answer


if __name__ == "__main__":
    for name, email in (
        ("anna.png", "anna@example.org"),
        ("anna.png", "ben@example.org"),
        ("screenshot.png", "anna@example.org"),
    ):
        status, answer = handle_upload((BADGES / name).read_bytes(), email)
        print(status, json.dumps(answer))
