"""A school's rules: obeyed, or refused in one sentence; never silently ignored."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from thaw_desktop.core.errors import ThawError
from thaw_desktop.core.policy import Policy, policy_file, read_policy


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "policy.json"


def test_missing_policy_is_an_empty_one(file: Path) -> None:
    assert read_policy(file) == Policy()


@pytest.mark.parametrize("text", ["{}", '{"DataDir": null}'])
def test_policy_without_rules_is_an_empty_one(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")
    assert read_policy(file) == Policy()


def test_policy_names_the_data_folder_with_variables_replaced(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("THAW_PUPIL", "ada")
    file.write_text(f'{{"DataDir": "{tmp_path.as_posix()}/pupils$/$THAW_PUPIL/${{THAW_PUPIL}}"}}', encoding="utf-8")
    assert read_policy(file) == Policy(data_dir=tmp_path / "pupils$" / "ada" / "ada")


def test_policy_may_begin_in_the_pupils_home_folder(file: Path) -> None:
    file.write_text('{"DataDir": "~/Thaw"}', encoding="utf-8")
    assert read_policy(file).data_dir == Path.home() / "Thaw"


def test_policy_may_begin_with_the_byte_order_mark_of_windows(file: Path, tmp_path: Path) -> None:
    file.write_text(f'{{"DataDir": "{tmp_path.as_posix()}"}}', encoding="utf-8-sig")
    assert read_policy(file) == Policy(data_dir=tmp_path)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b'{\n"DataDir": "/srv",\n}', r"policy\.json:3: the policy file is not valid JSON"),
        (b"[1]", "must hold one JSON object"),
        (b'{"Datadir": "/srv", "Zoom": 1}', "unknown policy Datadir, Zoom"),
        (b'{"DataDir": 7}', "DataDir must be the name of a folder"),
        (b'{"DataDir": "  "}', "DataDir must be the name of a folder"),
        (b'{"DataDir": "/srv/$NOBODY_HAS_SET_THIS"}', r"uses \$NOBODY_HAS_SET_THIS, which is not set"),
        (b'{"DataDir": "/srv/%NOBODY_HAS_SET_THIS%"}', "uses %NOBODY_HAS_SET_THIS%, which is not set"),
        (b'{"DataDir": "pupils/ada"}', "must be a full path"),
        (b'{"DataDir": "\xff"}', "cannot be read"),
        (b"[" * 100_000, "cannot be read"),
    ],
)
def test_policy_that_cannot_be_obeyed_is_refused_in_one_sentence(file: Path, content: bytes, complaint: str) -> None:
    file.write_bytes(content)
    with pytest.raises(ThawError, match=complaint) as caught:
        read_policy(file)
    assert caught.value.mend


@pytest.mark.skipif(sys.platform == "win32", reason="Windows looks up no other user's home folder")
def test_policy_with_a_home_folder_that_is_not_there_is_refused(file: Path) -> None:
    file.write_text('{"DataDir": "~nobody-of-this-name/Thaw"}', encoding="utf-8")
    with pytest.raises(ThawError, match="home folder that is not there"):
        read_policy(file)


def test_policy_that_is_a_folder_is_refused(file: Path) -> None:
    file.mkdir()
    with pytest.raises(ThawError, match="is not a file"):
        read_policy(file)


def test_policy_file_lies_where_only_an_administrator_writes() -> None:
    assert policy_file().is_absolute()
    assert policy_file().name == "policy.json"
