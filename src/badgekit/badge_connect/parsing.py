"""Read the manifest and the payloads of Badge Connect; the first fault ends it (Open Badges 2.1)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar
from urllib.parse import urlsplit

from badgekit import strictjson
from badgekit.badge_connect.classes import (
    AssertionRequest,
    AssertionsResponse,
    BadgeConnectAPI,
    Manifest,
    ProfileResponse,
    Status,
)
from badgekit.errors import InputError, Malformed, Problem
from badgekit.jsonpath import child
from badgekit.limits import Limits

__all__ = [
    "parse_assertion_request",
    "parse_assertions_response",
    "parse_manifest",
    "parse_profile_response",
    "parse_status_response",
]

_T = TypeVar("_T")
_DEFAULT = Limits()
_VERSION = re.compile(r"v[0-9]{1,4}p[0-9]{1,4}\Z", re.ASCII)
_COMPACT = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\Z", re.ASCII)
_WORDS = frozenset(
    {"OK", "REQUEST_VALIDATION_ERROR", "RECIPIENT_PROFILE_MISMATCH", "INVALID_BADGE", "BAD_REQUEST"}
    | {"UNAUTHENTICATED", "PERMISSION_DENIED", "NOT_FOUND", "METHOD_NOT_ALLOWED"}
)


def parse_manifest(data: bytes | str | Mapping[str, Any], *, limits: Limits = _DEFAULT) -> Manifest:
    """Parse what a platform publishes at ``/.well-known/badgeconnect.json``.

    Args:
        data: the body, or the parsed JSON.
        limits: `json_bytes`, `json_depth` and `json_number_digits` are applied to a body.

    Raises:
        InputError: it is not JSON, or not what Open Badges 2.1 demands; the code says which.
    """
    return _parsed(data, limits, _manifest)


def parse_assertions_response(
    data: bytes | str | Mapping[str, Any], *, limits: Limits = _DEFAULT
) -> AssertionsResponse:
    """Parse the answer to ``GET /assertions``; arguments and errors as for `parse_manifest`."""
    return _parsed(data, limits, _assertions_response)


def parse_profile_response(
    data: bytes | str | Mapping[str, Any], *, limits: Limits = _DEFAULT
) -> ProfileResponse:
    """Parse the answer to ``GET /profile`` and ``POST /profile``; as for `parse_manifest`."""
    return _parsed(data, limits, _profile_response)


def parse_status_response(data: bytes | str | Mapping[str, Any], *, limits: Limits = _DEFAULT) -> Status:
    """Parse an answer that holds a status alone, as errors do; as for `parse_manifest`."""
    return _parsed(data, limits, lambda value: _status(value, "$"))


def parse_assertion_request(
    data: bytes | str | Mapping[str, Any], *, limits: Limits = _DEFAULT
) -> AssertionRequest:
    """Parse the body of ``POST /assertions``, with which a badge is handed in; as for `parse_manifest`."""
    return _parsed(data, limits, _assertion_request)


def _parsed(data: bytes | str | Mapping[str, Any], limits: Limits, read: Callable[[Any], _T]) -> _T:
    if not isinstance(data, (bytes, str, Mapping)):
        raise InputError("input.wrong_type", f"{type(data).__name__} is no payload of Badge Connect.")
    try:
        value = data if isinstance(data, Mapping) else strictjson.loads(data, limits=limits)
        return read(value)
    except Problem as problem:
        raise InputError(problem.code, str(problem)) from None


def _manifest(value: Any) -> Manifest:
    node = _object(value, "$")
    apis = _list(node, "badgeConnectAPI", "$", least=1)
    return Manifest(
        id=_text(node, "id", "$"),
        badge_connect_api=tuple(_api(api, child("$.badgeConnectAPI", i)) for i, api in enumerate(apis)),
        type=_optional(node, "type", "$"),
        extra=_extra(node, "id", "badgeConnectAPI", "type"),
    )


def _api(value: Any, path: str) -> BadgeConnectAPI:
    node = _object(value, path)
    version = _text(node, "version", path)
    if not _VERSION.match(version):
        raise _fault("connect.version", child(path, "version"))
    scopes = _list(node, "scopesOffered", path, least=1)
    return BadgeConnectAPI(
        name=_text(node, "name", path),
        api_base=_endpoint(node, "apiBase", path),
        version=version,
        scopes_offered=tuple(
            _url(scope, child(child(path, "scopesOffered"), index)) for index, scope in enumerate(scopes)
        ),
        registration_url=_endpoint(node, "registrationUrl", path),
        authorization_url=_endpoint(node, "authorizationUrl", path),
        token_url=_endpoint(node, "tokenUrl", path),
        terms_of_service_url=_url(_text(node, "termsOfServiceUrl", path), child(path, "termsOfServiceUrl")),
        privacy_policy_url=_url(_text(node, "privacyPolicyUrl", path), child(path, "privacyPolicyUrl")),
        token_revocation_url=(
            _endpoint(node, "tokenRevocationUrl", path) if node.get("tokenRevocationUrl") is not None else ""
        ),
        image=_optional(node, "image", path),
        id=_optional(node, "id", path),
        type=_optional(node, "type", path),
        extra=_extra(node, *_API_MEMBERS),
    )


_API_MEMBERS = (
    *("id", "type", "name", "image", "apiBase", "version", "scopesOffered", "registrationUrl", "tokenUrl"),
    *("authorizationUrl", "tokenRevocationUrl", "termsOfServiceUrl", "privacyPolicyUrl"),
)


def _assertions_response(value: Any) -> AssertionsResponse:
    node = _object(value, "$")
    assertions = _list(node, "assertions", "$") if node.get("assertions") is not None else []
    signed = _list(node, "signedAssertions", "$") if node.get("signedAssertions") is not None else []
    return AssertionsResponse(
        status=_status(node, "$"),
        assertions=tuple(_badge_object(one, child("$.assertions", i)) for i, one in enumerate(assertions)),
        signed_assertions=tuple(_jws(one, child("$.signedAssertions", i)) for i, one in enumerate(signed)),
        extra=_extra(node, "status", "assertions", "signedAssertions"),
    )


def _profile_response(value: Any) -> ProfileResponse:
    node = _object(value, "$")
    profile = node.get("profile")
    return ProfileResponse(
        status=_status(node, "$"),
        profile=None if profile is None else _badge_object(profile, "$.profile"),
        extra=_extra(node, "status", "profile"),
    )


def _assertion_request(value: Any) -> AssertionRequest:
    node = _object(value, "$")
    assertion, signed = node.get("assertion"), node.get("signedAssertion")
    if (assertion is None) is (signed is None):
        raise Malformed("connect.one_assertion")
    badge = (
        _jws(signed, "$.signedAssertion") if assertion is None else _badge_object(assertion, "$.assertion")
    )
    return AssertionRequest(
        badge=badge, signed=assertion is None, extra=_extra(node, "assertion", "signedAssertion")
    )


def _status(value: Any, path: str) -> Status:
    node = _object(_required(_object(value, path), "status", path), child(path, "status"))
    place = child(path, "status")
    code = _required(node, "statusCode", place)
    if type(code) is not int or not 100 <= code <= 599:
        raise _fault("connect.status", child(place, "statusCode"))
    word = _optional(node, "statusText", place)
    if word and word not in _WORDS:
        raise _fault("connect.status", child(place, "statusText"))
    error = node.get("error")  # "a nullable string": the one text that may be empty
    if error is not None and not isinstance(error, str):
        raise _fault("connect.not_text", child(place, "error"))
    return Status(status_code=code, status_text=word, error=error or "")


def _badge_object(value: Any, path: str) -> dict[str, Any]:
    """Demand what Badge Connect demands of an assertion and a profile; the rest is for verification."""
    node = _object(value, path)
    _text(node, "id", path)
    types = _required(node, "type", path)
    if not types or not all(
        isinstance(name, str) for name in (types if isinstance(types, list) else [types])
    ):
        raise _fault("connect.not_text", child(path, "type"))
    return node if isinstance(node, dict) else dict(node)


def _jws(value: Any, path: str) -> str:
    if not isinstance(value, str) or not _COMPACT.match(value):
        raise _fault("connect.not_jws", path)
    return value


def _endpoint(node: Mapping[str, Any], name: str, path: str) -> str:
    return _url(_text(node, name, path), child(path, name), https=True)


def _url(value: Any, path: str, *, https: bool = False) -> str:
    # A blank or a control character would end a header or a log line; userinfo hides who is asked.
    if not isinstance(value, str) or not value.isprintable() or " " in value or "\\" in value:
        raise _fault("connect.not_url", path)
    try:
        parts = urlsplit(value)
        usable = bool(parts.hostname) and "@" not in parts.netloc and parts.port != 0
    except ValueError:
        usable = False
    if not usable or parts.scheme not in ("http", "https"):
        raise _fault("connect.not_url", path)
    if https and parts.scheme != "https":
        raise _fault("connect.not_https", path)
    return value


def _object(value: Any, path: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping) or not all(isinstance(name, str) for name in value):
        raise _fault("connect.not_an_object", path)
    return value


def _list(node: Mapping[str, Any], name: str, path: str, *, least: int = 0) -> list[Any]:
    value = _required(node, name, path)
    if not isinstance(value, list) or len(value) < least:
        raise _fault("connect.not_a_list", child(path, name), least=least)
    return value


def _required(node: Mapping[str, Any], name: str, path: str) -> Any:
    value = node.get(name)
    if value is None:
        raise _fault("connect.missing", child(path, name))
    return value


def _text(node: Mapping[str, Any], name: str, path: str) -> str:
    value = _required(node, name, path)
    if not isinstance(value, str) or not value:
        raise _fault("connect.not_text", child(path, name))
    return value


def _optional(node: Mapping[str, Any], name: str, path: str) -> str:
    return "" if node.get(name) is None else _text(node, name, path)


def _extra(node: Mapping[str, Any], *known: str) -> Mapping[str, Any]:
    return {name: value for name, value in node.items() if name not in known}


def _fault(code: str, path: str, **params: object) -> Malformed:
    return Malformed(code, path, place=path, **params)
