"""Presentations: a simulated holder hands credentials over, as asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal, TypedDict, cast

from badgekit.documents import VC_V1, VC_V2
from badgekit.testing.envelopes import enveloped

__all__ = [
    "PresentationOptions",
    "presentation",
    "token_claims",
    "told",
]


class PresentationOptions(TypedDict, total=False):
    """What a presentation can be told.

    Attributes:
        id: identifier, none by default.
        vcdm: "2.0" (the default) or "1.1".
        holder: another holder than the one who signs; None for none.
        contexts: URLs after the standard one.
        extra: further members.
    """

    id: str
    vcdm: Literal["2.0", "1.1"]
    holder: str | Mapping[str, Any] | None
    contexts: Iterable[str]
    extra: Mapping[str, Any]


def presentation(
    holder: str, entries: Iterable[Mapping[str, Any] | str], options: PresentationOptions
) -> dict[str, Any]:
    """Return an unsigned presentation by `holder`; tokens are put into envelopes on VCDM 2.0."""
    second = options.get("vcdm", "2.0") == "2.0"
    inside = [
        enveloped(entry)
        if isinstance(entry, str) and second
        else entry
        if isinstance(entry, str)
        else dict(entry)
        for entry in entries
    ]
    made: dict[str, Any] = {
        "@context": [VC_V2 if second else VC_V1, *options.get("contexts", ())],
        "type": ["VerifiablePresentation"],
    }
    if "id" in options:
        made["id"] = options["id"]
    named = options.get("holder", holder)
    if named is not None:
        made["holder"] = named
    if inside:
        made["verifiableCredential"] = inside
    return {**made, **options.get("extra", {})}


def told(options: Mapping[str, Any]) -> tuple[PresentationOptions, dict[str, Any]]:
    """Return those of `options` that are about the presentation, and those about its signature."""
    own = PresentationOptions.__annotations__
    about = {name: value for name, value in options.items() if name in own}
    how = {name: value for name, value in options.items() if name not in own}
    return cast(PresentationOptions, about), how


def token_claims(
    presentation: Mapping[str, Any], holder: str, challenge: str | None, domain: str | None
) -> dict[str, Any]:
    """Return the claims set of a presentation: with ``vp`` on VCDM 1.1, the presentation itself on 2.0."""
    claims = {"iss": holder, "nonce": challenge, "aud": domain}
    registered = {name: value for name, value in claims.items() if value is not None}
    if presentation["@context"][0] == VC_V1:
        return {**registered, "vp": dict(presentation)}
    return {**presentation, **registered}
