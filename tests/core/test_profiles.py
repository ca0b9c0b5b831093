"""People who share an account: a name, a picture and a folder each; alone, nobody is asked anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from thaw_desktop.core.errors import ThawError
from thaw_desktop.core.profiles import PICTURES, Profile, Profiles

if TYPE_CHECKING:
    from thaw_desktop.core.paths import Paths


@pytest.fixture
def profiles(paths: Paths) -> Profiles:
    paths.data.mkdir(parents=True, exist_ok=True)
    return Profiles(paths)


def test_one_who_is_alone_has_the_data_folder_itself(profiles: Profiles, paths: Paths) -> None:
    assert profiles.all() == [Profile()]
    assert profiles.paths_of(Profile()) == paths


def test_another_person_has_a_folder_of_their_own_and_is_found_by_name(profiles: Profiles, paths: Paths) -> None:
    profiles.name_first("Anna")
    added = profiles.add("  Ben  Two ")
    assert [one.name for one in profiles.all()] == ["Anna", "Ben Two"]
    assert added.picture == PICTURES[1]
    assert profiles.named("ben two") == added
    assert profiles.named("Anna").id == ""
    folder = profiles.paths_of(added)
    assert folder.data == paths.data / "profiles" / added.id
    assert folder.resources == paths.resources


def test_name_that_is_taken_missing_or_none_is_refused(profiles: Profiles) -> None:
    profiles.name_first("Anna")
    for name in ("anna", " ", "x" * 41, "a\0b"):
        with pytest.raises(ThawError):
            profiles.add(name)
    with pytest.raises(ThawError, match="There is no profile Carl; there are Anna"):
        profiles.named("Carl")
    assert len(profiles.all()) == 1


@pytest.mark.parametrize(
    "text",
    [
        "no json",
        "[]",
        '{"profiles": 5}',
        '{"profiles": [{"id": "../../x", "name": "Eve", "picture": "teal"}]}',
        '{"profiles": [{"id": 7, "name": "Eve"}]}',
    ],
)
def test_spoiled_file_leads_to_no_other_folder(profiles: Profiles, paths: Paths, text: str) -> None:
    (paths.data / "profiles.json").write_text(text, encoding="utf-8")
    assert [profiles.paths_of(one).data for one in profiles.all()] == [paths.data]


@pytest.mark.parametrize("text", [None, "no json", '{"profiles": []}'])
def test_list_that_is_gone_or_spoiled_hides_nobody(profiles: Profiles, paths: Paths, text: str | None) -> None:
    added = profiles.add("Ben")
    profiles.paths_of(added).data.mkdir(parents=True)
    (paths.data / "profiles" / "no profile").mkdir()
    file = paths.data / "profiles.json"
    file.unlink() if text is None else file.write_text(text, encoding="utf-8")
    assert [one.id for one in profiles.all()] == ["", added.id]
    other = profiles.add("Cleo")
    assert [one.id for one in Profiles(paths).all()] == ["", added.id, other.id]
