#!/usr/bin/env python3
"""Set Thaw up from a fresh clone, open it, and check it.

    python3 packaging/dev.py run [arguments of Thaw]
    python3 packaging/dev.py test [arguments of pytest]
    python3 packaging/dev.py setup
    python3 packaging/dev.py system
    python3 packaging/dev.py lock [arguments of uv pip compile, such as --upgrade]

`run` and `test` set up whatever is missing first: the locked packages in `.venv` (put there by uv, which checks their
hashes), Thaw itself, and on Debian-like systems the libraries that Qt needs. When nothing has changed since the last
time, that is one comparison. `setup` stops there, and `system` does the one part of it that takes root: the libraries.

Only the standard library is imported, and the syntax is that of Python 3.6, so that an old Python still gets to say
that it is too old.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - this line is what an older Python is here for
    sys.exit(
        f"Thaw needs Python 3.11 or newer, and this is Python {sys.version_info[0]}.{sys.version_info[1]}.\n"
        "Install a newer Python and start this script with it, for example: python3.13 packaging/dev.py run"
    )

import ctypes
import hashlib
import importlib.util
import os
import platform
import re
import shutil
import subprocess
import tempfile
import time
import tomllib
from pathlib import Path

PYTHON_VERSION = f"{sys.version_info[0]}.{sys.version_info[1]}"

FONT_PACKAGE = "fonts-dejavu-core"  # the Debian package for a system with no font at all

# What the output of a failed step means to someone who has not read it, and what to do.
EXPLANATIONS = {
    r"No space left on device|os error 28\b|os error 112\b": "The disk is full. Free about 1 GB and run this again.",
    r"could not get lock|Unable to acquire the dpkg": "Another program is installing system packages. Run this again "
    "when it has finished.",
    r"certificate|UnknownIssuer": "The package registry's certificate was not trusted. On a network with a "
    "certificate of its own, name its file in the environment variable SSL_CERT_FILE and run this again.",
    r"dns error|error sending request|failed to fetch|name resolution|temporary failure resolving|timed out"
    r"|could(n't| not) (connect|resolve)|connection (refused|reset|timed)|network is unreachable"
    r"|could not find a version that satisfies": "The packages could not be fetched. Setting up needs the internet "
    "once: connect (behind a proxy, set HTTPS_PROXY; with a mirror, set PIP_INDEX_URL) and run this again.",
    r"no matching distribution|wheels? (with a matching|are available for)|has no wheels": "There is no package "
    "for this system and this Python. Use 64-bit Linux (glibc), macOS or Windows, and no preview of Python.",
    r"hash mismatch|do not match the hashes": "A package is not the one that was locked, and was not installed.",
    r"permission denied|access is denied|os error 13\b|os error 5\b": "A file could not be written. Close Thaw, "
    "check who owns this folder and .venv, and run this again.",
}


class SetupError(Exception):
    """Setting up cannot go on.

    Attributes:
        details: the last output of the failed step, or nothing.
    """

    def __init__(self, sentence: str, details: str = "") -> None:
        super().__init__(sentence)
        self.details = details


class Project:
    """The folders and files of one checkout.

    Attributes:
        root: the checkout.
        venv: its virtual environment.
        scripts: where the environment keeps its programs.
        python: the environment's interpreter.
        lock: the locked packages of the app and its tools.
        libraries: the system libraries that Qt needs, and the packages that hold them.
        stamp: says for what the environment was last set up.
        screenshots: where the pictures of the tabs go.
    """

    def __init__(self, root: Path) -> None:
        windows = os.name == "nt"
        self.root = root
        self.venv = root / ".venv"
        self.scripts = self.venv / ("Scripts" if windows else "bin")
        self.python = self.scripts / ("python.exe" if windows else "python")
        self.lock = root / "packaging" / "requirements-dev.txt"
        self.libraries = root / "packaging" / "qt-libraries.toml"
        self.stamp = self.venv / "thaw-set-up"
        self.screenshots = root / "screenshots"

    def fingerprint(self) -> str:
        """A hash of all that decides what the environment must contain."""
        digest = hashlib.sha256()
        for path in (self.lock, self.libraries, self.root / "pyproject.toml", Path(__file__)):
            digest.update(hashlib.sha256(path.read_bytes()).digest())
        # The folder too: an environment that was moved or copied points to the old place.
        digest.update(f"{PYTHON_VERSION} {sys.platform} {platform.machine()} {self.root}".encode())
        return digest.hexdigest()

    def is_set_up(self, *, for_window: bool) -> bool:
        """Whether the last set up still holds.

        Args:
            for_window: whether the libraries that open a window must be there as well.
        """
        if not (self.stamp.is_file() and self.python.exists()):
            return False
        fingerprint, _, drawn = self.stamp.read_text(encoding="utf-8").partition(" ")
        return fingerprint == self.fingerprint() and (drawn == "window" or not for_window)

    def uv(self) -> str | None:
        """A uv that works: the machine's own, else the locked one in the environment."""
        for folder in (None, str(self.scripts)):
            found = shutil.which("uv", path=folder)
            # A version manager's stand-in may be on the path with no uv behind it, so it is asked for its version.
            if found and succeeds([found, "--version"]):
                return found
        return None


