"""Signals do not wear the interpreter out.

PySide6 6.12.0 on CPython 3.11 drops a reference to None with every void call, and one to True with every emitted
signal, until the interpreter aborts with "deallocating None" or "deallocating True or False". Before Python 3.12 these
objects are counted like any other, so their counts show the fault long before it kills.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys

EMISSIONS = 50_000
# What imports, caches and the slots themselves may hold or let go in a run; the fault takes one for each emission.
LEEWAY = 100

_SCRIPT = """
import json, sys
from PySide6.QtCore import QObject, Signal, Slot

class Sender(QObject):
    bare = Signal()
    worded = Signal(str)

class Receiver(QObject):
    def __init__(self):
        super().__init__()
        self.calls = 0

    @Slot()
    def on_bare(self):
        self.calls += 1

    @Slot(str)
    def on_worded(self, text):
        self.calls += 1

sender, receiver = Sender(), Receiver()
sender.bare.connect(receiver.on_bare)
sender.worded.connect(receiver.on_worded)
watched = (None, True, False)
before = [sys.getrefcount(item) for item in watched]
for _ in range(int(sys.argv[1])):
    sender.bare.emit()
    sender.worded.emit("thaw")
    receiver.setObjectName("receiver")
after = [sys.getrefcount(item) for item in watched]
print(json.dumps({"calls": receiver.calls, "lost": [old - new for old, new in zip(before, after, strict=True)]}))
"""


def test_signals_emitted_many_times_take_no_references() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT, str(EMISSIONS)],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["calls"] == 2 * EMISSIONS
    assert all(lost < LEEWAY for lost in said["lost"]), said
