"""Keys, documents and tokens for the tests of keys and tokens, made on the spot."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from badgekit.errors import Unavailable
from badgekit.keys import jwk as jwks
from badgekit.keys import public
from badgekit.keys.public import PublicKey
from badgekit.net.fetcher import Response

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"

CURVES: dict[str, tuple[ec.EllipticCurve, int, hashes.HashAlgorithm, str]] = {
    "P-256": (ec.SECP256R1(), 32, hashes.SHA256(), "ES256"),
    "P-384": (ec.SECP384R1(), 48, hashes.SHA384(), "ES384"),
    "P-521": (ec.SECP521R1(), 66, hashes.SHA512(), "ES512"),
    "secp256k1": (ec.SECP256K1(), 32, hashes.SHA256(), "ES256K"),
}
CODECS = {
    "Ed25519": b"\xed\x01",
    "P-256": b"\x80\x24",
    "P-384": b"\x81\x24",
    "P-521": b"\x82\x24",
    "secp256k1": b"\xe7\x01",
    "BLS12-381-G2": b"\xeb\x01",
}
# The base point of G2, compressed (draft-irtf-cfrg-pairing-friendly-curves 4.2.1): the key of the secret 1.
BLS_G2 = bytes.fromhex(
    "93e02b6052719f607dacd3a088274f65596bd0d09920b61ab5da61bbdc7f5049334cf11213945d57e5ac7d055d042b7e"
    "024aa2b2f08f0a91260805272dc51051c6e47ad4fa403b02b4510b647ae3d1770bac0326a805bbefd48056c8c121bdb8"
)


def b58(data: bytes) -> str:
    """Base58 the slow way, by long division."""
    number, digits = int.from_bytes(data, "big"), ""
    while number:
        number, rest = divmod(number, 58)
        digits = ALPHABET[rest] + digits
    return "1" * (len(data) - len(data.lstrip(b"\0"))) + digits


def b64u(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def ed_private(seed: int) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)


def ed_public(seed: int) -> PublicKey:
    return public.ed25519(ed_private(seed).public_key().public_bytes_raw())


def ed_multikey(seed: int) -> str:
    return "z" + b58(CODECS["Ed25519"] + ed_private(seed).public_key().public_bytes_raw())


def did_key(seed: int) -> str:
    return f"did:key:{ed_multikey(seed)}"


def ed_jwk(seed: int, **members: Any) -> dict[str, Any]:
    return {
        "kty": "OKP",
        "crv": "Ed25519",
        "x": b64u(ed_private(seed).public_key().public_bytes_raw()),
        **members,
    }


def did_jwk(seed: int) -> str:
    return "did:jwk:" + b64u(json.dumps(ed_jwk(seed)).encode())


def ec_private(curve: str, secret: int = 12345) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(secret, CURVES[curve][0])


def ec_jwk(curve: str, secret: int = 12345, **members: Any) -> dict[str, Any]:
    numbers, size = ec_private(curve, secret).public_key().public_numbers(), CURVES[curve][1]
    x, y = (b64u(value.to_bytes(size, "big")) for value in (numbers.x, numbers.y))
    return {"kty": "EC", "crv": curve, "x": x, "y": y, **members}


@cache
def rsa_private(bits: int = 2048) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, bits)


def rsa_jwk(**members: Any) -> dict[str, Any]:
    n = rsa_private().public_key().public_numbers().n
    return {"kty": "RSA", "n": b64u(n.to_bytes(256, "big")), "e": "AQAB", **members}


def key_for(alg: str) -> PublicKey:
    if alg in ("EdDSA", "Ed25519"):
        return ed_public(1)
    if alg.startswith("ES"):
        return jwks.parse(ec_jwk({entry[3]: name for name, entry in CURVES.items()}[alg]))
    return jwks.parse(rsa_jwk())


def sign(alg: str, message: bytes, seed: int = 1) -> bytes:
    """Return a raw JWS signature by the key that `key_for` gives."""
    if alg in ("EdDSA", "Ed25519"):
        return ed_private(seed).sign(message)
    if alg.startswith("ES"):
        name = {entry[3]: name for name, entry in CURVES.items()}[alg]
        _, size, digest, _ = CURVES[name]
        r, s = decode_dss_signature(ec_private(name).sign(message, ec.ECDSA(digest)))
        return r.to_bytes(size, "big") + s.to_bytes(size, "big")
    hashed = {"256": hashes.SHA256(), "384": hashes.SHA384(), "512": hashes.SHA512()}[alg[2:]]
    scheme: padding.AsymmetricPadding = padding.PKCS1v15()
    if alg.startswith("PS"):
        scheme = padding.PSS(padding.MGF1(hashed), hashed.digest_size)
    return rsa_private().sign(message, scheme, hashed)


def token(payload: Any, *, seed: int = 1, alg: str = "EdDSA", **header: Any) -> str:
    """Return a compact JWS; `payload` is bytes, or JSON to be written."""
    body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    text = f"{b64u(json.dumps({'alg': alg, **header}).encode())}.{b64u(body)}"
    return f"{text}.{b64u(sign(alg, text.encode(), seed))}"


def document(identifier: str, *seeds: int, **members: Any) -> dict[str, Any]:
    """Return a controller document with Multikeys ``#key-<seed>``, all for assertionMethod."""
    methods = [
        {
            "id": f"{identifier}#key-{seed}",
            "type": "Multikey",
            "controller": identifier,
            "publicKeyMultibase": ed_multikey(seed),
        }
        for seed in seeds
    ]
    return {
        "id": identifier,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
        **members,
    }


@dataclass
class Web:
    """A network of a few documents; everything else cannot be reached."""

    pages: dict[str, Any] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def __call__(self, url: str, accept: str) -> Response:
        self.asked.append(url)
        page = self.pages.get(url)
        if page is None:
            raise Unavailable("net.failed", url=url)
        if isinstance(page, Response):
            return page
        body = page if isinstance(page, bytes) else json.dumps(page).encode()
        return Response(url, url, 200, {}, body, ())


def status(url: str, code: int, body: bytes = b"", redirects: tuple[str, ...] = ()) -> Response:
    return Response(url, redirects[-1] if redirects else url, code, {}, body, redirects)


Json = Mapping[str, Any]
