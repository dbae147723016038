"""Recorded requests to a W3C VC API, each answered as it must be, and none with a fault."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from tests.support.asgi import post_json

from badgekit import OfflineFetcher, Verifier
from badgekit.service import create_app

ACCEPT = "application/ld+json, application/json"


@pytest.fixture(scope="module")
def requests(corpus: Path) -> list[dict[str, Any]]:
    lines = (corpus / "vc-api" / "requests.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_every_request_is_answered_as_recorded(requests: list[dict[str, Any]]) -> None:
    app = create_app(Verifier(fetcher=OfflineFetcher()), presets=True)
    wrong, counted = [], Counter[tuple[str, int]]()
    for number, request in enumerate(requests):
        answered = post_json(app, request["path"], request["body"], accept=ACCEPT)
        counted[request["path"], answered.status] += 1
        assert answered.json["verified"] is (answered.status == 200), number
        if answered.status != request["expect"]:
            reason = answered.json["errors"][:1] or answered.json["reason"]
            wrong.append(f"{number}: {answered.status} instead of {request['expect']}: {reason}")
    assert not wrong, "\n".join(wrong)
    assert counted == {
        ("/credentials/verify", 200): 20, ("/credentials/verify", 400): 174,
        ("/presentations/verify", 200): 8, ("/presentations/verify", 400): 11,
    }  # fmt: skip


def test_what_w3c_accepts_says_what_was_not_asked(requests: list[dict[str, Any]]) -> None:
    # The issuers of the test vectors do not exist; a yes that hid this would be taken for more than it is.
    app = create_app(Verifier(fetcher=OfflineFetcher()), presets=True)
    silent = []
    for number, request in enumerate(requests):
        if request["expect"] == 200:
            body = post_json(app, request["path"], request["body"]).json
            if body["verified"] and not body["warnings"] and "did:key" not in json.dumps(request["body"]):
                silent.append(number)
    assert not silent


def test_words_without_meaning_are_known_only_where_nobody_asks_more(requests: list[dict[str, Any]]) -> None:
    url = "https://www.w3.org/ns/credentials/examples/v2"
    offline = Verifier(fetcher=OfflineFetcher())
    document = {"@context": {"@vocab": "https://www.w3.org/ns/credentials/examples#"}}
    pinned = Verifier(fetcher=OfflineFetcher(), contexts={url: document})
    asked = 0
    for request in requests:
        given = request["body"].get("verifiableCredential")
        if request["expect"] == 200 and isinstance(given, dict) and url in given["@context"]:
            asked += 1
            assert post_json(create_app(offline), request["path"], request["body"]).status == 400
            # Who runs the service may pin it, too, and then nothing is pinned twice.
            app = create_app(pinned, presets=True)
            answered = post_json(app, request["path"], request["body"])
            assert answered.status == 200
    assert asked >= 3
