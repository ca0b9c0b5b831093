"""Reading aloud, with an engine that tells the test what it would say; and plain words where there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from tests.ui.paper_voice import PaperVoice
from thaw_desktop.core.errors import ThawError
from thaw_desktop.ui.notes.aloud import page_sentences
from thaw_desktop.ui.speech.engine import NoVoiceError, missing_module, open_engine
from thaw_desktop.ui.speech.reader import ReadAloud, Sentence

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from thaw_desktop.app import Study
    from thaw_desktop.ui.notes.tab import NotesTab
    from thaw_desktop.ui.speech.engine import SpeechEngine

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)

KEY = Qt.Key
PAGE = """<h1>The thaw</h1><p class="secondary">2 min read</p><p>Stalin died. N. S. Khrushchev spoke.</p>
<ul><li>First point</li></ul><p>The end.</p>"""


@pytest.fixture
def voice() -> PaperVoice:
    return PaperVoice()


@pytest.fixture
def reading(notes: NotesTab, voice: PaperVoice) -> NotesTab:
    """The tab with a small page and that voice, and the focus on the page."""
    engine: SpeechEngine = voice
    notes.aids.aloud.engine_from = lambda _parent: engine
    notes.page.open_page(PAGE, lambda _name: None)
    notes.page.setFocus()
    return notes


def marked(tab: NotesTab) -> list[str]:
    return [one.cursor.selectedText() for one in tab.page.extraSelections()]


def test_a_page_is_cut_into_sentences_without_its_facts_and_pictures() -> None:
    document = QTextDocument()
    document.setHtml(PAGE + '<p>😀 One<img src="a.png"> two. Three.</p><p>***</p>')
    found = page_sentences(document)
    texts = [one.text for one in found]
    assert texts[:5] == ["The thaw", "Stalin died.", "N. S. Khrushchev spoke.", "First point", "The end."]
    assert texts[5:] == ["😀 One  two.", "Three."]
    for one in found:
        place = "".join(document.characterAt(at) for at in range(one.start, one.end)).replace("\ufffc", " ")
        assert place.encode("utf-16-le", "surrogatepass") == one.text.encode("utf-16-le")


def test_l_reads_sentence_after_sentence_and_marks_each(reading: NotesTab, voice: PaperVoice, qtbot: QtBot) -> None:
    QTest.keyClick(reading.page, KEY.Key_L)
    assert voice.said == ["The thaw"]
    assert marked(reading) == ["The thaw"]
    for number, sentence in enumerate(["Stalin died.", "N. S. Khrushchev spoke.", "First point", "The end."], start=2):
        voice.finish()
        qtbot.waitUntil(lambda number=number: len(voice.said) == number)  # type: ignore[misc]
        assert marked(reading) == [sentence]
    voice.finish()
    qtbot.waitUntil(lambda: not reading.aids.aloud.active)
    assert marked(reading) == []
    bar = reading.aids.aloud.bar
    assert bar is not None
    assert bar.isHidden()


def test_the_word_is_marked_where_the_engine_tells(reading: NotesTab, voice: PaperVoice) -> None:
    QTest.keyClick(reading.page, KEY.Key_L)
    voice.come_to(4, 4)
    assert marked(reading) == ["The thaw", "thaw"]
    QTest.keyClick(reading.page, KEY.Key_L)
    voice.come_to(0, 3)  # too late: it pauses
    assert marked(reading) == ["The thaw", "thaw"]


def test_l_pauses_and_goes_on_and_the_points_walk(reading: NotesTab, voice: PaperVoice) -> None:
    for key in (KEY.Key_L, KEY.Key_L, KEY.Key_L):
        QTest.keyClick(reading.page, key)
    assert voice.did[-2:] == ["pause", "resume"]
    assert voice.said == ["The thaw"]
    QTest.keyClick(reading.page, KEY.Key_Period)
    QTest.keyClick(reading.page, KEY.Key_Period)
    QTest.keyClick(reading.page, KEY.Key_Comma)
    assert voice.said == ["The thaw", "Stalin died.", "N. S. Khrushchev spoke.", "Stalin died."]
    QTest.keyClick(reading.page, KEY.Key_L)
    QTest.keyClick(reading.page, KEY.Key_Period)  # while it pauses, nothing is said
    assert len(voice.said) == 4
    assert marked(reading) == ["N. S. Khrushchev spoke."]
    QTest.keyClick(reading.page, KEY.Key_L)
    assert voice.said[-1] == "N. S. Khrushchev spoke."


def test_an_engine_that_cannot_pause_begins_the_sentence_again(qtbot: QtBot) -> None:
    voice = PaperVoice(can_pause=False)
    reader = ReadAloud(voice)
    reader.start([Sentence(0, 4, "One.", 0), Sentence(5, 9, "Two.", 1)])
    reader.pause_or_go_on()
    assert voice.did[-1] == "stop"
    reader.pause_or_go_on()
    assert voice.said == ["One.", "One."]


def test_reading_begins_at_the_top_of_what_is_seen(reading: NotesTab, voice: PaperVoice) -> None:
    long = "".join(f"<p>Paragraph {number} of many.</p>" for number in range(100))
    reading.page.open_page(f"<h1>Title</h1><p>facts</p>{long}", lambda _name: None)
    reading.page.show_block(50)
    QTest.keyClick(reading.page, KEY.Key_L)
    assert voice.said == [f"Paragraph {reading.page.top_block() - 2} of many."]


def test_the_sentence_is_kept_in_view(reading: NotesTab, voice: PaperVoice) -> None:
    long = "".join(f"<p>Paragraph {number} of many.</p>" for number in range(100))
    reading.page.open_page(f"<h1>Title</h1><p>facts</p>{long}", lambda _name: None)
    QTest.keyClick(reading.page, KEY.Key_L)
    for _ in range(60):
        QTest.keyClick(reading.page, KEY.Key_Period)
        mark = QTextCursor(reading.page.document())
        mark.setPosition(reading.page._spoken[0])
        assert 0 <= reading.page.cursorRect(mark).top() < reading.page.viewport().height()


def test_escape_and_leaving_the_tab_make_it_silent(reading: NotesTab, voice: PaperVoice) -> None:
    QTest.keyClick(reading.page, KEY.Key_L)
    QTest.keyClick(reading.page, KEY.Key_Escape)
    assert voice.did[-1] == "stop"
    assert not reading.aids.aloud.active
    QTest.keyClick(reading.page, KEY.Key_L)
    reading.leave()
    assert not reading.aids.aloud.active
    QTest.keyClick(reading.page, KEY.Key_L)
    reading.show_item("timeline:")
    assert not reading.aids.aloud.active


def test_speed_and_voice_are_chosen_and_remembered(reading: NotesTab, voice: PaperVoice, study: Study) -> None:
    QTest.keyClick(reading.page, KEY.Key_L)
    bar = reading.aids.aloud.bar
    assert bar is not None
    bar.speed.setFocus()
    QTest.keyClick(bar.speed, KEY.Key_End)
    assert voice.speed == 2.0
    QTest.keyClick(bar.voice, KEY.Key_End)
    assert voice.voice == "Bob"
    assert voice.said == ["The thaw"] * 3  # the sentence again, as it is to sound now
    assert (study.settings.current.speech_speed, study.settings.current.speech_voice) == (200, "Bob")


def test_a_page_laid_out_anew_is_read_on_at_its_place(reading: NotesTab, voice: PaperVoice) -> None:
    QTest.keyClick(reading.page, KEY.Key_L)
    QTest.keyClick(reading.page, KEY.Key_Period)
    reading.page.show_facts("a line that is much longer than the one that stood there before")
    assert marked(reading) == ["Stalin died."]
    assert reading.aids.aloud.active


def test_an_engine_that_gives_up_says_so(reading: NotesTab, voice: PaperVoice, qtbot: QtBot) -> None:
    QTest.keyClick(reading.page, KEY.Key_L)
    with qtbot.waitSignal(reading.trouble) as told:
        voice.give_up("no sound card")
    assert "no sound card" in str(told.args)
    assert not reading.aids.aloud.active


def test_without_a_voice_the_button_says_so_in_one_sentence(notes: NotesTab, qtbot: QtBot) -> None:
    def none(_parent: QObject) -> SpeechEngine:
        raise NoVoiceError("This computer has no voice to read aloud with", "Add one and start Thaw again")

    notes.aids.aloud.engine_from = none
    button = next(one for one in notes.findChildren(QAbstractButton) if one.accessibleName() == "Read aloud")
    with qtbot.waitSignal(notes.trouble) as told:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert told.args == ["This computer has no voice to read aloud with. Add one and start Thaw again."]
    assert button.toolTip() == button.accessibleDescription() == told.args[0]
    assert button.isVisible()


def test_the_speech_part_of_qt_may_be_missing(qapp: QObject) -> None:
    if not missing_module():
        pytest.skip("it is installed here")
    with pytest.raises(ThawError, match="cannot read aloud") as error:
        open_engine(qapp)
    assert error.value.sentence == missing_module()
