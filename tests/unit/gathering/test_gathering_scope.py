"""Where an issuer's badges may be published."""

from __future__ import annotations

from typing import Any

import pytest

from badgekit.gathering import scope
from badgekit.models.ob2.classes import Issuer, VerificationObject

HOME = "https://uni.example/issuer"


def judged(address: str, **policy: Any) -> str:
    issuer = Issuer(id=HOME, verification=VerificationObject(**policy) if policy else None)
    problem = scope.judge_hosting(address, HOME, issuer)
    return problem.code if problem is not None else ""


@pytest.mark.parametrize(
    "address", ["https://uni.example/a/1", "http://uni.example/a", "https://UNI.example:443/"]
)
def test_by_default_badges_are_where_the_profile_is(address: str) -> None:
    assert judged(address) == ""
    assert judged(address, types=("VerificationObject",), verification_property="id") == ""


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/a",
        "https://evil-uni.example/a",
        "https://uni.example.evil.example/a",
        "https://sub.uni.example/a",
        "https://uni.example:8443/a",
        "https://un%69.example/a",
        "https://uni.example@evil.example/a",
        "https://evil.example\\@uni.example/a",
        "https://uni.example\t.evil.example/a",
        "https://unі.example/a",
        "https://uni.example./a",
        "urn:uuid:1",
        "",
    ],
)
@pytest.mark.parametrize(
    "policy",
    [
        {},
        {"allowed_origins": ("uni.example",)},
        {"starts_with": ("https://uni.example",)},
        {"allowed_origins": ("",)},
        {"allowed_origins": ("example",)},
        {"allowed_origins": (".example", "*.example", "https://evil.example")},
    ],
)
def test_nobody_else_publishes_in_its_name(address: str, policy: dict[str, Any]) -> None:
    assert judged(address, **policy) in ("hosted.foreign_host", "hosted.outside_scope", "hosted.bad_address")


def test_the_issuer_may_name_other_hosts_and_places() -> None:
    assert judged("https://cdn.example/a", allowed_origins=("uni.example", "CDN.example")) == ""
    assert (
        judged("https://cdn.example/a/1", starts_with=("https://uni.example/", "https://cdn.example/a/"))
        == ""
    )
    assert (
        judged("https://cdn.example/b/1", starts_with=("https://cdn.example/a/",)) == "hosted.outside_scope"
    )
    assert judged("https://münchen.example/", allowed_origins=("münchen.example",)) == ""
    assert judged("https://cdn.example:8443/a", allowed_origins=("cdn.example:8443",)) == ""
    assert judged("https://cdn.example:8443/a", allowed_origins=("cdn.example",)) == "hosted.outside_scope"
    assert (
        judged("https://cdn.example:9443/a", allowed_origins=("cdn.example:8443",)) == "hosted.outside_scope"
    )


def test_both_kinds_of_limits_hold_together() -> None:
    both = {"starts_with": ("https://uni.example/a/",), "allowed_origins": ("uni.example",)}
    assert judged("https://uni.example/a/1", **both) == ""
    assert judged("https://uni.example/b/1", **both) == "hosted.outside_scope"
    elsewhere = {"starts_with": ("https://cdn.example/",), "allowed_origins": ("uni.example",)}
    assert judged("https://cdn.example/1", **elsewhere) == "hosted.outside_scope"


def test_an_empty_list_is_no_list() -> None:
    assert judged("https://uni.example/a", allowed_origins=()) == ""
    assert judged("https://evil.example/a", allowed_origins=()) == "hosted.foreign_host"


def test_another_property_is_not_understood() -> None:
    assert judged("https://uni.example/a", verification_property="email") == "hosted.unknown_property"


def test_an_issuer_without_an_address_has_no_scope() -> None:
    problem = scope.judge_hosting("https://uni.example/a", "urn:uuid:1", Issuer(id="urn:uuid:1"))
    assert problem is not None
    assert problem.code == "hosted.issuer_without_address"


@pytest.mark.parametrize(
    ("badge", "policy", "code"),
    [
        ("https://uni.example/b", {}, ""),
        ("https://evil.example/b", {}, "hosted.foreign_badge_class"),
        ("https://cdn.example/b", {"allowed_origins": ("cdn.example",)}, ""),
        ("https://cdn.example/b", {"starts_with": ("https://cdn.example/",)}, ""),
        ("https://evil.example/b", {"starts_with": ("https://cdn.example/",)}, "hosted.foreign_badge_class"),
        ("urn:uuid:1", {}, "hosted.bad_address"),
    ],
)
def test_the_badge_class_is_the_issuers_own(badge: str, policy: dict[str, Any], code: str) -> None:
    issuer = Issuer(id=HOME, verification=VerificationObject(**policy))
    problem = scope.judge_badge_class(badge, HOME, issuer)
    assert (problem.code if problem is not None else "") == code


@pytest.mark.parametrize(
    ("address", "origin", "code"),
    [
        ("http://old.example/a", "http://old.example", ""),
        ("https://old.example/a", "old.example", ""),
        ("http://evil.example/a", "http://old.example", "hosted.foreign_host"),
        ("http://old.example.evil.example/a", "old.example", "hosted.foreign_host"),
        ("http://old.example/a", None, "hosted.bad_address"),
        ("http://old.example/a", "", "hosted.bad_address"),
    ],
)
def test_the_origin_of_0_5(address: str, origin: str | None, code: str) -> None:
    problem = scope.judge_origin(address, origin)
    assert (problem.code if problem is not None else "") == code
