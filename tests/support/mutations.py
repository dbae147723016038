"""A seeded mutator of JSON documents."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

_VALUES: list[Callable[[Any], Any]] = [
    lambda value: None,
    lambda value: True,
    lambda value: "false",
    lambda value: 1,
    lambda value: 1.5,
    lambda value: "",
    lambda value: "text",
    lambda value: "https://other.example/1",
    lambda value: "2025-01-01T00:00:00Z",
    lambda value: "2025-02-30T00:00:00",
    lambda value: "ext:own",
    lambda value: [],
    lambda value: {},
    lambda value: [value],
    lambda value: [value, value],
    lambda value: value[0] if isinstance(value, list) and value else value,
    lambda value: {"id": value},
    lambda value: {"en": value},
    lambda value: {"@value": value, "@language": "en"},
    lambda value: value + "\n" if isinstance(value, str) else [value, 1],
    lambda value: value + " x" if isinstance(value, str) else {"type": "Other"},
]


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    waiting = [value]
    while waiting:
        container = waiting.pop()
        keys = list(container) if isinstance(container, dict) else range(len(container))
        for key in keys:
            yield container, key
            if isinstance(container[key], (dict, list)):
                waiting.append(container[key])


def mutated(document: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    """Return a copy with one or two members changed, doubled or taken away."""
    changed = deepcopy(document)
    for _ in range(rng.choice((1, 1, 1, 2))):
        places = list(_places(changed))
        container, key = rng.choice(places)
        action = rng.random()
        if action < 0.2:
            del container[key]
        elif action < 0.3 and isinstance(container, dict):
            container[rng.choice(("more", "id", "type", "name", "@value", "endorsement"))] = deepcopy(
                container[key]
            )
        else:
            container[key] = rng.choice(_VALUES)(container[key])
    return changed
