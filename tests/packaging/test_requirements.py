"""The locked requirements are hashed, name no registry, and are in step with pyproject.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

FILES = ["requirements.txt", "requirements-dev.txt"]
# What the markers are asked for: each system, and a Python on either side of the limit on PySide6.
MACHINES = [
    {"sys_platform": platform, "python_version": python, "python_full_version": f"{python}.0"}
    for platform in ("linux", "darwin", "win32")
    for python in ("3.11", "3.13")
]


@dataclass(frozen=True)
class Entry:
    """One package of a requirements file."""

    name: str
    version: Version
    marker: Marker | None
    hashes: list[str]

    def is_for(self, machine: dict[str, str]) -> bool:
        return self.marker is None or self.marker.evaluate(machine)


@pytest.fixture(scope="module")
def pyproject(root: Path) -> dict[str, Any]:
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))


def entries(root: Path, file: str) -> list[Entry]:
    """The packages of a requirements file, which must hold nothing else."""
    text = (root / "packaging" / file).read_text(encoding="utf-8")
    lines = [line for line in text.replace("\\\n", " ").splitlines() if not line.lstrip().startswith("#")]
    found = []
    for line in lines:
        read = re.fullmatch(r"(\S+)==(\S+)(?: ; (.*?))?((?:\s+--hash=\S+)*)\s*", line)
        assert read is not None, line
        name, version, marker, hashes = read.groups()
        found.append(Entry(name, Version(version), Marker(marker) if marker else None, hashes.split()))
    return found


def wanted(pyproject: dict[str, Any], file: str) -> list[Requirement]:
    """What pyproject.toml asks for directly in one of the files."""
    asked = list(pyproject["project"]["dependencies"])
    if file == "requirements-dev.txt":
        asked += pyproject["dependency-groups"]["dev"] + pyproject["build-system"]["requires"]
    return [Requirement(line) for line in asked]


@pytest.mark.parametrize("file", FILES)
def test_requirements_name_no_registry(root: Path, file: str) -> None:
    text = (root / "packaging" / file).read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*(-[a-z]|--(?!hash=))", text, re.MULTILINE), "an option, such as an index's address"


@pytest.mark.parametrize("file", FILES)
def test_requirements_pin_every_package_by_sha256(root: Path, file: str) -> None:
    found = entries(root, file)
    assert found
    for entry in found:
        assert entry.hashes, f"{entry.name} has no hash"
        assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", item) for item in entry.hashes)


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize(
    "machine", MACHINES, ids=lambda machine: f"{machine['sys_platform']}-{machine['python_version']}"
)
def test_requirements_satisfy_pyproject_on_every_machine(
    root: Path, pyproject: dict[str, Any], file: str, machine: dict[str, str]
) -> None:
    locked = [entry for entry in entries(root, file) if entry.is_for(machine)]
    assert len({entry.name for entry in locked}) == len(locked), "two versions of one package on one machine"
    versions = {entry.name: entry.version for entry in locked}
    for requirement in wanted(pyproject, file):
        if requirement.marker is None or requirement.marker.evaluate(machine):
            assert versions[canonicalize_name(requirement.name)] in requirement.specifier, requirement


def test_requirements_of_the_tools_hold_the_versions_of_the_app(root: Path) -> None:
    tools = {(entry.name, entry.version, str(entry.marker)) for entry in entries(root, "requirements-dev.txt")}
    app = {(entry.name, entry.version, str(entry.marker)) for entry in entries(root, "requirements.txt")}
    assert app <= tools


def test_requirements_hold_what_sets_up_without_a_uv_of_the_machine(root: Path, dev: ModuleType) -> None:
    text = (root / "packaging" / "requirements-dev.txt").read_text(encoding="utf-8")
    entry = dev.locked_entry(text, "uv")
    assert entry.startswith("uv==")
    assert entry.count("--hash=sha256:") == sum(
        len(item.hashes) for item in entries(root, FILES[1]) if item.name == "uv"
    )


def test_requirements_keep_pyside_below_6_12_on_python_3_11(root: Path, pyproject: dict[str, Any]) -> None:
    old = {"python_version": "3.11", "python_full_version": "3.11.9"}
    limits = [
        requirement.specifier
        for requirement in wanted(pyproject, "requirements.txt")
        if requirement.name == "pyside6-essentials" and requirement.marker and requirement.marker.evaluate(old)
    ]
    assert len(limits) == 1
    assert Version("6.12.0") not in limits[0]
    for file in FILES:
        held = [entry for entry in entries(root, file) if entry.name in {"pyside6-essentials", "shiboken6"}]
        assert all(entry.version < Version("6.12") for entry in held if entry.is_for(old))


def test_pyproject_says_why_pyside_is_limited(root: Path) -> None:
    lines = (root / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    at = next(number for number, line in enumerate(lines) if "pyside6-essentials" in line)
    reason = " ".join(line.strip() for line in lines[max(0, at - 4) : at] if line.strip().startswith("#"))
    assert "6.12.0 aborts CPython 3.11" in reason
    assert "tests/ui/test_signals.py" in reason
    assert (root / "tests" / "ui" / "test_signals.py").is_file()
