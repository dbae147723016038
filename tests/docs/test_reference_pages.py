"""The reference says all there is, and nothing that is not."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest
from tests.docs import limits, reference
from tests.docs.blocks import ROOT, pages

import badgekit
from badgekit import badge_connect, models, testing
from badgekit.checks import CHECKS
from badgekit.cli import main
from badgekit.messages import CATALOGUE

_REFERENCE = ROOT / "docs" / "reference"
_DOCUMENTED = re.compile(r"^::: (\S+)$", re.MULTILINE)
_FAMILIES = "|".join(sorted({code.partition(".")[0] for code in CATALOGUE}))
# Members of credentials and of objects that look like one.
_NOT_CODES = {"issuer.id", "portfolio.issuers", "portfolio.people"}
_CODE = re.compile(rf"`((?:{_FAMILIES})\.[a-z0-9_]+)`")


def documented(name: str) -> set[str]:
    return set(_DOCUMENTED.findall((_REFERENCE / name).read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (reference.CHECKS_PAGE, reference.checks_page()),
        (reference.CODES_PAGE, reference.codes_page()),
        (limits.PAGE, limits.page()),
    ],
    ids=["checks", "codes", "limits"],
)
def test_a_generated_page_is_up_to_date(page: Path, expected: str) -> None:
    assert page.read_text(encoding="utf-8") == expected, "python -m tests.docs.reference writes it anew"


def test_the_checks_page_names_every_check_in_order() -> None:
    headings = re.findall(r"^## (\S+)$", reference.checks_page(), re.MULTILINE)
    assert headings == [check.id for check in CHECKS]


def test_the_codes_page_names_every_code_once() -> None:
    named = re.findall(r"^\| `([^`]+)` \|", reference.codes_page(), re.MULTILINE)
    assert sorted(named) == sorted(CATALOGUE)


def test_every_public_name_is_on_a_page() -> None:
    wanted = {f"badgekit.{name}" for name in badgekit.__all__ if not name.startswith("__")}
    wanted |= {f"badgekit.testing.{name}" for name in testing.__all__}
    assert wanted <= documented("api.md") | documented("models.md")


def test_every_class_of_claims_is_on_its_page() -> None:
    names = documented("models.md")
    classes = {
        name
        for name in models.__all__
        if inspect.isclass(getattr(models, name)) and name not in ("Issues", "ReadResult")
    }
    assert classes <= {name.rpartition(".")[2] for name in names}


def test_everything_of_badge_connect_is_on_its_page() -> None:
    wanted = {f"badgekit.badge_connect.{name}" for name in badge_connect.__all__}
    assert documented("badge-connect.md") == wanted


def test_everything_that_is_documented_exists() -> None:
    for name in documented("api.md") | documented("models.md") | documented("badge-connect.md"):
        module, _, member = name.rpartition(".")
        assert hasattr(__import__(module, fromlist=[member]), member), name


def test_the_command_line_page_names_every_option(capsys: pytest.CaptureFixture[str]) -> None:
    page = (_REFERENCE / "cli.md").read_text(encoding="utf-8")
    for command in ((), ("verify",), ("stack",), ("parse",), ("explain",)):
        with pytest.raises(SystemExit):
            main([*command, "--help"])
        options = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", capsys.readouterr().out))
        assert options
        missing = {option for option in options if f"`{option}" not in page}
        assert not missing, f"{command}: {missing}"


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_code_that_a_page_mentions_exists(page: Path) -> None:
    known = set(CATALOGUE) | {check.id for check in CHECKS} | {"input.readable", "nested.credentials"}
    mentioned = set(_CODE.findall(page.read_text(encoding="utf-8")))
    assert mentioned <= known | _NOT_CODES, mentioned - known
