"""Who signed, and what did they sign? Integrity, coverage and the claims of a token."""

from __future__ import annotations

from badgekit.checks import mentions, nested_contexts
from badgekit.checks.base import (
    CREDENTIALS,
    Check,
    Context,
    Decision,
    check,
    failed,
    inconclusive,
    not_applicable,
    of,
    passed,
    warning,
    worst,
)
from badgekit.checks.key_binding import key_binding
from badgekit.documents import Kind
from badgekit.errors import Malformed, Problem, Unsupported
from badgekit.findings import Finding, Outcome
from badgekit.models import VerifiablePresentation
from badgekit.proofs.data_integrity import ProofAssessment, assess_proofs

__all__ = ["coverage", "expected_by_caller", "integrity", "key_in_force", "token_claims"]

_PURPOSE = {Kind.PRESENTATION: "authentication"}
_SIGNED = CREDENTIALS | {Kind.PRESENTATION}
# When it was signed with the key: after that, and before.
_REVOKED = ("proof.key_revoked", "proof.key_revoked_since")
_EXPIRED = ("proof.key_expired", "proof.key_expired_since")


@check(
    "proof.integrity",
    spec="OB 3.0 verification step 2; Data Integrity 1.0 section 4.4; RFC 7515 section 5.2",
    kinds=_SIGNED,
)
def integrity(context: Context) -> Decision:
    """The signature verifies: not one signed value was changed since."""
    document = context.document
    purpose = _PURPOSE.get(document.kind, "assertionMethod")
    # Embedded proofs are looked at even inside a signed token: a broken one is a contradiction to report.
    context.proofs = assess_proofs(
        document.value,
        engine=context.engine,
        resolver=context.resolver,
        limits=context.limits,
        work=context.work,
        issuer=_issuer_id(context),
        purpose=purpose,
    )
    if document.envelope is not None:
        token = _token(context, purpose)
        broken = [proof.integrity for proof in context.proofs if proof.integrity is not None]
        wrong = [problem for problem in broken if isinstance(problem, Malformed)]
        if wrong:
            return of(wrong[0])
        if not broken or context.envelope_key is None:
            return token  # whatever is beside it, the token itself was not verified
        if all(problem.code == "proof.suite_unsupported" for problem in broken):
            return Decision(Outcome.WARNING, token.reason, (*token.findings, *map(Finding.of, broken)))
        # The token is signed, and says itself that there is another signature, which nobody could confirm.
        return of(broken[0])
    if not context.proofs:
        return _unsigned(context)
    return _judge_set(context.proofs, context.document.kind)


def _unsigned(context: Context) -> Decision:
    if context.document.kind is Kind.PRESENTATION:
        # It may be a mere list of signed credentials (VCDM 1.1 section 4.10); it answers to nobody, then.
        asked = context.domain is not None or context.challenge is not None
        return (failed if asked else inconclusive)("presentation.unsigned")
    if context.document.kind is Kind.EUROPEAN:
        return inconclusive("proof.sealed_otherwise")
    around = context.around
    if around is not None and around.vouches is not None:
        # CLR 2.0 lets a record hold unsigned credentials; they are its issuer's word, at best.
        return inconclusive("proof.vouched_for" if around.vouches else "proof.left_to_record")
    return failed("proof.missing")


def _issuer_id(context: Context) -> str | None:
    """Return who must have signed, the issuer or holder; None where the document or policy names nobody."""
    claims = context.claims
    if isinstance(claims, VerifiablePresentation):
        signer, binding = claims.holder, "holder.bound"
    else:
        signer, binding = claims.issuer, "issuer.bound"
    return signer.id if signer is not None and context.policy.demands(binding) else None


def _token(context: Context, purpose: str) -> Decision:
    envelope = context.document.envelope
    assert envelope is not None
    token, signer = envelope.token, envelope.issuer
    if signer is None and context.document.kind is Kind.PRESENTATION:
        # Nobody is named as the holder: whoever has the key counts as such, if the key says whose it is.
        signer = (token.kid or "").rpartition("#")[0] or None
        if signer is None:
            return inconclusive("jwt.no_holder")
    if signer is None:
        return failed("issuer.missing", path="$.issuer")
    key = context.resolver.resolve_jwt(kid=token.kid, jwk=token.jwk, issuer=signer, purpose=purpose)
    if not token.signed_by(key.key):
        return failed("jwt.signature_invalid", alg=token.alg)
    context.envelope_key = key
    remarks = tuple(Finding.of(problem) for problem in (*token.warnings, *key.warnings))
    if remarks:
        return warning("proof.verified", *remarks, suite=token.mechanism, method=key.method_id)
    return passed("proof.verified", suite=token.mechanism, method=key.method_id)


