"""Read the text that a container held: a JSON object, a compact JWS, or the address of a hosted badge."""

from __future__ import annotations

import re

from badgekit import strictjson
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
_SD_JWT = re.compile(_HEADER + rb"[A-Za-z0-9_-]*\.[A-Za-z0-9_-]*~")
_ADDRESS = re.compile(rb"https?://[!-~]{1,2000}", re.IGNORECASE)
_KINDS = {list: "a list", str: "a single text", bool: "true or false", int: "a number", float: "a number"}


def read_file(data: bytes, limits: Limits) -> Payload:
    """Read a whole file that is text: JSON, or a compact JWS with white space around it.

    Raises:
        Malformed: ``input.not_a_credential``, ``input.jws_parts``, ``input.jws_characters``,
            ``input.byte_order_mark``, ``json.*``.
        Unsupported: ``input.not_a_badge``, ``input.sd_jwt``, ``input.encrypted``.
        LimitExceeded: ``input.token_too_large``, ``json.too_large``, ``json.too_deep``.
    """
    payload = _read(data, limits, container="", location="", address_allowed=False, warnings=())
    if payload is None:
        raise Unsupported("input.not_a_badge", found=_name_text(data))
    return payload


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
        return Payload(
            container=container or "jwt",
            location=location or "compact JWS",
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
    if b"~" in body and _SD_JWT.match(body):
        raise Unsupported("input.sd_jwt")
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
