"""One question to packs, own texts and commands at once."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from thaw_desktop.content.asking import Asking
from thaw_desktop.content.own_index import OwnIndex, OwnText

if TYPE_CHECKING:
    import sqlite3

PACK = "thaw-sample"
TEXTS = (
    OwnText("question", PACK, "own-1", "Who was Bulganin?", "Premier; **sided** with the rivals.", "speech"),
    OwnText("page", PACK, "page-1", "My plan for the exam", "- learn the *speech*\n- read [notes](x)"),
    OwnText("question", "other", "own-2", "What is osmosis?", "Water moves."),
)
COMMANDS = (OwnText("commands", "", "larger", "Larger text", also="zoom bigger font"),)


def kinds(asked: Asking, connection: sqlite3.Connection, query: str) -> list[str]:
    return [hit.kind for hit in asked.ask_everything(connection, PACK, query, TEXTS, COMMANDS).hits]


def test_own_answers_stand_among_those_of_the_pack(library_connection: sqlite3.Connection) -> None:
    found = Asking().ask(library_connection, PACK, "bulgannin", TEXTS)
    assert [(hit.kind, hit.id) for hit in found.answers] == [("question", "own-1")]
    assert found.corrected == {"bulgannin": "bulganin"}
    assert not found.nearest


def test_a_word_that_only_own_texts_know_is_no_slip(library_connection: sqlite3.Connection) -> None:
    texts = (OwnText("question", PACK, "own-1", "What is a speach impediment?", "An own spelling."),)
    found = Asking().ask(library_connection, PACK, "speach", texts)
    assert [hit.id for hit in found.answers] == ["own-1"]
    assert found.corrected == {}


def test_own_texts_of_other_packs_come_only_when_all_packs_are_asked(library_connection: sqlite3.Connection) -> None:
    asking = Asking()
    assert asking.ask(library_connection, PACK, "osmosis", TEXTS).answers == ()
    assert [hit.id for hit in asking.ask(library_connection, None, "osmosis", TEXTS).answers] == ["own-2"]


def test_everything_is_grouped_by_kind_and_commands_need_all_words(library_connection: sqlite3.Connection) -> None:
    asking = Asking()
    assert kinds(asking, library_connection, "bigger") == ["commands"]
    assert kinds(asking, library_connection, "zoom") == ["commands"]
    found = kinds(asking, library_connection, "speech")
    assert "page" in found
    assert len(dict.fromkeys(found)) == sum(1 for at, kind in enumerate(found) if at == 0 or found[at - 1] != kind)
    assert "commands" not in kinds(asking, library_connection, "larger speech")


def test_answers_of_one_topic_or_of_ones_own_only(library_connection: sqlite3.Connection) -> None:
    asking = Asking()
    assert asking.ask(library_connection, PACK, "bulganin", TEXTS, sections={"none"}).answers == ()
    assert asking.ask(library_connection, PACK, "bulganin", TEXTS, sections={"speech"}).answers
    assert asking.ask(library_connection, PACK, "bulganin", TEXTS, kinds={"question"}).answers
    assert asking.ask(library_connection, PACK, "bulganin", TEXTS, kinds={"faq"}).answers == ()


def test_marks_of_markdown_are_not_shown_in_a_snippet() -> None:
    index = OwnIndex(TEXTS)
    assert index.find("learn").hits[0].snippet == "\x02learn\x03 the speech"
    index.close()


@pytest.mark.parametrize("query", ['"', "(((", "a AND", "*", "é" * 300, "\0", "own: x"])
def test_anything_may_be_asked(library_connection: sqlite3.Connection, query: str) -> None:
    Asking().ask_everything(library_connection, None, query, TEXTS, COMMANDS)


def test_several_threads_may_ask_one_index() -> None:
    index = OwnIndex([OwnText("page", "p", str(n), f"Page {n} on rivals", "text " * 50) for n in range(200)])
    wrong: list[str] = []

    def ask() -> None:
        for n in range(30):
            hits = index.find(f"page {n} ", "p").hits
            if not hits or hits[0].id != str(n):
                wrong.append(str(n))

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
