"""When two written words are the same word: other endings, other spellings, a slip of the keyboard.

Everything here errs on the side of "different". A mark point that is found because two unrelated words look alike
teaches a mistake; one that is not found is ticked by hand.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from thaw_desktop.content.search_query import STOP_WORDS, fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

_SHORTEST_NEAR = 5
_SHORTEST_LONG_NAME = 8
_VOWELS = frozenset("aeiou")
_LIKE_SOUNDS = frozenset("csz")
_POSSESSIVE = re.compile(r"'s?$")
_HYPHENS = re.compile(r"[-‐‑]")
_NOT_LETTERS = re.compile(r"['‐‑-]")
_IZE = re.compile(r"(?<=[a-z]{2})iz(?=e[srd]?$|ers$|ing$|ation)")
_YZE = re.compile(r"yz(?=e[srd]?$|ers$|ing$)")
_OUR = re.compile(r"(?<=[a-z]{3})our(?=s$|ed$|ing$|able$|$)")


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text, a way to write down many of them."""
    return frozenset(text.split())


# Prefixes that turn a word into its opposite: "anti-Stalinist" says nothing about "Stalinist".
_REVERSING_PREFIXES = frozenset({"anti", "counter", "de", "non", "un"})

# Irregular forms and the verb they belong to, which a stemmer that knows only endings cannot join.
_IRREGULAR_VERBS = """
    arise arose arisen; beat beaten; become became; begin began begun; bend bent; bind bound; bleed bled; blow
    blew blown; break broke broken; breed bred; bring brought; build built; buy bought; catch caught; choose chose
    chosen; come came; deal dealt; draw drew drawn; drive drove driven; eat ate eaten; fall fell fallen; feed fed;
    feel felt; fight fought; find found; flee fled; fly flew flown; forbid forbade forbidden; foresee foresaw
    foreseen; forget forgot forgotten; forgive forgave forgiven; freeze froze frozen; give gave given; go went
    gone; grow grew grown; hang hung; hear heard; hide hid hidden; hold held; keep kept; know knew known; lay
    laid; lead led; learn learnt; lend lent; lose lost; make made; mean meant; meet met; mislead misled; outgrow
    outgrew outgrown; overcome overcame; overthrow overthrew overthrown; pay paid; rebuild rebuilt; ride rode
    ridden; rise rose risen; run ran; say said; see saw seen; seek sought; sell sold; send sent; shake shook
    shaken; shoot shot; show shown; shrink shrank shrunk; sing sang sung; sink sank sunk; sit sat; sleep slept;
    speak spoke spoken; spend spent; spring sprang sprung; stand stood; steal stole stolen; stick stuck; strike
    struck; swear swore sworn; sweep swept; take took taken; teach taught; tear tore torn; tell told; think
    thought; throw threw thrown; undergo underwent undergone; understand understood; undertake undertook
    undertaken; undo undid undone; uphold upheld; wake woke woken; wear wore worn; win won; withdraw withdrew
    withdrawn; withhold withheld; withstand withstood; write wrote written
"""
_BASE_OF_IRREGULAR: Mapping[str, str] = {
    form: forms[0] for forms in map(str.split, _IRREGULAR_VERBS.split(";")) for form in forms[1:]
}
IRREGULAR_PASTS = frozenset(_BASE_OF_IRREGULAR) | frozenset(
    {"cut", "hit", "hurt", "left", "let", "put", "set", "spread"}
)
"""Past forms that do not end in -ed."""

# Words that the stemmer throws together with others of another meaning (author, person, secure, success, public, part).
_NOT_STEMMED = word_set("""
    arms authorities authority community conservation decisive executive executives fabric general generals importance
    important international majority minority news personalities personality polite positive positively publication
    publications publicity relative relatively security several succession successive united units universe university
""")

