"""Who says a clause, and whether a party is on the speaker's side."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.coding.antecedents import named
from dragoman.coding.clauses import FIRST
from dragoman.coding.grammar import is_nominal, lemma, modals, possessor
from dragoman.coding.holders import agent, is_thing
from dragoman.coding.phrases import nominal_tokens
from dragoman.coding.scene import Scene
from dragoman.types import Actor, Party

_MARKS = frozenset(("“", "”", '"'))
_STATE = frozenset((None, "GOV", "MIL", "COP", "SPY", "LEG", "JUD", "IGO"))


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
            says = _clear(scene, head)
            guessed = lemma(tree, says) in words["modal.guess"] and tree.is_a(node, "ccomp")
            if guessed and not modals(tree, head, words["modal.must"]):  # but "should know that"
                return None
            aside = (
                tree.is_a(node, "advcl") and node > says and not tree.has(node, "mark")
            )  # "if X, he said, Y"
            if (says != head or _is_saying(scene, says)) and (
                aside or tree.is_a(node, "ccomp", "parataxis", "dep")
            ):
                who = agent(scene, says)
                if who is not None and who not in tree.subtree(node):
                    return Speaker(named(scene, who), None, says)
                return _stated(scene, i) or Speaker(None, None, says)
        node = head
    # "X will not yield, a spokesman said": the verb of saying hangs under the clause
    for child in (
        c for a in (i, *tree.ancestors(i)) for c in tree.children(a, "parataxis", "ccomp", "advcl")
    ):
        if _is_saying(scene, child) and not tree.has(child, "ccomp", "mark") and i not in tree.subtree(child):
            who = agent(scene, child)
            if who is not None:
                return Speaker(named(scene, who), None, child)
    return _before_colon(scene, i) or _stated(scene, i)


def _is_saying(scene: Scene, verb: int) -> bool:
    """Whether ``verb`` says something: "said", "went on"."""
    tree, say = scene.tree, scene.book.words["modal.say"]
    word = lemma(tree, verb)
    return word in say or any(
        f"{word} {lemma(tree, c)}" in say for c in tree.children(verb, "compound:prt", "advmod")
    )


def _before_colon(scene: Scene, i: int) -> Speaker | None:
    """Whose words follow a colon: "it went further: it would ...", "Oslo's answer was blunt: it will"."""
    tree = scene.tree
    colon = next((t for t in range(i - 1, 0, -1) if tree.tokens[t].text == ":"), None)
    if colon is None or any(tree.tokens[t].text in _MARKS for t in range(colon)):
        return None
    clauses = [t for t in range(colon) if tree.has(t, "nsubj") and t not in tree.subtree(i)]
    who = agent(scene, clauses[0]) if clauses else None
    if who is None or who > colon:
        return None
    target = named(scene, who)
    told = tree.tokens[who].upos == "PRON" or scene.is_party(target) or _issued(scene, who)
    return Speaker(target, None, None) if told else None


def _issued(scene: Scene, who: int) -> bool:
    """Whether a ministry or another office without a name speaks for its state."""
    offices = ("parties.spokesmen", "parties.officials", "parties.own")
    return any(lemma(scene.tree, who) in scene.book.words[name] for name in offices)


def _clear(scene: Scene, i: int) -> int:
    """The verb of "made (it) clear that", "let it be known that", which says; else ``i`` itself."""
    verb = scene.tree.tokens[i].head
    plain = scene.tree.tokens[i].text.lower() in scene.book.words["modal.clear"]
    return verb if plain and verb >= 0 and scene.tree.is_a(i, "xcomp") else i


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
    office = possessor(tree, speaker.head) if speaker.head is not None else None
    if office is not None:
        # "the alliance will ..., its chief said"
        pronoun = tree.tokens[office].upos == "PRON"
        ahead = speaker.head is not None and target < speaker.head  # "Oslo will pay, its minister said"
        own = pronoun and (ahead or lemma(tree, target) in scene.book.words["parties.own"])
        if own or target in (office, named(scene, office)):
            return True
    if speaker.head is not None and (target == speaker.head or scene.same_name(target, speaker.head)):
        return True
    if speaker.verb is not None and target in tree.children(speaker.verb, "nsubj"):
        return True  # a long name that the parser split in two subjects
    if target != subject and tree.tokens[subject].upos != "PRON":
        return speaker.head is None or target == speaker.head
    if text in ("he", "she", "it", "they") and target == subject:
        # no antecedent in the sentence: the speaker, unless the document's resolution says otherwise
        actor = scene.actor(subject)
        theirs = _speaker_actor(scene, speaker)
        reported = speaker.verb is not None and tree.tokens[tree.tokens[subject].head].head == speaker.verb
        speaking = reported and text in ("he", "she")  # "Silva met Costa and said he would pay"
        return speaking or actor is None or theirs is None or _allied(actor, theirs)
    actor = scene.actor(target)
    if lemma(tree, target) in scene.book.words["parties.members"] and (actor is None or actor.code is None):
        return True
    if owner is not None and not scene.is_party(target) and lemma(tree, owner) != lemma(tree, subject):
        # "its raids would end", "Peru's blockade would be lifted": what belongs to the speaker's side
        return same_side(scene, owner, speaker, guess=guess)
    if not scene.is_party(target):
        return False
    theirs = _speaker_actor(scene, speaker)
    if actor is not None and theirs is not None and theirs.code is not None:
        return _allied(actor, theirs, strict=not guess)
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
        return theirs is None and (bool(official) or tree.tokens[speaker.head].upos in ("PROPN", "PRON"))
    return False


def speaks(scene: Scene, speaker: Speaker) -> bool:
    """Whether the speaker is a party at all."""
    if speaker.head is None:
        return speaker.party is not None
    if is_thing(scene, speaker.head):
        return False
    tree, words = scene.tree, scene.book.words
    if scene.is_party(speaker.head) or tree.tokens[speaker.head].upos in ("PROPN", "PRON"):
        return True
    said = {lemma(tree, t) for t in nominal_tokens(tree, speaker.head)}
    if said & (words["parties.spokesmen"] | words["parties.officials"]):
        return True
    return tree.tokens[speaker.head].upos == "NOUN" and tree.is_a(speaker.head, "nsubj")


def is_observer(scene: Scene, speaker: Speaker) -> bool:
    """Whether the speaker is an analyst, a paper or another who speaks for nobody."""
    if speaker.head is None:
        return False
    said = {lemma(scene.tree, t) for t in nominal_tokens(scene.tree, speaker.head)}
    return bool(said & scene.book.words["parties.observers"])


def is_mouthpiece(scene: Scene, head: int) -> bool:
    """Whether the speaker is only a spokesman, an official or a source, without a name of its own."""
    tree, words = scene.tree, scene.book.words
    if lemma(tree, head) not in words["parties.spokesmen"] | words["parties.officials"]:
        return False
    return not any(tree.is_a(t, "flat", "appos") for t in tree.children(head))


def _speaker_actor(scene: Scene, speaker: Speaker) -> Actor | None:
    if speaker.head is not None:
        return scene.actor(speaker.head)
    return speaker.party.actor if speaker.party else None


def _allied(one: Actor, other: Actor, *, strict: bool = False) -> bool:
    if strict:
        return one_side(one, other)
    return one.code is not None and one.code == other.code


def one_side(one: Actor | None, other: Actor | None) -> bool:
    """Whether two actors are of one side: of one state, and neither its rebels nor its people."""
    if one is None or other is None or one.code is None or one.code != other.code:
        return False
    return one.sector == other.sector or {one.sector, other.sector} <= _STATE
