"""Tables of members for the documents of Open Badges before 3.0, one set for each generation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from badgekit.jsonpath import child
from badgekit.models import members as m
from badgekit.models.leaves import Table, one_of, same
from badgekit.models.ob2 import shapes as leaf
from badgekit.models.ob2 import values as v
from badgekit.models.ob2.classes import (
    Assertion,
    BadgeClass,
    Endorsement,
    Extension,
    Issuer,
    RevocationList,
    RevokedEntry,
)
from badgekit.models.ob2.generation import Generation, generation_of
from badgekit.models.ob2.normal import is_extension
from badgekit.models.reading import Issues, MemberReader, Shape, T, read_object
from badgekit.models.values import NOTHING, ReadOnly

__all__ = ["REVOCATION_LIST", "Tables", "tables"]

_TEXT = v.single(m.text)
# What a document of each generation cannot do without; `upgrade` has brought the names to those of 2.0.
_ASSERTION_NEEDS: Mapping[Generation, tuple[str, ...]] = {
    "0.5": ("recipient", "badge"),
    "1.0": ("recipient", "badge", "verification", "issuedOn"),
    "1.1": ("type", "recipient", "badge", "verification", "issuedOn"),
    "2.0": ("id", "type", "recipient", "badge", "verification", "issuedOn"),
}
_IDENTITY_NEEDS: Mapping[Generation, tuple[str, ...]] = {
    "0.5": (),
    "1.0": (),
    "1.1": ("type",),
    "2.0": ("id", "type"),
}
_BADGE_NEEDS = ("name", "description", "image", "criteria", "issuer")
_ISSUER_NEEDS = ("name", "url")
_ENDORSEMENT_NEEDS = ("id", "type", "claim", "issuer", "issuedOn", "verification")

_Prepare = Callable[[Issues, dict[str, Any], Mapping[str, Any], str], None]


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of one generation."""

    assertion: Shape[Assertion]
    badge_class: Shape[BadgeClass]
    issuer: Shape[Issuer]
    endorsement: Shape[Endorsement]


@cache
def tables(generation: Generation) -> Tables:
    """Return the tables for documents of `generation`."""
    new = generation == "2.0"
    date = v.single(v.date if new else v.legacy_date)
    algorithms = frozenset({"sha256", "md5"} if new else {"sha256", "md5", "sha1"})
    identity = _IDENTITY_NEEDS[generation]
    badge = _embedded(generation, lambda found: tables(found).badge_class)
    issuer = _embedded(generation, lambda found: tables(found).issuer)
    shared = _shared()
    assertion = Shape(
        make=Assertion,
        members=shared
        | same(v.single(m.one(leaf.recipient(algorithms))), "recipient")
        | same(v.single(v.link_or(badge)), "badge")
        | same(v.single(m.one(leaf.PROOF_OF_ASSERTION)), "verification")
        | same(date, "issuedOn", "expires")
        | same(v.single(leaf.image), "image")
        | same(leaf.evidence, "evidence")
        | same(_TEXT, "narrative", "revocationReason", "uid")
        | same(v.single(m.boolean), "revoked"),
        types=one_of("Assertion"),
        prepare=_all(_assertion_needs(generation), _common(generation), _dates),
    )
    badge_class = Shape(
        make=BadgeClass,
        members=shared
        | leaf.NAMED
        | leaf.ALIGNED
        | same(v.single(leaf.image), "image")
        | same(v.single(leaf.criteria), "criteria")
        | same(v.single(v.link_or(issuer)), "issuer")
        | same(m.texts, "tags"),
        types=one_of("BadgeClass"),
        prepare=_all(_needs((*identity, *_BADGE_NEEDS)), _common(generation)),
    )
    profile = Shape(
        make=Issuer,
        members=shared
        | leaf.NAMED
        | same(v.single(v.http_url), "url", "origin")
        | same(v.single(v.iri), "revocationList")
        | same(v.single(v.email), "email")
        | same(v.single(v.telephone), "telephone")
        | same(v.single(leaf.image), "image")
        | same(_keys, "publicKey")
        | same(v.single(m.one(leaf.ISSUER_POLICY)), "verification")
        | same(_TEXT, "org"),
        types=one_of("Issuer", "IssuerOrg", "Profile"),
        prepare=_all(_needs((*identity, *_ISSUER_NEEDS, *(("email",) if new else ()))), _common(generation)),
    )
    endorsement = Shape(
        make=Endorsement,
        members={name: member for name, member in shared.items() if name != "endorsement"}
        | same(v.single(m.one(leaf.CLAIM)), "claim")
        | same(v.single(v.link_or(issuer)), "issuer")
        | same(v.single(v.date), "issuedOn")
        | same(v.single(m.one(leaf.PROOF_OF_ASSERTION)), "verification")
        | same(v.single(m.boolean), "revoked")
        | same(_TEXT, "revocationReason"),
        types=one_of("Endorsement"),
        prepare=_all(_endorsement_needs, _common(None)),
    )
    return Tables(assertion, badge_class, profile, endorsement)


def _shared() -> Table:
    return (
        leaf.CONTEXT
        | leaf.TYPED
        | {"@language": ("language", v.single(v.language))}
        | same(leaf.related, "related")
        | same(v.single(v.version), "version")
        | same(_endorsements, "endorsement")
    )


