"""Read what a container held: a JSON object, a signed token or message, or the address of a hosted badge."""

from __future__ import annotations

import re

from badgekit import strictbase64, strictjson
from badgekit.containers.payload import Payload
from badgekit.containers.sniff import SPACE, UTF8_BOM
from badgekit.errors import LimitExceeded, Malformed, Problem, Unsupported
from badgekit.limits import Limits

# Three base64url parts. "www.example.org" is that too, so the first must begin like base64url of an object,
# or be as long as the shortest header; what it says is for the reader of tokens to judge.
_HEADER = rb"(?:e[wy3][A-Za-z0-9_-]*|[A-Za-z0-9_-]{14,})\."
_JWS = re.compile(_HEADER)
_BASE64URL = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
# What a lenient decoder would still take for a token: padding, the other alphabet, line breaks, more dots.
_LOOSE_JWS = re.compile(rb"eyJ[A-Za-z0-9_+/=\s-]*\.[A-Za-z0-9_+/=.\s-]*")
# A JWS, disclosures, and what may be a JWS again; nothing else stands in an SD-JWT.
_SD_JWT = re.compile(_HEADER + rb"[A-Za-z0-9_-]*\.[A-Za-z0-9_-]*~[A-Za-z0-9_~-]*(?:\.[A-Za-z0-9_-]*){0,2}")
# COSE_Sign1 with its tag: an array of four, the first of which is bytes. In base64, and in hexadecimal.
_COSE = re.compile(rb"\xd2\x84[\x40-\x5b]")
_COSE_BASE64 = re.compile(rb"0oR[A-Za-z0-9+/_-]{8,}={0,2}")
_COSE_HEX = re.compile(rb"d284[45][0-9a-f](?:[0-9a-f]{2}){8,}", re.IGNORECASE)
# Messages of COSE that are no single signature: COSE_Sign, COSE_Encrypt, COSE_Mac with and without 0, CWT.
_COSE_OTHER = re.compile(rb"(?:\xd0\x83|\xd1\x84|\xd8[\x60\x61\x62]\x84|\xd8\x3d)")
# ISO mdoc: a map with one of the names that such maps begin with, as bytes or in base64 of either alphabet.
_MDOC = re.compile(
    rb"[\xa1-\xb7](?:\x67docType|\x67version|\x6anameSpaces|\x6cissuerSigned|\x6aissuerAuth)"
    rb"|o[2m][dp](?:kb2NUeXBl|2ZXJzaW9u|uYW1lU3BhY2Vz)"
)
_ADDRESS = re.compile(rb"https?://[!-~]{1,2000}", re.IGNORECASE)
_KINDS = {list: "a list", str: "a single text", bool: "true or false", int: "a number", float: "a number"}


def read_file(data: bytes, limits: Limits) -> Payload:
    """Read a whole file that is no picture: JSON, a token, or a COSE message.

    White space around JSON and tokens means nothing. A COSE_Sign1 message may be written as it is, in base64
    of either alphabet, or in hexadecimal digits.

    Raises:
        Malformed: ``input.not_a_credential``, ``input.jws_parts``, ``input.jws_characters``,
            ``input.byte_order_mark``, ``json.*``.
        Unsupported: ``input.not_a_badge``, ``input.encrypted``, ``input.cose_other``,
            ``input.mdoc``.
        LimitExceeded: ``input.token_too_large``, ``json.too_large``, ``json.too_deep``.
    """
    payload = _read_message(data, limits) or _read(
        data, limits, container="", location="", address_allowed=False, warnings=()
    )
    if payload is None:
        raise Unsupported("input.not_a_badge", found=_name_text(data))
    return payload


def _read_message(data: bytes, limits: Limits) -> Payload | None:
    """Return the COSE message that a file is; None when it is something else."""
    body = data.strip(SPACE)
    text: str | None = None
    if _COSE.match(data):
        message = data
    elif _COSE_HEX.fullmatch(body):
        # As standards print it; no other text begins so.
        text = body.decode("ascii")
        message = bytes.fromhex(text)
    elif _COSE_BASE64.fullmatch(body):
        text = body.decode("ascii")
        message = strictbase64.decode(text, code="input.cose_base64")
    else:
        _refuse_other_binary(data)
        return None
    if len(message) > limits.json_bytes + 32 * 1024:
        raise LimitExceeded("input.token_too_large", limit=limits.json_bytes)
    return Payload(
        container="cose",
        location="COSE_Sign1",
        text=text,
        value=None,
        token=None,
        message=message,
    )