def _judge_set(proofs: tuple[ProofAssessment, ...], kind: Kind) -> Decision:
    """One proof that is wrong spoils the set; one that is only unknown to us does not, beside a good one."""
    problems = [proof.integrity for proof in proofs if proof.integrity is not None]
    wrong = [problem for problem in problems if isinstance(problem, Malformed)]
    if wrong:
        return of(wrong[0], *wrong[1:])
    good = [proof for proof in proofs if proof.integrity is None]
    foreign = [problem for problem in problems if problem.code == "proof.by_somebody_else"]
    if len(foreign) == len(proofs):
        code, params = "key.not_bound_to_issuer", foreign[0].params
        if kind is Kind.PRESENTATION:
            code, params = "holder.key_of_another", {**params, "holder": params["issuer"]}
        return failed(code, path=foreign[0].path, **params)
    if not good:
        problems = [problem for problem in problems if problem not in foreign]
    unsupported = [problem for problem in problems if isinstance(problem, Unsupported)]
    if not good or len(unsupported) != len(problems):
        rest = [problem for problem in problems if not isinstance(problem, Unsupported)] or problems
        return of(rest[0], *(problem for problem in problems if problem is not rest[0]))
    remarks: list[Problem] = [*unsupported]
    for proof in good:
        assert proof.key is not None
        remarks.extend(proof.key.warnings)
    findings = [Finding.of(problem) for problem in remarks]
    findings += [
        Finding(
            "proof.revision",
            proof.path,
            {"revisions": ", ".join(f"{url} {name}" for url, name in proof.revisions.items())},
        )
        for proof in good
        if proof.revisions
    ]
    decide = warning if remarks else passed
    return decide("proof.verified", *findings, path=good[0].path, suite=good[0].suite, method=good[0].method)


@check(
    "proof.coverage",
    needs=("proof.integrity",),
    spec="Data Integrity 1.0 sections 2.4.1 and 4.6",
    kinds=_SIGNED,
)
def coverage(context: Context) -> Decision:
    """What a reader sees is what was signed: no member escapes the signature or hides under another name."""
    if context.document.envelope is not None:
        if context.envelope_key is None:
            return inconclusive("proof.nothing_verified")
        return passed("proof.covers_bytes")
    good = [proof for proof in context.proofs if proof.integrity is None]
    if not good:
        return inconclusive("proof.nothing_verified")
    outside = tuple(dict.fromkeys(problem for proof in good for problem in proof.coverage))
    benign = [problem for problem in outside if problem.code == "jsonld.outside_profile"]
    if len(benign) != len(outside):
        return worst(tuple(problem for problem in outside if problem not in benign))
    # Of all of them, though one would do: a stranger may have made the first, by a way that has no such list.
    nested = dict.fromkeys(path for proof in good for path in proof.nested_contexts)
    document = context.document.value
    unknown = nested_contexts.not_known(document, nested, context.engine.store)
    wrong = next((path for path in unknown if not nested_contexts.in_a_credential(document, path)), None)
    if wrong is not None:
        return failed("context.nested", path=wrong)
    shared = tuple({(one.path, repr(one.params)): one for proof in good for one in proof.shared}.values())
    if context.document.kind in (Kind.CLR, Kind.PRESENTATION):
        shared = mentions.outside_entries(shared)
    if len(shared) > mentions.MAX_SHARED:
        return inconclusive("jsonld.too_many_described_twice", limit=mentions.MAX_SHARED)
    split = mentions.hidden(document, shared)
    if split:
        # Honest or moved there, nobody can tell: the signature is the same.
        first, *more = (Finding.of(problem) for problem in split)
        return inconclusive(first.code, *more, path=first.path, **first.params)
    if unknown:
        # What the own definitions of a credential inside mean is as open as those of one that stands alone.
        return inconclusive("context.nested", path=unknown[0])
    remarks = tuple(Finding.of(problem) for problem in mentions.worth_a_remark(document, shared))
    if remarks:
        # One thing described twice, both signed: readers may be shown either, so it is said.
        return warning(remarks[0].code, *remarks[1:], path=remarks[0].path, **remarks[0].params)
    if benign:
        # General JSON-LD had to write these values; where they stand was guarded all the same.
        return warning("jsonld.outside_profile", path=benign[0].path, **benign[0].params)
    return passed("proof.covers_tree")


