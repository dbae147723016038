"""Selective disclosure: what a holder was free to leave out of what the issuer signed."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Disclosure"]


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What is known of the parts that a holder may show or not.

    A member that the issuer made mandatory is always there when the credential has it. Of any other, nobody
    can tell whether it was never said or is not shown.

    Attributes:
        mechanism: ``ecdsa-sd-2023``, ``bbs-2023`` or ``SD-JWT``.
        optional: JSONPaths of the members that are shown and need not have been, outermost first; what is
            below one of them is optional as well.
        hidden: how many parts are known to be left out; None where that cannot be told.
    """

    mechanism: str
    optional: tuple[str, ...] = ()
    hidden: int | None = None
