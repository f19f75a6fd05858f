"""Which codebook entry a word of the sentence triggers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from dragoman.codebook.events import Entry, EventCodebook
from dragoman.coding.roles import agent, complements, passive, patient, prepositions, within_phrase
from dragoman.coding.shapes import content_head, coordinated, infinitive, lemma, modifiers
from dragoman.coding.sides import Sides
from dragoman.tree import Tree

# Modals of demanding.
DEMANDING = frozenset({"must", "should", "ought"})
_PARTICLES = ("compound", "advmod", "obl", "advcl", "compound:prt", "xcomp")


def verb_entries(tree: Tree, i: int, codebook: EventCodebook, sides: Sides) -> Iterator[Entry]:
    """The verb entries whose conditions hold at ``i``, the most specific first."""
    entries = codebook.verbs.get(lemma(tree, i))
    if entries is None:
        return
    beside = prepositions(tree, i)
    particles = {tree.tokens[c].text.lower() for c in tree.children(i, *_PARTICLES)}
    if i > 1 and tree.tokens[i - 1].text == "-":
        particles.add(tree.tokens[i - 2].text.lower())  # "test-fired", split at its hyphen
    thing = patient(tree, i)
    doer: int | None = None
    for entry in entries:
        if entry.particle is not None and entry.particle not in particles:
            continue
        if (entry.object is not None or entry.not_object) and not _object_fits(tree, i, thing, entry, sides):
            continue
        if entry.subject is not None:
            doer = agent(tree, i) if doer is None else doer
            if doer is None:
                if not passive(tree, i):
                    continue
            elif not _fits(doer, entry.subject, sides):
                continue
        if any(
            not _beside_fits(_nouns(tree, beside, prep, thing), words, sides) for prep, words in entry.beside
        ):
            continue
        if entry.complement is not None and not _complement_fits(tree, i, entry.complement):
            continue
        yield entry


def noun_entries(tree: Tree, i: int, codebook: EventCodebook, sides: Sides) -> Iterator[Entry]:
    """The noun entries whose conditions hold at ``i``, the most specific first."""
    entries = codebook.nouns.get(lemma(tree, i))
    if entries is None:
        return
    around = modifiers(tree, i)
    for entry in entries:
        if (
            entry.object is not None
            and not (entry.object & around)
            and not (
                "@actor" in entry.object and any(sides.names(c) for c in tree.children(i, "compound", "amod"))
            )
        ):
            continue
        if entry.not_object & around:
            continue
        yield entry


def adjective_entry(tree: Tree, i: int, codebook: EventCodebook) -> Entry | None:
    """The most specific adjective entry whose conditions hold at the predicate ``i``."""
    entries = codebook.adjectives.get(lemma(tree, i))
    if entries is None or not tree.has(i, "nsubj"):
        return None
    for entry in entries:
        if entry.complement is None or _complement_fits(tree, i, entry.complement):
            return entry
    return None


def several_modes(tree: Tree, i: int, entry: Entry, codebook: EventCodebook) -> bool:
    """Whether coordinated objects are of several modes ("deploy troops and weapons"): then it has none."""
    thing = patient(tree, i)
    if entry.object is None or thing is None or entry.pos != "verb":
        return False
    rivals = [
        other
        for other in codebook.verbs[entry.lemma]
        if other.type == entry.type and other.mode not in (None, entry.mode) and other.object is not None
    ]
    if not rivals:
        return False
    for member in coordinated(tree, thing)[1:]:
        word = lemma(tree, content_head(tree, member))
        if modifiers(tree, member) & entry.object:
            continue  # "stun grenades"
        if word not in entry.object and any(word in (other.object or ()) for other in rivals):
            return True
    return False


def _object_fits(tree: Tree, i: int, thing: int | None, entry: Entry, sides: Sides) -> bool:
    if entry.not_object:
        words: set[str] = set()
        firing = sides.classes["firing"]
        if thing is not None:
            words = {lemma(tree, thing), lemma(tree, content_head(tree, thing))} | (
                set() if entry.object is None else modifiers(tree, thing) - (entry.object or frozenset())
            )
        doer = agent(tree, i)
        for noun in (*tree.children(i, "obl"), *(() if doer is None else (doer,))):
            around = modifiers(tree, noun)
            if not around & firing:  # "sniper fire" is no fire
                words.add(lemma(tree, noun))
                if lemma(tree, noun) in sides.classes["ground"]:
                    words |= around  # "arrested on suspicion of burglary"
        if words & entry.not_object:
            return False
    if entry.object is None:
        return True
    if thing is None:
        return False
    if tree.tokens[thing].text.lower() == "it" and not any(p.actor for p in sides.of(thing)):
        return "*" in entry.object  # "released it": a thing, as far as is known
    return _fits(thing, entry.object, sides)


def _fits(i: int, wanted: frozenset[str], sides: Sides) -> bool:
    """Whether the noun phrase of ``i`` (or one coordinated with it) is one of ``wanted``."""
    tree = sides.tree
    for member in sides.coordinated(i):
        head = content_head(tree, member)
        if lemma(tree, head) in wanted or "*" in wanted:
            return True
        word = lemma(tree, head)
        for child in tree.children(head, "compound", "nmod:desc", "amod"):
            before = lemma(tree, child)
            if f"{before} {word}" in wanted:
                return True  # "martial law"
            if before in wanted and not tree.is_a(child, "amod"):
                return True
        if "@actor" in wanted and sides.names(head):
            return True
        if "@person" in wanted and sides.person(head):
            return True
    return False


def _nouns(tree: Tree, beside: Mapping[str, list[int]], preposition: str, thing: int | None) -> list[int]:
    """The nouns after ``preposition``, beside the verb or, for "to" and "with", within its object."""
    found = beside.get(preposition, [])
    if found or preposition not in ("to", "with") or thing is None:
        return found
    return within_phrase(tree, thing, preposition)


def _beside_fits(nouns: Iterable[int], wanted: frozenset[str], sides: Sides) -> bool:
    return any("*" in wanted or _fits(noun, wanted, sides) for noun in nouns)


def _complement_fits(tree: Tree, i: int, wanted: frozenset[str]) -> bool:
    clauses = complements(tree, i)
    if "*none" in wanted:
        return not _named_so(tree, i, clauses)
    if "*name" in wanted:
        return _named_so(tree, i, clauses)
    if "*" in wanted:
        return bool(clauses)
    if "*xcomp" in wanted and any(tree.tokens[c].deprel == "xcomp" for c in clauses):
        return True
    if "*must" in wanted and any(
        tree.tokens[c].deprel == "ccomp" and any(lemma(tree, a) in DEMANDING for a in tree.children(c, "aux"))
        for c in clauses
    ):
        return True
    return any(lemma(tree, c) in wanted for c in clauses)


def _named_so(tree: Tree, i: int, clauses: Iterable[int]) -> bool:
    """Whether the object of ``i`` is said to be something ("called him a liar")."""
    if any(
        tree.tokens[c].deprel in ("xcomp", "ccomp")
        and tree.tokens[c].upos in ("NOUN", "ADJ")
        and not infinitive(tree, c)
        for c in clauses
    ):
        return True
    things = tree.children(i, "obj", "iobj")
    return len(things) > 1 and tree.tokens[things[-1]].upos == "NOUN"
