"""What a school has laid down for its machines, in one file that pupils cannot write."""

from __future__ import annotations

import json
import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from thaw_desktop.core.errors import ThawError


@dataclass(frozen=True, slots=True)
class Policy:
    """The rules of the machine.

    Attributes:
        data_dir: where pupils' data goes, with environment variables expanded; None for the system's own place.
        profiles: whether several people may share one account, each with a profile.
    """

    data_dir: Path | None = None
    profiles: bool = True


def policy_file() -> Path:
    """Where this system's administrator keeps the policy of Thaw."""
    if sys.platform == "win32":
        return Path(os.environ.get("PROGRAMDATA", r"C:\ProgramData")) / "Thaw" / "policy.json"
    if sys.platform == "darwin":
        return Path("/Library/Application Support/Thaw/policy.json")
    return Path("/etc/thaw/policy.json")


def read_policy(path: Path) -> Policy:
    """Read a policy file; a missing one is an empty policy.

    Raises:
        ThawError: when the file is there but cannot be used: a rule that is silently ignored is no rule.
    """
    if path.exists() and not path.is_file():
        raise ThawError(f"The policy file {path} is not a file", "Ask whoever looks after the machine")
    try:
        # "-sig": Windows' own tools begin a UTF-8 file with a byte order mark.
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Policy()
    except (OSError, UnicodeDecodeError) as error:
        raise ThawError(
            f"The policy file {path} cannot be read ({error})", "Ask whoever looks after the machine"
        ) from error
    try:
        values = json.loads(text)
    except json.JSONDecodeError as error:
        raise ThawError(
            f"{path}:{error.lineno}: the policy file is not valid JSON ({error.msg})", "Mend that line"
        ) from error
    except (RecursionError, ValueError) as error:
        raise ThawError(f"The policy file {path} cannot be read ({error})", "Write it anew") from error
    if not isinstance(values, dict):
        raise ThawError(
            f"{path}:1: the policy file must hold one JSON object", 'Write for example {"DataDir": "/srv/thaw/$USER"}'
        )
    unknown = sorted(set(values) - {"DataDir", "Profiles"})
    if unknown:
        raise ThawError(f"{path}: unknown policy {', '.join(unknown)}", "The known ones are DataDir and Profiles")
    profiles = values.get("Profiles", True)
    if not isinstance(profiles, bool):
        raise ThawError(f"{path}: Profiles must be true or false", 'Write for example "Profiles": false')
    data_dir = values.get("DataDir")
    if data_dir is None:
        return Policy(profiles=profiles)
    if not isinstance(data_dir, str) or not data_dir.strip() or re.search("[\0\ud800-\udfff]", data_dir):
        raise ThawError(
            f"{path}: DataDir must be the name of a folder", 'Write for example "DataDir": "/srv/thaw/$USER"'
        )
    return Policy(data_dir=_folder(path, data_dir), profiles=profiles)


def _folder(path: Path, data_dir: str) -> Path:
    """The data folder that a policy names: absolute, and with every variable replaced.

    A name that is left as it stands would give all pupils one folder called `$USER`.
    """
    try:
        folder = Path(os.path.expandvars(data_dir)).expanduser()
    except RuntimeError as error:
        raise ThawError(
            f"{path}: DataDir names a home folder that is not there: {data_dir}", "Mend the name"
        ) from error
    # A dollar sign alone is no variable: `\\server\pupils$` is a hidden share on Windows.
    unknown = re.search(r"\$\w+|\$\{[^}]*\}|%\w+%", str(folder))
    if unknown is not None:
        raise ThawError(
            f"{path}: DataDir uses {unknown[0]}, which is not set for this user", "Use a variable that every pupil has"
        )
    if not folder.is_absolute():
        raise ThawError(f"{path}: DataDir must be a full path, not {data_dir}", "Begin it at the root of a drive")
    return folder
