"""The changes of ``net/`` that nothing can notice."""

from __future__ import annotations

from tests.mutants.argued.base import Argued

__all__ = ["NET"]

NET: tuple[Argued, ...] = (
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
        "member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))",
        ("member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 1))",),
        "ZIP counts every other second.",
    ),
    Argued(
        "net/archive.py",
        "member.create_system = 3 # Unix, whatever this machine is",
        ("pass # Unix, whatever this machine is",),
        "On Unix it is that anyway, and elsewhere these tests of the tests do not run.",
    ),
    Argued(
        "net/archive.py",
        "data = stream.read(self._left + 1)",
        ("data = stream.read(self._left + 2)",),
        "One byte beyond the bound shows that it is met; a second one is read and thrown away.",
    ),
    Argued(
        "net/archive.py",
        "MEMBERS = 100_000",
        ("MEMBERS = 100001", "MEMBERS = 99999"),
        "The page Limits names the number, and tests/docs hold the page to it; no test makes so large a file.",
    ),
    Argued(
        "net/archive.py",
        "TOTAL_BYTES = 256 * 1024 * 1024",
        (),
        "The page Limits names the number, and tests/docs hold the page to it; no test makes so large a file.",
    ),
    Argued(
        "net/body.py",
        "decoded = inflater.decompress(body, limit + 1)",
        ("decoded = inflater.decompress(body, limit + 2)",),
        "One byte beyond the bound shows that it is met; a second one is unpacked and thrown away.",
    ),
    Argued(
        "net/body.py",
        "_STEP = 64 * 1024",
        ("_STEP = 63 * 1024", "_STEP = 64 * 1023"),
        "How much is read at once changes how often, and nothing that is read.",
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
        "net/iri.py",
        "if address.isascii() or len(address) > _LONGEST:",
        ("if len(address) > _LONGEST:",),
        "An address in ASCII comes out as it went in, only later.",
    ),
    Argued(
        "net/snapshot.py",
        "data = stream.read(FILE_BYTES + 1)",
        ("data = stream.read(FILE_BYTES + 2)",),
        "One byte beyond the bound shows that it is met; a second one is read and thrown away.",
    ),
    Argued(
        "net/snapshot.py",
        "FILE_BYTES = 256 * 1024 * 1024",
        (),
        "The page Limits names the number, and tests/docs hold the page to it; no test makes so large a file.",
    ),
    Argued(
        "net/transport.py",
        "for left, address in zip(range(len(addresses), 0, -1), addresses, strict=True):",
        ("for left, address in zip(range(len(addresses), 0, -1), addresses, strict=False):",),
        "Both are as long as the other.",
    ),
    Argued(
        "net/transport.py",
        "connection.settimeout(max(deadline.remaining() / left, 0.001))",
        (
            "connection.settimeout(max(deadline.remaining() / left, 1.001))",
            "connection.settimeout(max(deadline.remaining() / left, -0.999))",
        ),
        "The deadline shuts the connection down by its own clock, whatever the socket waits for.",
    ),
    Argued(
        "net/transport.py",
        "connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)",
        (),
        "Without it the request may leave a little later.",
    ),
    Argued(
        "net/transport.py",
        "remaining = max(exchange.deadline.remaining(), 0.001)",
        (
            "remaining = max(exchange.deadline.remaining(), 1.001)",
            "remaining = max(exchange.deadline.remaining(), -0.999)",
        ),
        "The deadline shuts the connection down by its own clock, whatever the socket waits for.",
    ),
    Argued(
        "net/transport.py",
        "return PinnedAdapter(exchange).send(request, stream=True, timeout=remaining)",
        ("return PinnedAdapter(exchange).send(request, stream=False, timeout=remaining)",),
        "An adapter reads no body either way; a session of requests would.",
    ),
    Argued(
        "net/transport.py",
        "def read(self, size: int | None = -1) -> bytes:",
        ("def read(self, size: int | None = -2) -> bytes:",),
        "Any number below nothing means all.",
    ),
    Argued(
        "net/transport.py",
        "def read1(self, size: int = -1) -> bytes:",
        ("def read1(self, size: int = -2) -> bytes:",),
        "Any number below nothing means all.",
    ),
    Argued(
        "net/transport.py",
        "def readline(self, size: int | None = -1) -> bytes:",
        ("def readline(self, size: int | None = -2) -> bytes:",),
        "Any number below nothing means all.",
    ),
    Argued(
        "net/transport.py",
        "def peek(self, size: int = 0) -> bytes:",
        ("def peek(self, size: int = 1) -> bytes:", "def peek(self, size: int = -1) -> bytes:"),
        "A buffered file shows what it has, whatever is asked.",
    ),
    Argued(
        "net/universal.py",
        'return ""',
        ("pass", "return None"),
        "None is no reason either; the types do not say so.",
    ),
)
