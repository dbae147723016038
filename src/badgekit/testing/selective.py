"""Selective disclosure: base proofs as issuers make them, and derived proofs as holders show them.

The other side of `badgekit.proofs.ecdsa_sd`, and like all of this package kept apart from it.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from badgekit import strictcbor
from badgekit.jsonld import Engine
from badgekit.testing.encoding import base64url, from_base64url
from badgekit.testing.keys import SigningKey, derive
from badgekit.testing.selecting import Shown, Statements, select

__all__ = ["DECISIVE", "SUITES", "Base", "base_value", "components_of", "derived", "is_base", "written"]

DECISIVE = (
    "/issuer",
    "/validFrom",
    "/validUntil",
    "/credentialStatus",
    "/credentialSubject/result",
)
"""Pointers to what a careful issuer makes mandatory, where a credential has it."""

SUITES = ("ecdsa-sd-2023",)
_BASE, _DERIVED = b"\xd9\x5d\x00", b"\xd9\x5d\x01"


def base_value(
    document: Mapping[str, Any],
    proof: Mapping[str, Any],
    *,
    mandatory: Iterable[str] | None,
    key: SigningKey,
    engine: Engine,
) -> str:
    """Return the ``proofValue`` of a base proof with ecdsa-sd-2023 (vc-di-ecdsa 3.6.1 to 3.6.5).

    Args:
        document: what is signed, without proof.
        proof: the proof without its value.
        mandatory: JSON pointers of what a holder must show; `DECISIVE` when left out.
        key: the issuer's P-256 key.
        engine: makes the statements.

    Raises:
        ValueError: a pointer leads nowhere, or the document has lists or graphs.
    """
    pointers = list(mandatory) if mandatory is not None else _there(document)
    options = engine.canonicalize(proof, context=document["@context"])
    # Nothing is random in tests; to an issuer both are secrets, drawn anew for each proof.
    secret = hashlib.sha256(b"hmac/" + options.nquads).digest()
    statements = Statements(document, engine, lambda labels: _names(labels, secret))
    single = derive("P-256", b"single/" + "".join(statements.lines).encode())
    must = set(statements.of(pointers).lines) if pointers else set[str]()
    signed = [line for line in statements.lines if line in must]
    public = b"\x80\x24" + single.raw()
    hashes = [hashlib.sha256(text).digest() for text in (options.nquads, "".join(signed).encode())]
    message = hashes[0] + public + hashes[1]
    each = [single.sign("ES256", line.encode()) for line in statements.lines if line not in must]
    return written(_BASE, [key.sign("ES256", message), public, secret, each, pointers])


class Base:
    """A credential with a base proof, as its holder works with it.

    Args:
        signed: the credential as the issuer gave it out.
        engine: makes the statements.

    Attributes:
        document: the credential without proof.
        proof: the base proof.
        signature, public: of the issuer, and the key of the single statements.
        pointers: the mandatory pointers.
        statements: of the document.
        mandatory: the lines that must be shown.
        signature_of: every other line → its signature.

    Raises:
        ValueError: it has no base proof, or more than one.
    """

    def __init__(self, signed: Mapping[str, Any], engine: Engine) -> None:
        self.document = {name: value for name, value in signed.items() if name != "proof"}
        given = signed.get("proof", [])
        bases = [one for one in (given if isinstance(given, list) else [given]) if is_base(one)]
        if len(bases) != 1:
            raise ValueError("there is no base proof to derive from, or more than one")
        self.proof = bases[0]
        value = strictcbor.loads(from_base64url(self.proof["proofValue"][1:])[3:])
        self.signature, self.public, secret, each, self.pointers = value
        self.statements = Statements(self.document, engine, lambda labels: _names(labels, secret))
        self.mandatory = frozenset(self.statements.of(self.pointers).lines if self.pointers else ())
        optional = [line for line in self.statements.lines if line not in self.mandatory]
        self.signature_of = dict(zip(optional, each, strict=True))

    def proof_for(self, part: Shown) -> dict[str, Any]:
        """Return the derived proof for `part` (vc-di-ecdsa 3.5.7)."""
        components = [
            self.signature,
            self.public,
            [self.signature_of[line] for line in part.lines if line not in self.mandatory],
            {int(label[4:]): from_base64url(name[1:]) for label, name in part.labels.items()},
            [index for index, line in enumerate(part.lines) if line in self.mandatory],
        ]
        return {**self.proof, "proofValue": written(_DERIVED, components)}


def derived(signed: Mapping[str, Any], shown: Iterable[str], engine: Engine) -> dict[str, Any]:
    """Return what a holder shows of a credential with a base proof (vc-di-ecdsa 3.6.6).

    Args:
        signed: the credential as the issuer gave it out.
        shown: JSON pointers of what is shown beyond what is mandatory; ``""`` for everything.
        engine: makes the statements.

    Raises:
        ValueError: it has no base proof, or a pointer leads nowhere.
    """
    base = Base(signed, engine)
    pointers = [*base.pointers, *shown]
    return {**select(base.document, pointers), "proof": base.proof_for(base.statements.of(pointers))}


def components_of(proof: Mapping[str, Any]) -> tuple[bytes, list[Any]]:
    """Return the header and the components of a base or derived proof."""
    data = from_base64url(proof["proofValue"][1:])
    return data[:3], strictcbor.loads(data[3:])


def is_base(proof: Any) -> bool:
    """Tell whether `proof` is a base proof of this suite."""
    value = proof.get("proofValue") if isinstance(proof, Mapping) else None
    return isinstance(value, str) and value.startswith("u" + base64url(_BASE))


def _there(document: Mapping[str, Any]) -> list[str]:
    found = []
    for pointer in DECISIVE:
        try:
            select(document, [pointer])
        except ValueError:
            continue
        found.append(pointer)
    return found


def _names(labels: Sequence[str], secret: bytes) -> dict[str, str]:
    digests = {label: hmac.digest(secret, label.encode(), "sha256") for label in labels}
    return {label: "u" + base64url(digest) for label, digest in digests.items()}


def written(header: bytes, components: Sequence[Any]) -> str:
    """Return a ``proofValue``."""
    return "u" + base64url(header + strictcbor.dumps(list(components)))
