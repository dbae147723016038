"""The built wheel, alone in a clean environment, verifies a badge offline."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
BADGES = ROOT / "examples" / "badges"


def run(*command: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PIP_"))}
    return subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**clean, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    built = run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    assert built.returncode == 0, built.stderr + built.stdout
    (found,) = folder.glob("*.whl")
    assert len(list(folder.glob("*.tar.gz"))) == 1
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel in it, and the dependencies of this one on its path."""
    folder = tmp_path_factory.mktemp("clean")
    venv.create(folder, with_pip=False, symlinks=True)
    library = next((folder / "lib").glob("python*")) / "site-packages"
    installing = run(
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
        "--target",
        library,
        wheel,
        cwd=folder,
    )
    assert installing.returncode == 0, installing.stderr
    # A line in a .pth file adds a folder; the .pth files inside that folder, such as the one of an
    # editable badgekit, are not read.
    (library / "dependencies.pth").write_text(sysconfig.get_paths()["purelib"] + "\n")
    return folder / "bin" / "python"


def test_it_verifies_a_badge_from_anywhere(installed: Path, tmp_path: Path) -> None:
    done = run(
        installed, "-m", "badgekit", "verify", BADGES / "anna.png",
        "--documents", BADGES / "documents.json", "--email", "anna@example.org", "--json", cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr + done.stdout
    assert json.loads(done.stdout)["verdict"] == "VERIFIED"
    tampered = run(
        installed, "-m", "badgekit", "verify", BADGES / "tampered.json",
        "--documents", BADGES / "documents.json", cwd=tmp_path,
    )  # fmt: skip
    assert tampered.returncode == 1, tampered.stderr + tampered.stdout


def test_it_is_the_wheel_that_runs_and_it_brings_its_data(installed: Path, tmp_path: Path) -> None:
    where = run(
        installed, "-c", "import badgekit; print(badgekit.__file__, badgekit.__version__)", cwd=tmp_path
    )
    assert str(installed.parent.parent) in where.stdout, where.stderr
    listed = run(
        installed,
        "-c",
        "from badgekit.resources import context_index, json_schema_index\n"
        "for entry in context_index():\n    [revision.load() for revision in entry.revisions]\n"
        "for entry in json_schema_index():\n    entry.load()\n"
        "print(len(context_index()), len(json_schema_index()))",
        cwd=tmp_path,
    )
    contexts, schemas = map(int, listed.stdout.split())
    assert contexts > 20
    assert schemas > 3


def test_the_wheel_holds_the_package_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "badgekit/py.typed" in names
    assert "badgekit/data/contexts/index.json" in names
    assert "badgekit/data/report/report-1.json" in names
    assert all(name.startswith(("badgekit/", "badgekit-")) for name in names)
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_importing_badgekit_loads_nothing_heavy(installed: Path, tmp_path: Path) -> None:
    code = (
        "import sys, badgekit; first = set(sys.modules); badgekit.Verifier, badgekit.verify\n"
        "heavy = {'pyld', 'jsonschema', 'requests', 'urllib3', 'lxml', 'asyncio', 'starlette', 'uvicorn'}\n"
        "early = {'badgekit.verifier', 'cryptography', 'dataclasses'}\n"
        "print(sorted(heavy & set(sys.modules)), len(first & early))"
    )
    done = run(installed, "-c", code, cwd=tmp_path)
    assert done.stdout.split() == ["[]", "0"], done.stdout + done.stderr


def test_a_badge_needs_the_standard_library_and_cryptography_alone(installed: Path, tmp_path: Path) -> None:
    code = (
        "import sys, badgekit\n"
        f"documents = badgekit.MappingFetcher.from_file({str(BADGES / 'documents.json')!r})\n"
        f"for name in ('anna.png', 'ben.svg', 'carla.jwt', 'dora.json'):\n"
        f"    report = badgekit.verify({str(BADGES)!r} + '/' + name, fetcher=documents)\n"
        "    assert report.verified, report.best_reason\n"
        "heavy = {'pyld', 'jsonschema', 'requests', 'urllib3', 'lxml'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = run(installed, "-c", code, cwd=tmp_path)
    assert done.stdout.strip() == "[]", done.stdout + done.stderr


def test_without_the_extra_of_the_service_all_else_works(installed: Path, tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "for name in ('starlette', 'uvicorn', 'python_multipart', 'h11', 'anyio'):\n"
        "    sys.modules[name] = None\n"
        "from badgekit.cli import main\n"
        f"verified = main(['verify', {str(BADGES / 'anna.png')!r},"
        f" '--documents', {str(BADGES / 'documents.json')!r}])\n"
        "print('codes', verified, main(['serve']))"
    )
    done = run(installed, "-c", code, cwd=tmp_path)
    assert done.stdout.endswith("codes 0 2\n"), done.stdout + done.stderr
    assert "pip install 'badgekit[service]'" in done.stderr


def test_the_tests_have_what_the_extra_of_the_service_brings() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extra = project["project"]["optional-dependencies"]["service"]
    assert set(extra) <= {entry for entry in project["dependency-groups"]["test"] if isinstance(entry, str)}
