"""To whom an act is done: the counterpart that a frame names, or that condition and content show."""

from __future__ import annotations

from dragoman.codebook.acts import Frame
from dragoman.coding.antecedents import named
from dragoman.coding.clauses import FIRST, obliques, surface_subject
from dragoman.coding.drafts import Draft
from dragoman.coding.grammar import case_words, is_nominal, lemma, possessor
from dragoman.coding.holders import is_thing
from dragoman.coding.implied import agent_of_condition
from dragoman.coding.scene import Scene
from dragoman.coding.speakers import one_side
from dragoman.types import Party, Statement


def find_counterpart(
    scene: Scene,
    i: int,
    frame: Frame,
    content: int | None,
    passive: bool,
    skip: set[int | None] | None = None,
) -> int | None:
    """Head of the noun phrase that ``frame`` names as counterpart; pronouns followed to a name.

    ``content``: head of the content; ``skip``: tokens that are no counterparts.
    """
    tree = scene.tree
    inside = set(tree.subtree(content)) if content is not None else set()
    unwanted = skip or set()
    for place in frame.counterpart:
        if place in ("object", "indirect"):
            relations = ("iobj", "obj") if place == "object" else ("iobj",)
            found = [c for c in tree.children(i, *relations) if c != content]
            if passive:
                found = [c for c in tree.children(i, "nsubj:pass") if c != content]
                if not found and tree.is_a(i, "acl", "xcomp", "conj", "advcl"):
                    shared = surface_subject(tree, i)
                    found = [shared] if shared is not None else []
            if place == "indirect" and not found:
                objects = tree.children(i, "obj")
                found = objects[:1] if len(objects) > 1 else []
        else:
            found = [c for c in obliques(tree, i, place) if c != content]
            asked = tree.child(content, "nsubj") if content is not None else None
            if content is not None and not found and asked is None:
                found = [
                    c
                    for c in obliques(tree, content, place)
                    if is_nominal(tree, c) and place in ("from", "against", "with")
                ]
        for candidate in found:
            if candidate in inside and place in ("object", "indirect"):
                continue
            if tree.tokens[candidate].text.lower() in scene.book.words["deadlines.units"]:
                continue
            if candidate not in unwanted and is_nominal(tree, candidate):
                return named(scene, candidate)
    if content is not None and tree.is_a(content, "ccomp", "advcl") and frame.force == "demand":
        subject = tree.child(content, "nsubj")
        if subject is not None and scene.is_party(subject):
            return named(scene, subject)
    return None


_TOWARDS = frozenset(("with", "to", "against", "from", "on", "into", "by", "for"))
_WHERE = frozenset(("in", "at", "near", "off", "across", "around"))
_SECOND = frozenset(("you", "your"))


def counterpart(scene: Scene, draft: Draft, holder: Party | None) -> Party | None:
    """Towards whom ``draft`` is, where ``holder`` holds it.

    In order: who the trigger's frame names; who would bring the condition about and whom the content
    concerns (of promises and assurances the other way round); whom the statement addresses; the other
    state that condition or content names.
    """
    tree, head = scene.tree, draft.counterpart
    if head is not None and tree.tokens[head].text.lower() not in FIRST | _SECOND:
        party = scene.party(head)
        if draft.force == "demand" or not _audience(scene, party):
            return party
    if draft.addressee is not None:
        return draft.addressee
    spoken_to = head is not None and tree.tokens[head].text.lower() in _SECOND
    if spoken_to and (told := _addressee(scene, draft, holder)) is not None:
        return told
    found = [_bringer(scene, draft), *_concerned(scene, draft)]
    if draft.force in ("promise", "assurance"):
        found = [*found[1:], found[0]]
    for candidate in found:
        if candidate is not None and _is_other(scene, candidate, holder):
            return scene.party(candidate)
    return _addressee(scene, draft, holder) or _state_named(scene, draft, holder)


