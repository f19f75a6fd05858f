"""One occasion told by several verbs of a sentence: attack and outcome, shot and hit, deed and purpose."""

from __future__ import annotations

from dataclasses import replace

from dragoman.coding.counts import HARMING, filled, told
from dragoman.coding.drafted import Drafted, share
from dragoman.coding.roles import patient, surface_subject
from dragoman.coding.sentence_events import VERBAL, SentenceCoder
from dragoman.coding.shapes import deprel, infinitive, lemma, participial

# Types by which a shot is told; the words of "fired a rocket" alone may be a test.
_SHOTS = frozenset({"ASSAULT", "MOBILIZE"})


def join(s: SentenceCoder) -> None:
    """Makes one of the drafts that tell parts of one event, and lets the events of one occasion share
    date and place."""
    _join_shots(s)
    _join_outcomes(s)
    _share_occasion(s)
    _count_once(s)


def _join_shots(s: SentenceCoder) -> None:
    """Who fired what hit: "a rocket fired by rebels struck a bus" tells one attack."""
    hits = [d for d in s.found.values() if d.type == "ASSAULT" and d.target]
    for i, draft in sorted(s.found.items()):
        if draft.type not in _SHOTS or draft.target or not draft.source:
            continue
        if deprel(s.tree, i) not in ("acl", "advcl"):
            continue
        fired = (s.tree.tokens[i].head, patient(s.tree, i))
        hit = next((d for d in hits if surface_subject(s.tree, d.token) in fired), None)
        if hit is not None:
            hit.source = draft.source
            del s.found[i]


def _join_outcomes(s: SentenceCoder) -> None:
    """The dead of "four died when soldiers opened fire" are those of the attack in the clause of time."""
    for i, draft in sorted(s.found.items()):
        if draft.type != "ASSAULT" or deprel(s.tree, i) != "advcl" or not _when(s, i):
            continue
        first = s.tree.tokens[i].head
        if first not in s.found and deprel(s.tree, first) == "conj":
            first = s.tree.tokens[first].head
        if lemma(s.tree, first) not in HARMING:
            continue
        other = s.found.get(first)
        if other is None:
            draft.counts = filled(draft.counts, told(s.tree, first, first, False))
        elif other.type == "ASSAULT" and not other.source and other.modality == draft.modality:
            _take(draft, other)
            del s.found[first]


def _take(draft: Drafted, outcome: Drafted) -> None:
    """Gives an attack the dead, the victims, the date and the place that its outcome tells."""
    draft.counts = filled(draft.counts, outcome.counts)
    if not any(p.code for p in draft.target):
        draft.target = outcome.target or draft.target
    draft.date = draft.date or outcome.date
    if draft.place is None:
        draft.place, draft.wide = outcome.place, outcome.wide


def _when(s: SentenceCoder, i: int) -> bool:
    marks = s.tree.children(i, "mark", "advmod")
    return any(s.tree.tokens[m].text.lower() in ("when", "as", "after") for m in marks)


def _outcome(s: SentenceCoder, i: int) -> bool:
    """Whether ``i`` tells only what the attack above it did to people: a participle that goes with
    it, or one more verb of killing and wounding ("four were killed and six wounded")."""
    word = lemma(s.tree, i)
    if word not in HARMING and word != "leave":
        return False
    if participial(s.tree, i):
        return True
    first = s.tree.tokens[i].head
    return deprel(s.tree, i) == "conj" and lemma(s.tree, first) in HARMING and first in s.found


def _count_once(s: SentenceCoder) -> None:
    """Arrests that an event of their own tells are not counted with another's dead and wounded, nor
    the dead and wounded of an attack with an arrest or a seizure beside it."""
    coerced = [draft for draft in s.found.values() if draft.type == "COERCE"]
    attacks = [draft for draft in s.found.values() if draft.type == "ASSAULT"]
    arrested = {draft.counts.arrested for draft in coerced} - {None}
    for draft in s.found.values():
        if draft.type != "COERCE" and draft.counts.arrested in arrested:
            draft.counts = replace(draft.counts, arrested=None)
    for draft in coerced:
        for field in ("deaths", "injured"):
            value = getattr(draft.counts, field)
            if value is not None and any(getattr(a.counts, field) == value for a in attacks):
                draft.counts = replace(draft.counts, **{field: None})


def _share_occasion(s: SentenceCoder) -> None:
    """An event that is the purpose, manner or content of another shares its date and place."""
    clauses = {draft.clause: draft for draft in s.found.values()} | s.found
    for i, draft in sorted(s.found.items()):
        token = s.tree.tokens[i]
        other = clauses.get(token.head)
        if other is None or deprel(s.tree, i) not in ("advcl", "xcomp", "acl", "conj"):
            continue
        speaking = other.type in VERBAL or other.type == "PROTEST"
        told_by = draft.type in VERBAL or draft.type == other.type == "PROTEST"
        verbal = told_by and speaking and deprel(s.tree, i) == "advcl"
        if verbal and draft.modality == "future" and other.modality == "asserted":
            draft.modality = "asserted"
            draft.purpose = True
        if draft.type == other.type == "ASSAULT" and _outcome(s, i):
            # "launched air strikes, killing 12": the outcome of the attack already told
            other.counts = filled(other.counts, draft.counts)
            if other.target and draft.modality == other.modality:
                other.source = other.source or draft.source
                if other.mode is None and draft.mode is not None:
                    other.mode, other.cameo, other.goldstein = draft.mode, draft.cameo, draft.goldstein
                del s.found[i]
                clauses[i] = other
                continue
        marked = s.tree.has(i, "mark", "case") and not infinitive(s.tree, i)
        if draft.modality == other.modality and deprel(s.tree, i) == "advcl" and not marked:
            draft.occasion.append(other)
            other.occasion.append(draft)
            share(draft)
            share(other)
