"""What the suites of selective disclosure have in common (vc-di-ecdsa 3.4, vc-di-bbs 3.2).

The issuer signs the statements of a document: the mandatory ones together, each other one so that it can be
shown or not. The holder shows a document whose statements are some of these. Three things keep a holder from
showing what was never signed: every statement that is shown counts, two unnamed objects that are shown apart
are two for the issuer as well, and who issued it is mandatory, so that no part passes for the whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from badgekit import strictcbor
from badgekit.errors import Malformed, Problem
from badgekit.jsonld import Canonical
from badgekit.jsonpath import child
from badgekit.keys.multibase import decode_base64url
from badgekit.proofs.disclosure import Disclosure
from badgekit.proofs.secured import Secured

__all__ = ["Revealed", "components", "disclosed", "indexes", "label_map", "malformed", "reveal"]

_LABEL = re.compile(r"_:(c14n[0-9]+)")


def malformed(path: str, component: str) -> Malformed:
    """Return the problem of a component of the value of the proof at `path`."""
    return Malformed("proof.value_component", child(path, "proofValue"), component=component)


def components(
    path: str, proof: Mapping[str, Any], headers: Mapping[bytes, int], base: Iterable[bytes]
) -> tuple[bytes, list[Any]]:
    """Return the header and the components of a derived proof.

    Args:
        path: JSONPath of the proof.
        proof: its members.
        headers: three bytes that a derived proof begins with → the number of its components.
        base: those of base proofs.

    Raises:
        Malformed: ``proof.value_encoding``, ``proof.base``, ``proof.value_component``, ``cbor.malformed``.
        LimitExceeded: ``cbor.*``.
    """
    value, where = proof.get("proofValue"), child(path, "proofValue")
    if not isinstance(value, str) or not value.startswith("u"):
        raise Malformed("proof.value_encoding", where)
    try:
        data = decode_base64url(value[1:])
    except Problem:
        raise Malformed("proof.value_encoding", where) from None
    header = data[:3]
    if header in base:
        raise Malformed("proof.base", where)
    if header not in headers:
        raise Malformed("proof.value_encoding", where)
    try:
        # Tags are of no use in it and "MUST NOT" be there (vc-di-ecdsa 3.5.6).
        found = strictcbor.loads(data[3:])
    except Problem as problem:
        raise type(problem)(problem.code, where, **problem.params) from None
    if not isinstance(found, list) or len(found) != headers[header]:
        raise malformed(path, "array")
    return header, found


def label_map(path: str, value: Any, kind: type[bytes] | type[int], size: int = 0) -> dict[str, Any]:
    """Return canonical label → what the issuer called the object, checked.

    Args:
        path: JSONPath of the proof.
        value: the component.
        kind: what the issuer's names are.
        size: their length in bytes.

    Raises:
        Malformed: ``proof.value_component``.
    """
    if not isinstance(value, dict):
        raise malformed(path, "labelMap")
    for number, name in value.items():
        good = type(name) is kind and (len(name) == size if isinstance(name, bytes) else name >= 0)
        if type(number) is not int or number < 0 or not good:
            raise malformed(path, "labelMap")
    # One object of the issuer's must not be shown as two: each would have a part of what was said of it.
    if len(set(value.values())) != len(value):
        raise malformed(path, "labelMap")
    return {f"c14n{number}": name for number, name in value.items()}


def indexes(path: str, value: Any, component: str) -> list[int]:
    """Return a component that is a list of positions, each once.

    Raises:
        Malformed: ``proof.value_component``.
    """
    if not isinstance(value, list) or not all(type(index) is int and index >= 0 for index in value):
        raise malformed(path, component)
    if len(set(value)) != len(value):
        raise malformed(path, component)
    return value


@dataclass(frozen=True, slots=True)
class Revealed:
    """The statements of a document as the issuer wrote them, in the issuer's order.

    Attributes:
        mandatory: those that a holder must show.
        optional: the others.
        shown: `optional`, with the labels of the canonical form.
    """

    mandatory: tuple[str, ...]
    optional: tuple[str, ...]
    shown: tuple[str, ...]


def reveal(path: str, form: Canonical, labels: Mapping[str, str], mandatory: Iterable[int]) -> Revealed:
    """Return the statements of `form` with the issuer's names of blank nodes (vc-di-ecdsa 3.5.9).

    Args:
        path: JSONPath of the proof.
        form: the canonical form of the document that is shown.
        labels: canonical label → the issuer's.
        mandatory: positions of the mandatory statements.

    Raises:
        Malformed: ``proof.value_component``.
    """
    seen: set[str] = set()
    renamed = sorted((_renamed(line, labels, seen, path), line) for line in form.lines)
    if seen != labels.keys():
        raise malformed(path, "labelMap")
    wanted = set(mandatory)
    if wanted and max(wanted) >= len(renamed):
        raise malformed(path, "mandatoryIndexes")
    return Revealed(
        tuple(line for index, (line, _) in enumerate(renamed) if index in wanted),
        tuple(line for index, (line, _) in enumerate(renamed) if index not in wanted),
        tuple(line for index, (_, line) in enumerate(renamed) if index not in wanted),
    )


def _renamed(line: str, labels: Mapping[str, str], seen: set[str], path: str) -> str:
    """Return `line` with its blank nodes renamed, and nothing that merely looks like one in a text."""
    subject, predicate, rest = line.split(" ", 2)
    # A literal has quotation marks at both ends; what comes behind holds none and may be a graph.
    cut = rest.rindex('"') + 1 if rest.startswith('"') else 0

    def name(match: re.Match[str]) -> str:
        label = match[1]
        if label not in labels:
            raise malformed(path, "labelMap")
        seen.add(label)
        return f"_:{labels[label]}"

    def terms(text: str) -> str:
        return " ".join(_LABEL.sub(name, term) if term.startswith("_:") else term for term in text.split(" "))

    return f"{terms(subject)} {predicate} {rest[:cut]}{terms(rest[cut:])}"


def disclosed(
    secured: Secured, document: Canonical, revealed: Revealed, *, hidden: int | None = None
) -> Disclosure:
    """Return what the holder was free to show.

    Args:
        secured: the proof and its document.
        document: its canonical form.
        revealed: its statements.
        hidden: how many further statements were signed, if that is known.
    """
    forms, mechanism = secured.forms, secured.suite.name
    places = forms.engine.places(forms.document, revisions=document.revisions, work=forms.work)
    if places is None:
        # General JSON-LD wrote the statements, and does not say which member each came from.
        return Disclosure(mechanism, ("$",), hidden, rooted=False)
    optional = set(revealed.shown)
    shown = _together(places[line] for line in optional)
    mandatory = _together(places[line] for line in document.lines if line not in optional)
    root = "$.issuer" if "issuer" in forms.document else "$.holder"
    return Disclosure(mechanism, tuple(sorted(shown)), hidden, rooted=root in mandatory)


def _together(places: Iterable[tuple[str, ...]]) -> set[str]:
    # Statements of one member share the tuple of its places; each is looked at once.
    return {path for each in {id(each): each for each in places}.values() for path in each}
