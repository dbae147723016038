"""What is changed in a module, and what is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("cosmic_ray", reason="pip install --group mutation")

from cosmic_ray.mutating import mutate_code
from tests.mutants.making import made, sites
from tests.mutants.operators import OPERATORS

OWN = [name for name, operator in OPERATORS.items() if type(operator).__module__ == "tests.mutants.operators"]


@pytest.mark.parametrize("name", OWN)
def test_an_operator_makes_the_change_of_its_examples(name: str) -> None:
    examples = OPERATORS[name].examples()
    assert examples
    for example in examples:
        changed = mutate_code(example.pre_mutation_code, OPERATORS[name], example.occurrence)
        assert changed == example.post_mutation_code


def changes(folder: Path, source: str) -> list[str]:
    """Return the lines that can come of the changed part of `source`."""
    path = folder / "module.py"
    path.write_text(source, encoding="utf-8")
    return [mutant.now for site in sites(path, "module.py") if (mutant := made(path, site)) is not None]


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("def f(a, b):\n    return a and b\n", {"return None", "return a", "return b", "pass"}),
        ("def f(a):\n    if a:\n        raise X\n", {"if True:", "if False:"}),
        ("def f(a):\n    if a:\n        g()\n    else:\n        h()\n", {"if True:", "if False:", "pass"}),
        ("def f(a):\n    return a not in b\n", {"return a in b", "return None", "pass"}),
        (
            "LIMIT = 1 << 2\n",
            {"LIMIT = 2 << 2", "LIMIT = 0 << 2", "LIMIT = 1 >> 2", "LIMIT = 1 << 3", "LIMIT = 1 << 1"},
        ),
        ("x = f(\n    1,\n)\n", {"2,", "0,"}),
        ("if (\n    a\n    and b\n):\n    g()\n", {"if (True", "if (False", "(b )", "(a )"}),
        ("def f(a):\n    try:\n        g()\n    except E:\n        return None\n", {"pass", "except ():"}),
        ("for a in b:\n    g(a)\n", {"for a in []:", "pass"}),
        ("while a:\n    g()\n", {"while False:", "pass"}),
    ],
)
def test_what_a_piece_of_code_is_changed_into(tmp_path: Path, source: str, wanted: set[str]) -> None:
    assert set(changes(tmp_path, source)) == wanted


@pytest.mark.parametrize(
    "source",
    [
        '"""A docstring with 1 < 2 and not more."""\n',
        "__all__ = [*a, not b]\n",
        "x: int | Literal[1]\n",
        "def f(a: Literal[1] | None) -> Literal[True]: ...\n",
        "if TYPE_CHECKING:\n    import a\n",
        "assert a and not b\n",
        "@dataclass(frozen=True)\nclass A: ...\n",
        "Alias = Left | Right\n",
        "isinstance(a, str | bytes)\n",
    ],
)
def test_what_is_never_evaluated_or_only_noise_is_left_alone(tmp_path: Path, source: str) -> None:
    assert [now for now in changes(tmp_path, source) if now != "pass"] == []


def test_lines_keep_their_numbers(tmp_path: Path) -> None:
    path = tmp_path / "module.py"
    lines = (
        "def f(a):",
        "    if (",
        "        a",
        "        and b",
        "    ):",
        "        g(",
        "            1,",
        "        )",
    )
    path.write_text("\n".join((*lines, "        h()\n")))
    found = [mutant for site in sites(path, "module.py") if (mutant := made(path, site))]
    assert len(found) >= 6
    assert all(mutant.source.count("\n") == 9 for mutant in found)


def test_the_same_change_at_two_places_has_two_keys_that_stay_when_lines_move(tmp_path: Path) -> None:
    source = "def f(a):\n    if a:\n        g()\n\n\ndef h(a):\n    if a:\n        g()\n"
    path = tmp_path / "module.py"
    keys = []
    for text in (source, "# A line more.\n" + source):
        path.write_text(text)
        keys.append([mutant.key for site in sites(path, "module.py") if (mutant := made(path, site))])
    assert len(set(keys[0])) == len(keys[0]) == 4
    assert keys[0] == keys[1]
