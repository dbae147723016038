"""``badgekit serve``: the command around the service."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

import badgekit
from badgekit.cli import flags, given

__all__ = ["add_options", "run"]

_POLICIES = ("w3c", "standard", "hiring")


def add_options(command: argparse.ArgumentParser) -> None:
    """Give `command` the options of the service."""
    command.add_argument("--host", default="127.0.0.1", help="address to listen on; 127.0.0.1 when left out")
    command.add_argument(
        "--port", type=_port, default=8000, help="port; 8000 when left out, 0 for any free one"
    )
    command.add_argument(
        "--policy",
        choices=_POLICIES,
        help="judge every request under this policy; when left out, the W3C endpoints judge as W3C does, and "
        "a request to /verify may name its policy",
    )
    command.add_argument(
        "--max-body",
        type=_positive,
        metavar="BYTES",
        help="the largest file; 10 MiB when left out",
    )
    command.add_argument(
        "--threads", type=_positive, metavar="COUNT", help="verifications at once; 8 when left out"
    )
    command.add_argument(
        "--documents",
        metavar="MAP.JSON",
        help="answer every request to the network from this map of URL to file, and no other",
    )
    command.add_argument("--offline", action="store_true", help="make no request to the network at all")
    command.add_argument(
        "--trusted-issuer",
        action="append",
        metavar="ID",
        help="accept only this issuer identifier (may be repeated); needs --policy",
    )
    flags.pin_context(command)


def run(options: argparse.Namespace) -> int:
    """Serve until the process is told to stop.

    Raises:
        ConfigurationError: the options do not fit together, the extra is not installed, or nobody can listen
            at this address.
    """
    from badgekit import service

    limits = badgekit.Limits()
    if options.max_body is not None:
        limits = badgekit.Limits(
            input_bytes=options.max_body, json_bytes=min(options.max_body, limits.json_bytes)
        )
    bounds = service.ServiceLimits()
    if options.threads is not None:
        bounds = service.ServiceLimits(
            verifications=options.threads, requests=max(bounds.requests, 4 * options.threads)
        )
    policy = _policy(options.policy, options.trusted_issuer)
    verifier = badgekit.Verifier(
        policy=policy,
        fetcher=given.fetcher(options),
        contexts=given.pinned(options.pin_context, "--pin-context", "context"),
        limits=limits,
    )
    app = service.create_app(verifier, presets=policy is None, limits=bounds)
    service.serve(app, host=options.host, port=options.port, limits=bounds, log=True)
    return 0


def _policy(name: str | None, trusted: Sequence[str] | None) -> badgekit.Policy | None:
    if trusted and name not in ("standard", "hiring"):
        raise badgekit.ConfigurationError(
            "--trusted-issuer needs --policy standard or hiring: else not every request asks for the issuer"
        )
    return None if name is None else given.policy(name, trusted)


def _port(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else -1
    if not 0 <= number <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port from 0 to 65535")
    return number


def _positive(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 13 else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a positive number")
    return number
