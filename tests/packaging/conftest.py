"""The development script as a module, and the checkout that it serves."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def load_script() -> Callable[[Path], ModuleType]:
    """Imports a development script by its path: its folder's name is also that of an installed package."""

    def load(path: Path) -> ModuleType:
        spec = importlib.util.spec_from_file_location("thaw_dev_script", path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    return load


@pytest.fixture(scope="session")
def dev(root: Path, load_script: Callable[[Path], ModuleType]) -> ModuleType:
    """The development script of this checkout."""
    return load_script(root / "packaging" / "dev.py")
