"""What is typed above the table of cards, read into a condition on its rows.

The language is Anki's, as far as it says something here: words, "phrases", `deck:`, `tag:`, `kind:`, `is:`, `flag:`,
`prop:`, `added:`, `rated:`, a minus before what is not wanted, `or` between two, and brackets.
"""

# Every word of a query is a parameter; what is put together here are our own columns.
# ruff: noqa: S608
from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from thaw_desktop.core.errors import ThawError
from thaw_desktop.flashcards.leeches import LEECH_LAPSES
from thaw_desktop.flashcards.standing import FLAGS

if TYPE_CHECKING:
    from collections.abc import Callable

_TOKEN = re.compile(r'\s*(?:(?P<bracket>[()])|(?P<minus>-)?(?P<text>(?:[^\s"()]+:)?"[^"]*"?|[^\s()"]+))')
_PROP = re.compile(r"(?P<name>[a-z]+)(?P<sign><=|>=|!=|=|<|>)(?P<number>-?\d+(?:\.\d+)?)")
_PROPS = {
    "s": "s.stability",
    "d": "s.difficulty",
    "r": "retrievability(s.stability, s.last_day, s.reps, s.decay)",
    "ivl": "CASE WHEN s.state = 2 THEN s.due_day - s.last_day END",
    "due": "s.due_day - :today",
    "reps": "coalesce(s.reps, 0)",
    "lapses": "coalesce(s.lapses, 0)",
}
_STATES = {
    "new": "coalesce(s.reps, 0) = 0",
    "learn": "s.state IN (1, 3)",
    "review": "s.state = 2",
    "due": "s.due_day <= :today AND s.state <> 0 AND NOT coalesce(json_extract(t.payload, '$.suspended'), 0)",
    "suspended": "coalesce(json_extract(t.payload, '$.suspended'), 0)",
    "buried": "coalesce(json_extract(t.payload, '$.buried'), 0) = :today",
    "leech": f"coalesce(s.lapses, 0) >= {LEECH_LAPSES}",
    "own": "c.own",
    "flagged": "coalesce(json_extract(t.payload, '$.flag'), 0) > 0",
}
_MET = ("is:learn", "is:review", "is:due", "prop:s", "prop:d", "prop:r", "prop:ivl", "rated:")
"""Beginnings of what holds of no card without a memory; `reps` counts none as 0."""
_DAY_MS = 86_400_000
_LONGEST = 500
_DEEPEST = 20


