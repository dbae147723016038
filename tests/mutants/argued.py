"""The changes that nothing can notice, each with its argument.

A mutant is written down here only if no caller and no input could tell it from the code. A rerun then shows
what is neither noticed nor argued.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["ARGUED", "Argued"]


@dataclass(frozen=True, slots=True)
class Argued:
    """One change, or several of the same line, that nothing can notice.

    Attributes:
        module: path below ``src/badgekit``.
        was: the line, its spaces as one each.
        now: what it may be changed into; empty for any change of the line.
        why: the argument.
    """

    module: str
    was: str
    now: tuple[str, ...]
    why: str

    def is_about(self, module: str, was: str, now: str) -> bool:
        """Say whether this is the argument for a change."""
        return (module, was) == (self.module, self.was) and (not self.now or now in self.now)


ARGUED: tuple[Argued, ...] = (
    Argued("keys/controller.py", "continue", ("pass",), "Nothing follows in the loop."),
    Argued(
        "net/addresses.py",
        "return address.is_global and not any(address in network for network in _REFUSED_V4)",
        ("return not any(address in network for network in _REFUSED_V4)",),
        "Defence in depth: our table names every block that Python's registry does today; it may learn one.",
    ),
    Argued(
        "net/addresses.py",
        "return address.is_global and not any(address in network for network in _REFUSED_V6)",
        ("return not any(address in network for network in _REFUSED_V6)",),
        "Defence in depth: our table names every block that Python's registry does today; it may learn one.",
    ),
    Argued(
        "net/archive.py",
        "except ( zipfile.BadZipFile, Problem, ValueError, TypeError, LookupError, RuntimeError, OSError, EOFError, ) as error:",
        (
            "except ((zipfile.BadZipFile, Problem, ValueError, TypeError, LookupError, RuntimeError, EOFError, ) ) as error:",
        ),
        "The archive lies in memory, where zipfile meets no OSError today; its documentation allows it to.",
    ),
    Argued(
        "net/archive.py",
        "data = stream.read(self._left + 1)",
        ("data = stream.read(self._left + 2)",),
        "One byte beyond the bound shows that it is met; a second one is read and thrown away.",
    ),
    Argued(
        "net/body.py",
        "decoded = inflater.decompress(body, limit + 1)",
        ("decoded = inflater.decompress(body, limit + 2)",),
        "One byte beyond the bound shows that it is met; a second one is unpacked and thrown away.",
    ),
    Argued(
        "net/deadline.py",
        "self._timer = threading.Timer(max(seconds, 0.0), self._expire)",
        ("self._timer = threading.Timer(max(seconds, -1.0), self._expire)",),
        "A timer that is set to less than nothing goes off at once, like one that is set to nothing.",
    ),
    Argued(
        "net/deadline.py",
        "raise failed[0]",
        ("raise failed[-1]",),
        "A look-up fails once.",
    ),
    Argued(
        "net/failures.py",
        "if isinstance(link, BaseException) and id(link) not in seen:",
        ("if isinstance(link, BaseException):",),
        "The number of errors looked at bounds circles, too; that each is looked at once saves work.",
    ),
    Argued(
        "net/http.py",
        "if isinstance(verify, str):",
        ("if True:",),
        "The sender is made at once instead of when it is first used. Only a path can be wrong.",
    ),
    Argued(
        "net/http.py",
        "if self._send is None:",
        ("if True:",),
        "Authorities are loaded anew for each request: slower, and the same.",
    ),
    Argued(
        "net/http.py",
        "context.minimum_version = ssl.TLSVersion.TLSv1_2",
        ("pass",),
        "Defence in depth: Python's own least version is TLS 1.2 unless OpenSSL is configured otherwise.",
    ),
    Argued(
        "net/http.py",
        "return context",
        ("pass",),
        "Of a context that asks for no certificate: authorities are loaded that nobody asks.",
    ),
    Argued(
        "net/snapshot.py",
        "data = stream.read(FILE_BYTES + 1)",
        ("data = stream.read(FILE_BYTES + 2)",),
        "One byte beyond the bound shows that it is met; a second one is read and thrown away.",
    ),
    Argued(
        "proofs/jwt_claims.py",
        "form, name = present[0]",
        ("form, name = present[-1]",),
        "There is exactly one: none and two were told apart above.",
    ),
)