@check(
    "proof.claims",
    needs=("proof.integrity",),
    spec="OB 3.0 section 8.2; VCDM 1.1 section 6.3.1; VC-JOSE-COSE section 3.1",
    kinds=_SIGNED,
)
def token_claims(context: Context) -> Decision:
    """The registered claims of the token say the same as the credential inside."""
    envelope = context.document.envelope
    if envelope is None:
        return not_applicable("jwt.no_token")
    if envelope.problems:
        return worst(envelope.problems)
    if envelope.notes:
        first, *more = (Finding.of(note) for note in envelope.notes)
        return warning(first.code, *more, path=first.path, **first.params)
    return passed("jwt.claims_agree")


@check(
    "proof.expected",
    needs=("proof.integrity", "proof.key_binding"),
    spec="Data Integrity 1.0 section 4.4 steps 5 and 6; RFC 9901 section 7.3",
    kinds=_SIGNED,
)
def expected_by_caller(context: Context) -> Decision:
    """The proof was made for the domain and challenge that the caller expects."""
    if context.domain is None and context.challenge is None:
        return _unasked(context)
    good = [proof for proof in context.proofs if proof.integrity is None]
    if not good and context.envelope_key is None:
        return inconclusive("proof.nothing_verified")
    for proof in good:
        if context.domain is not None and proof.domain != (context.domain,):
            return failed("proof.wrong_domain", path=proof.path)
        if context.challenge is not None and proof.challenge != context.challenge:
            return failed("proof.wrong_challenge", path=proof.path)
    envelope = context.document.envelope
    if envelope is not None:
        # Of an SD-JWT, the issuer made the token once and for all; for whom it is shown, its holder says.
        claims = envelope.claims if envelope.binding is None else envelope.binding.claims
        audience = claims.get("aud")
        if context.domain is not None and context.domain not in (
            audience if isinstance(audience, list) else [audience]
        ):
            return failed("proof.wrong_domain", path="$.aud")
        asked = context.challenge
        # The nonce of a CWT is bytes (RFC 9711 section 4.1), that of a JWT is text.
        if asked is not None and claims.get("nonce") not in (asked, asked.encode()):
            return failed("proof.wrong_challenge", path="$.nonce")
    return passed("proof.as_expected")


def _unasked(context: Context) -> Decision:
    for proof in context.proofs:
        if proof.domain or proof.challenge is not None:
            return warning("proof.bound_elsewhere", path=proof.path)
    envelope = context.document.envelope
    if envelope is not None and envelope.binding is not None:
        return warning("proof.bound_elsewhere", path="$.aud")
    if context.document.kind is Kind.PRESENTATION:
        return warning("presentation.no_challenge")
    return not_applicable("proof.nothing_expected")


@check(
    "proof.key_in_force",
    needs=("proof.integrity",),
    spec="CID 1.0 section 2.2, expires and revoked",
    kinds=_SIGNED,
)
def key_in_force(context: Context) -> Decision:
    """The key was neither revoked nor expired when it signed."""
    envelope = context.document.envelope
    used = [(proof.key, proof.created, proof.path) for proof in context.proofs if proof.integrity is None]
    if envelope is not None:
        used.append((context.envelope_key, envelope.issued_at or envelope.not_before, "$"))
    ended = [
        (end, codes, signed_at, path)
        for key, signed_at, path in used
        if key is not None
        for end, codes in ((key.revoked, _REVOKED), (key.expires, _EXPIRED))
        if end is not None and end <= context.now
    ]
    for end, codes, signed_at, path in ended:
        # The date of signing is the signer's own word, and a thief of the key can write any date.
        if signed_at is None or signed_at >= end:
            return failed(codes[0], path=path, at=end)
    if ended:
        end, codes, _, path = ended[0]
        return inconclusive(codes[1], path=path, at=end)
    if not any(key is not None for key, _, _ in used):
        return inconclusive("proof.nothing_verified")
    return passed("proof.key_in_force")


CHECKS: tuple[Check, ...] = (
    integrity,
    coverage,
    token_claims,
    key_binding,
    expected_by_caller,
    key_in_force,
)
