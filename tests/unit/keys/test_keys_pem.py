"""Public keys in PEM."""

from __future__ import annotations

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from hypothesis import given
from hypothesis import strategies as st

from badgekit.errors import Problem
from badgekit.keys import pem

RSA = rsa.generate_private_key(65537, 2048)


def text(key: object, form: PublicFormat = PublicFormat.SubjectPublicKeyInfo) -> str:
    return key.public_bytes(Encoding.PEM, form).decode()  # type: ignore[attr-defined,no-any-return]


def test_every_kind_of_key_that_badges_are_checked_with() -> None:
    assert pem.parse(text(RSA.public_key())).kind == "RSA"
    assert pem.parse(text(RSA.public_key(), PublicFormat.PKCS1)) == pem.parse(text(RSA.public_key()))
    assert pem.parse("\r\n" + text(RSA.public_key()).replace("\n", "\r\n")).kind == "RSA"
    for curve, kind in (
        (ec.SECP256R1(), "P-256"),
        (ec.SECP384R1(), "P-384"),
        (ec.SECP521R1(), "P-521"),
        (ec.SECP256K1(), "secp256k1"),
    ):
        assert pem.parse(text(ec.generate_private_key(curve).public_key())).kind == kind
    assert pem.parse(text(ed25519.Ed25519PrivateKey.generate().public_key())).kind == "Ed25519"


def code(given: str) -> str:
    with pytest.raises(Problem) as caught:
        pem.parse(given)
    return caught.value.code


def test_what_is_refused() -> None:
    private = RSA.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    assert code(private) == "key.private_material"
    assert code(text(RSA.public_key()) * 2) == "key.pem"
    assert code(text(RSA.public_key()).replace("M", "!")) == "key.pem"
    assert code("x" * 20_000) == "key.pem"
    assert code("") == "key.pem"
    assert code(text(rsa.generate_private_key(65537, 1024).public_key())) == "key.rsa_too_small"
    assert code(text(ec.generate_private_key(ec.BrainpoolP256R1()).public_key())) == "key.unsupported_type"
    assert code(text(dsa.generate_private_key(2048).public_key())) == "key.unsupported_type"


def test_the_longest_text() -> None:
    good = text(RSA.public_key())
    assert pem.parse(good.ljust(16 * 1024)).kind == "RSA"
    assert code(good.ljust(16 * 1024 + 1)) == "key.pem"


def test_a_kind_of_key_that_nobody_here_knows_is_not_wrong() -> None:
    der = (
        ed25519.Ed25519PrivateKey.generate()
        .public_key()
        .public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    )
    other = base64.b64encode(der.replace(bytes.fromhex("2b6570"), bytes.fromhex("2b6573"))).decode()
    assert code(f"-----BEGIN PUBLIC KEY-----\n{other}\n-----END PUBLIC KEY-----\n") == "key.unsupported_type"


@given(st.text(max_size=100))
def test_no_text_breaks_it(inner: str) -> None:
    for given_text in (inner, f"-----BEGIN PUBLIC KEY-----\n{inner}\n-----END PUBLIC KEY-----"):
        with pytest.raises(Problem):
            pem.parse(given_text)
