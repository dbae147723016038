"""The key of a signed badge: only one that the issuer's own profile lists, whatever the badge says of it.

Open Badges 2.0, SignedBadge; 1.x, ``verify.url``.
"""

from __future__ import annotations

from dataclasses import dataclass

from badgekit.errors import LimitExceeded, Malformed, Problem, Unavailable
from badgekit.gathering import addresses, scope
from badgekit.gathering.asking import Desk
from badgekit.keys import pem
from badgekit.keys.public import PublicKey
from badgekit.limits import Limits
from badgekit.models.ob2 import readers
from badgekit.models.ob2.classes import CryptographicKey, Issuer, VerificationObject
from badgekit.models.reading import Issues
from badgekit.net.fetcher import ACCEPT_KEY
from badgekit.proofs.envelope import Token

__all__ = ["SigningKey", "find_key"]

_PATH = "$.badge.issuer.publicKey"


@dataclass(frozen=True, slots=True)
class SigningKey:
    """The issuer's key that verified the signature.

    Attributes:
        id: where the key is published.
        key: the key.
        notes: what was tolerated.
    """

    id: str
    key: PublicKey
    notes: tuple[Problem, ...] = ()


def find_key(
    token: Token,
    verification: VerificationObject | None,
    issuer: Issuer,
    issuer_id: str,
    generation: str,
    desk: Desk,
) -> SigningKey:
    """Return the issuer's key that signed `token`.

    Args:
        token: the signed badge.
        verification: the badge's own word on its key: ``creator``, in 1.x ``url``.
        issuer: the profile, as its own address publishes it.
        issuer_id: that address.
        generation: of the assertion.
        desk: asks for keys.

    Raises:
        Malformed: ``key.not_listed``, ``key.no_issuer_key``, ``key.owner_is_other``,
            ``jwt.signature_invalid``, and what breaks a key.
        Unavailable: a key that might have signed could not be had.
    """
    candidates = _candidates(verification, issuer, issuer_id, generation, desk.limits)
    refused: list[Problem] = []
    for candidate in candidates:
        try:
            found = _load(candidate, issuer_id, desk, named_by_badge=candidate not in issuer.public_key)
            if token.signed_by(found.key):
                return found
            refused.append(Malformed("jwt.signature_invalid", alg=token.alg))
        except Problem as problem:
            refused.append(problem)
    # One key that could not be had leaves the answer open: it may be the one.
    refused.sort(key=lambda problem: isinstance(problem, Malformed))
    raise refused[0]


def _candidates(
    verification: VerificationObject | None,
    issuer: Issuer,
    issuer_id: str,
    generation: str,
    limits: Limits,
) -> list[CryptographicKey | str]:
    listed = list(issuer.public_key)
    creator = verification.creator if verification is not None else None
    named = creator.id if isinstance(creator, CryptographicKey) else creator
    if verification is not None and generation in ("1.0", "1.1") and named is None:
        named = verification.url
        if named is not None and not listed:
            # 1.x has no list of keys: the key is the issuer's if it lies where the issuer is. Who lists keys
            # has said which are its own, and who says where its badges are means no other place of its host.
            home, place = addresses.parse(issuer_id), addresses.parse(named)
            on_its_host = home is not None and place is not None and addresses.same_host(home, place)
            if not on_its_host or scope.judge_hosting(named, issuer_id, issuer) is not None:
                raise Malformed("key.not_listed", "$.verification.url", key=named, issuer=issuer_id)
            return [named]
    if not listed:
        raise Malformed("key.no_issuer_key", _PATH, issuer=issuer_id)
    if named is not None:
        listed = [key for key in listed if addresses.same_place(_id(key), named)]
        if not listed:
            raise Malformed("key.not_listed", "$.verification", key=named, issuer=issuer_id)
    if len(listed) > limits.tried_keys:
        raise LimitExceeded("key.too_many", _PATH, limit=limits.tried_keys)
    return listed


def _id(key: CryptographicKey | str) -> str | None:
    return key.id if isinstance(key, CryptographicKey) else key


def _load(
    candidate: CryptographicKey | str, issuer_id: str, desk: Desk, *, named_by_badge: bool
) -> SigningKey:
    notes: list[Problem] = []
    if isinstance(candidate, str):
        url = candidate
        candidate = _fetch(url, desk, notes)
        elsewhere = next((note for note in notes if note.code == "hosted.redirected_elsewhere"), None)
        if named_by_badge and elsewhere is not None:
            # Only the place makes it the issuer's key, and a short link on that place is not the place.
            raise Unavailable("hosted.open_redirect", _PATH, **elsewhere.params)
    if candidate.owner is not None and not addresses.same_place(candidate.owner, issuer_id):
        raise Malformed("key.owner_is_other", _PATH, owner=candidate.owner, issuer=issuer_id)
    if not candidate.public_key_pem:
        raise Malformed("key.pem", _PATH)
    return SigningKey(
        candidate.id or f"{issuer_id}#publicKey", pem.parse(candidate.public_key_pem), tuple(notes)
    )


def _fetch(url: str, desk: Desk, notes: list[Problem]) -> CryptographicKey:
    if not addresses.is_web(url):
        raise Unavailable("key.no_address", _PATH, key=url)
    response = desk.answer(url, _PATH, notes, ACCEPT_KEY)
    desk.refuse_media(url, response, _PATH)
    body = response.body.strip()
    if body.startswith(b"-----BEGIN "):
        return CryptographicKey(id=url, public_key_pem=body.decode("ascii", "replace"))
    shaped = desk.shape(desk.json(url, response, _PATH), "CryptographicKey", url=url)
    key = readers.read_key(shaped.value, Issues(), _PATH)
    if key is None or (shaped.class_name not in ("CryptographicKey", None)):
        raise Malformed(
            "hosted.wrong_class", _PATH, url=url, expected="CryptographicKey", found="something else"
        )
    if key.id is not None and not addresses.same_place(key.id, url):
        raise Malformed("key.id_differs", _PATH, key=url, id=key.id)
    return key