def has_display() -> bool:
    """Whether a window would be seen: always on Windows and macOS, and where X11 or Wayland is told on Linux."""
    if os.environ.get("QT_QPA_PLATFORM"):
        return not os.environ["QT_QPA_PLATFORM"].startswith(("offscreen", "minimal"))
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def quiet_environment() -> dict[str, str]:
    """The environment of the set-up's own steps: no questions, no notices, pip's settings known to uv."""
    environment = dict(os.environ)
    environment.update(
        DEBIAN_FRONTEND="noninteractive",
        PIP_DISABLE_PIP_VERSION_CHECK="1",
        PIP_PROGRESS_BAR="off",
        PIP_ROOT_USER_ACTION="ignore",
        PIP_USER="0",
        UV_NO_PROGRESS="1",
        UV_PYTHON_DOWNLOADS="never",
    )
    # uv does not read what pip was told about a mirror or the network's own certificate.
    if "PIP_INDEX_URL" in environment and "UV_INDEX_URL" not in environment:
        environment.setdefault("UV_DEFAULT_INDEX", environment["PIP_INDEX_URL"])
    if "PIP_CERT" in environment:
        environment.setdefault("SSL_CERT_FILE", environment["PIP_CERT"])
    return environment


def offscreen_environment() -> dict[str, str]:
    """The environment in which Qt draws without a display."""
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen", PYTHONUTF8="1")
    if os.name == "nt":
        # Offscreen, Qt brings no fonts of its own and does not look for those of Windows.
        environment.setdefault("QT_QPA_FONTDIR", str(Path(os.environ.get("WINDIR", "C:/Windows"), "Fonts")))
    return environment


def succeeds(command: list[str]) -> bool:
    """Whether a command starts and ends well; what it prints is dropped."""
    try:
        return subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, check=False).returncode == 0
    except OSError:
        return False


def explain(output: str) -> str:
    """What the output of a failed step means, in one or two sentences."""
    for pattern, sentence in EXPLANATIONS.items():
        if re.search(pattern, output, re.IGNORECASE):
            return sentence
    return "Its last words are above."


def step(title: str, command: list[str], root: Path) -> None:
    """Run one step of the set-up: a line with its name and time, and its output only if it fails.

    Raises:
        SetupError: when it fails, with what that means.
    """
    print(f"{title} ...", end=" ", flush=True)
    started = time.monotonic()
    done = subprocess.run(
        command, cwd=root, env=quiet_environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, encoding="utf-8", errors="replace", check=False,
    )  # fmt: skip
    if done.returncode != 0:
        print("failed", flush=True)
        raise SetupError(f"{title}: this failed. {explain(done.stdout)}", done.stdout[-3000:].strip())
    print(f"{time.monotonic() - started:.1f} s", flush=True)


def unloadable(libraries: dict[str, str]) -> list[str]:
    """Those of the shared libraries that this system cannot load."""
    missing = []
    for name in libraries:
        try:
            ctypes.CDLL(name)
        except OSError:
            missing.append(name)
    return missing


def has_font() -> bool:
    """Whether fontconfig knows any font at all; without one Qt draws no letters."""
    try:
        fontconfig = ctypes.CDLL("libfontconfig.so.1")
    except OSError:
        return False
    fontconfig.FcInitLoadConfigAndFonts.restype = ctypes.c_void_p
    fontconfig.FcConfigGetFonts.restype = ctypes.POINTER(ctypes.c_int)
    fontconfig.FcConfigGetFonts.argtypes = [ctypes.c_void_p, ctypes.c_int]
    # The result is a struct that begins with the number of fonts; 0 asks for the system's.
    fonts = fontconfig.FcConfigGetFonts(fontconfig.FcInitLoadConfigAndFonts(), 0)
    return bool(fonts) and fonts[0] > 0


