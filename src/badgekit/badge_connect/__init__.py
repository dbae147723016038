"""Badge Connect, the interface of Open Badges 2.1: its manifest and payloads, parsed strictly.

Nothing is fetched and nobody is logged in: that is OAuth 2.0 and belongs to the caller. What a platform
answers becomes typed values here, and every badge in it can be handed to `badgekit.verify`.

A platform vouches for nothing: an assertion in a payload is a claim like any other until it is verified.
"""

from badgekit.badge_connect.classes import (
    AssertionRequest,
    AssertionsResponse,
    BadgeConnectAPI,
    Manifest,
    ProfileResponse,
    Status,
)
from badgekit.badge_connect.parsing import (
    parse_assertion_request,
    parse_assertions_response,
    parse_manifest,
    parse_profile_response,
    parse_status_response,
)

__all__ = [
    "AssertionRequest",
    "AssertionsResponse",
    "BadgeConnectAPI",
    "Manifest",
    "ProfileResponse",
    "Status",
    "parse_assertion_request",
    "parse_assertions_response",
    "parse_manifest",
    "parse_profile_response",
    "parse_status_response",
]
