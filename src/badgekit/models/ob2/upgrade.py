"""Documents of Open Badges 0.5, 1.0 and 1.1 → the shape of 2.0, each step named.

``@context`` stays as it was written, and so do dates: what they mean hangs on the generation, which the
readers are told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from badgekit.errors import Malformed, Problem
from badgekit.jsonpath import child
from badgekit.models.ob2.forms import is_http_url, is_iri, looks_hashed
from badgekit.models.ob2.generation import ClassName, Generation, class_of, generation_of
from badgekit.models.ob2.normal import normalise

__all__ = ["Upgraded", "upgrade"]

_ALIGNMENT = {"url": "targetUrl", "name": "targetName", "description": "targetDescription"}
_EMBEDDED: Mapping[ClassName, tuple[tuple[str, ClassName], ...]] = {
    "Assertion": (("badge", "BadgeClass"),),
    "BadgeClass": (("issuer", "Issuer"),),
}


@dataclass(frozen=True, slots=True)
class Upgraded:
    """A document in the shape of 2.0, and how it came to that.

    Attributes:
        value: a new object; the document itself is not changed.
        generation: what the document was written for; the readers ask less of older ones.
        steps: what was changed: notes, each with a code ``upgrade.*`` and the JSONPath of the member.
    """

    value: dict[str, Any]
    generation: Generation
    steps: tuple[Problem, ...] = ()


class _Steps:
    """Collects what was done; a note each time, however often it was done to the items of one list."""

    __slots__ = ("made",)

    def __init__(self) -> None:
        self.made: list[Problem] = []

    def say(self, code: str, path: str, **params: object) -> None:
        self.made.append(Malformed(code, path, **params))

    def rename(self, node: dict[str, Any], path: str, old: str, new: str) -> None:
        """Give the member `old` its name of 2.0, where that is not taken."""
        if old in node and new not in node:
            node[new] = node.pop(old)
            self.say("upgrade.renamed", child(path, old), old=old, new=new)


def upgrade(
    value: Mapping[str, Any], generation: Generation, *, url: str | None = None, expected: ClassName
) -> Upgraded:
    """Bring one document into the shape of 2.0; one of 2.0 is only made normal.

    Args:
        value: the parsed document; it need not be normal (`normal.normalise` is done here).
        generation: what `generation_of` said, or, where that said None, "2.0" or the carrier's.
        url: where the document was fetched, the identity of older documents that name no other.
        expected: the class that the document is needed as; documents of 1.0 do not say it.
    """
    steps = _Steps()
    if expected == "RevocationList" and generation != "2.0" and _is_map(value):
        return Upgraded(_revocation_map(steps, value, url), generation, tuple(steps.made))
    node = normalise(value)
    _upgrade(steps, node, generation, "$", url, expected)
    return Upgraded(node, generation, tuple(steps.made))


def _upgrade(
    steps: _Steps,
    node: dict[str, Any],
    generation: Generation,
    path: str,
    url: str | None,
    expected: ClassName,
) -> None:
    if generation != "2.0":
        if expected == "Assertion":
            _assertion(steps, node, generation, path, url)
        elif expected == "BadgeClass":
            _alignments(steps, node, path)
        elif expected == "Issuer" and generation == "0.5":
            _first_issuer(steps, node, path)
        _identity(steps, node, path, url, expected)
    for name, inner in _EMBEDDED.get(expected, ()):
        item = node.get(name)
        if isinstance(item, dict):
            own = (generation_of(item) if "@context" in item else None) or generation
            if generation == "0.5" and expected == "BadgeClass":
                _resolve(steps, node, path, item.get("origin"), ("image", "criteria"))
            item = node[name] = dict(item)
            _upgrade(steps, item, own, child(path, name), None, inner)


def _identity(steps: _Steps, node: dict[str, Any], path: str, url: str | None, expected: ClassName) -> None:
    if "type" not in node and class_of(node) in (None, expected):
        node["type"] = expected
        steps.say("upgrade.type", child(path, "type"), type=expected)
    if "id" not in node and url is not None:
        node["id"] = url
        steps.say("upgrade.id", child(path, "id"), id=url)


def _assertion(
    steps: _Steps, node: dict[str, Any], generation: Generation, path: str, url: str | None
) -> None:
    if generation == "0.5":
        steps.rename(node, path, "issued_on", "issuedOn")
        _first_recipient(steps, node, path)
        badge = node.get("badge")
        issuer = badge.get("issuer") if isinstance(badge, dict) else None
        if isinstance(issuer, dict):
            _resolve(steps, node, path, issuer.get("origin"), ("evidence",))
        if "verification" not in node:
            # 0.5 knows no other way: an assertion is what its address answers.
            node["verification"] = {"type": "HostedBadge"}
            steps.say("upgrade.hosted", child(path, "verification"))
        return
    verification = node.get("verification")
    if "id" in node or not isinstance(verification, dict):
        return
    # The address at which a hosted badge says it is, is the source of truth in 1.x, wherever it was found.
    address, types = verification.get("url"), verification.get("type")
    hosted = "HostedBadge" in (types if isinstance(types, list) else [types])
    if hosted and isinstance(address, str) and is_http_url(address):
        node["id"] = address
        steps.say("upgrade.id", child(path, "id"), id=address)


def _first_recipient(steps: _Steps, node: dict[str, Any], path: str) -> None:
    recipient = node.get("recipient")
    if not isinstance(recipient, str):
        return
    made: dict[str, Any] = {"type": "email", "hashed": looks_hashed(recipient), "identity": recipient}
    if "salt" in node:
        made["salt"] = node.pop("salt")
    node["recipient"] = made
    steps.say("upgrade.recipient", child(path, "recipient"))


def _first_issuer(steps: _Steps, node: dict[str, Any], path: str) -> None:
    steps.rename(node, path, "contact", "email")
    origin, name, org = node.get("origin"), node.get("name"), node.get("org")
    if isinstance(origin, str) and "url" not in node:
        node["url"] = origin
        steps.say("upgrade.renamed", child(path, "origin"), old="origin", new="url")
    if isinstance(name, str) and isinstance(org, str) and org:
        node["name"] = f"{name}: {org}"
        steps.say("upgrade.org", child(path, "name"), name=node["name"])


def _resolve(steps: _Steps, node: dict[str, Any], path: str, origin: object, names: tuple[str, ...]) -> None:
    """Make addresses absolute that 0.5 gives as a path on the issuer's origin."""
    if not isinstance(origin, str) or not is_http_url(origin):
        return
    for name in names:
        given = node.get(name)
        if isinstance(given, str) and given.startswith("/") and not given.startswith("//"):
            node[name] = urljoin(origin, given)
            steps.say("upgrade.resolved", child(path, name), name=name, url=node[name])


