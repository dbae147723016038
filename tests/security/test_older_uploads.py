"""Attacks on Open Badges before 3.0 by somebody who may put files on the issuer's own host."""

from __future__ import annotations

from typing import Any

import pytest
from tests.support.hosted_badges import (
    BADGE,
    HOME,
    KEY,
    V1,
    because,
    issuer,
    judge,
    pem,
    sign,
    signed_web,
)

UPLOAD = f"{HOME}/uploads/eve"
SCOPED: dict[str, Any] = {"verification": {"type": "VerificationObject", "startsWith": f"{HOME}/a/"}}
OLDER: dict[str, Any] = {
    "uid": "1",
    "recipient": {"type": "email", "hashed": False, "identity": "eve@example.org"},
    "badge": BADGE,
    "verify": {"type": "signed", "url": UPLOAD},
    "issuedOn": "2020-01-01",
}


@pytest.mark.parametrize("members", [{}, {"@context": V1, "type": "Assertion"}])
@pytest.mark.parametrize("profile", [{"publicKey": KEY}, SCOPED, {"publicKey": KEY, **SCOPED}])
def test_a_key_on_the_issuers_host_is_not_the_issuers_where_it_says_which_are(
    members: dict[str, Any], profile: dict[str, Any]
) -> None:
    documents = signed_web(issuer=issuer(**profile)) | {UPLOAD: pem("evil").encode()}
    assert because(judge(documents, sign(OLDER | members, "evil"))) == ("REJECTED", "key.not_listed")


def test_the_key_of_an_issuer_of_1_0_that_says_nothing_lies_on_its_host() -> None:
    documents = signed_web(issuer=issuer()) | {KEY: pem("own").encode()}
    own = OLDER | {"verify": {"type": "signed", "url": KEY}}
    assert judge(documents, sign(own)).verified
    inside = {"type": "VerificationObject", "startsWith": [f"{HOME}/a/", KEY]}
    assert judge(documents | signed_web(issuer=issuer(verification=inside)), sign(own)).verified
