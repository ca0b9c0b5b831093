"""No edit of a pack with ids costs anything: every answer counts as before, on the whole built-in pack."""

from __future__ import annotations

import re
import shutil
from contextlib import closing
from typing import TYPE_CHECKING

from thaw_desktop.app import open_study
from thaw_desktop.content.installing import examine, install
from thaw_desktop.core.paths import Paths, resources_folder
from thaw_desktop.flashcards import store

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import FakeClock

PACK = "destalinisation"


def _edit_every_front(folder: Path) -> int:
    """Put words before the front of every card that has an id; how many lines were changed."""
    changed = 0
    for file in (folder / "cards").glob("*.md"):
        lines = file.read_text(encoding="utf-8").split("\n")
        for place, line in enumerate(lines):
            begins_several_lines = place + 1 < len(lines) and lines[place + 1].strip() == "?"
            in_one_line = re.search(r"\^c-[a-z0-9-]+$", line) and not line.startswith("^")
            if line and not line.startswith(("#", "-", "?")) and (begins_several_lines or in_one_line):
                lines[place] = f"Think again about this: {line}"
                changed += 1
        file.write_text("\n".join(lines), encoding="utf-8")
    version = (folder / "pack.yaml").read_text(encoding="utf-8")
    (folder / "pack.yaml").write_text(re.sub(r"(?m)^version: .*", "version: 9.0.0", version), encoding="utf-8")
    return changed


def test_editing_the_front_of_every_card_keeps_all_of_the_review_history(tmp_path: Path, clock: FakeClock) -> None:
    paths = Paths(tmp_path / "data", tmp_path / "cache", resources_folder())
    with closing(open_study(paths, clock)) as study:
        study.log.connection.execute("PRAGMA synchronous = OFF")  # some hundred commits
        for card in study.library.cards(PACK):
            study.session.answer(PACK, card, 3, 1000)
        before = store.pack_states(study.log.connection, PACK)
        fronts = {card.id: card.front_text for card in study.library.cards(PACK)}
        assert study.session.seen(PACK) == (len(fronts), len(fronts))
    edited = tmp_path / "edited"
    shutil.copytree(resources_folder() / "packs" / PACK, edited)
    assert _edit_every_front(edited) == len({ident.split(".")[0] for ident in fronts})

    offer = examine(edited, paths)
    assert offer.comparison is not None
    assert (offer.comparison.added, offer.comparison.removed, offer.comparison.reworded) == ((), (), ())
    install(offer, paths)

    with closing(open_study(paths, clock)) as study:
        assert study.notices == []
        after = {card.id: card.front_text for card in study.library.cards(PACK)}
        assert after.keys() == fronts.keys()
        assert all("Think again" in front for ident, front in after.items() if not ident.endswith(".r"))
        assert study.session.seen(PACK) == (len(fronts), len(fronts))
        assert store.pack_states(study.log.connection, PACK) == before
