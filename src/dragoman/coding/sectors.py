"""What a noun phrase says, and the sectors that its words give."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from dragoman.codebook.actors import ActorCodebook
from dragoman.codebook.entries import Entry
from dragoman.coding.lexing import Item

AGENTIVE = ("er", "ers", "or", "ors", "ist", "ists", "man", "men", "woman", "women", "folk", "ee", "ees")
# Sectors that stay an actor's own in an organisation of states, and those that are never a second one.
_OWN_SECTOR = frozenset(("MIL", "COP", "JUD", "REF", "JRN"))
_NEVER_SECOND = frozenset(("GOV", "CVL", "IGO", "NGO", "ELI"))
_ORGANISATIONS = ("IGO", "NGO")
COUNTRY_KINDS = frozenset(("state", "people", "peoples", "capital", "place", "city", "seat", "organisation"))


@dataclass(slots=True)
class Found:
    """What a noun phrase says.

    ``second``: another sector that the words give; ``city``: the folded name of the gazetteer's place that
    gave the country; ``rule``: how, for explanation.
    """

    country: str | None = None
    sector: str | None = None
    second: str | None = None
    role: str | None = None
    organisation: str | None = None
    kind: str | None = None
    person: str | None = None
    singular: bool = True
    former: bool = False
    head: str = ""
    items: list[Item] = field(default_factory=list)
    indefinite: bool = False
    city: str | None = None
    rule: list[str] = field(default_factory=list)


def sectors(
    items: list[Item],
    nouns: list[Item],
    result: Found,
    later: list[Found],
    unknown: Item | None,
    book: ActorCodebook,
    on: dt.date | None,
) -> None:
    """Sets the sectors that the words give, and the organisation where a later part names it."""
    last = nouns[-1] if nouns else None
    first: str | None = None  # of a word that decides wherever it stands before the head
    given: list[str] = []  # sectors of roles, in the order of the words
    own: Entry | None = None
    dominant = book.dominant
    for item in items:
        entry = item.entry
        if item.foreign:
            continue
        if first is None and item is not last and item.key in dominant:
            first = dominant[item.key]
            result.rule.append(f"{item.key!r} decides wherever it stands")
        elif entry is not None and entry.sector is not None:
            if entry.kind in ("role", "body"):
                given.append(entry.sector)
            elif entry.kind in ("organisation", "seat"):
                own = entry
    if first is not None and given and f"{first} {given[-1]}" in book.words["yielding"]:
        given.insert(0, first)  # "an opposition lawmaker"
        first = None
    mine = own.sector_on(on) if own is not None else None
    others = [*reversed(given), *([mine] if mine else ()), *([own.second] if own and own.second else ())]
    if first is None and given:
        first = given[-1]
        result.rule.append("the last role")
        # A civil office of an international organisation is the organisation's.
        if result.country in _ORGANISATIONS and first not in _OWN_SECTOR:
            first = result.country
    elif first is None and mine is not None:
        first = mine
        result.rule.append(f"of {result.organisation or 'the seat'}")
    elif first is None and last is not None:
        _wide(last, result, later, book)
        return
    if first is None:
        result.sector = _bare(items, result, unknown, book, on)
        return
    result.sector = first
    result.second = next((s for s in others if s != first and s not in _NEVER_SECOND), None)


def _wide(last: Item, result: Found, later: list[Found], book: ActorCodebook) -> None:
    """The sector of a generic head ("spokesman"): of a later part, of the organisation, its own."""
    assert last.entry is not None
    for part in later:
        if part.sector is not None:
            result.sector = part.sector
            result.organisation = result.organisation or part.organisation
            result.rule.append(f"{last.key!r} takes the sector of what follows")
            return
    if result.country in _ORGANISATIONS:
        result.sector = result.country
    elif result.country is not None or last.key in book.words["unsaid"]:
        result.sector = last.entry.sector
    result.rule.append(f"{last.key!r} without more")


def _bare(
    items: list[Item], result: Found, unknown: Item | None, book: ActorCodebook, on: dt.date | None
) -> str | None:
    """Sector of a phrase without any role: a nation, a place, a name."""
    if unknown is not None:
        if result.country is None or not unknown.key.endswith(AGENTIVE):
            return None
        result.rule.append(f"{unknown.key!r} names doers by its ending")
        return "CVL"
    at = len(items) - 1
    while at >= 0:
        entry = items[at].entry
        if entry is not None and not items[at].foreign and entry.kind in COUNTRY_KINDS:
            break
        at -= 1
    else:
        return None
    result.rule.append("nothing but a nation, a place or an organisation")
    before = items[:at]
    if entry.kind in ("people", "peoples"):
        mixed = book.words["mixed"]
        if any(i.key in mixed or i.key[0].isdigit() for i in before):
            return "CVL"
        if entry.kind == "peoples" and not any(i.key == "the" for i in before):
            return "CVL"
        return "GOV"
    if any(i.entry is None and i.capital and i.key != "the" for i in (*before, *items[at + 1 :])):
        return None
    return entry.sector_on(on)
