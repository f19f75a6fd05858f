"""Who holds an act: the agent of a verb, the owner of a noun."""

from __future__ import annotations

from dragoman.coding.clauses import surface_subject
from dragoman.coding.grammar import by_agent, case_words, is_nominal, is_passive, lemma, possessor
from dragoman.coding.phrases import following_nominal, left_nominal
from dragoman.coding.scene import Scene

_THINGS = frozenset(["this", "that", "which", "what", "these", "those", "everything", "nothing"])


def agent(scene: Scene, i: int) -> int | None:
    """The head of the phrase that names who does what the verb ``i`` says."""
    tree = scene.tree
    if tree.has(i, "aux:pass", "nsubj:pass") and is_passive(tree, i):
        return by_agent(tree, i)
    subject = surface_subject(tree, i)
    if subject is not None and tree.is_a(i, "acl") and tree.tokens[i].head == subject:
        subject = _told_to(scene, i, subject)
    if subject is not None:
        subject = one_of(scene, subject)
        told = subject > 0 and tree.tokens[subject - 1].text.lower() == "to" and tree.is_a(i, "advcl", "acl")
        if told and tree.tokens[i].text.lower().endswith("ing"):
            # "an ultimatum to Oslo warning of": who issued it warns
            above = surface_subject(tree, tree.tokens[i].head)
            subject = above if above is not None else subject
    if subject is None and not tree.has(i, "mark") and not tree.tokens[i].text.lower().endswith("ing"):
        subject = left_nominal(tree, i)
    return _issuer(scene, subject) if subject is not None else None


def one_of(scene: Scene, group: int) -> int:
    """ "Peru is among those calling for", "is one of the states that": the member that is named."""
    tree = scene.tree
    if "among" in case_words(tree, group) or lemma(tree, group) == "one":
        verb = group if tree.has(group, "cop") else tree.tokens[group].head
        member = surface_subject(tree, verb) if verb >= 0 else None
        if member is not None:
            return member
    return group


def _told_to(scene: Scene, i: int, noun: int) -> int:
    """The agent of a participle of speech that the parser hung on the noun before it.

    "Issued an ultimatum to Damascus warning of ...", "pulled out of talks demanding ...": the
    addressee and things do not speak; the subject of the clause above does.
    """
    tree = scene.tree
    if not tree.tokens[i].text.lower().endswith("ing"):
        return noun
    if tree.has(i, "mark"):
        # "endured criticism for threatening"
        verb = tree.tokens[noun].head
        subject = surface_subject(tree, verb) if tree.is_a(noun, "obj") and verb >= 0 else None
        return subject if subject is not None and possessor(tree, noun) is None else noun
    if lemma(tree, noun) in scene.book.words["parties.gatherings"] and not tree.is_a(noun, "obj"):
        return noun  # "after protests calling for his removal"
    addressed = any(lemma(tree, c) == "to" for c in tree.children(noun, "case"))
    people = scene.is_party(noun) or lemma(tree, noun) in scene.book.words["parties.people"]
    if not addressed and people and not tree.has(noun, "case"):
        return noun
    for above in tree.ancestors(noun):
        if tree.tokens[above].upos == "VERB":
            subject = surface_subject(tree, above)
            return subject if subject is not None and scene.is_party(subject) else noun
    return noun


def _issuer(scene: Scene, subject: int) -> int | None:
    """For a document or message: who issued it, if the sentence says so; else the subject itself."""
    tree = scene.tree
    if lemma(tree, subject) not in scene.book.words["parties.documents"]:
        return subject
    if tree.is_a(subject, "obj", "obl"):
        governor = tree.tokens[subject].head
        verb_subject = surface_subject(tree, governor) if tree.tokens[governor].upos == "VERB" else None
        if verb_subject is not None and verb_subject != subject:
            return verb_subject
    return noun_owner(scene, subject) or subject


def is_thing(scene: Scene, head: int) -> bool:
    """Whether ``head`` is a thing or an affair, which makes no speech acts ("the storm threatens to")."""
    tree = scene.tree
    if tree.tokens[head].upos == "PRON":
        return tree.tokens[head].text.lower() in _THINGS
    if tree.tokens[head].upos == "PROPN" and scene.kind(head) is not None:
        return False  # a Bill is no bill
    return lemma(tree, head) in scene.book.words["parties.things"]


def noun_owner(scene: Scene, noun: int, *, of: bool = True) -> int | None:
    """Who holds the act that ``noun`` names: possessor, by- or from-phrase, a nationality before it.

    ``of``: whether an of-phrase names the holder, not the content.
    """
    tree = scene.tree
    owner = possessor(tree, noun)
    if owner is not None:
        return owner
    made = [c for c in tree.children(noun, "acl") if lemma(tree, c) in scene.book.words["parties.issue"]]
    for place in (noun, *made):  # "an offer by Oslo", "an offer made by Oslo"
        agent_phrase = by_agent(tree, place)
        if agent_phrase is not None:
            return agent_phrase
    for child in tree.children(noun, "nmod", "obl"):
        cases = {lemma(tree, c) for c in tree.children(child, "case")}
        if "from" in cases or ("of" in cases and of and tree.tokens[child].upos in ("NOUN", "PROPN")):
            return child
    if noun + 2 < len(tree.tokens) and tree.tokens[noun + 1].text.lower() in ("by", "from"):
        found = following_nominal(tree, noun + 1)
        for j in range(noun + 2, min(noun + 9, len(tree.tokens))) if found is None else ():
            if is_nominal(tree, j) and any(c == noun + 1 for c in tree.children(j, "case")):
                found = j
        if found is not None:
            return found
    for child in tree.children(noun, "amod", "compound"):
        if tree.tokens[child].text[:1].isupper() and (
            scene.kind(child) is not None
            or scene.context.actors.party(tree.span(child, child)).actor is not None
        ):
            return child
    return None
