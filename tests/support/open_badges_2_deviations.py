"""Where data of Open Badges before 3.0 is read otherwise than corpus/open-badges-2 says, with the reasons."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Deviation:
    """One kind of deviation: how many cases, what is true of each by its own text, and why."""

    kind: str
    count: int
    fact: Callable[[Mapping[str, Any]], bool]
    why: str


CASES = (
    Deviation(
        "upgrade",
        1,
        lambda case: "@context" not in case["document"] and "@context" in case["spec_expected"],
        "A document of 1.0 has no @context, and badgekit writes none into it: the generation stands beside "
        "the upgraded document (Upgraded.generation), and claims show contexts as the issuer wrote them. id "
        "and type are as expected. OB 1.1 added @context; no clause asks a verifier to write one.",
    ),
)

# Probes that are invalid for a reason which the data of their documents does not hold.
NOT_IN_THE_DATA = (
    Deviation(
        "images",
        1,
        lambda case: any(resource.get("status") == 404 for resource in case["resources"].values()),
        "The picture is an address that answers 404: for those who fetch to say.",
    ),
    Deviation(
        "legacy",
        1,
        lambda case: (
            len({url.split("/")[2] for url, item in case["resources"].items() if "json" in item}) > 1
        ),
        "The assertion is on another host than its issuer: for those who compare addresses to say.",
    ),
)
