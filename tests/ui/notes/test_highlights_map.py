"""Between the text of a page and the plain text of its sections."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from thaw_desktop.ui.notes.highlights_map import PageMap, SectionMap

prose = st.text(st.characters(codec="utf-8", exclude_characters="|"), max_size=120)


def test_equal_texts_map_one_to_one_apart_from_white_space() -> None:
    mapping = SectionMap("One  two\u2029three\u2028four", "One two\nthree\nfour")
    assert mapping.to_text(0, 8) == (0, 7)
    assert mapping.to_shown(8, 18) == (9, 19)
    assert mapping.to_text(3, 5) is None


def test_numbers_of_footnotes_and_pictures_are_left_out() -> None:
    shown = "War12 began. \ufffc\u2029It ended."
    text = "War began. A map of the war\nIt ended."
    mapping = SectionMap(shown, text)
    assert mapping.to_text(0, 12) == (0, 10)
    start = text.index("It ended")
    assert mapping.to_shown(start, start + 9) == (shown.index("It"), len(shown))
    assert mapping.to_shown(text.index("A map"), text.index("A map") + 3) is None


def test_cells_of_tables_are_found_on_both_sides() -> None:
    shown, text = "\ufdd0Year\ufdd0What\ufdd01956\ufdd0Speech\ufdd1", "Year | What\n1956 | Speech"
    mapping = SectionMap(shown, text)
    start = text.index("1956")
    assert mapping.to_shown(start, len(text)) == (shown.index("1956"), len(shown) - 1)


@given(prose, prose)
def test_any_two_texts_map_in_order_and_only_equal_characters(shown: str, text: str) -> None:
    mapping = SectionMap(shown, text)
    for at in range(len(shown)):
        place = mapping.to_text(at, at + 1)
        if place is not None:
            assert text[slice(*place)] == shown[at]
    whole = mapping.to_text(0, len(shown))
    assert whole is None or mapping.to_shown(*whole) is not None


@given(prose, prose, st.data())
def test_positions_beyond_the_first_plane_are_counted_as_qt_does(first: str, second: str, data: st.DataObject) -> None:
    shown = f"😀{first}\u2029{second}"
    start = len(f"😀{first}\u2029".encode("utf-16-le")) // 2
    end = len(shown.encode("utf-16-le")) // 2
    mapping = PageMap(shown, [("one", 2, start - 1, first), ("two", start, end, second)])
    a = data.draw(st.integers(0, len(second)))
    b = data.draw(st.integers(a, len(second)))
    place = mapping.to_page("two", a, b)
    if place is not None:
        raw = shown.encode("utf-16-le")[place[0] * 2 : place[1] * 2].decode("utf-16-le")
        assert "".join(raw.split()) == "".join(second[a:b].split())
        (back,) = mapping.to_text(*place)
        assert second[back[1] : back[2]].split() == second[a:b].split()
