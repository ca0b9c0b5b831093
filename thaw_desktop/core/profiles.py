"""Several people on one computer account: each has a name, a picture and a folder of their own. There are no passwords.

The first one's data lies in the data folder itself, where it has always lain; that of the others in `profiles/` inside.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from thaw_desktop.core.errors import StorageError, ThawError
from thaw_desktop.core.files import read_plain, write_whole

if TYPE_CHECKING:
    from thaw_desktop.core.paths import Paths

PICTURES: Final = ("teal", "orange", "violet", "green", "red", "blue", "pink", "grey")
"""The colours of the round pictures, which bear the first letter of the name."""
_LONGEST_NAME: Final = 40
_MOST: Final = 50


@dataclass(frozen=True, slots=True)
class Profile:
    """One person.

    Attributes:
        id: name of the folder, eight hexadecimal digits; empty for the first person.
        name: as it is shown; empty for a person who is alone.
        picture: one of `PICTURES`.
    """

    id: str = ""
    name: str = ""
    picture: str = PICTURES[0]


class Profiles:
    """The people of one data folder."""

    def __init__(self, paths: Paths) -> None:
        """Take the folders of the first person, which are those of the account."""
        self._paths = paths
        self._file = paths.data / "profiles.json"

    def all(self) -> list[Profile]:
        """Everybody, the first person first; one without a name where nobody was ever added.

        Nobody's data is hidden by a list that is gone or spoiled: a folder that it does not name is somebody's.
        """
        try:
            values = json.loads(read_plain(self._file, 100_000))["profiles"]
            found = [_sound(value) for value in values[:_MOST]]
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            found = []
        people = {one.id: one for one in found if one is not None}
        first = people.pop("", Profile())
        with suppress(OSError):
            for folder in sorted((self._paths.data / "profiles").iterdir()):
                somebody = _sound({"id": folder.name, "name": folder.name, "picture": ""})
                if somebody is not None and folder.is_dir():
                    people.setdefault(somebody.id, somebody)
        return [first, *people.values()]

    def named(self, name: str) -> Profile:
        """One person by name, whether in capitals or not.

        Raises:
            ThawError: there is nobody of that name.
        """
        for one in self.all():
            if one.name.casefold() == name.strip().casefold() and one.name:
                return one
        known = ", ".join(one.name for one in self.all() if one.name)
        there = f"; there are {known}" if known else ""
        raise ThawError(f"There is no profile {name}{there}", "Add it in the window, under Settings, Your data")

    def paths_of(self, profile: Profile) -> Paths:
        """Where one person's data lies. What can be made anew, and the packs that were added, are each person's own."""
        if not profile.id:
            return self._paths
        return replace(self._paths, data=self._paths.data / "profiles" / profile.id)

    def name_first(self, name: str) -> None:
        """Give the first person a name.

        Raises:
            ThawError: the name cannot be taken, or cannot be saved.
        """
        first, *others = self.all()
        self._save([replace(first, name=self._free(name, others)), *others])

    def add(self, name: str) -> Profile:
        """Add a person.

        Raises:
            ThawError: the name cannot be taken, or cannot be saved.
        """
        people = self.all()
        if len(people) >= _MOST:
            raise ThawError("There are too many profiles", "Use an account of the computer for each person")
        added = Profile(os.urandom(4).hex(), self._free(name, people), PICTURES[len(people) % len(PICTURES)])
        self._save([*people, added])
        return added

    def _free(self, name: str, others: list[Profile]) -> str:
        words = " ".join(name.split())
        if not words or len(words) > _LONGEST_NAME or not words.isprintable():
            raise ThawError("This is no name", f"Write one of 1 to {_LONGEST_NAME} characters")
        if any(one.name.casefold() == words.casefold() for one in others):
            raise ThawError(f"There is a profile {words} already", "Write another name")
        return words

    def _save(self, people: list[Profile]) -> None:
        values = [{"id": one.id, "name": one.name, "picture": one.picture} for one in people]
        try:
            write_whole(self._file, json.dumps({"profiles": values}, ensure_ascii=False, indent=1).encode())
        except OSError as error:
            raise StorageError(
                f"The profiles could not be saved ({error.strerror or error})", "Free some space and try again"
            ) from error


def _sound(value: Any) -> Profile | None:  # noqa: ANN401 - values of any JSON type come in
    """A profile from the file, which anybody may have changed; None for one whose folder could lie elsewhere."""
    identity, name, picture = value.get("id"), value.get("name"), value.get("picture")
    if not isinstance(identity, str) or not isinstance(name, str):
        return None
    if identity and (len(identity) != 8 or any(sign not in "0123456789abcdef" for sign in identity)):
        return None
    return Profile(identity, name[:_LONGEST_NAME], picture if picture in PICTURES else PICTURES[0])
