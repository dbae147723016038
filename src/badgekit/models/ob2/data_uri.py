"""Pictures inside documents: ``data:`` URLs (RFC 2397), and what a picture of a badge may be."""

from __future__ import annotations

from dataclasses import dataclass

from badgekit.errors import Problem
from badgekit.models.ob2.classes import Assertion, BadgeClass, Issuer

__all__ = ["DataUri", "image_problems", "parse_data_uri", "picture_type"]


@dataclass(frozen=True, slots=True)
class DataUri:
    """A ``data:`` URL: `media_type` in lower case without parameters, and the octets."""

    media_type: str
    content: bytes


def parse_data_uri(uri: str, path: str = "$") -> DataUri:
    """Parse a ``data:`` URL (RFC 2397); the scheme is read in any letter case.

    Raises:
        Malformed: ``image.data_uri``.
    """
    raise NotImplementedError


def picture_type(content: bytes) -> str | None:
    """Return ``image/png`` or ``image/svg+xml`` by the content alone; None for anything else."""
    raise NotImplementedError


def image_problems(claims: Assertion | BadgeClass | Issuer) -> tuple[Problem, ...]:
    """Return what is wrong with pictures that `claims` hold as ``data:`` URLs (OB 2.0 "Image")."""
    raise NotImplementedError
