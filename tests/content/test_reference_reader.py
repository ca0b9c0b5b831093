"""`faq.md`, `glossary.md` and `timeline.md`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from thaw_desktop.content.model import Pack

    Check = Callable[[dict[str, str | bytes]], tuple[Pack | None, list[str]]]


def test_faq_reads_questions_with_their_fields(parsed_pack: Pack) -> None:
    entry = parsed_pack.faqs[0]

    assert entry.id == "faq-why"
    assert entry.question == "Why did Khrushchev denounce Stalin?"
    assert entry.also == ("what made him turn on his old master", "reasons for the secret speech")
    assert entry.tags == ("motives", "speech")
    assert entry.section == "speech-reasons"
    assert entry.facts == ("FAQ-1.1",)
    assert entry.html == ('<p>His motives were mixed: fear, belief and <a href="thaw:section/speech">rivalry</a>.</p>')


def test_faq_names_what_is_wrong(check_files: Check) -> None:
    _, problems = check_files(
        {"faq.md": "Stray text\n\n## Why? ^why\nsection: t\n\nBecause.\n\n## When? ^when\n\n## \n\nNever.\n"}
    )

    assert problems == [
        "warning faq.md:1: this text is not read: “Stray text”; begin the first question with `## `",
        "error faq.md:4: there is no section `t`; write one of `s`",
        "error faq.md:8: this question has no answer; write it under the question",
        "error faq.md:10: there is no question here; write it after `##`",
        *(problem for problem in problems if "has no id" in problem),
    ]


def test_faq_may_have_a_title_and_front_matter_may_not(check_files: Check) -> None:
    pack, problems = check_files({"faq.md": "---\nid: faq\n---\n# Questions\n\n## Why? ^why\n\nBecause.\n"})

    assert pack is None
    assert problems == ["error faq.md:2: there is no field `id`; take it out"]


def test_glossary_reads_terms_with_other_names(parsed_pack: Pack) -> None:
    cult, gulag = parsed_pack.terms

    assert (cult.id, cult.term) == ("term-cult", "Cult of personality")
    assert cult.html == "<p>Adoration of a leader who is said to be <em>never</em> wrong.</p>"
    assert cult.also == ("personality cult", "leader worship")
    assert gulag.also == ()


def test_glossary_reads_definitions_of_several_lines(check_files: Check) -> None:
    text = """
        # Glossary

        ## People

        *Novy Mir* ^novy-mir
        : A monthly
          of letters.

          Second paragraph. Also: New World |
          the journal.

        One ^one

        : First
        : Second
        goes on
        """

    pack, problems = check_files({"glossary.md": text})

    assert pack is not None
    assert problems == []
    assert [(term.term, term.text, term.also) for term in pack.terms] == [
        ("Novy Mir", "A monthly of letters.\nSecond paragraph.", ("New World", "the journal")),
        ("One", "First\nSecond goes on", ()),
    ]


def test_glossary_reads_entries_without_blank_lines_between(check_files: Check) -> None:
    pack, _ = check_files({"glossary.md": "One ^one\n: First\nTwo ^two\n: Second\n"})

    assert pack is not None
    assert [(term.id, term.text) for term in pack.terms] == [("one", "First"), ("two", "Second")]


def test_glossary_names_what_is_wrong(check_files: Check) -> None:
    _, problems = check_files(
        {"glossary.md": ": no term\n\nOne ^one\n\nTwo ^two\n: Second\n\n^three\n: Third\n\ntwo ^four\n: Fourth\n"}
    )

    assert problems == [
        "error glossary.md:1: this definition has no term; write the term in the line above it",
        "error glossary.md:3: the term “One” has no definition; write `: ` and the definition in the line below it",
        "error glossary.md:8: this term has no name; write it before the id",
        "warning glossary.md:11: glossary.md:5 defines “two” as well; join the two entries",
    ]


def test_timeline_is_in_order_of_time(parsed_pack: Pack) -> None:
    assert [(event.id, event.start, event.end, event.period) for event in parsed_pack.timeline] == [
        ("event-stalin", "1953-03-05", "1953-03-05", False),
        ("event-virgin-lands", "1954", "1960", True),
        ("event-speech", "1956-02-25", "1956-02-25", False),
        ("event-hungary", "1956-10", "1956-10", False),
    ]


def test_timeline_reads_category_text_and_section(parsed_pack: Pack) -> None:
    speech = parsed_pack.timeline[2]

    assert (speech.category, speech.title, speech.text, speech.section) == (
        "Politics",
        "The Secret Speech",
        "In a closed session",
        "speech",
    )
    assert parsed_pack.timeline[0].section == ""


def test_timeline_reads_tags_on_either_side_of_the_section(check_files: Check, parsed_pack: Pack) -> None:
    assert [event.tags for event in parsed_pack.timeline] == [(), (), (), ("beyond",)]

    pack, problems = check_files({"timeline.md": "- [1956] No. #1 | Text #a #b-c §s #d ^e1\n- [1957] B | x §s #d ^e2"})

    assert pack is not None
    assert [problem.partition(";")[0] for problem in problems] == [
        f"warning timeline.md:{line}: `#{tag}` means nothing here: the only word with `#` is `#beyond`"
        for line, tag in ((1, "a"), (1, "b-c"), (1, "d"), (2, "d"))
    ]
    assert [(event.title, event.text, event.tags) for event in pack.timeline] == [
        ("No. #1", "Text", ("a", "b-c", "d")),
        ("B", "x", ("d",)),
    ]


def test_timeline_reads_years_before_our_era_and_ranges(check_files: Check) -> None:
    rome, ides = "- [476-09-04] Fall of Rome ^rome", "- [-44-03-15~-44-03-16] Ides | *of* March ^ides"

    pack, problems = check_files({"timeline.md": f"# Dates\n\n{rome}\n{ides}\n"})

    assert pack is not None
    assert problems == []
    assert [(event.id, event.start, event.end, event.text) for event in pack.timeline] == [
        ("ides", "-0044-03-15", "-0044-03-16", "of March"),
        ("rome", "0476-09-04", "0476-09-04", ""),
    ]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("- [1956-02-30] A ^a", "“1956-02-30” is no date"),
        ("- [1957-02-29] A ^a", "“1957-02-29” is no date"),
        ("- [1956-13] A ^a", "“1956-13” is no date"),
        ("- [1956-2] A ^a", "“1956-2” is no date"),
        ("- [February 1956] A ^a", "“February 1956” is no date"),
        ("- [] A ^a", "“” is no date"),
        ("- [1956~soon] A ^a", "“soon” is no date"),
        ("- [1960~1954] A ^a", "the span ends (1954) before it begins (1960)"),
        ("- [1956-05~1956-04] A ^a", "the span ends (1956-04) before it begins (1956-05)"),
        ("- [1956] {Politics} ^a", "this event has no title"),
        ("- 1956 A ^a", "this is no line of a timeline: “- 1956 A ^a”"),
        ("1956 A ^a", "this is no line of a timeline: “1956 A ^a”"),
        ("- [1956] A §t ^a", "there is no section `t`"),
        ("- [1956] A ^A", "`A` cannot be an id"),
    ],
)
def test_timeline_names_what_is_wrong(line: str, message: str, check_files: Check) -> None:
    _, problems = check_files({"timeline.md": f"# Dates\n{line}\n"})

    assert [problem.partition(";")[0] for problem in problems] == [f"error timeline.md:2: {message}"]


@pytest.mark.parametrize("dates", ["1956-02-29", "1956~1956-03", "1956-02~1956-02-25", "2000"])
def test_timeline_accepts_dates_that_are_right(dates: str, check_files: Check) -> None:
    assert check_files({"timeline.md": f"- [{dates}] A ^a"})[1] == []
