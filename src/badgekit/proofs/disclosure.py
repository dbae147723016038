"""Selective disclosure: what a holder was free to leave out of what the issuer signed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from badgekit.jsonpath import ancestors

__all__ = ["Disclosure", "claims_derived"]

# How derived proofs begin: d9 5d 01 (vc-di-ecdsa 3.5.7), d9 5d 03 and for its optional features 05, 07 and 09
# (vc-di-bbs 3.3.6), in base64url.
_DERIVED = {"ecdsa-sd-2023": ("u2V0B",), "bbs-2023": ("u2V0D", "u2V0F", "u2V0H", "u2V0J")}


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What is known of the parts that a holder may show or not.

    A member that the issuer made mandatory is always there when the credential has it. Of any other, nobody
    can tell whether it was never said or is not shown.

    Attributes:
        mechanism: ``ecdsa-sd-2023``, ``bbs-2023`` or ``SD-JWT``.
        optional: JSONPaths of the members that are shown and need not have been; what is below one of them
            is optional as well, whether it is among them or not.
        hidden: how many parts may be left out, as far as they are known: of an SD-JWT, its digests that
            nothing shown belongs to, some of which may stand for nothing (decoys); None where that cannot be
            told.
        hidden_in: JSONPaths of the objects and lists that those parts belong into; None where that cannot
            be told.
        rooted: whether what is shown is known to be the whole with parts left out, and not one of the parts
            without the whole.
    """

    mechanism: str
    optional: tuple[str, ...] = ()
    hidden: int | None = None
    hidden_in: tuple[str, ...] | None = None
    rooted: bool = True
    # The same, to look paths up: a badge may have thousands of parts to be asked about.
    _shown: frozenset[str] = field(init=False, repr=False, compare=False)
    _around: frozenset[str] = field(init=False, repr=False, compare=False)
    _lacking: frozenset[str] | None = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_shown", frozenset(self.optional))
        object.__setattr__(self, "_around", frozenset(self._outside()))
        lacking = None if self.hidden_in is None else frozenset(self.hidden_in)
        object.__setattr__(self, "_lacking", lacking)

    def _outside(self) -> Iterator[str]:
        """Yield what is around the members that are shown, as far as it had to be shown."""
        for shown in self.optional:
            for path in ancestors(shown):
                if path in self._shown:
                    break  # what is below is optional anyhow, and long chains of it would be looked at again
                yield path

    def inside(self, place: str) -> Disclosure:
        """Return the same with paths as they are from `place` on, where the credential lies in a token.

        What is beside it stays as it is: claims of the token may stand in for members of the credential.
        """

        def moved(path: str) -> str:
            within = path == place or path.startswith((f"{place}.", f"{place}["))
            return "$" + path[len(place) :] if within else path

        return replace(
            self,
            optional=tuple(map(moved, self.optional)),
            hidden_in=None if self.hidden_in is None else tuple(map(moved, self.hidden_in)),
        )

    @property
    def is_complete(self) -> bool:
        """Whether nothing was left out."""
        return self.hidden == 0

    def may_lack(self, path: str) -> bool:
        """Tell whether something may have been left out of the object or list at `path` itself."""
        return self._lacking is None or path in self._lacking

    def lacks_within(self, path: str) -> bool:
        """Tell whether it is known that something was left out at `path` or anywhere in it."""
        below = (f"{path}.", f"{path}[")
        return any(place == path or place.startswith(below) for place in self.hidden_in or ())

    def could_hide(self, path: str) -> bool:
        """Tell whether the holder was free to leave out the member at `path`, which is shown."""
        return path in self._shown or not self._shown.isdisjoint(ancestors(path))

    def could_hide_part_of(self, path: str) -> bool:
        """Tell whether the holder was free to leave out the member at `path`, or something in it."""
        return self.could_hide(path) or path in self._around


def claims_derived(proofs: Iterable[Any]) -> bool:
    """Tell whether there are proofs and each is, by its own word, one that was derived from an issuer's.

    It is only that: whoever counts on it must see one of them verify.
    """
    every = list(proofs)
    return bool(every) and all(isinstance(proof, Mapping) and _claims_derived(proof) for proof in every)


def _claims_derived(proof: Mapping[str, Any]) -> bool:
    suite, value = proof.get("cryptosuite"), proof.get("proofValue")
    headers = _DERIVED.get(suite) if isinstance(suite, str) else None
    return headers is not None and isinstance(value, str) and value.startswith(headers)
