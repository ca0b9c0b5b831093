"""The pages as HTML."""

from __future__ import annotations

from dataclasses import replace

import pytest

from thaw_desktop.content.model import Section, Term, TimelineEvent
from thaw_desktop.notes.store import SectionState
from thaw_desktop.ui.notes.pages import glossary_page, readings, section_facts, section_page, timeline_page


def event(start: str, end: str = "", **values: str) -> TimelineEvent:
    return TimelineEvent("e-x", start, end or start, False, "", values.get("title", "Title"), "Text", "s1")


def test_section_page_escapes_titles_and_anchors_subsections() -> None:
    section = Section("s1", "A <b> & C", None, 1, "", 4, "<p>Own</p>", "", (), ())
    part = Section("s1-part", "Part", "s1", 2, "", 0, "<p>Its text</p>", "", (), ())
    html = section_page(section, [part])
    assert "<h1>A &lt;b&gt; &amp; C</h1>" in html
    assert '<h2><a name="s1-part"></a>Part</h2>\n<p>Its text</p>' in html


@pytest.mark.parametrize(
    ("minutes", "state", "cards", "told"),
    [
        (4, SectionState(), 7, "4 min read · not read yet · 7 cards"),
        (4, SectionState(reads=2, confidence="amber"), 1, "4 min read · read twice · 1 card · how sure: amber"),
        (0, SectionState(reads=1), 0, "read once"),
    ],
)
def test_section_facts_say_what_is_known(minutes: int, state: SectionState, cards: int, told: str) -> None:
    assert section_facts(minutes, state, cards) == told


def test_readings_are_counted_in_words() -> None:
    assert [readings(count) for count in (0, 1, 2, 3)] == ["not read yet", "read once", "read twice", "read 3 times"]


@pytest.mark.parametrize(
    ("start", "end", "year", "told"),
    [
        ("1956", "", "1956", "1956"),
        ("1956-02", "", "1956", "February"),
        ("1956-02-25", "", "1956", "25 February"),
        ("1956-02-14", "1956-02-25", "1956", "14–25 February"),
        ("1957-07", "1957-08", "1957", "July – August"),
        ("1962-12", "1964-10", "1962", "December – October 1964"),
        ("1953", "1964", "1953", "1953 – 1964"),
        ("-0043", "", "44 BC", "44 BC"),
    ],
)
def test_timeline_tells_dates_as_precisely_as_they_are_known(start: str, end: str, year: str, told: str) -> None:
    html = timeline_page([event(start, end)], {})
    assert f"<h2>{year}</h2>" in html
    assert f'<p class="secondary">{told}</p>' in html


def test_timeline_links_only_to_sections_that_exist_and_escapes() -> None:
    assert '<a href="thaw:section/s1">Its&nbsp;name</a>' in timeline_page([event("1956")], {"s1": "Its name"}).replace(
        "\u00a0", "&nbsp;"
    )
    assert "<a href" not in timeline_page([event("1956", title="<i>")], {})
    assert "&lt;i&gt;" in timeline_page([event("1956", title="<i>")], {})


def test_timeline_says_in_words_what_goes_beyond_the_notes() -> None:
    beyond = replace(event("1956"), tags=("beyond",))
    mark = '<span class="beyond-mark">Beyond\u00a0the\u00a0notes</span>'
    assert timeline_page([beyond], {}).count(mark) == 1
    assert f"Text<br>{mark}</p>" in timeline_page([beyond], {})
    assert f"</a> · {mark}</p>" in timeline_page([beyond], {"s1": "Its name"})
    assert "beyond-mark" not in timeline_page([event("1956"), replace(event("1957"), tags=("core",))], {})


def test_timeline_tells_the_category_of_a_date_as_plain_text() -> None:
    html = timeline_page([replace(event("1956"), category="Art & life")], {"s1": "Its name"})
    assert 'Text<br><span class="secondary">Art &amp; life</span> · <a' in html


def test_glossary_lists_terms_with_their_other_names() -> None:
    html = glossary_page([Term("t-x", "X & Y", "<p>Meaning.</p>", "Meaning.", ("Ex", "Why"))])
    assert '<h3><a name="t-x"></a>X &amp; Y</h3>\n<p>Meaning.</p>' in html
    assert "Also: Ex, Why" in html
    assert "1 term" in html
