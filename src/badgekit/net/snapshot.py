"""`Snapshot`: recorded answers, as a fetcher that replays them and as a file that keeps them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from os import PathLike

from badgekit.errors import ConfigurationError, LimitExceeded, Unavailable
from badgekit.net.fetcher import ACCEPT_JSON, Response
from badgekit.safetext import clean

__all__ = ["Entry", "Failure", "Snapshot"]

FILE_BYTES = 256 * 1024 * 1024
"""The largest snapshot file that is opened."""

_KINDS: dict[str, type[Unavailable] | type[LimitExceeded]] = {
    "Unavailable": Unavailable,
    "LimitExceeded": LimitExceeded,
}


@dataclass(frozen=True, slots=True)
class Failure:
    """That there was no answer, and why.

    Attributes:
        kind: ``"Unavailable"`` or ``"LimitExceeded"``.
        code: such as ``net.timeout``.
        params: what the sentence of the code is filled with; JSON scalars only.
    """

    kind: str
    code: str
    params: tuple[tuple[str, str | int | float | bool | None], ...]

    @classmethod
    def of(cls, problem: Unavailable | LimitExceeded) -> Failure:
        """Return what can be kept of `problem`."""
        kind = "LimitExceeded" if isinstance(problem, LimitExceeded) else "Unavailable"
        params = sorted((name, _scalar(value)) for name, value in problem.params.items())
        return cls(kind, problem.code, tuple(params))

    def problem(self) -> Unavailable | LimitExceeded:
        """Return it as an exception again."""
        problem = _KINDS[self.kind](self.code)
        problem.params = dict(self.params)
        return problem


@dataclass(frozen=True, slots=True)
class Entry:
    """One request and its outcome.

    Attributes:
        url: as asked for.
        accept: the ``Accept`` header it was asked with.
        fetched_at: when the outcome was there, with a time zone.
        outcome: the answer, or the failure.
    """

    url: str
    accept: str
    fetched_at: datetime
    outcome: Response | Failure


class Snapshot:
    """Recorded answers; as a fetcher it gives them back, and ``net.not_in_snapshot`` for all else.

    When one URL was asked several times, the last outcome is the one replayed.

    Args:
        entries: in the order in which they were recorded.
    """

    __slots__ = ("_by_url", "entries")

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        self._by_url = {entry.url: entry for entry in self.entries}

    def get(self, url: str, *, accept: str = ACCEPT_JSON) -> Response:
        """Return the recorded answer of `url`, or raise the recorded failure.

        Raises:
            Unavailable: as recorded, or ``net.not_in_snapshot``.
            LimitExceeded: as recorded.
        """
        entry = self._by_url.get(url)
        if entry is None:
            raise Unavailable("net.not_in_snapshot", url=url)
        if isinstance(entry.outcome, Failure):
            raise entry.outcome.problem()
        return replace(entry.outcome, fetched_at=entry.fetched_at)

    def save(self, path: str | PathLike[str]) -> None:
        """Write a ZIP file; the same entries give the same bytes.

        Raises:
            OSError: the file cannot be written.
        """
        data = self.to_bytes()
        with open(path, "wb") as stream:
            stream.write(data)

    def to_bytes(self) -> bytes:
        """Return what `save` writes."""
        from badgekit.net.archive import pack

        return pack(self.entries)

    @classmethod
    def open(cls, path: str | PathLike[str]) -> Snapshot:
        """Read what `save` wrote, checking every digest.

        Raises:
            ConfigurationError: the file cannot be read, is too large, or is not an intact snapshot.
        """
        try:
            with open(path, "rb") as stream:
                data = stream.read(FILE_BYTES + 1)
        except (OSError, ValueError) as error:
            raise ConfigurationError(f"The snapshot {path} cannot be read: {error}") from error
        if len(data) > FILE_BYTES:
            raise ConfigurationError(f"The snapshot {path} is larger than {FILE_BYTES} bytes.")
        return cls.from_bytes(data)

    @classmethod
    def from_bytes(cls, data: bytes) -> Snapshot:
        """Read what `to_bytes` gave.

        Raises:
            ConfigurationError: it is not an intact snapshot.
        """
        from badgekit.net.archive import unpack

        return cls(unpack(data))


def _scalar(value: object) -> str | int | float | bool | None:
    return value if value is None or isinstance(value, str | int | float) else clean(value)
