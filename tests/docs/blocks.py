"""The fenced code blocks of a Markdown page, and comparing output with what a page shows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

ROOT = Path(__file__).resolve().parent.parent.parent
_FENCE = re.compile(r"(?P<indent> *)```(?P<language>\S*)(?P<rest>.*)")


@dataclass(frozen=True, slots=True)
class Block:
    """One fenced block.

    Attributes:
        language: the word after the fence; empty where there is none.
        text: the lines between the fences, without their common indentation.
        page: the page, relative to the project.
        line: number of the first line of `text`.
        output: what the page shows as the output of a ``python`` block: the ``text`` block right below it.
    """

    language: str
    text: str
    page: str
    line: int
    output: str | None = None

    @property
    def place(self) -> str:
        """Page and line, for messages."""
        return f"{self.page}:{self.line}"


def pages() -> list[Path]:
    """Return the README and every page below docs/."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def blocks_of(path: Path) -> list[Block]:
    """Return the blocks of a page in order; a ``text`` block that shows output is part of its block."""
    page = path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name
    found: list[Block] = []
    opened: tuple[str, int, list[str]] | None = None
    between = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        fence = _FENCE.fullmatch(line)
        if opened is None and fence is None:
            between += line.strip()
        elif opened is None and fence is not None:
            assert not fence["rest"].strip(), f"{page}:{number}: nothing may follow the language of a block"
            opened = (fence["language"], number + 1, [])
        elif opened is not None and fence is not None and not fence["language"]:
            language, first, lines = opened
            text = dedent("\n".join(lines)) + "\n"
            last = found[-1] if found and not between else None
            if language == "text" and last is not None and last.language == "python" and last.output is None:
                found[-1] = Block("python", last.text, page, last.line, text)
            else:
                found.append(Block(language, text, page, first))
            opened, between = None, ""
        elif opened is not None:
            opened[2].append(line)
    assert opened is None, f"{page}: the block at line {opened[1]} is never closed"
    return found


def agrees(shown: str, actual: str) -> bool:
    """Tell whether `actual` is what a page shows: ``...`` on a line of its own stands for any lines,
    inside a line for any text."""
    pattern = ""
    for line in shown.rstrip("\n").split("\n"):
        if line.strip() == "...":
            pattern += r"(?:[^\n]*\n)*?"
        else:
            pattern += re.escape(line.rstrip()).replace(r"\.\.\.", r"[^\n]*") + r"\n"
    lines = actual.rstrip("\n").split("\n")
    return re.fullmatch(pattern, "".join(line.rstrip() + "\n" for line in lines)) is not None
