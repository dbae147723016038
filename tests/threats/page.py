"""The page of threats, written from the catalogue."""

from __future__ import annotations

from tests.threats import CATALOGUE
from tests.threats.rule import Rule, Threat

__all__ = ["page"]

_TEXT = """# Threats

What somebody who writes the file, an issuer, or somebody on the network may send, the rules that answer it, and the
tests that fail when a rule is taken out of the code. That they do fail is tried by machine: `python -m tests.threats`
takes out one rule after another in a copy of the code and runs the tests named here. What is promised, and what is
not, stands in [Security](../explain/security.md).
"""


def page() -> str:
    """Return the page as Markdown."""
    parts = [_TEXT]
    for heading, threats in CATALOGUE:
        rows = [row for threat in threats for row in _rows(threat)]
        head = ["", "| | Sent | Rule | Where | Test |", "| --- | --- | --- | --- | --- |"]
        parts.append("\n".join([f"## {heading}", *head, *rows, ""]))
    return "\n".join(parts)


def _rows(threat: Threat) -> list[str]:
    return [_row(threat.id, threat.sent, threat.rules[0]), *(_row("", "", rule) for rule in threat.rules[1:])]


def _row(name: str, sent: str, rule: Rule) -> str:
    tests = "<br>".join(f"`{test.rpartition('::')[2]}`" for test in rule.tests)
    return f"| {name} | {sent} | {rule.says} | `{rule.change.module}` | {tests} |"
