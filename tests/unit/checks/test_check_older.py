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
from tests.support.judging import result, said

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
        ({"claim": None}, ("REJECTED", "structure.missing")),
        ({"claim": {"endorsementComment": "Good"}}, ("REJECTED", "structure.missing")),
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
    assert not result(report, "endorsement.evaluated").required
    assert because(report.children[0]) == verdict
    assert report.children[0].assertion is None
    if "claim" in served and served["claim"] != {"id": ASSERTION}:
        # What it is about was not said, so that it was not said to be about something else either.
        about = ("INCONCLUSIVE", "hosted.not_established")
        assert said(report.children[0], "endorsement.subject") == about


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
    found = result(report, "endorsement.evaluated")
    assert found.outcome.value == "WARNING"
    assert [(one.code, one.params) for one in found.findings] == [("endorsement.too_many", {"count": 22})]
    assert found.reason.params == {"good": 8, "count": 30}


def test_an_endorsement_alone_is_judged_too() -> None:
    report = judge(endorsed(None), LINK)
    assert report.verified, because(report)
    found = result(report, "endorsement.subject")
    assert (found.outcome.value, found.code) == ("NOT_APPLICABLE", "endorsement.stands_alone")
    assert found.reason.params == {"subject": BADGE}
    about_nothing = judge(endorsed(None, claim=None), LINK)
    assert because(about_nothing) == ("REJECTED", "structure.missing")
    assert result(about_nothing, "endorsement.subject").reason.params == {"subject": ""}


@pytest.mark.parametrize(("start", "verified"), [(f"{FRIEND}/e/", True), (f"{FRIEND}/by-us/", False)])
def test_an_endorsement_lies_where_its_issuer_says_that_its_own_lie(start: str, verified: bool) -> None:
    """Its host alone would not do: others may publish there."""
    documents = endorsed(None)
    scope = {"type": "VerificationObject", "startsWith": start}
    documents[f"{FRIEND}/issuer"] = issuer(id=f"{FRIEND}/issuer", url=FRIEND, verification=scope)
    report = judge(documents, LINK)
    assert because(report) == (("VERIFIED", "") if verified else ("REJECTED", "hosted.outside_scope"))


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
    found = result(report, "structure.extensions")
    assert (found.outcome.value, found.code) == outcome
    assert found.reason.params.get("count") == (1 if outcome[0] != "FAILED" else None)
    assert report.verified is (outcome[0] != "FAILED")
    # What is unusual of a known one is said beside, with its place in the badge.
    spelled = {**extension, "type": ["extension", *extension["type"][1:]]}
    found = result(judge(web(badge=badge_class(here=spelled))), "structure.extensions")
    assert ("extension.lower_case", "$.badge.here.type") in [
        (finding.code, finding.path) for finding in found.findings
    ] or outcome[0] == "FAILED"


def test_an_unknown_context_is_a_remark_and_known_contexts_alone_are_none() -> None:
    report = judge(web(assertion=assertion(**{"@context": [V2, f"{EVIL}/context.json"]})))
    assert report.verified
    found = report.check("structure.members")
    assert found is not None
    assert "context.unknown_ignored" in [finding.code for finding in found.findings]
    foreign = judge(web(assertion=assertion(**{"@context": f"{EVIL}/context.json"})))
    assert because(foreign) == ("INCONCLUSIVE", "context.none_of_open_badges")
