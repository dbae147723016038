"""Attacks on the revocation of Open Badges before 3.0: a badge that was taken back stays taken back."""

from __future__ import annotations

from typing import Any

import pytest
from tests.support.hosted_badges import (
    ASSERTION,
    BADGE,
    HOME,
    KEY,
    LIST,
    URN,
    V1,
    assertion,
    because,
    issuer,
    judge,
    revocation_list,
    sign,
    signed_assertion,
    signed_web,
)

OLDER: dict[str, Any] = {
    "recipient": {"type": "email", "hashed": False, "identity": "anna@example.org"},
    "badge": BADGE,
    "verify": {"type": "signed", "url": KEY},
    "issuedOn": "2020-01-01",
}


@pytest.mark.parametrize(
    "entries",
    [
        URN,
        [URN],
        [[URN]],
        {"id": URN},
        [{"@id": URN.upper()}],
        [{"uid": URN}],
        [URN[9:]],
        [{"@value": URN}],
        [{"id": [URN], "revocationReason": 5}],
    ],
)
@pytest.mark.parametrize("name", ["revokedAssertions", "obi:revoked", "https://w3id.org/openbadges#revoked"])
def test_no_spelling_of_the_list_hides_an_entry(entries: Any, name: str) -> None:
    listed = {key: value for key, value in revocation_list().items() if key != "revokedAssertions"}
    report = judge(signed_web(list=listed | {name: entries}), sign(signed_assertion()))
    assert because(report) == ("REJECTED", "status.revoked")


@pytest.mark.parametrize("answer", [{}, {"error": "not found"}, {"message": "slow down", "code": None}])
def test_an_error_message_is_no_list_that_lists_nothing(answer: dict[str, Any]) -> None:
    report = judge(signed_web(list=answer), sign(signed_assertion()))
    assert because(report) == ("INCONCLUSIVE", "status.list_malformed")
    assert because(judge(signed_web(list={URN: "mistake"}), sign(signed_assertion()))) == (
        "REJECTED",
        "status.revoked",
    )


def test_the_list_of_1_x_counts_where_1_x_is_in_use() -> None:
    older = signed_assertion(
        **{"@context": V1, "uid": "u-1", "verification": None, "verify": {"type": "signed", "url": KEY}}
    )
    first = issuer(**{"@context": V1, "publicKey": KEY, "revocationList": LIST})
    for documents, badge in (
        (signed_web(), signed_assertion(uid="u-1")),
        (signed_web(), older),
        (signed_web(issuer=first), older | {"uid": "u-1"}),
    ):
        assert judge(documents | {LIST: {"u-2": "mistake"}}, sign(badge)).verified
        report = judge(documents | {LIST: {"u-1": "mistake"}}, sign(badge))
        assert because(report) == ("REJECTED", "status.revoked")


def test_a_badge_that_no_list_can_name_is_not_known_to_stand() -> None:
    assert because(judge(signed_web(), sign(OLDER))) == ("INCONCLUSIVE", "status.cannot_be_listed")
    assert judge(signed_web(), sign(OLDER | {"uid": "1"})).verified
    assert judge(signed_web(issuer=issuer(publicKey=KEY)), sign(OLDER)).verified


def test_a_badge_that_is_published_and_signed_is_revoked_by_either_way() -> None:
    both = assertion(verification={"type": ["HostedBadge", "SignedBadge"], "creator": KEY})
    for listed, verdict in ((ASSERTION, "REJECTED"), (f"{HOME}/a/2", "VERIFIED")):
        documents = signed_web(assertion=both, list=revocation_list(listed))
        for source in (ASSERTION, both, sign(both)):
            assert judge(documents, source).verdict.value == verdict
    unknown = signed_web(assertion=both, list=(500, {}, b""))
    assert because(judge(unknown)) == ("INCONCLUSIVE", "hosted.status")


def test_the_list_of_another_issuer_revokes_and_acquits_nobody() -> None:
    for members in ({"issuer": "https://evil.example/i"}, {"id": "https://evil.example/l"}):
        report = judge(signed_web(list=revocation_list(URN, **members)), sign(signed_assertion()))
        assert because(report) == ("INCONCLUSIVE", "status.list_of_other")
