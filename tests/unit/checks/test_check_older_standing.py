"""Open Badges before 3.0: by whose key a badge is signed, whether it still stands, and whose it is."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from tests.support.hosted_badges import (
    ASSERTION,
    BADGE,
    EVIL,
    HOME,
    IMAGE,
    ISSUER,
    KEY,
    LIST,
    URN,
    V1,
    assertion,
    badge_class,
    because,
    issuer,
    judge,
    key_document,
    pem,
    revocation_list,
    sign,
    signed_assertion,
    signed_web,
    web,
)
from tests.support.judging import said

from badgekit import Policy, Verdict

HTML = (200, {"content-type": "text/html"}, "<html>a page</html>")


def test_a_sound_signed_badge() -> None:
    report = judge(signed_web(), sign(signed_assertion()))
    assert report.verified, because(report)
    assert said(report, "hosted.published") == ("NOT_APPLICABLE", "hosted.signed_instead")
    assert said(report, "proof.integrity") == ("PASSED", "proof.verified")
    assert said(report, "issuer.bound") == ("PASSED", "issuer.signed_by_listed_key")
    assert said(report, "status.current") == ("PASSED", "status.not_listed")
    assert report.issuer is not None
    assert report.issuer.verification_method == KEY


@pytest.mark.parametrize(
    ("changes", "members", "verdict"),
    [
        ({}, {"verification": {"type": "SignedBadge"}}, ("VERIFIED", "")),
        (
            {"issuer": issuer(publicKey=[f"{HOME}/k0", KEY])},
            {"verification": {"type": "SignedBadge", "creator": KEY}},
            ("VERIFIED", ""),
        ),
        ({"issuer": issuer(publicKey=key_document())}, {}, ("VERIFIED", "")),
        ({"key": pem("own")}, {}, ("VERIFIED", "")),
        ({"key": None}, {}, ("INCONCLUSIVE", "net.not_in_documents")),
        ({"key": (503, {}, b"")}, {}, ("INCONCLUSIVE", "hosted.status")),
        ({"key": key_document("other")}, {}, ("REJECTED", "jwt.signature_invalid")),
        ({"key": key_document(owner=f"{EVIL}/i")}, {}, ("REJECTED", "key.owner_is_other")),
        ({"key": key_document(id=f"{HOME}/k2")}, {}, ("REJECTED", "key.id_differs")),
        ({"key": key_document(publicKeyPem="none")}, {}, ("REJECTED", "key.pem")),
        ({"issuer": issuer()}, {}, ("REJECTED", "key.no_issuer_key")),
        (
            {},
            {"verification": {"type": "SignedBadge", "creator": f"{EVIL}/k"}},
            ("REJECTED", "key.not_listed"),
        ),
        ({"issuer": None}, {}, ("INCONCLUSIVE", "net.not_in_documents")),
    ],
)
def test_the_key_is_one_that_the_profile_lists(
    changes: dict[str, Any], members: dict[str, Any], verdict: tuple[str, str]
) -> None:
    report = judge(signed_web(**changes), sign(signed_assertion(**members)))
    assert because(report) == verdict
    assert (report.issuer is None) is not report.verified
    if verdict[0] == "INCONCLUSIVE":
        linked = said(report, "hosted.linked")[0] == "PASSED"
        unknown = "proof.nothing_verified" if linked else "hosted.not_established"
        assert said(report, "issuer.bound") == ("INCONCLUSIVE", unknown)
        assert linked or said(report, "proof.integrity") == ("INCONCLUSIVE", "proof.nothing_verified")


def test_without_a_creator_every_listed_key_is_tried() -> None:
    two = f"{HOME}/k2"
    documents = signed_web(issuer=issuer(publicKey=[two, KEY])) | {two: key_document("other", id=two)}
    assert judge(documents, sign(signed_assertion(verification={"type": "SignedBadge"}))).verified
    # The one that could not be had may be the one that signed.
    del documents[two]
    forged = sign(signed_assertion(verification={"type": "SignedBadge"}), "other")
    assert because(judge(documents, forged)) == ("INCONCLUSIVE", "net.not_in_documents")


def test_keys_of_curves_verify_too() -> None:
    documents = signed_web(key=key_document(publicKeyPem=pem("curve", "EC")))
    assert judge(documents, sign(signed_assertion(), "curve", "ES256")).verified
    assert because(judge(documents, sign(signed_assertion()))) == ("REJECTED", "jwt.alg_key_mismatch")


@pytest.mark.parametrize(
    ("url", "key", "verdict"),
    [
        (KEY, pem("own"), ("VERIFIED", "")),
        (KEY, pem("other"), ("REJECTED", "jwt.signature_invalid")),
        (f"{EVIL}/key", pem("own"), ("REJECTED", "key.not_listed")),
    ],
)
def test_the_key_of_a_signed_1_1_badge_lies_where_the_issuer_is(
    url: str, key: str, verdict: tuple[str, str]
) -> None:
    badge = badge_class(**{"@context": V1})
    documents = signed_web(badge=badge, issuer=issuer(**{"@context": V1}), key=None) | {url: key}
    old = signed_assertion(
        **{"@context": V1, "uid": "u", "verification": None, "verify": {"type": "signed", "url": url}}
    )
    assert because(judge(documents, sign(old))) == verdict


def test_a_signed_1_0_badge() -> None:
    old = {
        "uid": "u-1",
        "recipient": {"type": "email", "hashed": False, "identity": "anna@example.org"},
        "badge": BADGE,
        "verify": {"type": "signed", "url": KEY},
        "issuedOn": "2012-12-28",
    }
    badge = {"name": "x", "description": "y", "image": IMAGE, "criteria": f"{HOME}/c", "issuer": ISSUER}
    profile = {"name": "U", "url": HOME, "revocationList": LIST}
    documents = signed_web(badge=badge, issuer=profile, key=pem("own"), list={"u-2": "mistake"})
    report = judge(documents, sign(old))
    assert report.verified, because(report)
    assert report.version == "1.0"
    assert because(judge(documents | {LIST: {"u-1": "mistake"}}, sign(old))) == ("REJECTED", "status.revoked")


@pytest.mark.parametrize(
    ("listed", "verdict"),
    [
        (revocation_list(), ("VERIFIED", "")),
        (revocation_list(URN), ("REJECTED", "status.revoked")),
        (revocation_list({"id": URN, "revocationReason": "mistake"}), ("REJECTED", "status.revoked")),
        (revocation_list({"uid": "u-1"}), ("REJECTED", "status.revoked")),
        (revocation_list(revokedAssertions=URN), ("REJECTED", "status.revoked")),
        (revocation_list(revokedAssertions={"id": URN}), ("REJECTED", "status.revoked")),
        ({"u-1": "mistake"}, ("REJECTED", "status.revoked")),
        ({"u-2": "mistake"}, ("VERIFIED", "")),
        ({"ok": True}, ("INCONCLUSIVE", "status.list_malformed")),
        (revocation_list(type="Issuer"), ("INCONCLUSIVE", "status.list_malformed")),
        (revocation_list(revokedAssertions=None), ("INCONCLUSIVE", "status.list_malformed")),
        (revocation_list(issuer=f"{EVIL}/i"), ("INCONCLUSIVE", "status.list_of_other")),
        (revocation_list(id=f"{EVIL}/l"), ("INCONCLUSIVE", "status.list_of_other")),
        ((503, {}, b""), ("INCONCLUSIVE", "hosted.status")),
        ((404, {}, b""), ("INCONCLUSIVE", "hosted.not_found")),
        (HTML, ("INCONCLUSIVE", "hosted.not_json")),
        (None, ("INCONCLUSIVE", "net.not_in_documents")),
    ],
)
def test_the_revocation_list(listed: Any, verdict: tuple[str, str]) -> None:
    report = judge(signed_web(list=listed), sign(signed_assertion(uid="u-1")))
    assert because(report) == verdict


def test_a_list_at_no_web_address_and_no_list_at_all() -> None:
    nowhere = signed_web(issuer=issuer(publicKey=KEY, revocationList=LIST), list=None)
    assert judge(nowhere, sign(signed_assertion())).verdict is Verdict.INCONCLUSIVE
    without = signed_web(issuer=issuer(publicKey=KEY))
    report = judge(without, sign(signed_assertion()))
    assert report.verified
    assert said(report, "status.current") == ("PASSED", "status.no_list")


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ((410, {}, b""), "status.gone"),
        ((410, {}, assertion()), "status.gone"),
        (assertion(revoked=True, revocationReason="mistake"), "status.revoked"),
        (
            {"@context": assertion()["@context"], "type": "Assertion", "id": ASSERTION, "revoked": True},
            "status.revoked",
        ),
    ],
)
@pytest.mark.parametrize("source", [ASSERTION, assertion()])
def test_a_hosted_badge_is_revoked_at_its_own_address(answer: Any, code: str, source: Any) -> None:
    assert because(judge(web(assertion=answer), source)) == ("REJECTED", code)


def test_trusted_issuers_are_compared_with_the_published_profile() -> None:
    good = judge(web(), policy=Policy.standard(trusted_issuers=[ISSUER]))
    assert good.verified
    assert good.issuer is not None
    assert good.issuer.level == "pinned"
    assert said(good, "issuer.bound") == ("PASSED", "issuer.hosts_badge")
    assert good.issuer.verification_method == ASSERTION
    other = judge(web(), policy=Policy.standard(trusted_issuers=[f"{EVIL}/issuer"]))
    assert because(other) == ("REJECTED", "issuer.not_trusted")
    # Who is not on the list is not said to be on it, nor is anybody where there is none.
    for report in (other, judge(web())):
        assert report.issuer is not None
        assert (report.issuer.id, report.issuer.level) == (ISSUER, "did-or-https-bound")


def test_of_a_badge_that_is_revoked_nothing_more_is_asked_or_said() -> None:
    gone = judge(web(assertion={"id": ASSERTION, "revoked": True}), assertion())
    assert because(gone) == ("REJECTED", "status.revoked")
    for check in ("hosted.linked", "issuer.bound"):
        assert said(gone, check) == ("NOT_APPLICABLE", "status.nothing_more")
    assert gone.issuer is None


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"expires": "2026-05-31T00:00:00Z"}, "validity.expired"),
        ({"issuedOn": "2026-06-02T00:00:00Z"}, "validity.not_yet_valid"),
    ],
)
def test_dates(members: dict[str, Any], code: str) -> None:
    assert because(judge(web(assertion=assertion(**members)))) == ("REJECTED", code)


@pytest.mark.parametrize(
    ("written", "verified"),
    [
        (
            "2026-06-02",
            True,
        ),  # the second of June begins in Kiritimati at 10:00 UTC on the first; it is 12:00
        ("2026-06-02T01:59:59", True),
        ("2026-06-02T02:00:01", False),
        ("2026-06-03", False),
        ("0001-01-01", True),
        (1780401600, False),  # Unix seconds have a zone: 2026-06-02T12:00:00Z
    ],
)
def test_a_local_date_of_1_x_has_begun_where_it_begins_first(written: Any, verified: bool) -> None:
    older = assertion(
        **{"@context": V1, "uid": "1", "verification": None, "verify": {"type": "hosted", "url": ASSERTION}}
    )
    report = judge(web(assertion=older | {"issuedOn": written}))
    assert report.verified is verified, because(report)
    assert verified or because(report) == ("REJECTED", "validity.not_yet_valid")


def test_the_recipient_is_that_of_the_published_copy() -> None:
    assert judge(web(), candidate={"email": "anna@example.org"}).verified
    report = judge(web(), candidate={"email": "eve@example.org"})
    assert because(report) == ("REJECTED", "recipient.mismatch")
    assert judge(web(), candidate={"name": "Anna"}).verdict is Verdict.INCONCLUSIVE


def test_the_hash_of_the_recipient_is_read_by_the_version_of_the_published_copy() -> None:
    digest = hashlib.sha1(b"anna@example.orgsalt", usedforsecurity=False).hexdigest()
    identity = {"type": "email", "hashed": True, "salt": "salt", "identity": f"sha1${digest}"}
    older = assertion(**{"@context": V1, "recipient": identity, "uid": "1"})
    older["verify"] = {"type": "hosted", "url": older["id"]}
    del older["verification"]
    for hand in (older, assertion(recipient=identity)):
        report = judge(web(assertion=older), hand, candidate={"email": "anna@example.org"})
        assert said(report, "recipient.matches") == ("WARNING", "recipient.matched_weakly")


@pytest.mark.parametrize("asked", [{"challenge": "c"}, {"domain": "https://employer.example"}])
def test_no_older_badge_answers_a_challenge(asked: Any) -> None:
    """Whoever asked for an answer must not take a copy for one."""
    signed = sign(signed_assertion())
    for source, documents in ((assertion(), web()), (signed, signed_web())):
        assert judge(documents, source).verified
        report = judge(documents, source, **asked)
        assert report.verdict is Verdict.REJECTED
        assert said(report, "proof.expected") == ("FAILED", "proof.answers_nobody")


def test_parts_of_badges_are_nobodys_badge() -> None:
    assert because(judge(web(), BADGE)) == ("INCONCLUSIVE", "structure.not_an_assertion")
    assert because(judge(web(), issuer())) == ("INCONCLUSIVE", "structure.not_an_assertion")
    assert because(judge(web(), badge_class(name=None))) == ("REJECTED", "structure.missing")
