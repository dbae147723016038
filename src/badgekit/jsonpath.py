"""JSONPath strings for findings (RFC 9535 normalised enough to paste into a tool)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z", re.ASCII)


def child(path: str, key: str | int) -> str:
    """Return the path of the member or element `key` of the value at `path`."""
    if isinstance(key, int):
        return f"{path}[{key}]"
    if _PLAIN.match(key):
        return f"{path}.{key}"
    escaped = key.replace("\\", "\\\\").replace("'", "\\'")
    return f"{path}['{escaped}']"


_STEP = re.compile(r"\.([A-Za-z_][A-Za-z0-9_]*)|\[(\d+)\]|\['((?:[^'\\]|\\.)*)'\]", re.ASCII)


def ancestors(path: str) -> Iterator[str]:
    """Yield the paths of everything around what lies at `path`, as `child` writes it, the outermost first."""
    end = 1
    while end < len(path) and (step := _STEP.match(path, end)) is not None:
        yield path[:end]
        end = step.end()


def member_at(value: Any, path: str) -> Any:
    """Return what lies at `path`, as `child` writes it; None where there is nothing."""
    position = 1
    while position < len(path):
        step = _STEP.match(path, position)
        if step is None:
            return None
        position = step.end()
        name, index, quoted = step.groups()
        if index is not None:
            if not isinstance(value, list) or int(index) >= len(value):
                return None
            value = value[int(index)]
        else:
            key = name if name is not None else re.sub(r"\\(.)", r"\1", quoted)
            if not isinstance(value, dict) or key not in value:
                return None
            value = value[key]
    return value
