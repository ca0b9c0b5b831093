"""What a student marks in the notes: passages in four colours, with their own words on them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal, get_args

from thaw_desktop.core import kinds, latest
from thaw_desktop.core.clock import milliseconds
from thaw_desktop.core.ids import item_id, split_item, uuid7
from thaw_desktop.notes import store
from thaw_desktop.notes.anchors import Anchor, locate, locate_exact

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from thaw_desktop.content.library import Library
    from thaw_desktop.core.event_log import Event, EventLog
    from thaw_desktop.core.latest import Kept

Colour = Literal["yellow", "green", "blue", "pink"]
COLOURS: Final[tuple[Colour, ...]] = get_args(Colour)
_TABLE: Final = "own_note"
_MOST_SINGLY: Final = 50
"""Highlights that are read one by one; more are read together with all others."""


@dataclass(frozen=True, slots=True)
class Highlight:
    """A marked passage of one section.

    Attributes:
        id: its own; the pieces of a passage that runs over several sections share it.
        section: the section it was made in.
        anchor: its words and their place.
        colour: one of four.
        note: the student's own words, or empty.
        created: milliseconds since 1970 UTC.
        changed: when colour or note were last set.
    """

    id: str
    section: str
    anchor: Anchor
    colour: Colour
    note: str
    created: int
    changed: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A highlight where it now stands.

    Attributes:
        highlight: what was marked.
        section: where it was found, which may not be where it was made; empty for an orphan.
        start: the first character in that section's plain text.
        end: the character after the last.
    """

    highlight: Highlight
    section: str = ""
    start: int = 0
    end: int = 0

    @property
    def is_orphan(self) -> bool:
        """Whether its words are no longer in the pack."""
        return not self.section


@dataclass(frozen=True, slots=True)
class Listing:
    """All highlights of a pack.

    Attributes:
        sections: id and title of each section that has any, in reading order, with them in the order of the text.
        orphans: those whose words are no longer in the pack, oldest first.
    """

    sections: tuple[tuple[str, str, tuple[Placed, ...]], ...]
    orphans: tuple[Placed, ...]

    @property
    def count(self) -> int:
        """How many there are, orphans included."""
        return sum(len(placed) for _, _, placed in self.sections) + len(self.orphans)


