"""Which patterns may meet hostile text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from badgekit.schemas.patterns import is_linear

internals: Any = re
"""Python's own reading of a pattern, which has no public name."""


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        "abc",
        "^abc$",
        "^a+$",
        "^a*b$",
        "^[a-z]{2,4}(?:-[A-Z]{2})?$",
        "^(?:ab?)*$",
        "^.*$",
        r"^[^\n]+\Z",
        r"^[A-Z0-9_-]+\.[0-9]+$(?!\n)",
        r"^(?:[01][0-9]|2[0-3]):[0-5][0-9]$",
        r"^\d{4}-\d{2}$",
        r"^[\w.]+@$",
        r"^[\u0041-\u005a\x20]+$",
        "a?b",
    ],
)
def test_a_pattern_that_never_has_a_choice_is_linear(pattern: str) -> None:
    assert is_linear(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "^(a+)+$",
        "^(?:a+b?)+$",
        "^(a|a)*$",
        "^(?:a|ab)*$",
        "^(?:a*)*$",
        "^(?:a?)*$",
        "^(?:a?){30}a$",
        "^(?:a?|b?)c$",
        "^a?a?a?b$",
        r"^\w+\s?\w+$",
        r"^\D+\d+$",
        r"^[^\d]+[^x]$",
        r"^\d+٣$",
        "^.*x$",
        "a+b",  # a search begins anew at every character
        "a*",
        "^a+$|^b+$",
        r"^(a)\1$",
        r"\ba",
        "^(?=a+$)a+$",
        "^(?i:a+)$",
        "^a+?$",
        "^a++$",
        "^a{2}{3}$",
        "^(?P<n>a)$",
        "^a{,3}$",
        "^x{999}$",
        "^(((((((((((((((((((((a)))))))))))))))))))))$",
        "a" * 3000,
        "(",
        "[",
        "a)",
        "\\",
        r"\u12",
        "[b-a]",
        "[[:alpha:]]",
        "^a$b",
        "*a",
    ],
)
def test_whatever_leaves_a_choice_or_is_not_understood_is_refused(pattern: str) -> None:
    assert not is_linear(pattern)


@settings(max_examples=400, deadline=None)
@given(st.text(alphabet="ab^$()[]{}|*+?.\\-,:0123dwsnux", max_size=24))
def test_reading_a_pattern_never_raises_and_a_yes_is_a_pattern(pattern: str) -> None:
    if is_linear(pattern):
        re.compile(pattern)


_ATOMS = st.sampled_from(["a", "b", "[ab]", "[^a]", ".", r"\w", r"\d", "(?:ab)", "(?:a|b)"])
_QUANTIFIED = st.tuples(_ATOMS, st.sampled_from(["", "*", "+", "?", "{2}", "{1,3}", "{0,2}", "{2,}"])).map(
    "".join
)
_NESTED = st.recursive(
    _QUANTIFIED,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=4).map("".join),
        st.tuples(inner, st.sampled_from(["*", "+", "?", "{2,3}"])).map(
            lambda pair: f"(?:{pair[0]}){pair[1]}"
        ),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"(?:{'|'.join(parts)})"),
    ),
    max_leaves=8,
)


def _steps(pattern: str, text: str) -> int:
    """Count the ways by which a backtracking engine can read prefixes of the text, up to a bound."""
    parsed = internals._parser.parse(pattern)
    budget = [20_000]
    for _ in _ways(list(parsed), text, 0, budget):
        if budget[0] <= 0:
            break
    return 20_000 - budget[0]


def _ways(items: list[Any], text: str, at: int, budget: list[int]) -> Iterator[int]:
    budget[0] -= 1
    if budget[0] <= 0:
        return
    if not items:
        yield at
        return
    code, argument = items[0]
    rest = items[1:]
    name = str(code)
    if name == "MAX_REPEAT":
        low, high, body = argument
        if high and at <= len(text):
            more = [(code, (max(low - 1, 0), high if str(high) == "MAXREPEAT" else high - 1, body))]
            for end in _ways(list(body), text, at, budget):
                if end > at or low > 0:
                    yield from _ways(more + rest, text, end, budget)
        if low == 0:
            yield from _ways(rest, text, at, budget)
    elif name == "SUBPATTERN":
        yield from _ways(list(argument[-1]) + rest, text, at, budget)
    elif name == "BRANCH":
        for branch in argument[1]:
            yield from _ways(list(branch) + rest, text, at, budget)
    elif name == "AT":
        if str(argument) == "AT_BEGINNING" or at == len(text):
            yield from _ways(rest, text, at, budget)
    else:
        one_character = internals._parser.SubPattern(internals._parser.State(), [(code, argument)])
        one = internals._compiler.compile(one_character)
        if at < len(text) and one.match(text, at):
            yield from _ways(rest, text, at + 1, budget)


@settings(max_examples=300, deadline=None)
@given(_NESTED, st.text(alphabet="ab1", max_size=6), st.sampled_from(["a", "ab", "b", "1"]))
def test_a_pattern_called_linear_gives_up_in_steps_proportional_to_the_text(
    body: str, head: str, repeated: str
) -> None:
    pattern = f"^{body}$"
    if is_linear(pattern):
        short = _steps(pattern, head + repeated * 20 + "!")
        long = _steps(pattern, head + repeated * 40 + "!")
        assert short < 5_000
        assert long <= 2 * short + 40


def test_the_step_counter_of_this_test_sees_an_explosion() -> None:
    assert _steps("^(?:a+)+$", "a" * 40 + "!") > 10_000
