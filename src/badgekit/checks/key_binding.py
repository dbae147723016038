"""Did the holder of an SD-JWT prove to have the key that the issuer named?"""

from __future__ import annotations

from datetime import timedelta

from badgekit.checks.base import (
    CREDENTIALS,
    Check,
    Context,
    Decision,
    check,
    failed,
    not_applicable,
    passed,
)
from badgekit.documents import Kind

__all__ = ["key_binding"]

# The clock of a telephone may be ahead of ours; RFC 9901 section 7.3 leaves the window to the verifier.
_AHEAD = timedelta(minutes=5)


@check(
    "proof.key_binding",
    needs=("proof.integrity",),
    spec="RFC 9901 section 7.3; RFC 7800 section 3",
    kinds=CREDENTIALS | {Kind.PRESENTATION},
)
def key_binding(context: Context) -> Decision:
    """Whoever presented the credential has the key to which its issuer bound it."""
    envelope = context.document.envelope
    if envelope is None or envelope.disclosure is None:
        return not_applicable("binding.not_asked")
    binding = envelope.binding
    if binding is None:
        expected = context.domain is not None or context.challenge is not None
        # The holder signs a presentation as a whole, with claims that say for whom.
        if expected and context.document.kind is not Kind.PRESENTATION:
            return failed("binding.missing")
        return not_applicable("binding.not_shown" if "cnf" in envelope.claims else "binding.not_asked")
    from badgekit.proofs import key_binding as key_bindings

    key_bindings.verify(binding, envelope.claims.get("cnf"), context.resolver)
    # How old it may be, only a challenge can say: files are handed on for years.
    if binding.issued_at - context.now > _AHEAD:
        return failed("binding.from_the_future", at=binding.issued_at)
    expires = binding.expires
    if expires is not None and expires < context.now:
        return failed("binding.expired", at=expires)
    return passed("binding.verified", alg=binding.header.alg)


CHECKS: tuple[Check, ...] = (key_binding,)
