"""The plain revocation list of 1EdTech: is this credential on it? Unsigned, so https and the issuer count."""

from __future__ import annotations

from badgekit import strictjson
from badgekit.checks.answers import answer
from badgekit.checks.base import Context, Decision, failed, passed, warning
from badgekit.checks.status_answers import other_list
from badgekit.errors import Problem, Unavailable, Unsupported
from badgekit.findings import Finding
from badgekit.status.entries import RevocationListEntry
from badgekit.status.revocation_list import RevocationList, read_revocation_list

__all__ = ["ask_revocation_list"]


def ask_revocation_list(entry: RevocationListEntry, context: Context) -> Decision:
    """Return whether the list at `entry.url` has the credential (1EdTech Revocation List 1.0).

    Raises:
        Unavailable: ``status.unreachable``, ``status.list_not_secure``.
        Unsupported: ``status.list_malformed``, ``status.list_of_other``, ``status.list_other_id``,
            ``status.no_credential_id``.
    """
    url, path = entry.url, entry.path
    if not url.lower().startswith("https:"):
        raise Unavailable("status.list_not_secure", path, url=url)
    found = context.seen.once(("plain", url), path, lambda: _had(url, path, context))
    claims = context.claims
    if found.issuer is not None and (claims.issuer is None or found.issuer != claims.issuer.id):
        raise Unsupported("status.list_of_other", path, url=url, issuer=found.issuer)
    if not claims.id:
        raise Unsupported("status.no_credential_id", path, url=url)
    revocation = found.find(claims.id)
    if revocation is not None:
        # The sentence has a full stop of its own.
        reason = revocation.reason.strip().removesuffix(".") or "no reason given"
        return failed("status.revoked", path=path, url=url, reason=reason)
    other = other_list(found.id, url, path)
    if isinstance(other, Unsupported):
        raise other
    if other is not None:
        return warning("status.not_listed", Finding.of(other), path=path, url=url)
    return passed("status.not_listed", path=path, url=url)


def _had(url: str, path: str, context: Context) -> RevocationList:
    response = answer(url, path, context, code="status.unreachable")
    if not all(step.lower().startswith("https:") for step in response.redirects):
        raise Unavailable("status.list_not_secure", path, url=url)
    try:
        return read_revocation_list(strictjson.loads(response.body, limits=context.limits), url)
    except Problem as problem:
        # Beside "malformed", why it is no JSON is worth saying.
        cause = None if problem.code == "status.list_malformed" else problem
        raise Unsupported("status.list_malformed", path, url=url) from cause
