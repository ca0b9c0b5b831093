"""Lines of a timeline that are not quite right, and what they are told to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from thaw_desktop.content.dates import how_to_write

if TYPE_CHECKING:
    from collections.abc import Callable

    from thaw_desktop.content.model import Pack

    Check = Callable[[dict[str, str | bytes]], tuple[Pack | None, list[str]]]

_FORM = "write 1956-02-25, 1956-02 or 1956, and [1954~1960] for a span"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("- [1956] Speech #byond ^e", "`#byond` means nothing here: the only word with `#` is `#beyond`; did you mean"),
        ("- [1956] Speech #maps ^e", "`#maps` means nothing here: the only word with `#` is `#beyond`; take it out"),
        ("- [1956] Speech § s ^e", "a space stands between `§` and the section `s`; write `§s`"),
        ("- [1956] Speech §t §s ^e", "`§t` does not name the section of this event here; name one section"),
        (
            "@ [1956] Speech §s ^e",
            "a period has a beginning and an end, and `[1956]` is a single date; write `[1956~…]`",
        ),
        ("- [2779] Speech §s ^e", "the year 2779 lies far in the future; check the year"),
    ],
)
def test_what_is_surely_a_slip_warns(line: str, message: str, check_files: Check) -> None:
    pack, problems = check_files({"timeline.md": f"{line}\n"})

    assert pack is not None
    assert len(problems) == 1
    assert problems[0].startswith(f"warning timeline.md:1: {message}")


def test_a_section_apart_from_its_sign_is_read(check_files: Check) -> None:
    pack, _ = check_files({"timeline.md": "- [1956] Speech #beyond § s ^e\n"})

    assert pack is not None
    event = pack.timeline[0]
    assert (event.title, event.section, event.tags) == ("Speech", "s", ("beyond",))


@pytest.mark.parametrize(
    ("line", "mend"),
    [
        ("* [1779] Light ^e", "begin it with `- ` and the date: `- [1779] Light`"),
        ("-[1779] Light ^e", "begin it with `- ` and the date: `- [1779] Light`"),
        ("@[1779~1780] Light ^e", "begin it with `@ ` and the date: `@ [1779~1780] Light`"),
        ("- 1779 Light ^e", "write `- [1956-02-25] {Category} Title | text ^id`"),
    ],
)
def test_a_line_that_is_none_is_told_what_to_write(line: str, mend: str, check_files: Check) -> None:
    _, problems = check_files({"timeline.md": f"{line}\n"})

    assert [problem.partition("; ")[2] for problem in problems] == [mend]


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        ("350 BC", "write `[-349]` (years BC count from `[0]` for 1 BC)"),
        ("1 BCE", "write `[0]` (years BC count from `[0]` for 1 BC)"),
        ("AD 43", "write `[43]`"),
        ("c. 1648", "write `[1648]` and the word “about” in the title"),
        ("17 August 1771", "write `[1771-08-17]`"),
        ("17th Aug. 1771", "write `[1771-08-17]`"),
        ("August 17, 1771", "write `[1771-08-17]`"),
        ("August 1771", "write `[1771-08]`"),
        ("17/08/1771", "write `[1771-08-17]`"),
        ("31/02/1771", _FORM),
        ("1946-1953", "write `[1946~1953]`"),
        ("1946–1953", "write `[1946~1953]`"),
        ("1946 to May 1953", "write `[1946~1953-05]`"),
        ("17 Augustus 1771", _FORM),
        ("1905-02-30", _FORM),
        ("soon", _FORM),
        ("", _FORM),
        ("1–2–3", _FORM),
    ],
)
def test_how_to_write_a_date(text: str, mend: str) -> None:
    assert how_to_write(text) == mend
