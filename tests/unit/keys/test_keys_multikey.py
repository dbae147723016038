from __future__ import annotations

import contextlib
import json

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.keymaking import (
    BLS_G2,
    CODECS,
    b58,
    ec_jwk,
    ec_private,
    ed_jwk,
    ed_multikey,
    ed_public,
    rsa_jwk,
    rsa_private,
)

from badgekit.errors import Malformed, Problem, Unsupported
from badgekit.keys import jwk, multikey

X962, COMPRESSED = Encoding.X962, PublicFormat.CompressedPoint
RSA = b"\x85\x24"
JWK_JCS = b"\xd1\xd6\x03"


def refusal(data: bytes | str) -> str:
    with pytest.raises(Problem) as caught:
        multikey.parse(data) if isinstance(data, str) else multikey.from_bytes(data)
    return caught.value.code


def test_ed25519() -> None:
    text = ed_multikey(1)
    assert text.startswith("z6Mk")
    assert multikey.parse(text) == ed_public(1)


@pytest.mark.parametrize(
    ("curve", "start"), [("P-256", "zDn"), ("P-384", "z82L"), ("P-521", "z2J9"), ("secp256k1", "zQ3s")]
)
def test_curves(curve: str, start: str) -> None:
    point = ec_private(curve).public_key().public_bytes(X962, COMPRESSED)
    text = "z" + b58(CODECS[curve] + point)
    assert text.startswith(start)
    assert multikey.parse(text) == jwk.parse(ec_jwk(curve))
    assert refusal(CODECS[curve] + point[:-1]) == "key.length"
    assert refusal(CODECS[curve] + point + b"\0") == "key.length"
    uncompressed = ec_private(curve).public_key().public_bytes(X962, PublicFormat.UncompressedPoint)
    assert refusal(CODECS[curve] + uncompressed) == "key.length"


def test_bls12_381_g2() -> None:
    text = "z" + b58(CODECS["BLS12-381-G2"] + BLS_G2)
    assert text.startswith("zUC7")
    key = multikey.parse(text)
    assert (key.kind, key.material, key.handle) == ("BLS12-381-G2", (BLS_G2,), None)


def test_rsa() -> None:
    der = rsa_private().public_key().public_bytes(Encoding.DER, PublicFormat.PKCS1)
    text = "z" + b58(RSA + der)
    assert text.startswith("z4MX")
    assert multikey.parse(text) == jwk.parse(rsa_jwk())


@pytest.mark.parametrize("cut", [0, 1, 2, 4, 8, 100, -1, -5])
def test_rsa_der_cut_short(cut: int) -> None:
    der = rsa_private().public_key().public_bytes(Encoding.DER, PublicFormat.PKCS1)
    assert refusal(RSA + der[:cut]) == "key.der"


def test_rsa_der_in_other_forms() -> None:
    der = rsa_private().public_key().public_bytes(Encoding.DER, PublicFormat.PKCS1)
    # 30 82 xx xx 02 82 01 01 00 <256 bytes> 02 03 01 00 01
    assert der[4:9] == bytes.fromhex("0282010100")
    n, e = der[9:265], der[265:]

    def sequence(body: bytes) -> bytes:
        return RSA + b"\x30\x82" + len(body).to_bytes(2, "big") + body

    modulus = b"\x02\x82\x01\x01\x00" + n
    assert multikey.from_bytes(sequence(modulus + e)).kind == "RSA"
    for body in (
        modulus + e + b"\0",  # something after the exponent
        b"\x02\x82\x01\x02\x00\x00" + n + e,  # one zero byte too many
        b"\x02\x82\x01\x00" + n + e,  # a negative number
        b"\x02\x83\x00\x01\x01\x00" + n + e,  # a length in a longer form
        b"\x02\x82\x00\xff\x00" + n[:254] + e,  # two bytes of length where one says it
        b"\x02\x81\x7f" + b"\x01" * 127 + e,  # one more byte of length than needed
        modulus + b"\x02\x81\x03\x01\x00\x01",
        modulus + b"\x02\x00",
        modulus + b"\x04\x03\x01\x00\x01",
        modulus,
        b"",
    ):
        assert refusal(sequence(body)) == "key.der", body[:8]
    assert refusal(sequence(modulus + e) + b"\0") == "key.der"
    assert refusal(RSA + b"\x30\x80" + modulus + e + b"\0\0") == "key.der"
    assert refusal(sequence(modulus + b"\x02\x01\x03")) == "key.rsa_exponent"


