"""Envelopes around signed tokens: objects with a ``data:`` URL (VCDM 2.0 section 4.13)."""

from __future__ import annotations

import base64
from typing import Any

from badgekit.documents import VC_V2

__all__ = ["enveloped"]


def enveloped(signed: str | bytes, media_type: str = "") -> dict[str, Any]:
    """Return an EnvelopedVerifiableCredential, or an EnvelopedVerifiablePresentation, around `signed`.

    Args:
        signed: a compact JWS, an SD-JWT, or the bytes of a COSE message.
        media_type: such as ``application/vp+jwt``, which makes it an EnvelopedVerifiablePresentation; by
            default that of a credential, written as `signed` is.
    """
    if isinstance(signed, bytes):
        kind, data = "application/vc+cose", ";base64," + base64.b64encode(signed).decode("ascii")
    else:
        kind, data = "application/vc+sd-jwt" if "~" in signed else "application/vc+jwt", "," + signed
    kind = media_type or kind
    presentation = kind.lower().removeprefix("application/").startswith("vp")
    return {
        "@context": VC_V2,
        "id": f"data:{kind}{data}",
        "type": f"EnvelopedVerifiable{'Presentation' if presentation else 'Credential'}",
    }
