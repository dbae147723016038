"""Spellings of one identifier: every difference is named, and everything else is somebody else."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from badgekit.spelling import Kind, Spelling, compare, same_domain, spellings


def differ(kind: Kind, one: str, other: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Spellings and weaknesses between the two; None where they are not the same."""
    found = compare(kind, one, other)
    return None if found is None else (found.spellings, found.weaknesses)


@pytest.mark.parametrize(
    ("kind", "one", "other", "expected"),
    [
        (Kind.EMAIL, "anna@x.org", "anna@x.org", ((), ())),
        (Kind.EMAIL, "anna@X.org", "anna@x.ORG", (("domain",), ())),
        (Kind.EMAIL, "anna@münchen.example", "anna@xn--mnchen-3ya.example", (("domain",), ())),
        (Kind.EMAIL, "anna@MÜNCHEN.example", "anna@xn--mnchen-3ya.example", (("domain",), ())),
        (Kind.EMAIL, "jos\u00e9@x.org", "jose\u0301@x.org", (("unicode_form",), ())),
        (Kind.EMAIL, "Anna@x.org", "anna@x.org", ((), ("letter_case",))),
        (Kind.EMAIL, "anna@x.org", "anna@x.org\n", (("white_space",), ())),
        (Kind.PHONE, "+46 70-123 45 67", "+46701234567", (("separators",), ())),
        (Kind.PHONE, "0701234567", "0701234567", ((), ("local_number",))),
        (Kind.URI, "https://Anna.example", "https://anna.example/", (("url_form",), ())),
        (Kind.URI, "https://x.org:443/%7eanna", "https://x.org/~anna", (("url_form",), ())),
        (Kind.NAME, "Jos\u00e9 Gil", "Jose\u0301 Gil", (("unicode_form",), ())),
    ],
)
def test_what_is_the_same_says_by_which_rule(kind: Kind, one: str, other: str, expected: object) -> None:
    assert differ(kind, one, other) == expected
    assert differ(kind, other, one) == expected


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        (Kind.EMAIL, "anna@x.org", "anna@x.org.evil"),
        (Kind.EMAIL, "ann.a@x.org", "anna@x.org"),  # what one provider ignores, another does not
        (Kind.EMAIL, "anna+jobs@x.org", "anna@x.org"),
        (Kind.EMAIL, "mar\u212a@x.org", "mark@x.org"),
        (Kind.EMAIL, "mar\u212a@x.org", "marK@x.org"),
        (Kind.EMAIL, "anna@\uff58.org", "anna@x.org"),  # a full-width x
        (Kind.EMAIL, "anna@x\u3002org", "anna@x.org"),  # an ideographic full stop
        (Kind.EMAIL, "\u0430nna@x.org", "anna@x.org"),  # a Cyrillic a
        (Kind.EMAIL, "ÄNNA@x.org", "änna@x.org"),  # what lower case is depends on the language
        (Kind.EMAIL, "an\u200bna@x.org", "anna@x.org"),
        (Kind.EMAIL, "faß@straße.example", "faß@strasse.example"),
        (Kind.PHONE, "+46701234567", "0701234567"),
        (Kind.PHONE, "0046701234567", "+46701234567"),
        (Kind.PHONE, "+15551234;ext=12", "+1555123412"),
        (Kind.PHONE, "+1 555 FLOWERS", "+1 555 3569377"),
        (Kind.PHONE, "()", "-"),  # nothing but separators is nobody's number
        (Kind.URI, "https://x.org/anna", "https://x.org/ANNA"),
        (Kind.URI, "https://x.org/a%2Fb", "https://x.org/a/b"),
        (Kind.URI, "https://x.org/#anna", "https://x.org/#eve"),
        (Kind.URI, "https://x.org/?id=1", "https://x.org/?id=2"),
        (Kind.URI, "http://x.org/anna", "https://x.org/anna"),
        (Kind.URI, "did:example:anna", "did:example:Anna"),
        (Kind.NAME, "Anna Ek", "anna ek"),
        (Kind.TEXT, "4711", "04711"),
    ],
)
def test_what_is_not_the_same_is_somebody_else(kind: Kind, one: str, other: str) -> None:
    assert differ(kind, one, other) is None
    assert differ(kind, other, one) is None


def test_a_domain_that_does_not_lead_back_has_one_form() -> None:
    for domain in (
        "straße.example",
        "xn--.example",
        "xn--a-ecp.example",
        "xn--nonsense\u00e9",
        "a" * 300 + ".é",
    ):
        assert all(form.isascii() for form in same_domain(domain)), domain
    assert same_domain("Münster.example") == ("xn--mnster-3ya.example", "münster.example")


def test_a_text_longer_than_any_identifier_is_not_looked_into() -> None:
    long = "A" * 5000 + "@X.org"
    assert spellings(Kind.EMAIL, long) == (Spelling(long),)


_ALPHABET = st.sampled_from("aAbBéE\u0301\u212aß.@-+ /:%0123xn\uff58\u200b#")
_TEXTS = st.text(_ALPHABET, max_size=12) | st.text(max_size=12)


@given(st.sampled_from(Kind), _TEXTS)
def test_every_text_is_its_own_first_spelling_and_the_same_as_itself(kind: Kind, text: str) -> None:
    found = spellings(kind, text)
    assert found[0].text == text
    assert not found[0].spellings
    assert len({item.text for item in found}) == len(found) <= 24
    same = compare(kind, text, text)
    assert same is not None
    assert not set(same.spellings) - {"white_space"}


@given(st.sampled_from(Kind), _TEXTS, _TEXTS)
def test_comparing_has_no_direction_and_never_passes_a_difference_over(
    kind: Kind, one: str, other: str
) -> None:
    found, back = differ(kind, one, other), differ(kind, other, one)
    assert (found is None) is (back is None)
    if found is not None and one != other:
        assert found != ((), ())
    if found is not None and back is not None:
        assert set(found[0]) == set(back[0])
        assert set(found[1]) == set(back[1])


@given(st.text(max_size=8), st.text(max_size=8))
def test_mail_addresses_are_the_same_only_where_their_normal_forms_are(one: str, other: str) -> None:
    if compare(Kind.EMAIL, f"{one}@x.org", f"{other}@x.org") is not None:
        first, second = (unicodedata.normalize("NFC", text.strip()) for text in (one, other))
        assert first == second or (one + other).isascii()
