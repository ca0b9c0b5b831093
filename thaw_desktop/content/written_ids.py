"""Ids that an author wrote where they are not read, such as `^ some-id`: what was meant, and where it belongs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from thaw_desktop.content.names import ID_PATTERN, LONGEST_ID
from thaw_desktop.content.problems import shortened

if TYPE_CHECKING:
    from thaw_desktop.content.lines import Heading
    from thaw_desktop.content.problems import Place, Problems

_APART = re.compile(rf"(?:^|(?<=\s))\^[ \t]+((?=[a-z0-9-]*[a-z]){ID_PATTERN})$")
_BEFORE_TAGS = re.compile(rf"(?:^|(?<=\s))\^({ID_PATTERN})(?P<tags>(?:[ \t]+#[A-Za-z][A-Za-z-]*)+)$")
_IN_WORDS = re.compile(r"(?:^|(?<=\s))\^([a-z][a-z0-9-]*(?: [a-z0-9-]+){1,3})$", re.IGNORECASE)
_IN_BRACES = re.compile(rf"\{{#({ID_PATTERN})\}}$")
_ENDS_IN_ID = re.compile(rf"(?:^|(?<=\s))\^({ID_PATTERN})$")
_REACH = 2 * LONGEST_ID
"""Characters at the end of a line that are looked at."""


def with_settled_id(heading: Heading, problems: Problems) -> Heading:
    """A heading with the id that was meant, after noting one that stands in the wrong place."""
    title, ident = settle(heading.title, heading.id, heading.place, problems)
    return heading._replace(title=title, id=ident)


def settle(text: str, ident: str | None, place: Place, problems: Problems) -> tuple[str, str | None]:
    """Look for an id in what `take_id` left of a line, and note one that stands in the wrong place.

    Args:
        text: what was left.
        ident: the id that was found, None when there was none.
        place: where the line stands.
        problems: receives what is wrong.

    Returns:
        The text without any id, and the id, also if it stands in the wrong place; None when there is none.
    """
    end = text.rstrip()[-_REACH:]
    if "^" not in end and "{#" not in end:
        return text, ident
    if ident is not None:
        second = _ENDS_IN_ID.search(end)
        if second:
            what = f"two ids stand at the end of this line, `^{second[1]}` and `^{shortened(ident)}`"
            problems.error(place, what, "take one of the two out")
            return text.rstrip()[: -len(second[0])].rstrip(), ident
        return text, ident
    return _settle_missing(text.rstrip(), end, place, problems)


def _settle_missing(text: str, end: str, place: Place, problems: Problems) -> tuple[str, str | None]:
    if match := _APART.search(end):
        what = f"a space stands between `^` and the id `{match[1]}`"
        problems.error(place, what, f"write ` ^{match[1]}` at the end")
    elif match := _BEFORE_TAGS.search(end):
        tags = " ".join(match["tags"].split())
        what = f"the id `^{match[1]}` stands before `{tags}`, where it is not read"
        problems.error(place, what, f"write it last: `{tags} ^{match[1]}`")
        return f"{text[: -len(match[0])]}{tags}", match[1]
    elif match := _IN_BRACES.search(end):
        problems.error(place, f"`{match[0]}` is no id here", f"write ` ^{match[1]}` at the end")
    else:
        if match := _IN_WORDS.search(end):
            # Only a warning: a mathematician may mean what is written.
            what = f"`{match[0]}` is not read as an id, because an id holds no spaces"
            mend = f"write ` ^{'-'.join(match[1].lower().split())}` at the end, or `\\^` for a `^` that is to be seen"
            problems.warning(place, what, mend)
        return text, None
    return text[: -len(match[0])].rstrip(), match[1]
