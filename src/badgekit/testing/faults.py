"""What can be wrong with a badge of Open Badges 0.5 to 2.1: one word for each, for tests over all of them."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from badgekit.testing import assertions
from badgekit.testing.assertions import Mode
from badgekit.testing.encoding import base64url, compact
from badgekit.testing.issued import Issued
from badgekit.testing.keys import derive
from badgekit.testing.tampering import tamper

if TYPE_CHECKING:
    from badgekit.testing.older import OlderBadges

__all__ = ["FAULTS", "STRANGER", "Fault", "FaultKind", "make_wrong"]

STRANGER = "https://mallory.example"
"""Where things lie that are not on the issuer's host."""

Fault = Literal[
    "not_found",
    "server_error",
    "no_answer",
    "web_page",
    "gone",
    "revoked",
    "other_id",
    "id_loop",
    "redirected",
    "open_redirect",
    "foreign_host",
    "foreign_badge_class",
    "copy_differs",
    "embedded_differs",
    "other_key",
    "unlisted_key",
    "foreign_key",
    "foreign_owner",
    "changed",
    "unsigned",
    "never_published",
    "listed",
    "listed_by_uid",
    "list_without_answer",
    "list_malformed",
]


@dataclass(frozen=True, slots=True)
class FaultKind:
    """One fault.

    Attributes:
        mode: the badges that can have it, ``hosted`` or ``signed``.
        meaning: what it is, in words.
        generations: those that can have it.
        make: makes it of a good badge.
    """

    mode: Mode
    meaning: str
    generations: tuple[str, ...]
    make: Callable[[OlderBadges, Issued], Issued]


def make_wrong(older: OlderBadges, issued: Issued, fault: Fault) -> Issued:
    """Return `issued` with `fault`.

    Raises:
        ValueError: a badge of this generation and mode cannot have it.
    """
    kind = FAULTS[fault]
    mode: Mode = "signed" if issued.token else "hosted"
    if mode != kind.mode or issued.generation not in kind.generations:
        raise ValueError(f"no {mode} badge of Open Badges {issued.generation} can be {fault}")
    return kind.make(older, issued)


def _answers(body: Any, status: int, media_type: str) -> Callable[[OlderBadges, Issued], Issued]:
    def make(older: OlderBadges, issued: Issued) -> Issued:
        older.publish(issued.url, body, status=status, headers={"content-type": media_type})
        return issued

    return make


def _no_answer(older: OlderBadges, issued: Issued) -> Issued:
    older.web.fail(issued.url)
    return issued


def _revoked(**how: Any) -> Callable[[OlderBadges, Issued], Issued]:
    def make(older: OlderBadges, issued: Issued) -> Issued:
        if how.get("by") == "uid" and "uid" not in issued.document:
            # Open Badges 2.0 keeps uid for lists that name it.
            issued = _signed_again(older, issued, {**issued.document, "uid": "2.0-legacy"})
        older.revoke(issued, **how)
        return issued

    return make


def _other_id(older: OlderBadges, issued: Issued) -> Issued:
    older.publish(issued.url, {**issued.document, "id": f"{issued.url}.other"})
    return issued


def _id_loop(older: OlderBadges, issued: Issued) -> Issued:
    other = f"{issued.url}.other"
    older.publish(other, issued.document)
    return _other_id(older, issued)


def _redirected(older: OlderBadges, issued: Issued) -> Issued:
    there = f"{STRANGER}/assertion.json"
    older.publish(there, issued.document)
    older.publish(issued.url, b"", status=302, headers={"location": there})
    return issued


def _open_redirect(older: OlderBadges, issued: Issued) -> Issued:
    there = f"{STRANGER}/assertion.json"
    forged = _foreign_host(older, issued, f"https://{older.host}/go?to={there}")
    older.publish(there, forged.document)
    older.publish(forged.url, b"", status=302, headers={"location": there})
    return forged


def _foreign_host(older: OlderBadges, issued: Issued, there: str = f"{STRANGER}/assertion.json") -> Issued:
    document = copy.deepcopy(issued.document)
    if "id" in document:
        document["id"] = there
    if "url" in document.get("verify", {}):
        document["verify"]["url"] = there
    older.publish(there, document)
    return replace(issued, document=document, url=there)


def _foreign_badge_class(older: OlderBadges, issued: Issued) -> Issued:
    there = f"{STRANGER}/badge.json"
    badge = {**older.published()[issued.badge_url], "name": "Brain Surgery"}
    older.publish(there, {**badge, "id": there} if "id" in badge else badge)
    document = {**issued.document, "badge": there}
    older.publish(issued.url, document)
    return replace(issued, document=document, badge_url=there)


def _copy_differs(older: OlderBadges, issued: Issued) -> Issued:
    return replace(issued, document={**issued.document, "narrative": "With the highest honours."})


def _embedded_differs(older: OlderBadges, issued: Issued) -> Issued:
    badge = {**older.published()[issued.badge_url], "name": "Brain Surgery"}
    document = {**issued.document, "badge": badge}
    older.publish(issued.url, document)
    return replace(issued, document=document)


def _signed_again(older: OlderBadges, issued: Issued, document: dict[str, Any]) -> Issued:
    return replace(issued, document=document, token=older.sign(document))


def _other_key(older: OlderBadges, issued: Issued) -> Issued:
    return replace(issued, token=older.sign(issued.document, key=derive("RSA", b"mallory")))


