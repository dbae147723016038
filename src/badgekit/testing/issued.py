"""One badge before Open Badges 3.0, as it left its issuer, and the pictures it can be baked into."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from badgekit.containers import bake
from badgekit.testing.assertions import Generation
from badgekit.testing.encoding import text_of
from badgekit.testing.pictures import COLOURS, Colour, badge_png, badge_svg

__all__ = ["Inside", "Issued"]

Inside = Literal["document", "token", "url", "legacy url"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """An assertion, or an endorsement, of Open Badges 0.5 to 2.1.

    Attributes:
        generation: "0.5", "1.0", "1.1" or "2.0"; the badges of 2.1 are those of 2.0.
        document: the JSON document.
        url: where it is published; "" for a signed one.
        token: the compact JWS of a signed one; "" for a hosted one.
        badge_url, issuer_url: where its BadgeClass and its issuer are published; "" where they are embedded.
        key_url: where the key is published that it names; "" for a hosted one.
        colour: of the picture.
    """

    generation: Generation
    document: dict[str, Any]
    url: str = ""
    token: str = ""
    badge_url: str = ""
    issuer_url: str = ""
    key_url: str = ""
    colour: Colour = COLOURS[0]

    @property
    def given(self) -> str:
        """What its holder hands over: the token of a signed badge, the address of a hosted one."""
        return self.token or self.url

    def png(self, inside: Inside | None = None, image: bytes | None = None) -> bytes:
        """Return a PNG picture with the badge inside (Open Badges 2.0 Baking).

        Args:
            inside: what stands in the picture: ``document`` (the default for a hosted badge), ``token`` (for
                a signed one) or ``url`` in an ``iTXt`` chunk; ``legacy url`` is the address in a ``tEXt``
                chunk, as Open Badges 0.5 and 1.0 had it.
            image: the picture, a medal by default.

        Raises:
            ValueError: there is no such thing to bake, as the address of a signed badge.
        """
        picture = image if image is not None else badge_png(self.colour)
        chunk: bake.Chunk = "tEXt" if inside == "legacy url" else "iTXt"
        return bake.bake_png(picture, self._text(inside), version="2.0", chunk=chunk)

    def svg(self, inside: Inside | None = None, image: bytes | None = None) -> bytes:
        """Return an SVG picture with the badge inside, as `png`; a hosted one has its address there, too."""
        picture = image if image is not None else badge_svg(self.colour)
        text = self._text(inside)
        address = self.url if text.startswith("{") and self.url in self._names_itself() else ""
        return bake.bake_svg(picture, text, version="2.0", address=address)

    def _text(self, inside: Inside | None) -> str:
        chosen = inside or ("token" if self.token else "document")
        found = {"document": text_of(self.document), "token": self.token}.get(chosen, self.url)
        if not found:
            raise ValueError(f"this badge has no {chosen} to bake")
        return found

    def _names_itself(self) -> tuple[Any, ...]:
        verify = self.document.get("verify")
        return self.document.get("id"), verify.get("url") if isinstance(verify, dict) else None
