"""One issuer's identifier, its keys, and the documents in which it publishes them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Literal

from badgekit.keys.did_web import document_url
from badgekit.keys.public import KeyKind
from badgekit.testing.encoding import base58
from badgekit.testing.keyring import KeyRing, PublishedKey
from badgekit.testing.keys import SigningKey

__all__ = ["DEFAULT_NOW", "KeyFormat", "Method", "Publication", "instant"]

Method = Literal["did:web", "https", "did:key", "did:jwk"]
KeyFormat = Literal[
    "Multikey", "JsonWebKey", "JsonWebKey2020", "Ed25519VerificationKey2020", "VerificationKey2018"
]
"""How keys are written; ``VerificationKey2018`` is each kind's own type of before Multikey."""

_DID_CONTEXTS = ("https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1")
_PROFILE_CONTEXTS = ("https://www.w3.org/ns/cid/v1",)
_FORMATS: Mapping[str, frozenset[str]] = {
    "Multikey": frozenset({"Ed25519", "P-256", "P-384", "secp256k1"}),
    "Ed25519VerificationKey2020": frozenset({"Ed25519"}),
}
"""Format → the kinds of key that are written as ``publicKeyMultibase`` in it; others as ``publicKeyJwk``."""


DEFAULT_NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
"""The moment at which simulated issuers live unless they are told another."""


def instant(moment: datetime) -> str:
    """Return `moment` as an xsd:dateTimeStamp in UTC."""
    return moment.isoformat().replace("+00:00", "Z")


class Publication:
    """What one issuer publishes; the arguments are those of `IssuerSimulator`."""

    def __init__(
        self,
        method: Method,
        host: str,
        path: str,
        *,
        seed: int,
        kind: KeyKind,
        name: str,
        key_format: KeyFormat,
        keys_in: frozenset[str],
    ) -> None:
        path = path or ("issuer" if method == "https" else "")
        self.host = host
        self.ring = KeyRing(f"{seed}/{method}/{host}/{path}/".encode())
        self.only_kind = kind if method in ("did:key", "did:jwk") else None
        self._method = method
        self.folder = f"{path}/" if path else ""
        self._name = name
        self._format = key_format
        self._keys_in = keys_in
        self.id = _identifier(method, host, path, self.ring.current(kind))

    def key(self, kind: KeyKind) -> PublishedKey:
        """Return the key of `kind` that signs now; `ValueError` where there can be none of that kind."""
        if self.only_kind is not None and kind != self.only_kind:
            raise ValueError(
                f"this {self._method} is a key of the kind {self.only_kind}; it has no {kind} key"
            )
        return self.ring.current(kind)

    def method_id(self, kind: KeyKind) -> str:
        """Return the id of the verification method of the current key of `kind`."""
        if self._method == "did:key":
            return f"{self.id}#{self.id.removeprefix('did:key:')}"
        return f"{self.id}#0" if self._method == "did:jwk" else f"{self.id}#{self.key(kind).name}"

    def must_publish(self) -> None:
        """Raise `ValueError` for an issuer whose identifier is its key: there is nothing to publish."""
        if self.only_kind is not None:
            raise ValueError(
                f"a {self._method} is its key; there is no document that could say anything else"
            )

    @property
    def document_url(self) -> str:
        """Where the issuer's document lies; "" for a did:key or did:jwk."""
        if self.only_kind is not None:
            return ""
        return document_url(self.id) if self._method == "did:web" else self.id

    def key_url(self, key: PublishedKey) -> str:
        """Return where `key` lies as a JWK of its own."""
        return f"https://{self.host}/{self.folder}keys/{key.name}.json"

    def published(self) -> dict[str, Any]:
        """Return URL → JSON document, as served now, without the key set of the host."""
        if self.only_kind is not None:
            return {}
        keys = self._listed()
        singles = {self.key_url(key): {**key.signing.jwk(), "kid": key.name} for key in keys}
        return {self.document_url: self._document(keys if "document" in self._keys_in else ()), **singles}

    def published_keys(self) -> list[dict[str, str]]:
        """Return the entries for the JWK Set of the host, each with its issuer (OB 3.0 guide)."""
        if self.only_kind is not None or "jwks" not in self._keys_in:
            return []
        # A set cannot say that a key is revoked or for what it is: such keys are not in it.
        good = [key for key in self._listed() if key.revoked is None and "assertionMethod" in key.purposes]
        return [{**key.signing.jwk(), "kid": key.name, "use": "sig", "iss": self.id} for key in good]

    def _listed(self) -> tuple[PublishedKey, ...]:
        return tuple(key for key in self.ring.keys if key.listed)

    def _document(self, keys: tuple[PublishedKey, ...]) -> dict[str, Any]:
        """Return the DID document, or the profile as controlled identifier document (CID 1.0, 2.1)."""
        did = self._method == "did:web"
        document: dict[str, Any] = {
            "@context": list(_DID_CONTEXTS if did else _PROFILE_CONTEXTS),
            "id": self.id,
        }
        if not did:
            document |= {"type": ["Profile"], "name": self._name}
        if keys:
            document["verificationMethod"] = [self._method_of(key) for key in keys]
        for key in keys:
            for purpose in key.purposes:
                document.setdefault(purpose, []).append(f"{self.id}#{key.name}")
        return document

    def _method_of(self, key: PublishedKey) -> dict[str, Any]:
        method: dict[str, Any] = {"id": f"{self.id}#{key.name}"}
        kind, member, material = _written(self._format, key.signing)
        method |= {"type": kind, "controller": key.controller or self.id, member: material}
        dates = {"expires": key.expires, "revoked": key.revoked}
        return method | {name: instant(moment) for name, moment in dates.items() if moment is not None}


def _written(key_format: KeyFormat, key: SigningKey) -> tuple[str, str, object]:
    """Return the type of the method, the member that holds the key, and what is in it."""
    if key.kind in _FORMATS.get(key_format, ()):
        return key_format, "publicKeyMultibase", key.multibase()
    if key_format == "VerificationKey2018":
        if key.kind == "Ed25519":
            return "Ed25519VerificationKey2018", "publicKeyBase58", base58(key.raw())
        if key.kind == "P-256":
            return "EcdsaSecp256r1VerificationKey2019", "publicKeyBase58", base58(key.raw())
        if key.kind == "secp256k1":
            return "EcdsaSecp256k1VerificationKey2019", "publicKeyHex", key.raw().hex()
        if key.kind == "RSA":
            return "RsaVerificationKey2018", "publicKeyPem", key.pem()
    old = key_format in ("JsonWebKey2020", "VerificationKey2018")
    return "JsonWebKey2020" if old else "JsonWebKey", "publicKeyJwk", key.jwk()


def _identifier(method: Method, host: str, path: str, key: PublishedKey) -> str:
    if method == "did:key":
        return key.signing.did_key()
    if method == "did:jwk":
        return key.signing.did_jwk()
    if method == "https":
        return f"https://{host}/{path}"
    return f"did:web:{host}" + (f":{path.replace('/', ':')}" if path else "")
