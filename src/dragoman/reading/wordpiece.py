"""WordPiece of the encoder: words to vocabulary ids, and the shape of a word.

The uncased BERT scheme (Devlin et al. 2019, arXiv:1810.04805): lower case, accents
removed, punctuation and CJK characters apart, then the longest pieces that the
vocabulary holds.  Case, which that scheme forgets, is kept as one of six shapes.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path

SHAPES = ("lower", "title", "upper", "mixed", "digit", "other")
MAX_PIECES = 512  # positions that the encoder knows
_MAX_CHARACTERS = 100  # of a unit; a longer one is unknown, as in the original


class WordPiece:
    """Splits words into pieces of a vocabulary, remembering words it has seen."""

    def __init__(self, vocabulary: list[str]) -> None:
        """``vocabulary``: pieces in order of their ids; must hold [CLS], [SEP] and [UNK]."""
        self._ids = {piece: i for i, piece in enumerate(vocabulary)}
        self.cls = self._ids["[CLS]"]
        self.sep = self._ids["[SEP]"]
        self._unknown = self._ids["[UNK]"]
        self._seen: dict[str, tuple[int, ...]] = {}

    @classmethod
    def load(cls, path: Path) -> WordPiece:
        """The vocabulary in ``path``, one piece a line."""
        return cls(path.read_text(encoding="utf8").splitlines())

    def pieces(self, word: str) -> tuple[int, ...]:
        """Ids of the pieces of ``word``, at least one."""
        found = self._seen.get(word)
        if found is None:
            found = tuple(i for unit in _units(word) for i in self._longest_first(unit)) or (self._unknown,)
            if len(self._seen) > 200_000:  # keeps memory bounded on endless input
                self._seen.clear()
            self._seen[word] = found
        return found

    def encode(self, words: Sequence[str]) -> tuple[list[int], list[int], list[int]]:
        """A window for the encoder: ids and shapes of its pieces ([CLS] and [SEP] included)
        and the number of pieces of each word.

        Words are cut to fewer pieces where the window would not fit ``MAX_PIECES``.
        """
        split = [self.pieces(word) for word in words]
        limit = 64
        while sum(min(len(pieces), limit) for pieces in split) > MAX_PIECES - 2 and limit > 1:
            limit //= 2
        ids, shapes, counts = [self.cls], [len(SHAPES) - 1], []
        for word, pieces in zip(words, split, strict=True):
            kept = pieces[:limit]
            ids.extend(kept)
            shapes.extend([shape(word)] * len(kept))
            counts.append(len(kept))
        return [*ids, self.sep], [*shapes, len(SHAPES) - 1], counts

    def _longest_first(self, unit: str) -> list[int]:
        if len(unit) > _MAX_CHARACTERS:
            return [self._unknown]
        found: list[int] = []
        start = 0
        while start < len(unit):
            prefix = "##" if start else ""
            for end in range(len(unit), start, -1):
                piece = self._ids.get(prefix + unit[start:end])
                if piece is not None:
                    found.append(piece)
                    start = end
                    break
            else:
                return [self._unknown]
        return found


def shape(word: str) -> int:
    """Index into ``SHAPES`` of the word's shape."""
    if word.islower():
        return 0
    if word.isupper():
        return 2 if len(word) > 1 else 1
    if any(c.isdigit() for c in word):
        return 4
    if word[:1].isupper():
        return 1 if word[1:].islower() or not word[1:] else 3
    return 3 if any(c.isupper() for c in word) else 5


def _units(word: str) -> list[str]:
    plain = unicodedata.normalize("NFD", word.lower())
    units: list[str] = []
    current = ""
    for character in plain:
        category = unicodedata.category(character)
        if category == "Mn" or category in ("Cc", "Cf"):
            continue
        if _is_apart(character, category):
            if current:
                units.append(current)
                current = ""
            units.append(character)
        else:
            current += character
    return [*units, current] if current else units


def _is_apart(character: str, category: str) -> bool:
    code = ord(character)
    if code < 128:
        return not character.isalnum() and not character.isspace()
    return category.startswith("P") or 0x4E00 <= code <= 0x9FFF or 0x3400 <= code <= 0x4DBF
