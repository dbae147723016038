"""Documents → claims: typed, frozen, unverified, together with everything that is wrong or odd about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from badgekit.errors import Malformed, Problem, Unsupported
from badgekit.models.clr import ClrCredential
from badgekit.models.clr_shapes import CLR
from badgekit.models.credential import Assertion, VerifiableCredential
from badgekit.models.presentation import VerifiablePresentation
from badgekit.models.presentation_shapes import PRESENTATION
from badgekit.models.profile import Endorsement
from badgekit.models.reading import Issues, Known, Shape, T, read_object
from badgekit.models.shapes import ASSERTION, CREDENTIAL, ENDORSEMENT

__all__ = [
    "Claims",
    "Kind",
    "ReadResult",
    "read",
    "read_achievement_credential",
    "read_credential",
    "read_endorsement",
    "read_learner_record",
    "read_presentation",
]

Claims = Assertion | Endorsement | ClrCredential | VerifiableCredential | VerifiablePresentation
Kind = Literal[
    "ob3",
    "endorsement",
    "clr",
    "vc",
    "vp",
    "ob2-Assertion",
    "ob2-BadgeClass",
    "ob2-Issuer",
    "ob2-Endorsement",
    "ob2-RevocationList",
    "ob2-CryptographicKey",
]


@dataclass(frozen=True, slots=True)
class ReadResult:
    """What a document claims, and what is to be said about it.

    Attributes:
        claims: the claims; what could not be used is None or empty there.
        issues: rules that the document breaks; each is a `Malformed` (or, for a bound of ours, a
            `LimitExceeded`) with its code, JSONPath and parameters.
        notes: oddities that leave the document usable, and everything about embedded endorsements.
        in_part: it was read as one of which its holder may have left members out (selective disclosure).
    """

    claims: Claims
    issues: tuple[Problem, ...]
    notes: tuple[Problem, ...]
    in_part: bool = False


def read(
    document: Mapping[str, Any], kind: str, known: Known | None = None, *, in_part: bool = False
) -> ReadResult:
    """Read one document.

    Args:
        document: the parsed JSON object; it is not changed and parts of it are kept.
        kind: ``ob3`` (AchievementCredential, OpenBadgeCredential), ``endorsement``, ``clr`` (ClrCredential),
            ``vp`` (VerifiablePresentation), ``vc`` (any other), or, of Open Badges before 3.0, ``ob2-`` and
            the name of a class, such as ``ob2-Assertion``.
        known: parts that earlier documents had, which need not be read again.
        in_part: whether its holder may have left members out; what is missing is then a note and no issue.

    Raises:
        Malformed: ``structure.not_an_object``.
        LimitExceeded: ``structure.too_many_objects``.
        Unsupported: ``structure.unknown_kind``.
    """
    issues = Issues(known)
    issues.partial = in_part
    claims: Claims
    if kind == "ob3":
        claims = read_achievement_credential(document, issues)
    elif kind == "endorsement":
        claims = read_endorsement(document, issues)
    elif kind == "clr":
        claims = read_learner_record(document, issues)
    elif kind == "vc":
        claims = read_credential(document, issues)
    elif kind == "vp":
        claims = read_presentation(document, issues)
    elif kind.startswith("ob2-"):
        from badgekit.models.ob2.reading import read_older

        claims = read_older(document, kind.removeprefix("ob2-"), issues)
    else:
        raise Unsupported("structure.unknown_kind", kind=kind)
    return ReadResult(claims, tuple(issues.issues), tuple(issues.notes), in_part)


def read_achievement_credential(document: Mapping[str, Any], issues: Issues) -> Assertion:
    """Read an AchievementCredential, also named OpenBadgeCredential (OB 3.0), of either W3C data model."""
    return _read(document, issues, ASSERTION)


def read_endorsement(document: Mapping[str, Any], issues: Issues) -> Endorsement:
    """Read an EndorsementCredential (OB 3.0), of either W3C data model."""
    return _read(document, issues, ENDORSEMENT)


def read_learner_record(document: Mapping[str, Any], issues: Issues) -> ClrCredential:
    """Read a ClrCredential (CLR 2.0) with the credentials inside, of either W3C data model."""
    return _read(document, issues, CLR)


def read_credential(document: Mapping[str, Any], issues: Issues) -> VerifiableCredential:
    """Read a credential of any kind (VCDM 1.1 or 2.0); subjects and evidence are kept as they came."""
    return _read(document, issues, CREDENTIAL)


def read_presentation(document: Mapping[str, Any], issues: Issues) -> VerifiablePresentation:
    """Read a VerifiablePresentation with the credentials inside (VCDM 1.1 or 2.0)."""
    return _read(document, issues, PRESENTATION)


def _read(document: Mapping[str, Any], issues: Issues, shape: Shape[T]) -> T:
    claims = read_object(issues, document, "$", shape)
    if claims is None:
        raise Malformed("structure.not_an_object")
    return claims
