"""COSE_Sign1: another implementation's messages, what is signed, and everything that is refused."""

from __future__ import annotations

import base64
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import cbor2
import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from hypothesis import given
from hypothesis import strategies as st
from tests.support.judging import judge, result, said

from badgekit import Verdict
from badgekit.errors import LimitExceeded, Malformed, Problem, Unsupported
from badgekit.limits import Limits
from badgekit.proofs import cose
from badgekit.testing import IssuerSimulator

SIM = IssuerSimulator("uni.example")
BADGE = SIM.issue("anna@example.org")
MESSAGE = SIM.sign_cose(BADGE)
LIMITS = Limits()


def refusal(message: bytes, kind: type[Problem] = Malformed) -> str:
    with pytest.raises(Problem) as caught:
        cose.parse(message, LIMITS)
    assert type(caught.value) is kind, caught.value.code
    return caught.value.code


def parts(message: bytes = MESSAGE) -> list[Any]:
    return list(cbor2.loads(message).value)


def tagged(value: Any, tag: int = 18) -> bytes:
    made: bytes = cbor2.dumps(cbor2.CBORTag(tag, value))
    return made


@pytest.mark.parametrize(
    "algorithm", ["ES256", "ES384", "ES512", "EdDSA", "PS256", "PS384", "PS512", "RS256"]
)
def test_each_algorithm_verifies(algorithm: str) -> None:
    report = judge(SIM, SIM.sign_cose(BADGE, algorithm))
    assert report.verified
    assert said(report, "proof.claims") == ("PASSED", "jwt.claims_agree")
    assert result(report, "proof.integrity").reason.params["suite"] == f"COSE {algorithm}"


def test_a_message_of_another_encoder_verifies() -> None:
    """The structure is built by cbor2 and signed by the cryptography package, with nothing of badgekit."""
    key = SIM.key("P-256").signing.handle
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    import json

    header = {1: -7, 16: "application/vc+cose", 4: SIM.method_id("P-256").encode()}
    protected, payload = cbor2.dumps(header), json.dumps(BADGE).encode()
    der = key.sign(cbor2.dumps(["Signature1", protected, b"", payload]), ec.ECDSA(hashes.SHA256()))
    signature = b"".join(number.to_bytes(32, "big") for number in decode_dss_signature(der))
    assert judge(SIM, tagged([protected, {}, payload, signature])).verified


@pytest.mark.parametrize(("short", "full"), [(-7, -9), (-35, -51), (-36, -52), (-8, -19)])
def test_fully_specified_algorithms_are_the_same_ones(short: int, full: int) -> None:
    """RFC 9864."""
    names = {-7: "ES256", -35: "ES384", -36: "ES512", -8: "EdDSA"}
    assert judge(SIM, SIM.sign_cose(BADGE, names[short], protected={1: full})).verified


@pytest.mark.parametrize("part", [0, 2, 3])
def test_each_signed_part_is_covered(part: int) -> None:
    changed, longer = parts(), SIM.sign_cose({**BADGE, "name": "Another"}, typ="vc+cose")
    changed[part] = parts(longer)[part]
    assert changed != parts()
    report = judge(SIM, tagged(changed))
    assert said(report, "proof.integrity") == ("FAILED", "jwt.signature_invalid")


def test_a_signature_of_another_structure_is_none() -> None:
    """What was signed as something else, with other bytes in front, must not pass as COSE_Sign1."""
    signed = parts(SIM.sign_cose(BADGE, payload=b"x"))
    content = parts()[2]
    assert judge(SIM, tagged([signed[0], {}, content, signed[3]])).verdict is Verdict.REJECTED


def test_a_forger_is_refused() -> None:
    forger = IssuerSimulator("evil.example", seed=5)
    assert said(judge(SIM, SIM.sign_cose(BADGE, signer=forger)), "proof.integrity") == (
        "FAILED",
        "jwt.signature_invalid",
    )
    foreign = judge(SIM, SIM.sign_cose(BADGE, signer=forger, kid="did:key:z6Mkforeign"))
    assert foreign.verdict is Verdict.REJECTED


