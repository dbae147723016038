"""One document of an issuer: ask for it, judge the answer, read it, and follow it to its own address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from badgekit import strictjson
from badgekit.errors import Malformed, Problem, Unavailable, Unsupported
from badgekit.gathering import addresses
from badgekit.gathering.shaping import Shaped, shape
from badgekit.jsonld import Engine, Work
from badgekit.limits import Limits
from badgekit.models.ob2.generation import ClassName
from badgekit.net.fetcher import ACCEPT_JSON, Response
from badgekit.net.session import FetchSession
from badgekit.net.upgrading import get

__all__ = ["Desk", "Published"]

_MOVES = 3
"""How often a document may say that it lies elsewhere."""
_GONE = 410
_REVOCABLE = ("Assertion", "Endorsement")
# Definite answers; a site that is slow or broken today says nothing about the badge.
_NOTHING_THERE = frozenset({"hosted.not_found", "net.not_in_documents", "net.blocked"})


@dataclass(frozen=True, slots=True)
class Published:
    """A document and where it is published.

    Attributes:
        url: its own address: where it was found, as it calls itself.
        shaped: what it says, in the shape of Open Badges 2.0.
        notes: what was tolerated on the way.
    """

    url: str
    shaped: Shaped
    notes: tuple[Problem, ...] = ()


class Desk:
    """Asks on behalf of one verification.

    Args:
        session: counts and remembers what is asked.
        limits: bounds for reading JSON.
        engine: gives the pinned contexts.
        work: the account to charge for JSON-LD; a full one when left out.
    """

    __slots__ = ("_engine", "_session", "_work", "limits")

    def __init__(
        self, session: FetchSession, limits: Limits, engine: Engine, work: Work | None = None
    ) -> None:
        self._session = session
        self.limits = limits
        self._engine = engine
        self._work = work or Work(limits)

    def shape(
        self, value: Mapping[str, Any], expected: ClassName, *, url: str | None = None, carrier: str = "2.0"
    ) -> Shaped:
        """Return `value`, which is in hand, in the shape of 2.0; raises as `shaping.shape`."""
        return shape(value, expected, self._engine, self.limits, url=url, carrier=carrier, work=self._work)

    def document(self, url: str, expected: ClassName, path: str, *, claimed: bool = False) -> Published:
        """Return the document of the class `expected` that is published at `url`.

        A document that names another address as its own is asked for there, and only what is found there
        counts: anybody can publish a copy.

        Args:
            url: where to ask.
            expected: the class that the document must be of.
            path: where the address stands, for problems.
            claimed: a copy in hand calls `url` its own; if the document there names another address, and
                nothing is there, then what is in hand is published nowhere.

        Raises:
            Malformed: ``status.gone``, ``hosted.wrong_class``, ``hosted.id_loop``, ``hosted.id_differs``, and
                what `shape` raises.
            Unavailable: ``hosted.not_found``, ``hosted.status``, ``hosted.open_redirect``, and what the
                fetcher says.
            Unsupported: ``hosted.not_json``, and what `shape` raises.
            LimitExceeded: the answer is too large.
        """
        notes: list[Problem] = []
        seen: list[str] = []
        while True:
            try:
                response = self.answer(url, path, notes, gone=expected in _REVOCABLE)
            except Unavailable as problem:
                if claimed and seen and problem.code in _NOTHING_THERE:
                    raise Malformed("hosted.id_differs", path, url=seen[0]) from None
                raise
            secure = any(
                note.code == "hosted.asked_over_https" and note.params["url"] == url for note in notes
            )
            place = addresses.spelled(url, secure=secure)
            shaped = self._read(url, response, expected, path, place)
            own = shaped.own_id
            if own is not None and not addresses.is_web(own) and shaped.generation in ("1.1", "2.0"):
                notes.append(Malformed("hosted.own_name", path, url=url, id=own))
            if own is None or not addresses.is_web(own):
                own = place
            if addresses.same_place(own, url):
                sent_on = next((note for note in notes if _sends_on(note, url)), None)
                if sent_on is not None:
                    # Another site speaks as this one: that of a short link, for all that can be seen.
                    raise Unavailable("hosted.open_redirect", path, **sent_on.params)
                return Published(own, shaped, tuple(notes))
            seen.append(url)
            if len(seen) > _MOVES or any(addresses.same_place(own, place) for place in seen):
                raise Malformed("hosted.id_loop", path, url=seen[0])
            notes.append(Malformed("hosted.other_id", path, url=url, id=own))
            url = own

    def answer(
        self, url: str, path: str, notes: list[Problem], accept: str = ACCEPT_JSON, *, gone: bool = False
    ) -> Response:
        """Return the answer of `url` with status 200; notes what was tolerated.

        Args:
            url: where to ask.
            path: where the address stands, for problems.
            notes: what was tolerated is added here.
            accept: the ``Accept`` header.
            gone: whether "410 Gone" means that the badge was revoked, as at its own address.

        Raises:
            Malformed: ``status.gone``.
            Unavailable: as `document`.
        """
        try:
            response, upgraded = get(self._session, url, accept=accept)
        except Problem as problem:
            problem.path = path
            raise
        if upgraded:
            notes.append(Malformed("hosted.asked_over_https", path, url=url))
        _judge_redirects(url, response, path, notes)
        if gone and response.status == _GONE:
            raise Malformed("status.gone", path, url=url)
        if response.status != 200:
            if response.status in (401, 403, 404, 410):
                raise Unavailable("hosted.not_found", path, url=url, status=response.status)
            raise Unavailable("hosted.status", path, url=url, status=response.status)
        return response

    def refuse_media(self, url: str, response: Response, path: str) -> None:
        """Refuse an answer that its own site calls a picture, a sound, a film or a font.

        Raises:
            Unsupported: ``hosted.not_json``.
        """
        if response.is_media:
            raise Unsupported("hosted.not_json", path, url=url, found=response.media_type)

    def _read(self, url: str, response: Response, expected: ClassName, path: str, place: str) -> Shaped:
        value = self.json(url, response, path)
        shaped = self.shape(value, expected, url=place)
        if shaped.class_name != expected:
            raise Malformed(
                "hosted.wrong_class",
                path,
                url=url,
                expected=expected,
                found=shaped.class_name or "nothing known",
            )
        return shaped

    def json(self, url: str, response: Response, path: str) -> dict[str, Any]:
        """Return the JSON object in an answer.

        Raises:
            Unsupported: ``hosted.not_json``.
            Malformed: ``json.*``, for JSON that is ambiguous.
        """
        self.refuse_media(url, response, path)
        try:
            value = strictjson.loads(response.body, limits=self.limits)
        except Malformed as problem:
            if problem.code in ("json.syntax", "json.not_utf8", "json.byte_order_mark"):
                found = response.media_type or "no stated type"
                raise Unsupported("hosted.not_json", path, url=url, found=found) from None
            raise
        if isinstance(value, list) and len(value) == 1:
            value = value[0]
        if not isinstance(value, dict):
            raise Unsupported("hosted.not_json", path, url=url, found="JSON that is no object")
        return value


def _judge_redirects(url: str, response: Response, path: str, notes: list[Problem]) -> None:
    """Note a redirect to another host; refuse one that whoever wrote the address may have chosen.

    Sites that send visitors on to an address in their own query would let anybody publish in their name.
    """
    asked = addresses.parse(url)
    if asked is None:
        return
    for step in response.redirects:
        host = addresses.host_of(step)
        if _site(host) == _site(asked.host):
            continue
        target = asked.target.lower()
        if "?" in target or (host and host in target):
            raise Unavailable("hosted.open_redirect", path, url=url, host=host)
        notes.append(Malformed("hosted.redirected_elsewhere", path, url=url, host=host))
        return


def _sends_on(note: Problem, url: str) -> bool:
    return note.code == "hosted.redirected_elsewhere" and note.params["url"] == url


def _site(host: str) -> str:
    return host.removeprefix("www.")
