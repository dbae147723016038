"""What can be wrong with a status list: one word for each, for tests over all of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

__all__ = ["STATUS_FAULTS", "StatusFault"]

StatusFault = Literal[
    "no_answer",
    "not_found",
    "web_page",
    "unsigned",
    "changed",
    "foreign",
    "forged",
    "expired",
    "not_yet_valid",
    "wrong_purpose",
    "wrong_type",
    "short",
    "bomb",
    "cut_off",
    "two_streams",
    "other_list",
]
STATUS_FAULTS: Mapping[StatusFault, str] = {
    "no_answer": "Whoever asks for the list gets no answer.",
    "not_found": "The address of the list answers with status 404.",
    "web_page": "The address of the list answers with a web page.",
    "unsigned": "The list has no signature.",
    "changed": "Every bit of the list was turned after it was signed.",
    "foreign": "The list is signed by somebody else, in the name of that somebody.",
    "forged": "The list is signed by somebody else, in the name of the issuer.",
    "expired": "The list expired a day ago.",
    "not_yet_valid": "The list becomes valid tomorrow.",
    "wrong_purpose": "The list is kept for another purpose.",
    "wrong_type": "The document does not say that it is a status list.",
    "short": "The list has 64 entries only.",
    "bomb": "A small text unpacks to a list of 64 MiB.",
    "cut_off": "The packed list breaks off.",
    "two_streams": "A second packed list follows the first one.",
    "other_list": "The list says that it is another list of the issuer.",
}
