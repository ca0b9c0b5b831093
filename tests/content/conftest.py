"""A small pack with one of everything, and a library with that pack compiled."""

from __future__ import annotations

import sqlite3
import textwrap
from contextlib import closing
from itertools import count
from typing import TYPE_CHECKING

import pytest

from thaw_desktop.content.compiler import compile_pack, fingerprint
from thaw_desktop.content.reader import read_pack
from thaw_desktop.content.schema import migrate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from thaw_desktop.content.model import Pack

# The smallest picture there is: one pixel.
_PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060"
    "00000005000157cd9d1f0000000049454e44ae426082"
)

_PLAIN_PACK = """
    format: 1
    id: plain
    title: Plain
    version: 1.0.0
    language: en-GB
    licence: CC0-1.0
    """

_FILES = {
    "pack.yaml": """
        format: 1
        id: thaw-sample
        title: "The thaw: a sample"
        version: 1.2.0
        language: en-GB
        subject: History
        level: A-level
        licence: CC-BY-4.0
        authors: [A Teacher]
        attribution:
          - {what: media/map.png, by: A Draughtsman, licence: CC0-1.0, url: "https://example.org/map"}
        description: Two sections for trying things out.
        spec:
          - {id: s1, text: The speech and its effects}
        aliases:
          sacked: [removed, dismissed]
        """,
    "notes/01-speech.md": """
        ---
        id: speech
        title: The Secret Speech
        summary: What Khrushchev said behind closed doors
        minutes: 2
        spec: [s1]
        facts: [N-1.1]
        ---
        In February 1956 Khrushchev attacked the ==cult of personality== before the 20th Congress.[^1]
        See [[reforms]] and [[Gulag|the camps]].

        ![Where the Congress met](media/map.png)

        ## Why he spoke ^speech-reasons
        facts: N-1.2, N-1.3

        - He wanted distance from Stalin's crimes.
        - He wanted to weaken his *rivals*.

        > [!BEYOND] Who heard it?
        > Delegates only. The text spread all the same.

        ## What followed ^speech-effects

        | Place   | Effect    |
        |---------|-----------|
        | Hungary | Uprising  |
        | Poland  | New leader |

        [^1]: It met from 14 to 25 February.
        """,
    "notes/02-reforms.md": """
        ---
        id: reforms
        title: Reforms of the camps and courts
        ---
        Thousands of prisoners came home from the ==Gulags==, and courts worked by ==due process== again.
        """,
    "faq.md": """
        ## Why did *Khrushchev* denounce Stalin? ^faq-why
        also: what made him turn on his old master | reasons for the secret speech
        tags: motives, speech
        section: speech-reasons
        facts: FAQ-1.1

        His motives were mixed: fear, belief and [[speech|rivalry]].

        ## How many prisoners were released? ^faq-releases
        section: reforms

        Hundreds of thousands, over several years.
        """,
    "glossary.md": """
        Cult of personality ^term-cult
        : Adoration of a leader who is said to be *never* wrong. Also: personality cult | leader worship

        Gulag ^term-gulag
        : The network of labour camps.
        """,
    "timeline.md": """
        - [1956-02-25] {Politics} The Secret Speech | In a closed session §speech ^event-speech
        - [1953-03-05] {Politics} Stalin dies ^event-stalin
        @ [1954~1960] {Economy} Virgin Lands campaign ^event-virgin-lands
        - [1956-10] {Eastern Europe} Uprising in Hungary #beyond §speech-effects ^event-hungary
        """,
    "cards/01-speech.md": """
        ---
        deck: Speech
        section: speech
        tags: [core]
        ---
        When did Khrushchev give the Secret Speech?::On 25 February 1956 ^card-date

        Polish October:::Gomułka's return to power in 1956 ^card-october

        The speech condemned the ==cult of personality== as ==un-Marxist==^[opposed to Marx]. ^card-cult

        Year of the Secret Speech::1956 | 25 February 1956 #type-in ^card-year

        ## Effects
        section: speech-effects

        Name two places that were shaken by the speech
        ?
        - Hungary
        - Poland
        ^card-places

        Put the events of 1956 in order #order
        ?
        1. The Secret Speech
        2. The Polish October
        3. The Hungarian Uprising
        ^card-order
        """,
    "questions/01-why.md": """
        ---
        id: question-why
        title: Reasons for the speech
        command_word: Explain
        marks: 12
        minutes: 20
        sections: [speech, speech-reasons]
        spec: [s1]
        ao: [AO1]
        facts: [PQ-1.0]
        ---
        Explain why Khrushchev gave the Secret Speech in 1956.

        ## Sources

        ### Source A: a diary

        > We were told *not* to take notes.

        ## Mark points

        - [10] He wanted to put distance between the Party and Stalin's terror. ^m1
          words: distance | dissociate | break away + Stalin | terror | brutality
          words: clean hands + Khrushchev
          ask: What did Khrushchev want between the Party and Stalin's terror?
          section: speech-reasons
          facts: PQ-1.1
        - [2] He wanted to weaken rivals with blood on their hands. ^m2
          section: speech
          tags: beyond

        ## Levels

        - L2 7-12: Several reasons, explained
        - L1 1-6: One or two reasons, described

        ## Plan

        1. Distance
        2. Rivals

        ## Model answer

        Khrushchev wanted to **distance** the Party from Stalin's terror, and to weaken his rivals.

        ## Comment on the model answer

        Two reasons, *both* explained.

        ## Second answer

        He did not like Stalin.

        ## Comment on the second answer

        One reason, described.
        """,
}