@dataclass(slots=True)
class Condition:
    """A condition on the rows of the table: SQL with named parameters; no word of the query ever stands in the SQL.

    Attributes:
        sql: over `c` (the card), `s` (its memory) and `t` (its standing).
        values: of the parameters besides `:today` and `:now`.
        match: the same for the full-text index, where words and decks are all that was asked for; empty otherwise.
        decks: besides `match`, patterns of decks that a card must be in, where `*` stands for anything.
        met: it holds of no card without a memory.
    """

    sql: str
    values: dict[str, Any] = field(default_factory=dict)
    match: str = ""
    decks: tuple[str, ...] = ()
    met: bool = False


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a condition, as in `Condition`; `match` is None where the index cannot say it."""

    sql: str
    match: str | None = None
    decks: tuple[str, ...] = ()
    met: bool = False


def read_query(text: str) -> Condition:
    """Read a query; an empty one means every card.

    Raises:
        ThawError: it means nothing; the sentence says which part and what can be written.
    """
    if len(text) > _LONGEST:
        raise ThawError(f"The search has more than {_LONGEST} characters", "Make it shorter")
    return _Reader(text).read()


class _Reader:
    """Recursive descent: alternatives of sequences of terms."""

    def __init__(self, text: str) -> None:
        self._tokens = [match for match in _TOKEN.finditer(text) if match.group().strip()]
        self._at = 0
        self._depth = 0
        self._values: dict[str, Any] = {}

    def read(self) -> Condition:
        if not self._tokens:
            return Condition("1")
        part = self._either()
        if self._at < len(self._tokens):
            raise ThawError("A bracket closes that was never opened", "Take it out, or open one before it")
        return Condition(part.sql, self._values, part.match or "", part.decks, part.met)

    def _either(self) -> _Part:
        parts = [self._all()]
        while self._peek() == "or":
            self._at += 1
            parts.append(self._all())
        if len(parts) == 1:
            return parts[0]
        matches = [f"({part.match})" for part in parts if part.match and not part.decks]
        return _Part(
            f"({' OR '.join(part.sql for part in parts)})",
            " OR ".join(matches) if len(matches) == len(parts) else None,
            met=all(part.met for part in parts),
        )

    def _all(self) -> _Part:
        parts = []
        while (word := self._peek()) not in {None, ")", "or"}:
            if word == "and":
                self._at += 1
                continue
            parts.append(self._term())
        if not parts:
            raise ThawError("A part of the search is empty", "Write something on both sides of `or`, and in brackets")
        if len(parts) == 1:
            return parts[0]
        plain = all(part.match is not None for part in parts)
        return _Part(
            f"({' AND '.join(part.sql for part in parts)})",
            " AND ".join(f"({part.match})" for part in parts if part.match) if plain else None,
            tuple(deck for part in parts for deck in part.decks),
            any(part.met for part in parts),
        )

    def _term(self) -> _Part:
        token = self._tokens[self._at]
        self._at += 1
        if token["bracket"] == "(":
            return self._bracket()
        part = self._single(token["text"])
        # What is unknown of a card that was never met is not so.
        return _Part(f"NOT coalesce({part.sql}, 0)") if token["minus"] else part

    def _bracket(self) -> _Part:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise ThawError(f"More than {_DEEPEST} brackets stand in one another", "Take some out")
        part = self._either()
        if self._peek() != ")":
            raise ThawError("A bracket is not closed", "Write `)` at its end")
        self._at += 1
        self._depth -= 1
        return part

    def _peek(self) -> str | None:
        if self._at >= len(self._tokens):
            return None
        token = self._tokens[self._at]
        if token["bracket"]:
            return str(token["bracket"])
        return "" if token["minus"] or '"' in token["text"] else str(token["text"]).lower()

    def _single(self, text: str) -> _Part:
        name, colon, rest = text.partition(":")
        if text.startswith('"') or not colon:
            return self._words(text.strip('"'), phrase=text.startswith('"'))
        readers: dict[str, Callable[[str], str]] = {
            "deck": self._deck,
            "section": self._section,
            "tag": self._tag,
            "kind": self._kind,
            "is": self._is,
            "flag": self._flag,
            "prop": self._prop,
            "added": self._added,
            "rated": self._rated,
        }
        if name.lower() not in readers:
            raise ThawError(
                f"`{name}:` is nothing to search for",
                f"Write one of {', '.join(f'{one}:' for one in readers)}, or put quotation marks round the words",
            )
        value = rest.strip('"').strip()
        if not value:
            raise ThawError(f"Nothing stands behind `{name}:`", "Write something there, or take it out")
        sql = readers[name.lower()](value)
        if name.lower() == "deck":
            return _Part(sql, "", (value,))
        met = f"{name}:{value}".lower()
        return _Part(sql, met=met.startswith(_MET) and not met.startswith("prop:reps"))

    def _value(self, value: object) -> str:
        name = f"v{len(self._values)}"
        self._values[name] = value
        return f":{name}"

    def _like(self, value: str) -> str:
        """A pattern for LIKE, where `*` stands for anything; within it no sign has another meaning."""
        escaped = re.sub(r"([\\%_])", r"\\\1", value).replace("*", "%")
        return self._value(escaped)

    def _words(self, text: str, *, phrase: bool) -> _Part:
        inside = "c.front_text LIKE {0} ESCAPE '\\' OR c.back_text LIKE {0} ESCAPE '\\'"
        here = inside.format(self._like(f"*{text}*"))
        words = re.findall(r"\w+", text)
        if not words or text.startswith("*") or "_" in text:
            return _Part(f"({here})")
        # The packs' own index knows where words begin; own cards are few, and are looked through.
        quoted = '"' + " ".join(words) + '"' + ("" if phrase else " *")
        match = self._value(quoted)
        # A source of several hidden passages is indexed under the first card made from it, `source.1`.
        source = "CASE WHEN e.id LIKE '%.1' THEN substr(e.id, 1, length(e.id) - 2) ELSE e.id END"
        return _Part(
            # Own cards are few, and never make the index be asked for their sake.
            f"(CASE WHEN c.own THEN {here} ELSE c.pack || '/' || c.note IN (SELECT e.pack || '/' || {source}"
            f" FROM search JOIN search_entry e ON e.key = search.rowid AND e.kind = 'cards' WHERE search MATCH {match})"
            " END)",
            quoted,
        )

    def _deck(self, value: str) -> str:
        like = self._like(value)
        return (
            f"(c.deck LIKE {like} ESCAPE '\\' OR c.pack LIKE {like} ESCAPE '\\' OR (c.pack, c.section) IN"
            f" (SELECT x.pack, x.id FROM section x WHERE x.title LIKE {like} ESCAPE '\\'))"
        )

    def _section(self, value: str) -> str:
        like = self._like(value)
        return (
            f"(c.pack, c.section) IN (SELECT x.pack, x.id FROM section x WHERE x.id LIKE {like} ESCAPE '\\'"
            f" OR x.parent LIKE {like} ESCAPE '\\' OR x.title LIKE {like} ESCAPE '\\')"
        )

    def _tag(self, value: str) -> str:
        if value == "none":
            return "json_array_length(c.tags) = 0"
        return f"EXISTS (SELECT 1 FROM json_each(c.tags) WHERE value LIKE {self._like(value)} ESCAPE '\\')"

    def _kind(self, value: str) -> str:
        return f"c.kind = {self._value(value.lower())}"

    def _is(self, value: str) -> str:
        return f"({_chosen(_STATES, value.lower(), 'is')})"

    def _flag(self, value: str) -> str:
        numbers = {**{name: number for number, name in enumerate(FLAGS) if name}, "none": 0}
        number = int(value) if value.isdecimal() and len(value) < 3 else _chosen(numbers, value.lower(), "flag")
        return f"coalesce(json_extract(t.payload, '$.flag'), 0) = {self._value(number)}"

    def _prop(self, value: str) -> str:
        match = _PROP.fullmatch(value.lower())
        if match is None:
            raise ThawError(
                f"`prop:{value}` is nothing to search for",
                f"Write it like prop:ivl>=10, with one of {', '.join(_PROPS)}",
            )
        column = _chosen(_PROPS, match["name"], "prop")
        return f"({column}) {match['sign']} {self._value(float(match['number']))}"

    def _added(self, value: str) -> str:
        return f"(c.own AND c.created > :now - {self._value(_days(value, 'added') * _DAY_MS)})"

    def _rated(self, value: str) -> str:
        days, _, rating = value.partition(":")
        recent = f"s.last_day > :today - {self._value(_days(days, 'rated'))}"
        if not rating:
            return f"({recent})"
        if rating not in {"1", "2", "3", "4"}:
            raise ThawError(f"{rating} is not a rating", "Write 1 for again, 2 for hard, 3 for good or 4 for easy")
        since = self._value(_days(days, "rated") * _DAY_MS)
        return (
            f"({recent} AND EXISTS (SELECT 1 FROM progress.event v WHERE v.item = c.pack || '/' || c.id"
            f" AND v.kind = 'card.review' AND v.ts > :now - {since}"
            f" AND json_extract(v.payload, '$.rating') = {self._value(int(rating))}"
            " AND v.id NOT IN (SELECT target FROM progress.undone)))"
        )


def _chosen(known: dict[str, Any], value: str, name: str) -> Any:  # noqa: ANN401 - the table's own values
    if value not in known:
        raise ThawError(f"`{name}:{value}` is nothing to search for", f"Write one of {', '.join(known)}")
    return known[value]


def _days(value: str, name: str) -> int:
    if not (value.isdecimal() and len(value) <= 5 and int(value)):
        raise ThawError(f"`{name}:{value}` is nothing to search for", f"Write a number of days, as in {name}:7")
    return int(value)
