"""Enveloping proofs: a credential inside something signed as bytes (VCDM 2.0 section 4.12).

A compact JWS, an SD-JWT and a COSE message differ in how they are written. What they come to is the same:
bytes that one key signed, and a credential with claims of the envelope itself around or between its members.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, Protocol

from badgekit.errors import Problem
from badgekit.keys.public import PublicKey
from badgekit.proofs.disclosure import Disclosure

if TYPE_CHECKING:
    from badgekit.proofs.key_binding import KeyBinding

__all__ = ["Envelope", "Form", "Token"]

Form = Literal["payload", "vc-claim", "vp-claim"]


class Token(Protocol):
    """Signed bytes, of whatever format; nothing of them is verified before `signed_by` says so."""

    @property
    def mechanism(self) -> str:
        """What secures it, for people: ``JWS ES256``, ``COSE ES256``."""
        ...

    @property
    def alg(self) -> str:
        """The algorithm, under its JOSE name."""
        ...

    @property
    def kid(self) -> str | None:
        """The name of the key, as the header gives it."""
        ...

    @property
    def jwk(self) -> Mapping[str, Any] | None:
        """The key that the header holds."""
        ...

    @property
    def typ(self) -> str | None:
        """The media type of the whole, lower case, without ``application/``; None when absent."""
        ...

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What was tolerated in the header."""
        ...

    def signed_by(self, key: PublicKey) -> bool:
        """Return whether `key` made the signature.

        Raises:
            Malformed: the algorithm is not for this key.
        """
        ...


@dataclass(frozen=True, slots=True)
class Envelope:
    """What an enveloping proof carries; nothing of it is verified yet.

    Attributes:
        token: the signed bytes.
        form: where the credential lies.
        credential: the credential or presentation: without the registered claims (``payload``), or with
            the members that they stand for filled in (``vc-claim``, ``vp-claim``).
        claims: the registered claims as written.
        issuer: the identifier of the issuer, or of the holder of a presentation, by the document; by
            ``iss`` when the document names none; None when neither does. Both must agree, see `problems`.
        not_before, expires, issued_at: ``nbf``, ``exp`` and ``iat`` as moments in UTC.
        problems: contradictions between claims and credential.
        notes: what the standards ask for and is not there, or what may surprise.
        disclosure: what a holder was free to leave out; None where all or nothing is shown.
        binding: the holder's proof of a key, behind an SD-JWT; None where there is none.
    """

    token: Token
    form: Form
    credential: dict[str, Any]
    claims: Mapping[str, Any]
    issuer: str | None
    not_before: datetime | None
    expires: datetime | None
    issued_at: datetime | None
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]
    disclosure: Disclosure | None = None
    binding: KeyBinding | None = None
