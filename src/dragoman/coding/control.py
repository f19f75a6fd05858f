"""English verbs and nouns that decide whose deed an infinitive, gerund or participle is.

The words are data: ``codebook/data/text/control.toml`` says what each list is for.
"""

from __future__ import annotations

from typing import Final

from dragoman.codebook.text import load_text

_WORDS: Final = {name: frozenset(words) for name, words in load_text("control").items()}

SUBJECT_CONTROL: Final = _WORDS["subject"]
OBJECT_CONTROL: Final = _WORDS["object"]
ADDRESSING: Final = _WORDS["addressing"]
GERUND_CONTROL: Final = _WORDS["gerund"]
DEMANDING_CLAUSE: Final = _WORDS["demanding"]
REASON: Final = _WORDS["reason"]
DONE: Final = _WORDS["done"]
TEXTS: Final = _WORDS["texts"]
PHRASAL: Final = _WORDS["phrasal"]
QUANTITY: Final = _WORDS["quantity"]
JOINED: Final = _WORDS["joined"]
UNDERGONE: Final = _WORDS["undergone"]
