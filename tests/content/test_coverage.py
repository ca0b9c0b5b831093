from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thaw_desktop.content.coverage import PointCoverage, check
from thaw_desktop.content.essay import read_essay
from thaw_desktop.content.reader import read_pack
from thaw_desktop.core.paths import resources_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from thaw_desktop.content.model import Question

ESSAYS = [
    Path(__file__).parents[1] / "data" / "labelled_essays.md",
    Path(__file__).parents[1] / "data" / "labelled_essays_2.md",
]


@dataclass(frozen=True)
class Point:
    id: str
    words: Sequence[Sequence[Sequence[str]]]


def point(*lines: str) -> Point:
    """A point whose lines of words are written as in a pack."""
    return Point("p", [[group.split(" | ") for group in line.split(" + ")] for line in lines])


def found(text: str, *lines: str) -> str | None:
    """The evidence for a point in a text."""
    (coverage,) = check(text, [point(*lines)])
    assert coverage.covered == (coverage.evidence is not None)
    return coverage.evidence


DISTANCE = "distance | dissociate | break away + Stalin | Stalinist + terror | brutality | crimes"
RIVALS = "rivals | Molotov + weaken | undermine | discredit + purges | Stalin"
CENSORSHIP = ("censorship + remained | survived | never abolished", "censorship + never fully | not completely")
FEAR = "fear + reduce | lessen | ease + society | people"
BREAK = "clear break | break + Stalinist | Stalin + terror | methods"
SOCIALISM = "revive | renew | new life + socialism | communism"

MADE = [
    (DISTANCE, "Khrushchev used the speech to distance himself and the Party from Stalin's crimes."),
    (DISTANCE, "By denouncing the dead dictator he broke away from Stalin and from the brutality of the 1930s."),
    (DISTANCE, "Khrushchev, not a patient man, wanted to distance himself from Stalin's terror at once."),
    (DISTANCE, "Not only did he distance the Party from Stalin's terror, he also asked for trust."),
    (DISTANCE, "There is no doubt that he wanted to distance himself from the terror of Stalin."),
    (DISTANCE, "It cannot be denied that Khrushchev distanced himself from Stalin's crimes."),
    (DISTANCE, "khrushchev wanted to distnace himself from stalins brutality because it had hurt the party"),
    (DISTANCE, "He dissociated the Party from Stalin’s brutality, which made him popular abroad."),
    (DISTANCE, "He was afraid of the consequences, but he did distance himself from Stalin's crimes."),
    (DISTANCE, "Although he had never opposed Stalin in life, Khrushchev now distanced himself from the terror."),
    (RIVALS, "The speech weakened rivals like Molotov who had been deeply involved in the purges."),
    (RIVALS, "His rivals were discredited because they had taken part in Stalin's purges."),
    (RIVALS, "Khrushchev wants to undermine his rivals by showing their part in the purges."),
    (CENSORSHIP, "Censorship was never abolished, even if it was applied less strictly than before."),
    (CENSORSHIP, "Even in 1962 censorship was not completely lifted in the Soviet Union."),
    (CENSORSHIP, "Censorship remained in place and Pasternak was not allowed to publish his novel."),
    (FEAR, "He also hoped to lessen the fear that paralysed Soviet society."),
    (FEAR, "People had lived in fear for years. The speech was meant to reduce it in the whole of society."),
    (BREAK, "All the same, the thaw was a clear break with the methods of Stalin."),
    (SOCIALISM, "Khrushchev hoped to give new life to socialism, not to destroy it."),
    (SOCIALISM, "He believed that communism could be renewed if it was freed from its past."),
]

