"""`OlderBadges`: the side of a simulated issuer that issues Open Badges 0.5 to 2.1, hosted and signed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any, Literal, Unpack

from badgekit.testing import assertions
from badgekit.testing.assertions import AssertionOptions, Generation, Mode, Places
from badgekit.testing.faults import Fault, make_wrong
from badgekit.testing.issued import Issued
from badgekit.testing.keyring import PublishedKey
from badgekit.testing.keys import ALGORITHM_KINDS, SigningKey
from badgekit.testing.minting import urn
from badgekit.testing.pictures import Colour, badge_png
from badgekit.testing.publication import Publication
from badgekit.testing.securing import TokenAlgorithm, compact_jws
from badgekit.testing.serving import SimulatedWeb

__all__ = ["OlderBadges"]

Members = Mapping[str, Any]


class OlderBadges:
    """Issues Open Badges 0.5, 1.0, 1.1 and 2.0 and publishes all that belongs to them; had as `sim.older`.

    Each badge has a BadgeClass of its own; each generation one profile of the issuer, one list of revoked
    badges, and the keys that have signed in it. All lies below ``https://host/open-badges/``.

        sim = IssuerSimulator("uni.example")
        badge = sim.older.issue("anna@example.org", "1.0")
        report = badgekit.Verifier(fetcher=sim).verify(badge.png("legacy url"), now=sim.now)
    """

    def __init__(
        self, publication: Publication, web: SimulatedWeb, *, name: str, now: datetime, colour: Colour
    ) -> None:
        self.host = publication.host
        self.now = now
        self.web = web
        self._name = name
        self._colour = colour
        self._ring = publication.ring
        self._base = f"https://{publication.host}/{publication.folder}open-badges"
        self._numbers = count(1)
        self._shelf: dict[str, Any] = {}
        self._profiles: dict[Generation, dict[str, Any]] = {}
        self._keys: dict[Generation, list[str]] = {}
        self._revoked: dict[Generation, list[dict[str, Any]]] = {}
        self.web.join(self)

    def issue(
        self,
        recipient: str | Members = "anna@example.org",
        generation: Generation = "2.0",
        mode: Mode = "hosted",
        *,
        hashed: bool = True,
        fault: Fault | None = None,
        **options: Unpack[AssertionOptions],
    ) -> Issued:
        """Return a badge for `recipient`, with its BadgeClass and its issuer published.

        Args:
            recipient: an e-mail address, or an IdentityObject (`hashed_recipient`, `plain_recipient`).
            generation: "0.5", "1.0", "1.1" or "2.0"; the badges of Open Badges 2.1 are those of 2.0.
            mode: "hosted", or "signed" as a compact JWS, which 0.5 does not know.
            hashed: whether an e-mail address is hashed with a salt.
            fault: one thing that is to be wrong with it; see `FAULTS`.
            options: see `AssertionOptions`.

        Raises:
            ValueError: `generation`, `mode` and `fault` do not go together.
        """
        if generation == "0.5" and mode == "signed":
            raise ValueError("Open Badges 0.5 knows hosted badges only")
        self._use(generation, options.get("issuer", {}))
        number = next(self._numbers)
        algorithm = options.get("algorithm", "RS256")
        places = self._places(generation, mode, number, options.get("id"), algorithm)
        badge = self._badge_class(generation, places, options)
        linked = generation != "0.5" and not options.get("embed")
        document = assertions.assertion(
            generation,
            places,
            self._identity(recipient, hashed),
            badge=places.badge if linked else badge,
            mode=mode,
            uid=f"{generation}-{number}",
            issued_on=options.get("issued_on", self.started),
            expires=options.get("expires"),
            extra=options.get("extra"),
        )
        issued = Issued(
            generation=generation,
            document=document,
            url=places.assertion if mode == "hosted" else "",
            badge_url=places.badge if generation != "0.5" else "",
            issuer_url=places.issuer if generation != "0.5" else "",
            key_url=places.key,
            colour=self._colour,
        )
        if mode == "hosted":
            self.publish(issued.url, document)
        else:
            issued = replace(issued, token=self.sign(document, algorithm))
        return issued if fault is None else make_wrong(self, issued, fault)

    def endorse(
        self,
        target: str,
        comment: str = "We know this well.",
        mode: Mode = "hosted",
        *,
        id: str | None = None,
        extra: Members | None = None,
        algorithm: TokenAlgorithm = "RS256",
    ) -> Issued:
        """Return an Endorsement (Open Badges 2.0) of the thing with the id `target`, published or signed."""
        self._use("2.0", {})
        number = next(self._numbers)
        places = self._places("2.0", mode, number, id, algorithm, folder="endorsements")
        signed = {"type": "SignedBadge", "creator": places.key}
        document = assertions.endorsement(
            places.assertion,
            target,
            comment,
            issuer=places.issuer,
            issued_on=self.started,
            verification={"type": "HostedBadge"} if mode == "hosted" else signed,
            extra=extra,
        )
        issued = Issued(generation="2.0", document=document, issuer_url=places.issuer, key_url=places.key)
        if mode == "signed":
            return replace(issued, token=self.sign(document, algorithm))
        self.publish(places.assertion, document)
        return replace(issued, url=places.assertion)

    def revoke(
        self,
        issued: Issued,
        reason: str = "Issued in error.",
        *,
        by: Literal["id", "uid"] = "id",
        status: int = 410,
    ) -> None:
        """Revoke a badge: a hosted one at its address, a signed one on the issuer's list.

        Args:
            issued: the badge.
            reason: why, in words; "" to say nothing.
            by: how the list of 2.0 names it; the lists of 1.x know ``uid`` only.
            status: HTTP status of a revoked hosted badge; some issuers answer 200.
        """
        if issued.url:
            left = assertions.revoked_assertion(issued.generation, issued.url, reason)
            self.publish(issued.url, left, status=status)
            return
        if issued.generation != "2.0":
            by = "uid"
        entry = {by: issued.document[by], **({"revocationReason": reason} if reason else {})}
        self._revoked.setdefault(issued.generation, []).append(entry)

    def publish(
        self, url: str, body: Any, *, status: int = 200, headers: Mapping[str, str] | None = None
    ) -> None:
        """Serve `body` (bytes, text or JSON) at `url`, on whatever host; `SimulatedWeb.mend` keeps it."""
        plain = status == 200 and not headers and not isinstance(body, str | bytes)
        self._shelf[url] = body if plain else (status, headers or {}, body)

    def sign(
        self, payload: Members, algorithm: TokenAlgorithm = "RS256", *, key: SigningKey | None = None
    ) -> str:
        """Return `payload` as a compact JWS; with the issuer's key of that kind unless `key` is given."""
        signing = key or self._ring.current(ALGORITHM_KINDS[algorithm]).signing
        return compact_jws({"alg": algorithm}, payload, algorithm, signing)

    # Where things are.

    def profile_url(self, generation: Generation = "2.0") -> str:
        """Return where the issuer's profile of `generation` is published."""
        return f"{self._base}/{generation}/issuer.json"

    def revocation_list_url(self, generation: Generation = "2.0") -> str:
        """Return where the list of revoked signed badges is published."""
        return f"{self._base}/{generation}/revoked.json"

    def key_url(self, generation: Generation = "2.0", algorithm: TokenAlgorithm = "RS256") -> str:
        """Return where the key that signs now is published: a CryptographicKey, before 2.0 a PEM file."""
        return self._key_url(generation, self._ring.current(ALGORITHM_KINDS[algorithm]).name)

    @property
    def started(self) -> datetime:
        """The default date of issue: 30 days before `now`."""
        return self.now - timedelta(days=30)

    def published(self) -> dict[str, Any]:
        """Return URL → what is served there now, as `badgekit.testing.serving.Publisher` says."""
        served: dict[str, Any] = {}
        for generation in self._profiles:
            if generation != "0.5":
                served[self.profile_url(generation)] = self._profile(generation)
            for key in self._listed(generation):
                served[self._key_url(generation, key.name)] = self._key(generation, key)
            if generation in self._keys:
                place = self.revocation_list_url(generation)
                revoked = self._revoked.get(generation, ())
                owner = self.profile_url(generation)
                served[place] = assertions.revocation_list(generation, place, owner, revoked)
        return served | self._shelf

    def published_keys(self) -> list[dict[str, str]]:
        """Return nothing: the JWK Set of a host is no matter of these generations."""
        return []

    def _use(self, generation: Generation, members: Members) -> None:
        if generation not in self._profiles:
            if self.profile_url(generation) in self.web.documents():
                raise ValueError(f"{self._base} belongs to another issuer; give this one a path")
            self._profiles[generation] = {}
        self._profiles[generation].update(members)

    def _places(
        self,
        generation: Generation,
        mode: Mode,
        number: int,
        id: str | None,
        algorithm: TokenAlgorithm,
        folder: str = "assertions",
    ) -> Places:
        base, key = f"{self._base}/{generation}", ""
        own = f"{base}/{folder}/{number}.json"
        if mode == "signed":
            own = urn(own)
            name = self._ring.current(ALGORITHM_KINDS[algorithm]).name
            known = self._keys.setdefault(generation, [])
            if name not in known:
                known.append(name)
            key = self._key_url(generation, name)
        badge = f"{base}/badges/{number}"
        return Places(id or own, f"{badge}.json", f"{badge}.png", self.profile_url(generation), key)

    def _badge_class(
        self, generation: Generation, places: Places, options: AssertionOptions
    ) -> dict[str, Any]:
        """Publish the BadgeClass with its picture; return it as an assertion would hold it."""
        given = options.get("badge_class", {})
        members = {"name": given} if isinstance(given, str) else given
        profile = self._profile(generation)
        linked = profile if generation == "0.5" else places.issuer
        document = assertions.badge_class(generation, places, issuer=linked, members=members)
        self.publish(places.image, badge_png(self._colour), headers={"content-type": "image/png"})
        if generation != "0.5":
            self.publish(places.badge, document)
        return {**document, "issuer": profile} if options.get("embed") else document

    def _profile(self, generation: Generation) -> dict[str, Any]:
        members: dict[str, Any] = {}
        if generation in self._keys:
            members["revocationList"] = self.revocation_list_url(generation)
            keys = [self._key_url(generation, key.name) for key in self._listed(generation)]
            if generation == "2.0" and keys:
                members["publicKey"] = keys[0] if len(keys) == 1 else keys
        members |= self._profiles[generation]
        return assertions.issuer(generation, self.profile_url(generation), self._name, self.host, members)

    def _listed(self, generation: Generation) -> list[PublishedKey]:
        names = self._keys.get(generation, ())
        return [key for key in self._ring.keys if key.listed and key.name in names]

    def _key(self, generation: Generation, key: PublishedKey) -> Any:
        pem = key.signing.pem()
        if generation == "2.0":
            return assertions.key(self._key_url(generation, key.name), self.profile_url(generation), pem)
        return 200, {"content-type": "application/x-pem-file"}, pem

    def _key_url(self, generation: Generation, name: str) -> str:
        return f"{self._base}/{generation}/keys/{name}.{'json' if generation == '2.0' else 'pem'}"

    @staticmethod
    def _identity(recipient: str | Members, hashed: bool) -> Members:
        if not isinstance(recipient, str):
            return recipient
        made = assertions.hashed_recipient if hashed else assertions.plain_recipient
        return made(recipient)
