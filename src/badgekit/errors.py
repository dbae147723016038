"""The exceptions of badgekit, and the problems that its rooms hand to each other.

Two families. What a caller may meet: `BadgekitError` and its public children. What the lower rooms
raise among themselves: `Problem` and its children, each naming one stable code; a check turns them
into an outcome and none of them leaves a public function.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from badgekit.safetext import clean

if TYPE_CHECKING:
    from badgekit.report import Report

_MOST = 500


class BadgekitError(Exception):
    """Base of every exception that badgekit raises on purpose."""


class InputError(BadgekitError):
    """The caller handed over something that cannot be read at all: a missing file, a wrong type.

    Attributes:
        code: stable code, such as ``input.unreadable``.
    """

    def __init__(self, code: str, message: str) -> None:
        # The name of a file that somebody sent in is as much a stranger's word as what is in it.
        super().__init__(clean(message, _MOST))
        self.code = code


class ConfigurationError(BadgekitError):
    """A policy, a documents map or a pinned context given by the caller is wrong."""


class NotVerified(BadgekitError):
    """Raised by `Report.require()` when the verdict is not VERIFIED.

    Attributes:
        report: the whole report, with every check and its reason.
    """

    def __init__(self, report: Report) -> None:
        super().__init__(report.best_reason)
        self.report = report


class Problem(BadgekitError):
    """Something in the material is not as it must be; carries a code, a JSON path and parameters.

    Args:
        code: ``family.reason``; every code has a sentence in `badgekit.messages`.
        path: JSONPath of the offending member, ``$`` for the whole document.
        params: values for the sentence; may hold hostile text, which rendering escapes.
    """

    def __init__(self, code: str, path: str = "$", **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.path = path
        self.params = params

    def __str__(self) -> str:
        from badgekit.messages import render

        return render(self.code, self.params)


class Malformed(Problem):
    """The material is wrong: it breaks a rule of its format. Leads to a FAILED check."""


class LimitExceeded(Problem):
    """The material asks for more work than `Limits` allows. Leads to INCONCLUSIVE, never to VERIFIED."""


class Unsupported(Problem):
    """Well formed, but of a kind that badgekit cannot judge. Leads to INCONCLUSIVE."""


class Unavailable(Problem):
    """What was needed could not be asked for: network, address, answer. Leads to INCONCLUSIVE."""