@pytest.mark.parametrize(
    ("header", "length", "der"),
    [
        ("307f", 0x7F, True),
        ("3080", 0x80, False),
        ("30817f", 0x7F, False),
        ("308180", 0x80, True),
        ("3081ff", 0xFF, True),
        ("308200ff", 0xFF, False),
        ("30820100", 0x100, True),
        ("3083000100", 0x100, False),
        ("300102", 0, False),
    ],
)
def test_a_length_in_der_has_one_form(header: str, length: int, der: bool) -> None:
    exponent = bytes.fromhex("0203010001")
    rest = length - len(exponent)
    # The modulus fills what is left, with a length in the form that DER has for it.
    size = rest - 2 if rest - 2 < 0x80 else rest - 3
    modulus = (
        b"\x02" + (bytes([size]) if size < 0x80 else bytes([0x81, size])) + b"\x41" * size if length else b""
    )
    assert len(modulus) + len(exponent) == length or not length
    code = refusal(RSA + bytes.fromhex(header) + modulus + (exponent if length else b""))
    # Keys of this length are too short, which is found once they can be read.
    assert code == ("key.rsa_too_small" if der else "key.der")


@pytest.mark.parametrize(
    ("exponent", "code"),
    [
        ("02020080", "key.rsa_exponent"),
        ("020200ff", "key.rsa_exponent"),
        ("02017f", "key.rsa_exponent"),
        ("02020180", "key.rsa_exponent"),
        ("0203018001", ""),
        ("020180", "key.der"),
        ("0201ff", "key.der"),
        ("0202007f", "key.der"),
        ("0203000080", "key.der"),
        ("0200", "key.der"),
        ("020100", "key.der"),
    ],
)
def test_a_number_in_der_has_one_form(exponent: str, code: str) -> None:
    der = rsa_private().public_key().public_bytes(Encoding.DER, PublicFormat.PKCS1)
    body = der[4:265] + bytes.fromhex(exponent)
    data = RSA + b"\x30\x82" + len(body).to_bytes(2, "big") + body
    if code:
        assert refusal(data) == code
    else:
        assert multikey.from_bytes(data).kind == "RSA"


def test_jwk_jcs() -> None:
    text = json.dumps(ec_jwk("P-256"), sort_keys=True, separators=(",", ":")).encode()
    assert multikey.from_bytes(JWK_JCS + text) == jwk.parse(ec_jwk("P-256"))
    assert refusal(JWK_JCS + text.replace(b",", b", ")) == "key.non_canonical"
    unsorted = json.dumps(dict(reversed(ec_jwk("P-256").items())), separators=(",", ":")).encode()
    assert refusal(JWK_JCS + unsorted) == "key.non_canonical"
    assert refusal(JWK_JCS + json.dumps(ed_jwk(1, d="AQAB")).encode()) == "key.private_material"
    assert refusal(JWK_JCS + b"[]") == "key.jwk"
    assert refusal(JWK_JCS) == "json.syntax"


def test_key_agreement_is_malformed_not_unsupported() -> None:
    """z6LS… keys are for encryption; a signature by one cannot exist."""
    with pytest.raises(Malformed) as caught:
        multikey.from_bytes(b"\xec\x01" + bytes(32))
    assert caught.value.code == "key.not_for_signatures"


@pytest.mark.parametrize("codec", [b"\xea\x01", b"\x83\x24", b"\x12\x20", b"", b"\xed", b"\xed\x81\x00"])
def test_unsupported(codec: bytes) -> None:
    """The last one is the codec of Ed25519 in a longer spelling of the same number."""
    with pytest.raises(Unsupported) as caught:
        multikey.from_bytes(codec + bytes(32) if len(codec) > 1 else codec)
    assert caught.value.code == "key.unsupported_type"


def test_a_codec_that_nobody_here_knows_is_named_by_its_first_bytes() -> None:
    with pytest.raises(Unsupported) as caught:
        multikey.from_bytes(bytes.fromhex("0102030405"))
    assert caught.value.params["kind"] == "multicodec 01020304"


def test_the_longest_key() -> None:
    for size, code in ((1500, "key.unsupported_type"), (1501, "key.multibase")):
        with pytest.raises(Problem) as caught:
            multikey.parse("z".ljust(size, "2"))
        assert caught.value.code == code


def test_only_base58() -> None:
    from tests.support.keymaking import b64u, ed_private

    raw = CODECS["Ed25519"] + ed_private(1).public_key().public_bytes_raw()
    assert refusal("u" + b64u(raw)) == "key.multibase"
    assert refusal(ed_multikey(1)[1:]) == "key.multibase"
    assert refusal("z" + "z" * 2000) == "key.multibase"


@settings(deadline=None)
@given(st.sampled_from([*CODECS.values(), RSA, JWK_JCS, b""]), st.binary(max_size=300))
def test_nothing_but_problems(codec: bytes, data: bytes) -> None:
    with contextlib.suppress(Problem):
        multikey.from_bytes(codec + data)
