"""The options of the commands, as argparse knows them; what they stand for is read in `given`."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime

__all__ = ["about_candidate", "about_judging", "pin_context"]

_WHO = {
    "email": ("ADDRESS", "e-mail address"),
    "id": ("ID", "DID or other URI"),
    "url": ("URL", "web address of the person, such as a profile"),
    "name": ("NAME", "full name"),
    "phone": ("NUMBER", "telephone number"),
    "student_id": ("ID", "identifier at a school"),
}
"""Key of a candidate → how its option is shown."""


def about_candidate(command: argparse.ArgumentParser) -> None:
    """Give `command` the options that name the candidate; `given.candidate` reads them."""
    person = command.add_argument_group("the candidate it should belong to (each may be repeated)")
    for key, (metavar, what) in _WHO.items():
        person.add_argument(
            f"--{key.replace('_', '-')}",
            dest=f"candidate_{key}",
            action="append",
            default=[],
            metavar=metavar,
            help=what,
        )


def about_judging(command: argparse.ArgumentParser) -> None:
    """Give `command` the options that say when, by what and how strictly a badge is judged."""
    command.add_argument(
        "--now", metavar="TIME", type=_time, help="moment of verification, such as 2026-06-01T12:00:00Z"
    )
    command.add_argument(
        "--documents",
        metavar="MAP.JSON",
        help="answer every request from this map of URL to file, and no other",
    )
    command.add_argument(
        "--policy",
        choices=("standard", "hiring", "w3c"),
        default="standard",
        help="what is demanded; hiring: that it is the candidate's, too; w3c: only what W3C calls "
        "verification, not who the issuer is, dates or status",
    )
    command.add_argument(
        "--refresh",
        action="store_true",
        help="ask the issuer's service for the newest version (tells it who is looked at)",
    )
    command.add_argument("--offline", action="store_true", help="make no request at all")
    command.add_argument(
        "--trusted-issuer",
        action="append",
        metavar="ID",
        help="accept only this issuer identifier (may be repeated)",
    )
    pin_context(command)
    command.add_argument(
        "--pin-schema",
        action="append",
        default=[],
        metavar="URL=FILE",
        help="judge by this copy of a JSON Schema that a credential names (may be repeated)",
    )
    command.add_argument(
        "--resolver",
        action="append",
        default=[],
        metavar="METHOD[,METHOD]=URL",
        help="ask the Universal Resolver at this URL for DIDs of these methods (may be repeated)",
    )


def pin_context(command: argparse.ArgumentParser) -> None:
    """Give `command` the option that pins contexts; `given.pinned` reads it."""
    command.add_argument(
        "--pin-context",
        action="append",
        default=[],
        metavar="URL=FILE",
        help="trust this JSON-LD context (may be repeated)",
    )


def _time(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a time such as 2026-06-01T12:00:00Z") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
