"""Hosted badges of Open Badges before 3.0: what is published of them, and how it must look."""

from __future__ import annotations

from typing import Any

import pytest
from tests.support.hosted_badges import (
    ASSERTION,
    BADGE,
    HOME,
    IMAGE,
    ISSUER,
    PICTURE,
    URN,
    assertion,
    badge_class,
    because,
    issuer,
    judge,
    web,
)
from tests.support.judging import said

from badgekit import Assertion, Policy, Verdict

HTML = (200, {"content-type": "text/html"}, "<html>a page</html>")


def test_a_sound_hosted_badge_says_everything_that_was_established() -> None:
    report = judge(web())
    assert report.verified, because(report)
    assert [(check.id, check.outcome.value) for check in report.checks] == [
        ("input.readable", "PASSED"),
        ("hosted.published", "PASSED"),
        ("hosted.linked", "PASSED"),
        ("structure.generation", "PASSED"),
        ("structure.members", "PASSED"),
        ("structure.extensions", "NOT_APPLICABLE"),
        ("structure.images", "PASSED"),
        ("proof.integrity", "NOT_APPLICABLE"),
        ("issuer.bound", "PASSED"),
        ("proof.expected", "NOT_APPLICABLE"),
        ("issuer.trusted", "NOT_APPLICABLE"),
        ("validity.started", "PASSED"),
        ("validity.not_expired", "PASSED"),
        ("status.current", "PASSED"),
        ("recipient.matches", "NOT_APPLICABLE"),
        ("endorsement.evaluated", "NOT_APPLICABLE"),
    ]
    assert report.kind == "Assertion"
    assert report.version == "2.0"
    assert report.issuer is not None
    assert (report.issuer.id, report.issuer.domain) == (ISSUER, "uni.example")
    assert isinstance(report.assertion, Assertion)
    assert report.assertion.achievement is not None
    assert report.assertion.achievement.name == "Data Analysis"
    assert {item.url for item in report.evidence} == {ASSERTION, BADGE, ISSUER, IMAGE}
    assert said(report, "structure.generation")[1] == "structure.as_written"


# hosted.published


@pytest.mark.parametrize("source", [assertion(), ASSERTION])
def test_published(source: Any) -> None:
    assert said(judge(web(), source), "hosted.published") == ("PASSED", "hosted.published")


def test_the_copy_in_hand_only_names_the_address() -> None:
    report = judge(
        web(), assertion(recipient={"type": "email", "identity": "eve@example.org", "hashed": False})
    )
    assert report.verified
    assert said(report, "hosted.published")[0] == "WARNING"
    found = report.check("hosted.published")
    assert found is not None
    assert [(finding.code, finding.params["members"]) for finding in found.findings] == [
        ("hosted.copy_differs", "recipient")
    ]
    assert isinstance(report.assertion, Assertion)
    assert report.assertion.recipient is not None
    assert report.assertion.recipient.identifier[0].identity_hash == "anna@example.org"


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ((404, {}, b""), "hosted.not_found"),
        ((403, {}, b""), "hosted.not_found"),
        ((500, {}, {"any": "thing"}), "hosted.status"),
        (HTML, "hosted.not_json"),
        (None, "net.not_in_documents"),
        ([1, 2], "hosted.not_json"),
        (PICTURE, "hosted.not_json"),
    ],
)
def test_not_known_to_be_published(answer: Any, code: str) -> None:
    report = judge(web(assertion=answer), assertion())
    assert because(report) == ("INCONCLUSIVE", code)
    assert said(report, "structure.members") == ("NOT_RUN", "check.not_run")
    assert report.assertion is None
    assert report.issuer is None


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (badge_class(id=ASSERTION), "hosted.wrong_class"),
        (b'{"a": 1, "a": 2}', "json.duplicate_key"),
        (assertion(verification={"type": "SignedBadge"}), "hosted.says_signed"),
        (assertion(id=f"{HOME}/a/2"), "hosted.id_differs"),
    ],
)
def test_published_otherwise_than_it_says(answer: Any, code: str) -> None:
    assert because(judge(web(assertion=answer), assertion())) == ("REJECTED", code)


