"""The codebook's verbs as the lemmatiser sees them: a trigger not recognised in the past tense is lost."""

from __future__ import annotations

import re

from dragoman.codebook.events import load_events
from dragoman.reading.lemma import lemma

# The past tense of these is not the one that ``_past`` forms, or is that of another verb as well.
OTHERS = {"annul", "be", "gas", "incur", "lambast", "put", "quit", "readmit", "rebut", "see", "teargas"}


def _past(verb: str) -> str:
    """The regular past tense of ``verb``."""
    if verb.endswith("e"):
        return verb + "d"
    if re.search("[^aeiou]y$", verb):
        return verb[:-1] + "ied"
    if re.fullmatch("[^aeiou]*[aeiou][bdgklmnprtvz]", verb):  # one short syllable
        return verb + verb[-1] + "ed"
    return verb + "ed"


def test_every_trigger_is_recognised_in_the_past_tense() -> None:
    verbs = {key.partition("+")[0] for key in load_events().verbs} - OTHERS
    assert len(verbs) > 500
    assert {v: found for v in verbs if v.isalpha() and (found := lemma(_past(v), "VERB")) != v} == {}


def test_doubled_finals_are_recognised() -> None:
    forms = (
        "annulled",
        "gassed",
        "rebutted",
        "incurred",
        "readmitted",
        "severed",
        "lauded",
        "routed",
        "marches",
    )
    assert [lemma(form, "VERB") for form in forms] == [
        "annul",
        "gas",
        "rebut",
        "incur",
        "readmit",
        "sever",
        "laud",
        "rout",
        "march",
    ]
