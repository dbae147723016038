"""Extensions and endorsements of Open Badges before 3.0."""

from __future__ import annotations

from typing import Any

import pytest
from tests.support.hosted_badges import (
    ASSERTION,
    BADGE,
    EVIL,
    ISSUER,
    URN,
    V2,
    assertion,
    badge_class,
    because,
    issuer,
    judge,
    sign,
    signed_assertion,
    signed_web,
    web,
)
from tests.support.judging import said

from badgekit import Verdict

FRIEND = "https://friend.example"
LINK = f"{FRIEND}/e/1"
GEO = {
    "@context": "https://w3id.org/openbadges/extensions/geoCoordinatesExtension/context.json",
    "type": ["Extension", "extensions:GeoCoordinates"],
    "geo": {"latitude": 47.0, "longitude": 8.5},
    "name": "Zug",
    "description": "A town",
}


def endorsement(**members: Any) -> dict[str, Any]:
    made = {
        "@context": V2,
        "type": "Endorsement",
        "id": LINK,
        "claim": {"id": BADGE, "endorsementComment": "Good"},
        "issuer": f"{FRIEND}/issuer",
        "issuedOn": "2025-02-01T00:00:00Z",
        "verification": {"type": "HostedBadge"},
    } | members
    return {name: value for name, value in made.items() if value is not None}


def endorsed(given: Any, **served: Any) -> dict[str, Any]:
    friend = issuer(id=f"{FRIEND}/issuer", url=FRIEND, name="Friend")
    return web(badge=badge_class(endorsement=given)) | {
        f"{FRIEND}/issuer": friend,
        LINK: endorsement(**served),
    }


@pytest.mark.parametrize("given", [LINK, [LINK], endorsement(), [endorsement()]])
def test_an_endorsement_is_judged_on_its_own(given: Any) -> None:
    report = judge(endorsed(given))
    assert report.verified
    assert said(report, "endorsement.evaluated") == ("PASSED", "endorsement.all_verified")
    (child,) = report.children
    assert child.verified
    assert child.kind == "Endorsement"
    assert child.issuer is not None
    assert child.issuer.id == f"{FRIEND}/issuer"
    assert said(child, "endorsement.subject") == ("PASSED", "endorsement.about_carrier")


@pytest.mark.parametrize(
    ("served", "verdict"),
    [
        ({"claim": {"id": ASSERTION}}, ("REJECTED", "endorsement.about_other")),
        ({"revoked": True}, ("REJECTED", "status.revoked")),
        ({"issuedOn": None}, ("REJECTED", "structure.missing")),
        ({"type": "Assertion"}, ("REJECTED", "hosted.wrong_class")),
        ({"issuer": ISSUER}, ("REJECTED", "hosted.foreign_host")),
        ({"issuer": f"{EVIL}/issuer"}, ("INCONCLUSIVE", "net.not_in_documents")),
        ({"verification": {"type": "SignedBadge"}}, ("REJECTED", "hosted.says_signed")),
    ],
)
def test_a_bad_endorsement_changes_nothing_about_the_badge(
    served: dict[str, Any], verdict: tuple[str, str]
) -> None:
    report = judge(endorsed(LINK, **served))
    assert report.verified
    assert said(report, "endorsement.evaluated") == ("WARNING", "endorsement.not_all_verified")
    assert because(report.children[0]) == verdict
    assert report.children[0].assertion is None


def test_an_endorsement_that_cannot_be_had() -> None:
    report = judge(endorsed([f"{FRIEND}/gone", endorsement(id=None), 7]))
    assert [because(child) for child in report.children] == [
        ("INCONCLUSIVE", "net.not_in_documents"),
        ("INCONCLUSIVE", "hosted.no_address"),
    ]
    assert report.verified


def test_endorsements_are_bounded() -> None:
    report = judge(endorsed([LINK] * 30))
    assert report.verified
    assert len(report.children) == 8
    result = report.check("endorsement.evaluated")
    assert result is not None
    assert (result.outcome, [finding.code for finding in result.findings]) == (
        "WARNING",
        ["endorsement.too_many"],
    )
    assert result.findings[0].params == {"count": 22}


def test_an_endorsement_alone_is_judged_too() -> None:
    report = judge(endorsed(None), LINK)
    assert report.verified, because(report)
    assert said(report, "endorsement.subject") == ("NOT_APPLICABLE", "endorsement.stands_alone")


def test_endorsements_of_an_assertion_and_of_an_issuer() -> None:
    documents = endorsed(None)
    documents[ASSERTION] = assertion(endorsement=endorsement(id=f"{FRIEND}/a", claim={"id": ASSERTION}))
    documents[ISSUER] = issuer(endorsement=[f"{FRIEND}/i"])
    documents[f"{FRIEND}/a"] = endorsement(id=f"{FRIEND}/a", claim={"id": ASSERTION})
    documents[f"{FRIEND}/i"] = endorsement(id=f"{FRIEND}/i", claim={"id": ISSUER})
    report = judge(documents)
    assert [(child.input.location, child.verdict) for child in report.children] == [
        ("$.endorsement[0]", Verdict.VERIFIED),
        ("$.badge.issuer.endorsement[0]", Verdict.VERIFIED),
    ]


def test_endorsements_of_a_badge_class_inside_a_signed_badge() -> None:
    inside = badge_class(id=URN, endorsement=[LINK])
    documents = signed_web() | {
        f"{FRIEND}/issuer": issuer(id=f"{FRIEND}/issuer", url=FRIEND),
        LINK: endorsement(claim={"id": URN}),
    }
    report = judge(documents, sign(signed_assertion(badge=inside)))
    assert report.verified, because(report)
    assert [(child.input.location, child.verdict) for child in report.children] == [
        ("$.badge.endorsement[0]", Verdict.VERIFIED)
    ]


@pytest.mark.parametrize(
    ("extension", "outcome"),
    [
        (GEO, ("PASSED", "extension.satisfied")),
        (GEO | {"geo": {"latitude": "north"}}, ("FAILED", "extension.invalid")),
        (
            {"@context": f"{EVIL}/context.json", "type": ["Extension", f"{EVIL}/X"], "x": 1},
            ("WARNING", "extension.satisfied"),
        ),
    ],
)
def test_extensions(extension: dict[str, Any], outcome: tuple[str, str]) -> None:
    report = judge(web(badge=badge_class(**{"extensions:GeoCoordinates": extension})))
    assert said(report, "structure.extensions") == outcome
    assert report.verified is (outcome[0] != "FAILED")


def test_an_unknown_context_is_a_remark_and_known_contexts_alone_are_none() -> None:
    report = judge(web(assertion=assertion(**{"@context": [V2, f"{EVIL}/context.json"]})))
    assert report.verified
    found = report.check("structure.members")
    assert found is not None
    assert "context.unknown_ignored" in [finding.code for finding in found.findings]
    foreign = judge(web(assertion=assertion(**{"@context": f"{EVIL}/context.json"})))
    assert because(foreign) == ("INCONCLUSIVE", "context.none_of_open_badges")
