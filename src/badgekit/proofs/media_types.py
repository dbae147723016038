"""Media types of enveloping proofs: what a ``typ`` header or a ``data:`` URL says that the bytes are.

The media type decides the rules (VC-JOSE-COSE 1.0 sections 3 and 6, RFC 8725 section 3.11): how the bytes are
written, and whether a credential or a presentation lies inside. A general one, such as ``JWT``, is that of
VCDM 1.1 and of Open Badges 3.0 tokens, and leaves the second question to the content.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from badgekit.errors import Malformed, Unsupported

__all__ = ["Format", "MediaType", "check_claims", "check_header", "named", "normalised"]

Format = Literal["jwt", "sd-jwt", "cose"]


@dataclass(frozen=True, slots=True)
class MediaType:
    """One media type.

    Attributes:
        name: lower case, without ``application/``.
        format: how the bytes are written: compact JWS, SD-JWT or COSE_Sign1.
        presentation: whether a presentation lies inside; None where the type leaves that open.
    """

    name: str
    format: Format
    presentation: bool | None = None


# Names of the content, and the two earlier drafts of each.
_CONTENT = {"vc": False, "vp": True}
_SPELLINGS = ("{}", "{}-ld", "{}+ld", "{}+ld+json")
_FORMATS: tuple[Format, ...] = ("jwt", "sd-jwt", "cose")

_SPECIFIC: Mapping[str, MediaType] = {
    name: MediaType(name, form, presentation)
    for content, presentation in _CONTENT.items()
    for form in _FORMATS
    for spelling in _SPELLINGS
    for name in (f"{spelling.format(content)}+{form}",)
}
_GENERAL: Mapping[str, MediaType] = {"jwt": MediaType("jwt", "jwt"), "sd-jwt": MediaType("sd-jwt", "sd-jwt")}
# Tokens that call themselves plain JWT and have disclosures behind them are met, too.
_ALLOWED_GENERAL: Mapping[Format, frozenset[str]] = {
    "jwt": frozenset({"jwt"}),
    "sd-jwt": frozenset({"jwt", "sd-jwt"}),
    "cose": frozenset(),
}
_CONTENT_TYPES: Mapping[bool, frozenset[str]] = {
    presentation: frozenset(spelling.format(content) for spelling in _SPELLINGS)
    for content, presentation in _CONTENT.items()
}
# IETF SD-JWT VC: another kind of credential, with ``vct`` in place of @context and type.
_IETF = frozenset({"dc+sd-jwt"})


def normalised(text: str) -> str:
    """Return a media type as `MediaType.name` has it; case means nothing, nor does ``application/``."""
    return text.lower().removeprefix("application/")


def named(text: str) -> MediaType | None:
    """Return the media type that `text` names; None when no credential is packed so."""
    name = normalised(text)
    return _SPECIFIC.get(name) or _GENERAL.get(name)


def check_header(
    form: Format, typ: str | None, cty: str | None, *, path: str = "$.typ", content_path: str = "$.cty"
) -> MediaType | None:
    """Return what a header says the bytes are; None when it says nothing in particular.

    Args:
        form: how they are written.
        typ: the header of that name, `normalised`; None when absent.
        cty: as `typ`.
        path, content_path: JSONPaths of the two.

    Raises:
        Malformed: ``jwt.typ_not_allowed``: the token was made for another use, such as to log in;
            ``jwt.cty_not_allowed``: the two contradict each other.
        Unsupported: ``sdjwt.ietf_credential``.
    """
    found: MediaType | None = None
    if typ is not None:
        if typ in _IETF and form == "sd-jwt":
            raise Unsupported("sdjwt.ietf_credential", path, type=typ)
        found = _SPECIFIC.get(typ)
        if (found is None or found.format != form) and typ not in _ALLOWED_GENERAL[form]:
            raise Malformed("jwt.typ_not_allowed", path, typ=typ)
    if cty is None:
        return found
    if found is not None and cty not in _CONTENT_TYPES[found.presentation is True]:
        raise Malformed("jwt.cty_not_allowed", content_path, typ=typ, cty=cty)
    if found is None and form == "cose":
        # Without typ, the content type is the only one to say what lies inside.
        for presentation, names in _CONTENT_TYPES.items():
            if cty in names:
                return MediaType("cose", form, presentation)
        raise Malformed("jwt.cty_not_allowed", content_path, typ="COSE", cty=cty)
    return found


def check_claims(media_type: MediaType | None, payload: Mapping[str, Any]) -> None:
    """Raise for claims that the media type forbids.

    Raises:
        Malformed: ``jwt.claim_forbidden``: ``vc`` and ``vp`` hold the credential in tokens of VCDM 1.1; in
            those of VC-JOSE-COSE, which are the credential, they MUST NOT be present (section 3.1.3).
    """
    if media_type is None or media_type.presentation is None:
        return
    for name in ("vc", "vp"):
        if name in payload:
            raise Malformed("jwt.claim_forbidden", f"$.{name}", claim=name, typ=media_type.name)
