"""What stands between two white spaces, divided into the words of the English UD treebanks.

What a chunk divides into depends on the chunk alone, so it is remembered; news repeats its
chunks, and most words cost one dictionary look-up.
"""

from __future__ import annotations

import re
from enum import IntEnum, auto
from typing import Final, NamedTuple

from dragoman.codebook.text import load_text

MAX_WORD: Final = 200
"""Characters of the longest word; a longer run is cut."""

MAX_CHUNK: Final = 1000
"""Characters of the longest chunk that may be given."""

_MEMORY: Final = 100_000  # chunks remembered
_MEMORABLE: Final = 40  # characters of the longest chunk that is remembered


class Ending(IntEnum):
    """How a chunk ends."""

    NONE = 0  # no sentence ends here
    STOP = auto()  # full stop
    QUOTED_STOP = auto()  # full stop, then closing marks
    ASK = auto()  # "?", "!"
    QUOTED_ASK = auto()
    ELLIPSIS = auto()
    TITLE = auto()  # "Gen.": a name follows
    NUMBERED = auto()  # "No.", "Dec.": a number follows
    ABBREVIATION = auto()  # "U.S.", "Inc."
    INITIAL = auto()  # "J."


class Beginning(IntEnum):
    """How a chunk begins."""

    LOWER = 0
    UPPER = auto()
    DIGIT = auto()
    OPENING = auto()  # a quotation mark or bracket, then no small letter
    CLOSING = auto()  # what belongs to the sentence before: a closing mark, "[3]", ":)"
    QUOTE = auto()  # a straight quotation mark alone
    DASH = auto()
    STOPS = auto()
    ELSE = auto()


class Chunk(NamedTuple):
    """A chunk's words as ranges of its characters, and what matters to the division into sentences."""

    words: tuple[tuple[int, int], ...]
    breaks: tuple[int, ...]
    """Indices of the words after which a sentence ends inside the chunk ("said.The")."""
    ending: Ending
    beginning: Beginning
    last: str
    """The last word, without its stop; empty unless the chunk ends in a stop."""


def _either(words: list[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))


_WORDS: Final = load_text("words")
_ABBREVIATIONS: Final = load_text("abbreviations")
_CONTRACTIONS: Final[dict[str, int]] = _WORDS["contractions"]
_TITLES: Final = frozenset(_ABBREVIATIONS["before_names"])
_NUMBERED: Final = frozenset(_ABBREVIATIONS["before_numbers"])
_ABBREVIATED: Final = _either([*_TITLES | _NUMBERED | set(_ABBREVIATIONS["others"])])
_UNITS: Final = _either(_WORDS["units"])
_PREFIXES: Final = _either([form for p in _WORDS["prefixes"] for form in (p, p.capitalize())])

_SECOND: Final = "Woo|Chan|Ho|Wook|Hee|Un|In"
_AP: Final = "['’`´]"
_NT: Final = rf"[nN]{_AP}[tT](?!\w)"
_MARKS: Final = "\u0300-\u036f\u00ad\u200c\u200d"  # within a word: accents, soft hyphen, joiners
_NUMBER: Final = r"(?:\.(?=\d))?(?:\d{1,3}(?:,\d{2,3}){0,8},\d{3}(?!\d)|\d{1,50})(?:[.:]\d{1,50}){0,20}"

