"""Collecting the chain of a badge.

A hosted badge is what its own address publishes; the copy in hand only names that address. A signed badge is
what was signed. Either way the issuer is whoever publishes the profile at the issuer's own address.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from badgekit.documents import Document, Kind
from badgekit.errors import Malformed, Problem, Unsupported
from badgekit.gathering import addresses
from badgekit.gathering.asking import Desk
from badgekit.gathering.chain import Chain
from badgekit.gathering.picture import look_at
from badgekit.gathering.shaping import Shaped
from badgekit.gathering.signed import find_key
from badgekit.gathering.standing import Standing, signed_standing
from badgekit.gathering.words import (
    HOSTED,
    SIGNED,
    below,
    differences,
    is_revoked,
    judge_words,
    name_of,
    verification_types,
)
from badgekit.models.ob2 import readers
from badgekit.models.ob2.classes import Assertion, BadgeClass, Issuer, VerificationObject
from badgekit.models.ob2.generation import ClassName
from badgekit.models.reading import Issues

__all__ = ["gather"]


def gather(document: Document, desk: Desk, *, asked_url: str = "") -> Chain:
    """Collect everything that a verdict on `document` rests on; what cannot be had is said in the chain.

    Args:
        document: an assertion or an endorsement of Open Badges before 3.0.
        desk: asks.
        asked_url: where the document itself was had, when it was asked for.
    """
    return _Gathering(document, desk, asked_url).run()


class _Gathering:
    def __init__(self, document: Document, desk: Desk, asked_url: str) -> None:
        self._document = document
        self._desk = desk
        self._asked = asked_url
        self._expected: ClassName = "Endorsement" if document.kind is Kind.ENDORSEMENT_2 else "Assertion"
        self._chain = Chain(signed=document.envelope is not None)
        self._issues = Issues()
        self._notes: list[Problem] = []

    def run(self) -> Chain:
        chain = self._chain
        shaped: Shaped | None = None
        try:
            shaped = self._counting()
        except Problem as problem:
            chain.unpublished = problem
            if problem.code == "status.gone":
                chain.standing = Standing(problem, is_revoked=True)
        if shaped is not None:
            self._read(shaped)
        chain.issues = tuple(self._issues.issues)
        chain.notes = (*self._notes, *self._issues.notes)
        return chain

    def _counting(self) -> Shaped | None:
        """Return the assertion that counts: the published one of a hosted badge, the signed one of a JWS."""
        chain = self._chain
        hand = self._desk.shape(
            self._document.value,
            self._expected,
            url=addresses.spelled(self._asked) or None,
            carrier=self._document.version,
        )
        words = verification_types(hand.value)
        if chain.signed:
            chain.hosted = bool(words & HOSTED)
            if chain.hosted:
                self._publish(hand)
            return hand
        if not self._asked:
            judge_words(hand.value)
        published = self._publish(hand)
        chain.unknown_words = judge_words(published.value)
        return published

    def _publish(self, hand: Shaped) -> Shaped:
        """Fetch what the badge's own address publishes, and compare it with what is in hand."""
        chain = self._chain
        address = self._asked or hand.own_id or ""
        if not addresses.is_web(address):
            raise Unsupported("hosted.no_address")
        found = self._desk.document(address, self._expected, "$.id", claimed=not self._asked)
        chain.address = found.url
        chain.published_notes.extend(found.notes)
        differing = differences(hand.value, found.shaped.value) if not self._asked else ()
        if differing and chain.signed and not is_revoked(found.shaped.value):
            raise Malformed("hosted.contradicts_signed", "$", members=", ".join(differing))
        if differing and not is_revoked(found.shaped.value):
            chain.published_notes.append(
                Malformed("hosted.copy_differs", "$", members=", ".join(differing), url=found.url)
            )
        if is_revoked(found.shaped.value):
            chain.standing = Standing.by_document(found.shaped.value, found.url)
        return found.shaped

    def _read(self, shaped: Shaped) -> None:
        chain = self._chain
        value = dict(shaped.value)
        chain.steps.extend(shaped.steps)
        self._notes.extend(shaped.notes)
        chain.values["$"] = value
        chain.sources["$"] = dict(shaped.source)
        if chain.standing is None and is_revoked(value):
            chain.standing = Standing.by_document(value, chain.address)
        if chain.revoked is None:
            try:
                if self._expected == "Assertion":
                    self._link_badge(value, shaped)
                else:
                    self._link_issuer(value, shaped.generation, "$.issuer")
            except Problem as problem:
                chain.unlinked = problem
        if self._expected == "Endorsement":
            chain.claims = readers.read_endorsement(value, self._issues)
        else:
            chain.claims = readers.read_assertion(value, self._issues, generation=shaped.generation)
            if chain.badge is None and isinstance(chain.claims, Assertion):
                chain.badge = chain.claims.badge if isinstance(chain.claims.badge, BadgeClass) else None
        if chain.issuer is None:
            inner = chain.badge if self._expected == "Assertion" else chain.claims
            nested = getattr(inner, "issuer", None)
            chain.issuer = nested if isinstance(nested, Issuer) else None
        if chain.revoked is None and chain.unlinked is None:
            self._find_signer()
            # Last, so that a slow picture takes no time from what matters more.
            if chain.badge is not None and chain.badge.image is not None:
                chain.picture, chain.picture_notes = look_at(chain.badge.image.id, self._desk)

    def _find_signer(self) -> None:
        """Find the key and the revocation list of a signed badge.

        One that is published and signed alike is revoked by either way, whichever form of it is in hand.
        """
        chain = self._chain
        envelope, issuer = self._document.envelope, chain.issuer
        if issuer is None or (envelope is None and not verification_types(chain.values["$"]) & SIGNED):
            return
        generation = chain.generation
        if envelope is not None:
            verification: VerificationObject | None = getattr(chain.claims, "verification", None)
            try:
                chain.key = find_key(
                    envelope.token, verification, issuer, chain.issuer_id, generation, self._desk
                )
            except Problem as problem:
                chain.key = problem
                return
        if chain.standing is None:
            uid = getattr(chain.claims, "uid", None)
            identifier = chain.claims.id if chain.claims is not None else None
            chain.standing = signed_standing(
                issuer, chain.issuer_id, identifier, uid, self._desk, generation=generation
            )

    def _link_badge(self, value: dict[str, Any], shaped: Shaped) -> None:
        chain = self._chain
        badge, given = self._link(value, "badge", "BadgeClass", shaped.generation, "$.badge")
        if badge is None:
            # It stays inside: 0.5 holds its badge, and a signature covers what it holds.
            if isinstance(given, Mapping):
                inner = dict(given)
                value["badge"] = inner
                self._link_issuer(inner, shaped.generation, "$.badge.issuer")
            return
        inner = dict(badge.value)
        chain.values["$.badge"] = inner
        chain.sources["$.badge"] = dict(badge.source)
        try:
            self._link_issuer(inner, badge.generation, "$.badge.issuer")
        finally:
            chain.badge = readers.read_badge_class(
                inner, self._issues, "$.badge", generation=badge.generation
            )

    def _link_issuer(self, value: dict[str, Any], generation: str, path: str) -> None:
        chain = self._chain
        issuer, given = self._link(value, "issuer", "Issuer", generation, path)
        if issuer is not None:
            chain.values[path] = issuer.value
            chain.sources[path] = issuer.source
            chain.issuer_id = str(value["issuer"])
            chain.issuer = readers.read_issuer(issuer.value, self._issues, path, generation=issuer.generation)
            return
        if generation == "0.5" and isinstance(given, Mapping) and not chain.signed:
            origin = given.get("origin") or given.get("url")
            chain.issuer_id = origin if isinstance(origin, str) else ""
            return
        raise Malformed("hosted.issuer_without_address", path, issuer=name_of(given))

    def _link(
        self, value: dict[str, Any], member: str, expected: ClassName, generation: str, path: str
    ) -> tuple[Shaped | None, object]:
        """Replace a linked or embedded part by its published copy; (None, the part) where it has none."""
        given = value.get(member)
        if isinstance(given, Mapping):
            identifier = given.get("id")
            if not addresses.is_web(identifier):
                if self._chain.signed or generation == "0.5" or expected == "Issuer":
                    return None, given
                raise Malformed("hosted.part_without_address", path, name=member)
        else:
            identifier = given
            if given is None or not isinstance(given, str):
                # The reader says what is wrong with it.
                raise Malformed(
                    "structure.missing" if given is None else "structure.wrong_type",
                    path,
                    name=member,
                    expected="a link or an object",
                    found="something else",
                )
            if not addresses.is_web(given):
                raise Malformed(
                    "hosted.issuer_without_address" if expected == "Issuer" else "hosted.bad_address",
                    path,
                    issuer=given,
                    url=given,
                )
        assert isinstance(identifier, str)
        found = self._desk.document(identifier, expected, path)
        self._chain.linked_notes.extend(found.notes)
        self._chain.steps.extend(below(step, path) for step in found.shaped.steps)
        self._notes.extend(below(note, path) for note in found.shaped.notes)
        if isinstance(given, Mapping):
            differing = differences(given, found.shaped.value)
            if differing:
                self._chain.linked_notes.append(
                    Malformed("hosted.embedded_differs", path, members=", ".join(differing), url=found.url)
                )
        value[member] = found.url
        holder = self._chain.sources.get(path.rpartition(".")[0])
        if isinstance(holder, dict) and member in holder:
            holder[member] = found.url
        if expected == "BadgeClass":
            self._chain.badge_id = found.url
        return found.shaped, given
