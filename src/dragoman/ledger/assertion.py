"""What of a sentence is said to be so, and what is denied, foreseen, demanded or only aimed at.

By its words alone: the ledger has no syntax tree of what it keeps.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dragoman.codebook.commitments import CommitmentCodebook
from dragoman.ledger.gist import Word, is_negator, stem

_BORDER: Final = frozenset(",;:.—–()")


def states_of(text: str, words: Sequence[Word], book: CommitmentCodebook) -> list[str]:
    """Of each word whether its stretch of the sentence is said to be so.

    "real", "denied", "unreal" (foreseen, demanded, promised) or "aim" (an infinitive).
    """
    lists = book.words
    states: list[str] = []
    state = "real"
    for i, word in enumerate(words):
        low = word.text.lower().replace("’", "'")
        before = text[words[i - 1].end if i else word.start : word.start]
        root = stem(low)
        if _BORDER & set(before) or low in lists.borders:
            state = "real"
        previous = stem(words[i - 1].text.lower()) if i else ""
        if is_negator(word, book):
            state = "denied" if state == "real" else state
        elif (low in lists.unreal or root in stems_of(lists.unreal) or low.endswith("'ll")) and not (
            (low in book.nouns and _is_noun(words, i))
            or (root in stems_of(lists.consent) and not _to_do(words, i))
        ):
            states.append(state)
            state = "unreal"
            continue
        elif low == "to" and i + 1 < len(words) and _infinitive(words[i + 1]):
            if previous in stems_of(lists.fail):
                state = "denied"
            elif previous not in stems_of(lists.manage) and state == "real":
                state = "aim"
        states.append(state)
    return states


def stems_of(words: frozenset[str]) -> frozenset[str]:
    """The stems of a list of the codebook, computed once."""
    if words not in _STEMS:
        _STEMS[words] = frozenset(stem(word) for word in words)
    return _STEMS[words]


_STEMS: Final[dict[frozenset[str], frozenset[str]]] = {}
_ARTICLES: Final = frozenset(
    ("the", "a", "an", "its", "his", "her", "their", "this", "that", "these", "those", "all", "both", "our")
)


def _is_noun(words: Sequence[Word], i: int) -> bool:
    """Whether the word, a noun or a verb by its form, is a noun: an article stands shortly before it."""
    return any(w.code or w.text.lower() in _ARTICLES for w in words[max(0, i - 2) : i])


def _to_do(words: Sequence[Word], i: int) -> bool:
    """Whether an infinitive follows ("agreed to withdraw", not "agreed to the mission")."""
    behind = words[i + 1 : i + 3]
    return len(behind) == 2 and behind[0].text.lower() == "to" and _infinitive(behind[1])


def _infinitive(word: Word) -> bool:
    """Whether what follows "to" may be a verb: no name, figure or article."""
    low = word.text
    return word.code is None and low[0].islower() and low not in _ARTICLES
