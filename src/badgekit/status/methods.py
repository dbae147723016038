"""The three generations of status lists that are credentials: their names, and how they are packed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

__all__ = ["METHODS", "Encoding", "Method"]

Encoding = Literal["multibase", "base64"]


@dataclass(frozen=True, slots=True)
class Method:
    """One way of keeping a status list.

    Attributes:
        entry: type of the entry in the credential.
        credential: type of the list credential.
        subject: type of its subject.
        index, url: members of the entry with the position in the list and the address of the list.
        encoding: ``multibase`` (``u`` and base64url) or ``base64`` (either alphabet, no prefix).
        zlib: a zlib stream is allowed beside GZIP.
        purpose: the one purpose there is; "" where entry and list name theirs.
        sized: an entry may have more than one bit.
        least: fewest entries a list must have; 0 where the specification has no such error.
        either: lists were kept before it was said that bits are counted from the left, some from the right.
    """

    entry: str
    credential: str
    subject: str
    index: str = "statusListIndex"
    url: str = "statusListCredential"
    encoding: Encoding = "base64"
    zlib: bool = False
    purpose: str = ""
    sized: bool = False
    least: int = 0
    either: bool = False


_METHODS = (
    # Bitstring Status List 1.0, sections 2.1, 2.2 and 3.2.
    Method(
        "BitstringStatusListEntry",
        "BitstringStatusListCredential",
        "BitstringStatusList",
        encoding="multibase",
        sized=True,
        least=131_072,
    ),
    # Status List 2021, sections 4 and 5. "Base64" of the specification is either alphabet in practice.
    # The side that bits are counted from came into it, and into programs for both, in 2023.
    Method("StatusList2021Entry", "StatusList2021Credential", "StatusList2021", either=True),
    # Revocation List 2020, sections 3 and 4; the first implementations wrote zlib instead of GZIP.
    Method(
        "RevocationList2020Status",
        "RevocationList2020Credential",
        "RevocationList2020",
        index="revocationListIndex",
        url="revocationListCredential",
        zlib=True,
        purpose="revocation",
        either=True,
    ),
)
METHODS: Mapping[str, Method] = {method.entry: method for method in _METHODS}
