"""Tables of members for the small classes of Open Badges 2.0 (see `reading.read_object`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from badgekit.jsonpath import child
from badgekit.models import members as m
from badgekit.models.leaves import Table, one_of, same
from badgekit.models.ob2 import forms
from badgekit.models.ob2 import values as v
from badgekit.models.ob2.classes import (
    AlignmentObject,
    Criteria,
    CryptographicKey,
    EndorsementClaim,
    Evidence,
    IdentityObject,
    Image,
    Related,
    VerificationObject,
)
from badgekit.models.reading import Issues, MemberReader, Shape, T, read_object

__all__ = [
    "ALIGNED",
    "CLAIM",
    "CONTEXT",
    "ID",
    "ISSUER_POLICY",
    "KEY",
    "NAMED",
    "PROOF_OF_ASSERTION",
    "RELATED",
    "TYPE",
    "TYPED",
    "criteria",
    "evidence",
    "image",
    "read_key_or_link",
    "recipient",
    "related",
]

_TEXT = v.single(m.text)
ID: Table = {"id": ("id", v.single(v.iri))}
TYPE: Table = {"type": ("types", v.types)}
TYPED: Table = ID | TYPE
CONTEXT: Table = {"@context": ("context", v.context)}
NAMED = same(m.language_text, "name", "description")

_IMAGE = Shape(
    make=Image,
    members=TYPE
    | {"id": ("id", v.single(v.picture))}
    | same(_TEXT, "caption")
    | same(v.single(v.iri), "author"),
    required=("id",),
)
_EVIDENCE = Shape(make=Evidence, members=TYPED | NAMED | same(_TEXT, "narrative", "genre", "audience"))


def _check_criteria(issues: Issues, found: Criteria) -> None:
    # A blank node names nothing that could be read.
    if found.narrative is None and (found.id is None or found.id.startswith("_:")):
        issues.issue("structure.criteria_empty", found.path)


_CRITERIA = Shape(make=Criteria, members=TYPED | same(_TEXT, "narrative"), check=_check_criteria)
_ALIGNMENT = Shape(
    make=AlignmentObject,
    members=TYPED
    | same(m.language_text, "targetName", "targetDescription")
    | same(v.single(v.http_url), "targetUrl")
    | same(_TEXT, "targetFramework", "targetCode"),
    required=("targetName", "targetUrl"),
)
ALIGNED = same(m.many(_ALIGNMENT), "alignment")
RELATED = Shape(
    make=Related,
    members=TYPED | {"@language": ("language", v.single(v.language))} | same(v.single(v.version), "version"),
    required=("id",),
)
CLAIM = Shape(
    make=EndorsementClaim,
    members=TYPED | same(_TEXT, "endorsementComment"),
    required=("id",),
)
KEY = Shape(
    make=CryptographicKey,
    members=TYPED | CONTEXT | same(v.single(v.iri), "owner") | same(_TEXT, "publicKeyPem"),
    required=("publicKeyPem",),
    types=one_of("CryptographicKey"),
)


def read_key_or_link(issues: Issues, value: Any, path: str, name: str) -> CryptographicKey | str | None:
    """Read a key, or the link to one."""
    if isinstance(value, str):
        return v.iri(issues, value, path, name)
    return read_object(issues, value, child(path, name), KEY)


_VERIFICATION: Table = (
    TYPED
    | same(v.single(read_key_or_link), "creator")
    | same(v.single(v.http_url), "url")
    | same(v.single(v.property_name), "verificationProperty")
    | same(m.texts, "startsWith")
    | same(v.hosts, "allowedOrigins")
)
PROOF_OF_ASSERTION = Shape(
    make=VerificationObject,
    members=_VERIFICATION,
    required=("type",),
    types=one_of("HostedBadge", "SignedBadge"),
)


def _issuer_policy(issues: Issues, fields: dict[str, Any], value: Mapping[str, Any], path: str) -> None:
    # The table of the specification wants it, its examples and issuers leave it out; nothing hangs on it.
    if "VerificationObject" not in fields.get("types", ()):
        issues.note("structure.type_unusual", child(path, "type"), expected="VerificationObject")


ISSUER_POLICY = Shape(make=VerificationObject, members=_VERIFICATION, prepare=_issuer_policy)


def image(issues: Issues, value: Any, path: str, name: str) -> Image | None:
    """Read an Image, or the URL that stands for one."""
    return _object_or_link(issues, value, path, name, _IMAGE, v.picture)


def criteria(issues: Issues, value: Any, path: str, name: str) -> Criteria | None:
    """Read Criteria, or the IRI that stands for them."""
    return _object_or_link(issues, value, path, name, _CRITERIA)


def evidence(issues: Issues, value: Any, path: str, name: str) -> tuple[Evidence, ...]:
    """Read Evidence, one or several; an IRI stands for one."""
    return m.several(issues, value, path, name, _evidence)


def _evidence(issues: Issues, value: Any, path: str, name: str) -> Evidence | None:
    return _object_or_link(issues, value, path, name, _EVIDENCE)


def related(issues: Issues, value: Any, path: str, name: str) -> tuple[Related, ...]:
    """Read other editions, one or several; an IRI stands for one."""
    return m.several(issues, value, path, name, _related)


def _related(issues: Issues, value: Any, path: str, name: str) -> Related | None:
    return _object_or_link(issues, value, path, name, RELATED)


def _object_or_link(
    issues: Issues, value: Any, path: str, name: str, shape: Shape[T], link: MemberReader = v.iri
) -> T | None:
    """Read an object, or one of which no more than its id is given, as JSON-LD allows for every object."""
    if isinstance(value, str):
        found = link(issues, value, path, name)
        return None if found is None else shape.make(id=found, path=child(path, name))
    return read_object(issues, value, child(path, name), shape)


def recipient(algorithms: frozenset[str]) -> Shape[IdentityObject]:
    """Return the table of an IdentityObject whose hashes may be of `algorithms`."""

    def check(issues: Issues, found: IdentityObject) -> None:
        identity = found.identity
        if identity is None:
            return
        where = child(found.path, "identity")
        if identity.strip() == "":
            issues.issue("structure.identity_empty", where)
            return
        algorithm = forms.hash_algorithm(identity)
        if found.hashed or (found.hashed is None and algorithm is not None):
            if algorithm not in algorithms:
                issues.issue("structure.hash_unknown", where, known=", ".join(sorted(algorithms)))
        elif algorithm is None:
            if "email" in found.types and not forms.is_email(identity):
                issues.issue("structure.identity_not_an_email", where, value=identity)
        else:
            issues.issue("structure.hash_denied", where)

    def prepare(issues: Issues, fields: dict[str, Any], value: Mapping[str, Any], path: str) -> None:
        # The table of the specification wants it, its first example has none: the form of the identity tells.
        if "hashed" not in value:
            issues.note("structure.hashed_missing", child(path, "hashed"))

    return Shape(
        make=IdentityObject,
        members=TYPE | same(_TEXT, "identity", "salt") | same(v.single(m.boolean), "hashed"),
        required=("identity", "type"),
        prepare=prepare,
        check=check,
    )
