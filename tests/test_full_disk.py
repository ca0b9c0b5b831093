"""A disk with no room for the packs does not keep a student from what they have written."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

_OPEN = """
import json, resource, sys
from contextlib import closing
from pathlib import Path
from thaw_desktop.app import open_study
from thaw_desktop.core.clock import SystemClock
from thaw_desktop.core.paths import standard_paths
room = int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
with closing(open_study(standard_paths(Path(sys.argv[1])), SystemClock())) as study:
    print(json.dumps([study.notices, list(study.packs())]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of a file")
def test_the_window_opens_without_the_packs_that_found_no_room_and_has_them_when_there_is(tmp_path: Path) -> None:
    def opened(room: int) -> list[list[str]]:
        done = subprocess.run(
            [sys.executable, "-c", _OPEN, str(tmp_path / "data"), str(room)],
            cwd=Path(__file__).parent.parent, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        found: list[list[str]] = json.loads(done.stdout)
        return found

    notices, packs = opened(300_000)
    assert len(notices) == 1
    assert packs == []
    # The attempt has not kept what room there was.
    assert sum(file.stat().st_size for file in (tmp_path / "data").glob("library.db-*")) < 50_000
    notices, packs = opened(50_000_000)
    assert notices == []
    assert len(packs) == 1
