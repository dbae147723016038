"""Commands, arguments and exit codes: 0 verified or met, 1 rejected or missing, 2 wrong call, 3 unknown."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn, TextIO

import badgekit
from badgekit.cli import flags, given, render, serve
from badgekit.safetext import json_text

__all__ = ["main"]

EXIT = {"VERIFIED": 0, "REJECTED": 1, "INCONCLUSIVE": 3}
EXIT_OF_STEP = {"met": 0, "missing": 1, "open": 3}
USAGE = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    _write_anything(sys.stdout)
    _write_anything(sys.stderr)
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
        if sys.stdout is not None:
            sys.stdout.flush()
    except badgekit.BadgekitError as error:
        return _failed(render.plain(str(error)))
    except Exception as error:
        # Exit code 1 means REJECTED, which must never come from a full disk or a fault of ours.
        return _failed(f"{type(error).__name__}: {render.plain(str(error))}")
    return code


def _write_anything(stream: TextIO | None) -> None:
    """Let a stream of a small character set show the rest escaped instead of failing."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")


def _failed(reason: str) -> int:
    # The stream for complaints may be the one that fails.
    with contextlib.suppress(Exception):
        print(f"badgekit: {reason}", file=sys.stderr)
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError:
        # What is left in the buffer would make the interpreter fail once more when it leaves.
        with contextlib.suppress(Exception):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return USAGE


class _Parser(argparse.ArgumentParser):
    """Complains of a wrong call harmlessly: names of files on the command line may be strangers'."""

    def error(self, message: str) -> NoReturn:
        """Print usage and `message`, and leave."""
        super().error(render.plain(message))


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="badgekit", description="Verify Open Badges and Verifiable Credentials.", allow_abbrev=False
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version and leave")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    verify = commands.add_parser("verify", help="verify one badge and say why", allow_abbrev=False)
    verify.add_argument("source", metavar="FILE|URL|-", help="a badge file, a URL, or - for standard input")
    flags.about_candidate(verify)
    flags.about_judging(verify)
    verify.add_argument("--domain", help="the domain that the proof must name")
    verify.add_argument("--challenge", help="the challenge that the proof must name")
    verify.add_argument("--json", action="store_true", help="print the report as JSON")
    verify.set_defaults(run=_verify)

    stack = commands.add_parser(
        "stack", help="say how far several badges meet a requirement", allow_abbrev=False
    )
    stack.add_argument("requirement", metavar="REQUIREMENT", help="a JSON file that says what is asked for")
    stack.add_argument("sources", metavar="FILE|URL|-", nargs="+", help="badges, as for verify")
    flags.about_candidate(stack)
    flags.about_judging(stack)
    stack.add_argument("--json", action="store_true", help="print the portfolio and the progress as JSON")
    stack.set_defaults(run=_stack)

    parse = commands.add_parser("parse", help="show what a badge claims, unverified", allow_abbrev=False)
    parse.add_argument("source", metavar="FILE|-", help="a badge file, or - for standard input")
    parse.add_argument("--json", action="store_true", help="print the claims as JSON")
    parse.set_defaults(run=_parse)

    service = commands.add_parser(
        "serve", help="verify over HTTP (needs badgekit[service])", allow_abbrev=False
    )
    serve.add_options(service)
    service.set_defaults(run=serve.run)

    explain = commands.add_parser("explain", help="explain a code of a report", allow_abbrev=False)
    explain.add_argument("code", metavar="CODE", help="such as proof.invalid")
    explain.set_defaults(run=_explain)
    return parser


class _Version(argparse.Action):
    """Prints the version; looking it up costs a fifth of a start, so only when asked."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        """Print and leave."""
        print(f"badgekit {badgekit.__version__}")
        parser.exit()


def _verify(options: argparse.Namespace) -> int:
    report = _verifier(options).verify(
        given.source(options.source),
        candidate=given.candidate(options),
        now=options.now,
        domain=options.domain,
        challenge=options.challenge,
    )
    print(report.to_json() if options.json else render.report(report, colour=render.wants_colour(sys.stdout)))
    return EXIT[report.verdict.value]


def _stack(options: argparse.Namespace) -> int:
    # First what is cheap to get wrong: badges are verified for a requirement that can be read.
    requirement = badgekit.PathwayRequirement.of(Path(options.requirement))
    candidate = given.candidate(options)
    verifier = _verifier(options)
    if candidate is not None:
        # Whose the badges are is asked of all together: one may say which other ones are the candidate's.
        verifier = verifier.replace(policy=replace(verifier.policy, require_recipient=False))
    reports = [verifier.verify(given.source(source), now=options.now) for source in options.sources]
    portfolio = badgekit.Portfolio(reports, candidate=candidate, now=options.now)
    progress = portfolio.progress(requirement)
    if options.json:
        form = {"portfolio": portfolio.to_dict(), "progress": progress.to_dict()}
        print(json_text(form))
    else:
        print(render.progress(portfolio, progress, colour=render.wants_colour(sys.stdout)))
    return EXIT_OF_STEP[progress.outcome.value]


def _verifier(options: argparse.Namespace) -> badgekit.Verifier:
    return badgekit.Verifier(
        policy=given.policy(options.policy, options.trusted_issuer, refresh=options.refresh),
        fetcher=given.fetcher(options),
        contexts=given.pinned(options.pin_context, "--pin-context", "context"),
        schemas=given.pinned(options.pin_schema, "--pin-schema", "schema"),
        resolvers=given.resolvers(options.resolver),
    )


def _parse(options: argparse.Namespace) -> int:
    badge = badgekit.parse(given.source(options.source))
    print(
        render.badge_json(badge)
        if options.json
        else render.badge(badge, colour=render.wants_colour(sys.stdout))
    )
    return 0


def _explain(options: argparse.Namespace) -> int:
    text = render.explanation(options.code)
    if text is None:
        raise badgekit.ConfigurationError(f"unknown code {options.code!r}; codes look like proof.invalid")
    print(text)
    return 0
