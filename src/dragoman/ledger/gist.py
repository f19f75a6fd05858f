"""What a stretch of text is about: the base forms of its telling words, and the states it names.

Two wordings are compared by these where no event type covers what they speak of ("began filling the
reservoir").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import ClassVar, Final

from dragoman.codebook.actors import ActorCodebook, load_actors
from dragoman.codebook.commitments import CommitmentCodebook
from dragoman.codebook.phrases import fold
from dragoman.codebook.text import load_text

_WORD: Final = re.compile(r"[^\W_]+(?:['’](?!s\b)[^\W_]+)*")
_NAMES: Final = frozenset(("state", "people", "peoples", "capital", "seat", "organisation"))
_LIGHT: Final = 0.25
_CODE: Final = 0.4
_NUMBER: Final = 0.4
_NAME_WORDS: Final = 5
_ELSEWHERE: Final = 0.75
_UNDONE: Final = 0.7
_BEFORE_VERB: Final = frozenset(
    ("to", "would", "will", "shall", "can", "could", "may", "might", "must", "should")
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: ``base`` its base form; ``code`` of the state or organisation it names, if any."""

    text: str
    start: int
    end: int
    base: str
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Gist:
    """What a text says.

    ``words``: the base forms of those that tell; ``codes``: of the states it names; ``negated``: it says
    "not"; ``names``: those of the words that are names; ``verb``: what is to be done ("to close the
    border"), if it is among the words.
    """

    words: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()
    negated: bool = False
    names: frozenset[str] = frozenset()
    verb: str | None = None


def words_in(text: str, book: CommitmentCodebook, start: int = 0, end: int | None = None) -> list[Word]:
    """The words of ``text[start:end]``; a name of several words that stands for a state is one."""
    actors = named_actors()
    found = list(_WORD.finditer(text, start, len(text) if end is None else end))
    folded = [fold(match.group()) for match in found]
    words: list[Word] = []
    i = 0
    while i < len(found):
        count, code = _named(found, folded, i, actors)
        last = found[i + count - 1]
        span = text[found[i].start() : last.end()]
        base = code if code is not None else base_of(span.lower(), book)
        words.append(Word(span, found[i].start(), last.end(), base, code))
        i += count
    return words


def gist(text: str, book: CommitmentCodebook, codes: Iterable[str | None] = ()) -> Gist:
    """The gist of ``text``; ``codes`` are added to those it names."""
    words = words_in(text, book)
    return Gist(
        telling(words, book),
        frozenset([w.code for w in words if w.code] + [c for c in codes if c]),
        any(is_negator(w, book) for w in words) or _abstains(words, book),
        telling((w for w in words[1:] if w.text[0].isupper()), book),
        _verb(words, book),
    )


def _verb(words: list[Word], book: CommitmentCodebook) -> str | None:
    """The first telling word behind "to", "would" or the like, else the first if it may be a verb."""
    for i, word in enumerate(words):
        if word.text.lower() in _BEFORE_VERB:
            found = [w.base for w in words[i + 1 : i + 4] if telling([w], book)]
            return found[0] if found else None
    opens = bool(words) and words[0].text[0].islower() and words[0].text.lower() not in book.words.empty
    return next(iter(telling(words[:1], book)), None) if opens else None


def telling(words: Iterable[Word], book: CommitmentCodebook) -> frozenset[str]:
    """The base forms of those words that are neither empty nor codes."""
    lists = book.words
    return frozenset(w.base for w in words if w.code is None and not _blank(w, lists.empty, lists.negators))


def _blank(word: Word, empty: frozenset[str], negators: frozenset[str]) -> bool:
    return word.base in empty or word.base in negators or word.text.lower() in empty or len(word.base) < 2


def is_negator(word: Word, book: CommitmentCodebook) -> bool:
    """Whether the word denies what follows."""
    low = word.text.lower().replace("’", "'")
    return low in book.words.negators or low.endswith("n't")


def _abstains(words: list[Word], book: CommitmentCodebook) -> bool:
    """Whether a word, or one with "out of" or the like behind it, says that a thing is let be.

    "to refrain from attacking", "to keep its army out of the north".
    """
    low = [word.text.lower() for word in words]
    bases = _Bases.of(book)
    for i, word in enumerate(words):
        if word.base in bases.abstain:
            return True
        if word.base in bases.stay and any(
            low[j : j + len(away)] == list(away) for away in book.words.away for j in range(i + 1, i + 5)
        ):
            return True
    return False


def consents(found: Gist, book: CommitmentCodebook) -> bool:
    """Whether a wording says that somebody agrees, and hardly anything else ("both governments agreed")."""
    bases = _Bases.of(book)
    return not bases.consent.isdisjoint(found.words) and found.words <= bases.consent | bases.light


def reversed_verbs(one: Gist, other: Gist, book: CommitmentCodebook) -> tuple[str, str] | None:
    """A word of each of which the one undoes what the other does ("withdraw", "stay")."""
    antonyms = _Bases.of(book).antonyms
    pairs = ((a, b) for a in sorted(one.words) for b in sorted(other.words))
    return next((pair for pair in pairs if frozenset(pair) in antonyms), None)


def coverage(wanted: Gist, given: frozenset[str], codes: frozenset[str], book: CommitmentCodebook) -> float:
    """How much of ``wanted`` is told by the words ``given`` and ``codes``: 0 to 1.

    Words that carry little, figures and names of states count for less.  0 where too little is
    shared to say anything (less than a word and a half).
    """
    all_words = sum(_weight(word, book) for word in wanted.words)
    shared = sum(_weight(word, book) for word in wanted.words & given)
    if shared < min(1.25, all_words) or shared < 1:
        return 0.0
    total = all_words + _CODE * len(wanted.codes)
    share = (shared + _CODE * len(wanted.codes & codes)) / total
    # another place than the one named, another deed than the one meant
    elsewhere = bool(wanted.names) and not wanted.names & given
    undone = wanted.verb is not None and wanted.verb not in book.words.light and wanted.verb not in given
    return share * (_ELSEWHERE if elsewhere else 1.0) * (_UNDONE if undone else 1.0)


