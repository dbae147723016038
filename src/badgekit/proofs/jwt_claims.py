"""The credential inside a token, and whether the token's claims say the same as the credential.

Two forms. VCDM 1.1 (section 6.3.1): the credential lies in the claim ``vc`` and the registered claims may
stand in for members that it leaves out. OB 3.0 on VCDM 2.0 and VC-JOSE-COSE: the payload is the credential,
with registered claims between its members.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from badgekit.dates import parse_timestamp
from badgekit.errors import Malformed, Problem
from badgekit.jsonpath import child
from badgekit.proofs.envelope import Envelope, Form, Token

__all__ = ["REGISTERED_CLAIMS", "numeric_date", "read"]

REGISTERED_CLAIMS = ("iss", "sub", "aud", "exp", "nbf", "iat", "jti", "cnf", "nonce")
"""Claims of the token itself (RFC 7519 section 4.1, RFC 7800, OpenID); never members of a credential."""
_STATUS = "status"
"""Another one where it is an object (Token Status List, section 6.1); a text can be anything."""

_V1 = "https://www.w3.org/2018/credentials/v1"
_V2 = "https://www.w3.org/ns/credentials/v2"
# Any of these beside a vc or vp claim makes a second credential of the token.
_CREDENTIAL_MEMBERS = (
    "@context",
    "type",
    "credentialSubject",
    "verifiableCredential",
    "issuer",
    "holder",
    "issuanceDate",
    "expirationDate",
    "validFrom",
    "validUntil",
    "credentialStatus",
    "proof",
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST = int((datetime(1, 1, 1, tzinfo=UTC) - _EPOCH).total_seconds())
_LAST = int((datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC) - _EPOCH).total_seconds())


def read(token: Token, payload: dict[str, Any], *, expected: bool = True) -> Envelope:
    """Return the credential or presentation that `token` carries.

    Args:
        token: the signed bytes.
        payload: what they say, as JSON.
        expected: whether tokens of this format repeat members of the credential as registered claims, as OB
            3.0 section 8.2 has it; other formats may, and VC-JOSE-COSE leaves it to the issuer.

    Raises:
        Malformed: ``jwt.two_credentials``, ``jwt.claim_type``, ``jwt.claim_date``: there is no one
            document, or a claim is not what RFC 7519 makes of it.
    """
    claims = {name: payload[name] for name in REGISTERED_CLAIMS if name in payload}
    if isinstance(payload.get(_STATUS), dict):
        claims[_STATUS] = payload[_STATUS]
    _check_types(claims)
    times: dict[str, datetime] = {
        name: numeric_date(claims[name], child("$", name)) for name in ("nbf", "exp") if name in claims
    }
    issued_at, notes = _issued_at(claims)
    form, document = _document(payload, claims)
    presentation = _is_presentation(document)
    comparison = _Comparison(form, presentation, claims, times, document)
    comparison.run(expected)
    return Envelope(
        token=token,
        form=form,
        credential=document,
        claims=claims,
        issuer=comparison.issuer,
        not_before=times.get("nbf"),
        expires=times.get("exp"),
        issued_at=issued_at,
        problems=tuple(comparison.problems),
        notes=(*notes, *comparison.notes),
    )


def numeric_date(value: object, path: str = "$") -> datetime:
    """Return a NumericDate (RFC 7519 section 2) as a moment in UTC.

    Raises:
        Malformed: ``jwt.claim_date`` unless `value` is a finite number within the years 1 to 9999.
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Malformed("jwt.claim_date", path, value=value)
    if not _FIRST <= value <= _LAST:  # not a number and the infinities are in no range
        raise Malformed("jwt.claim_date", path, value=value)
    return _EPOCH + timedelta(seconds=value)


def _issued_at(claims: Mapping[str, Any]) -> tuple[datetime | None, tuple[Problem, ...]]:
    """Return ``iat``; a dateTimeStamp is understood, as the W3C test suite of VC-JOSE-COSE writes it so.

    Unlike ``nbf`` and ``exp``, this claim opens and closes nothing.
    """
    if "iat" not in claims:
        return None, ()
    given = claims["iat"]
    if not isinstance(given, str):
        return numeric_date(given, "$.iat"), ()
    try:
        return parse_timestamp(given).at, (Problem("jwt.iat_is_text", "$.iat", value=given),)
    except Malformed:
        raise Malformed("jwt.claim_date", "$.iat", value=given) from None


def _check_types(claims: Mapping[str, Any]) -> None:
    for name in ("iss", "sub", "jti"):
        if name in claims and not isinstance(claims[name], str):
            raise Malformed("jwt.claim_type", child("$", name), claim=name)
    audience = claims.get("aud", "")
    if not isinstance(audience, str) and not (
        isinstance(audience, list) and all(isinstance(entry, str) for entry in audience)
    ):
        raise Malformed("jwt.claim_type", "$.aud", claim="aud")
    if not isinstance(claims.get("cnf", {}), dict):
        raise Malformed("jwt.claim_type", "$.cnf", claim="cnf")


