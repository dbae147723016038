"""Attacks on Open Badges before 3.0: nobody publishes or signs in the name of somebody else."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.hosted_badges import (
    ASSERTION,
    BADGE,
    EVIL,
    HOME,
    IMAGE,
    ISSUER,
    KEY,
    NOW,
    PICTURE,
    URN,
    V1,
    V2,
    Web,
    assertion,
    badge_class,
    because,
    chunk,
    issuer,
    judge,
    key_document,
    pem,
    sign,
    signed_assertion,
    signed_web,
    web,
)
from tests.support.judging import said

from badgekit import Assertion, Policy, Report, Verdict, Verifier
from badgekit.net import MappingFetcher
from badgekit.net.fetcher import ACCEPT_JSON, Response

FORGED = f"{EVIL}/a.json"


def forged(documents: Web | None = None, **members: Any) -> Report:
    """Return the report on an assertion on the attacker's site, beside the victim's own documents."""
    return judge(web() | {FORGED: assertion(id=FORGED, **members)} | (documents or {}), FORGED)


def test_the_controls_are_verified() -> None:
    assert judge(web()).verified
    assert judge(signed_web(), sign(signed_assertion())).verified


@pytest.mark.parametrize(
    "verification",
    [
        {"type": "HostedBadge"},
        {"type": "SignedBadge"},
        {"type": ["SignedBadge", "HostedBadge"]},
        {"type": ["HostedBadge", f"{EVIL}/T"]},
        {"type": "VerificationObject"},
        {"type": "Banana"},
        {"verificationProperty": "id"},
        {"type": "HostedBadge", "allowedOrigins": "evil.example"},
        {"type": "HostedBadge", "startsWith": EVIL},
    ],
)
def test_nothing_that_the_badge_says_of_itself_makes_a_foreign_site_the_issuers(
    verification: dict[str, Any],
) -> None:
    assert forged(verification=verification).verdict is Verdict.REJECTED


def test_a_made_up_issuer_inside_the_badge_is_nobody() -> None:
    badge = badge_class(id=f"{EVIL}/b", issuer=issuer(id=None, name="Example University"))
    for inside in (badge, badge | {"id": None}, badge | {"issuer": issuer(id=URN)}):
        report = forged(badge={name: value for name, value in inside.items() if value is not None})
        assert not report.verified
        assert report.issuer is None


def test_a_name_inside_a_0_5_badge_is_not_the_issuers() -> None:
    """It has no profile, so that its site alone says who issued it, whatever else it calls itself."""
    trusted = "did:web:harvard.example"
    old = {
        "recipient": "anna@example.org",
        "badge": {
            "version": "0.5.0",
            "name": "x",
            "image": "/b/1.png",
            "description": "y",
            "criteria": "/c",
            "issuer": {"id": trusted, "origin": EVIL, "name": "Harvard"},
        },
    }
    report = judge({FORGED: old}, FORGED, policy=Policy.standard(trusted_issuers=[trusted]))
    assert said(report, "issuer.bound")[0] == "PASSED", "otherwise this is no attack"
    assert because(report) == ("REJECTED", "issuer.not_trusted")
    assert report.issuer is not None
    assert (report.issuer.id, report.issuer.level) == (EVIL, "did-or-https-bound")


def test_the_profile_inside_the_badge_cannot_widen_the_scope() -> None:
    widened = issuer(verification={"type": "VerificationObject", "allowedOrigins": ["evil.example"]})
    report = forged({f"{EVIL}/b": badge_class(id=f"{EVIL}/b", issuer=widened)}, badge=f"{EVIL}/b")
    assert because(report) == ("REJECTED", "hosted.foreign_host")


@pytest.mark.parametrize("name", ["straße", "STRAẞE", "βόλος", "stra\u200dsse"])
def test_a_name_with_two_meanings_is_nobodys(name: str) -> None:
    # By the older rules all of them are spellings of a name that somebody else may own.
    claimed = f"https://{name}.example"
    owned = f"https://{'xn--nxasmq6b' if name == 'βόλος' else 'strasse'}.example"
    documents = {
        f"{owned}/a": assertion(id=f"{claimed}/a", badge=f"{claimed}/b"),
        f"{owned}/b": badge_class(id=f"{claimed}/b", issuer=f"{claimed}/issuer", image=IMAGE),
        f"{owned}/issuer": issuer(id=f"{claimed}/issuer"),
    }
    for source in (f"{owned}/a", assertion(id=f"{claimed}/a")):
        report = judge(web() | documents, source)
        assert not report.verified
        assert report.issuer is None


def test_a_foreign_badge_class_in_the_issuers_name() -> None:
    # The assertion lies on the issuer's site, perhaps because users may upload there; the class does not.
    documents = web(assertion=assertion(badge=f"{EVIL}/b")) | {f"{EVIL}/b": badge_class(id=f"{EVIL}/b")}
    assert because(judge(documents)) == ("REJECTED", "hosted.foreign_badge_class")


def test_an_open_redirect_of_the_issuer_publishes_nothing() -> None:
    for address in (
        f"{HOME}/go?u={EVIL}/a.json",
        f"{HOME}/go?to=1",
        f"{HOME}/go/evil.example/a.json",
    ):
        documents = web() | {
            address: (302, {"location": FORGED}, b""),
            FORGED: assertion(id=address),
        }
        for source in (address, assertion(id=address)):
            assert because(judge(documents, source)) == ("INCONCLUSIVE", "hosted.open_redirect")


def test_an_open_redirect_lends_no_profile() -> None:
    address = f"{HOME}/go?u={EVIL}/issuer"
    profile = issuer(
        id=address, verification={"type": "VerificationObject", "allowedOrigins": ["evil.example"]}
    )
    documents = {
        address: (302, {"location": f"{EVIL}/issuer"}, b""),
        f"{EVIL}/issuer": profile,
        f"{EVIL}/b": badge_class(id=f"{EVIL}/b", issuer=address),
    }
    assert because(forged(documents, badge=f"{EVIL}/b")) == ("INCONCLUSIVE", "hosted.open_redirect")


def test_documents_that_name_each_other_are_no_badge() -> None:
    documents = web() | {f"{HOME}/x": assertion(id=f"{HOME}/y"), f"{HOME}/y": assertion(id=f"{HOME}/x")}
    report = judge(documents, f"{HOME}/x", candidate={"email": "anna@example.org"})
    assert because(report) == ("REJECTED", "hosted.id_loop")
    long = {f"{HOME}/{n}": assertion(id=f"{HOME}/{n + 1}") for n in range(50)}
    assert because(judge(web() | long, f"{HOME}/0")) == ("REJECTED", "hosted.id_loop")


def test_an_address_that_serves_a_picture_is_no_badge() -> None:
    report = judge(web(assertion=PICTURE), assertion(), candidate={"email": "anna@example.org"})
    assert because(report) == ("INCONCLUSIVE", "hosted.not_json")


def test_another_badge_of_the_issuer_does_not_stand_in() -> None:
    other = f"{HOME}/a/2"
    documents = web() | {other: assertion()}
    # The address in hand publishes somebody else's badge, under that badge's own name: that one is judged.
    report = judge(documents, assertion(id=other), candidate={"email": "eve@example.org"})
    assert because(report) == ("REJECTED", "recipient.mismatch")


def test_an_older_shape_does_not_loosen_the_scope() -> None:
    first = {
        "recipient": "anna@example.org",
        "badge": {
            "version": "0.5.0",
            "name": "x",
            "image": IMAGE,
            "description": "y",
            "criteria": f"{HOME}/c",
            "issuer": {"origin": HOME, "name": "Example University"},
        },
    }
    documents = web() | {FORGED: first}
    assert because(judge(documents, FORGED)) == ("REJECTED", "hosted.foreign_host")
    # On the issuer's host, but outside of what its profile allows.
    upload = f"{HOME}/uploads/eve.json"
    strict = issuer(verification={"type": "VerificationObject", "startsWith": f"{HOME}/a/"})
    named = json.loads(json.dumps(first))
    named["badge"]["issuer"]["id"] = ISSUER
    report = judge(web(issuer=strict) | {upload: named}, upload)
    assert report.verdict is Verdict.REJECTED
    second = {
        "uid": "1",
        "recipient": {"type": "email", "hashed": False, "identity": "anna@example.org"},
        "badge": BADGE,
        "verify": {"type": "hosted", "url": upload},
        "issuedOn": "2020-01-01",
    }
    assert because(judge(web(issuer=strict) | {upload: second}, upload)) == (
        "REJECTED",
        "hosted.outside_scope",
    )


# Signed badges


@pytest.mark.parametrize(
    "members",
    [
        {},
        {"verification": {"type": "SignedBadge"}},
        {"verification": {"type": "SignedBadge", "creator": f"{EVIL}/key"}},
        {"verification": {"type": "SignedBadge", "creator": key_document("evil")}},
        {"verification": {"type": "SignedBadge", "creator": KEY, "url": f"{EVIL}/key"}},
        {"badge": badge_class(issuer=issuer(publicKey=key_document("evil")))},
        {"badge": badge_class(issuer=issuer(publicKey=f"{EVIL}/key"))},
        {"badge": badge_class(id=URN, issuer=issuer(publicKey=f"{EVIL}/key"))},
        {"@context": V1, "verification": None, "verify": {"type": "signed", "url": f"{EVIL}/key"}},
    ],
)
def test_no_key_that_the_badge_brings_along_is_the_issuers(members: dict[str, Any]) -> None:
    key = key_document("evil", id=f"{EVIL}/key", owner=ISSUER)
    documents = signed_web() | {f"{EVIL}/key": key}
    report = judge(documents, sign(signed_assertion(**members), "evil"))
    assert report.verdict is Verdict.REJECTED
    assert report.issuer is None


@pytest.mark.parametrize("members", [{}, {"verification": {"type": "hosted"}}, {"verification": None}])
@pytest.mark.parametrize("listed", [{}, {"publicKey": KEY}])
def test_a_token_is_never_good_without_a_signature_of_the_issuer(
    members: dict[str, Any], listed: dict[str, Any]
) -> None:
    documents = signed_web(issuer=issuer(**listed))
    good = sign(signed_assertion(**members))
    head, body, _ = good.split(".")
    for token in (
        f"{head}.{body}.AAAA",
        f"eyJhbGciOiJub25lIn0.{body}.",
        sign(signed_assertion(**members), "evil"),
    ):
        assert not judge(documents, token).verified


def test_a_token_that_says_hosted_must_be_published_too() -> None:
    said = signed_assertion(id=ASSERTION, verification={"type": "HostedBadge"})
    token = sign(said)
    published = signed_web(assertion=said)
    report = judge(published, token)
    assert report.verified, because(report)
    assert because(judge(signed_web(), token)) == ("INCONCLUSIVE", "net.not_in_documents")
    assert because(judge(signed_web(assertion=(410, {}, b"")), token)) == ("REJECTED", "status.gone")
    other = signed_web(
        assertion=said | {"recipient": {"type": "email", "hashed": False, "identity": "b@x.org"}}
    )
    assert because(judge(other, token)) == ("REJECTED", "hosted.contradicts_signed")
    elsewhere = sign(said | {"id": FORGED})
    assert because(judge(signed_web() | {FORGED: said | {"id": FORGED}}, elsewhere)) == (
        "REJECTED",
        "hosted.foreign_host",
    )


def test_a_signed_badge_written_down_is_not_signed() -> None:
    assert because(judge(signed_web(), signed_assertion())) == ("REJECTED", "hosted.says_signed")
    assert because(judge(signed_web(), signed_assertion(id=ASSERTION))) == ("REJECTED", "hosted.says_signed")


def test_a_public_key_is_no_secret() -> None:
    import hmac
    from base64 import urlsafe_b64encode
    from hashlib import sha256

    _, body, _ = sign(signed_assertion()).split(".")
    head = urlsafe_b64encode(b'{"alg":"HS256"}').rstrip(b"=").decode()
    made = hmac.new(pem("own").encode(), f"{head}.{body}".encode(), sha256).digest()
    token = f"{head}.{body}.{urlsafe_b64encode(made).rstrip(b'=').decode()}"
    assert because(judge(signed_web(), token)) == ("REJECTED", "jwt.alg_not_allowed")


def test_a_key_that_anybody_can_break_is_refused() -> None:
    from cryptography.hazmat.primitives.asymmetric import rsa
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    weak = rsa.generate_private_key(65537, 1024).public_key()
    text = weak.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    documents = signed_web(key=key_document(publicKeyPem=text))
    assert because(judge(documents, sign(signed_assertion()))) == ("REJECTED", "key.rsa_too_small")


# Words that mean something else


def test_terms_renamed_by_a_context_are_read_by_their_meaning() -> None:
    renamed = assertion(
        **{
            "@context": [V2, {"to": "https://w3id.org/openbadges#recipient", "recipient": f"{EVIL}/decoy"}],
            "to": {"type": "email", "hashed": False, "identity": "eve@example.org"},
        }
    )
    report = judge(web(assertion=renamed))
    assert isinstance(report.assertion, Assertion), because(report)
    assert report.assertion.recipient is not None
    assert report.assertion.recipient.identifier[0].identity_hash == "eve@example.org"
    assert because(judge(web(assertion=renamed), candidate={"email": "anna@example.org"})) == (
        "REJECTED",
        "recipient.mismatch",
    )


def test_a_revocation_under_another_name_is_one() -> None:
    iri = "https://w3id.org/openbadges#revoked"
    assert because(judge(web(assertion=assertion(**{iri: True})))) == ("REJECTED", "status.revoked")
    aliased = assertion(**{"@context": [V2, {"gone": iri}], "gone": True})
    assert because(judge(web(assertion=aliased))) == ("REJECTED", "status.revoked")
    assert because(judge(web(assertion=assertion(revokedAssertions=True)))) == ("REJECTED", "status.revoked")


# Nobody is asked who must not be, and nothing breaks


class Watched:
    """A fetcher of a user's own that guards nothing; it writes down what it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self._inner = MappingFetcher(web())

    def get(self, url: str, *, accept: str = ACCEPT_JSON) -> Response:
        self.asked.append(url)
        return self._inner.get(url, accept=accept)


