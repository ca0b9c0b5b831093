"""The development script sets up, starts, checks, and says in words what is in the way."""

from __future__ import annotations

import ast
import os
import re
import shutil
import struct
import subprocess
import sys
import sysconfig
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

posix_only = pytest.mark.skipif(os.name == "nt", reason="the stand-in environment is made of symbolic links")
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="only there Qt takes libraries from the system")

# Thaw, ruff and so on are stood in for by modules that say how they were called.
STAND_IN = """
import os, pathlib, sys
print("{name}", os.environ.get("QT_QPA_PLATFORM"), *sys.argv[1:])
if "--screenshots" in sys.argv:
    folder = pathlib.Path(sys.argv[sys.argv.index("--screenshots") + 1])
    folder.mkdir(exist_ok=True)
    (folder / "notes.png").write_bytes(b"")
sys.exit({code})
"""


@pytest.fixture
def checkout(tmp_path: Path, root: Path, load_script: Callable[[Path], ModuleType]) -> Path:
    """A checkout that is set up already, with stand-ins for the programs that the script starts."""
    shutil.copytree(root / "packaging", tmp_path / "packaging")
    shutil.copy(root / "pyproject.toml", tmp_path)
    script = load_script(tmp_path / "packaging" / "dev.py")
    project = script.Project(tmp_path)
    project.scripts.mkdir(parents=True)
    project.python.symlink_to(Path(sys.executable).resolve())
    lint_imports = project.scripts / "lint-imports"
    lint_imports.write_text("#!/bin/sh\necho contracts\n", encoding="utf-8")
    lint_imports.chmod(0o755)
    for name in ("thaw_desktop", "ruff", "mypy", "pytest"):
        (tmp_path / f"{name}.py").write_text(STAND_IN.format(name=name, code=0), encoding="utf-8")
    project.stamp.write_text(f"{project.fingerprint()} window", encoding="utf-8")
    return tmp_path