class SystemNeeds:
    """What this Linux lacks that Python packages cannot bring.

    Attributes:
        known: all that Qt may need, with the Debian packages.
        drawing: libraries without which Qt cannot draw.
        window: libraries without which Qt cannot open a window.
        packages: other packages: a font, and Debian's own Python's ensurepip, when they are missing.
    """

    def __init__(self, project: Project) -> None:
        self.known = tomllib.loads(project.libraries.read_text(encoding="utf-8"))
        self.drawing, self.window = unloadable(self.known["drawing"]), unloadable(self.known["window"])
        self.packages = [] if has_font() else [FONT_PACKAGE]
        # Debian has ensurepip in a package of its own; it is only needed where there is no uv.
        if importlib.util.find_spec("ensurepip") is None and project.uv() is None:
            self.packages.append(f"python{PYTHON_VERSION}-venv")

    def hinder(self, *, for_window: bool) -> bool:
        """Whether Thaw cannot do without; with no window to open, the libraries for one are welcome but not needed."""
        return bool(self.drawing or self.packages or (self.window and for_window))

    def debian_packages(self) -> list[str]:
        """The packages that bring all of it."""
        libraries = {**self.known["drawing"], **self.known["window"]}
        return sorted({libraries[name] for name in self.drawing + self.window} | set(self.packages))


def install_system_packages(project: Project, *, for_window: bool) -> bool:
    """Put in place what this system lacks: by apt when root, otherwise by saying what to do.

    Args:
        project: the checkout.
        for_window: whether a window is about to be opened.

    Returns:
        Whether a window can be opened.

    Raises:
        SetupError: when something is missing that Thaw cannot do without and this user cannot install.
    """
    if sys.platform != "linux":
        return True
    needs = SystemNeeds(project)
    if not (needs.drawing or needs.window or needs.packages):
        return True
    try:
        install_needs(needs, project.root)
    except SetupError as error:
        if needs.hinder(for_window=for_window):
            raise
        print(f"No window can be opened here yet; all else works. {error}", flush=True)
        return False
    return True


def install_needs(needs: SystemNeeds, root: Path) -> None:
    """Install what the system lacks.

    Raises:
        SetupError: when that takes another user or another package manager, or fails.
    """
    if shutil.which("apt-get") is None:
        missing = ", ".join([*needs.drawing, *needs.window, *needs.packages])
        raise SetupError(f"This system lacks {missing}. Install that with its package manager and run this again.")
    if sys.platform != "win32" and os.geteuid() != 0:
        install = "sudo apt-get install --yes --no-install-recommends " + " ".join(needs.debian_packages())
        raise SetupError(
            "Some system packages are missing. Run this one command, and then this script again:\n\n"
            f"  sudo apt-get update && {install}\n"
        )
    packages = needs.debian_packages()
    step("Reading the lists of system packages", ["apt-get", "update"], root)
    install_command = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    step(f"Installing {len(packages)} system packages", install_command, root)
    still_missing = unloadable(needs.known["drawing"]) + unloadable(needs.known["window"])
    if still_missing:
        raise SetupError(f"apt-get installed {' '.join(packages)}, and still missing is {', '.join(still_missing)}.")


def make_environment(project: Project) -> None:
    """Make `.venv`, or make it anew when it is broken or of another Python version."""
    ask = f"import sys; sys.exit('%d.%d' % sys.version_info[:2] != '{PYTHON_VERSION}')"
    if not succeeds([str(project.python), "-c", ask]):
        # pip is left out: it takes seconds, and is only wanted where there is no uv.
        make = [sys.executable, "-m", "venv", "--clear", "--without-pip", str(project.venv)]
        step(f"Making .venv with Python {PYTHON_VERSION}", make, project.root)


def locked_entry(lock: str, name: str) -> str:
    """One package's lines in a requirements file: its version and hashes.

    Raises:
        SetupError: when the file does not name the package.
    """
    found = re.search(rf"^{re.escape(name)}==.*\\\n(?: +--hash=.*\n)+", lock, re.MULTILINE)
    if found is None:
        raise SetupError(f"packaging/requirements-dev.txt names no {name}. Restore that file from the repository.")
    return found.group()


def find_uv(project: Project) -> str:
    """A uv that works; the locked one is put into the environment where there is none."""
    found = project.uv()
    if found is None:
        if not succeeds([str(project.python), "-m", "pip", "--version"]):
            step("Adding pip", [str(project.python), "-m", "ensurepip"], project.root)
        with tempfile.TemporaryDirectory() as folder:
            wanted = Path(folder, "uv.txt")
            wanted.write_text(locked_entry(project.lock.read_text(encoding="utf-8"), "uv"), encoding="utf-8")
            pip = [str(project.python), "-m", "pip", "install", "--require-hashes", "--no-deps", "--only-binary=:all:"]
            step("Adding uv", [*pip, "--requirement", str(wanted)], project.root)
        found = project.uv()
    if found is None:
        raise SetupError("uv was installed into .venv but does not start. Delete .venv and run this again.")
    return found