@pytest.mark.parametrize("algorithm", [-35, -8, -37])
def test_the_algorithm_is_for_the_key(algorithm: int) -> None:
    report = judge(SIM, SIM.sign_cose(BADGE, "ES256", protected={1: algorithm}))
    assert said(report, "proof.integrity") == ("FAILED", "jwt.alg_key_mismatch")


def test_the_key_may_be_named_outside_of_what_is_signed() -> None:
    """RFC 9052 3.1: it is a hint; the key must be the issuer's all the same."""
    kid = SIM.method_id("P-256").encode()
    assert judge(SIM, SIM.sign_cose(BADGE, kid=None, unprotected={4: kid})).verified
    other = SIM.method_id("Ed25519").encode()
    assert judge(SIM, SIM.sign_cose(BADGE, kid=None, unprotected={4: other})).verdict is Verdict.REJECTED


def test_bytes_of_a_thumbprint_name_the_key() -> None:
    from badgekit.keys import jwk
    from badgekit.keys.multibase import decode_base64url

    thumbprint = jwk.parse(SIM.key("P-256").signing.jwk()).thumbprint()
    message = SIM.sign_cose(BADGE, kid=decode_base64url(thumbprint))
    assert cose.parse(message).kid == thumbprint
    assert judge(SIM, message).verified


def test_without_typ_it_is_read_by_its_content_type_or_as_a_credential() -> None:
    assert judge(SIM, SIM.sign_cose(BADGE, typ=None)).verified
    assert judge(SIM, SIM.sign_cose(BADGE, typ=None, content_type=None)).verified
    report = judge(SIM, SIM.sign_cose(BADGE, typ=None, content_type="application/vp"))
    assert result(report, "input.readable").code == "jwt.typ_not_allowed"


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"typ": "really/bad"}, "jwt.typ_not_allowed"),
        ({"typ": "application/vc+jwt"}, "jwt.typ_not_allowed"),
        ({"typ": "JWT"}, "jwt.typ_not_allowed"),
        ({"content_type": "very/bad"}, "jwt.cty_not_allowed"),
        ({"typ": None, "content_type": "very/bad"}, "jwt.cty_not_allowed"),
        ({"content_type": "application/vp"}, "jwt.cty_not_allowed"),
        ({"protected": {16: 101}}, "cose.header"),
        ({"protected": {3: 50}}, "cose.header"),
        ({"protected": {4: "text"}}, "cose.header"),
        ({"protected": {15: "text"}}, "cose.header"),
        ({"protected": {b"bytes": 1}}, "cose.header"),
        ({"protected": {2: [16]}}, "cose.crit_unsupported"),
        ({"unprotected": {2: []}}, "cose.crit_unsupported"),
        ({"protected": {1: None}, "unprotected": {1: -7}}, "cose.unprotected"),
        ({"typ": None, "unprotected": {16: "application/vc+cose"}}, "cose.unprotected"),
        ({"unprotected": {15: {1: "x"}}}, "cose.unprotected"),
        ({"unprotected": {4: b"x"}}, "cose.header_twice"),
        ({"protected": {"x": 1}, "unprotected": {"x": 2}}, "cose.header_twice"),
        ({"protected": {33: b"cert"}}, "jwt.foreign_key_header"),
        ({"unprotected": {33: b"cert"}}, "jwt.foreign_key_header"),
        ({"unprotected": {35: "https://evil.example/key"}}, "jwt.foreign_key_header"),
        ({"protected": {1: None}}, "jwt.alg_not_allowed"),
        ({"protected": {1: 5}}, "jwt.alg_not_allowed"),
        ({"protected": {1: "ES256"}}, "jwt.alg_not_allowed"),
        ({"payload": None}, "cose.detached"),
        ({"payload": b"[]"}, "jwt.payload_not_object"),
        ({"payload": b'{"a":1,"a":2}'}, "json.duplicate_key"),
        ({"payload": b"\xa0"}, "json.not_utf8"),
    ],
)
def test_what_breaks_a_rule_is_refused_before_any_key_is_asked_for(options: Any, code: str) -> None:
    assert refusal(SIM.sign_cose(BADGE, **options)) == code