def _embedded(generation: Generation, shape: Callable[[Generation], Shape[T]]) -> MemberReader:
    """Read an object that other documents link to; it is of its own generation where it has a context."""

    def read(issues: Issues, value: Any, path: str, name: str) -> T | None:
        where = child(path, name)
        if not issues.enter(where):
            return None
        own = generation_of(value) if isinstance(value, dict) and "@context" in value else None
        found = read_object(issues, value, where, shape(own or generation))
        issues.leave()
        return found

    return read


def _keys(issues: Issues, value: Any, path: str, name: str) -> tuple[Any, ...]:
    return m.several(issues, value, path, name, leaf.read_key_or_link)


def _endorsements(issues: Issues, value: Any, path: str, name: str) -> tuple[Endorsement | str, ...]:
    # Linked or embedded, they are judged for themselves: their faults are not those of what carries them.
    issues.enter_embedded()
    found = m.several(issues, value, path, name, _endorsement)
    issues.leave_embedded()
    return found


def _endorsement(issues: Issues, value: Any, path: str, name: str) -> Endorsement | str | None:
    where = child(path, name)
    if isinstance(value, str):
        return v.iri(issues, value, path, name)
    if not issues.enter(where):
        return None
    found = read_object(issues, value, where, tables("2.0").endorsement)
    issues.leave()
    return found


def _all(*steps: _Prepare) -> _Prepare:
    def prepare(issues: Issues, fields: dict[str, Any], value: Mapping[str, Any], path: str) -> None:
        for step in steps:
            step(issues, fields, value, path)

    return prepare


def _require(issues: Issues, value: Mapping[str, Any], path: str, names: tuple[str, ...]) -> None:
    for name in names:
        if name not in value:
            issues.missing(path, name)
        elif value[name] == "":
            issues.note("structure.blank", child(path, name), name=name)


def _needs(names: tuple[str, ...]) -> _Prepare:
    def prepare(issues: Issues, fields: dict[str, Any], value: Mapping[str, Any], path: str) -> None:
        _require(issues, value, path, names)

    return prepare


def _assertion_needs(generation: Generation) -> _Prepare:
    def prepare(issues: Issues, fields: dict[str, Any], value: Mapping[str, Any], path: str) -> None:
        if value.get("revoked") is True:
            # What is left of a revoked badge (OB 2.0 "Assertion", ``revoked``).
            if generation == "2.0":
                _require(issues, value, path, ("id",))
            return
        _require(issues, value, path, _ASSERTION_NEEDS[generation])
        if generation in ("1.0", "1.1") and "uid" not in value:
            issues.note("structure.missing", child(path, "uid"), name="uid")

    return prepare


def _endorsement_needs(issues: Issues, fields: dict[str, Any], value: Mapping[str, Any], path: str) -> None:
    revoked = value.get("revoked") is True
    _require(issues, value, path, ("id", "issuer") if revoked else _ENDORSEMENT_NEEDS)


def _common(generation: Generation | None) -> _Prepare:
    def prepare(issues: Issues, fields: dict[str, Any], value: Mapping[str, Any], path: str) -> None:
        if generation is not None:
            fields["generation"] = generation
        extra = fields.get("extra")
        if extra:
            fields["extensions"] = tuple(_extensions(extra, path))

    return prepare


def _extensions(extra: Mapping[str, Any], path: str) -> list[Extension]:
    found = []
    for name, item in extra.items():
        several = isinstance(item, list)
        for index, node in enumerate(item if several else [item]):
            if is_extension(node):
                where = child(child(path, name), index) if several else child(path, name)
                given = node.get("type", node.get("@type"))
                names = tuple(text for text in _listed(given) if isinstance(text, str))
                contexts = v.contexts_of(node.get("@context"))
                found.append(
                    Extension(name=name, types=names, context=contexts, value=ReadOnly(node), path=where)
                )
    return found


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _dates(issues: Issues, fields: dict[str, Any], value: Mapping[str, Any], path: str) -> None:
    start, end = fields.get("issued_on"), fields.get("expires")
    if start is not None and end is not None and end.at < start.at:
        issues.issue("structure.dates_reversed", child(path, "expires"), start=start.text, end=end.text)


def _revoked_assertions(issues: Issues, value: Any, path: str, name: str) -> tuple[RevokedEntry, ...]:
    # By hand: lists of tens of thousands of entries are sound, and each is a text or a small object.
    where = child(path, name)
    entries = (
        _revoked_entry(issues, item, child(where, index) if isinstance(value, list) else where)
        for index, item in enumerate(_listed(value))
    )
    return tuple([entry for entry in entries if entry is not None])


def _revoked_entry(issues: Issues, value: Any, path: str) -> RevokedEntry | None:
    if isinstance(value, str):
        return RevokedEntry(id=value, path=path)
    if not isinstance(value, dict):
        issues.wrong_type(path, "the id of an assertion, or an object", value)
        return None
    texts = {
        name: value[name] for name in ("id", "uid", "revocationReason") if isinstance(value.get(name), str)
    }
    extra = {name: item for name, item in value.items() if name not in texts}
    if "id" not in texts and "uid" not in texts:
        issues.issue("structure.revoked_entry_empty", path)
    return RevokedEntry(
        id=texts.get("id"),
        uid=texts.get("uid"),
        revocation_reason=texts.get("revocationReason"),
        extra=ReadOnly(extra) if extra else NOTHING,
        path=path,
    )


REVOCATION_LIST: Shape[RevocationList] = Shape(
    make=RevocationList,
    members=leaf.CONTEXT
    | leaf.TYPED
    | same(v.single(v.iri), "issuer")
    | same(_revoked_assertions, "revokedAssertions"),
    required=("type", "revokedAssertions"),
    types=one_of("RevocationList"),
)
