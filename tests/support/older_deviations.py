"""Badges of Open Badges 0.5 to 2.0 whose verdict is another one than the corpus has, with the reasons."""

from __future__ import annotations

from dataclasses import dataclass

Found = tuple[str, str]


@dataclass(frozen=True)
class Group:
    """Cases that deviate for one reason.

    Attributes:
        expected: what the corpus says: valid (VERIFIED) or invalid (REJECTED).
        found: verdicts with the code that decided them.
        cases: their ids.
        why: the argument.
    """

    expected: str
    found: tuple[Found, ...]
    cases: tuple[str, ...]
    why: str


TABLE: tuple[Group, ...] = (
    Group(
        "invalid",
        (
            ("INCONCLUSIVE", "net.failed"),
            ("INCONCLUSIVE", "hosted.status"),
        ),
        (
            "probe-badgeclass-500",
            "probe-signed-forged-hosted-type",
            "probe-rl-http-500",
            "probe-rl-unreachable",
        ),
        "A document that the verdict needs could not be had. That is no proof against the badge: it is not "
        "verified, and may be on another day (ETSI EN 319 102-1, indeterminate).",
    ),
    Group(
        "invalid",
        (("INCONCLUSIVE", "image.unavailable"),),
        (
            "hosted-2.0-original-json",
            "report-subject-from-url",
            "report-confirmed-recipient",
            "probe-image-404",
        ),
        "The picture of the BadgeClass, which the data model demands, could not be had; as above.",
    ),
    Group(
        "valid",
        (("INCONCLUSIVE", "hosted.open_redirect"),),
        ("probe-redirect-302",),
        "Redirects are permissible, but nothing tells one that the issuer set from a short link that "
        "anybody may make on the issuer's host. A document that has moved and names its new place is judged "
        "there; this one speaks for an address that another site answers.",
    ),
    Group(
        "invalid",
        (("INCONCLUSIVE", "recipient.not_comparable"),),
        ("probe-recipient-other-type",),
        "The badge names an e-mail address and the candidate gave a URL: nothing was compared, so nothing "
        "says that it is somebody else's.",
    ),
    Group(
        "invalid",
        (("INCONCLUSIVE", "input.no_badge"),),
        ("probe-file-svg-none",),
        "A picture without a badge: nothing was proved against anything. See ADR 2.",
    ),
    Group(
        "invalid",
        (("VERIFIED", ""),),
        ("probe-endorsement-no-issuedon", "probe-endorsement-type"),
        "The badge is sound and its endorsement is not. What others say of a badge makes it neither truer "
        "nor less true; the endorsement has a report of its own, which is REJECTED.",
    ),
    Group(
        "valid",
        (("INCONCLUSIVE", "structure.not_an_assertion"),),
        ("issuer-1.1-alias-url",),
        "A profile is a valid document and nobody's badge: only assertions and endorsements can be verified.",
    ),
    Group(
        "valid",
        (("REJECTED", "input.ambiguous"),),
        ("probe-file-text-then-itxt",),
        "One picture with two badges: two programs show two different ones, so it is refused, as for every "
        "version of Open Badges.",
    ),
)