def test_a_key_is_named_by_what_its_bytes_say_or_spell() -> None:
    for kid, named in (
        (b"key-1", "key-1"),
        (b"\x00\xff", "AP8"),
        (b"two words", "dHdvIHdvcmRz"),
        (None, None),
    ):
        protected = {1: -7} if kid is None else {1: -7, 4: kid}
        assert cose.parse(tagged([cbor2.dumps(protected), {}, *parts()[2:]]), LIMITS).kid == named


def test_ten_unknown_headers_are_said() -> None:
    for count in (9, 10, 11):
        found = cose.parse(tagged([parts()[0], {f"x{at}": at for at in range(count)}, *parts()[2:]]), LIMITS)
        told = [note.params["member"] for note in found.warnings if note.code == "jwt.unknown_header"]
        assert told == [f"x{at}" for at in range(min(count, 10))]


@pytest.mark.parametrize(
    "algorithm", [5, True, False, None, "ES256", b"ES256", [-7], {1: -7}, {-48: "ML-DSA-44"}]
)
def test_the_algorithm_that_is_refused_is_named(algorithm: Any) -> None:
    with pytest.raises(Malformed) as caught:
        cose.parse(with_header(cbor2.dumps({1: algorithm})), LIMITS)
    assert (caught.value.code, caught.value.params["alg"]) == ("jwt.alg_not_allowed", algorithm)


# The IANA registry "COSE Algorithms".
SIGNED = {
    -7: "ES256",
    -35: "ES384",
    -36: "ES512",
    -9: "ES256",
    -51: "ES384",
    -52: "ES512",
    -47: "ES256K",
    -8: "EdDSA",
    -19: "Ed25519",
    -37: "PS256",
    -38: "PS384",
    -39: "PS512",
    -257: "RS256",
    -258: "RS384",
    -259: "RS512",
}
NOT_HERE = {
    -53: "Ed448",
    -265: "ESB256",
    -266: "ESB320",
    -267: "ESB384",
    -268: "ESB512",
    -48: "ML-DSA-44",
    -49: "ML-DSA-65",
    -50: "ML-DSA-87",
    -46: "HSS-LMS",
}


@pytest.mark.parametrize("number", range(-270, 5))
def test_each_number_means_one_algorithm_or_none(number: int) -> None:
    message = with_header(cbor2.dumps({1: number}))
    if number in SIGNED:
        assert cose.parse(message, LIMITS).alg == SIGNED[number]
        return
    with pytest.raises(Problem) as caught:
        cose.parse(message, LIMITS)
    expected = (Unsupported, NOT_HERE[number]) if number in NOT_HERE else (Malformed, number)
    assert (type(caught.value), caught.value.params["alg"]) == expected


def test_each_claim_has_its_number() -> None:
    """RFC 8392, RFC 8747 and the Token Status List; others are no claims that count."""
    names = {
        1: "iss",
        2: "sub",
        3: "aud",
        4: "exp",
        5: "nbf",
        6: "iat",
        8: "cnf",
        10: "nonce",
        65535: "status",
    }
    given = {number: {} if number == 65535 else number for number in (*range(-2, 13), 65534, 65535, 65536)}
    found = cose.parse(with_header(cbor2.dumps({1: -7, 15: given})), LIMITS).claims
    assert found == {name: given[number] for number, name in names.items()}


@pytest.mark.parametrize(("label", "member"), [(32, "x5bag"), (33, "x5chain"), (34, "x5t"), (35, "x5u")])
def test_certificates_in_a_header_are_refused(label: int, member: str) -> None:
    with pytest.raises(Malformed) as caught:
        cose.parse(with_header(cbor2.dumps({1: -7, label: b"x"})), LIMITS)
    assert (caught.value.code, caught.value.params["member"]) == ("jwt.foreign_key_header", member)
    for other in (31, 36):
        assert cose.parse(with_header(cbor2.dumps({1: -7, other: b"x"})), LIMITS).warnings


