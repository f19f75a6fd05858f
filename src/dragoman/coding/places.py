"""Where an event happened: the place phrase of its clause, looked up in the gazetteer.

Of homonyms the one in a country of the event's actors or of the report is taken, unless it is so much
smaller than the first place of that name that nobody would mean it ("Paris" with an American in it).
"""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.codebook.events import EventCodebook
from dragoman.codebook.gazetteer import Entry, Gazetteer, load_gazetteer
from dragoman.coding.drafted import Drafted
from dragoman.coding.roles import patient
from dragoman.coding.shapes import lemma
from dragoman.coding.sides import Sides
from dragoman.tree import Tree
from dragoman.types import Party, Place, Span

# Types that are acts of speech: what their object names happened elsewhere ("condemned the raid in Gao").
_SAID = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "AGREE", "SUPPORT"})
# Types that happen where their target is, if that is a town or region; visits do so too.
_AT_TARGET = frozenset({"ASSAULT", "MOBILIZE", "COERCE", "PROTEST", "RETREAT"})
_DEPTH = 4
# How many times smaller a homonym nearby may be; less in a country full of towns named after others.
_SMALLER = 12
_NAMESAKE = 3
_UNKNOWN = 100_000  # inhabitants of a place for which the gazetteer has no figure


class Places:
    """The gazetteer as event coding asks it; it is loaded when the first place is met."""

    __slots__ = ("_gazetteer", "_namesakes")

    def __init__(self, book: EventCodebook, gazetteer: Gazetteer | None = None) -> None:
        """``gazetteer``: the packaged one when None."""
        self._gazetteer = gazetteer
        self._namesakes = book.classes["namesakes"]

    def of(self, draft: Drafted, tree: Tree, sides: Sides, clause: int, home: str | None) -> Place | None:
        """Where the event of ``draft`` happened; ``clause``: its light verb, or its trigger again;
        ``home``: the country that the report is about."""
        deep = draft.type not in _SAID or clause != draft.token or _light(draft, tree)
        span = place_of(tree, draft.token, sides, deep)
        if span is None and clause != draft.token:
            span = place_of(tree, clause, sides, deep)
        near = {p.actor.country for p in (*draft.source, *draft.target) if p.actor and p.actor.country}
        if home is not None:
            near.add(home)
        known = frozenset(near - {"IGO", "NGO"})
        if span is None:
            there = draft.type in _AT_TARGET or draft.mode == "visit"
            return self._at_target(draft, known) if there else None
        return self.resolve(
            span, frozenset((following,)) if (following := sides.toponyms.country_after(span)) else known
        )

    def resolve(self, span: Span, near: frozenset[str]) -> Place:
        """The place that ``span`` names; ``near``: countries (ISO 3166-1 alpha-3) to prefer."""
        name, _, country = span.text.partition(", ")
        if country and (within := self.find(country, near)) is not None:
            near = frozenset((within.country,))  # "Tbilisi, Georgia"
        # "the northern Afghan city of Kunduz"
        entry = self.find(name, near) or self.find(name.rpartition(" of ")[2], near)
        if entry is None:
            return Place(span.text, span.start, span.end, span.text)
        return _place(span, entry)

    def find(self, name: str, near: frozenset[str]) -> Entry | None:
        """The gazetteer's place of that name, a nearby one before a greater one, within reason."""
        if self._gazetteer is None:
            self._gazetteer = load_gazetteer()
        best = self._gazetteer.find(name)
        if best is None or best.country in near or not near:
            return self._gazetteer.find(name, near) if best is not None else None
        other = self._gazetteer.find(name, near)
        if other is None or other.country not in near:
            return best
        times = _NAMESAKE if other.country in self._namesakes else _SMALLER
        return other if _size(other) * times >= _size(best) else best

    def wide(self, place: Place) -> bool:
        """Whether ``place`` is a whole country, within which another place may be meant."""
        entry = self.find(place.text, frozenset((place.country,))) if place.country else None
        return entry is not None and entry.kind == "country"

    def _at_target(self, draft: Drafted, near: frozenset[str]) -> Place | None:
        for party in draft.target:
            if not _bare_place(party):
                continue
            entry = self.find(party.text, near)
            if entry is not None and entry.kind != "country":
                return _place(Span(party.text, party.start, party.end), entry)
        return None


def _place(span: Span, entry: Entry) -> Place:
    where = (entry.name, entry.country, entry.latitude, entry.longitude)
    return Place(span.text, span.start, span.end, *where)


def _size(entry: Entry) -> int:
    return entry.population or _UNKNOWN


def _light(draft: Drafted, tree: Tree) -> bool:
    """Whether the object belongs to the trigger ("issued a warning to Lee in Lima")."""
    thing = patient(tree, draft.token)
    return thing is not None and draft.trigger.start <= tree.tokens[thing].start < draft.trigger.end


def _bare_place(party: Party) -> bool:
    """Whether the actor is no more than the country in which a place lies."""
    actor = party.actor
    return actor is not None and actor.name is None and actor.role is None and party.text[:1].isupper()


def place_of(tree: Tree, i: int, sides: Sides, deep: bool = True) -> Span | None:
    """The words of the place that an "in" or "at" phrase of ``i`` gives, or of a place name before
    the noun ("the Stockholm meeting"); None where there is none.

    ``deep``: whether a place within the object counts ("shelled a school in Lviv").
    """
    for child in _phrases(tree, i, deep):
        span = _named(tree, child, sides)
        if span is not None:
            return span
    if tree.tokens[i].upos in ("NOUN", "PROPN"):
        for child in tree.children(i, "compound"):
            span = sides.toponyms.place(child)
            if span is not None:
                return span
    return None


def _phrases(tree: Tree, i: int, deep: bool) -> Iterator[int]:
    """The noun phrases in which the place of ``i`` may stand: its own, then those within its object."""
    yield from tree.children(i, "obl", "nmod")
    thing = patient(tree, i) if deep and tree.tokens[i].upos == "VERB" else None
    if thing is not None:
        yield from tree.children(thing, "nmod")


def _named(tree: Tree, i: int, sides: Sides, depth: int = 0) -> Span | None:
    """The place named by the phrase of ``i``, or by a place phrase within it."""
    case = tree.child(i, "case")
    word = "" if case is None else tree.tokens[case].text.lower()
    above = tree.tokens[i].head
    if word in sides.classes["place_preposition"] or (
        word == "of" and depth and lemma(tree, above) in sides.classes["settlement"]
    ):
        span = sides.toponyms.place(i)
        if span is not None:
            return span
    elif depth == 0 and word not in sides.classes["scene_preposition"]:
        return None
    if depth < _DEPTH:
        for child in tree.children(i, "nmod", "appos", "conj"):
            if (span := _named(tree, child, sides, depth + 1)) is not None:
                return span
    return None