def likeness(one: Gist, other: Gist, book: CommitmentCodebook) -> float:
    """How much two wordings share of the smaller one: 0 to 1."""
    small, large = sorted((one, other), key=lambda g: sum(_weight(word, book) for word in g.words))
    whole = sum(_weight(word, book) for word in small.words)
    return sum(_weight(word, book) for word in small.words & large.words) / whole if whole else 0.0


def strength(found: Gist, book: CommitmentCodebook) -> float:
    """How much a wording says (in words that tell)."""
    return sum(_weight(word, book) for word in found.words)


def _weight(word: str, book: CommitmentCodebook) -> float:
    if word in book.words.light:
        return _LIGHT
    return _NUMBER if word[0].isdigit() else 1.0


def _named(
    found: list[re.Match[str]], folded: list[str], i: int, actors: ActorCodebook
) -> tuple[int, str | None]:
    """How many words from the i-th on name a state or organisation, and its code; (1, None) if none does."""
    first = found[i].group()
    if not first[0].isupper() or folded[i] not in actors.starts:
        return 1, None
    for count in range(min(len(found) - i, _NAME_WORDS), 0, -1):
        entry = actors.names.get(" ".join(folded[i : i + count]))
        if entry is None or entry.kind not in _NAMES or (entry.case == 2 and not first.isupper()):
            continue
        code = entry.name if entry.country in ("IGO", "NGO") else entry.country
        if code:
            return count, code
    return 1, None


@cache
def named_actors() -> ActorCodebook:
    """The package's codebook of actors, loaded once."""
    return load_actors()


def base_of(word: str, book: CommitmentCodebook) -> str:
    """The word under which ``word`` (small letters) is compared: its stem, or that of a word like it."""
    return _base(word, _Bases.of(book))


class _Bases:
    """The tables of a codebook by base forms; one object a codebook, so that it can be a key."""

    _made: ClassVar[dict[int, tuple[CommitmentCodebook, _Bases]]] = {}

    def __init__(self, book: CommitmentCodebook) -> None:
        self._derived = {stem(form): stem(base) for form, base in book.words.derived.items()}
        same = book.words.same
        self._same: dict[str, str] = {}
        for form, base in same.items():
            self._same.setdefault(self._root(form), self._root(base))
        # "a crossing" is a border, "crossed" is what one does to it
        self._forms = {form: self._root(base) for form, base in same.items()}
        self.abstain, self.stay, self.consent, self.light = (
            frozenset(self.base(word) for word in words)
            for words in (book.words.abstain, book.words.stay, book.words.consent, book.words.light)
        )
        self.antonyms = frozenset(frozenset(self.base(word) for word in pair) for pair in book.words.antonyms)

    @classmethod
    def of(cls, book: CommitmentCodebook) -> _Bases:
        if id(book) not in cls._made:
            cls._made[id(book)] = (book, cls(book))
        return cls._made[id(book)][1]

    def base(self, word: str) -> str:
        root = self._root(word)
        return self._forms.get(word) or self._same.get(root, root)

    def _root(self, word: str) -> str:
        root = stem(word)
        return self._derived.get(root, root)


@lru_cache(100_000)
def _base(word: str, bases: _Bases) -> str:
    return bases.base(word)


@cache
def _irregular() -> dict[str, str]:
    verbs = load_text("lemmas")["verbs"]
    return {form: base for base, forms in verbs.items() for form in forms.split()}


def is_inflected(word: str) -> bool:
    """Whether ``word`` (small letters) looks like the past tense of a verb, or its participle."""
    return word.endswith("ed") or word in _irregular()


_ENDINGS: Final = (
    ("ations", "ate"), ("ation", "ate"), ("ments", ""), ("ment", ""), ("tions", "t"), ("tion", "t"),
    ("ings", ""), ("ing", ""), ("ied", "y"), ("ies", "y"), ("ed", ""), ("ers", "er"), ("es", "e"), ("s", ""),
)  # fmt: skip
_AFTER_EE: Final = ("agreed", "freed", "teed", "creed")  # "agree", not "agre"
_VOWELS: Final = frozenset("aeiouy")


@lru_cache(100_000)
def stem(word: str) -> str:
    """``word`` (small letters) without the endings of English inflection and of nouns for deeds.

    Rough: forms of one word become alike, and are not always words ("filling" -> "fil").
    """
    root = _irregular().get(word, word)
    if root.endswith(_AFTER_EE):
        root = root[:-1]
    if len(root) > 3:
        for ending, instead in _ENDINGS:
            if (
                root.endswith(ending)
                and len(root) - len(ending) >= 3
                and not root.endswith(("ss", "us", "is"))
            ):
                bare = root[: len(root) - len(ending)]
                if _VOWELS & set(bare):
                    root = bare + instead
                    break
    if root.endswith("e") and len(root) > 3:
        root = root[:-1]
    if len(root) > 3 and root[-1] == root[-2] and root[-1] not in "aeiou":
        root = root[:-1]
    return root


def in_order(words: Iterable[Word]) -> Iterator[str]:
    """The codes that the words name, in their order, each once."""
    seen: set[str] = set()
    for word in words:
        if word.code and word.code not in seen:
            seen.add(word.code)
            yield word.code