def test_a_message_whose_header_says_nothing_names_no_algorithm() -> None:
    """An empty map may be written as no bytes at all (RFC 9052 section 3)."""
    for header in (cbor2.dumps({}), b""):
        with pytest.raises(Malformed) as caught:
            cose.parse(with_header(header), LIMITS)
        assert (caught.value.code, caught.value.params["alg"]) == ("jwt.alg_not_allowed", "missing")


@pytest.mark.parametrize("header", [[1, -7], "text", b"bytes", -7, None])
def test_a_header_is_a_map(header: Any) -> None:
    with pytest.raises(Malformed) as caught:
        cose.parse(with_header(cbor2.dumps(header)), LIMITS)
    assert (caught.value.code, caught.value.params["member"]) == ("cose.header", "protected")


@pytest.mark.parametrize(("number", "name"), [(-53, "Ed448"), (-48, "ML-DSA-44"), (-265, "ESB256")])
def test_algorithms_that_are_known_and_not_verified(number: int, name: str) -> None:
    message = SIM.sign_cose(BADGE, protected={1: number})
    assert refusal(message, Unsupported) == "jwt.alg_unsupported"
    assert judge(SIM, message).verdict is Verdict.INCONCLUSIVE


@pytest.mark.parametrize(
    "message",
    [
        tagged(parts(), 98),
        tagged(parts(), 17),
        cbor2.dumps(parts()),
        tagged(parts()[:3]),
        tagged([*parts(), b""]),
        tagged({}),
        tagged([parts()[1], {}, parts()[2], parts()[3]]),
        tagged([parts()[0], [], parts()[2], parts()[3]]),
        tagged([parts()[0], {}, "text", parts()[3]]),
        tagged([parts()[0], {}, parts()[2], "text"]),
        b"\xd2" + MESSAGE,
    ],
)
def test_other_structures_are_no_message(message: bytes) -> None:
    assert refusal(message) in ("cose.not_sign1", "cbor.malformed")


@pytest.mark.parametrize("message", [MESSAGE + b"\0", MESSAGE[:-1], b"", b"\xd2", MESSAGE.hex().encode()])
def test_bytes_that_are_no_cbor_are_refused(message: bytes) -> None:
    assert refusal(message) in ("cose.not_sign1", "cbor.malformed")


def test_sizes_are_bounded_before_the_work() -> None:
    small = Limits(json_bytes=100)
    for message in (MESSAGE + bytes(64 * 1024), tagged([b"x" * 17_000, {}, b"{}", b""])):
        with pytest.raises(LimitExceeded):
            cose.parse(message, small)


def padded(size: int, make: Callable[[bytes], bytes]) -> bytes:
    """Return what `make` makes of as many bytes as it takes to be `size` long."""
    made = make(bytes(size - 100))
    return make(bytes(size - 100 + size - len(made)))


def with_header(protected: bytes) -> bytes:
    return tagged([protected, {}, b"{}", b""])


@pytest.mark.parametrize(
    ("part", "make", "most"),
    [
        ("header", lambda size: with_header(padded(size, lambda x: cbor2.dumps({1: -7, "x": x}))), 16 * 1024),
        ("signature", lambda size: tagged([parts()[0], {}, b"{}", bytes(size)]), 1024),
        (
            "message",
            lambda size: padded(size, lambda x: tagged([parts()[0], {"x": x}, b"{}", b""])),
            100 + 32 * 1024,
        ),
    ],
)
def test_each_part_may_be_so_long_and_no_longer(part: str, make: Callable[[int], bytes], most: int) -> None:
    small = Limits(json_bytes=100)
    assert cose.parse(make(most), small).payload == {}
    with pytest.raises(LimitExceeded) as caught:
        cose.parse(make(most + 1), small)
    assert (caught.value.code, caught.value.params["part"]) == ("jwt.too_large", part)


# Claims of the header (RFC 9597).


