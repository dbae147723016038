"""The table of members for presentations (see `reading.read_object`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from badgekit.jsonpath import child
from badgekit.models import leaves as leaf
from badgekit.models import members as m
from badgekit.models import rules, shapes
from badgekit.models.clr_shapes import credential_inside
from badgekit.models.credential import data_model
from badgekit.models.leaves import ID, NAMED, TYPE, one_of, same
from badgekit.models.presentation import Presented, VerifiablePresentation
from badgekit.models.proofs import proofs
from badgekit.models.reading import Issues, Shape

__all__ = ["PRESENTATION", "presented"]


def presented(value: Any, path: str = "$") -> Iterator[tuple[str, Any]]:
    """Yield place and value of each credential in the ``verifiableCredential`` member `value`.

    Lists in the list are taken apart: JSON-LD knows no sets in sets, and wallets write them.

    Args:
        value: one credential, or a list of them.
        path: of the object that has the member.
    """
    where = child(path, "verifiableCredential")
    if not isinstance(value, list):
        yield where, value
        return
    for index, item in enumerate(value):
        place = child(where, index)
        if isinstance(item, list):
            yield from ((child(place, number), inner) for number, inner in enumerate(item))
        else:
            yield place, item


def _credentials(issues: Issues, value: Any, path: str, name: str) -> tuple[Presented, ...]:
    if value == []:
        issues.issue("structure.empty", child(path, name), name=name)
    found: list[Presented] = []
    for place, item in presented(value, path):
        # Whether a token may stand here is for `_prepare` to say, which knows the data model.
        read = item if isinstance(item, str) else credential_inside(issues, item, place)
        if read is not None:
            found.append(read)
    return tuple(found)


def _prepare(issues: Issues, fields: dict[str, Any], value: Mapping[str, Any], path: str) -> None:
    # VCDM 1.1 section 6.3.1 puts compact JWS there; VCDM 2.0 section 4.13 wants objects, in an envelope each.
    if data_model(fields.get("context", ())) == "1.1":
        return
    for place, item in presented(value.get("verifiableCredential", ()), path):
        if isinstance(item, str):
            issues.wrong_type(place, "an object", item)
        elif isinstance(item, Mapping) and _is_enveloped(item):
            # The token is the id; an envelope without one holds nothing that anybody could judge.
            given = item.get("id")
            if not isinstance(given, str) or not given.lower().startswith("data:"):
                issues.issue("structure.no_data_url", child(place, "id"), value=given)


def _is_enveloped(item: Mapping[str, Any]) -> bool:
    given = item.get("type")
    names = given if isinstance(given, list) else [given]
    return any(name in ("EnvelopedVerifiableCredential", "EnvelopedVerifiablePresentation") for name in names)


PRESENTATION: Shape[VerifiablePresentation] = Shape(
    make=VerifiablePresentation,
    members={"@context": ("context", rules.read_context), "proof": ("proof", proofs)}
    | ID
    | TYPE
    | NAMED
    | same(shapes.any_issuer, "holder")
    | same(_credentials, "verifiableCredential")
    | same(m.many(leaf.REFRESH), "refreshService")
    | same(m.many(leaf.TERMS), "termsOfUse"),
    required=("@context", "type"),
    types=one_of("VerifiablePresentation"),
    prepare=_prepare,
)
