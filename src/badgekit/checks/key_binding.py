"""Did the holder of an SD-JWT prove to have the key that the issuer named?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

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
from badgekit.checks.validity import WALLET_AHEAD
from badgekit.documents import Kind
from badgekit.errors import Problem
from badgekit.keys.resolved import ResolvedKey

__all__ = ["key_binding"]


@check(
    "proof.key_binding",
    needs=("proof.integrity",),
    spec="RFC 9901 section 7.3; RFC 7800 section 3",
    kinds=CREDENTIALS | {Kind.PRESENTATION},
)
def key_binding(context: Context) -> Decision:
    """Whoever presented the credential has the key to which its issuer bound it."""
    envelope = context.document.envelope
    if envelope is None:
        return not_applicable("binding.not_asked")
    binding = envelope.binding
    if binding is None:
        expected = context.domain is not None or context.challenge is not None
        # The holder signs a presentation as a whole, with claims that say for whom.
        if expected and envelope.disclosure is not None and context.document.kind is not Kind.PRESENTATION:
            return failed("binding.missing")
        if "cnf" not in envelope.claims:
            return not_applicable("binding.not_asked")
        presenter = context.around.keys if context.around is not None else ()
        if _confirms(envelope.claims["cnf"], presenter):
            return passed("binding.by_presenter")
        return not_applicable("binding.not_shown")
    from badgekit.proofs import key_binding as key_bindings

    key_bindings.verify(binding, envelope.claims.get("cnf"), context.resolver)
    # RFC 9901 section 7.3 leaves the window to the verifier. How old it may be, only a challenge can say:
    # files are handed on for years.
    if binding.issued_at - context.now > WALLET_AHEAD:
        return failed("binding.from_the_future", at=binding.issued_at)
    expires = binding.expires
    if expires is not None and expires < context.now:
        return failed("binding.expired", at=expires)
    return passed("binding.verified", alg=binding.header.alg)


def _confirms(confirmation: Mapping[str, Any], keys: tuple[ResolvedKey, ...]) -> bool:
    """Tell whether the key that the issuer named is one of `keys`."""
    if "jwk" not in confirmation:
        return any(confirmation.get("kid") in (key.controller, key.method_id) for key in keys)
    from badgekit.keys import jwk

    try:
        return bool(keys) and jwk.parse(confirmation["jwk"]) in [key.key for key in keys]
    except Problem:
        return False


CHECKS: tuple[Check, ...] = (key_binding,)
