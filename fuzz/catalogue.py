"""Every harness there is."""

from __future__ import annotations

from fuzz.contents import CONTENTS
from fuzz.formats import FORMATS
from fuzz.graphs import GRAPHS
from fuzz.harness import Harness
from fuzz.names import NAMES
from fuzz.whole import WHOLE

__all__ = ["HARNESSES"]

HARNESSES: tuple[Harness, ...] = (*FORMATS, *NAMES, *GRAPHS, *CONTENTS, *WHOLE)
