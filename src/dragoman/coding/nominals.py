"""What the words of one noun phrase say about whom it stands for (no context, no dates of office)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from dragoman.codebook.actors import ActorCodebook
from dragoman.coding.lexing import Item, mark, scan

_PARTICLES = frozenset(
    ("al", "el", "bin", "ibn", "ben", "de", "da", "di", "del", "della", "van", "von", "der", "den", "la",
     "le", "ul", "ur", "abu", "dos", "du", "of", "y")
)  # fmt: skip
_AGENTIVE = ("er", "ers", "or", "ors", "ist", "ists", "man", "men", "woman", "women", "folk", "ee", "ees")
_COUNTRY_KINDS = frozenset(("state", "people", "peoples", "capital", "place", "seat", "organisation"))
_NOUN_KINDS = frozenset(("role", "body", "generic"))


@dataclass(slots=True)
class Found:
    """What a noun phrase says.  ``names``: runs of name words; ``rule``: how, for explanation."""

    country: str | None = None
    sector: str | None = None
    role: str | None = None
    organisation: str | None = None
    kind: str | None = None
    person: str | None = None
    singular: bool = True
    former: bool = False
    head: str = ""
    words: frozenset[str] = frozenset()
    indefinite: bool = False
    rule: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Segment:
    link: str
    items: list[Item] = field(default_factory=list)
    split: int = -1  # where the second conjunct begins


def analyse(text: str, book: ActorCodebook, on: dt.date | None = None) -> Found | None:
    """What the words of ``text``, a noun phrase, say; None where it names no actor."""
    items = scan(text, book)
    if not items:
        return None
    mark(items, book)
    return _Phrase(items, book, on).found()


class _Phrase:
    """One noun phrase: its head part, and the parts that follow prepositions and commas."""

    def __init__(self, items: list[Item], book: ActorCodebook, on: dt.date | None) -> None:
        self.book = book
        self.on = on
        self.segments = self.divide(items)

    def divide(self, items: list[Item]) -> list[_Segment]:
        words = self.book.words
        inner, outer = words["inner"], words["outer"]
        segments = [_Segment("")]
        for item in items:
            now = segments[-1]
            if item.entry is None and not item.person:
                if item.key == ",":
                    if now.items:
                        segments.append(_Segment(","))
                    continue
                if item.key in ("and", "or"):
                    if now.items and now.split < 0:
                        now.split = len(now.items)
                    continue
                if item.key in inner and not item.capital and (now.items or now.link):
                    segments.append(_Segment(item.key))
                    continue
                if item.key in outer and not item.capital and not item.hyphen:
                    if item.key in ("to", "against", "between", "with", "by") and segments[0].items:
                        segments.append(_Segment("to"))
                        continue
                    if segments[0].items:
                        break
            now.items.append(item)
        return segments

    def found(self) -> Found | None:
        segments = self.segments
        head = segments[0]
        if self.counts(head) and len(segments) > 1 and segments[1].link == "of":
            segments = segments[1:]
            head = segments[0]
        result = Found()
        if head.items and head.items[0].text.lower() in ("a", "an"):
            result.indefinite = True
        country, _, _ = self.country(head)
        nouns = [i for i in head.items if i.entry is not None and i.entry.kind in _NOUN_KINDS]
        run = self.name_run(head)
        # "Sergei Lavrov, the Russian foreign minister": the name first, the description after the comma.
        apposed = next((s for s in segments[1:] if s.link == ","), None)
        if apposed is not None and not nouns and run and (country is None or head.items == run):
            result = self.described(segments[segments.index(apposed) :])
            result.person = " ".join(i.text for i in run)
            if country is None or result.country is not None:
                return result if result.country or result.sector else None
            result.country = country
            return result
        result = self.described(segments, result)
        if apposed is not None and run == [] and nouns:
            # "the Russian foreign minister, Sergei Lavrov"
            name = self.name_run(apposed)
            if name and len(name) == len([i for i in apposed.items if i.key not in ("the",)]):
                result.person = " ".join(i.text for i in name)
        if run:
            result.person = result.person or " ".join(i.text for i in run)
        if result.country or result.sector or result.organisation or result.person:
            return result
        return None

    def counts(self, segment: _Segment) -> bool:
        """Whether the segment only counts ("a large number", "dozens")."""
        words = [i for i in segment.items if i.key != ","]
        return (
            bool(words)
            and words[-1].key in self.book.words["quantities"]
            and all(i.entry is None or i.entry.kind == "generic" for i in words)
        )

    def described(self, segments: list[_Segment], result: Found | None = None) -> Found:
        """The description that ``segments`` give, the first of them being the head."""
        result = result or Found()
        head = segments[0]
        words = self.book.words
        country, organisation, weak = self.country(head)
        if country is None and organisation is None:
            organisation = next(
                (i.entry.name for i in head.items if i.entry and i.entry.kind == "region" and not i.foreign),
                None,
            )
        items = head.items[: head.split] if head.split > 0 else head.items
        nouns = [i for i in items if i.entry is not None and i.entry.kind in _NOUN_KINDS]
        if not nouns and head.split > 0:
            # "Western and Ukrainian officials": the head is shared.
            nouns = [i for i in head.items if i.entry is not None and i.entry.kind in _NOUN_KINDS]
            items = head.items if nouns else items
        tail = self.tail(items)
        result.words = frozenset(i.key for i in items)
        if tail is not None and tail.key in words["things"]:
            return Found()
        if tail is not None and country is None and any(i.possessor for i in items):
            return Found()  # "his daughter's condition"
        # "a bridge in Kyiv" is none; "organisers of the protest in Kyiv" are.
        bare = not nouns and organisation is None and country is None
        if bare and tail is not None and not tail.capital and not tail.key.endswith(_AGENTIVE):
            return Found()
        last = nouns[-1] if nouns else None
        result.head = last.key if last else ""
        result.role = self.role(items)
        result.former = any(i.key in words["former"] and (last is not None or len(items) > 1) for i in items)
        later: list[Found] = []
        for segment in self.inner(segments, last, country):
            said, named, passing = self.country(segment)
            if country is None and said is not None:
                country, organisation = said, organisation or named
                result.rule.append(f"{segment.link} {said}")
            weak = weak or passing
            later.append(self.part(segment))
            if country is not None and (later[-1].sector is not None or not _generic(last)):
                break
        result.country = country or weak
        result.sector, result.organisation = self.sector(items, nouns, result, organisation, later, tail)
        result.singular = not (last.entry.plural if last and last.entry else self.many(items))
        result.kind = (
            last.entry.kind
            if last and last.entry
            else next((i.entry.kind for i in reversed(items) if i.entry), None)
        )
        if result.former and result.sector in words["former_sectors"] and result.kind in ("role", "generic"):
            result.sector = "ELI"
        return result

    def inner(self, segments: list[_Segment], last: Item | None, country: str | None) -> list[_Segment]:
        """The parts after the head that may say whose the head is ("leader *of Hamas*")."""
        generic = _generic(last)
        if country is not None and last is not None and not generic:
            return []
        away = last is not None and any(last.key.endswith(w) for w in self.book.words["abroad"])
        found = []
        for n, segment in enumerate(segments[1:], 1):
            if segment.link == "to" or (segment.link == "," and n > 1):
                break
            if segment.link == "," and last is not None:
                continue
            if away and segment.link in ("for", "in", "on", "with", "near"):
                continue  # "the envoy for Syria" is not Syria's
            if segment.link in ("with", "on", "for", "around") and not generic:
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

    def country(self, segment: _Segment) -> tuple[str | None, str | None, str | None]:
        """Country, name of the organisation that gives it, and weak country of a segment."""
        weak: str | None = None
        organisation: str | None = None
        items = segment.items
        for n, item in enumerate(items):
            entry = item.entry
            if item.person:
                if item.possessor or n + 1 < len(items):
                    terms = self.book.holders.by_name[item.key][0].terms
                    return terms[-1].country, terms[-1].organisation, weak
                continue
            if entry is None or item.foreign or entry.kind not in _COUNTRY_KINDS or self.in_name(items, n):
                continue
            if entry.kind == "organisation" and organisation is None:
                organisation = entry.name
            if item.weak:
                weak = weak or entry.country
            elif entry.country is not None:
                later = next(
                    (
                        i.entry
                        for i in items[n + 1 :]
                        if i.entry is not None and i.entry.kind == "organisation"
                    ),
                    None,
                )
                if organisation is None and later is not None:
                    organisation = later.name
                # "the EU's", "the UN special envoy": the organisation goes before the place that follows.
                return entry.country, organisation, weak
        return None, organisation, weak

    def in_name(self, items: list[Item], n: int) -> bool:
        """Whether a place is part of a person's name ("Michael Jordan", "Jack London")."""
        item = items[n]
        if (
            item.entry is None
            or item.entry.kind not in ("state", "place", "capital", "people")
            or " " in item.key
        ):
            return False
        return (
            n > 0
            and items[n - 1].entry is None
            and items[n - 1].key in self.book.gender
            and items[n - 1].capital
        )

    def tail(self, items: list[Item]) -> Item | None:
        """The last common noun in no list, if it heads the phrase ("the Ukrainian *crisis*")."""
        last = None
        for item in items:
            if item.entry is None and not item.person and not item.capital and not item.possessor:
                last = item
            elif item.entry is not None:
                last = None
        if last is None or last.key in self.book.words["foreign"] or last.key in self.book.words["weak"]:
            return None
        return None if last.key in _PARTICLES else last

    def many(self, items: list[Item]) -> bool:
        return any(i.entry is not None and i.entry.kind == "peoples" for i in items)

    def role(self, items: list[Item]) -> str | None:
        """The words of the last unbroken run of role words."""
        run: list[str] = []
        for item in reversed(items):
            if item.entry is not None and item.entry.kind in _NOUN_KINDS:
                run.append(item.text if item.text.isupper() else item.text.lower())
            elif run:
                break
        return " ".join(reversed(run)) or None

    def name_run(self, segment: _Segment) -> list[Item]:
        """The words of a person's name: capitalised and in no list, after the description or alone."""
        run: list[Item] = []
        items = segment.items[: segment.split] if segment.split > 0 else segment.items
        described = any(i.entry is not None for i in items)
        for n, item in enumerate(items):
            if item.possessor:
                run = []
                continue
            named = (item.entry is None and item.capital) or item.person
            if (named and item.key in ("the", "a", "an")) or item.key in self.book.words["former"]:
                named = False
            if item.key in self.book.words["title_neutral"] or (
                item.key in ("mr", "mrs", "ms", "miss", "sir")
            ):
                named = False
            if (
                not named
                and item.entry is not None
                and (self.in_name(items, n) or (run and item.entry.case == 0))
            ):
                # A role word inside a name ("Martin Luther King") is part of it when capitalised.
                named = item.capital and bool(run) and n + 1 == len(items) and self.in_name(items, n)
            if named or (run and item.key in _PARTICLES and item.entry is None and n + 1 < len(items)):
                run.append(item)
            elif item.entry is not None:
                run = []
        if not described and len(run) == 1 and not run[0].person and len(items) > 1:
            return run if run[0] is items[-1] else []
        return run

    def sector(
        self, items: list[Item], nouns: list[Item], result: Found, organisation: str | None,
        later: list[Found], tail: Item | None,
    ) -> tuple[str | None, str | None]:  # fmt: skip
        """Sector and organisation that the words give."""
        orgs = [
            i.entry
            for i in items
            if i.entry is not None and i.entry.kind in ("organisation", "seat") and not i.foreign
        ]
        own = orgs[-1].sector_on(self.on) if orgs else None
        last = nouns[-1] if nouns else None
        dominant = self.book.dominant
        # The words that dominate stand before the head; as the head itself they are plain roles.
        for item in items:
            if item.key in dominant and not item.foreign and item is not last:
                result.rule.append(f"dominant {item.key}")
                return dominant[item.key], organisation
        strong = [i for i in nouns if i.entry is not None and i.entry.kind != "generic" and not i.foreign]
        if strong:
            sector = strong[-1].entry.sector  # type: ignore[union-attr]
            result.rule.append(f"role {strong[-1].key}")
            # A civil office of an international organisation is the organisation's.
            if result.country in ("IGO", "NGO") and sector not in ("MIL", "COP", "JUD", "REF", "JRN"):
                sector = result.country
            return sector, organisation
        if own is not None:
            result.rule.append(f"organisation {organisation or own}")
            return own, organisation
        if last is not None and last.entry is not None:
            for part in later:
                if part.sector is not None:
                    return part.sector, organisation or part.organisation
            if result.country in ("IGO", "NGO"):
                return result.country, organisation
            if result.country is not None or last.key in self.book.words["unsaid"]:
                return last.entry.sector, organisation
            return None, organisation
        return self.bare(items, result, tail), organisation

    def bare(self, items: list[Item], result: Found, tail: Item | None) -> str | None:
        """Sector of a phrase without any role: a nation, a place, a name."""
        if tail is not None:
            return "CVL" if tail.key.endswith(_AGENTIVE) and result.country is not None else None
        named = [i for i in items if i.entry is not None and not i.foreign and i.entry.kind in _COUNTRY_KINDS]
        if not named:
            return None
        entry = named[-1].entry
        assert entry is not None
        before = [i for i in items if i is not named[-1]]
        if entry.kind in ("people", "peoples"):
            if any(i.key in self.book.words["mixed"] or i.key.isdigit() for i in before):
                return "CVL"
            if entry.kind == "peoples" and not any(i.key == "the" for i in before):
                return "CVL"
            return "GOV"
        if any(i.entry is None and i.capital and i.key != "the" for i in before):
            return None
        return entry.sector


def _generic(item: Item | None) -> bool:
    return item is not None and item.entry is not None and item.entry.kind == "generic"