def _alignments(steps: _Steps, node: dict[str, Any], path: str) -> None:
    where = child(path, "alignment")
    given = node.get("alignment")
    if isinstance(given, dict):
        node["alignment"] = _alignment(steps, given, where)
    elif isinstance(given, list):
        node["alignment"] = [
            _alignment(steps, item, child(where, index)) if isinstance(item, dict) else item
            for index, item in enumerate(given)
        ]


def _alignment(steps: _Steps, item: dict[str, Any], path: str) -> dict[str, Any]:
    item = dict(item)
    for old, new in _ALIGNMENT.items():
        steps.rename(item, path, old, new)
    return item


def _is_map(value: Mapping[str, Any]) -> bool:
    return value.keys().isdisjoint({"@context", "type", "@type", "revokedAssertions"})


def _revocation_map(steps: _Steps, value: Mapping[str, Any], url: str | None) -> dict[str, Any]:
    """Turn the map of 1.x, name → reason, into entries; a name may be a ``uid`` or an ``id``.

    Every name is an entry, whatever its reason is: a reason that cannot be read revokes none the less.
    """
    entries: list[dict[str, Any]] = []
    for name, reason in value.items():
        entry = {"uid": name} | ({"id": name} if is_iri(name) else {})
        entries.append(entry | ({"revocationReason": reason} if isinstance(reason, str) else {}))
    steps.say("upgrade.revocation_map", "$", count=len(entries))
    named = {} if url is None else {"id": url}
    return {"type": "RevocationList", **named, "revokedAssertions": entries}
