from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from badgekit.safetext import clean


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Anna",
        "a < b",
        "1<2",
        "x = 7",
        'say "yes"',
        "https://uni.example/?a=1&b=2",
        "Gärtner ® 🌱",
        "日本語",
        "عربي",
        "a\\u{41}",
        "Data [new] (2 ECTS)",
        "⭐\ufe0f",
        "e\u0301",
    ],
)
def test_honest_text_stays(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred", "\\u{1b}[31mred"),
        ("\x1b]8;;https://evil.example\x07", "\\u{1b}]8;;https://evil.example\\u{7}"),
        ("a\r\nb", "a\\u{d}\\u{a}b"),
        ("a\tb", "a\\u{9}b"),
        ("a\0b", "a\\u{0}b"),
        ("\x7f\x9b31m", "\\u{7f}\\u{9b}31m"),
        ("abc\u202edef", "abc\\u{202e}def"),
        ("\u2066x\u2069", "\\u{2066}x\\u{2069}"),
        ("a\u200bb\u200db\ufeff", "a\\u{200b}b\\u{200d}b\\u{feff}"),
        ("a\u2028b\u2029", "a\\u{2028}b\\u{2029}"),
        ("\ud800", "\\u{d800}"),
        ("\ue000", "\\u{e000}"),
        ("\U000e0041", "\\u{e0041}"),
        ("\u00ad", "\\u{ad}"),
        ("\u3164\uffa0\u115f\u1160\u2800\u034f", "\\u{3164}\\u{ffa0}\\u{115f}\\u{1160}\\u{2800}\\u{34f}"),
        ("\U000e0100\ufe00", "\\u{e0100}\\u{fe00}"),
        ("a\u00a0b\u3000c", "a b c"),
        ("<script>alert(1)</script>", "\\u{3c}script>alert(1)\\u{3c}/script>"),
        ("[VERIFIED](https://evil.example)", "[VERIFIED\\u{5d}(https://evil.example)"),
        ("![x](//evil.example/p.png)", "![x\\u{5d}(//evil.example/p.png)"),
        ("<!-- <?x", "\\u{3c}!-- \\u{3c}?x"),
        ('x" onmouseover="alert(1)', 'x\\u{22} onmouseover="alert(1)'),
        ("x'onclick = 'y", "x\\u{27}onclick = 'y"),
    ],
)
def test_what_acts_or_hides_is_written_out(text: str, shown: str) -> None:
    assert clean(text) == shown


def test_the_length_is_bounded() -> None:
    assert clean("x" * 200) == "x" * 200
    assert clean("x" * 201) == "x" * 200 + "…"
    assert clean("abcdef", limit=3) == "abc…"


def test_the_length_is_bounded_after_writing_out() -> None:
    shown = clean("\U000e0001" * 200)
    assert len(shown) == 201
    assert shown.endswith("…")


def test_other_values_are_converted() -> None:
    assert clean(7) == "7"
    assert clean(None) == "None"
    assert clean(["\x1b"]) == "['\\x1b']"


def test_values_beyond_what_the_interpreter_converts_do_not_raise() -> None:
    assert clean(10**5000) == "(int)"
    nested: list[object] = []
    for _ in range(100_000):
        nested = [nested]
    assert clean(nested) == "(list)"


@settings(deadline=None, max_examples=400)
@given(st.text(st.characters(), max_size=250))
def test_the_result_is_one_bounded_line_that_can_be_encoded(text: str) -> None:
    shown = clean(text)
    assert len(shown) <= 201
    assert shown.encode("utf-8")[:0] == b""
    assert len(shown.splitlines()) <= 1
    assert not {unicodedata.category(ch) for ch in shown} & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    assert clean(clean(text, 50), 3000) == clean(text, 50)
