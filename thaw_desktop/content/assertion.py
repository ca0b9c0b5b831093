"""Whether a sentence of an essay says that something is so, or merely names it, asks about it or denies it.

No grammar is parsed. The rules look at separators, at small words and at negations with the stretch of words that they
turn round, and when in doubt they decide that nothing is asserted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from thaw_desktop.content.word_forms import IRREGULAR_PASTS, word_set

if TYPE_CHECKING:
    from thaw_desktop.content.essay import Sentence

_DETERMINERS = word_set("""
    a an another any both each either every few her his its many more most my no other our several some such that
    the their these this those your
""")
_SUBJECTS = word_set("""
    he i it she there they we who which
""")
_AUXILIARIES = word_set("""
    am are be been being can cannot could did do does had has have is may might must ought shall should was were
    will would arent cant couldnt didnt doesnt dont hadnt hasnt havent isnt shouldnt wasnt werent wont wouldnt
""")
_PREPOSITIONS = word_set("""
    about above across after against along among and around as at because before behind below beneath between
    beyond but by despite down during for from if in inside into like near of off on onto or out over past since
    so than though through throughout till to toward towards under until up upon when where while why with within
    without yet
""")
_OTHER_SMALL_WORDS = word_set("""
    also even far had her here herself him himself how itself just me not now only own same still then them
    themselves therefore thus too us very what whether whom whose
""")
_FUNCTION_WORDS = _DETERMINERS | _SUBJECTS | _AUXILIARIES | _PREPOSITIONS | _OTHER_SMALL_WORDS

# Words that open a clause of its own, over which a negation does not reach.
_CLAUSE_OPENERS = word_set("""
    although because but even except instead once since though unless until whereas while yet
""")
_LINKS_TO_SENTENCE_BEFORE = word_set("""
    also accordingly consequently he hence her him his it its itself she so such that their them these they this
    those thus therefore which
