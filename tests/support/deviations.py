"""Where verdicts differ from what a corpus expects: a table in which every group has its argument.

A group is what was expected and what was found instead. It says how many cases it has, what is true of every
one of them by their own text (a fact, established without the verifier), and why the verdict stands.
"""

from __future__ import annotations

import base64
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import cbor2

from badgekit.containers import unpack
from badgekit.limits import Limits

Found = tuple[str, ...]


@dataclass(frozen=True)
class Facts:
    """A case as its own text has it.

    Attributes:
        entry: its entry in the manifest.
        header: the JOSE header, or alg and typ of a COSE message; empty for embedded proofs.
        payload: the claims of the token, or the document.
        document: the credential or presentation.
        last: the last character of the token.
    """

    entry: Mapping[str, Any]
    header: Mapping[str, Any]
    payload: Mapping[str, Any]
    document: Mapping[str, Any]
    last: str = ""

    @property
    def contexts(self) -> list[Any]:
        return _list(self.document.get("@context"))

    @property
    def types(self) -> list[Any]:
        return _list(self.document.get("type"))

    @property
    def issuer(self) -> Any:
        given = self.document.get("issuer")
        return given.get("id") if isinstance(given, Mapping) else given

    @property
    def proofs(self) -> list[Mapping[str, Any]]:
        return _list(self.document.get("proof"))

    @property
    def subject(self) -> Any:
        return self.document.get("credentialSubject")

    @property
    def methods(self) -> list[str]:
        return [str(proof.get("verificationMethod")) for proof in self.proofs]

    def served(self, url: str) -> bool:
        """Tell whether the case has a document for `url`."""
        return any(key.partition("#")[0] == url for key in (self.entry.get("resources") or {}))


def facts_of(entry: Mapping[str, Any], data: bytes) -> Facts:
    opened = unpack(data, Limits())
    if opened.message is not None:
        protected, _, content, _ = cbor2.loads(opened.message).value
        header, document = cbor2.loads(protected), json.loads(content)
        return Facts(entry, {"alg": header[1], "typ": header.get(16)}, document, document)
    if opened.token is None:
        assert opened.value is not None
        return Facts(entry, {}, opened.value, opened.value)
    header, payload = (_decoded(part) for part in opened.token.partition("~")[0].split(".")[:2])
    inner = payload.get("vc", payload.get("vp", payload))
    return Facts(entry, header, payload, inner if isinstance(inner, dict) else payload, opened.token[-1])


def parts_of(facts: Facts) -> Iterator[Facts]:
    """Yield what a case holds: the credentials in a presentation, tokens decoded, and then itself."""
    given = facts.document.get("verifiableCredential")
    for entry in _list(given):
        if isinstance(entry, str):
            header, payload = (_decoded(part) for part in entry.split(".")[:2])
            yield Facts(facts.entry, header, payload, payload.get("vc", payload))
        elif isinstance(entry, Mapping):
            yield Facts(facts.entry, {}, entry, entry)
    yield facts


@dataclass(frozen=True)
class Group:
    """One kind of deviation.

    Attributes:
        expected: what the corpus says.
        found: what the verifier said instead: the outcome or verdict, and the code that decided it.
        count: how many cases there are.
        fact: what must be true of each, or of a credential in it, by its own text.
        why: the argument from the standards.
    """

    expected: str
    found: Found
    count: int
    fact: Callable[[Facts], bool]
    why: str


def _holds(fact: Callable[[Facts], bool], part: Facts) -> bool:
    try:
        return fact(part)
    except (AttributeError, KeyError, TypeError):
        # What the argument speaks of is not there.
        return False


def compare(
    found: Iterable[tuple[str, Found, str, Callable[[], Facts]]], table: Iterable[Group]
) -> list[str]:
    """Return every way in which the deviations `found` are not just those of `table`.

    Args:
        found: expected, found, id of the case and its facts, for each case that deviates.
        table: the groups.
    """
    groups = {(group.expected, group.found): group for group in table}
    seen: dict[tuple[str, Found], list[str]] = defaultdict(list)
    wrong = []
    for expected, verdict, name, facts in found:
        key = (expected, verdict)
        seen[key].append(name)
        group = groups.get(key)
        if group is None:
            wrong.append(f"new: {name}: expected {expected}, found {' '.join(verdict)}")
        elif not any(_holds(group.fact, part) for part in parts_of(facts())):
            wrong.append(f"the argument does not hold: {name}: {' '.join(verdict)}: {group.why}")
    for key, group in groups.items():
        if len(seen[key]) != group.count:
            wrong.append(f"{key}: {len(seen[key])} cases instead of {group.count}: {seen[key]}")
    return wrong


def _list(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


def _decoded(part: str) -> dict[str, Any]:
    decoded: dict[str, Any] = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return decoded
