"""Who says a clause, and whether a party is on the speaker's side."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.coding.antecedents import named
from dragoman.coding.clauses import FIRST
from dragoman.coding.grammar import is_nominal, lemma, possessor
from dragoman.coding.holders import agent
from dragoman.coding.phrases import nominal_tokens
from dragoman.coding.scene import Scene
from dragoman.types import Actor, Party


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says what stands at a token: a noun phrase here, or a party from elsewhere.

    ``verb``: the verb of saying in this sentence, if it is here.
    """

    head: int | None
    party: Party | None
    verb: int | None


def speaker_of(scene: Scene, i: int) -> Speaker | None:
    """Who says the clause headed by ``i``: read from the tree, else from the statements."""
    tree, words = scene.tree, scene.book.words
    node = i
    while tree.tokens[node].head >= 0:
        head = tree.tokens[node].head
        if tree.is_a(node, "ccomp", "parataxis", "xcomp", "obj", "dep", "advcl", "conj") or head < 0:
            if lemma(tree, head) in words["modal.guess"] and tree.is_a(node, "ccomp"):
                return None
            if lemma(tree, head) in words["modal.say"] and tree.is_a(node, "ccomp", "parataxis", "dep"):
                who = agent(scene, head)
                if who is not None and who not in tree.subtree(node):
                    return Speaker(named(scene, who), None, head)
                return _stated(scene, i) or Speaker(None, None, head)
        node = head
    # "X will not yield, a spokesman said": the verb of saying hangs under the clause
    for child in (
        c for a in (i, *tree.ancestors(i)) for c in tree.children(a, "parataxis", "ccomp", "advcl")
    ):
        if (
            lemma(tree, child) in words["modal.say"]
            and not tree.has(child, "ccomp", "mark")
            and i not in tree.subtree(child)
        ):
            who = agent(scene, child)
            if who is not None:
                return Speaker(named(scene, who), None, child)
    return _stated(scene, i)


def _stated(scene: Scene, i: int) -> Speaker | None:
    statement = scene.statement_at(i)
    if statement is None or statement.speaker is None:
        return None
    if (
        statement.cue is not None
        and _lemmas(scene, statement.cue.start, statement.cue.end) & scene.book.words["modal.guess"]
    ):
        return None
    speaker = statement.speaker
    sentence = scene.tree.sentence
    if sentence.start <= speaker.start and speaker.end <= sentence.end:
        head = scene.tree.head_of(speaker.start, speaker.end)
        if head is not None:
            return Speaker(named(scene, head), speaker, None)
    return Speaker(None, speaker, None)


def _lemmas(scene: Scene, start: int, end: int) -> set[str]:
    return {lemma(scene.tree, i) for i in scene.tree.at(start, end)}


def same_side(scene: Scene, subject: int, speaker: Speaker, *, guess: bool = True) -> bool:
    """Whether the noun phrase ``subject`` is the speaker, or the speaker's state or organisation.

    ``guess``: take a speaker whose side is unknown to speak for the party that is the subject.
    """
    tree = scene.tree
    text = tree.tokens[subject].text.lower()
    if text in FIRST:
        return True
    owner = possessor(tree, subject)
    if owner is not None and tree.tokens[owner].text.lower() in FIRST:
        return True
    target = named(scene, subject)
    if speaker.head is not None and (target == speaker.head or scene.same_name(target, speaker.head)):
        return True
    if target != subject and tree.tokens[subject].upos != "PRON":
        return speaker.head is None or target == speaker.head
    if text in ("he", "she", "it", "they") and target == subject:
        # no antecedent in the sentence: the speaker, unless the document's resolution says otherwise
        actor = scene.actor(subject)
        theirs = _speaker_actor(scene, speaker)
        return actor is None or theirs is None or _allied(actor, theirs)
    if lemma(tree, target) in scene.book.words["parties.members"] and scene.actor(target) is None:
        return True
    if not scene.is_party(target):
        return False
    actor = scene.actor(target)
    theirs = _speaker_actor(scene, speaker)
    if actor is not None and theirs is not None and theirs.code is not None:
        return _allied(actor, theirs)
    if theirs is not None and theirs.code is None:
        theirs = None
    if scene.kind(target) == "person":
        return False
    if speaker.head is not None:
        mine = {lemma(tree, t) for t in tree.subtree(target) if is_nominal(tree, t)}
        said = {lemma(tree, t) for t in nominal_tokens(tree, speaker.head)}
        if mine & said:
            return True
        words = scene.book.words
        if said & words["parties.observers"]:
            return False
        if not guess:
            return False
        if scene.kind(target) is None and actor is None:
            return False
        # an unknown person or official speaks for the party whose will it tells
        official = said & (words["parties.officials"] | words["parties.spokesmen"])
        return theirs is None and (bool(official) or tree.tokens[speaker.head].upos == "PROPN")
    return False


def _speaker_actor(scene: Scene, speaker: Speaker) -> Actor | None:
    if speaker.head is not None:
        return scene.actor(speaker.head)
    return speaker.party.actor if speaker.party else None


def _allied(one: Actor, other: Actor) -> bool:
    return one.code is not None and one.code == other.code