""")

_REACH = 12
"""Words after a negation that it can turn round."""

_REACH_BACK = 8
_SHORT_REACH_BACK = 3
"""Words before a negation that it can turn round: fewer before a *no* than before a *not*."""

_PREDICATE_NEGATIONS = (
    r"not|never|cannot|arent|cant|couldnt|didnt|doesnt|dont|hadnt|hasnt|havent|isnt|shouldnt|wasnt|werent|wont|"
    r"wouldnt|hardly|scarcely|barely|rarely|seldom|(?:would|could|might) (?:not |never )?have"
)
_NOMINAL_NEGATIONS = r"no|none|nobody|nothing|nowhere|neither|nor|little|anything but|opposite of|least of all"
_FORWARD_NEGATIONS = (
    r"without|whether|rather than|instead of|far from|contrary to|stopped short of|by no means|in no way|"
    r"(?:fail|failed|fails|failing|failure|refuse|refused|refuses|refusing|refusal|declined|unwilling|reluctant|"
    r"unable|powerless|impossible|afraid) to|"
    r"avoid|avoided|avoiding|denied|denies|deny|prevented|ruled out|"
    r"(?:rejected|dismissed|abandoned|resisted) (?:any|all|the) (?:idea|notion|thought|suggestion|claim|hope|call)s?"
)
# These contain a negation and affirm.
_AFFIRMATIVE = (
    r"not (?:only|just|merely|simply|least|surprisingly|solely|until)|no (?:doubt|wonder|less|sooner|fewer)|"
    r"(?:cannot|cant|can not|could not|couldnt|should not|must not) be (?:denied|doubted|ignored|overstated|"
    r"exaggerated|overestimated|underestimated|disputed|overlooked)|"
    r"a little|nothing (?:less|short)|without (?:doubt|question)"
)
_NEGATION = re.compile(
    rf"\b(?:(?P<affirmative>{_AFFIRMATIVE})|(?P<forward>{_FORWARD_NEGATIONS})|(?P<predicate>{_PREDICATE_NEGATIONS})|"
    rf"(?P<nominal>{_NOMINAL_NEGATIONS}))\b"
)

_FALSE = (
    r"(?:untrue|false|wrong|incorrect|mistaken|misleading|nonsense|inaccurate|absurd|unconvincing|unfounded|"
    r"unlikely|doubtful|implausible|a (?:mistake|myth|lie|misunderstanding|legend|fiction)|"
    r"(?:not|hardly|never|far from|anything but) (?:at all )?(?:true|the case|right|correct|so|convincing|accurate)|"
    r"without (?:any )?foundation)"
)
_BE = r"(?:is|was|are|were|seems|would be|has been|have been|remains|looks)"
_CLAIM = r"(?:idea|claim|view|notion|suggestion|argument|belief|theory|assertion|impression|story|statement)s?"
_SAY = r"(?:say|claim|argue|suggest|think|believe|assume|suppose|conclude|pretend|imagine|maintain|state)"
# "It's" has lost its ending in the plain form, therefore the verb may be missing there.
_DENIAL = re.compile(
    rf"\b(?:it|this) (?:{_BE} )?(?:\w+ )?{_FALSE} (?:\w+ )?(?:that|to {_SAY})\b|"
    rf"\b{_CLAIM} (?:that\b.*?)?{_BE} (?:\w+ )?{_FALSE}\b|"
    rf"\b(?:but|yet|though|although|however) (?:this|that|it|these|they|both|all this) {_BE} (?:\w+ )?{_FALSE}\b|"
    rf"^(?:that|to {_SAY}|saying|claiming|suggesting)\b.* {_BE} (?:\w+ )?{_FALSE}\b|"
    r"^to (?:speak|talk) of\b.* (?:is|was|would be) (?:to|a|an)\b|"
    r"\b(?:no|little|scant) (?:evidence|truth)\b|\b(?:nobody|no one|no historian|few historians) \w+ that\b"
)
_DENIAL_OF_SENTENCE_BEFORE = re.compile(
    r"^(?:(?:but|yet|however|in fact|in truth|in reality) )?"
    rf"(?:(?:this|that|it|these|such|they|both|all)(?: \w+)? (?:{_BE} )?(?:\w+ )?{_FALSE}|"
    r"none of (?:this|that|these|it)|nothing (?:could|of the)|not so|on the contrary|"
    r"quite the (?:opposite|reverse|contrary)|the (?:opposite|reverse|contrary) (?:is|was))\b"
)


@dataclass(frozen=True, slots=True)
class Negation:
    """A negation and the words of its sentence that it turns round.

    Attributes:
        words: indexes of the words that are the negation itself.
        reach: indexes of the words that it turns round, itself not included.
    """

    words: range
    reach: range


def is_list(sentence: Sentence) -> bool:
    """Whether a sentence only names things: no verb that can be told, or a row of short items."""
    plain = [word.plain for word in sentence.words]
    segments = sentence.segments
    if sum(word in _FUNCTION_WORDS for word in plain) < 0.15 * len(plain):
        return True
    if len(segments) >= 4 and median(segments) <= 3 and max(segments) <= 6:
        return True
    if not is_terse(sentence):
        return False
    has_items = len(segments) >= 3 and max(segments) <= 7
    return has_items or not any(_may_be_verb(plain, index) for index in range(len(plain)))


def is_terse(sentence: Sentence) -> bool:
    """Whether a sentence has neither an auxiliary verb nor a pronoun for its subject, as notes have not.

    Good sentences may be terse too; beside a list, a terse sentence is taken for one more note.
    """
    return not any(word.plain in _AUXILIARIES or word.plain in _SUBJECTS for word in sentence.words)


def is_denied(sentence: Sentence, following: Sentence | None) -> bool:
    """Whether a sentence calls what it says untrue, or the sentence that follows does."""
    if _DENIAL.search(_plain_text(sentence)):
        return True
    return following is not None and bool(_DENIAL_OF_SENTENCE_BEFORE.search(_plain_text(following)))


def refers_back(sentence: Sentence) -> bool:
    """Whether one of the first words of a sentence takes up the sentence before: this, he, such, therefore."""
    return any(word.plain in _LINKS_TO_SENTENCE_BEFORE for word in sentence.words[:8])


def negations(sentence: Sentence) -> list[Negation]:
    """Find the negations of a sentence and how far each reaches."""
    text = _plain_text(sentence)
    found: list[Negation] = []
    for match in _NEGATION.finditer(text):
        if match.group("affirmative"):
            continue
        first = text.count(" ", 0, match.start())
        last = first + match.group().count(" ")
        end = last + 1
        # "Khrushchev, not a patient man, wanted": a negation between commas stays there.
        is_aside = "," in sentence.gaps[first]
        while end < len(sentence.words) and end - last <= _REACH and not _opens_clause(sentence, end):
            if is_aside and "," in sentence.gaps[end]:
                break
            end += 1
        back = _REACH_BACK if match.group("predicate") else _SHORT_REACH_BACK if match.group("nominal") else 0
        first_back = first
        while first_back > 0 and first - first_back < back and not _begins_subject(sentence, first_back):
            first_back -= 1
        found.append(Negation(range(first, last + 1), range(first_back, end)))
    return found


def _plain_text(sentence: Sentence) -> str:
    """Return the plain words with single spaces, so that the number of a word is the number of spaces before it."""
    return " ".join(word.plain or "-" for word in sentence.words)


def _may_be_verb(plain: list[str], index: int) -> bool:
    word = plain[index]
    if word.endswith("ed") or word in IRREGULAR_PASTS:
        return True
    following = plain[index + 1] if index + 1 < len(plain) else ""
    # "weakens the", "wants to reform": an ending that nouns have as well, told by what follows.
    return word.endswith("s") and (following in _DETERMINERS or following == "to")


def _opens_clause(sentence: Sentence, index: int) -> bool:
    """Whether a negation before a word no longer reaches it: another clause with a subject of its own begins there."""
    word = sentence.words[index]
    if word.plain in _CLAUSE_OPENERS or sentence.breaks_before(index):
        return True
    if "," not in sentence.gaps[index]:
        return False
    following = sentence.words[index + 1] if index + 1 < len(sentence.words) else word
    if word.plain in {"and", "so", "for"}:
        return following.plain in _SUBJECTS or following.plain in _DETERMINERS or following.capital
    return word.plain in _SUBJECTS or word.capital


def _begins_subject(sentence: Sentence, index: int) -> bool:
    """Whether the subject of a negated verb may begin at a word: nothing before it is turned round."""
    word = sentence.words[index]
    if "," in sentence.gaps[index] or sentence.breaks_before(index) or word.plain in _CLAUSE_OPENERS:
        return True
    # "Censorship remained and nothing was printed": a verb before the "and" has a subject of its own.
    before = [earlier.plain for earlier in sentence.words[:index]]
    return word.plain == "and" and any(_may_be_verb(before, earlier) for earlier in range(len(before)))
