"""Attacks on Open Badges before 3.0 by writing one thing in two ways."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.support.hosted_badges import (
    ASSERTION,
    BADGE,
    EVIL,
    ISSUER,
    V2,
    assertion,
    badge_class,
    because,
    issuer,
    judge,
    web,
)

from badgekit import Verdict

FOREIGN = "https://bank.example/x"
MAKERS = {"assertion": (assertion, ASSERTION), "badge": (badge_class, BADGE), "issuer": (issuer, ISSUER)}


@pytest.mark.parametrize("part", MAKERS)
@pytest.mark.parametrize(
    "named",
    [
        lambda url: {"@id": url},
        lambda url: {"id": [url]},
        lambda url: {"id": {"@value": url}},
        lambda url: {"id": None, "@id": url},
        lambda url: {"@id": [[url]], "id": []},
        lambda url: {"@context": [V2, {"self": "@id"}], "self": url},
    ],
)
def test_no_document_is_taken_for_one_of_a_site_that_was_not_asked(
    part: str, named: Callable[[str], dict[str, Any]]
) -> None:
    make, place = MAKERS[part]
    document = {name: value for name, value in make().items() if name != "id"}
    assert judge(web(**{part: document | named(place)})).verified
    foreign = web(**{part: document | named(FOREIGN)})
    assert because(judge(foreign)) == ("INCONCLUSIVE", "net.not_in_documents")
    # Where that site has such a document, it is the one that counts.
    assert judge(foreign | {FOREIGN: make(id=FOREIGN)}).verdict is Verdict.REJECTED


@pytest.mark.parametrize("part", MAKERS)
def test_two_names_of_one_document_are_one_too_many(part: str) -> None:
    make, _ = MAKERS[part]
    assert because(judge(web(**{part: make(**{"@id": FOREIGN})}))) == ("REJECTED", "structure.not_one_value")


@pytest.mark.parametrize("iri", ["obi:{}", "https://w3id.org/openbadges#{}"])
@pytest.mark.parametrize(
    ("term", "value"),
    [
        ("recipient", {"type": "email", "hashed": False, "identity": "eve@example.org"}),
        ("badge", f"{EVIL}/b"),
        ("verify", {"type": "SignedBadge"}),
        ("issueDate", "2000-01-01T00:00:00Z"),
    ],
)
def test_a_second_spelling_is_a_second_value(iri: str, term: str, value: Any) -> None:
    report = judge(web(assertion=assertion(**{iri.format(term): value})))
    assert report.verdict is Verdict.REJECTED
    assert report.assertion is None


@pytest.mark.parametrize("name", ["sec:expiration", "https://w3id.org/security#expiration"])
def test_expiry_by_another_name(name: str) -> None:
    past, future = "2026-01-01T00:00:00Z", "2999-01-01T00:00:00Z"
    assert because(judge(web(assertion=assertion(**{name: past})))) == ("REJECTED", "validity.expired")
    both = assertion(**{name: past, "expires": future})
    assert because(judge(web(assertion=both))) == ("REJECTED", "structure.not_one_value")


def test_a_second_issuer_is_one_too_many() -> None:
    for second in ({"obi:issuer": f"{EVIL}/i"}, {"issuer": [ISSUER, f"{EVIL}/i"]}):
        documents = web(badge=badge_class(**second)) | {f"{EVIL}/i": issuer(id=f"{EVIL}/i")}
        assert judge(documents).verdict is Verdict.REJECTED
