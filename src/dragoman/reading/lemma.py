"""Base forms of English words: irregular words from a table, the rest by rule.

Whether "hoping" comes of "hop" or "hope" and "refuses" of "refus" or "refuse" is decided by the
rules of spelling, and where they leave it open by a vocabulary of known words (that of the
language model's word pieces).
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from dragoman.codebook.text import load_text
from dragoman.errors import ModelError

_VOWELS: Final = frozenset("aeiouy")
_APOSTROPHES: Final = str.maketrans("’`´", "'''")
_PLAIN: Final = {
    "“": '"', "”": '"', "''": '"', "’’": '"', "‘‘": '"', "``": '"', "‘": "'", "’": "'",
    "–": "-", "—": "-", "--": "-", "…": "...",
}  # fmt: skip
_TABLES: Final = {
    "VERB": "verbs",
    "AUX": "auxiliaries",
    "NOUN": "nouns",
    "ADJ": "adjectives",
    "ADV": "adverbs",
    "PRON": "pronouns",
    "DET": "determiners",
    "PART": "particles",
    "ADP": "adpositions",
    "NUM": "numbers",
}


class Lemmatiser:
    """Base forms of words, given the part of speech."""

    def __init__(self, vocabulary: Container[str]) -> None:
        """``vocabulary``: lower-case words; base forms should be among them, others may be."""
        table = load_text("lemmas")
        self._known = vocabulary
        self._irregular = {upos: _forms(table[name]) for upos, name in _TABLES.items()}
        words = table["words"]
        self._whole_nouns = frozenset([*words["whole_nouns"], *words["whole_ics"]])
        self._whole_men = frozenset(words["whole_men"])
        self._double_final = frozenset(words["double_final"])
        self._bases = frozenset([*table["verbs"], *words["more_verbs"]])
        self._prefixes: tuple[str, ...] = tuple(words["verb_prefixes"])
        for upos in ("ADJ", "ADV"):
            for base in words["gradable"]:
                for form in _degrees(base):
                    self._irregular[upos].setdefault(form, base)

    def lemma(self, word: str, upos: str) -> str:
        """The base form of ``word``, used as the UD part of speech ``upos``.

        Proper names keep their letters; punctuation gets its plain form; all else is lower case
        ("I" excepted).
        """
        if upos == "PROPN" or upos == "X":
            return word
        if upos == "PUNCT" or upos == "SYM":
            return _PLAIN.get(word, word)
        low = word.lower().translate(_APOSTROPHES)
        if upos in self._irregular and (found := self._irregular[upos].get(low)) is not None:
            return found
        if upos == "NOUN":
            return self._noun(low)
        if upos == "VERB":
            return self._verb(low)
        if upos == "PRON" and low == "i":
            return "I"
        if upos == "NUM" and low[0].isdigit():
            return low.replace(",", "")
        return low

    def _noun(self, word: str) -> str:
        if word in self._whole_nouns or len(word) < 3 or word[-2].isdigit():
            return word
        if word.endswith("children"):
            return word[:-3]
        if word.endswith("men") and word not in self._whole_men:
            return word[:-2] + "an"
        head, hyphen, last = word.rpartition("-")
        if hyphen and head and last:
            return head + hyphen + (self._irregular["NOUN"].get(last) or self._noun(last))
        return self._without_s(word)

    def _verb(self, word: str) -> str:
        if word in self._bases or len(word) < 3:
            return word
        if word.endswith("s"):
            return self._without_s(word)
        if word.endswith("ing") and not _VOWELS.isdisjoint(word[:-3]):
            return self._base(word[:-3])
        if word.endswith("ied"):
            return word[:-1] if len(word) == 4 else word[:-3] + "y"
        if word.endswith("eed"):
            return word[:-1] if word[:-1] in self._known else word
        if word.endswith("ed") and not _VOWELS.isdisjoint(word[:-2]):
            return self._base(word[:-2])
        return self._prefixed(word)

    def _prefixed(self, word: str) -> str:
        """Irregular verbs after a prefix: "re-sent", "overheard"."""
        if word in self._known:
            return word
        for prefix in (word[: word.rfind("-") + 1], *self._prefixes):
            if prefix and word.startswith(prefix):
                base = self._irregular["VERB"].get(word[len(prefix) :])
                if base is not None and len(word) > len(prefix) + 2:
                    return prefix + base
        return word

    def _without_s(self, word: str) -> str:
        known = self._known
        if not word.endswith("s") or word.endswith(("ss", "'s", "series")):
            return word
        if word.endswith(("us", "is")):
            return word[:-1] if len(word) > 4 and word[:-1] in known else word
        if word.endswith("ies"):
            if len(word) == 4:
                return word[:-1]
            if word[:-3] + "y" not in known and word[:-1] in known:
                return word[:-1]
            return word[:-3] + "y"
        if word.endswith("sses"):
            return word[:-2]
        if word.endswith(("ses", "zes", "ches", "oes", "xes")):
            if word[:-1] in known:
                return word[:-1]
            if word.endswith("zzes") and word[:-3] in known:
                return word[:-3]
            if word.endswith(("ouses", "auses")):
                return word[:-1]
            if word[:-2] in known or word.endswith(("ches", "oes", "xes", "uses")):
                return word[:-2]
            return word[:-1]
        if word.endswith("shes"):
            return word[:-2]
        return word[:-1]

    def _base(self, stem: str) -> str:
        """The verb of which ``stem`` is left when -ing or -ed is taken away."""
        known = self._known
        if "-" in stem:
            prefix, _, last = stem.rpartition("-")
            return f"{prefix}-{self._base(last)}" if not _VOWELS.isdisjoint(last) else stem
        last = stem[-1]
        with_e = stem + "e"
        if stem in self._bases and not _short(stem):
            return stem
        if with_e in self._bases:
            return with_e
        if stem.endswith("ck") and stem[:-1] in self._bases:
            return stem[:-1]
        if len(stem) > 2 and last == stem[-2] and last not in _VOWELS:
            if stem in self._double_final or (last in "lsfz" and stem in known):
                return stem
            return stem if last in "sf" and stem[:-1] not in known else stem[:-1]
        if stem[-1:] in _VOWELS and last != "u":
            return stem if stem in known or last in "yo" else with_e if with_e in known else stem
        if last in "cvuz" or stem.endswith(("ng", "dg", "rg", "lg")):
            return stem if with_e not in known and (stem in known or stem.endswith("ong")) else with_e
        if _short(stem):
            return with_e if last not in "wx" else stem
        if stem in known and not (stem[-2] not in _VOWELS and with_e in known and last in "ls"):
            return stem
        return with_e if with_e in known or _takes_e(stem) else stem


def _forms(table: dict[str, str]) -> dict[str, str]:
    found = {form: base for base, forms in table.items() for form in forms.split()}
    for base in table:
        found.setdefault(base.lower(), base)
    return found


def _degrees(adjective: str) -> Iterable[str]:
    stem = adjective
    if stem[-1] == "e":
        stem = stem[:-1]
    elif stem[-1] == "y" and stem[-2] not in _VOWELS:
        yield stem + "er"
        yield stem + "est"
        stem = stem[:-1] + "i"
    elif _short(stem) and stem[-1] not in "wxy":
        stem += stem[-1]
    yield stem + "er"
    yield stem + "est"


def _short(stem: str) -> bool:
    """Whether ``stem`` is one syllable that ends in one vowel and one consonant ("hop", "us")."""
    if len(stem) < 2 or stem[-1] in _VOWELS or stem[-2] not in _VOWELS:
        return False
    before = stem[:-2]
    if before.endswith("qu"):
        before = before[:-1]
    return _VOWELS.isdisjoint(before) or (before[:1] == "y" and _VOWELS.isdisjoint(before[1:]))


_E_ENDINGS: Final = frozenset(load_text("lemmas")["words"]["endings_before_e"])


def _takes_e(stem: str) -> bool:
    """A guess for stems that are in no list: "privatis", "escalat", "dismantl"."""
    if stem[-1] == "l" and stem[-2:-1] in tuple("bcdfgkptz"):
        return True
    if stem.endswith(("iat", "uat", "creat", "quir")):
        return True
    if stem[-3:-2] in tuple("aeiou") and stem[-2] in _VOWELS:
        return False
    return len(stem) > 4 and stem[-2:] in _E_ENDINGS


@cache
def _vocabulary() -> frozenset[str]:
    path = files("dragoman.reading") / "weights" / "vocab.txt"
    try:
        text = path.read_text(encoding="utf8")
    except OSError as error:
        raise ModelError(f"{path}: cannot be read ({error}); install dragoman again") from error
    return frozenset(line for line in text.splitlines() if line.isalpha() and len(line) > 1)


@cache
def _lemmatiser() -> Lemmatiser:
    return Lemmatiser(_vocabulary())


@lru_cache(maxsize=100_000)
def lemma(word: str, upos: str) -> str:
    """The base form of ``word``, used as ``upos`` (see :meth:`Lemmatiser.lemma`).

    The vocabulary is the language model's; raises ModelError where its file is missing.
    """
    return _lemmatiser().lemma(word, upos)
