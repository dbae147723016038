"""Running the commands of a ``console`` block in this process: ``badgekit``, and ``curl`` to its service."""

from __future__ import annotations

import io
import shlex
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from tests.docs import curl
from tests.support import asgi

from badgekit.cli import main

_PROMPT = "$ "


@dataclass(slots=True)
class Command:
    """One line after a prompt, and what the page shows below it."""

    line: str
    output: str


def commands_of(text: str) -> list[Command]:
    """Return the commands of a block; every line without a prompt belongs to the command above it."""
    commands: list[Command] = []
    for line in text.splitlines():
        if line.startswith(_PROMPT):
            commands.append(Command(line.removeprefix(_PROMPT), ""))
        elif commands[-1:] and commands[-1].line.endswith("\\") and not commands[-1].output:
            commands[-1].line = f"{commands[-1].line.removesuffix(chr(92))}{line.strip()}"
        else:
            assert commands, f"a console block starts with {_PROMPT!r}, not {line!r}"
            commands[-1].output += line + "\n"
    return commands


class Shell:
    """Just enough of a shell: ``badgekit``, ``curl``, ``<``, ``>`` and ``echo $?``.

    What ``badgekit serve`` would serve is kept, and ``curl`` asks it without any network.
    """

    def __init__(self) -> None:
        self.status = 0
        self._app: Any = None

    def run(self, line: str) -> str:
        """Run one command and return what it printed on either stream."""
        if line == "echo $?":
            return f"{self.status}\n"
        words = shlex.split(line)
        if words[0] == "curl":
            return self._curl(words[1:])
        assert words[0] == "badgekit", f"only badgekit can be run in a console block, not {line!r}"
        arguments, given, target = _redirections(words[1:])
        out, err = io.StringIO(), io.StringIO()
        before = sys.stdin
        sys.stdin = io.TextIOWrapper(io.BytesIO(given))
        try:
            with redirect_stdout(out), redirect_stderr(err), patch("badgekit.service.serve", self._serve):
                self.status = main(arguments)
        except SystemExit as leaving:
            self.status = leaving.code if isinstance(leaving.code, int) else 1
        finally:
            sys.stdin = before
        if target is not None:
            target.write_text(out.getvalue(), encoding="utf-8")
            return err.getvalue()
        return out.getvalue() + err.getvalue()

    def _serve(self, app: Any, *, host: str, port: int, **_: Any) -> None:
        self._app = app
        print(f"2026-06-01 12:00:00,000 INFO badgekit serves on http://{host}:{port}", file=sys.stderr)

    def _curl(self, words: list[str]) -> str:
        assert self._app is not None, "nothing is served yet"
        words, _, target = _redirections(words)
        asked = curl.asked(words)
        answered = asgi.ask(self._app, asked.method, asked.target, asked.body, asked.headers)
        shown = asked.written.replace("%{http_code}", str(answered.status)).replace("\\n", "\n")
        if target is not None:
            target.write_bytes(answered.body)
            return shown
        return answered.body.decode() + shown


def _redirections(words: list[str]) -> tuple[list[str], bytes, Path | None]:
    arguments: list[str] = []
    given, target = b"", None
    waiting = iter(words)
    for word in waiting:
        if word == "<":
            given = Path(next(waiting)).read_bytes()
        elif word == ">":
            target = Path(next(waiting))
        else:
            arguments.append(word)
    return arguments, given, target
