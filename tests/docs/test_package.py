"""What is installed is the whole product: built as a wheel, and run from there alone."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
#: Only what a program finds in any shell; nothing that leads back to this checkout.
PLAIN = {"PATH": os.defpath, "LANG": "C.UTF-8"}


def call(*command: str | Path, cwd: Path, **environment: str) -> str:
    """What a command prints; an AssertionError with its stderr when it fails."""
    done = subprocess.run(  # noqa: S603  # interpreters and scripts of this test's own making
        command, cwd=cwd, env=PLAIN | environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this checkout with the build backend at hand: no network."""
    folder = tmp_path_factory.mktemp("wheel")
    call(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    (built,) = folder.glob("shiponce-*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripts' folder of an environment that holds the wheel.

    The libraries come from the tests' own environment by a path; this checkout, installed there
    as editable by a path of its own, is not reached that way.
    """
    home = tmp_path_factory.mktemp("environment")
    call(sys.executable, "-m", "venv", "--without-pip", home, cwd=home)
    scripts = home / ("Scripts" if os.name == "nt" else "bin")
    call(
        *(sys.executable, "-m", "pip", "--python", scripts / "python", "install", "--quiet"),
        *("--no-index", "--no-deps", "--disable-pip-version-check", wheel),
        cwd=home,
    )
    (site,) = home.rglob("site-packages")
    (site / "libraries.pth").write_text(sysconfig.get_paths()["purelib"] + "\n", "utf-8")
    return scripts


def test_the_wheel_holds_both_packages_and_every_scenario(wheel: Path) -> None:
    """Nothing that runs is left behind: code, catalogues, style sheets and scenarios."""
    names = set(zipfile.ZipFile(wheel).namelist())
    for package, folder in (("shiponce", "src"), ("mockplace", "simulator")):
        for file in (ROOT / folder / package).rglob("*"):
            if file.is_file() and "__pycache__" not in file.parts:
                assert file.relative_to(ROOT / folder).as_posix() in names
    for scenario in (ROOT / "scenarios").glob("*.yaml"):
        assert f"shiponce/scenario/library/{scenario.name}" in names
    assert not any(name.startswith(("tests/", "benchmarks/")) for name in names)


def test_the_commands_run_from_an_environment_of_their_own(installed: Path, tmp_path: Path) -> None:
    """Both commands answer, and an order hub opens, with only the wheel to import from."""
    from shiponce import __version__

    version = call(installed / "shiponce", "--version", cwd=tmp_path)
    assert version == f"shiponce {__version__}\n"
    assert "replay" in call(installed / "shiponce", "--help", cwd=tmp_path)
    assert "serve" in call(installed / "mockplace", "--help", cwd=tmp_path)
    database = tmp_path / "hub.db"
    hub = (installed / "shiponce", "--db", database, "stores")
    call(
        *hub,
        "connect",
        "bay",
        "--platform",
        "ebay",
        "--account",
        "A",
        "--market",
        "EBAY_US",
        cwd=tmp_path,
    )
    assert '"name": "bay"' in call(*hub, "--json", cwd=tmp_path)
    where = "import shiponce, mockplace; print(shiponce.__file__, mockplace.__file__)"
    assert str(ROOT) not in call(installed / "python", "-c", where, cwd=tmp_path)


def test_the_scenarios_play_from_an_environment_of_their_own(
    installed: Path, tmp_path: Path
) -> None:
    """The library that comes with the wheel is found, and its scenarios pass."""
    call(installed / "shiponce", "replay", "--mode", "both", cwd=tmp_path, HOME=str(tmp_path))


def test_constraints_hold_names_and_versions_only() -> None:
    """A place to fetch from belongs to the machine, not to the project."""
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert pins
    assert all(
        name and version and "/" not in line and " " not in line
        for line in pins
        for name, _, version in [line.partition("==")]
    )


def test_the_dependency_groups_are_the_extras() -> None:
    """Two kinds of tools read two lists; nobody may get another set by the second."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    groups = dict(project["dependency-groups"])
    assert groups.pop("dev") == [{"include-group": "test"}, {"include-group": "hooks"}]
    assert groups == project["project"]["optional-dependencies"]


def test_every_dependency_is_imported_somewhere() -> None:
    """What nothing imports is not asked for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = {re.split(r"[\[<>=!~; ]", one)[0] for one in project["dependencies"]}
    imported = {
        found
        for folder in ("src", "simulator")
        for file in (ROOT / folder).rglob("*.py")
        for found in re.findall(r"^\s*(?:import|from) (\w+)", file.read_text("utf-8"), re.M)
    }
    other_names = {"pillow": "PIL", "pyyaml": "yaml", "sqlite-utils": "sqlite_utils"}
    assert {name for name in wanted if other_names.get(name, name) not in imported} == set()


def test_one_version_stands_everywhere() -> None:
    """In the package, the citation, and above the newest release of the changelog."""
    from shiponce import __version__

    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    changes = (ROOT / "CHANGELOG.md").read_text("utf-8")
    releases = re.findall(r"^## \[(\d[^\]]*)\] - (\S+)$", changes, re.M)
    assert releases[0] == (__version__, citation["date-released"])
    assert citation["version"] == __version__
    assert [date for _, date in releases] == sorted((date for _, date in releases), reverse=True)


def test_the_workflow_tries_every_python_that_is_promised() -> None:
    """The classifiers are what the matrix runs, but for the version of the first job."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    promised = [
        found[1]
        for one in project["classifiers"]
        if (found := re.fullmatch(r"Programming Language :: Python :: (3\.\d+)", one))
    ]
    workflow = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text("utf-8"))
    matrix = workflow["jobs"]["tests"]["strategy"]["matrix"]
    assert matrix["python"] == promised
    assert project["requires-python"] == f">={promised[0]}"
    assert {system.partition("-")[0] for system in matrix["os"]} == {"ubuntu", "macos", "windows"}
