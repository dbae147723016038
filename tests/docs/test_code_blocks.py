"""What the README and the docs show is what happens: every block is run, without any network."""

from __future__ import annotations

import io
import json
import re
import shutil
import socket
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any, NoReturn

import pytest
from tests.docs.blocks import ROOT, Block, agrees, blocks_of, pages
from tests.docs.console import Shell, commands_of

PAGES = pages()
_NAMES = [page.relative_to(ROOT).as_posix() for page in PAGES]
_SNIPPET = re.compile(r'--8<-- "([^"]+)"\n')
# The only lines that are not run: they need a fresh machine. What they end with is run below.
_INSTALL = re.compile(r"(?:git clone \S+(?: && cd \S+)?|python3 -m venv \.venv && \.venv/bin/pip install .*)")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with the example badges, on a machine without a network."""
    for folder in ("badges", "pathways"):
        shutil.copytree(ROOT / "examples" / folder, tmp_path / "examples" / folder)
    monkeypatch.chdir(tmp_path)

    def refuse(*_: Any, **__: Any) -> NoReturn:
        raise AssertionError("the docs asked the network")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    for name in ("getaddrinfo", "gethostbyname", "create_connection"):
        monkeypatch.setattr(socket, name, refuse)
    return tmp_path


@pytest.mark.parametrize("page", PAGES, ids=_NAMES)
def test_every_block_does_what_the_page_says(page: Path, desk: Path) -> None:
    run_page(page)


def run_page(page: Path) -> None:
    namespace: dict[str, Any] = {"__name__": "page"}
    shell = Shell()
    for block in blocks_of(page):
        if block.language == "python":
            _run_python(block, namespace)
        elif block.language == "console":
            _run_console(block, shell)
        elif block.language == "json":
            _read_json(block)
        else:
            assert block.language == "sh", f"{block.place}: a block of {block.language!r} cannot be run"
            for line in block.text.splitlines():
                assert _INSTALL.fullmatch(line), f"{block.place}: {line!r} is not run, and does not install"


def _run_python(block: Block, namespace: dict[str, Any]) -> None:
    # Line numbers of the page in tracebacks.
    code = compile("\n" * (block.line - 1) + block.text, block.page, "exec")
    out = io.StringIO()
    with redirect_stdout(out):
        exec(code, namespace)
    printed = out.getvalue()
    if block.output is None:
        assert not printed, f"{block.place} prints what the page does not show:\n{printed}"
    else:
        assert agrees(block.output, printed), f"{block.place} prints:\n{printed}"


def _run_console(block: Block, shell: Shell) -> None:
    for command in commands_of(block.text):
        printed = shell.run(command.line)
        assert agrees(command.output, printed), f"{block.place}: {command.line}\nprints:\n{printed}"


def _read_json(block: Block) -> None:
    included = _SNIPPET.fullmatch(block.text)
    json.loads((ROOT / included[1]).read_bytes() if included else block.text)


def test_the_first_command_of_the_readme_ends_verified(desk: Path) -> None:
    installing, _ = _commands_of_the_readme()
    shell = Shell()
    printed = shell.run(installing.rpartition(" && .venv/bin/")[2])
    assert shell.status == 0
    assert printed.startswith("VERIFIED")


def test_the_second_command_of_the_readme_is_that_of_ci() -> None:
    _, testing = _commands_of_the_readme()
    last = (ROOT / ".ci" / "run").read_text(encoding="utf-8").rstrip().splitlines()[-1]
    assert testing.rpartition(" && .venv/")[2] == last.replace('"$bin/python"', "bin/python")


def _commands_of_the_readme() -> tuple[str, str]:
    first, second = (
        block.text.rstrip("\n") for block in blocks_of(ROOT / "README.md") if block.language == "sh"
    )
    assert "\n" not in first + second
    return first, second


@pytest.mark.parametrize("name", ["README.md", "SECURITY.md", "CONTRIBUTING.md"])
def test_links_between_files_lead_somewhere(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
        assert (ROOT / target).exists(), target


@pytest.mark.parametrize(
    ("shown", "actual", "same"),
    [
        ("one\ntwo\n", "one\ntwo\n", True),
        ("one\ntwo\n", "one\n", False),
        ("one\n...\nfour\n", "one\ntwo\nthree\nfour\n", True),
        ("one\n...\n", "one\n", True),
        ("...\n", "anything\nat all\n", True),
        ("key: z6Mk...\n", "key: z6MkpTHR8\n", True),
        ("key: z6Mk...\n", "key: z6Lk\n", False),
        ("a.c\n", "abc\n", False),
        ("one\n", "one\ntwo\n", False),
    ],
)
def test_output_is_compared_line_by_line(shown: str, actual: str, same: bool) -> None:
    assert agrees(shown, actual) is same


def test_a_page_that_lies_is_found(desk: Path) -> None:
    page = desk / "page.md"
    for text in (
        "```python\nprint(1)\n```\n\n```text\n2\n```\n",
        "```python\nprint(1)\n```\n",
        "```python\nassert False\n```\n",
        "```console\n$ badgekit explain proof.invalid\nEverything is fine.\n```\n",
        "```console\n$ rm -r examples\n```\n",
        "```python\nimport socket\nsocket.create_connection(('example.org', 443))\n```\n",
        "```json\n{'no': 'json'}\n```\n",
        "```sh\nmake it so\n```\n",
        "```text\nout of nowhere\n```\n",
    ):
        page.write_text(text, encoding="utf-8")
        with pytest.raises((AssertionError, ValueError)):
            run_page(page)
