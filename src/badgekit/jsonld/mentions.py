"""Objects of one document that speak of the same thing.

RDF merges them: what is said of an id in one place may be moved to another without a change in what is
signed. Two equal objects tell a reader nothing wrong; two different ones may.
"""

from __future__ import annotations

from typing import Any

from badgekit.errors import Malformed, Problem
from badgekit.jsonld.refusal import not_compact
from badgekit.jsonld.words import SECURITY_NAMES

Pair = tuple[dict[str, Any], dict[str, Any]]
Mention = tuple[str, dict[str, Any], Any]
"""Id as N-Quads term, the object that tells of it, and the name of the member that holds the id."""

# More pairs than anybody will read, also where every credential of a learner record describes the learner.
_MAX_SHARED = 1000
_BARE = frozenset(["id", "type", "@context"])


class Mentions:
    """What was told of which id so far, embedded credentials included.

    Their own proofs keep nothing in its place here: whoever moves a member into one breaks only a proof
    that is not looked at with the document around it.
    """

    __slots__ = ("_again", "_document_id", "_first", "told")

    def __init__(self) -> None:
        self.told: list[Mention] = []
        """What was added so far."""
        self._document_id = ""
        self._first: dict[str, dict[str, Any]] = {}
        self._again: list[Pair] = []

    @property
    def document_id(self) -> str:
        """The N-Quads term of the document's own id; "" for none."""
        return self._document_id

    def add(self, mention: Mention, graph: str, depth: int) -> None:
        """Note that an object, at `depth` and in `graph`, tells about an id.

        Raises:
            Outside: it tells something of the document itself that verifiers look for at its top.
        """
        self.told.append(mention)
        subject, node, _ = mention
        if depth == 0:
            self._document_id = subject
        elif subject == self._document_id and not graph and not SECURITY_NAMES.isdisjoint(node):
            raise not_compact("a second description of the document itself")
        key = graph + subject
        prior = self._first.setdefault(key, node)
        if prior is node:
            return
        if _is_bare(prior) and not _is_bare(node):
            self._first[key] = node
            prior, node = node, prior
        if not (_is_bare(node) and _types(node) <= _types(prior)):
            self._again.append((prior, node))

    def different(self) -> list[Pair]:
        """Return pairs of objects that tell different things of one id, not more than a person would read.

        Raises:
            RecursionError: the objects are nested beyond reason.
        """
        pairs: list[Pair] = []
        for prior, node in self._again:
            if len(pairs) < _MAX_SHARED and not same_json(prior, node):
                pairs.append((prior, node))
        return pairs


def _is_bare(node: dict[str, Any]) -> bool:
    """Whether `node` only mentions something by id, perhaps with its types, and describes nothing."""
    return _BARE.issuperset(node)


def _types(node: dict[str, Any]) -> set[str | int]:
    types = node.get("type", [])
    # Where "type" is a member like others it may hold an object, which is like no other one until compared.
    return {
        name if isinstance(name, str) else id(name)
        for name in (types if isinstance(types, list) else [types])
    }


def same_json(one: Any, other: Any) -> bool:
    """Whether two JSON values are the same; unlike ``==``, 1, 1.0 and true are three values."""
    if type(one) is not type(other):
        return False
    if type(one) is dict:
        if one.keys() != other.keys():
            return False
        return all(same_json(value, other[key]) for key, value in one.items())
    if type(one) is list:
        if len(one) != len(other):
            return False
        return all(same_json(a, b) for a, b in zip(one, other, strict=True))
    return bool(one == other)


def shared_problem(pair: Pair, first: str, second: str) -> Problem:
    """Return the problem of two objects at paths `first` and `second` that describe one id differently.

    Its parameter `conflict` tells whether they contradict each other: a member has two values, or what
    verifiers rely on is spread over both.
    """
    one, other = pair
    relied_on = SECURITY_NAMES.intersection(one), SECURITY_NAMES.intersection(other)
    conflict = all(relied_on) and relied_on[0] != relied_on[1]
    for name, value in one.items():
        if name not in _BARE and name in other and not same_json(value, other[name]):
            conflict = True
    subject = one.get("id", "")
    return Malformed("jsonld.node_described_twice", second, first=first, id=subject, conflict=conflict)