def call(checkout: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Call the script of a checkout where there is no display, unless the environment says otherwise."""
    bare = {
        key: value for key, value in os.environ.items() if key not in {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    }
    return subprocess.run(
        [sys.executable, "packaging/dev.py", *arguments],
        cwd=checkout, env=bare | environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_dev_script_parses_on_an_old_python(root: Path) -> None:
    ast.parse((root / "packaging" / "dev.py").read_text(encoding="utf-8"), feature_version=(3, 6))


def test_dev_script_imports_only_the_standard_library(root: Path) -> None:
    tree = ast.parse((root / "packaging" / "dev.py").read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in names} <= sys.stdlib_module_names


def test_dev_script_tells_an_old_python_that_it_is_too_old(root: Path) -> None:
    pretend = "import runpy, sys; sys.version_info = (3, 10, 4, 'final', 0); runpy.run_path(sys.argv[1])"
    done = subprocess.run(
        [sys.executable, "-c", pretend, str(root / "packaging" / "dev.py")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "Thaw needs Python 3.11 or newer, and this is Python 3.10." in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(("arguments", "code"), [((), 2), (("fly",), 2), (("--help",), 0)])
def test_dev_script_shows_its_commands(root: Path, arguments: tuple[str, ...], code: int) -> None:
    done = call(root, *arguments)
    assert done.returncode == code
    assert "packaging/dev.py run" in done.stdout + done.stderr


@posix_only
@pytest.mark.parametrize("changed", ["packaging/requirements-dev.txt", "pyproject.toml", "packaging/qt-libraries.toml"])
def test_set_up_is_needed_again_when_what_it_depends_on_changes(
    checkout: Path, load_script: Callable[[Path], ModuleType], changed: str
) -> None:
    project = load_script(checkout / "packaging" / "dev.py").Project(checkout)
    assert project.is_set_up(for_window=True)
    with (checkout / changed).open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    assert not project.is_set_up(for_window=True)
    assert not project.is_set_up(for_window=False)


@posix_only
def test_set_up_is_needed_again_when_the_checkout_was_moved(
    checkout: Path, tmp_path_factory: pytest.TempPathFactory, load_script: Callable[[Path], ModuleType]
) -> None:
    moved = tmp_path_factory.mktemp("elsewhere") / "thaw"
    shutil.copytree(checkout, moved, symlinks=True)
    assert not load_script(moved / "packaging" / "dev.py").Project(moved).is_set_up(for_window=False)


@posix_only
def test_set_up_is_needed_again_when_its_python_is_gone(
    checkout: Path, load_script: Callable[[Path], ModuleType]
) -> None:
    project = load_script(checkout / "packaging" / "dev.py").Project(checkout)
    project.python.unlink()
    project.python.symlink_to(checkout / "uninstalled")
    assert not project.is_set_up(for_window=False)


@posix_only
def test_set_up_without_a_window_does_not_stand_for_one(
    checkout: Path, load_script: Callable[[Path], ModuleType]
) -> None:
    project = load_script(checkout / "packaging" / "dev.py").Project(checkout)
    project.stamp.write_text(f"{project.fingerprint()} offscreen", encoding="utf-8")
    assert project.is_set_up(for_window=False)
    assert not project.is_set_up(for_window=True)


@linux_only
def test_run_with_a_display_hands_over_to_the_app(checkout: Path) -> None:
    done = call(checkout, "run", "--data-dir", "here", DISPLAY=":9")
    assert (done.returncode, done.stdout) == (0, "thaw_desktop None --data-dir here\n")


@linux_only
@pytest.mark.parametrize("arguments", [(), ("--data-dir", "here")])
def test_run_without_a_display_draws_every_tab_and_says_where(checkout: Path, arguments: tuple[str, ...]) -> None:
    done = call(checkout, "run", *arguments)
    folder = checkout.resolve() / "screenshots"
    assert done.returncode == 0
    called, said = done.stdout.splitlines()
    assert called == " ".join(["thaw_desktop offscreen --screenshots", str(folder), *arguments])
    assert said.endswith(str(folder))
    assert (folder / "notes.png").is_file()


@linux_only
@pytest.mark.parametrize("arguments", [("doctor",), ("--version",), ("--screenshots", "here")])
def test_run_without_a_display_passes_other_calls_on(checkout: Path, arguments: tuple[str, ...]) -> None:
    done = call(checkout, "run", *arguments)
    assert (done.returncode, done.stdout) == (0, f"thaw_desktop offscreen {' '.join(arguments)}\n")


@linux_only
def test_run_returns_the_exit_code_of_the_app(checkout: Path) -> None:
    (checkout / "thaw_desktop.py").write_text(STAND_IN.format(name="thaw_desktop", code=70), encoding="utf-8")
    assert call(checkout, "run").returncode == 70
    assert call(checkout, "run", "doctor").returncode == 70


@posix_only
def test_test_runs_every_check_and_pytest_last(checkout: Path) -> None:
    done = call(checkout, "test", "-k", "one")
    headings = [line for line in done.stdout.splitlines() if line.startswith("==")]
    assert headings == ["== ruff check", "== ruff format", "== mypy", "== import contracts", "== pytest"]
    assert done.stdout.splitlines()[-1] == "pytest offscreen -n 2 --dist loadfile -k one"
    assert done.returncode == 0


@posix_only
def test_test_goes_on_after_a_failed_check_and_fails(checkout: Path) -> None:
    (checkout / "mypy.py").write_text(STAND_IN.format(name="mypy", code=1), encoding="utf-8")
    done = call(checkout, "test")
    assert done.returncode == 1
    assert "== pytest (failed so far: mypy)" in done.stdout
    assert done.stdout.splitlines()[-1].startswith("pytest offscreen")


@pytest.mark.parametrize(
    ("output", "words"),
    [
        ("error: Failed to fetch: `simple/uv/`\n  Caused by: dns error: failed to lookup address", "internet once"),
        ("Failed to establish a new connection: [Errno -3] Temporary failure in name resolution", "internet once"),
        ("Err:1 bookworm InRelease\n  Temporary failure resolving 'mirror'", "internet once"),
        ("SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed", "SSL_CERT_FILE"),
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "disk is full"),
        ("Error: [Errno 13] Permission denied: '/home/pupil/thaw/.venv'", "who owns this folder"),
        ("E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 7", "Another program"),
        ("error: Hash mismatch for `fsrs==6.3.2`", "not the one that was locked"),
        ("something new", "last words"),
    ],
)
def test_explain_says_what_is_in_the_way(dev: ModuleType, output: str, words: str) -> None:
    assert words in dev.explain(output)


def test_step_says_its_time(dev: ModuleType, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    dev.step("Counting", [sys.executable, "-c", "print('noise')"], tmp_path)
    assert re.fullmatch(r"Counting \.\.\. \d+\.\d s\n", capfd.readouterr().out)


def test_step_that_fails_keeps_its_last_words(dev: ModuleType, tmp_path: Path) -> None:
    fail = "import sys; print('os error 28'); sys.exit(3)"
    with pytest.raises(dev.SetupError, match=r"Counting: this failed\. The disk is full") as caught:
        dev.step("Counting", [sys.executable, "-c", fail], tmp_path)
    assert caught.value.details == "os error 28"


def test_locked_entry_that_is_missing_is_said(dev: ModuleType) -> None:
    with pytest.raises(dev.SetupError, match="names no uv"):
        dev.locked_entry("uv-something==1.0 \\\n    --hash=sha256:00\n", "uv")


@pytest.mark.parametrize(
    ("environment", "seen"),
    [
        ({}, sys.platform != "linux"),
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, False),
        ({"QT_QPA_PLATFORM": "vnc"}, True),
    ],
)
def test_has_display_follows_the_environment(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], seen: bool
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert dev.has_display() is seen


def test_quiet_environment_tells_uv_of_the_mirror_of_pip(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("UV_INDEX_URL", "UV_DEFAULT_INDEX", "SSL_CERT_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PIP_INDEX_URL", "mirror")
    monkeypatch.setenv("PIP_CERT", "certificate")
    environment = dev.quiet_environment()
    assert (environment["UV_DEFAULT_INDEX"], environment["SSL_CERT_FILE"]) == ("mirror", "certificate")
    monkeypatch.setenv("UV_DEFAULT_INDEX", "its own")
    assert dev.quiet_environment()["UV_DEFAULT_INDEX"] == "its own"


@linux_only
def test_unloadable_names_the_missing_libraries(dev: ModuleType) -> None:
    assert dev.unloadable({"libc.so.6": "libc6", "libnosuchthing.so.9": "libnosuchthing9"}) == ["libnosuchthing.so.9"]


def test_ci_calls_the_test_command_on_pinned_actions(root: Path) -> None:
    script = root / ".ci" / "run"
    assert script.read_text(encoding="utf-8").endswith("exec python3 packaging/dev.py test\n")
    assert os.name == "nt" or os.access(script, os.X_OK)
    workflow = (root / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
    assert "run: python packaging/dev.py test\n" in workflow
    used = re.findall(r"uses: (.*)", workflow)
    assert used
    assert all(re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", item) for item in used)


def needed_libraries(path: Path) -> Iterator[str]:
    """The shared libraries that a 64-bit little-endian ELF file asks the loader for (its DT_NEEDED entries)."""
    data = path.read_bytes()
    assert data[:6] == b"\x7fELF\x02\x01", path
    (headers_at,) = struct.unpack_from("<Q", data, 32)
    size, count = struct.unpack_from("<HH", data, 54)
    headers = [struct.unpack_from("<IIQQQQ", data, headers_at + size * number) for number in range(count)]
    load, dynamic = 1, 2
    start, length = next((offset, filed) for kind, _, offset, _, _, filed in headers if kind == dynamic)
    tags = [struct.unpack_from("<qQ", data, at) for at in range(start, start + length, 16)]
    needed, string_table = 1, 5
    strings = next(value for tag, value in tags if tag == string_table)
    base = next(
        offset + strings - address
        for kind, _, offset, address, _, filed in headers
        if kind == load and address <= strings < address + filed
    )
    for tag, value in tags:
        if tag == needed:
            yield data[base + value : data.index(b"\0", base + value)].decode("ascii")


def taken_from_the_system(start: list[Path], shipped: dict[str, Path]) -> set[str]:
    """The libraries that these files and all the shipped ones that they draw in need, and that are not shipped."""
    seen: set[Path] = set()
    outside: set[str] = set()
    waiting = list(start)
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        for name in needed_libraries(path):
            if name in shipped:
                waiting.append(shipped[name])
            else:
                outside.add(name)
    return outside


@linux_only
def test_qt_libraries_list_all_that_the_installed_qt_takes_from_the_system(root: Path) -> None:
    site = Path(sysconfig.get_path("platlib"))
    shipped = {path.name: path for folder in ("PySide6", "shiboken6") for path in (site / folder).rglob("*.so*")}
    # The C library is there wherever Python is.
    of_libc = re.compile(r"(ld-linux.*|lib(c|m|dl|rt|pthread|resolv))\.so\.\d")

    def asked_by(modules: str, plugins: str) -> set[str]:
        start = [site / "PySide6" / f"{module}.abi3.so" for module in modules.split()]
        for pattern in plugins.split():
            found = list((site / "PySide6" / "Qt" / "plugins").glob(pattern))
            assert found, pattern
            start += found
        return {name for name in taken_from_the_system(start, shipped) if not of_libc.fullmatch(name)}

    drawing = asked_by(
        "QtCore QtGui QtWidgets QtSvg QtSvgWidgets QtPrintSupport QtNetwork QtDBus",
        # The PDF picture format belongs to a module of Qt that is not in PySide6-Essentials.
        "platforms/libqoffscreen.so imageformats/libq[!p]*.so iconengines/*.so",
    )
    window = asked_by(
        "",
        "platforms/libqxcb.so platforms/libqwayland*.so xcbglintegrations/*.so wayland-shell-integration/*.so"
        " wayland-graphics-integration-client/*.so wayland-decoration-client/*.so"
        # Neither Qt's keyboard on the screen nor the look of GTK, which would bring GTK itself.
        " platforminputcontexts/lib[!q]*.so platformthemes/libqxdg*.so",
    )
    known = tomllib.loads((root / "packaging" / "qt-libraries.toml").read_text(encoding="utf-8"))
    assert drawing <= set(known["drawing"])
    assert window <= set(known["drawing"]) | set(known["window"])
