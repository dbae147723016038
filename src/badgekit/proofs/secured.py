"""What one proof is about, and what its signature turns out to cover: how suites and their caller speak."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from badgekit import canonicaljson
from badgekit.errors import Problem
from badgekit.jsonld import Canonical, Engine, Work
from badgekit.keys.resolved import ResolvedKey
from badgekit.limits import Limits
from badgekit.proofs.cryptosuites import Cryptosuite
from badgekit.proofs.disclosure import Disclosure

__all__ = ["CanonicalForms", "Covered", "Secured", "Transformation"]


class CanonicalForms:
    """Canonical forms of one unsecured document, worked out once per hash and context revision.

    Attributes:
        engine: works out those of its statements.
        document: what was secured, without the proof that is looked at.
        work: the account of the verification.
    """

    __slots__ = ("_known", "_members", "document", "engine", "work")

    def __init__(self, engine: Engine, document: Mapping[str, Any], work: Work) -> None:
        self.engine = engine
        self.document = document
        self.work = work
        self._known: dict[tuple[str, tuple[tuple[str, str], ...]], Canonical | Problem] = {}
        self._members: Mapping[str, bytes] | None = None

    def members(self) -> Mapping[str, bytes]:
        """Return name → canonical JSON of the value (RFC 8785), for every member of the document.

        Raises:
            Problem: what `canonicaljson.dumps` raises.
        """
        if self._members is None:
            limits = self.engine.limits
            self._members = {
                name: canonicaljson.dumps(value, limits=limits) for name, value in self.document.items()
            }
        return self._members

    def get(self, hash_name: str, revisions: Mapping[str, str]) -> Canonical:
        """Return the form under `revisions`; raises what the engine raises, again if asked again."""
        key = (hash_name, tuple(sorted(revisions.items())))
        known = self._known.get(key)
        if known is None:
            try:
                known = self.engine.canonicalize(
                    self.document, revisions=revisions, hash_name=hash_name, work=self.work
                )
            except Problem as problem:
                known = problem
            self._known[key] = known
        if isinstance(known, Problem):
            raise known
        return known


@dataclass(frozen=True, slots=True)
class Secured:
    """One proof with everything that its suite needs to judge it.

    Attributes:
        path: JSONPath of the proof.
        proof: its members.
        suite: what it says it is.
        forms: the document that it secures, earlier proofs of a chain included.
        key: the signer's key, of a kind that the suite allows.
        limits: bounds.
    """

    path: str
    proof: Mapping[str, Any]
    suite: Cryptosuite
    forms: CanonicalForms
    key: ResolvedKey
    limits: Limits


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """What a good signature covers; the attributes are those of `ProofAssessment`."""

    coverage: tuple[Problem, ...] = ()
    shared: tuple[Problem, ...] = ()
    nested_contexts: tuple[str, ...] = ()
    revisions: Mapping[str, str] = field(default_factory=dict)
    disclosure: Disclosure | None = None


class Transformation(Protocol):
    """How one family of suites reads a signature and makes the bytes that it is about.

    Each is a module of this room with these two functions.
    """

    def read_value(self, path: str, proof: Mapping[str, Any], limits: Limits) -> Any:
        """Return the signature in `proof`, read strictly, before any work is done or anybody is asked.

        Raises:
            Problem: it is not what the suite writes.
        """
        ...

    def check(self, secured: Secured, value: Any) -> Covered:
        """Return what the signature `value` covers, if it is good.

        Raises:
            Problem: it is not, or that cannot be told.
        """
        ...
