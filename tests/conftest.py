"""What every test may use: the material beside the project, when it is there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings

# The same examples every time, so that a red run is the change's own doing. Look for new ones with
# BADGEKIT_EXPLORE=1.
settings.register_profile("badgekit", deadline=None, derandomize=not os.environ.get("BADGEKIT_EXPLORE"))
# For rules that are taken out: that a test fails is what counts, and not the least example.
settings.register_profile(
    "threats",
    settings.get_profile("badgekit"),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
# For tests that run many times, each time against another fault: what fails need not be made small.
settings.register_profile(
    "mutants",
    settings.get_profile("badgekit"),
    max_examples=25,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=tuple(HealthCheck),
)
settings.load_profile("badgekit")

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real credentials with known outcomes; the test is skipped where it is absent."""
    folder = SHARED / "corpus"
    if not folder.is_dir():
        pytest.skip("the credential corpora are not beside this checkout")
    return folder


@pytest.fixture(scope="session")
def reference() -> Path:
    """The folder of published contexts and schemas; the test is skipped where it is absent."""
    folder = SHARED / "reference"
    if not folder.is_dir():
        pytest.skip("the published contexts and schemas are not beside this checkout")
    return folder