# One alternative for each kind of word; the name of the group says the kind.  Every repetition
# has an upper bound, so that no text takes more than linear time.
_MASTER: Final = re.compile(
    rf"""
    (?P<web> (?:https?://|www\.|ftp://)[^\s<>"“”«»]{{1,190}}[\w/=&\#~]
      | (?:mailto:)?[\w+%-]{{1,60}}(?:\.{{1,3}}[\w+%-]{{1,60}}){{0,6}}\.{{0,3}}
        @[\w-]{{1,60}}(?:\.[\w-]{{1,60}}){{0,6}}
      | [A-Za-z0-9][\w-]{{0,60}}(?:\.[\w-]{{1,60}}){{0,4}}
        \.(?i:{_either(_WORDS["domains"])})(?!\w)(?:/[\w./?=&%\#-]{{0,150}}[\w/])?
      | [@\#][^\W\d]\w{{0,100}} )
  | (?P<face> [:;=]-?[()DPp](?!\w) | <3(?!\w) | \^_\^ )
  | (?P<initials> (?:[^\W\d_]\.){{2,8}}(?:[^\W\d_](?!\w))? | Ph\.D\.? )
  | (?P<abbreviation> (?:{_ABBREVIATED})\. )
  | (?P<initial> [^\W\d_a-z]\. )
  | (?P<number> \d{{1,4}}(?:/\d{{1,4}}){{1,2}}(?![\w/]) | \d{{4}}-\d\d-\d\d(?!\w)
      | (?:\d-)?\d{{3}}-(?:\d{{3}}-)?\d{{4}}(?!\w)
      | {_NUMBER}(?:(?=(?:{_UNITS})(?!\w)) | (?:st|nd|rd|th|ST|ND|RD|TH|'?s)?(?!\w))
      | ['’]\d\ds?(?!\w) )
  | (?P<unit> (?<=\d)(?:{_UNITS})(?!\w) )
  | (?P<dollar> {_either(_WORDS["dollar_prefixes"])} )
  | (?P<clitic> {_AP}(?:s|m|d|ll|re|ve|S|M|D|LL|RE|VE)(?!\w) | {_NT} )
  | (?P<whole> (?:{_either(_WORDS["whole"])})(?!\w)
      | [^\W\d_]{{1,60}}['’](?!(?:ll|re|ve|LL|RE|VE)(?!\w))(?:[^\W\d_]{{2,60}}|[a-ce-ln-ru-z](?!\w)) )
  | (?P<affixed> (?:{_PREFIXES})-[^\W_]\w{{0,190}} )
  | (?P<name> (?:{_either(_WORDS["given_name_syllables"])})-(?:[a-z]{{2,6}}|{_SECOND})(?!\w) )
  | (?P<letters> [^\W\d_]{{1,100}}?(?={_NT}) | [A-Z]{{1,5}}&[A-Z]{{1,3}}(?!\w)
      | [^\W\d_][\w{_MARKS}]{{0,198}} )
  | (?P<other> \w[\w{_MARKS}]{{0,198}} )
  | (?P<dots> \[\.\.\.\] | \.{{2,100}} | …[.…]{{0,100}} | [!?]{{1,100}} | [‼⁉！？] )
  | (?P<period> [.。．؟۔।] )
  | (?P<opening> [(\[{{“«„‹‘¿¡] )
  | (?P<closing> [)\]}}”»›] )
  | (?P<quote> '' | `` | ’’ | ["'’`´] )
  | (?P<dash> -{{2,100}} | [-–—―‐‑] )
  | (?P<mark> \*{{1,150}} | ={{1,150}} | _{{1,150}} | ~{{1,150}} | \#{{1,150}}
      | \+{{1,150}} | <{{1,150}} | >{{1,150}} | [|•·▪●◦■] )
  | (?P<emoji> [\u2600-\u27bf\U0001f000-\U0001faff]
      [\ufe0f\u200d\u2640\u2642\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff]{{0,8}} )
  | (?P<rest> . )
    """,
    re.VERBOSE | re.DOTALL,
)
_NOTES: Final = re.compile(r"(?:\[(?:\d{1,3}|[a-z])\]){1,20}[.,]?")
_ENDING_NOTES: Final = re.compile(r"(?:\[(?:\d{1,3}|[a-z])\]){1,20}\Z")

_Ranges = list[tuple[int, int]]


_memory: dict[str, Chunk] = {}


def divide(text: str) -> Chunk:
    """The chunk ``text``: 1 to ``MAX_CHUNK`` characters without white space."""
    if (known := _memory.get(text)) is not None:
        return known
    chunk = _divide(text)
    if len(text) <= _MEMORABLE:
        if len(_memory) >= _MEMORY:
            _memory.clear()
        _memory[text] = chunk
    return chunk


