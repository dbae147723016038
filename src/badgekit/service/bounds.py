"""What the service takes on at once, and how long it waits."""

from __future__ import annotations

from dataclasses import dataclass, fields

from badgekit import ConfigurationError

__all__ = ["ServiceLimits"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceLimits:
    """Bounds of the service itself. Sizes are in bytes, times in seconds.

    How large a body may be follows from the verifier's `Limits.input_bytes` and `Limits.json_bytes`.

    Raises:
        ConfigurationError: a bound is not a positive number.
    """

    requests: int = 32
    """Requests in hand at once; the next one is answered 503. Times the size of a body this bounds memory."""
    verifications: int = 8
    """Verifications that run at once, each in a thread; further requests in hand wait for their turn."""
    body_seconds: float = 15.0
    """From the head of a request to the last byte of its body."""
    head_seconds: float = 10.0
    """The head of a request (`serve` only; ask your own server for it where you mount the application)."""
    idle_seconds: int = 5
    """A connection that is kept open and not used (`serve` only)."""
    connections: int = 256
    """Open connections (`serve` only)."""
    stopping_seconds: int = 20
    """How long requests in hand are waited for when the service is told to stop (`serve` only)."""

    def __post_init__(self) -> None:
        for item in fields(self):
            value = getattr(self, item.name)
            allowed = (int, float) if item.name in ("body_seconds", "head_seconds") else (int,)
            if isinstance(value, bool) or not isinstance(value, allowed) or not value > 0:
                raise ConfigurationError(
                    f"ServiceLimits.{item.name} must be a positive number, not {value!r}"
                )
