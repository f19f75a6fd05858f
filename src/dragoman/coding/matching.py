"""Which codebook entry a word of the sentence triggers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dragoman.codebook.events import Entry, EventCodebook
from dragoman.coding.complements import complements
from dragoman.coding.roles import patient
from dragoman.coding.shapes import content_head, coordinated, infinitive, lemma, modifiers
from dragoman.coding.sides import Sides
from dragoman.coding.verb_frame import VerbFrame
from dragoman.tree import Tree

# Modals of demanding.
DEMANDING = frozenset({"must", "should", "ought"})


def verb_entries(tree: Tree, i: int, codebook: EventCodebook, sides: Sides) -> Iterator[Entry]:
    """The verb entries whose conditions hold at ``i``, the most specific first."""
    entries = codebook.verbs.get(lemma(tree, i))
    if entries is None:
        return
    frame = VerbFrame(i, sides)
    for entry in entries:
        if entry.particle is not None and entry.particle not in frame.particles:
            continue
        if not _object_fits(entry, frame) or (
            entry.subject is not None and not _doer_fits(entry.subject, frame)
        ):
            continue
        if not all(_any_fits(frame.nouns(word), wanted, sides) for word, wanted in entry.beside):
            continue
        if entry.complement is not None and not _complement_fits(tree, i, frame.clauses, entry.complement):
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
        if entry.complement is None or _complement_fits(tree, i, complements(tree, i), entry.complement):
            return entry
    return None


def done_so(tree: Tree, codebook: EventCodebook) -> Iterator[tuple[int, Entry]]:
    """The verbs that are done as an adverb entry says ("*swept* the hills together"), with the entry."""
    tokens = tree.tokens
    for i, token in enumerate(tokens):
        for entry in codebook.adverbs.get(token.text.lower(), ()):
            words = entry.lemma.split()
            if [t.text.lower() for t in tokens[i : i + len(words)]] != words:
                continue
            verb = next((a for a in tree.ancestors(i) if tokens[a].upos == "VERB"), None)
            if verb is not None:
                yield verb, entry


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


def _object_fits(entry: Entry, frame: VerbFrame) -> bool:
    if entry.not_object and not entry.not_object.isdisjoint(frame.words):
        return False
    if entry.object is None:
        return True
    if entry.not_object & (frame.narrowing - entry.object) or frame.thing is None:
        return False
    if frame.pronoun:
        return "*" in entry.object  # "released it": a thing, as far as is known
    return not entry.object.isdisjoint(frame.sides.marks(frame.thing))


def _doer_fits(wanted: frozenset[str], frame: VerbFrame) -> bool:
    if frame.doer is None:
        # what is done by nobody named is done by people
        return frame.passive and not wanted.isdisjoint(frame.sides.classes["agentive"])
    return not wanted.isdisjoint(frame.sides.marks(frame.doer))


def _any_fits(nouns: Iterable[int], wanted: frozenset[str], sides: Sides) -> bool:
    return any(not wanted.isdisjoint(sides.marks(noun)) for noun in nouns)


def _complement_fits(tree: Tree, i: int, clauses: Sequence[int], wanted: frozenset[str]) -> bool:
    if "*none" in wanted:
        return not _named_so(tree, i, clauses)
    if "*name" in wanted:
        return _named_so(tree, i, clauses)
    if "*alone" in wanted:
        return not clauses
    if "*" in wanted:
        return bool(clauses)
    if "*bare" in wanted and any(_bare(tree, c) for c in clauses):
        return True
    if "*xcomp" in wanted and any(tree.tokens[c].deprel == "xcomp" for c in clauses):
        return True
    if "*must" in wanted and any(
        tree.tokens[c].deprel == "ccomp" and any(lemma(tree, a) in DEMANDING for a in tree.children(c, "aux"))
        for c in clauses
    ):
        return True
    # "was behind the raid": the preposition says it
    return any(lemma(tree, w) in wanted for c in clauses for w in (c, *tree.children(c, "case")))


def _bare(tree: Tree, i: int) -> bool:
    """Whether the clause ``i`` is in the subjunctive: "insisted that it leave", "demanded they be freed"."""
    token = tree.tokens[i]
    helpers = tree.children(i, "aux", "cop")
    if helpers:
        return all(tree.tokens[h].text.lower() in ("be", "should", "must") for h in helpers)
    return token.deprel == "ccomp" and token.upos == "VERB" and token.text.lower() == token.lemma.lower()


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
