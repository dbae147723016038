"""Fixtures of the schema room."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support import badge_examples
from tests.support.badge_corpus import Found, badges_of
from tests.support.badge_examples import Document

from badgekit.schemas import SchemaSet


@pytest.fixture
def badge() -> Document:
    """A VCDM 2.0 badge in which every class of Open Badges 3.0 occurs."""
    return badge_examples.badge("2.0")


@pytest.fixture
def badge_v1() -> Document:
    """The same in the VCDM 1.1 form."""
    return badge_examples.badge("1.1")


@pytest.fixture(scope="session")
def schemas() -> SchemaSet:
    """badgekit's own schemas."""
    return SchemaSet()


@pytest.fixture(scope="session")
def credentials(corpus: Path) -> list[Found]:
    """Every different Open Badges 3.0 credential of the corpora, nested ones on their own as well."""
    return badges_of(corpus)
