"""Attacks on Open Badges before 3.0 by somebody who may put files on the issuer's own host."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.support.hosted_badges import (
    BADGE,
    EVIL,
    HOME,
    KEY,
    V1,
    assertion,
    because,
    issuer,
    judge,
    pem,
    sign,
    signed_web,
    web,
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


@pytest.mark.parametrize(
    "media_type", ["image/png", "IMAGE/SVG+XML; charset=utf-8", "audio/mpeg", "font/woff2"]
)
def test_what_the_site_itself_calls_a_picture_is_no_document(media_type: str) -> None:
    stated = {"content-type": media_type}
    body = json.dumps(assertion(id=UPLOAD)).encode()
    documents = web() | {UPLOAD: (200, stated, body)}
    for source in (UPLOAD, assertion(id=UPLOAD)):
        assert because(judge(documents, source)) == ("INCONCLUSIVE", "hosted.not_json")
    key = signed_web(issuer=issuer()) | {UPLOAD: (200, stated, pem("evil").encode())}
    assert because(judge(key, sign(OLDER, "evil"))) == ("INCONCLUSIVE", "hosted.not_json")


@pytest.mark.parametrize(
    "media_type", ["application/json", "text/html", "text/plain", "application/octet-stream"]
)
def test_what_careless_issuers_call_their_documents_is_read(media_type: str) -> None:
    body = json.dumps(assertion()).encode()
    assert judge(web(assertion=(200, {"content-type": media_type}, body))).verified


@pytest.mark.parametrize("way", ["..", "..;", "%2e%2e;x=1", "%252e%252e", "..%252f"])
def test_no_path_climbs_out_of_where_the_issuer_publishes(way: str) -> None:
    address = f"{HOME}/a/{way}/uploads/eve"
    documents = web(issuer=issuer(**SCOPED)) | {address: assertion(id=address)}
    assert because(judge(documents, address)) == ("REJECTED", "hosted.outside_scope")


def test_a_short_link_on_the_issuers_host_is_not_the_place_of_its_key() -> None:
    documents = signed_web(issuer=issuer()) | {
        UPLOAD: (302, {"location": f"{EVIL}/key"}, b""),
        f"{EVIL}/key": pem("evil").encode(),
    }
    assert because(judge(documents, sign(OLDER, "evil"))) == ("INCONCLUSIVE", "hosted.open_redirect")
    # Where the issuer itself lists the address, it is the issuer that sends us on.
    listed = signed_web(issuer=issuer(publicKey=UPLOAD), key=None)
    moved = listed | {UPLOAD: (302, {"location": "https://cdn.example/k"}, b"")}
    report = judge(moved | {"https://cdn.example/k": pem("own").encode()}, sign(OLDER))
    assert report.verified, because(report)
