"""The generated pages of the reference: `python -m tests.docs.reference` writes them anew."""

from __future__ import annotations

from tests.docs import limits
from tests.docs.blocks import ROOT
from tests.threats.page import page as threats_page

from badgekit.checks import CHECKS, Check
from badgekit.documents import Kind
from badgekit.messages import CATALOGUE, Message

CHECKS_PAGE = ROOT / "docs" / "reference" / "checks.md"
CODES_PAGE = ROOT / "docs" / "reference" / "codes.md"
THREATS_PAGE = ROOT / "docs" / "reference" / "threats.md"

_CHECKS_TEXT = """# Checks

Every check in the order in which it runs and is reported. *Needs* names the checks without which this one
means nothing: when one of them FAILED or was NOT_RUN, this one is NOT_RUN. *Required* checks decide the
verdict, see [Checks and verdicts](../explain/checks-and-verdicts.md). One result stands outside this list:
`input.readable` comes first in every report and says whether a document could be had from the input;
`nested.credentials` stands in the report on a GetOpenBadgeCredentialsResponse, too, and sums up its children.
"""

_CODES_TEXT = """# Codes

Every code that a report or an `InputError` can carry, with its sentence and, where the reader can do
something, a hint. Words in *italics* are filled in. Codes are stable: they are part of what
[Semantic Versioning](https://semver.org/) covers; sentences may be reworded. `badgekit explain CODE` prints
one of them.
"""

_FAMILIES = {
    "input": "The file as it was handed over",
    "png": "PNG pictures",
    "svg": "SVG pictures",
    "json": "JSON text",
    "cbor": "CBOR, in proofs and COSE messages",
    "structure": "Members and their types",
    "date": "Dates",
    "context": "JSON-LD contexts",
    "jsonld": "JSON-LD documents",
    "rdfc": "RDF canonical form",
    "schema": "JSON Schemas",
    "digest": "Digests of documents that are named",
    "proof": "Proofs and what they cover",
    "jwt": "Signed tokens",
    "key": "Keys, and whose they are",
    "did": "Decentralised identifiers",
    "issuer": "The issuer",
    "validity": "Beginning and end",
    "status": "Revocation and suspension",
    "refresh": "Newer versions",
    "recipient": "The recipient",
    "endorsement": "Endorsements",
    "nested": "Credentials inside others",
    "record": "Learner records",
    "portfolio": "Badges seen together",
    "pathway": "What badges add up to",
    "net": "The network",
    "check": "Checks that were not run",
    "verdict": "The verdict",
    "request": "Requests to the service",
}


def checks_page() -> str:
    """Return the page of all checks."""
    rows = [
        f"| [`{check.id}`](#{_anchor(check.id)}) | {_escaped(check.summary)} | {_required(check)} |"
        for check in CHECKS
    ]
    heads = ["| Check | What it establishes | Required |", "| --- | --- | --- |"]
    parts = [_CHECKS_TEXT, "\n".join([*heads, *rows, ""]), *map(_section, CHECKS)]
    return "\n".join(parts)


def codes_page() -> str:
    """Return the page of all codes."""
    families: dict[str, list[Message]] = {}
    for message in CATALOGUE.values():
        families.setdefault(message.code.partition(".")[0], []).append(message)
    known = [name for name in _FAMILIES if name in families]
    parts = [_CODES_TEXT]
    for name in [*known, *sorted(families.keys() - _FAMILIES.keys())]:
        rows = [
            f"| `{message.code}` | {_sentence(message.sentence)} | {_sentence(message.hint)} |"
            for message in families[name]
        ]
        title = _FAMILIES.get(name, name)
        parts.append(
            "\n".join([f"## {title}\n", "| Code | Sentence | Hint |", "| --- | --- | --- |", *rows, ""])
        )
    return "\n".join(parts)


def _section(check: Check) -> str:
    needs = ", ".join(f"[`{need}`](#{_anchor(need)})" for need in check.needs) or "nothing"
    lines = [
        f"## {check.id}\n",
        f"{_escaped(check.summary)}\n",
        "| | |",
        "| --- | --- |",
        f"| Applies to | {_kinds(check)} |",
        f"| Needs | {needs} |",
        f"| Required | {_required(check)} |",
        f"| Clause | {_escaped(check.spec)} |",
        "",
    ]
    return "\n".join(lines)


def _required(check: Check) -> str:
    return "yes" if check.required else "no"


def _kinds(check: Check) -> str:
    return ", ".join(f"{kind.value}" for kind in Kind if kind in check.kinds)


def _anchor(check_id: str) -> str:
    return check_id.replace(".", "")


def _sentence(text: str) -> str:
    return _escaped(text).replace("{", "*").replace("}", "*")


def _escaped(text: str) -> str:
    """Return `text` so that Markdown shows it as it is."""
    for sign in "\\`*_[]":
        text = text.replace(sign, "\\" + sign)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("|", "&#124;")


def main() -> None:
    """Write them all."""
    CHECKS_PAGE.write_text(checks_page(), encoding="utf-8")
    CODES_PAGE.write_text(codes_page(), encoding="utf-8")
    limits.PAGE.write_text(limits.page(), encoding="utf-8")
    THREATS_PAGE.write_text(threats_page(), encoding="utf-8")


if __name__ == "__main__":
    main()