# Words so common that they are themselves, however near another word may be.
_COMMON_WORDS = STOP_WORDS | word_set("""
    above again against almost alone along already always among another anyone around based bases basic became
    become began begin below beside better beyond board bonds books bound bread break brief bring broad build
    built cause caused causes ceased certain chance charge cheap check chief child choice claim claimed claims
    clash class clear close coarse comes common concern consist contend content contract control could council
    counsel count county course court cover crash crashed create cries cross crowd curse daily dairy dealt death
    debts deceased decent decide delay depth descent desert despite dessert device devise direct doing doubt drawn
    dream drink drive during early earth effort eight either elder elect elite empty ended enough enter entry
    equal erased error essay event every exact except exist exited expect extent extra faced facts faint false
    famous farms fault favour field fight final first fixed fleet flesh float floor folly force forces former
    forms forth forum found fourth fresh front fruit funds given glass going goods grade grand grant grave great
    gross group grown guard guess guest guilt halted hands happy hated heard heart heavy hence holds horse hotel
    hours house hungry ideal ideas image imply index inner issue items joint judge known labour lacks large larger
    later laugh leads leaned learn least leave legal lesson level lights liked limit lined lines lived lives local
    logic loose loser losing loved lower loyal lucky lunch major makes making march marks marry match matter maybe
    mayor means media meets mercy merge metal might minds minor minus mixed model modem money month moral morale
    motor mount mouth moved movie music naked names nation nature needs nerve never night noise north noted notes
    notion novel nurse occur ocean offer often order organ other ought owned owner pages paint palace panel paper
    parts party passed patch pause peace phase phone photo piece place plain plane plans plant plate point points
    poison pound power press price pride prime print prior prise prize proof proud prove proven purse quick quiet
    quite quote radio raise raised range rapid rather ratio reach react ready realm refer relate relax relive
    reply revered rifle right rights river rough round route royal rural sacred scale scene scope score scored
    sense serve seven shape share sharp sheet shift shine shock shore short shown sides sight silence since single
    skill sleep small smile smoke solid solve sorry sound south space speak speed spend spent spite split staff
    stage stain stake stand stars start state stated states statue status steal steel steep stepped steps stick
    stock stone stood store stored storm story strange street strict strike strip study style sugar taken takes
    talks taste taxes teach tells terms tests texts thank thanks theme there these thick thing things think third
    those though thought threat three threw through throw thrust tight times title today tones topic total touch
    tough towards tower trace track trade trail train trait treat trend trial tribe trick tried tries troop truck
    truly trunk trust truth turns twice uncle under underlined union unite unity until upper urban usage usual
    value video views visit vital voice waste watch water weeks weigh weird wheel where which while white whole
    widow woman women words works world worry worse worst worth would wound write writes wrong years yield young
    youth
""")


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...


@lru_cache(maxsize=1)
def _stemmer() -> _Stemmer:
    # Imported here: it loads the stemmers of thirty languages, a quarter of a second that only a checked essay needs.
    import snowballstemmer

    stemmer: _Stemmer = snowballstemmer.stemmer("english")
    return stemmer


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Return the stem of a word in its plain form: equal stems mean the same word with other endings."""
    if word in _NOT_STEMMED:
        return word
    if word.endswith(("ism", "isms")):
        # The doctrine is not the adjective: socialism and social, terrorism and terror.
        return word.removesuffix("s")
    return _stemmer().stemWord(_BASE_OF_IRREGULAR.get(word, word))


def plain_form(word: str) -> str:
    """Return a word without case, accents, possessive ending, hyphens and American spelling."""
    plain = _NOT_LETTERS.sub("", _POSSESSIVE.sub("", fold(word.replace("’", "'"))))
    if "z" in plain:
        plain = _YZE.sub("ys", _IZE.sub("is", plain))
    return _OUR.sub("or", plain)


def compound_parts(word: str) -> tuple[str, ...]:
    """Return the plain parts of a hyphenated word, none when it has no hyphen or its prefix turns the meaning round."""
    parts = [plain_form(part) for part in _HYPHENS.split(word)]
    if len(parts) == 1 or parts[0] in _REVERSING_PREFIXES:
        return ()
    return tuple(parts)


def is_slip(typed: str, meant: str) -> bool:
    """Whether one plain word may be a mistyped other: at most one edit in words of five letters and more.

    The first letter has to agree, and a letter may only be replaced by one that sounds alike (vowel for vowel, c for
    s): that keeps *world* from *would*, *lower* from *power* and *consistent* from *inconsistent*.
    """
    if min(len(typed), len(meant)) < _SHORTEST_NEAR or typed[0] != meant[0]:
        return False
    differing = [pair for pair in zip(typed, meant, strict=False) if pair[0] != pair[1]]
    if len(typed) == len(meant) and len(differing) == 1:
        pair = set(differing[0])
        return pair <= _VOWELS or pair <= _LIKE_SOUNDS
    # Imported here: rapidfuzz takes some 80 ms to load.
    from rapidfuzz.distance import OSA

    return OSA.distance(typed, meant, score_cutoff=1) <= 1


def slips(words: Iterable[str], meant: Collection[str], names: Collection[str]) -> dict[str, list[str]]:
    """Find the misspelt ones among plain words, each with the words that may be meant.

    Args:
        words: distinct plain words of a text.
        meant: distinct plain words that are looked for.
        names: those of them that are proper names. Two edits are forgiven in long ones (Kruschev), because no
            ordinary word comes near them.
    """
    # Imported here: rapidfuzz takes some 80 ms to load.
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    candidates = [word for word in meant if len(word) >= _SHORTEST_NEAR]
    stems = {stem(word) for word in candidates}
    found: dict[str, list[str]] = {}
    for word in words:
        if len(word) < _SHORTEST_NEAR or word in _COMMON_WORDS or stem(word) in stems:
            continue
        near = process.extract(word, candidates, scorer=OSA.distance, score_cutoff=2, limit=None)
        likely = [
            candidate
            for candidate, _, _ in near
            if is_slip(word, candidate)
            or (candidate in names and len(candidate) >= _SHORTEST_LONG_NAME and word[0] == candidate[0])
        ]
        if likely:
            found[word] = likely
    return found