NOT_MADE = [
    # Negated
    (DISTANCE, "Khrushchev was not a man to distance himself from Stalin's terror or from anything else."),
    (DISTANCE, "At no time did Khrushchev distance the Party from the crimes of Stalin."),
    (DISTANCE, "He made no attempt to dissociate the leadership from Stalinist terror in those years."),
    (DISTANCE, "Khrushchev couldn't distance himself from the terror in which Stalin had involved him."),
    (DISTANCE, "Nobody in the Presidium wanted to break away from Stalin and the brutality of his rule."),
    (DISTANCE, "Instead of distancing himself from Stalin's terror, Khrushchev praised it in public."),
    (DISTANCE, "A man who wished to distance himself from Stalin's crimes would have begun with his own."),
    (RIVALS, "The speech did not, however, weaken his rivals or those who had served Stalin."),
    (RIVALS, "It never weakened, embarrassed or undermined the rivals who had carried out Stalin's purges."),
    (RIVALS, "Molotov was in no way discredited by what was said about Stalin's purges."),
    (RIVALS, "The rivals who had signed death lists for Stalin were hardly weakened by the speech."),
    (RIVALS, "Far from discrediting rivals such as Molotov, the revelations about the purges united them."),
    (RIVALS, "Contrary to what is often said, the speech discredited none of the rivals linked with the purges."),
    (RIVALS, "Khrushchev failed to weaken Molotov, who survived the attack on Stalin and the purges."),
    (CENSORSHIP, "Censorship neither remained nor returned once the novel had been published."),
    (FEAR, "The speech increased fear in the Party. It reduced nothing but the trust of the people."),
    (FEAR, "Fear could not be reduced in a society that had lived with it for thirty years."),
    (FEAR, "Little was done to reduce the fear that people felt in Soviet society."),
    (BREAK, "The thaw was anything but a clear break with Stalinist methods of government."),
    (BREAK, "There was no clear break with Stalinist methods, whatever the newspapers said."),
    (SOCIALISM, "Khrushchev had no wish to revive socialism, which he thought was healthy."),
    (SOCIALISM, "Without new ideas socialism could not revive, and new ideas were forbidden."),
    # Denied
    (DISTANCE, "It is hardly true that Khrushchev distanced himself from Stalin's terror by this speech."),
    (DISTANCE, "Khrushchev wanted to distance himself from Stalin's terror. This is untrue."),
    (DISTANCE, "Some say he distanced the Party from Stalin's terror. Nothing could be further from the truth."),
    (RIVALS, "The idea that the speech weakened rivals who were linked to Stalin's purges is mistaken."),
    (RIVALS, "It would be wrong to claim that the speech undermined his rivals or the men of Stalin's purges."),
    (CENSORSHIP, "It is a myth that censorship survived the thaw in any form."),
    (BREAK, "To speak of a clear break with Stalinist terror is to overlook the secret police."),
    # Asked
    (DISTANCE, "Did Khrushchev really wish to distance himself from Stalin and his terror?"),
    (DISTANCE, "Historians ask whether Khrushchev wanted to distance himself from Stalin's crimes."),
    (RIVALS, "What would have weakened rivals more than the truth about Stalin's purges?"),
    # Listed
    (DISTANCE, "Distance, Stalin, terror, Party, credibility, rivals, purges, power."),
    (DISTANCE, "Distance from Stalin; end of terror; revival of socialism; fall of rivals."),
    (DISTANCE, "distance from Stalin / terror -> new start for the Party, more power"),
    (DISTANCE, "Reasons: distance from the terror of Stalin, weaker rivals, a stronger position."),
    (DISTANCE, "Stalin's terror: distance."),
    # Said of something else
    (FEAR, "The police were reduced in number, and crime rose. People in Polish society lived in fear of hunger."),
    (SOCIALISM, "An anti-socialist mood revived in Poland and Hungary after the speech was read."),
    (SOCIALISM, "Social life revived in the parks and cafés of the capital after the speech."),
]


@pytest.fixture(scope="module")
def questions() -> dict[str, Question]:
    pack, problems = read_pack(resources_folder() / "packs" / "destalinisation")
    assert pack is not None, "\n".join(map(str, problems))
    return {question.id: question for question in pack.questions}


@pytest.mark.parametrize(("lines", "text"), MADE)
def test_check_finds_a_point_that_is_made(lines: str | tuple[str, ...], text: str) -> None:
    assert found(text, *([lines] if isinstance(lines, str) else lines))


@pytest.mark.parametrize(("lines", "text"), NOT_MADE)
def test_check_finds_no_point_that_is_not_made(lines: str | tuple[str, ...], text: str) -> None:
    assert found(text, *([lines] if isinstance(lines, str) else lines)) is None


def test_check_finds_every_point_of_the_built_in_questions_in_their_model_answers(
    questions: dict[str, Question],
) -> None:
    for question in questions.values():
        missed = [coverage.point_id for coverage in check(question.model_text, question.points) if not coverage.covered]
        assert missed == [], question.id


def labelled_essays() -> Iterator[tuple[str, str, set[str], str]]:
    """Question, kind of answer, points made in the judgement of a reader, and text of each labelled essay."""
    texts = [path.read_text("utf-8") for path in ESSAYS]
    for section in (section for text in texts for section in text.split("\n## ")[1:]):
        heading, _, text = section.partition("\n")
        question, kind, made = f"{heading} ".split(" | ")
        yield question, kind.rstrip("*"), set(made.split()), text


def test_check_agrees_with_a_reader(questions: dict[str, Question], capsys: pytest.CaptureFixture[str]) -> None:
    found_rightly = found_wrongly = missed = missed_in_paraphrases = wrong_in_adverse_essays = 0
    for ident, kind, made, text in labelled_essays():
        coverages = [coverage for coverage in check(text, questions[ident].points) if coverage.covered]
        assert all(text[coverage.start : coverage.end] == coverage.evidence for coverage in coverages)
        got = {coverage.point_id.rpartition(".")[2] for coverage in coverages}
        found_rightly += len(got & made)
        found_wrongly += len(got - made)
        if kind == "paraphrase":
            missed_in_paraphrases += len(made - got)
        else:
            missed += len(made - got)
        if kind in {"keyword list", "fluent denial"}:
            wrong_in_adverse_essays += len(got)
    precision = found_rightly / (found_rightly + found_wrongly)
    recall = found_rightly / (found_rightly + missed)
    recall_of_all = found_rightly / (found_rightly + missed + missed_in_paraphrases)
    with capsys.disabled():
        print(f"\ncoverage: precision {precision:.2f}, recall {recall:.2f}, with paraphrases {recall_of_all:.2f}")
    assert precision >= 0.9
    assert recall >= 0.85
    assert wrong_in_adverse_essays <= 1