@pytest.mark.parametrize(
    "address",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://127.0.0.1:6379/",
        "https://localhost/a",
        "https://intranet/a",
        "https://[::1]/a",
        "https://uni.example@evil.example/a",
        "https://x.internal/a",
        "http://2130706433/",
    ],
)
def test_an_address_inside_is_not_handed_to_any_fetcher(address: str) -> None:
    fetcher = Watched()
    verifier = Verifier(fetcher=fetcher)
    for source in (assertion(id=address), assertion(id=URN, verify={"type": "hosted", "url": address})):
        verifier.verify(source, now=NOW)
    picture = PICTURE[:33] + chunk(b"tEXt", b"openbadges\0" + address.encode()) + PICTURE[33:]
    verifier.verify(picture, now=NOW)
    token = sign(signed_assertion(badge=address))
    verifier.verify(token, now=NOW)
    assert fetcher.asked == []


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-5, 2**40)
    | st.text(max_size=12)
    | st.sampled_from([ASSERTION, BADGE, ISSUER, KEY, URN, V2, "HostedBadge"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    *assertion(),
                    *issuer(),
                    "issuer",
                    "publicKey",
                    "verify",
                    "image",
                    "endorsement",
                    "revoked",
                    "origin",
                    "@id",
                ]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)


@given(
    st.sampled_from(["assertion", "badge", "issuer", "key", "list"]),
    st.dictionaries(
        st.sampled_from(
            [
                *assertion(),
                *badge_class(),
                *issuer(),
                "publicKey",
                "revocationList",
                "revokedAssertions",
                "revoked",
                "endorsement",
                "publicKeyPem",
                "owner",
            ]
        ),
        JSON,
        max_size=4,
    ),
)
def test_no_document_breaks_anything(where: str, members: dict[str, Any]) -> None:
    base = {
        "assertion": assertion,
        "badge": badge_class,
        "issuer": issuer,
        "key": key_document,
        "list": issuer,
    }
    changed = base[where]() | members
    for documents, source in (
        (web(**{where: changed}), ASSERTION),
        (signed_web(**{where: changed}), sign(signed_assertion(**(members if where == "assertion" else {})))),
    ):
        report = judge(documents, source)  # says when a check broke
        assert report.verified is (report.assertion is not None)
        if where != "assertion":
            continue
        report = judge(documents, changed)
        assert report.to_json()