@pytest.fixture
def write_pack(tmp_path: Path) -> Callable[..., Path]:
    """Writes a pack folder from texts, each dedented; names are paths in the pack."""

    def write(files: dict[str, str | bytes], folder: str = "pack") -> Path:
        root = tmp_path / folder
        for name, content in files.items():
            target = root / name
            target.parent.mkdir(parents=True, exist_ok=True)
            data = content if isinstance(content, bytes) else textwrap.dedent(content).lstrip("\n").encode()
            target.write_bytes(data)
        return root

    return write


@pytest.fixture
def check_files(write_pack: Callable[..., Path]) -> Callable[[dict[str, str | bytes]], tuple[Pack | None, list[str]]]:
    """Reads a pack made of some files, a plain `pack.yaml` and a section `s`; problems come as `severity place: …`."""

    folders = (f"checked-{number}" for number in count(1))

    def check(files: dict[str, str | bytes]) -> tuple[Pack | None, list[str]]:
        plain = {"pack.yaml": _PLAIN_PACK, "notes/s.md": "---\nid: s\ntitle: Section\n---\nText.\n"}
        pack, problems = read_pack(write_pack({**plain, **files}, next(folders)))
        return pack, [f"{problem.severity} {problem}" for problem in problems]

    return check


@pytest.fixture
def small_pack(write_pack: Callable[..., Path]) -> Path:
    """The folder of a pack with one of everything; its id is `thaw-sample`."""
    return write_pack({**_FILES, "media/map.png": _PIXEL}, "small-pack")


@pytest.fixture
def parsed_pack(small_pack: Path) -> Pack:
    """The small pack as it is read."""
    pack, problems = read_pack(small_pack)
    assert pack is not None, "\n".join(map(str, problems))
    return pack


@pytest.fixture
def empty_library() -> Iterator[sqlite3.Connection]:
    """A library without packs."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrate(connection)
        yield connection


@pytest.fixture
def library_connection(empty_library: sqlite3.Connection, parsed_pack: Pack, small_pack: Path) -> sqlite3.Connection:
    """A library with the small pack compiled into it."""
    compile_pack(empty_library, parsed_pack, fingerprint(small_pack), 0)
    return empty_library