@pytest.mark.parametrize(("answer", "code"), [((503, {}, b""), "hosted.status"), (HTML, "hosted.not_json")])
def test_a_badge_that_moved_to_a_site_that_is_down_today_is_not_known_to_be_wrong(
    answer: Any, code: str
) -> None:
    moved = f"{HOME}/new/1"
    documents = web(assertion=assertion(id=moved)) | {moved: answer}
    assert because(judge(documents, assertion())) == ("INCONCLUSIVE", code)
    assert because(judge(documents | {moved: (404, {}, b"")}, assertion())) == (
        "REJECTED",
        "hosted.id_differs",
    )
    assert judge(documents | {moved: assertion(id=moved)}, assertion()).verified


def test_json_without_an_address_cannot_be_asked_for() -> None:
    report = judge(web(), assertion(id=URN))
    assert because(report) == ("INCONCLUSIVE", "hosted.no_address")


def test_a_document_that_names_another_address_is_asked_for_there() -> None:
    documents = web() | {f"{HOME}/short": assertion()}
    report = judge(documents, f"{HOME}/short")
    assert report.verified
    assert said(report, "hosted.published")[0] == "WARNING"


def test_plain_http_is_asked_over_https() -> None:
    old = "http://uni.example/a/1"
    report = judge(web(assertion=assertion(id=old)), assertion(id=old))
    assert report.verified, because(report)
    found = report.check("hosted.published")
    assert found is not None
    assert [finding.code for finding in found.findings] == ["hosted.asked_over_https"]
    assert judge(web(assertion=assertion(id=old)), old).verified


def test_another_site_does_not_speak_for_an_address_that_leads_there() -> None:
    """For all that can be seen, the address may be a short link that anybody could make."""
    documents = web(assertion=(302, {"location": "https://cdn.example/x"}, b"")) | {
        "https://cdn.example/x": assertion()
    }
    assert because(judge(documents)) == ("INCONCLUSIVE", "hosted.open_redirect")


def test_a_badge_that_moved_and_says_so_is_judged_where_it_is_now() -> None:
    there = "https://cdn.example/x"
    documents = web(
        assertion=(302, {"location": there}, b""),
        issuer=issuer(verification={"type": "VerificationObject", "allowedOrigins": ["cdn.example"]}),
    ) | {there: assertion(id=there)}
    report = judge(documents, assertion())
    assert report.verified, because(report)
    found = report.check("hosted.published")
    assert found is not None
    codes = {finding.code for finding in found.findings}
    assert {"hosted.redirected_elsewhere", "hosted.other_id"} <= codes


# hosted.linked


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({"badge": None}, ("INCONCLUSIVE", "net.not_in_documents")),
        ({"badge": (500, {}, badge_class())}, ("INCONCLUSIVE", "hosted.status")),
        ({"badge": (410, {}, b"")}, ("INCONCLUSIVE", "hosted.not_found")),
        ({"badge": issuer(id=BADGE)}, ("REJECTED", "hosted.wrong_class")),
        ({"issuer": None}, ("INCONCLUSIVE", "net.not_in_documents")),
        ({"issuer": HTML}, ("INCONCLUSIVE", "hosted.not_json")),
        ({"badge": badge_class(issuer=URN)}, ("REJECTED", "hosted.issuer_without_address")),
        ({"badge": badge_class(issuer=issuer(id=None))}, ("REJECTED", "hosted.issuer_without_address")),
        ({"badge": badge_class(issuer=None)}, ("REJECTED", "structure.missing")),
        ({"assertion": assertion(badge=badge_class(id=URN))}, ("REJECTED", "hosted.part_without_address")),
    ],
)
def test_badge_class_and_issuer_must_be_there(changes: dict[str, Any], verdict: tuple[str, str]) -> None:
    assert because(judge(web(**changes))) == verdict


def test_an_embedded_part_is_replaced_by_its_published_copy() -> None:
    report = judge(web(assertion=assertion(badge=badge_class(name="Doctor of everything"))))
    assert report.verified
    assert isinstance(report.assertion, Assertion)
    assert report.assertion.achievement is not None
    assert report.assertion.achievement.name == "Data Analysis"
    found = report.check("hosted.linked")
    assert found is not None
    assert [finding.code for finding in found.findings] == ["hosted.embedded_differs"]


@pytest.mark.parametrize("profile", [None, (503, {}, b"")])
def test_what_a_badge_holds_of_its_issuer_does_not_stand_in_for_the_profile(profile: Any) -> None:
    """Whose badge it is can neither be said nor denied by what is written in it."""
    for source in (assertion(badge=badge_class(issuer=issuer())), ASSERTION):
        documents = web(badge=badge_class(issuer=issuer()), issuer=profile)
        report = judge(documents, source)
        assert report.verdict is Verdict.INCONCLUSIVE
        assert said(report, "issuer.bound") == ("INCONCLUSIVE", "hosted.not_established")
        assert report.issuer is None


