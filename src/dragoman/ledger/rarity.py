"""How much a word says by itself: the rarer it is in English, the more.

Frequencies that are counted in the ledger would depend on what is in it, and so what counts as the same
would change with every report.  The vocabulary of the language model is in the order of frequency (Devlin
et al. 2019, arXiv:1810.04805), and by Zipf's law a word's frequency falls with its rank.
"""

from __future__ import annotations

import math
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

COMMONEST: Final = 500  # words so frequent that they say nothing


@cache
def _ranks() -> dict[str, int]:
    lines = (files("dragoman.reading") / "weights" / "vocab.txt").read_text(encoding="utf8").splitlines()
    words = [word for word in lines[lines.index("the") :] if word.isalpha()]
    return {word: rank for rank, word in enumerate(words)}


@lru_cache(100_000)
def rarity(word: str) -> float:
    """How much ``word`` (folded) says: 0 for the commonest words, 1 for those that are in no vocabulary."""
    ranks = _ranks()
    rank = ranks.get(word, len(ranks))
    return max(0.0, math.log(rank / COMMONEST) / math.log(len(ranks) / COMMONEST)) if rank else 0.0


def known(word: str) -> bool:
    """Whether ``word`` (folded) is a common word of English or a well-known name."""
    return word in _ranks()
