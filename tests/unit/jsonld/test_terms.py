"""Term definitions: what bounds them, what of them is passed over, and what PyLD cannot tell."""

from __future__ import annotations

from typing import Any

import pytest

from badgekit.errors import LimitExceeded, Malformed, Unsupported
from badgekit.jsonld import ContextStore, Engine
from badgekit.limits import Limits

EX = "http://ex.org/"
BASE = {"id": "@id", "p": EX + "p"}


def lines(context: Any, members: dict[str, Any]) -> list[str]:
    result = Engine(ContextStore({}), Limits()).canonicalize({"@context": context, "id": EX + "s", **members})
    assert result.route == "strict"
    return [line.removeprefix(f"<{EX}s> ").removesuffix(" .\n") for line in result.lines]


def chain(length: int) -> dict[str, str]:
    return {f"t{number}": f"t{number + 1}" for number in range(length - 1)} | {f"t{length - 1}": EX + "end"}


def test_a_chain_of_definitions_is_bounded_and_their_number_is_not() -> None:
    others = {f"u{number}": f"{EX}u{number}" for number in range(100)}
    others |= {f"@{chr(97 + number // 26)}{chr(97 + number % 26)}odd": EX for number in range(100)}
    context = {**BASE, **chain(64), **others, "last": "t63"}
    assert lines(context, {"t0": "v", "u99": "w"}) == [f'<{EX}end> "v"', f'<{EX}u99> "w"']
    for length in (65, 200):
        with pytest.raises(LimitExceeded) as caught:
            lines({**BASE, **others, **chain(length)}, {"p": "v"})
        assert (caught.value.code, caught.value.params["limit"]) == ("jsonld.too_complex", 64)


def test_names_that_are_reserved_for_keywords_are_passed_over() -> None:
    assert lines({**BASE, "@odd": 5}, {"p": "v"}) == [f'<{EX}p> "v"']
    with pytest.raises(Unsupported):
        lines({**BASE, "@odd": EX + "odd"}, {"@odd": "v"})


def test_what_a_term_may_not_stand_for_is_told_apart_from_what_nobody_knows() -> None:
    with pytest.raises(Unsupported):
        lines({**BASE, "t": "@odd"}, {"p": "v"})
    with pytest.raises(Malformed):
        lines({**BASE, "t": "odd"}, {"p": "v"})


def test_a_prefix_that_stands_for_nothing_is_none() -> None:
    """PyLD stumbles over it; JSON-LD API 5.2, step 6.4, asks for a mapping that is not null."""
    context = {
        **BASE,
        "n": {"@id": None, "@prefix": True},
        "t": "n:t",
        "ref": {"@id": EX + "r", "@type": "@id"},
    }
    assert lines(context, {"t": "v", "ref": "n:x"}) == [f"<{EX}r> <n:x>", '<n:t> "v"']