def _divide(text: str) -> Chunk:
    words: _Ranges = []
    kinds: list[str] = []
    for match in _MASTER.finditer(text):
        kind = match.lastgroup or "rest"
        start, end = match.span()
        if kind in ("letters", "whole") and (cut := _contraction(match[0])):
            words.append((start, start + cut))
            kinds.append(kind)
            start += cut
        words.append((start, end))
        kinds.append(kind)
    ending, last = _ending(text, words, kinds)
    return Chunk(tuple(words), _breaks(text, words, kinds), ending, _beginning(text, words, kinds), last)


def _contraction(word: str) -> int | None:
    if not word[1:].islower() and not (word.isupper() and len(word) > 4):
        return None
    return _CONTRACTIONS.get(word.lower())


def _breaks(text: str, words: _Ranges, kinds: list[str]) -> tuple[int, ...]:
    """Sentence ends inside a chunk, where a space is missing: "said.The", "crisis.”He"."""
    found = []
    for i in range(1, len(words) - 1):
        if kinds[i] not in ("period", "dots") or kinds[i - 1] not in ("letters", "affixed", "closing"):
            continue
        if kinds[i - 1] != "closing" and words[i - 1][1] - words[i - 1][0] < 3:
            continue
        j = i + 1
        while j < len(words) - 1 and kinds[j] in ("closing", "quote", "opening"):
            j += 1
        following = text[words[j][0] : words[j][1]]
        if following[0].isupper() and (following[1:2].islower() or following in ("I", "A")):
            last = i
            while last + 1 < j and kinds[last + 1] in ("closing", "quote"):
                last += 1
            found.append(last)
        elif text[words[i][0]] in "。！？" and j == i + 1:  # scripts that write no space
            found.append(i)
    return tuple(found)


def _ending(text: str, words: _Ranges, kinds: list[str]) -> tuple[Ending, str]:
    i = len(words) - 1
    if text[-1] == "]" and (notes := _ENDING_NOTES.search(text)):
        while i >= 0 and words[i][0] >= notes.start():
            i -= 1
    closed = False
    while i >= 0 and kinds[i] in ("closing", "quote"):
        i -= 1
        closed = True
    if i < 0:
        return Ending.NONE, ""
    word = text[words[i][0] : words[i][1]]
    kind = kinds[i]
    if kind == "period":
        last = text[words[i - 1][0] : words[i - 1][1]] if i else ""
        return (Ending.QUOTED_STOP if closed else Ending.STOP), last
    if kind == "dots":
        if word[0] in "!?‼⁉！？":
            return (Ending.QUOTED_ASK if closed else Ending.ASK), word
        return Ending.ELLIPSIS, word
    if kind == "abbreviation":
        last = word[:-1]
        if last in _TITLES:
            return Ending.TITLE, last
        return (Ending.NUMBERED if last in _NUMBERED else Ending.ABBREVIATION), last
    if kind in ("initial", "initials") and word[-1] == ".":
        return (Ending.INITIAL if kind == "initial" else Ending.ABBREVIATION), word[:-1]
    return Ending.NONE, ""


def _beginning(text: str, words: _Ranges, kinds: list[str]) -> Beginning:
    kind = kinds[0]
    if kind in ("period", "dots"):
        return Beginning.STOPS
    if kind in ("closing", "face") or (text[0] == "[" and _NOTES.fullmatch(text)):
        return Beginning.CLOSING
    first = text[0]
    if kind in ("opening", "quote"):
        if len(words) == 1:
            return Beginning.QUOTE if kind == "quote" else Beginning.OPENING
        first = text[words[1][0]]
        return Beginning.LOWER if first.islower() else Beginning.OPENING
    if kind in ("dash", "mark"):
        return Beginning.DASH
    if first.isdigit():
        return Beginning.DIGIT
    if first.islower():
        return Beginning.LOWER
    return Beginning.UPPER if first.isalpha() or first in "@#" else Beginning.ELSE