def set_up(project: Project, *, for_window: bool) -> None:
    """Bring the environment in step with the lock; nothing but one comparison when it is.

    Args:
        project: the checkout.
        for_window: whether a window is about to be opened.

    Raises:
        SetupError: when that fails.
    """
    if project.is_set_up(for_window=for_window):
        return
    project.stamp.unlink(missing_ok=True)
    window = install_system_packages(project, for_window=for_window)
    make_environment(project)
    uv = find_uv(project)
    target = ["--python", str(project.python)]
    sync = [uv, "pip", "sync", *target, "--require-hashes", "--only-binary", ":all:", "--compile-bytecode"]
    step("Installing the locked packages", [*sync, str(project.lock)], project.root)
    # Its build back end is in the lock, so this needs no network.
    editable = [uv, "pip", "install", *target, "--offline", "--no-deps", "--no-build-isolation", "--editable", "."]
    step("Installing Thaw itself", editable, project.root)
    project.stamp.write_text(f"{project.fingerprint()} {'window' if window else 'offscreen'}", encoding="utf-8")


def run(project: Project, arguments: list[str]) -> int:
    """Open the app; with no display, draw every tab into a PNG and say where."""
    set_up(project, for_window=has_display())
    thaw = [str(project.python), "-m", "thaw_desktop"]
    # Without a display, a call that would open the window gets the pictures; any other call is as it is.
    opens_window = not arguments or (arguments[0].startswith("-") and arguments[0] not in {"-h", "--help", "--version"})
    if has_display() or not opens_window or "--screenshots" in arguments:
        environment = dict(os.environ) if has_display() else offscreen_environment()
        if os.name == "nt":  # where exec would return to the shell at once
            return subprocess.run([*thaw, *arguments], env=environment, check=False).returncode
        os.execve(project.python, [*thaw, *arguments], environment)  # noqa: S606 - no shell is wanted
    draw = [*thaw, "--screenshots", str(project.screenshots), *arguments]
    code = subprocess.run(draw, env=offscreen_environment(), check=False).returncode
    if code == 0:
        print(f"There is no display here, so every tab was drawn into a picture in {project.screenshots}")
    return code


def test(project: Project, arguments: list[str]) -> int:
    """Run every check, even after one has failed; the exit code says whether all passed."""
    set_up(project, for_window=False)
    python = str(project.python)
    checks = {
        "ruff check": [python, "-m", "ruff", "check", "."],
        "ruff format": [python, "-m", "ruff", "format", "--check", "."],
        "mypy": [python, "-m", "mypy"],
        "import contracts": [str(shutil.which("lint-imports", path=str(project.scripts)))],
        # Last, so that its closing line is. Two processes: the machines that check a change have two cores or more.
        "pytest": [python, "-m", "pytest", "-n", "2", "--dist", "loadfile", *arguments],
    }
    failed: list[str] = []
    for name, command in checks.items():
        said = f" (failed so far: {', '.join(failed)})" if failed else ""
        print(f"\n== {name}{said}", flush=True)
        if subprocess.run(command, cwd=project.root, env=offscreen_environment(), check=False).returncode != 0:
            failed.append(name)
    return 1 if failed else 0


def setup(project: Project, _arguments: list[str]) -> int:
    """Only set up."""
    set_up(project, for_window=has_display())
    print(f"Thaw is set up in {project.venv}")
    return 0


def system(project: Project, _arguments: list[str]) -> int:
    """Only put the system packages in place, so that `.venv` need not belong to root."""
    install_system_packages(project, for_window=True)
    return 0


def lock(project: Project, arguments: list[str]) -> int:
    """Compile both requirements files anew, for every system and Python; hashes, and no registry's address."""
    make_environment(project)
    compile_ = [find_uv(project), "pip", "compile", "pyproject.toml", "--universal", "--python-version", "3.11"]
    compile_ += ["--python", str(project.python), "--generate-hashes", "--only-binary", ":all:", "--quiet"]
    compile_ += ["--no-header", "--no-emit-index-url", *arguments]
    app = "packaging/requirements.txt"
    step(f"Compiling {app}", [*compile_, "--output-file", app], project.root)
    # The app's versions bind those of the tools, so that what is checked is what is shipped.
    tools = [
        "--group",
        "dev",
        "--extra",
        "fit",
        "--constraints",
        app,
        "--output-file",
        "packaging/requirements-dev.txt",
    ]
    step("Compiling packaging/requirements-dev.txt", [*compile_, *tools], project.root)
    return 0


def main(arguments: list[str]) -> int:
    """Do what the first argument says; the exit code."""
    commands = {"run": run, "test": test, "setup": setup, "system": system, "lock": lock}
    name = arguments[0] if arguments else ""
    if name not in commands:
        asked = name in {"-h", "--help"}
        print(__doc__, file=sys.stdout if asked else sys.stderr)
        return 0 if asked else 2
    try:
        return commands[name](Project(Path(__file__).resolve().parent.parent), arguments[1:])
    except SetupError as error:
        print(f"{error.details}\n\n{error}".lstrip(), file=sys.stderr)
    except OSError as error:
        print(f"This failed: {error}. {explain(str(error))}", file=sys.stderr)
    except KeyboardInterrupt:
        return 130
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
