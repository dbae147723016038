"""Opening tokens and envelopes: the media type decides the rules, wherever a credential is met."""

from __future__ import annotations

import base64
from contextlib import suppress
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.judging import judge, result

from badgekit import Verdict, Verifier
from badgekit.documents import VC_V2, Kind, identify
from badgekit.envelopes import open_enveloped, open_token, opened
from badgekit.errors import Malformed, Problem, Unsupported
from badgekit.limits import Limits
from badgekit.testing import IssuerSimulator

SIM = IssuerSimulator("uni.example")
BADGE = SIM.issue("anna@example.org")
TOKEN = SIM.sign(BADGE, "EdDSA", typ="vc+jwt")
PLAIN = SIM.sign(BADGE, "EdDSA")
OLD_FORM = SIM.sign(SIM.issue("anna@example.org", vcdm="1.1"), "EdDSA")
PRESENTATION = {"@context": [VC_V2], "type": ["VerifiablePresentation"], "holder": SIM.id}
SHOWN = SIM.sign(PRESENTATION, "EdDSA", typ="vp+jwt")
LIMITS = Limits()


def refused(value: Any) -> str:
    with pytest.raises(Problem) as caught:
        opened(value, "$.x", LIMITS)
    return caught.value.code


def envelope(data_url: str, **members: Any) -> dict[str, Any]:
    return {"@context": [VC_V2], "type": "EnvelopedVerifiableCredential", "id": data_url, **members}


@pytest.mark.parametrize(
    "value",
    [
        SIM.envelop(TOKEN),
        SIM.envelop(PLAIN),
        SIM.envelop(PLAIN, "application/jwt"),
        SIM.envelop(OLD_FORM, "application/jwt"),
        SIM.envelop(TOKEN, "Application/VC+JWT"),
        SIM.envelop(TOKEN, "application/vc-ld+jwt"),
        SIM.envelop(f"{TOKEN}\n"),
        SIM.envelop(f" {TOKEN}"),
        envelope(f"DATA:application/vc+jwt,{TOKEN}"),
        envelope(f"data:application/vc+jwt,{TOKEN}", type=["EnvelopedVerifiableCredential"]),
        envelope(f"data:application/vc+jwt,{TOKEN}", **{"@context": VC_V2}),
    ],
)
def test_an_envelope_around_a_token_is_opened(value: dict[str, Any]) -> None:
    document = opened(value, "$", LIMITS)
    assert (document.kind, document.envelope is None) == (Kind.ACHIEVEMENT, False)
    assert judge(SIM, value).verified


def test_a_token_in_base64_is_the_same_token() -> None:
    import base64

    value = envelope("data:application/vc+jwt;base64," + base64.b64encode(TOKEN.encode()).decode())
    assert judge(SIM, value).verified


def test_base64_may_be_escaped_as_a_part_of_a_url() -> None:
    packed = base64.b64encode(SIM.sign_cose({**BADGE, "name": ">>>>>>???????"})).decode()
    assert {"+", "/", "="} <= set(packed)
    escaped = quote(packed, safe="")
    for text in (escaped, escaped.replace("%2B", "%2b").replace("%2F", "%2f").replace("%3D", "%3d")):
        assert judge(SIM, envelope(f"data:application/vc+cose;base64,{text}")).verified
    for other in ("%2", "%", "%25", "%00", "%80", "%253D"):
        given = envelope(f"data:application/vc+cose;base64,{packed.rstrip('=')}{other}")
        assert refused(given) == "input.envelope_encoding"


def test_what_is_signed_is_shown_and_not_what_stands_around_it() -> None:
    value = SIM.envelop(TOKEN) | {"issuer": "did:web:evil.example", "name": "PhD", "proof": {"type": "x"}}
    report = judge(SIM, value)
    assert report.verified
    assert report.assertion is not None
    assert report.assertion.issuer is not None
    assert report.assertion.issuer.id == SIM.id


@pytest.mark.parametrize("contexts", [[], ["https://www.w3.org/ns/credentials/examples/v2"], None, "x"])
def test_an_envelope_names_the_context_that_defines_it(contexts: Any) -> None:
    """W3C vc-data-model-2.0-test-suite, enveloped credentials and presentations without the base context."""
    assert refused(SIM.envelop(TOKEN) | {"@context": contexts}) == "input.envelope_context"
    assert (
        refused(SIM.envelop(SHOWN, "application/vp+jwt") | {"@context": contexts}) == "input.envelope_context"
    )


@pytest.mark.parametrize(
    "given_id", ["not-a-credential", "data:application/vc+jwt;base64", "", None, 7, [TOKEN]]
)
def test_the_id_is_a_data_url(given_id: Any) -> None:
    assert refused(envelope(given_id)) == "input.envelope_malformed"


@pytest.mark.parametrize(
    "start",
    ["data:,", "data:text/plain,", "data:application/vc+jwt;charset=utf-8,", "data:application/dc+sd-jwt,"],
)
def test_other_media_types_are_not_judged(start: str) -> None:
    with pytest.raises(Unsupported, match="envelope"):
        opened(envelope(start + TOKEN), "$", LIMITS)


