"""What a platform with Badge Connect publishes and answers, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

__all__ = [
    "AssertionRequest",
    "AssertionsResponse",
    "BadgeConnectAPI",
    "Manifest",
    "ProfileResponse",
    "Status",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class BadgeConnectAPI:
    """One interface that a platform offers (Open Badges 2.1, BadgeConnectAPI).

    Attributes:
        name: name of the platform, for people.
        api_base: what the paths of the interface are appended to, such as ``https://host.example/bcv1``.
        version: such as ``v1p0``.
        scopes_offered: the scopes that may be asked for, as URLs.
        registration_url, authorization_url, token_url: the OAuth 2.0 endpoints; always https.
        token_revocation_url: the same; "" where there is none.
        terms_of_service_url, privacy_policy_url: pages for people.
        image: URL or data URI of a picture, or "".
        id, type: as written, or "".
        extra: further members as written.
    """

    name: str
    api_base: str
    version: str
    scopes_offered: tuple[str, ...]
    registration_url: str
    authorization_url: str
    token_url: str
    terms_of_service_url: str
    privacy_policy_url: str
    token_revocation_url: str = ""
    image: str = ""
    id: str = ""
    type: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def assertions_url(self) -> str:
        """Where assertions are read and handed in."""
        return self.api_base.rstrip("/") + "/assertions"

    @property
    def profile_url(self) -> str:
        """Where the profile of the person is read."""
        return self.api_base.rstrip("/") + "/profile"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What stands at ``/.well-known/badgeconnect.json`` of a platform (Open Badges 2.1, Manifest).

    Attributes:
        id: URL of the manifest as it says itself.
        badge_connect_api: at least one interface.
        type: as written, or "".
        extra: further members as written.
    """

    id: str
    badge_connect_api: tuple[BadgeConnectAPI, ...]
    type: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """How a request went (Open Badges 2.1, Status).

    Attributes:
        status_code: the HTTP status as the body has it.
        status_text: one of the nine words of the standard, such as ``OK`` or ``INVALID_BADGE``, or "".
        error: a sentence for people, written by the platform, or "".
    """

    status_code: int
    status_text: str = ""
    error: str = ""

    @property
    def ok(self) -> bool:
        """Whether the code is one of success."""
        return 200 <= self.status_code < 300


@dataclass(frozen=True, slots=True, kw_only=True)
class AssertionsResponse:
    """One page of assertions (Open Badges 2.1, AssertionsResponse).

    Attributes:
        status: how the request went.
        assertions: hosted assertions as they were sent.
        signed_assertions: signed assertions, each a compact JWS.
        extra: further members as written.
    """

    status: Status
    assertions: tuple[dict[str, Any], ...] = ()
    signed_assertions: tuple[str, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def badges(self) -> tuple[dict[str, Any] | str, ...]:
        """Everything that can be handed to `badgekit.verify`, one after the other."""
        return (*self.assertions, *self.signed_assertions)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileResponse:
    """The profile of the person whose badges these are (Open Badges 2.1, ProfileResponse).

    Attributes:
        status: how the request went.
        profile: a Profile of Open Badges 2.0 as it was sent; None where there is none.
        extra: further members as written.
    """

    status: Status
    profile: dict[str, Any] | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class AssertionRequest:
    """One badge that is handed in (Open Badges 2.1, AssertionPayload).

    Attributes:
        badge: what can be handed to `badgekit.verify`: an assertion, or a compact JWS.
        signed: whether it is a JWS.
        extra: further members as written.
    """

    badge: dict[str, Any] | str
    signed: bool
    extra: Mapping[str, Any] = field(default_factory=dict)
