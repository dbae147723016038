"""Who really issued it: the key belongs to the issuer, and the issuer is one the caller trusts."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from badgekit.checks.base import (
    CREDENTIALS,
    OLDER,
    Check,
    Context,
    Decision,
    check,
    failed,
    inconclusive,
    not_applicable,
    passed,
    warning,
)
from badgekit.findings import Finding
from badgekit.keys.resolver import ResolvedKey
from badgekit.report import IssuerIdentity

__all__ = ["bound", "identity_of", "not_evaluated", "signing_keys", "trusted"]

# Keys that are their own identifier prove that one signer signed, not who that is.
_LEVELS = {"did:key": "key-only", "did:jwk": "key-only", "document": "document-given"}
_BOUND = {"key-only": "issuer.bound_key_only", "document-given": "issuer.bound_by_document"}


@check(
    "issuer.bound",
    needs=("proof.integrity",),
    spec="CID 1.0 section 3.3; Data Integrity 1.0 section 2.6; OB 3.0 guide, key provenance",
    kinds=CREDENTIALS,
)
def bound(context: Context) -> Decision:
    """The key that signed belongs to the issuer that the credential names, by the issuer's own word."""
    issuer = context.claims.issuer
    issuer_id = issuer.id if issuer is not None else None
    if not issuer_id:
        return failed("issuer.missing", path="$.issuer")
    keys = signing_keys(context)
    if not keys:
        return inconclusive("proof.nothing_verified")
    # Exactly equal: a spelling that merely leads to the same place is another identifier.
    own = [key for key in keys if key.controller == issuer_id]
    others = [key.controller for key in keys if key.controller != issuer_id]
    if not own and not_evaluated(context, issuer_id):
        return inconclusive("proof.own_not_evaluated", path="$.proof", signer=issuer_id)
    if not own:
        return failed("key.not_bound_to_issuer", path="$.issuer", issuer=issuer_id, controller=others[0])
    key = own[0]
    context.issuer = identity_of(issuer_id, key, context)
    findings = _claimed_elsewhere(context, context.issuer.domain)
    if others:
        # Anybody can add a signature; beside the issuer's own it takes nothing away and adds nothing.
        return warning("issuer.also_signed_by", *findings, path="$.proof", other=others[0], issuer=issuer_id)
    return passed(
        _BOUND.get(_LEVELS.get(key.bound_by, ""), "issuer.bound"),
        *findings,
        issuer=issuer_id,
        domain=context.issuer.domain,
    )


def signing_keys(context: Context) -> list[ResolvedKey]:
    """Return the keys of the signatures that verified, that of the envelope first."""
    keys = [proof.key for proof in context.proofs if proof.integrity is None and proof.key is not None]
    if context.envelope_key is not None:
        keys.insert(0, context.envelope_key)
    return keys


def not_evaluated(context: Context, signer: str) -> bool:
    """Tell, where no signature of `signer` verified, whether there is one that could not be looked at.

    It may be of a kind that is not evaluated, or its key could not be had today. Anybody can add a signature
    to a genuine document, so that those of others alone verify must not count against it. One that is wrong
    has failed `proof.integrity`.
    """
    if context.document.envelope is not None and context.envelope_key is None:
        return True  # a token is the signer's or nobody's
    return any(proof.method.partition("#")[0] == signer for proof in context.proofs)


def identity_of(issuer_id: str, key: ResolvedKey, context: Context) -> IssuerIdentity:
    """Return who `issuer_id` is, as far as the binding of `key` proves it."""
    trusted_ids = context.policy.trusted_issuers
    if trusted_ids is not None and issuer_id in trusted_ids:
        level = "pinned"
    else:
        level = _LEVELS.get(key.bound_by, "did-or-https-bound")
    return IssuerIdentity(issuer_id, level, key.method_id, _domain(issuer_id))


def _domain(issuer_id: str) -> str:
    if issuer_id.startswith("did:web:"):
        return unquote(issuer_id.split(":")[2])
    if issuer_id.startswith("https://"):
        return urlsplit(issuer_id).hostname or ""
    return ""


def _claimed_elsewhere(context: Context, domain: str) -> tuple[Finding, ...]:
    """Note an issuer `url` on another host than the one that vouches for the key (a name is only a claim)."""
    try:
        host = urlsplit(getattr(context.claims.issuer, "url", None) or "").hostname
    except ValueError:
        return ()
    if domain and host and host.lower() != domain.lower().partition(":")[0]:
        return (Finding("issuer.url_on_other_host", "$.issuer.url", {"host": host, "domain": domain}),)
    return ()


@check(
    "issuer.trusted",
    needs=("issuer.bound",),
    spec="OB 3.0 guide, key provenance and issuer identity",
    kinds=CREDENTIALS | OLDER,
)
def trusted(context: Context) -> Decision:
    """The issuer is one of those that the caller trusts, by exact identifier."""
    wanted = context.policy.trusted_issuers
    if wanted is None:
        return not_applicable("issuer.no_trust_list")
    identity = context.issuer
    if identity is None:
        return inconclusive("proof.nothing_verified")
    if identity.id in wanted:
        return passed("issuer.trusted", issuer=identity.id)
    return failed("issuer.not_trusted", path="$.issuer", issuer=identity.id)


CHECKS: tuple[Check, ...] = (bound, trusted)