class Highlights:
    """The use case: mark, recolour, write a note, take away, take back, list."""

    def __init__(self, log: EventLog, library: Library) -> None:
        self._log = log
        self._library = library
        self._edition = ("", "")  # pack and fingerprint of the texts and places below
        self._texts: dict[str, str] = {}
        self._places: dict[str, tuple[tuple[int, int, int], Placed]] = {}  # with the event that they follow from
        self._state = (0, 0, 0)
        self._placed: list[Placed] = []

    # Asking

    def listing(self, pack: str) -> Listing:
        """All highlights of a pack, section by section, and the orphans apart."""
        by_section: dict[str, list[Placed]] = {}
        orphans: list[Placed] = []
        for placed in self._all(pack):
            if placed.is_orphan:
                orphans.append(placed)
            else:
                by_section.setdefault(placed.section, []).append(placed)
        titles = self._library.section_titles(pack)
        groups = tuple(
            (section, title, tuple(sorted(by_section[section], key=_in_text)))
            for section, title in titles.items()
            if section in by_section
        )
        return Listing(groups, tuple(orphans))

    def on_page(self, pack: str, sections: Iterable[str]) -> list[Placed]:
        """The highlights that stand in some sections, in the order of the sections and of their texts."""
        wanted = list(sections)
        order = {section: number for number, section in enumerate(wanted)}
        found = [placed for placed in self._all(pack) if placed.section in order]
        return sorted(found, key=lambda placed: (order[placed.section], *_in_text(placed)))

    def count(self, pack: str) -> int:
        """How many highlights a pack has, orphans included."""
        return store.notes_state(self._log.connection, pack, "highlight")[0]

    def last_colour(self) -> Colour:
        """The colour that this device used last."""
        event = self._log.latest(kinds.HIGHLIGHT_SET)
        return _colour(event.payload["colour"]) if event is not None else COLOURS[0]

    def pieces(self, pack: str, highlight: str) -> list[Highlight]:
        """The pieces of a highlight, one for each section it runs over; empty when there is none of this id."""
        return [one for one in self._kept(pack) if one.id == highlight]

    def text(self, pack: str, section: str) -> str:
        """The plain text of a section, in which anchors count; empty when there is no such section."""
        self._open(pack)
        if section not in self._texts:
            found = self._library.section(pack, section)
            self._texts[section] = found.text if found is not None else ""
        return self._texts[section]

    # Doing

    def new_id(self) -> str:
        """An id for a highlight that is about to be added."""
        return uuid7(milliseconds(self._log.clock.now())).hex()

    def add(
        self, pack: str, passages: Sequence[tuple[str, int, int]], colour: Colour, note: str = "", ident: str = ""
    ) -> str:
        """Mark a passage; its id.

        Args:
            pack: the pack's id.
            passages: section id, start and end in that section's plain text; several for a passage over sections.
            colour: one of four.
            note: the student's own words.
            ident: from `new_id`; a new one when left out.

        Raises:
            ValueError: there are no words in it.
            StorageError: it could not be saved.
        """
        anchors = [(section, Anchor.of(self.text(pack, section), start, end)) for section, start, end in passages]
        if not anchors:
            raise ValueError("no words to mark")
        ident = ident or self.new_id()
        with self._log.write() as writing:
            for section, anchor in anchors:
                writing.append(kinds.HIGHLIGHT_SET, item_id(pack, section), _payload(ident, anchor, colour, note))
        return ident

    def change(self, pack: str, highlight: str, *, colour: Colour | None = None, note: str | None = None) -> None:
        """Give a highlight another colour or another note; nothing is written when nothing changes.

        Raises:
            StorageError: it could not be saved.
        """
        changed = []
        for one in self.pieces(pack, highlight):
            new = replace(
                one,
                colour=one.colour if colour is None else colour,
                note=one.note if note is None else note.strip(),
            )
            if new != one:
                changed.append(new)
        if not changed:
            return
        with self._log.write() as writing:
            for one in changed:
                payload = _payload(one.id, one.anchor, one.colour, one.note)
                writing.append(kinds.HIGHLIGHT_SET, item_id(pack, one.section), payload)

    def remove(self, pack: str, highlight: str) -> None:
        """Take a highlight away, with its note.

        Raises:
            StorageError: it could not be saved.
        """
        pieces = self.pieces(pack, highlight)
        if pieces:
            with self._log.write() as writing:
                for one in pieces:
                    writing.append(kinds.HIGHLIGHT_REMOVED, item_id(pack, one.section), {"highlight": one.id})

    def undo(self, pack: str) -> bool:
        """Take back the last thing this device did to a highlight of the pack; False when there is nothing.

        Raises:
            StorageError: it could not be saved.
        """
        events = self._last_gesture()
        if not events or split_item(events[0].item)[0] != pack:
            return False
        with self._log.write() as writing:
            for event in events:
                writing.undo(event)
        return True

    # Inside

    def _last_gesture(self) -> list[Event]:
        """The newest effective event about a highlight, with those of the highlight's other pieces."""
        newest = [self._log.latest(kind) for kind in (kinds.HIGHLIGHT_SET, kinds.HIGHLIGHT_REMOVED)]
        found = [event for event in newest if event is not None]
        if not found:
            return []
        events = [max(found, key=lambda event: event.seq)]
        items = {events[0].item}
        while True:
            before = self._numbered(events[-1].seq - 1)
            same = before is not None and (before.kind, before.payload.get("highlight")) == (
                events[0].kind,
                events[0].payload.get("highlight"),
            )
            if before is None or not same or before.item in items:
                return events
            items.add(before.item)
            events.append(before)

    def _numbered(self, seq: int) -> Event | None:
        ident = store.event_numbered(self._log.connection, self._log.device, seq)
        return None if ident is None else self._log.event(ident)

    def _kept(self, pack: str) -> list[Highlight]:
        return [_highlight(row) for row in latest.kept(self._log.connection, _TABLE, "highlight", pack)]

    def _all(self, pack: str) -> list[Placed]:
        """Every highlight where it now stands; asked anew only when one has changed, or the pack."""
        self._open(pack)
        state = store.notes_state(self._log.connection, pack, "highlight")
        if state != self._state:
            self._state, self._placed = state, self._place_all(pack)
        return self._placed

    def _place_all(self, pack: str) -> list[Placed]:
        """Read and find only what has changed: among thousands, one gesture changes one."""
        connection = self._log.connection
        versions = store.note_versions(connection, pack, "highlight")
        changed = [key for key, version in versions if self._places.get(key, (None,))[0] != version]
        if len(changed) > _MOST_SINGLY:
            rows = {row.key: row for row in latest.kept(connection, _TABLE, "highlight", pack)}
        else:
            found = [latest.kept_one(connection, _TABLE, key) for key in changed]
            rows = {row.key: row for row in found if row is not None}
        wanted = dict(versions)
        for key in changed:
            self._places[key] = wanted[key], self._placed_anew(pack, key, _highlight(rows[key]))
        return [self._places[key][1] for key, _ in versions]

    def _placed_anew(self, pack: str, key: str, one: Highlight) -> Placed:
        """Where a highlight stands; its place is known already when only its colour or note have changed."""
        before = self._places.get(key)
        if before is not None and before[1].highlight.anchor == one.anchor:
            return replace(before[1], highlight=one)
        return self._place(pack, one)

    def _place(self, pack: str, one: Highlight) -> Placed:
        found = locate(one.anchor, self.text(pack, one.section))
        if found is not None:
            return Placed(one, one.section, *found)
        # The author may have moved the words to another section: there only the very same words count.
        for section in self._library.section_titles(pack):
            if section != one.section and one.anchor.quote in self.text(pack, section):
                found = locate_exact(one.anchor, self.text(pack, section))
                if found is not None:
                    return Placed(one, section, *found)
        return Placed(one)

    def _open(self, pack: str) -> None:
        """Forget texts and places when the pack is another one, or was compiled anew."""
        edition = (pack, self._library.fingerprints().get(pack, ""))
        if edition != self._edition:
            self._edition = edition
            self._texts.clear()
            self._places.clear()
            self._state, self._placed = (0, 0, 0), []


def _in_text(placed: Placed) -> tuple[int, int]:
    return placed.start, placed.end


def _payload(ident: str, anchor: Anchor, colour: Colour, note: str) -> Mapping[str, object]:
    return {
        "highlight": ident,
        "quote": anchor.quote,
        "before": anchor.before,
        "after": anchor.after,
        "start": anchor.start,
        "colour": colour,
        "note": note.strip(),
    }


def _highlight(row: Kept) -> Highlight:
    return Highlight(
        id=str(row.payload["highlight"]),
        section=split_item(row.item)[1],
        anchor=Anchor.from_payload(row.payload),
        colour=_colour(row.payload["colour"]),
        note=str(row.payload["note"]),
        created=row.created,
        changed=row.changed,
    )


def _colour(name: object) -> Colour:
    """A colour by its name; the first one for a name that only a newer version knows."""
    return next((colour for colour in COLOURS if colour == name), COLOURS[0])