def test_claims_of_the_header_agree_with_the_credential() -> None:
    claims = {"iss": SIM.id, "exp": int(SIM.now.timestamp()) + 60, "iat": int(SIM.now.timestamp())}
    assert judge(SIM, SIM.sign_cose(BADGE, claims=claims)).verified
    report = judge(SIM, SIM.sign_cose(BADGE, claims={"iss": "did:web:evil.example"}))
    assert said(report, "proof.claims") == ("FAILED", "jwt.claim_mismatch")
    expired = judge(SIM, SIM.sign_cose(BADGE, claims={"exp": int(SIM.now.timestamp()) - 60}))
    assert said(expired, "validity.not_expired") == ("FAILED", "validity.expired")


def test_dates_may_have_fractions_and_headers_that_nobody_knows_any_number() -> None:
    """RFC 8392 section 2: a date is a whole number or a floating-point one."""
    now = SIM.now.timestamp()
    for claims, outcome in (({"exp": now + 60.25}, "PASSED"), ({"exp": now - 60.25}, "FAILED")):
        report = judge(SIM, SIM.sign_cose(BADGE, claims=claims, unprotected={"x": 0.5}))
        assert said(report, "validity.not_expired")[0] == outcome
        report.to_json()


def test_claims_are_said_once() -> None:
    import json

    both = json.dumps({**BADGE, "exp": 1}).encode()
    assert cose.parse(SIM.sign_cose(BADGE, payload=both, claims={"exp": 2})).claims == {"exp": 2}
    report = judge(SIM, SIM.sign_cose(BADGE, payload=both, claims={"exp": 2}))
    assert result(report, "input.readable").code == "jwt.claim_mismatch"


def test_challenge_and_domain_stand_in_the_claims() -> None:
    # RFC 9711 section 4.1 has bytes where a JWT has text.
    for nonce in ("n-1", b"n-1"):
        message = SIM.sign_cose(BADGE, claims={"aud": "employer.example", "nonce": nonce})
        report = judge(SIM, message, domain="employer.example", challenge="n-1")
        assert said(report, "proof.expected")[0] == "PASSED"
        assert said(judge(SIM, message, challenge="n-2"), "proof.expected")[0] == "FAILED"
        assert said(judge(SIM, message, challenge=""), "proof.expected")[0] == "FAILED"


def test_a_status_in_the_claims_leaves_the_answer_open() -> None:
    """It may be the one place that says that the credential was revoked."""
    place = {"status_list": {"idx": 1, "uri": "https://uni.example/statuslists/1"}}
    report = judge(SIM, SIM.sign_cose(BADGE, claims={"status": place}))
    assert report.verdict is Verdict.INCONCLUSIVE
    assert said(report, "status.current") == ("INCONCLUSIVE", "status.unsupported")
    assert refusal(SIM.sign_cose(BADGE, claims={"status": "good"})) == "jwt.claim_type"


def test_a_key_in_the_claims_makes_the_credential_nobody_elses() -> None:
    thief = SIM.neighbour("thief.example", method="did:key", seed=66)
    for claims, code in (({}, "holder.not_everywhere"), ({"cnf": {1: {1: 2}}}, "holder.key_not_shown")):
        shown = thief.present([thief.envelop(SIM.sign_cose(SIM.issue(None), claims=claims))], "EdDSA")
        assert said(judge(SIM, shown), "holder.subject")[1] == code


# Where messages are met.


def test_a_message_is_read_as_bytes_and_as_base64_and_in_an_envelope() -> None:
    texts = [
        base64.b64encode(MESSAGE),
        base64.b64encode(MESSAGE).rstrip(b"="),
        base64.urlsafe_b64encode(MESSAGE),
    ]
    for source in (MESSAGE, *texts, texts[0] + b"\n", texts[0].decode(), SIM.envelop(MESSAGE)):
        report = judge(SIM, source)
        assert report.verified, (source, report.decisive)
    assert judge(SIM, MESSAGE).input.container == "cose"


def test_records_responses_and_status_lists_hold_messages() -> None:
    inner = SIM.envelop(SIM.sign_cose(SIM.issue("did:example:anna")))
    assert judge(SIM, SIM.sign_cose(SIM.record([inner]))).verified
    assert judge(SIM, {"credential": [inner]}).verified


