"""What the words of one noun phrase say about whom it stands for (no context, no dates of office)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from dragoman.codebook.actors import ActorCodebook
from dragoman.coding.headwords import NOUN_KINDS, doer, generic, in_name, name_run, role, tail
from dragoman.coding.lexing import Item, mark, scan
from dragoman.coding.sectors import AGENTIVE, COUNTRY_KINDS, Found, sectors

__all__ = ["Found", "analyse"]


@dataclass(slots=True)
class _Segment:
    link: str
    items: list[Item] = field(default_factory=list)
    split: int = -1  # where the second conjunct begins

    @property
    def first(self) -> list[Item]:
        """The items of the first conjunct."""
        return self.items[: self.split] if self.split > 0 else self.items


def analyse(text: str, book: ActorCodebook, on: dt.date | None = None) -> Found | None:
    """What the words of ``text``, a noun phrase, say; None where it names no actor."""
    items = scan(text, book)
    if not items:
        return None
    member = None
    if items[-1].hyphen and len(items) > 2 and items[-1].capital and "(" in text:
        member = book.initials.get(items[-2].key)
    if member is not None:
        del items[-2:]
    items = doer(items, book)
    items[-1].possessor = False  # "Kyiv's": nothing follows that it possesses
    if "-" in text or "–" in text or "pro" in text or "anti" in text:
        mark(items, book)
    found = _Phrase(items, book, on).found()
    if member is None:
        return found
    if found is None:
        person = " ".join(i.text for i in items if i.capital)
        if not person:
            return None
        found = Found(person=person)
    found.country, found.sector = found.country or member[0], found.sector or member[1]
    found.rule.append("party and state in brackets")
    return found


class _Phrase:
    """One noun phrase: its head part, and the parts that follow prepositions and commas."""

    __slots__ = ("book", "on", "segments")

    def __init__(self, items: list[Item], book: ActorCodebook, on: dt.date | None) -> None:
        self.book = book
        self.on = on
        self.segments = self.divide(items)

    def divide(self, items: list[Item]) -> list[_Segment]:
        words = self.book.words
        inner, outer = words["inner"], words["outer"]
        now = _Segment("")
        segments = [now]
        for item in items:
            if item.entry is None and not item.person:
                key = item.key
                if key == ",":
                    if now.items:
                        segments.append(now := _Segment(","))
                    continue
                if key in ("and", "or"):
                    if now.items and now.split < 0:
                        now.split = len(now.items)
                    continue
                if key in inner:
                    if not now.items and not now.link:
                        continue  # "In Colombia"
                    if not item.capital:
                        segments.append(now := _Segment(key))
                        continue
                elif key in outer and not item.capital and not item.hyphen and segments[0].items:
                    if key == "by" and now.items and now.items[-1].key in words["employing"]:
                        now.items.pop()
                        segments.append(now := _Segment("of"))
                        continue
                    if key in ("to", "against", "between", "with", "by"):
                        segments.append(now := _Segment("to"))
                        continue
                    break
            now.items.append(item)
        return segments

    def found(self) -> Found | None:
        segments = self.segments
        while len(segments) > 1 and segments[1].link == "of" and self.counts(segments[0]):
            segments = segments[1:]  # "tens of thousands of protesters"
        head = segments[0]
        run = name_run(head.first, self.book)
        if run and run[-1].key in self.book.words["things"] and self._named_thing(head):
            return None
        # "Sergei Lavrov, the Russian foreign minister": the name first, the description after the comma.
        at = next((n for n, s in enumerate(segments) if n and s.link == ","), 0)
        if at:
            noun = any(i.entry is not None and i.entry.kind in NOUN_KINDS for i in head.items)
            country = self.country(head, Found())[0] if run else None
            if run and not noun and (country is None or head.items == run):
                result = self.described(segments[at:], Found())
                result.person = " ".join(i.text for i in run)
                if country is not None and result.country is None:
                    result.country = country
                return result if result.country or result.sector else None
        result = Found()
        if head.items and head.items[0].key in ("a", "an"):
            result.indefinite = True
        result = self.described(segments, result)
        if run:
            result.person = " ".join(i.text for i in run)
        elif at and noun:
            # "the Russian foreign minister, Sergei Lavrov"
            apposed = segments[at]
            name = name_run(apposed.first, self.book)
            if name and len(name) == sum(i.key != "the" for i in apposed.items):
                result.person = " ".join(i.text for i in name)
        if result.country or result.sector or result.organisation or result.person:
            return result
        return None

    @staticmethod
    def _named_thing(head: _Segment) -> bool:
        """Whether nothing but a nation or place stands before a capitalised thing ("the English Channel")."""
        kinds = [i.entry.kind for i in head.items if i.entry is not None]
        return bool(kinds) and not NOUN_KINDS.intersection(kinds)

    def counts(self, segment: _Segment) -> bool:
        """Whether the segment only counts ("a large number", "dozens")."""
        items = segment.items
        return (
            bool(items)
            and items[-1].key in self.book.words["quantities"]
            and all(i.entry is None or i.entry.kind == "generic" for i in items)
        )

    def described(self, segments: list[_Segment], result: Found) -> Found:
        """The description that ``segments`` give, the first of them being the head."""
        head = segments[0]
        words = self.book.words
        country, organisation, weak = self.country(head, result)
        items = head.first
        nouns = [i for i in items if i.entry is not None and i.entry.kind in NOUN_KINDS]
        if not nouns and head.split > 0:
            # "Western and Ukrainian officials": the head is shared.
            nouns = [i for i in head.items if i.entry is not None and i.entry.kind in NOUN_KINDS]
            items = head.items if nouns else items
        if country is None and organisation is None:
            for item in head.items:
                if item.entry is not None and item.entry.kind == "region" and not item.foreign:
                    organisation = item.entry.name
                    break
        last = nouns[-1] if nouns else None
        unknown = tail(items, self.book)
        if unknown is not None:
            if unknown.key in words["things"]:
                return Found()
            if country is None:
                if any(i.possessor for i in items):
                    return Found()  # "his daughter's condition"
                # "a bridge in Kyiv" is none; "organisers of the protest in Kyiv" are.
                if last is None and organisation is None and not unknown.key.endswith(AGENTIVE):
                    return Found()
        result.items = items
        if last is not None:
            assert last.entry is not None
            result.head = last.key
            result.role = role(items)
            result.kind = last.entry.kind
            result.singular = not last.entry.plural
        else:
            for item in reversed(items):
                if item.entry is not None:
                    result.kind = item.entry.kind
                    break
            result.singular = not any(i.entry is not None and i.entry.kind == "peoples" for i in items)
        if last is not None or len(items) > 1:
            former = words["former"]
            result.former = any(i.key in former for i in items)
        later: list[Found] = []
        if len(segments) > 1:
            for segment in self.inner(segments, last, country):
                said, named, passing = self.country(segment, result)
                if country is None and said is not None:
                    country, organisation = said, organisation or named
                    result.rule.append(f"country from {segment.link!r}")
                weak = weak or passing
                later.append(self.part(segment))
                if country is not None and (later[-1].sector is not None or not generic(last)):
                    break
        result.country = country or weak
        result.organisation = organisation
        sectors(items, nouns, result, later, unknown, self.book, self.on)
        if result.former and result.sector in words["former_sectors"] and result.kind in ("role", "generic"):
            result.rule.append("former holder of power")
            result.sector, result.second = "ELI", None
        return result

    def inner(self, segments: list[_Segment], last: Item | None, country: str | None) -> list[_Segment]:
        """The parts after the head that may say whose the head is ("leader *of Hamas*")."""
        wide = generic(last)
        if country is not None and last is not None and not wide:
            return []
        away = last is not None and last.key.endswith(tuple(self.book.words["abroad"]))
        found = []
        for n, segment in enumerate(segments[1:], 1):
            if segment.link == "to" or (segment.link == "," and n > 1):
                break
            if segment.link == "," and last is not None:
                continue
            if away and segment.link in ("for", "in", "on", "with", "near"):
                continue  # "the envoy for Syria" is not Syria's
            if segment.link in ("with", "on", "for", "around") and not wide:
                continue
            found.append(segment)
        return found

    def part(self, segment: _Segment) -> Found:
        """Sector of a part after a preposition, for a generic head before it."""
        found = Found()
        for item in segment.items:
            if item.entry is None or item.foreign:
                continue
            if item.entry.kind in ("role", "body", "seat"):
                found.sector = item.entry.sector
            elif item.entry.kind == "organisation":
                found.sector = found.sector or item.entry.sector_on(self.on)
                found.organisation = item.entry.name
        return found

    def country(self, segment: _Segment, result: Found) -> tuple[str | None, str | None, str | None]:
        """Country, name of the organisation that gives it, and weak country of a segment."""
        weak: str | None = None
        organisation: str | None = None
        items = segment.items
        for n, item in enumerate(items):
            if item.person:
                if item.possessor or n + 1 < len(items):
                    term = self.book.holders.by_name[item.key][0].terms[-1]
                    return term.country, term.organisation, weak
                continue
            entry = item.entry
            if entry is None or entry.kind not in COUNTRY_KINDS or item.foreign:
                continue
            if in_name(items, n, self.book):
                continue
            country = entry.country_on(self.on)
            if entry.kind == "organisation" and organisation is None:
                organisation = entry.name
            if item.weak:
                weak = weak or country
            elif country is not None:
                if organisation is None:
                    for other in items[n + 1 :]:
                        if other.entry is not None and other.entry.kind == "organisation":
                            organisation = other.entry.name
                            break
                # "the EU's", "the UN special envoy": the organisation goes before the place that follows.
                if entry.kind == "city":
                    result.city = entry.phrase
                return country, organisation, weak
        return None, organisation, weak
