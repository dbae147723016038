"""Two small pictures of a badge, drawn by code: the same bytes on every machine."""

from __future__ import annotations

import struct
import zlib
from functools import lru_cache

__all__ = ["COLOURS", "badge_png", "badge_svg"]

Colour = tuple[int, int, int]

COLOURS: tuple[Colour, ...] = (
    (37, 99, 154),
    (46, 125, 80),
    (156, 66, 33),
    (110, 64, 150),
    (24, 118, 122),
    (160, 44, 90),
)
"""Colours of badges; an issuer has one of them."""

SIZE = 96
"""Width and height in pixels."""

_GOLD: Colour = (240, 190, 70)
_PALE: Colour = (252, 246, 232)
# All in half pixels, so that every pixel has four samples and no arithmetic needs fractions.
_CENTRE = (96, 76)
_RIBBONS = (
    ((52, 108), (34, 188), (58, 172), (72, 190), (92, 120)),
    ((140, 108), (158, 188), (134, 172), (120, 190), (100, 120)),
)
_STAR = (
    (96, 36), (106, 62), (134, 64), (112, 81), (120, 108), (96, 93), (72, 108), (80, 81), (58, 64), (86, 62),
)  # fmt: skip


@lru_cache(maxsize=8)
def badge_png(colour: Colour = COLOURS[0]) -> bytes:
    """Return a PNG picture of 96 x 96 pixels: a medal with a star and two ribbons."""
    rows = [_row(y, colour) for y in range(SIZE)]
    palette = sorted({pixel for row in rows for pixel in row})
    index = {pixel: number for number, pixel in enumerate(palette)}
    pixels = b"".join(b"\0" + bytes(index[pixel] for pixel in row) for row in rows)
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", SIZE, SIZE, 8, 3, 0, 0, 0)),
        (b"PLTE", b"".join(bytes(pixel[:3]) for pixel in palette)),
        (b"tRNS", bytes(pixel[3] for pixel in palette)),
        (b"IDAT", _deflate(pixels)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, body) for kind, body in chunks)


def badge_svg(colour: Colour = COLOURS[0]) -> bytes:
    """Return the same picture as SVG."""
    x, y = _CENTRE
    ribbons = "".join(_polygon(points, _shade(colour)) for points in _RIBBONS)
    circles = "".join(
        f'<circle cx="{x}" cy="{y}" r="{radius}" fill="{_hex(fill)}"/>'
        for radius, fill in ((70, _GOLD), (62, colour), (54, _PALE))
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{SIZE}" height="{SIZE}"'
        f' viewBox="0 0 {2 * SIZE} {2 * SIZE}">'
        f"{ribbons}{circles}{_polygon(_STAR, colour)}</svg>\n"
    ).encode()


def _row(y: int, colour: Colour) -> list[tuple[int, int, int, int]]:
    left = [_pixel(x, y, colour) for x in range(SIZE // 2)]
    return left + left[::-1]


def _pixel(x: int, y: int, colour: Colour) -> tuple[int, int, int, int]:
    samples = [_sample(2 * x + dx, 2 * y + dy, colour) for dx in (0, 1) for dy in (0, 1)]
    seen = [sample for sample in samples if sample is not None]
    if not seen:
        return 0, 0, 0, 0
    red, green, blue = (sum(sample[part] for sample in seen) // len(seen) for part in range(3))
    return red, green, blue, 255 * len(seen) // 4


def _sample(x: int, y: int, colour: Colour) -> Colour | None:
    distance = (x - _CENTRE[0]) ** 2 + (y - _CENTRE[1]) ** 2
    if distance <= 54**2:
        return colour if _inside(x, y, _STAR) else _PALE
    if distance <= 62**2:
        return colour
    if distance <= 70**2:
        return _GOLD
    return _shade(colour) if y > 104 and any(_inside(x, y, ribbon) for ribbon in _RIBBONS) else None


def _inside(x: int, y: int, polygon: tuple[tuple[int, int], ...]) -> bool:
    """Count the edges to the right of the point (even-odd rule), in whole numbers."""
    inside = False
    for (ax, ay), (bx, by) in zip(polygon, (*polygon[1:], polygon[0]), strict=True):
        if (ay > y) != (by > y):
            side = (x - ax) * (by - ay) - (y - ay) * (bx - ax)
            inside ^= (side < 0) == (by > ay)
    return inside


def _shade(colour: Colour) -> Colour:
    return colour[0] * 3 // 4, colour[1] * 3 // 4, colour[2] * 3 // 4


def _hex(colour: Colour) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)


def _polygon(points: tuple[tuple[int, int], ...], fill: Colour) -> str:
    return f'<polygon points="{" ".join(f"{x},{y}" for x, y in points)}" fill="{_hex(fill)}"/>'


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _deflate(data: bytes) -> bytes:
    """Return `data` as a zlib stream of stored blocks: compressors differ between builds, this does not."""
    blocks = [data[start : start + 0xFFFF] for start in range(0, len(data), 0xFFFF)]
    stored = b"".join(
        struct.pack("<BHH", block is blocks[-1], len(block), len(block) ^ 0xFFFF) + block for block in blocks
    )
    return b"\x78\x01" + stored + struct.pack(">I", zlib.adler32(data))
