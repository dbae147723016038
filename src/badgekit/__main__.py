"""``python -m badgekit``."""

from __future__ import annotations

import sys

from badgekit.cli import main

if __name__ == "__main__":
    sys.exit(main())
