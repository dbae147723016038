"""Every code that the code can say has a sentence, and every sentence can be filled in."""

from __future__ import annotations

import re
import string
from pathlib import Path

import badgekit
from badgekit.messages import CATALOGUE, render

SOURCE = Path(badgekit.__file__).parent
FAMILIES = {code.partition(".")[0] for code in CATALOGUE}
LITERAL = re.compile(r'"([a-z0-9]+\.[a-z0-9_]+)"')


def codes_in_source() -> dict[str, str]:
    found = {}
    for path in sorted(SOURCE.rglob("*.py")):
        if {"messages", "testing"} & set(path.parts):
            continue
        for code in LITERAL.findall(path.read_text(encoding="utf-8")):
            if code.partition(".")[0] in FAMILIES:
                found[code] = path.name
    return found


def test_every_code_in_the_source_has_a_sentence() -> None:
    check_ids = {check.id for check in __import__("badgekit.checks").checks.CHECKS} | {
        "input.readable",
        "nested.credentials",
    }
    missing = {
        code: where
        for code, where in codes_in_source().items()
        if code not in CATALOGUE and code not in check_ids
    }
    assert not missing
    assert len(codes_in_source()) > 150


def test_every_sentence_is_one_and_is_used() -> None:
    used = codes_in_source()
    for code, message in CATALOGUE.items():
        assert message.sentence.rstrip().endswith((".", "?")), code
        assert code == message.code
        assert code in used or code.startswith("recipient.weak_"), f"{code} is never said"


def test_a_parameter_that_is_not_given_never_breaks_a_sentence() -> None:
    for code, message in CATALOGUE.items():
        assert render(code, {})
        for _, name, spec, conversion in string.Formatter().parse(message.sentence):
            assert not spec, code
            assert not conversion, code
            assert name is None or name.isidentifier(), code


def test_hostile_parameters_stay_one_harmless_line() -> None:
    text = render("issuer.bound", {"issuer": "\x1b[31mred\u202e\r\n", "domain": "{issuer.__class__}"})
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "\n" not in text
    assert "{issuer.__class__}" in text