@pytest.mark.parametrize(
    "value",
    [
        SIM.envelop(TOKEN, "application/vp+jwt"),
        SIM.envelop(SHOWN, "application/vp+jwt") | {"type": "EnvelopedVerifiableCredential"},
        SIM.envelop(PLAIN, "application/jwt") | {"type": "EnvelopedVerifiablePresentation"},
        # One layer: a token that holds an envelope again would let anybody hide any number of them.
        SIM.envelop(SIM.sign(SIM.envelop(TOKEN), "EdDSA")),
    ],
)
def test_an_envelope_holds_what_it_is_for(value: dict[str, Any]) -> None:
    assert refused(value) == "input.envelope_holds_other"


def test_a_presentation_in_an_envelope_is_opened() -> None:
    document = opened(SIM.envelop(SHOWN, "application/vp+jwt"), "$", LIMITS)
    assert document.kind is Kind.PRESENTATION
    assert judge(SIM, SIM.envelop(SHOWN, "application/vp+jwt")).kind == "VerifiablePresentation"


def test_a_badge_of_before_3_comes_in_no_envelope() -> None:
    token = SIM.older.issue("anna@example.org", mode="signed").token
    assert open_token(token, LIMITS).is_older
    assert refused(SIM.envelop(token, "application/jwt")) == "input.envelope_holds_other"


@pytest.mark.parametrize(
    ("typ", "badge"), [("vp+jwt", BADGE), ("vc+jwt", PRESENTATION), ("vc+ld+jwt", PRESENTATION)]
)
def test_a_token_holds_what_its_type_says(typ: str, badge: Any) -> None:
    with pytest.raises(Malformed) as caught:
        open_token(SIM.sign(badge, "EdDSA", typ=typ), LIMITS)
    assert caught.value.code == "jwt.typ_not_allowed"


@pytest.mark.parametrize("typ", ["vc+jwt", "vc-ld+jwt", "vp+jwt"])
@pytest.mark.parametrize("claim", ["vc", "vp"])
def test_tokens_that_are_the_credential_have_no_claim_that_holds_one(typ: str, claim: str) -> None:
    """VC-JOSE-COSE 3.1.3; the claims belong to VC-JWT of VCDM 1.1, whose typ is JWT."""
    credential = SIM.issue("anna@example.org", vcdm="1.1")
    token = SIM.sign(credential, "EdDSA", typ=typ, claims={"vc": None, claim: credential})
    with pytest.raises(Malformed) as caught:
        open_token(token, LIMITS)
    assert caught.value.code == "jwt.claim_forbidden"
    assert judge(SIM, OLD_FORM).verified


def test_the_media_type_of_the_envelope_decides_where_the_token_says_nothing() -> None:
    assert refused(SIM.envelop(OLD_FORM)) == "jwt.claim_forbidden"


@pytest.mark.parametrize(
    ("typ", "cty", "good"),
    [
        ("vc+jwt", "vc", True),
        ("vc+jwt", "application/VC", True),
        ("vc+ld+jwt", "vc+ld+json", True),
        ("vc+jwt", "vp", False),
        ("vc+jwt", "bad+cty", False),
        ("JWT", "vc", True),
    ],
)
def test_the_content_type_fits_the_type(typ: str, cty: str, good: bool) -> None:
    report = judge(SIM, SIM.sign(BADGE, "EdDSA", typ=typ, header={"cty": cty}))
    assert report.verified is good
    if not good:
        assert result(report, "input.readable").code == "jwt.cty_not_allowed"


def test_a_forged_token_is_as_forged_in_an_envelope() -> None:
    forger = IssuerSimulator("evil.example", seed=9)
    assert judge(SIM, SIM.envelop(SIM.sign(BADGE, "EdDSA", signer=forger))).verdict is Verdict.REJECTED


def test_envelopes_are_opened_in_records_responses_and_alone_alike() -> None:
    verifier = Verifier(fetcher=SIM)
    inner = SIM.sign(SIM.issue("did:example:anna"), "EdDSA", typ="vc+jwt")
    record = SIM.sign(SIM.record([SIM.envelop(inner)]), "EdDSA")
    for source in (SIM.envelop(inner), record, {"credential": [SIM.envelop(inner)]}):
        assert verifier.verify(source, now=SIM.now).verified


MEDIA = st.sampled_from(
    ["vc+jwt", "vp+jwt", "jwt", "vc+sd-jwt", "vp+sd-jwt", "vc+cose", "vc+cose;base64", "dc+sd-jwt", "x"]
)
DATA = st.sampled_from([TOKEN, PLAIN, SHOWN, OLD_FORM]) | st.text(max_size=40) | st.just("a.b.c~d~")


@given(MEDIA, DATA, st.sampled_from(["EnvelopedVerifiableCredential", "EnvelopedVerifiablePresentation"]))
def test_whatever_is_in_an_envelope_only_problems_come_out(media: str, data: str, kind: str) -> None:
    with suppress(Problem):
        document = open_enveloped(
            identify(envelope(f"data:application/{media},{data}", type=kind)), "$", LIMITS
        )
        assert (document.kind is Kind.PRESENTATION) == (kind == "EnvelopedVerifiablePresentation")
        assert document.envelope is not None


@given(st.text(max_size=60).map(lambda text: "data:" + text) | st.text(max_size=60))
def test_whatever_the_url_is_only_problems_come_out(url: str) -> None:
    with suppress(Problem):
        opened(envelope(url), "$", LIMITS)