def test_hexadecimal_digits_are_read_from_files_and_are_other_bytes_in_a_data_url() -> None:
    """Standards print messages so; base64 of a data: URL is base64 (W3C vc-jose-cose-test-suite, case 30)."""
    for text in (MESSAGE.hex(), MESSAGE.hex().upper() + "\n"):
        assert judge(SIM, text.encode()).verified
    assert not judge(SIM, MESSAGE.hex()[:-1].encode()).verified
    envelope = SIM.envelop(MESSAGE) | {"id": f"data:application/vc+cose;base64,{MESSAGE.hex()}"}
    assert judge(SIM, envelope).verdict is Verdict.REJECTED


@pytest.mark.parametrize(
    "data",
    ["!!!!", "0oR=", base64.b64encode(MESSAGE).decode()[:-1], base64.b64encode(MESSAGE).decode() + "===", ""],
)
def test_damaged_base64_is_refused(data: str) -> None:
    envelope = SIM.envelop(MESSAGE) | {"id": f"data:application/vc+cose;base64,{data}"}
    assert judge(SIM, envelope).verdict is Verdict.REJECTED


def test_bytes_without_an_encoding_are_no_data_url() -> None:
    text = base64.b64encode(MESSAGE).decode()
    report = judge(SIM, SIM.envelop(MESSAGE) | {"id": f"data:application/vc+cose,{text}"})
    assert result(report, "input.readable").code == "input.envelope_encoding"


def test_claims_that_hold_a_credential_are_forbidden_and_so_are_badges_of_before_3() -> None:
    import json

    old = SIM.issue("anna@example.org", vcdm="1.1")
    for options in ({}, {"typ": None, "content_type": None}):
        message = SIM.sign_cose(old, payload=json.dumps({"vc": old}).encode(), **options)  # type: ignore[arg-type]
        assert result(judge(SIM, message), "input.readable").code == "jwt.claim_forbidden"
    issued = SIM.older.issue("anna@example.org").document
    report = judge(SIM, SIM.sign_cose(issued, payload=json.dumps(issued).encode()))
    assert result(report, "input.readable").code == "jwt.older_badge"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (tagged(parts(), 98), "input.cose_other"),
        (tagged([b"", {}, b"\xff"], 16), "input.cose_other"),
        (cbor2.dumps({"docType": "org.iso.18013.5.1.mDL", "issuerSigned": {}}), "input.mdoc"),
        (cbor2.dumps({"version": "1.0", "documents": []}), "input.mdoc"),
        (
            base64.urlsafe_b64encode(cbor2.dumps({"version": "1.0", "documents": [], "status": 0})),
            "input.mdoc",
        ),
        ("ф — это буква".encode(), "input.not_a_badge"),
    ],
)
def test_other_binary_forms_are_named(data: bytes, code: str) -> None:
    report = judge(SIM, data)
    assert (report.verdict, result(report, "input.readable").code) == (Verdict.INCONCLUSIVE, code)


@given(st.binary(max_size=80) | st.binary(max_size=80).map(lambda tail: MESSAGE[:20] + tail))
def test_whatever_the_bytes_are_only_problems_come_out(data: bytes) -> None:
    with suppress(Problem):
        cose.parse(data, LIMITS)


LABELS = st.integers(-40, 40) | st.text(max_size=3)
VALUES = st.none() | st.integers(-60, 60) | st.text(max_size=5) | st.binary(max_size=5) | st.just({1: "x"})


@given(st.dictionaries(LABELS, VALUES, max_size=4), st.dictionaries(LABELS, VALUES, max_size=3))
def test_whatever_the_headers_are_only_problems_come_out(protected: Any, unprotected: Any) -> None:
    with suppress(Problem):
        parsed = cose.parse(SIM.sign_cose(BADGE, protected=protected, unprotected=unprotected))
        assert parsed.alg
        assert set(unprotected) & {1, 2, 3, 15, 16, 32, 33, 34, 35} == set()


@given(st.integers(0, len(MESSAGE) - 1), st.integers(1, 255))
def test_a_changed_byte_is_never_verified(place: int, change: int) -> None:
    changed = bytearray(MESSAGE)
    changed[place] ^= change
    assert not judge(SIM, bytes(changed)).verified
