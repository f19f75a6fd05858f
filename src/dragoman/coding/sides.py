"""From tokens to parties: the spans that name source and target, and whom they stand for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from dragoman.coding.context import Context
from dragoman.coding.phrase_spans import OUTSIDE, Phrases
from dragoman.coding.shapes import RELATIVE, content_head, coordinated, lemma
from dragoman.coding.toponyms import Toponyms
from dragoman.tree import Tree
from dragoman.types import Mention, Party, Span

_INSIDE = frozenset({"nmod", "nmod:poss", "compound", "amod", "appos", "flat", "obl", "nmod:desc"})
# Prepositions in front of the actor who does, or has, what another noun names.
DOING = frozenset({"of", "by", "from"})
# Prepositions in front of the actor whose thing or place another noun is.
OWNING = DOING | {
    "in", "with", "to", "for", "on", "against", "at", "near", "between", "within", "inside", "along",
    "around", "towards", "toward", "into", "among",
}  # fmt: skip
_HUMAN_PRONOUNS = frozenset(
    {"he", "she", "they", "him", "her", "them", "we", "us", "i", "his", "its", "their", "it", "our", "who"}
)


class Sides:
    """Parties of one sentence, each token's worked out once."""

    __slots__ = (
        "_abstract",
        "_calendar",
        "_context",
        "_human",
        "_marks",
        "_meeting",
        "_mentioned",
        "_parties",
        "classes",
        "phrases",
        "toponyms",
        "tree",
    )

    def __init__(
        self,
        context: Context,
        tree: Tree,
        mentioned: Mapping[int, Mention],
        classes: Mapping[str, frozenset[str]],
    ) -> None:
        """``mentioned``: token -> the mention it lies in; ``classes`` of the event codebook:
        ``human`` (lemmas that name people), ``calendar`` (months and days, which name nobody),
        ``abstract`` (nouns that name nobody when they stand bare: "seized power")."""
        self._context = context
        self.tree = tree
        self.classes = classes
        self.toponyms = Toponyms(context, tree, mentioned)
        self.phrases = Phrases(tree, mentioned, classes["human"], context.actors.book.names)
        self._mentioned = mentioned
        self._human = classes["human"]
        self._calendar = classes["calendar"]
        self._abstract = classes["abstract"]
        self._meeting = classes["deal"] | classes["talks"]
        self._parties: dict[int, tuple[Party, ...]] = {}
        self._marks: dict[int, frozenset[str]] = {}

    def names(self, i: int) -> bool:
        """Whether token ``i`` by itself names an actor: a mention, people, or a pronoun for them."""
        token = self.tree.tokens[i]
        if i in self._mentioned:
            return True
        word = token.lemma.lower()
        if token.upos == "PROPN":
            return word not in self._calendar
        if token.upos == "PRON":
            return token.text.lower() in _HUMAN_PRONOUNS
        if token.text in self._abstract and not self.tree.children(i, "det", "nmod:poss", "amod", "compound"):
            return False
        if token.upos in ("NOUN", "NUM") and (word in self._human or word.rpartition("-")[2] in self._human):
            return True
        return token.upos == "NOUN" and i > 0 and token.text[0].isupper() and word not in self._calendar

    def person(self, i: int) -> bool:
        """Whether token ``i`` names a person, or is a pronoun for one."""
        mention = self._mentioned.get(i)
        if mention is not None:
            return mention.kind == "person" and not self.toponyms.known(i)
        return self.tree.tokens[i].text.lower() in ("he", "him", "she", "her", "me", "us", "them")

    def marks(self, i: int) -> frozenset[str]:
        """What a list of lemmas may name the noun phrase of ``i`` (or one coordinated with it) by: its noun,
        that with what stands before it ("martial law"), a noun before it, ``@actor``, ``@person``, ``*``."""
        found = self._marks.get(i)
        if found is None:
            words: set[str] = {"*"}
            for member in coordinated(self.tree, i):
                words.update(self._marks_of(content_head(self.tree, member)))
            found = self._marks[i] = frozenset(words)
        return found

    def _marks_of(self, head: int) -> Iterator[str]:
        tree, word = self.tree, lemma(self.tree, head)
        yield word
        for child in tree.children(head, "compound", "nmod:desc", "amod"):
            before = lemma(tree, child)
            yield f"{before} {word}"
            if not tree.is_a(child, "amod"):
                yield before
        if self.names(head):
            yield "@actor"
        if self.person(head):
            yield "@person"
        if tree.tokens[head].upos == "NUM":
            yield "people"  # "killed 12"

    def of(self, i: int, doing: bool = False) -> tuple[Party, ...]:
        """The parties that the noun phrase of ``i`` names; empty where it names none.

        ``doing``: only those who can be said to do what the phrase does, not where it is
        ("the war in Mali killed ..." names no doer).
        """
        key = 2 * i + doing
        found = self._parties.get(key)
        if found is None:
            found = self._parties[key] = tuple(self._find(i, DOING if doing else OWNING))
        return found

    def all_of(self, tokens: Iterable[int], doing: bool = False) -> tuple[Party, ...]:
        """The parties of several noun phrases, each once."""
        return tuple(dict.fromkeys(party for i in tokens for party in self.of(i, doing)))

    def inside(
        self,
        i: int,
        unlike: frozenset[str] = frozenset(),
        prepositions: frozenset[str] = OWNING,
        depth: int = 0,
    ) -> tuple[Party, ...]:
        """The first actor within the phrase of ``i`` whose code is not in ``unlike``."""
        if depth > 4:
            return ()
        for child in self.tree.children(i):
            token = self.tree.tokens[child]
            if token.deprel not in _INSIDE and token.deprel.partition(":")[0] not in ("nmod", "obl"):
                continue
            case = self.tree.child(child, "case")
            if (
                case is not None
                and token.deprel != "nmod:poss"
                and self.tree.tokens[case].text.lower() not in prepositions
            ):
                continue
            if token.deprel == "amod" and child not in self._mentioned and not token.text[:1].isupper():
                continue  # "national", "military" name nobody by themselves
            if (
                prepositions is DOING
                and token.deprel == "compound"
                and (lemma(self.tree, i) in self._meeting or self.toponyms.locality(child))
            ):
                continue  # "the Geneva accords": where they were made, not who does what they do
            parties = tuple(p for p in self.parties(child) if p.actor is not None and p.code not in unlike)
            if parties:
                return parties
            if found := self.inside(child, unlike, prepositions, depth + 1):
                return found
        return ()

    def parties(self, i: int) -> tuple[Party, ...]:
        """What the actor codebook makes of the phrase of ``i``, without looking inside it."""
        span = self.phrases.span(i)
        return self._context.actors.parties(span)

    def of_the_place(self, party: Party, country: str) -> Party:
        """``party`` as people of ``country``, where they are at home, if their own words name no country."""
        if party.actor is None or party.actor.name is not None:
            return party
        bare = self._context.actors.resolver.look(party.text)[0]
        if bare is not None and bare.country is not None:
            return party
        return replace(party, actor=replace(party.actor, country=country))

    def _compounds(self, i: int) -> list[int]:
        """The nouns before ``i`` that narrow it, and those that narrow them."""
        found = self.tree.children(i, "compound")
        return found + [c for f in found for c in self.tree.children(f, "compound")]

    def _find(self, i: int, prepositions: frozenset[str]) -> Iterable[Party]:
        if self.tree.tokens[i].text.lower() in RELATIVE:
            return ()
        if self.tree.tokens[i].text in self._abstract and not self.names(i):
            return ()
        if self.tree.tokens[i].lemma.lower() in self._calendar:
            day = i + 1 < len(self.tree.tokens) and self.tree.tokens[i + 1].upos == "NUM"
            if day or i not in self._mentioned:
                return ()  # "the state of siege on May 3"
        if (
            prepositions is DOING
            and not self.names(i)
            and (
                any(self.phrases.located(c) for c in self.tree.children(i, "nmod"))
                or any(self.toponyms.locality(c) for c in self._compounds(i))
            )
        ):
            # "sniper fire near Donetsk", "the Boston bombing"
            return self.inside(i, prepositions=prepositions)
        found = self.parties(i)
        if len(found) == 1:
            found = self._each(i) or found
        if any(p.actor is not None for p in found):
            return self._with_name(i, self._somebody(found))
        head = content_head(self.tree, i)
        if head > i and head not in self.tree.subtree(i):
            return self._find(head, prepositions)
        if self.names(head):
            if len(found) <= 1 and (inner := self.inside(head, prepositions=prepositions)):
                # "members of the Kurdish militia": the people are told by whose they are.
                span = self.phrases.span(i)
                return (Party(span.text, span.start, span.end, inner[0].actor),)
            return found or (self._bare(i),)
        return self.inside(i, prepositions=prepositions) or self._people_inside(i)

    def _somebody(self, parties: tuple[Party, ...]) -> tuple[Party, ...]:
        """Without conjuncts that are things, where others are somebody ("nurses and vaccines")."""
        if len(parties) < 2:
            return parties
        return tuple(
            p
            for p in parties
            if p.actor is not None
            or ((head := self.tree.head_of(p.start, p.end)) is not None and self.names(head))
        )

    def _people_inside(self, i: int) -> tuple[Party, ...]:
        """The people, known or not, whose ``i`` is: "the demands of the striking drivers"."""
        for child in self.tree.children(i, "nmod"):
            case = self.tree.child(child, "case")
            if case is not None and self.tree.tokens[case].text.lower() in DOING and self.names(child):
                return self.parties(child) or (self._bare(child),)
        return ()

    def _with_name(self, i: int, found: tuple[Party, ...]) -> tuple[Party, ...]:
        """``found`` with the name set off behind it: "his counterpart, Ann Lee"."""
        tree = self.tree
        if len(found) != 1 or tree.tokens[i].upos != "NOUN":
            return found
        party = found[0]
        for child in tree.children(i, "appos"):
            mention = self._mentioned.get(child)
            gap = tree.text[party.end : mention.start] if mention is not None else ""
            if mention is None or mention.kind != "person" or gap.strip() != ",":
                continue
            [named, *more] = self._context.actors.parties(Span(mention.text, mention.start, mention.end))
            actor = party.actor if more or named.actor is None or named.actor.country is None else named.actor
            return (Party(tree.text[party.start : mention.end], party.start, mention.end, actor),)
        return found

    def _each(self, i: int) -> tuple[Party, ...]:
        """The parties of coordinated names, each by itself; empty where they are not all different actors."""
        members = coordinated(self.tree, i)
        if len(members) < 2 or not all(self._stands_alone(m) for m in members):
            return ()
        found: list[Party] = []
        for member in members:
            inner = self.tree.subtree(member, *OUTSIDE, "conj", "appos")
            parties = self._context.actors.parties(self.tree.span_of(inner))
            if len(parties) != 1 or (parties[0].code is None and not self.names(member)):
                return ()
            found.append(parties[0])
        codes = [p.code for p in found if p.code is not None]
        return tuple(found) if codes and len(set(codes)) == len(codes) else ()

    def _stands_alone(self, i: int) -> bool:
        """Whether the conjunct ``i`` is a name or a phrase of its own ("its allies"), not one more word
        for the same person ("financier and activist")."""
        if self.tree.tokens[i].upos == "PROPN":
            return True
        return self.names(i) and self.tree.has(i, "det", "nmod:poss", "nummod", "amod")

    def _bare(self, i: int) -> Party:
        span = self.phrases.span(i)
        return Party(span.text, span.start, span.end, None)

    def coordinated(self, i: int) -> list[int]:
        """``i`` and its conjuncts."""
        return coordinated(self.tree, i)

    def lemma(self, i: int) -> str:
        """Lemma of the noun that ``i`` is or measures."""
        return lemma(self.tree, content_head(self.tree, i))