def _refuse_other_binary(data: bytes) -> None:
    """Raise for what is a signed or binary credential of a kind that is known and not read."""
    if _MDOC.match(data):
        raise Unsupported("input.mdoc")
    # The same bytes begin words in Cyrillic; only what is no text can be a message.
    if _COSE_OTHER.match(data) and not _is_utf8(data):
        raise Unsupported("input.cose_other")


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def read_embedded(
    raw: bytes,
    limits: Limits,
    *,
    container: str,
    location: str,
    address_allowed: bool = False,
    warnings: tuple[Problem, ...] = (),
) -> Payload:
    """Read text that a picture carried at `location`; it claims to be a credential.

    Args:
        raw: UTF-8, not blank.
        limits: as for `read_file`.
        container: for `Payload.container`.
        location: for `Payload.location`.
        address_allowed: a web address may stand here, as in hosted Open Badges 1 and 2.
        warnings: handed on in the payload.

    Raises:
        Problem: as `read_file`, with ``input.not_a_credential`` in place of ``input.not_a_badge``.
    """
    payload = _read(
        raw,
        limits,
        container=container,
        location=location,
        address_allowed=address_allowed,
        warnings=warnings,
    )
    if payload is None:
        raise Malformed("input.not_a_credential", found="other text")
    return payload


def is_address(raw: bytes) -> bool:
    """Say whether `raw` is an http or https address and nothing else."""
    return _ADDRESS.fullmatch(raw) is not None


def _read(
    raw: bytes,
    limits: Limits,
    *,
    container: str,
    location: str,
    address_allowed: bool,
    warnings: tuple[Problem, ...],
) -> Payload | None:
    body = raw.strip(SPACE)
    if body.startswith((b"{", UTF8_BOM + b"{")):
        value = strictjson.loads(raw, limits=limits)
        return Payload(
            container=container or "json",
            location=location or "JSON text",
            text=raw.decode("utf-8"),
            value=value,
            token=None,
            warnings=warnings,
        )
    if body.startswith(UTF8_BOM):
        raise Malformed("input.byte_order_mark")
    if _is_token(body, limits):
        token = body.decode("ascii")
        selective = "~" in token
        return Payload(
            container=container or ("sd-jwt" if selective else "jwt"),
            location=location or ("SD-JWT" if selective else "compact JWS"),
            text=token,
            value=None,
            token=token,
            warnings=warnings,
        )
    if is_address(body):
        if not address_allowed:
            raise Malformed("input.not_a_credential", found="a web address")
        address = body.decode("ascii")
        return Payload(
            container=container,
            location=location,
            text=address,
            value=None,
            token=None,
            warnings=warnings,
            url=address,
        )
    _refuse_other_json(raw, body, limits)
    return None


def _is_token(body: bytes, limits: Limits) -> bool:
    if b"~" in body and _SD_JWT.fullmatch(body):
        # As many disclosures as claims.
        most = 2 * (limits.json_bytes * 4 // 3 + 32 * 1024)
        if len(body) > most:
            raise LimitExceeded("input.token_too_large", limit=most)
        return True
    # A pattern would look at each character of a long token; this takes a fifth of the time.
    if _JWS.match(body) and body.translate(None, _BASE64URL) == b"..":
        # Base64url of the largest JSON that is read, and room for header and signature.
        most = limits.json_bytes * 4 // 3 + 32 * 1024
        if len(body) > most:
            raise LimitExceeded("input.token_too_large", limit=most)
        return True
    if _LOOSE_JWS.fullmatch(body):
        parts = body.count(b".") + 1
        if parts == 5:
            raise Unsupported("input.encrypted")
        if parts != 3:
            raise Malformed("input.jws_parts", count=parts)
        raise Malformed("input.jws_characters")
    return False


def _refuse_other_json(raw: bytes, body: bytes, limits: Limits) -> None:
    """Raise for JSON that is not an object; return for a text that is not JSON at all."""
    if body[:1] not in b'["-0123456789tfn':
        return
    try:
        value = strictjson.loads(raw, limits=limits)
    except Malformed as problem:
        if problem.code == "json.syntax":
            return
        raise
    raise Malformed("input.not_a_credential", found=_KINDS.get(type(value), "nothing (null)"))


def _name_text(data: bytes) -> str:
    text = data[:4096].decode("utf-8", "replace")
    # The cut may have split the last character.
    if "\ufffd" in text[:-3] or any(ch < " " and ch not in "\t\r\n\f" for ch in text):
        return "a file of an unknown kind"
    return "a text file"
