"""What a media type says of the bytes, and what a header may say of them."""

from __future__ import annotations

from typing import Any

import pytest

from badgekit.errors import Malformed, Problem, Unsupported
from badgekit.proofs.media_types import MediaType, check_claims, check_header, named, normalised

FORMS: Any = ("jwt", "sd-jwt", "cose")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("content", "presentation"), [("vc", False), ("vp", True)])
@pytest.mark.parametrize("spelling", ["{}", "{}-ld", "{}+ld", "{}+ld+json"])
def test_content_and_form_are_told_by_the_name(
    form: Any, content: str, presentation: bool, spelling: str
) -> None:
    name = f"{spelling.format(content)}+{form}"
    expected = MediaType(name, form, presentation)
    assert named(name) == named(f"Application/{name.upper()}") == expected
    assert check_header(form, name, None) == check_header(form, name, spelling.format(content)) == expected
    for other in set(FORMS) - {form}:
        with pytest.raises(Malformed) as caught:
            check_header(other, name, None)
        assert (caught.value.code, caught.value.path) == ("jwt.typ_not_allowed", "$.typ")
    with pytest.raises(Malformed) as caught:
        check_header(form, name, "vc" if presentation else "vp")
    assert (caught.value.code, caught.value.path) == ("jwt.cty_not_allowed", "$.cty")


def test_general_names_leave_the_content_open() -> None:
    assert named("JWT") == MediaType("jwt", "jwt")
    assert named("application/sd-jwt") == MediaType("sd-jwt", "sd-jwt")
    for nothing in ("", "cose", "json", "vc", "vc+ld+xml+jwt", "text/vc+jwt", "application/application/jwt"):
        assert named(nothing) is None
    assert normalised("Application/VC+JWT") == "vc+jwt"


@pytest.mark.parametrize(
    ("form", "typ", "allowed"),
    [
        ("jwt", "jwt", True),
        ("jwt", "sd-jwt", False),
        ("sd-jwt", "jwt", True),
        ("sd-jwt", "sd-jwt", True),
        ("cose", "jwt", False),
        ("cose", "sd-jwt", False),
        *((form, typ, False) for form in FORMS for typ in ("", "at+jwt", "kb+jwt", "cose", "x")),
        ("jwt", "dc+sd-jwt", False),
        ("cose", "dc+sd-jwt", False),
    ],
)
def test_a_general_type_says_nothing_in_particular(form: Any, typ: str, allowed: bool) -> None:
    if allowed:
        assert check_header(form, typ, None) is None
        # Then the type of the content says nothing that would be relied on.
        assert check_header(form, typ, "anything") is None
        return
    with pytest.raises(Malformed) as caught:
        check_header(form, typ, None)
    assert (caught.value.code, caught.value.params) == ("jwt.typ_not_allowed", {"typ": typ})


def test_without_a_type_only_a_message_is_told_by_its_content() -> None:
    for form in FORMS:
        assert check_header(form, None, None) is None
    assert check_header("jwt", None, "anything") is None
    assert check_header("sd-jwt", None, "vp") is None
    assert check_header("cose", None, "vc") == MediaType("cose", "cose", False)
    assert check_header("cose", None, "vp+ld+json") == MediaType("cose", "cose", True)
    with pytest.raises(Malformed) as caught:
        check_header("cose", None, "anything", content_path="$")
    assert (caught.value.code, caught.value.path) == ("jwt.cty_not_allowed", "$")
    assert caught.value.params == {"typ": "COSE", "cty": "anything"}


def test_credentials_of_another_family_are_named() -> None:
    with pytest.raises(Unsupported) as caught:
        check_header("sd-jwt", "dc+sd-jwt", None)
    assert (caught.value.code, caught.value.path) == ("sdjwt.ietf_credential", "$.typ")


@pytest.mark.parametrize("name", ["vc", "vp"])
def test_claims_that_hold_a_credential_are_for_types_that_leave_it_open(name: str) -> None:
    for open_type in (None, MediaType("jwt", "jwt")):
        check_claims(open_type, {name: {}})
    for presentation in (True, False):
        special = MediaType("x+jwt", "jwt", presentation)
        check_claims(special, {"iss": "x"})
        with pytest.raises(Problem) as caught:
            check_claims(special, {name: {}})
        assert (caught.value.code, caught.value.path) == ("jwt.claim_forbidden", f"$.{name}")
        assert caught.value.params == {"claim": name, "typ": "x+jwt"}
