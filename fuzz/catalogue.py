"""Every harness there is."""

from __future__ import annotations

from fuzz.differential import DIFFERENTIAL
from fuzz.harness import Harness
from fuzz.parsers import PARSERS
from fuzz.whole import WHOLE

__all__ = ["HARNESSES"]

HARNESSES: tuple[Harness, ...] = (*PARSERS, *DIFFERENTIAL, *WHOLE)