@pytest.mark.parametrize("words", ["VerificationObject", "Banana", ["Banana", "VerificationObject"]])
def test_a_way_of_verifying_that_nobody_knows_is_not_taken_for_hosting(words: Any) -> None:
    documents = web(assertion=assertion(verification={"type": words}))
    for source in (ASSERTION, assertion(), documents[ASSERTION]):
        report = judge(documents, source)
        assert not report.verified
        assert said(report, "issuer.bound") == ("INCONCLUSIVE", "hosted.unknown_verification")
        assert report.issuer is None


def test_an_issuer_goes_by_the_name_that_its_profile_gives_itself() -> None:
    """http and https of a host are one place, and a list of trusted issuers may have either."""
    plain = ISSUER.replace("https:", "http:")
    documents = web(issuer=issuer(id=plain))
    report = judge(documents, policy=Policy.standard(trusted_issuers=[plain]))
    assert report.verified, because(report)
    assert report.issuer is not None
    assert (report.issuer.id, report.issuer.level) == (plain, "pinned")


# structure.*


def test_older_documents_are_read_by_the_rules_of_their_version() -> None:
    old = {
        "uid": "1",
        "recipient": {"type": "email", "hashed": False, "identity": "anna@example.org"},
        "badge": BADGE,
        "verify": {"type": "hosted", "url": ASSERTION},
        "issuedOn": 1_483_228_799,
    }
    badge = {"name": "x", "description": "y", "image": IMAGE, "criteria": f"{HOME}/c", "issuer": ISSUER}
    report = judge(web(assertion=old, badge=badge, issuer={"name": "U", "url": HOME}))
    assert report.verified, because(report)
    assert report.version == "1.0"
    assert said(report, "structure.generation") == ("PASSED", "structure.upgraded")
    found = report.check("structure.generation")
    assert found is not None
    assert found.findings
    assert report.issuer is not None
    assert report.issuer.id == ISSUER


def test_a_0_5_badge_needs_nothing_but_its_own_document() -> None:
    old = {
        "recipient": "anna@example.org",
        "issued_on": "2012-12-28",
        "badge": {
            "version": "0.5.0",
            "name": "x",
            "image": "/b/1.png",
            "description": "y",
            "criteria": "/c",
            "issuer": {"origin": HOME, "name": "U", "org": None},
        },
    }
    report = judge(web(assertion=old), candidate={"email": "anna@example.org"})
    assert report.verified, because(report)
    assert report.version == "0.5"
    assert report.issuer is not None
    assert (report.issuer.id, report.issuer.domain) == (HOME, "uni.example")
    # Some issuers write the bare host, and it is the site all the same.
    old["badge"] = old["badge"] | {"issuer": {"origin": "uni.example", "name": "U"}}  # type: ignore[operator]
    bare = judge(web(assertion=old))
    assert bare.issuer is not None
    assert (bare.issuer.id, bare.issuer.domain) == ("uni.example", "uni.example")


def test_what_the_data_model_demands_is_demanded_of_every_document() -> None:
    for changes in (
        {"assertion": assertion(issuedOn="yesterday")},
        {"badge": badge_class(name=None)},
        {"issuer": issuer(email=None)},
    ):
        report = judge(web(**changes))
        assert report.verdict is Verdict.REJECTED
        assert said(report, "structure.members")[0] == "FAILED"


@pytest.mark.parametrize(
    ("image", "verdict"),
    [
        (PICTURE, ("PASSED", "structure.images")),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", ("PASSED", "structure.images")),
        (None, ("WARNING", "structure.images")),
        ((404, {}, b""), ("INCONCLUSIVE", "image.unavailable")),
        (HTML, ("INCONCLUSIVE", "image.not_a_picture")),
    ],
)
def test_the_picture_of_the_badge(image: Any, verdict: tuple[str, str]) -> None:
    assert said(judge(web(image=image)), "structure.images") == verdict


def test_a_picture_inside_a_document_is_png_or_svg() -> None:
    report = judge(web(badge=badge_class(image="data:image/jpeg;base64,/9j/4AAQSkZJRg==")))
    assert said(report, "structure.images")[0] == "FAILED"
