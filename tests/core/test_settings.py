"""Settings: kept, mended when spoiled, never half written."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thaw_desktop.core.errors import StorageError
from thaw_desktop.core.settings import Settings, SettingsStore

if TYPE_CHECKING:
    from pathlib import Path

JSON_VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=6) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
NAMES = list(Settings.__dataclass_fields__)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.json"


def test_settings_start_with_the_defaults_and_write_nothing(file: Path) -> None:
    assert SettingsStore(file).current == Settings()
    assert not file.exists()


def test_settings_come_back_as_they_were_left(file: Path) -> None:
    store = SettingsStore(file)
    store.change(
        theme="dark", text_scale=125, new_cards_a_day=0, welcomed=True, pack="thaw", tab="notes",
        section={"thaw": "speech"}, faq_query="Why “secret”?", window=(10, -20, 1100, 700, 1),
    )  # fmt: skip
    assert SettingsStore(file).current == store.current
    assert SettingsStore(file).current.window == (10, -20, 1100, 700, 1)


def test_settings_leave_no_second_file_and_rewrite_nothing_that_has_not_changed(file: Path) -> None:
    store = SettingsStore(file)
    store.change(tab="faq")
    assert [path.name for path in file.parent.iterdir()] == ["settings.json"]
    file.unlink()
    store.change(tab="faq")
    assert not file.exists()


@pytest.mark.parametrize(
    "spoiled",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b'"dark"',
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b'{"text_scale": ' + b"9" * 5000 + b"}",
        b'{"theme": "purple", "text_scale": "big", "window": [1, 2], "section": {"a": 1}, "welcomed": 1, "pack": null}',
    ],
)
def test_spoiled_settings_are_the_defaults(file: Path, spoiled: bytes) -> None:
    file.write_bytes(spoiled)
    assert SettingsStore(file).current == Settings()


def test_one_spoiled_setting_does_not_take_the_others_with_it(file: Path) -> None:
    file.write_text('{"theme": "purple", "tab": "practice", "text_scale": 90, "from_the_future": 1}', encoding="utf-8")
    assert SettingsStore(file).current == Settings(tab="practice", text_scale=90)


def test_numbers_are_brought_into_their_range(file: Path) -> None:
    file.write_text('{"text_scale": 5000, "new_cards_a_day": -3}', encoding="utf-8")
    assert SettingsStore(file).current == Settings(text_scale=200, new_cards_a_day=0)


@given(st.dictionaries(st.sampled_from(NAMES), JSON_VALUES))
def test_settings_read_from_any_json_can_be_written_and_read_again(tmp_path: Path, values: dict[str, Any]) -> None:
    file = tmp_path / "settings.json"
    file.write_text(json.dumps(values), encoding="utf-8")
    store = SettingsStore(file)
    for name in NAMES:
        assert isinstance(getattr(store.current, name), type(getattr(Settings(), name)))
    store.change(welcomed=not store.current.welcomed)
    assert SettingsStore(file).current == store.current


def test_settings_that_cannot_be_saved_hold_for_this_run_and_say_so(tmp_path: Path) -> None:
    file = tmp_path / "missing-folder" / "settings.json"
    store = SettingsStore(file)
    with pytest.raises(StorageError, match="settings could not be saved"):
        store.change(theme="dark")
    assert store.current.theme == "dark"


def test_settings_that_cannot_be_put_in_their_place_leave_no_second_file(file: Path) -> None:
    file.mkdir()  # a folder stands where the file belongs
    (file / "inside").write_bytes(b"")
    store = SettingsStore(file)
    with pytest.raises(StorageError):
        store.change(theme="dark")
    assert [path.name for path in file.parent.iterdir()] == ["settings.json"]