def _key_at(place: Callable[[Issued], str]) -> Callable[[OlderBadges, Issued], Issued]:
    """Sign with a key that is published and says to be the issuer's, who does not list it."""

    def make(older: OlderBadges, issued: Issued) -> Issued:
        key, there = derive("RSA", b"mallory"), place(issued)
        published: Any = key.pem()
        document = {**issued.document}
        if issued.generation == "2.0":
            published = assertions.key(there, issued.issuer_url, key.pem())
            document["verification"] = {"type": "SignedBadge", "creator": there}
        else:
            document["verify"] = {"type": "signed", "url": there}
        older.publish(there, published)
        return replace(issued, document=document, token=older.sign(document, key=key), key_url=there)

    return make


def _foreign_owner(older: OlderBadges, issued: Issued) -> Issued:
    key = older.published()[issued.key_url]
    older.publish(issued.key_url, {**key, "owner": f"{STRANGER}/issuer.json"})
    return issued


def _changed(older: OlderBadges, issued: Issued) -> Issued:
    return replace(issued, token=tamper(issued.token, "$.issuedOn", "2026-05-20T12:00:00Z"))


def _unsigned(older: OlderBadges, issued: Issued) -> Issued:
    head = base64url(compact({"alg": "none"}))
    return replace(issued, token=f"{head}.{base64url(compact(issued.document))}.")


def _never_published(older: OlderBadges, issued: Issued) -> Issued:
    there = issued.issuer_url.replace("issuer.json", "assertions/unheard-of.json")
    document = {**issued.document, "id": there, "verification": {"type": "HostedBadge"}}
    stranger = older.sign(document, key=derive("RSA", b"mallory"))
    return replace(issued, document=document, token=stranger)


def _list_without_answer(older: OlderBadges, issued: Issued) -> Issued:
    older.web.fail(older.revocation_list_url(issued.generation))
    return issued


def _list_malformed(older: OlderBadges, issued: Issued) -> Issued:
    older.publish(older.revocation_list_url(issued.generation), ["none"])
    return issued


_ALL = ("0.5", "1.0", "1.1", "2.0")
_LINKED = ("1.0", "1.1", "2.0")
_PAGE = "<!doctype html><title>Badge</title>"

FAULTS: Mapping[Fault, FaultKind] = {
    "not_found": FaultKind(
        "hosted", "its address answers 404", _ALL, _answers("not found", 404, "text/plain")
    ),
    "server_error": FaultKind(
        "hosted", "its address answers 500", _ALL, _answers("sorry", 500, "text/plain")
    ),
    "no_answer": FaultKind("hosted", "its address does not answer in time", _ALL, _no_answer),
    "web_page": FaultKind(
        "hosted", "its address answers with a page for people", _ALL, _answers(_PAGE, 200, "text/html")
    ),
    "gone": FaultKind("hosted", "revoked: its address answers 410", _ALL, _revoked()),
    "revoked": FaultKind(
        "hosted", "revoked: its address answers 200 and revoked true", _ALL, _revoked(status=200)
    ),
    "other_id": FaultKind(
        "hosted", "what is published names another address, which is empty", ("1.1", "2.0"), _other_id
    ),
    "id_loop": FaultKind(
        "hosted", "what is published names another address, and that the first", ("1.1", "2.0"), _id_loop
    ),
    "redirected": FaultKind("hosted", "its address leads to another host", _ALL, _redirected),
    "open_redirect": FaultKind(
        "hosted", "published by somebody else, behind an address of the issuer's", _ALL, _open_redirect
    ),
    "foreign_host": FaultKind("hosted", "published by somebody else", _ALL, _foreign_host),
    "foreign_badge_class": FaultKind(
        "hosted", "its BadgeClass is published by somebody else", _LINKED, _foreign_badge_class
    ),
    "copy_differs": FaultKind(
        "hosted", "`document` says more than what is published", _LINKED, _copy_differs
    ),
    "embedded_differs": FaultKind(
        "hosted", "holds a BadgeClass that is published with another name", ("2.0",), _embedded_differs
    ),
    "other_key": FaultKind("signed", "signed by somebody else, names the issuer's key", _LINKED, _other_key),
    "unlisted_key": FaultKind(
        "signed",
        "signed with a key on the issuer's host that the issuer does not list",
        ("2.0",),
        _key_at(lambda issued: issued.key_url.replace(".json", "-unlisted.json")),
    ),
    "foreign_key": FaultKind(
        "signed",
        "signed with a key on another host, which calls itself the issuer's",
        _LINKED,
        _key_at(lambda issued: f"{STRANGER}/key"),
    ),
    "foreign_owner": FaultKind(
        "signed", "signed with a listed key that names another owner", ("2.0",), _foreign_owner
    ),
    "changed": FaultKind("signed", "changed after it was signed", _LINKED, _changed),
    "unsigned": FaultKind("signed", "a token with the algorithm none", _LINKED, _unsigned),
    "never_published": FaultKind(
        "signed", "a stranger's token that says to be hosted, and is not", ("2.0",), _never_published
    ),
    "listed": FaultKind("signed", "revoked: on the issuer's list", _LINKED, _revoked()),
    "listed_by_uid": FaultKind(
        "signed", "revoked: on the issuer's list by its uid", _LINKED, _revoked(by="uid")
    ),
    "list_without_answer": FaultKind(
        "signed", "the issuer's list of revoked badges does not answer", _LINKED, _list_without_answer
    ),
    "list_malformed": FaultKind(
        "signed", "the issuer's list of revoked badges is none", _LINKED, _list_malformed
    ),
}
"""Fault → what it is and which badges can have it; see `OlderBadges.issue`."""
