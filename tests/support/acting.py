"""Texts that act, hide or mislead where they are shown as they are, and badges with them in every place."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from badgekit.testing import IssuerSimulator

__all__ = ["ACTING", "PERSON", "badges", "everywhere", "harms"]

ACTING = {
    "erase": "\x1b[2J\x1b[1;1H",
    "link": "\x1b]8;;https://evil.example\x07VERIFIED\x1b]8;;\x07",
    "clipboard": "\x1b]52;c;ZXZpbA==\x07",
    "line ends": "\r\nINFO VERIFIED\r\u2028\u2029\x85",
    "backwards": "\u202edeifirev\u202c\u2066x\u2069",
    "invisible": "\u200bVER\u200dIFIED\ufeff\U000e0041\u3164",
    "eight bits": "\x9b2J\x9d8;;\x9c",
    "page": "</script><script>alert(1)</script><img src=x onerror=alert(1)>&lt;",
    "attribute": "x\" onmouseover=\"alert(1)' onclick='alert(1)",
    "markdown": "[VERIFIED](https://evil.example)![x](//evil.example/seen.png)",
}
PERSON = "anna.ek@uni.example"

_HARMFUL = ("\u202e", "\u200b", "\u3164", "\x1b", "<script", "<img", "](")
_QUOTED = ('x" onmouseover=', "' onclick=")


def harms(text: str, *, quoted: bool = False) -> list[str]:
    """Return what is left in an output of texts like those of `ACTING`; nothing but lines may be.

    Args:
        text: the output.
        quoted: it has quotes of its own, as JSON and what Python shows have them.
    """
    hidden = [line for line in text.split("\n") if not line.isprintable()]
    parts = _HARMFUL if quoted else (*_HARMFUL, *_QUOTED)
    return [*map(repr, hidden), *(part for part in parts if part in text)]


def everywhere(value: Any, text: str) -> Any:
    """Return `value` with `text` behind every text in it, but where a verdict needs the text as it is."""
    if isinstance(value, dict):
        kept = ("@context", "type", "id", "validFrom")
        return {name: item if name in kept else everywhere(item, text) for name, item in value.items()}
    if isinstance(value, list):
        return [everywhere(item, text) for item in value]
    return value + text if isinstance(value, str) else value


def badges(sim: IssuerSimulator, text: str) -> Iterator[Any]:
    """Yield inputs with `text` in every place that a text can have."""
    badge = sim.issue()
    named = sim.issue(PERSON, achievement=f"Data {text}", profile={"name": text})
    yield sim.sign(named, "EdDSA")
    yield sim.sign(named)
    yield sim.sign(sim.issue(profile={"url": "https://x.example/" + text}), "EdDSA")
    yield everywhere(badge, text)
    yield sim.sign(everywhere(badge, text), "EdDSA")
    yield {**badge, text: 1, "issuer": text, "id": text, "type": [text]}
    yield {**sim.sign(badge), "proof": {"type": text, "cryptosuite": text, "verificationMethod": text}}
    yield sim.sign({**badge, "credentialStatus": {"type": text, "id": text}}, "EdDSA")
    yield sim.sign({**badge, "credentialSchema": {"type": text, "id": text}}, "EdDSA")
    yield sim.sign({**badge, "@context": [*badge["@context"], text]}, "EdDSA")
    yield f"{sim.sign(badge, 'EdDSA')}{text}".encode()
    yield json.dumps({"@context": text, "type": "Assertion", "id": text, "badge": text}).encode()
    yield text.encode()
    older = sim.older.issue(generation="2.0")
    yield older.png().replace(b"Data", text.encode("utf-8", "replace")[:4])
