"""What can go wrong outside our own code, told in one plain sentence."""

from __future__ import annotations


class ThawError(Exception):
    """Something the person at the machine can understand and mend.

    Everything that is not a `ThawError` is a fault of ours and is reported as such.

    Attributes:
        what: what is wrong, a sentence without its full stop.
        mend: what to do about it, a sentence without its full stop, or empty when nothing can be done.
    """

    def __init__(self, what: str, mend: str = "") -> None:
        super().__init__(what, mend)
        self.what = what
        self.mend = mend

    @property
    def sentence(self) -> str:
        """The whole message as it is shown: what is wrong, then what to do."""
        return f"{self.what}. {self.mend}." if self.mend else f"{self.what}."

    def __str__(self) -> str:
        return self.sentence


class StorageError(ThawError):
    """A folder or file cannot be read or written: no permission, disk full, device gone."""


class NewerDatabaseError(ThawError):
    """A database was written by a newer version of Thaw; it has been left untouched."""


class DamagedDatabaseError(ThawError):
    """A database file is damaged and cannot be opened as it is."""


class RebuildCancelledError(ThawError):
    """The person did not want to wait for the derived tables; they are what they were before."""


class AlreadyRunningError(ThawError):
    """Another copy of Thaw has the same data folder open.

    Attributes:
        computer: on which one it runs, when that is not this one.
    """

    def __init__(self, what: str, mend: str, computer: str = "") -> None:
        super().__init__(what, mend)
        self.computer = computer


class PackError(ThawError):
    """A pack is missing or cannot be used."""


class UnusablePackError(PackError):
    """A pack has errors.

    Attributes:
        pack: name of its folder or file.
        faults: each as `file:line: what is wrong; what to do`.
    """

    def __init__(self, what: str, mend: str, pack: str, faults: tuple[str, ...]) -> None:
        super().__init__(what, mend)
        self.pack = pack
        self.faults = faults
