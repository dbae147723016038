"""The page of limits: what a caller can set, and what is fixed, with the reason."""

from __future__ import annotations

import ast
from dataclasses import dataclass, fields
from itertools import pairwise

from tests.docs.blocks import ROOT
from tests.unit.test_limits import BREACHES

from badgekit.limits import Limits

__all__ = ["FIXED", "PAGE", "Fixed", "page"]

PAGE = ROOT / "docs" / "reference" / "limits.md"

_TEXT = """# Limits

Every verification is bounded. `badgekit.Limits` holds what a caller may want to set, all in one place; sizes
are in bytes, times in seconds. Beyond a bound the report says so with the code named here, and the verdict is
never VERIFIED.

```python
import badgekit

verifier = badgekit.Verifier(limits=badgekit.Limits(total_seconds=4.0, endorsements=0))
```

| Limit | Default | What it bounds | Code |
| --- | --- | --- | --- |
"""

_FIXED_TEXT = """
## Bounds that are fixed

These come from a format, or are so far beyond what honest material needs that nobody would set them.
Verifiers also keep what they have read, compiled and unpacked; each such memory is bounded in entries and in
bytes.

| Where | Bound | Why it is no setting |
| --- | --- | --- |
"""

_PLAIN = {
    "json_depth": "Arrays and objects inside each other.",
    "xml_depth": "Elements of an SVG picture inside each other.",
    "png_chunks": "Blocks of a PNG picture.",
    "quads": "Statements of one JSON-LD document.",
    "blank_nodes": "Objects without an id in one JSON-LD document.",
    "proofs": "Proofs of one credential.",
    "status_entries": "Status entries of one credential.",
    "redirects": "Redirects of one request.",
}
"""For limits whose name says all to whoever reads the code."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """A bound that is a constant of a module.

    Attributes:
        module: below ``badgekit``.
        name: of the constant.
        why: it is no setting.
    """

    module: str
    name: str
    why: str


_ENGINE = "work of the JSON-LD engine that no published context or badge comes near"
_FORMAT = "the longest text that the format can have"
FIXED = (
    Fixed("proofs.jws", "HEADER_CHARACTERS", "headers of tokens have some hundred characters"),
    Fixed("proofs.jws", "SIGNATURE_CHARACTERS", _FORMAT + ": RSA with 8192 bits"),
    Fixed("proofs.cose", "_HEADER_BYTES", "headers of messages have some hundred bytes"),
    Fixed("proofs.cose", "_SIGNATURE_BYTES", _FORMAT + ": RSA with 8192 bits"),
    Fixed(
        "proofs.rdfc_suites", "_MAX_REVISION_TRIES", "each try is charged to the account of the verification"
    ),
    Fixed("keys.public", "RSA_LEAST_BITS", "a rule of security, not of work"),
    Fixed("keys.public", "RSA_MOST_BITS", "a check with a larger key takes seconds"),
    Fixed("keys.multibase", "SIGNATURE_CHARACTERS", _FORMAT),
    Fixed("keys.multibase", "KEY_CHARACTERS", _FORMAT),
    Fixed("keys.did", "DID_CHARACTERS", _FORMAT + ": a did:jwk with RSA"),
    Fixed("keys.documents", "URL_CHARACTERS", "as for every URL"),
    Fixed("net.guard", "_MAX_LENGTH", "longer URLs are not answered by servers"),
    Fixed("net.http", "_ADDRESSES_TRIED", "the deadline of the request is divided among them"),
    Fixed("jsonld.walk", "_BUDGET", _ENGINE),
    Fixed("jsonld.compiler", "_MAX_REMOTE", _ENGINE),
    Fixed("jsonld.terms", "_MAX_CHAIN", _ENGINE),
    Fixed("jsonld.shapes", "_MAX_TYPES", _ENGINE),
    Fixed("jsonld.work", "_STEPS", _ENGINE),
    Fixed("jsonld.work", "_TERMS", _ENGINE),
    Fixed("jsonld.work", "_GENERAL", _ENGINE),
    Fixed("jsonld.work", "_CONTEXTS", _ENGINE),
    Fixed("jsonld.mentions", "_MAX_SHARED", "more than a person would read"),
    Fixed("checks.mentions", "MAX_SHARED", "each is looked at beside what it repeats"),
    Fixed("places", "PLACE_CHARACTERS", "the paths of a real document have some thousands"),
    Fixed("models.reading", "MAX_OBJECTS", "a badge with a long transcript has some hundreds"),
    Fixed(
        "models.reading",
        "MAX_DEPTH",
        "profiles and endorsements inside each other, which are read and not judged",
    ),
    Fixed("models.reading", "MAX_FINDINGS", "more than a person would read"),
    Fixed("strictcbor", "_DEPTH", "proofs and COSE messages are four deep"),
    Fixed("strictcbor", "_ITEMS", "the size is bounded as that of JSON"),
    Fixed("gathering.asking", "_MOVES", "a badge that moved more often is lost"),
    Fixed("net.snapshot", "FILE_BYTES", "the file is the caller's own"),
    Fixed("net.archive", "TOTAL_BYTES", "the file is the caller's own"),
    Fixed("net.archive", "MEMBERS", "each is an answer to one request"),
    Fixed(
        "proofs.bbs_suite", "_PAIRING", "how many statements the check of one bbs-2023 proof counts for more"
    ),
)


def page() -> str:
    """Return the page as Markdown."""
    said = _docs()
    rows = []
    for item in fields(Limits):
        what = said.get(item.name) or _PLAIN[item.name]
        rows.append(f"| `{item.name}` | {item.default:,} | {what} | `{BREACHES[item.name].code}` |")
    fixed = [f"| `{one.module}.{one.name}` | {value(one):,} | {one.why} |" for one in FIXED]
    return _TEXT + "\n".join([*rows, ""]) + _FIXED_TEXT + "\n".join([*fixed, ""])


def value(fixed: Fixed) -> int:
    """Return the bound itself."""
    module = __import__(f"badgekit.{fixed.module}", fromlist=[fixed.name])
    found: int = getattr(module, fixed.name)
    return found


def _docs() -> dict[str, str]:
    """Return the text below each limit in the source, on one line."""
    tree = ast.parse((ROOT / "src" / "badgekit" / "limits.py").read_text(encoding="utf-8"))
    body = next(node.body for node in tree.body if isinstance(node, ast.ClassDef))
    found = {}
    for node, below in pairwise(body):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            text = below.value if isinstance(below, ast.Expr) else None
            if isinstance(text, ast.Constant) and isinstance(text.value, str):
                found[node.target.id] = " ".join(text.value.split())
    return found