def test_check_keeps_the_order_of_the_points_and_answers_for_each() -> None:
    points = [Point("b", [[["thaw"]]]), Point("a", []), Point("c", [[]]), Point("d", [[[]]])]
    coverages = check("The thaw was a time of hope for many people.", points)
    assert coverages == [
        PointCoverage("b", True, "The thaw was a time of hope for many people.", 0, 44),
        PointCoverage("a", False),
        PointCoverage("c", False),
        PointCoverage("d", False),
    ]


def test_check_counts_positions_in_code_points() -> None:
    text = "😀 Ça va.\r\n\r\n  “He lessened the fear that people felt in those years.” Yes."
    (coverage,) = check(text, [point(FEAR)])
    assert coverage.evidence == "“He lessened the fear that people felt in those years.”"
    assert text[coverage.start : coverage.end] == coverage.evidence


def test_check_quotes_the_sentence_that_holds_the_most() -> None:
    text = "Stalin ruled by terror. Khrushchev wanted to break away from this brutality in every way."
    assert found(text, DISTANCE) == "Khrushchev wanted to break away from this brutality in every way."


def test_check_joins_no_sentences_of_two_paragraphs() -> None:
    sentences = ("People had lived in fear for many years.", "It was reduced in the whole of society by him.")
    assert found(" ".join(sentences), FEAR)
    assert found("\n".join(sentences), FEAR) is None


def test_check_joins_no_sentences_that_do_not_refer_to_each_other() -> None:
    assert found("People had lived in fear for many years. Taxes were reduced in the whole of society.", FEAR) is None


def test_check_reads_a_wrapped_paragraph_as_one() -> None:
    assert found("Khrushchev hoped above all that the speech would lessen\nthe fear that people felt.", FEAR)


def test_check_matches_phrases_word_by_word() -> None:
    assert found("He hoped that it would give the country new ways of life.", "new life") is None
    assert found("He hoped that it would give the country new life.", "new life")


@pytest.mark.parametrize(
    ("written", "alternative"),
    [
        ("de-Stalinisation", "destalinization"),
        ("destalinisation", "de-Stalinisation"),
        ("film makers", "film-makers"),
        ("filmmakers", "film-makers"),
        ("Stalin-era", "Stalin"),
        ("Gomulka", "Gomułka"),
        ("rivals’", "rival"),
        ("Kruschev", "Khrushchev"),
        ("labour", "labor"),
        ("rehabiltation", "rehabilitate | rehabilitation"),
        ("overthrew", "overthrow"),
        ("criticize", "criticise"),
    ],
)
def test_check_knows_a_word_in_other_spellings_and_forms(written: str, alternative: str) -> None:
    assert found(f"It was said that {written} had a part in it all.", alternative)


@pytest.mark.parametrize(
    ("written", "alternative"),
    [
        ("authors", "authority"),
        ("personality", "personal"),
        ("social", "socialism"),
        ("anti-Stalinist", "Stalinist"),
        ("would", "world"),
        ("lower", "power"),
        ("police", "policy"),
        ("consistent", "inconsistent"),
        ("underlined", "undermined"),
        ("ceased", "eased"),
        ("tighter", "lighter"),
        ("states", "status"),
    ],
)
def test_check_keeps_words_apart_that_only_look_alike(written: str, alternative: str) -> None:
    assert found(f"It was said that {written} had a part in it all.", alternative) is None


@given(text=st.text(max_size=300) | st.text(alphabet="Stalin terror distance.?!\n,;'’-", max_size=300))
def test_check_answers_any_text_with_its_own_sentences(text: str) -> None:
    (coverage,) = check(text, [point("Stalin + terror | distance")])
    assert (text[coverage.start : coverage.end] == coverage.evidence) if coverage.covered else coverage.end == 0


def test_read_essay_splits_sentences_but_not_abbreviations_and_initials() -> None:
    (paragraph,) = read_essay('In c. 1956 N. S. Khrushchev spoke. "Why?" asked Mr. Smith, i.e. me… Nobody knew!')
    assert [sentence.text[sentence.start : sentence.end] for sentence in paragraph] == [
        "In c. 1956 N. S. Khrushchev spoke.",
        '"Why?"',
        "asked Mr. Smith, i.e. me…",
        "Nobody knew!",
    ]


def test_check_ends_soon_on_words_that_were_made_to_be_slow() -> None:
    groups = [[f"word{place}" for place in range(30)] for _ in range(12)]
    text = " ".join(f"word{place % 30}" for place in range(300)) + " not."
    (coverage,) = check(text, [Point("slow", [groups])])  # it would take longer than the sun has
    assert not coverage.covered or coverage.evidence
