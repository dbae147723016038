"""Mutation testing of the code that decides: ``python -m tests.mutants [MODULE …]``.

cosmic-ray (``pip install --group mutation``) changes one operator, number or condition at a time in a copy of
the project and runs the tests of the module; a change that no test notices survives, and is shown.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

__all__ = ["TARGETS", "main"]

ROOT = Path(__file__).resolve().parent.parent
_UNIT = "tests/unit"

TARGETS: dict[str, tuple[str, ...]] = {
    "checks/validity.py": (f"{_UNIT}/checks/test_check_validity.py", f"{_UNIT}/checks/test_check_hosted.py"),
    "policy.py": (f"{_UNIT}/test_policy.py", f"{_UNIT}/test_policy_w3c.py"),
    "proofs/signatures.py": (f"{_UNIT}/proofs/test_signatures.py",),
    "proofs/chains.py": (f"{_UNIT}/checks/test_check_proof.py",),
    "keys/public.py": (f"{_UNIT}/keys/test_keys_public.py",),
    "keys/multibase.py": (f"{_UNIT}/keys/test_keys_multibase.py",),
    "keys/did_web.py": (f"{_UNIT}/keys/test_keys_did.py",),
    "net/guard.py": (f"{_UNIT}/net/test_net_guard.py",),
    "net/addresses.py": (f"{_UNIT}/net/test_net_addresses.py",),
    "net/redirects.py": (f"{_UNIT}/net/test_net_http.py", f"{_UNIT}/net/test_net_http_attacks.py"),
    "status/bitstring.py": (f"{_UNIT}/status/test_status_bitstring.py",),
    "strictjson.py": (f"{_UNIT}/test_strictjson.py",),
    "safetext.py": (f"{_UNIT}/test_safetext.py",),
    "gathering/scope.py": (f"{_UNIT}/gathering/test_gathering_scope.py",),
}
"""Module below ``src/badgekit`` → the tests that are to notice its changes."""

# Unions in annotations are never evaluated.
_CONFIG = """
[cosmic-ray]
module-path = "src/badgekit/{module}"
timeout = 120.0
excluded-modules = []
test-command = "{python} -m pytest -x -q --no-header -p no:cacheprovider {tests}"

[cosmic-ray.distributor]
name = "local"

[cosmic-ray.filters.operators-filter]
exclude-operators = ["core/ReplaceBinaryOperator_BitOr_.*"]
"""


def mutate(module: str, tests: Sequence[str]) -> None:
    """Mutate one module and print what survives."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "project"
        left_out = shutil.ignore_patterns(".git", ".venv*", "__pycache__", ".mypy_cache", ".hypothesis")
        shutil.copytree(ROOT, copy, ignore=left_out)
        (copy / "cosmic.toml").write_text(
            _CONFIG.format(module=module, python=sys.executable, tests=" ".join(tests)), encoding="utf-8"
        )
        environment = {**os.environ, "PYTHONPATH": str(copy / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
        tools = Path(sys.executable).parent

        def run(*command: str) -> str:
            done = subprocess.run(
                [str(tools / command[0]), *command[1:]],
                cwd=copy,
                env=environment,
                capture_output=True,
                text=True,
                check=False,
            )
            if done.returncode:
                raise SystemExit(f"{' '.join(command)} failed:\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}")
            return done.stdout

        run("cosmic-ray", "init", "cosmic.toml", "session.sqlite")
        run("cr-filter-operators", "session.sqlite", "cosmic.toml")
        # Without a change the tests must pass, or every mutant would seem to be noticed.
        run("cosmic-ray", "baseline", "cosmic.toml")
        run("cosmic-ray", "exec", "cosmic.toml", "session.sqlite")
        print(
            f"== {module} ==\n{run('cr-report', '--surviving-only', '--show-diff', 'session.sqlite')}",
            flush=True,
        )


def main(arguments: Sequence[str]) -> int:
    """Mutate the modules named, or all of them."""
    for module in arguments or TARGETS:
        if module not in TARGETS:
            print(f"{module} is not one of {', '.join(TARGETS)}", file=sys.stderr)
            return 2
        mutate(module, TARGETS[module])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