def _bringer(scene: Scene, draft: Draft) -> int | None:
    """Who would bring the draft's condition about."""
    condition = draft.condition
    if draft.force == "demand" or condition is None or draft.borrowed is not None:
        return None
    who = agent_of_condition(scene.tree, condition)
    return named(scene, who) if who is not None and is_nominal(scene.tree, who) else who


def _concerned(scene: Scene, draft: Draft) -> list[int]:
    """Whom the draft's content concerns: objects, and phrases with "to", "against" and the like.

    What the condition's deed is done to ("an attack on Y") is not meant.
    """
    tree, head, condition = scene.tree, draft.content_head, draft.condition
    if head is None:
        return []
    inside = set(condition.tokens) if condition is not None and draft.borrowed is None else set()
    found = []
    for child in tree.children(head, "obj", "obl", "nmod", "iobj", "nsubj:pass"):
        if tree.is_a(child, "obj", "iobj", "nsubj") or case_words(tree, child) & _TOWARDS:
            found += [c for c in (child, *tree.children(child, "nmod", "nmod:poss")) if c not in inside]
    return [named(scene, c) if tree.tokens[c].upos == "PRON" else c for c in found]


def _is_other(scene: Scene, candidate: int, holder: Party | None) -> bool:
    """Whether ``candidate`` names a party of another side than the holder's."""
    tree = scene.tree
    if tree.tokens[candidate].text.lower() in FIRST or _is_time(scene, candidate):
        return False
    party = scene.party(candidate)
    if not is_nominal(tree, candidate) and party.code is None:
        return False  # only "a Russian attack"
    if is_nominal(tree, candidate) and not scene.is_party(candidate):
        return False
    if tree.tokens[candidate].upos == "NOUN" and party.actor is None and is_thing(scene, candidate):
        return False
    owner = possessor(tree, candidate)
    own = owner is not None and tree.tokens[owner].upos == "PRON"
    if own and lemma(tree, candidate) in scene.book.words["parties.own"]:
        return False  # "withdraw its troops"
    return holder is None or not (party.text == holder.text or one_side(party.actor, holder.actor))


def _addressee(scene: Scene, draft: Draft, holder: Party | None) -> Party | None:
    statement = told_in(scene, draft)
    told = statement.addressee if statement is not None else None
    if told is None or told.code is None or _audience(scene, told):
        return None
    return None if holder is not None and one_side(told.actor, holder.actor) else told


def _state_named(scene: Scene, draft: Draft, holder: Party | None) -> Party | None:
    """The first state or body but the holder's that the condition names, else the content."""
    tree, condition = scene.tree, draft.condition
    if holder is None or holder.code is None:
        return None
    for tokens in (condition.tokens if condition is not None else (), draft.content):
        for t in tokens:
            name = tree.tokens[t].upos in ("PROPN", "ADJ") and tree.tokens[t].text[:1].isupper()
            party = scene.party(t) if name and not case_words(tree, t) & _WHERE else None
            if party is not None and party.code not in (None, holder.code):
                return party
    return None


def told_in(scene: Scene, draft: Draft) -> Statement | None:
    """The statement by which the act is made: the one whose cue is its trigger, else the one around it."""
    start, end = scene.tree.tokens[draft.node].start, scene.tree.tokens[draft.node].end
    for statement in scene.statements:
        if statement.cue is not None and statement.cue.start <= start and end <= statement.cue.end:
            return statement
    return scene.statement_at(draft.node)


def _audience(scene: Scene, party: Party) -> bool:
    """Whether the party only hears the act ("told reporters", "told parliament") and is not meant by it."""
    if party.actor is not None and party.actor.sector == "JRN":
        return True
    return party.text.lower().rpartition(" ")[2] in scene.book.words["parties.audience"]


def _is_time(scene: Scene, i: int) -> bool:
    """Whether ``i`` is a time or a possessive pronoun, which is no counterpart."""
    tree = scene.tree
    if tree.tokens[i].upos == "PRON" and tree.is_a(i, "nmod:poss"):
        return True
    return lemma(tree, i) in scene.book.words["deadlines.units"]
