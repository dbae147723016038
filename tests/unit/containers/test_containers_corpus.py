from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.support.pictures import outcome

from badgekit.containers import Payload
from badgekit.errors import Problem

# Well packed, or an address: whether they hold is for later rooms to say. A DOCTYPE is not fetched.
_LATER = {"png-forged", "png-url-ssrf", "svg-verify-url-ssrf", "svg-dtd-external"}


def test_hostile_pictures_are_refused_and_good_ones_read(corpus: Path) -> None:
    cases = json.loads((corpus / "hostile/manifest.json").read_text())["cases"]
    pictures = [case for case in cases if case["threat"] in ("png", "svg")]
    assert len(pictures) > 30
    for case in pictures:
        found = outcome((corpus / "hostile" / case["file"]).read_bytes())
        wanted = Payload if case["must"] == "accept" or case["id"] in _LATER else Problem
        assert isinstance(found, wanted), (case["id"], found)


@pytest.mark.parametrize("folder", ["inspector/ob30", "inspector/ob20", "credentials/cases"])
def test_baked_pictures_are_read(corpus: Path, folder: str) -> None:
    pictures = [path for kind in ("png", "svg") for path in (corpus / folder).rglob(f"*.{kind}")]
    pictures = [path for path in pictures if path.parent.name != "assets"]
    assert pictures
    for path in pictures:
        assert isinstance(outcome(path.read_bytes()), Payload), path.name