def _document(payload: dict[str, Any], claims: Mapping[str, Any]) -> tuple[Form, dict[str, Any]]:
    forms: list[tuple[Form, str]] = [("vc-claim", "vc"), ("vp-claim", "vp")]
    present = [(form, name) for form, name in forms if name in payload]
    if not present:
        return "payload", {name: value for name, value in payload.items() if name not in claims}
    doubled = [name for name in _CREDENTIAL_MEMBERS if name in payload]
    if len(present) > 1 or doubled:
        raise Malformed("jwt.two_credentials", child("$", doubled[0]) if doubled else "$.vp")
    form, name = present[0]
    inner = payload[name]
    # What the token says it holds and what the document says it is must agree: claims are compared by it.
    if not isinstance(inner, dict) or _is_presentation(inner) != (form == "vp-claim"):
        raise Malformed("jwt.claim_type", child("$", name), claim=name)
    return form, dict(inner)


def _is_presentation(document: Mapping[str, Any]) -> bool:
    names = document.get("type")
    return names == "VerifiablePresentation" or (
        isinstance(names, list) and "VerifiablePresentation" in names
    )


class _Comparison:
    """One token's claims against its document; fills in what claims stand for in the ``vc`` form."""

    def __init__(
        self,
        form: Form,
        presentation: bool,
        claims: Mapping[str, Any],
        times: Mapping[str, datetime],
        document: dict[str, Any],
    ) -> None:
        self.issuer: str | None = None
        self.problems: list[Problem] = []
        self.notes: list[Problem] = []
        self._nested = form != "payload"
        self._presentation = presentation
        self._claims = claims
        self._times = times
        self._document = document

    def run(self, expected: bool) -> None:
        self._context()
        self._identifier()
        self._issuer()
        if not self._presentation:
            self._subject()
            self._date("nbf", ("issuanceDate", "validFrom"))
            self._date("exp", ("expirationDate", "validUntil"))
            expiring = "validUntil" in self._document or "expirationDate" in self._document
            for name in ("iss", "sub", "nbf", "jti", *(("exp",) if expiring else ())):
                if expected and name not in self._claims:
                    self.notes.append(Problem("jwt.claim_missing", child("$", name), claim=name))

    def _context(self) -> None:
        context = self._document.get("@context")
        first = context[0] if isinstance(context, list) and context else context
        # 1EdTech recommended practices, "Verification": v1 goes with the claim vc, v2 with the bare payload.
        if first == (_V2 if self._nested else _V1):
            # That is about badges; wallets put presentations of both data models into the claim vp.
            said = self.notes if self._presentation else self.problems
            said.append(Malformed("jwt.context_form_mismatch", "$['@context']", context=first))

    def _identifier(self) -> None:
        token_id = self._claims.get("jti")
        if token_id is None:
            return
        if self._nested and "id" not in self._document:
            self._document["id"] = token_id
        elif "id" not in self._document:
            self.notes.append(Problem("jwt.claim_without_member", "$.jti", claim="jti", member="id"))
        elif self._document.get("id") != token_id:
            self._mismatch("jti", "id", token_id, self._document.get("id"))

    def _issuer(self) -> None:
        member = "holder" if self._presentation else "issuer"
        given, claimed = self._document.get(member), self._claims.get("iss")
        named = given.get("id") if isinstance(given, dict) else given
        self.issuer = named if isinstance(named, str) else claimed
        if claimed is None:
            return
        if self._nested and given is None:
            self._document[member] = claimed
        elif self._nested and isinstance(given, dict) and "id" not in given:
            self._document[member] = {"id": claimed, **given}
        elif named != claimed and not (self._presentation and given is None):
            self._mismatch("iss", f"{member}.id" if isinstance(given, dict) else member, claimed, named)

    def _subject(self) -> None:
        subject = self._claims.get("sub")
        if subject is None:
            return
        given = self._document.get("credentialSubject")
        if self._nested and given is None:
            self._document["credentialSubject"] = {"id": subject}
        elif self._nested and isinstance(given, dict) and "id" not in given:
            self._document["credentialSubject"] = {"id": subject, **given}
        else:
            entries = given if isinstance(given, list) else [given]
            ids = [entry.get("id") for entry in entries if isinstance(entry, dict)]
            # A token has one sub; a credential about several subjects would let it name the wrong one.
            if ids != [subject]:
                self._mismatch("sub", "credentialSubject.id", subject, ids[0] if len(ids) == 1 else ids)

    def _date(self, claim: str, members: tuple[str, str]) -> None:
        moment = self._times.get(claim)
        if moment is None:
            return
        present = [name for name in members if name in self._document]
        if self._nested and not present:
            self._document[members[0]] = moment.strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")
        for name in present:
            text = self._document[name]
            try:
                at = parse_timestamp(text).at if isinstance(text, str) else None
            except Problem:
                at = None
            # A date that cannot be read is reported by the check of that date.
            if at is None or _second(at) == _second(moment):
                continue
            if claim == "exp" and not self._nested:
                # VC-JOSE-COSE section 3.1.3: exp may speak of the signature alone; the earlier counts.
                self.notes.append(Problem("jwt.expiry_differs", "$.exp", member=name))
            else:
                self._mismatch(claim, name, self._claims[claim], text)

    def _mismatch(self, claim: str, member: str, claimed: object, found: object) -> None:
        self.problems.append(
            Malformed(
                "jwt.claim_mismatch",
                child("$", claim),
                claim=claim,
                member=member,
                claimed=claimed,
                found=found,
            )
        )


def _second(moment: datetime) -> datetime:
    # NumericDate is whole seconds for most issuers; validFrom may have a fraction.
    return moment.replace(microsecond=0)
