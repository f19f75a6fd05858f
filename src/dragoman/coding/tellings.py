"""One event told several times in a document becomes one record.

Two asserted drafts tell one event when their types are the same, their actors agree on both
sides (either way round for reciprocal types), and their dates, places and modes do not
contradict.  An empty side agrees with any, if the other side is told in both.  The first
telling stays; later ones fill in what it leaves open.
"""

from __future__ import annotations

from dragoman.coding.counts import contradict, filled
from dragoman.coding.drafted import Drafted, share
from dragoman.types import Party

# Sectors that act for the state.
_STATE = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY", "ELI"})


def merge(drafts: list[Drafted]) -> list[Drafted]:
    """``drafts`` (in order of the text) without later tellings of an event already there.

    A telling in its own right takes the place of an earlier one that only names a purpose.
    """
    kept: list[Drafted] = []
    by_type: dict[tuple[str, str], list[Drafted]] = {}
    for draft in drafts:
        earlier = by_type.setdefault((draft.type, draft.modality), [])
        same = next((d for d in earlier if _same(d, draft)), None)
        if same is None:
            earlier.append(draft)
            kept.append(draft)
        else:
            if same.purpose and not draft.purpose:
                earlier[earlier.index(same)] = draft
                kept.remove(same)
                kept.append(draft)
                same, draft = draft, same
            _fill(same, draft)
    return kept


def _same(a: Drafted, b: Drafted) -> bool:
    if a.modality != "asserted" and a.sentence != b.sentence:
        return False
    if not _compatible_dates(a.date, b.date):
        return False
    if not _places_agree(a, b):
        return False
    if a.mode != b.mode and ((a.mode and b.mode) or a.type == "CONSULT"):
        return False  # a visit is not the meeting during it
    if contradict(a.counts, b.counts):
        return False
    if a.sentence == b.sentence and a.token == b.token:
        return False
    if a.sentence != b.sentence and not _retold(a, b):
        return False
    if _sides_agree(a.source, b.source, a.target, b.target):
        return True
    return (a.symmetric or b.symmetric) and _sides_agree(a.source, b.target, a.target, b.source)


def _retold(a: Drafted, b: Drafted) -> bool:
    """Whether ``b`` may tell ``a`` again: both tell both sides, or the words of ``b`` go back to it."""
    if all((a.source, a.target, b.source, b.target)):
        return True
    noun = b.rule is not None and b.rule.pos == "noun"
    same_word = a.rule is not None and b.rule is not None and a.rule.lemma == b.rule.lemma
    return noun or same_word


def _sides_agree(
    a1: tuple[Party, ...], b1: tuple[Party, ...], a2: tuple[Party, ...], b2: tuple[Party, ...]
) -> bool:
    first, second = _agree(a1, b1), _agree(a2, b2)
    return (first == 2 and second >= 1) or (second == 2 and first >= 1)


def _agree(a: tuple[Party, ...], b: tuple[Party, ...]) -> int:
    """2: the same actors; 1: one side is empty; 0: different."""
    if not a or not b:
        return 1
    mine, yours = _identities(a), _identities(b)
    same = bool(mine & yours) and (mine <= yours or yours <= mine)
    return 2 if same and _sectors_agree(a, b) else 0


def _identities(parties: tuple[Party, ...]) -> set[str]:
    return {p.code or p.text.lower() for p in parties}


def _sectors_agree(a: tuple[Party, ...], b: tuple[Party, ...]) -> bool:
    """False where one side is the state's and the other is not ("police" and "fighters" of one country)."""
    mine, yours = ({p.actor.sector for p in side if p.actor and p.actor.sector} for side in (a, b))
    return not mine or not yours or bool(mine & yours) or (mine <= _STATE) == (yours <= _STATE)


def _places_agree(a: Drafted, b: Drafted) -> bool:
    """Whether both may be in one place: the same, or a place and the country it lies in."""
    if a.place is None or b.place is None or a.place.name.lower() == b.place.name.lower():
        return True
    return (a.wide or b.wide) and a.place.country == b.place.country


def _compatible_dates(a: str | None, b: str | None) -> bool:
    return a is None or b is None or a.startswith(b) or b.startswith(a)


def _fill(kept: Drafted, later: Drafted) -> None:
    """Takes from ``later`` what ``kept`` leaves open."""
    if later.date and (kept.date is None or len(later.date) > len(kept.date)):
        kept.date = later.date
    if later.place is not None and (kept.place is None or (kept.wide and not later.wide)):
        kept.place, kept.wide = later.place, later.wide
    if kept.mode is None and later.mode is not None:
        kept.mode, kept.cameo, kept.goldstein = later.mode, later.cameo, later.goldstein
    kept.counts = filled(kept.counts, later.counts)
    if not kept.source or not kept.target:
        swapped = kept.symmetric and _agree(kept.source, later.source) == 0
        source, target = (later.target, later.source) if swapped else (later.source, later.target)
        kept.source = kept.source or source
        kept.target = kept.target or target
    kept.occasion.extend(d for d in later.occasion if d is not kept)
    share(kept)
