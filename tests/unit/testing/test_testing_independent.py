"""What the simulator signs, checked without badgekit: PyLD canonicalises, OpenSSL verifies."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from tests.support.bundled_contexts import DEFAULTS
from tests.support.jsonld_oracle import Pyld

from badgekit.testing import IssuerSimulator

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


@pytest.fixture(scope="module")
def pyld() -> Pyld:
    return Pyld({url: revision.load() for url, revision in DEFAULTS.items()})


def signed_bytes(pyld: Pyld, badge: dict[str, Any]) -> bytes:
    document = {name: value for name, value in badge.items() if name != "proof"}
    options = {name: value for name, value in badge["proof"].items() if name != "proofValue"}
    options["@context"] = badge["@context"]
    forms = ("".join(pyld.urdna2015(part)).encode() for part in (options, document))
    return b"".join(hashlib.sha256(form).digest() for form in forms)


def proof_value(badge: dict[str, Any], size: int) -> bytes:
    number = 0
    for digit in badge["proof"]["proofValue"][1:]:
        number = number * 58 + ALPHABET.index(digit)
    return number.to_bytes(size, "big")


@pytest.mark.parametrize("vcdm", ["2.0", "1.1"])
@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "Ed25519Signature2020", "ecdsa-rdfc-2019"])
def test_an_embedded_proof_is_good_by_other_peoples_code(pyld: Pyld, suite: str, vcdm: Any) -> None:
    sim = IssuerSimulator("uni.example")
    badge = sim.sign(sim.issue(results=[{"value": "A"}], subject={"creditsEarned": 3.5}, vcdm=vcdm), suite)
    assert isinstance(badge, dict)
    message, signature = signed_bytes(pyld, badge), proof_value(badge, 64)
    if suite == "ecdsa-rdfc-2019":
        handle = sim.key("P-256").signing.handle
        assert isinstance(handle, ec.EllipticCurvePrivateKey)
        halves = (int.from_bytes(half, "big") for half in (signature[:32], signature[32:]))
        handle.public_key().verify(encode_dss_signature(*halves), message, ec.ECDSA(SHA256()))
    else:
        private = sim.key().signing.handle
        assert isinstance(private, Ed25519PrivateKey)
        private.public_key().verify(signature, message)
