"""What may still be done for one verification: an account that what others can make long is charged to.

A bound for each document alone would let many proofs, many context revisions or many credentials in one file
add up.
"""

from __future__ import annotations

from badgekit.errors import LimitExceeded
from badgekit.limits import Limits

__all__ = ["Work"]

# A document is canonicalised once for each kind of hash and, when its signature does not fit, for each
# revision of its contexts.
_FORMS = 8
# Steps of JSON-LD compaction: a badge before 3.0 that needs it takes some hundreds for each of its documents.
_STEPS = 60_000
# Terms that may be defined for it; the context of Open Badges 2.0 has about a hundred.
_TERMS = 60_000
# Steps of general JSON-LD processing: objects and values, and terms of contexts worked out on the way.
# A badge that needs it takes some 3,000; each costs as much as two statements on the short way.
_GENERAL = 120_000
# Terms of active contexts that are worked out on the short way. The shipped contexts are, once and for all;
# what a badge brings of its own is worked out anew for each place that it is met in.
_CONTEXTS = 500_000
# Signatures about single statements as large as one may be: many proofs, or many credentials, add up.
_SIGNATURES = 5


class Work:
    """The account of one verification; not for several threads.

    Attributes:
        comparisons: what is left for telling equal blank nodes apart (`Limits.canonicalization_work`).
        statements: what is left of statements to canonicalise.
        steps: what is left of steps of compaction.
        terms: what is left of terms to define for compaction.
        general: what is left of steps of general JSON-LD processing.
        contexts: what is left of terms in active contexts.
        keywords: what is left for judging by schemas that somebody else wrote (`Limits.schema_work`).
        signed: what is left of statements that were signed one by one (`Limits.signed_statements`).
    """

    __slots__ = (
        "_limits",
        "comparisons",
        "contexts",
        "general",
        "keywords",
        "signed",
        "statements",
        "steps",
        "terms",
    )

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self.comparisons = limits.canonicalization_work
        self.statements = limits.quads * _FORMS
        self.steps = _STEPS
        self.terms = _TERMS
        self.general = _GENERAL
        self.contexts = _CONTEXTS
        self.keywords = limits.schema_work
        self.signed = limits.signed_statements * _SIGNATURES

    def compare(self, size: int) -> None:
        """Charge `size` units of comparison.

        Raises:
            LimitExceeded: ``rdfc.too_complex``.
        """
        self.comparisons -= size
        if self.comparisons < 0:
            limit = self._limits.canonicalization_work
            raise LimitExceeded("rdfc.too_complex", what="comparisons of equal objects", limit=limit)

    def canonicalize(self, statements: int) -> None:
        """Charge a canonicalisation of `statements` statements.

        Raises:
            LimitExceeded: ``rdfc.too_complex``.
        """
        self.statements -= statements
        if self.statements < 0:
            limit = self._limits.quads * _FORMS
            raise LimitExceeded("rdfc.too_complex", what="statements of all documents", limit=limit)

    def step(self) -> None:
        """Charge one step of compaction.

        Raises:
            LimitExceeded: ``jsonld.too_complex``.
        """
        self.steps -= 1
        if self.steps < 0:
            raise LimitExceeded("jsonld.too_complex", what="steps", limit=_STEPS)

    def define(self, amount: int) -> None:
        """Charge the definition of `amount` terms for compaction.

        Raises:
            LimitExceeded: ``jsonld.too_complex``.
        """
        self.terms -= amount
        if self.terms < 0:
            raise LimitExceeded("jsonld.too_complex", what="terms in contexts", limit=_TERMS)

    def process(self, amount: int) -> None:
        """Charge `amount` steps of general JSON-LD processing.

        Raises:
            LimitExceeded: ``jsonld.too_complex``.
        """
        self.general -= amount
        if self.general < 0:
            raise LimitExceeded("jsonld.too_complex", what="steps for all documents", limit=_GENERAL)

    def activate(self, amount: int) -> None:
        """Charge `amount` terms of active contexts.

        Raises:
            LimitExceeded: ``jsonld.too_complex``.
        """
        self.contexts -= amount
        if self.contexts < 0:
            raise LimitExceeded(
                "jsonld.too_complex", what="terms in the contexts of all documents", limit=_CONTEXTS
            )

    def judge(self, size: int) -> None:
        """Charge `size` units of judging by a schema.

        Raises:
            LimitExceeded: ``schema.too_much_work``.
        """
        self.keywords -= size
        if self.keywords < 0:
            raise LimitExceeded("schema.too_much_work", limit=self._limits.schema_work)

    def check_signed(self, statements: int) -> None:
        """Charge the check of signatures about `statements` single statements.

        Raises:
            LimitExceeded: ``proof.too_much_signed``.
        """
        self.signed -= statements
        if self.signed < 0:
            limit = self._limits.signed_statements * _SIGNATURES
            raise LimitExceeded("proof.too_much_signed", limit=limit)
