"""The command line. Uses public names only."""

from __future__ import annotations

from badgekit.cli.main import main

__all__ = ["main"]
