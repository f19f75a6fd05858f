"""Acts that a noun names: "the threat to recall the envoy", "has no intention of"."""

from __future__ import annotations

from dragoman.codebook.acts import Entry
from dragoman.coding.antecedents import named
from dragoman.coding.clauses import surface_subject
from dragoman.coding.contents import find_content
from dragoman.coding.counterparts import find_counterpart
from dragoman.coding.drafts import Draft
from dragoman.coding.grammar import by_agent, case_words, denied_noun, is_nominal, lemma, negated, possessor
from dragoman.coding.holders import agent, noun_owner
from dragoman.coding.judgement import is_class, judge
from dragoman.coding.scene import Scene
from dragoman.coding.speakers import Speaker, same_side
from dragoman.coding.standing import stands


def draft_noun(scene: Scene, i: int, entry: Entry) -> Draft | None:
    """The act that the noun ``i`` names under ``entry``; None where it is none."""
    tree = scene.tree
    if tree.tokens[i].upos not in ("NOUN", "VERB") or tree.is_a(i, "compound", "fixed"):
        return None
    governor = tree.tokens[i].head
    supported = (
        governor >= 0
        and lemma(tree, governor) in entry.support
        and tree.is_a(i, "obj", "obl", "nsubj:pass", "conj")
    )
    if not supported and (verb := _verb_before(scene, i)) is not None and lemma(tree, verb) in entry.support:
        supported, governor = True, verb
    brokered = _brokered(scene, i, entry)
    supported = supported or brokered is not None
    if entry.denied:
        if not supported or not (denied_noun(tree, i) or negated(tree, governor)):
            return None
    elif denied_noun(tree, i) or (supported and brokered is None and not _made(scene, governor)):
        return None
    if entry.supported and not supported:
        return None
    if entry.not_holder and tree.is_a(i, "obj", "nsubj:pass") and _judged(scene, governor, entry.not_holder):
        return None  # "the court rejected the appeal": a case, not a demand
    of_holder = not any(frame.content == "of" or "of" in frame.counterpart for frame in entry.frames)
    owner = noun_owner(scene, i, of=of_holder)
    answering, released = _answering(scene, i), _released(scene, i)
    holder = owner if released is None else released  # "released Oslo from its pledge"
    if holder is None and brokered is not None:
        holder = by_agent(tree, brokered)  # "a deal brokered by Oslo"
    elif holder is None and supported and not answering:
        holder = _supporter(scene, i, governor)
    suffered = entry.frames[0].force == "threat" and "under" in case_words(tree, i)
    if holder is None and not answering and not suffered:
        holder = _nearby_holder(scene, i)  # but who "acts under threat of" does not threaten
    if holder is None and entry.owned:
        return None
    if holder is not None and entry.not_holder and is_class(scene, holder, entry.not_holder):
        return None
    if entry.denied and holder is not None:
        holder = _assurer(scene, governor, holder) or holder
    for frame in entry.frames:
        if frame.owned and holder is None:
            continue
        if frame.such and not any(
            lemma(tree, c) == "such" for c in tree.children(i, "det", "amod", "det:predet")
        ):
            continue
        if frame.content == "none" and _is_mass(scene, i):
            continue
        if frame.answered and not (supported and owner is not None):
            continue
        content = find_content(scene, i, frame, passive=False)
        if content is None and frame.content != "none":
            continue
        head, tokens = content if content is not None else (None, [])
        if head is not None and head == holder:
            continue
        places = [i] if not supported else [i, governor]
        counterpart = None
        for place in places:
            counterpart = find_counterpart(scene, place, frame, head, passive=False, skip={i, holder})
            if counterpart is not None:
                break
        if counterpart is None and (answering or released is not None):
            counterpart = _party(scene, agent(scene, tree.tokens[i].head), holder)
        trigger = [i]
        if entry.denied:
            trigger = [*[c for c in tree.children(i, "det", "amod") if c < i], i]
        draft = Draft("threat", i, trigger, entry.confidence, counterpart=counterpart, noun=True)
        if entry.denied:
            draft.content_negated = True
        if holder is not None:
            draft.holder = named(scene, holder)
        if frame.such:
            draft.content, draft.content_head, draft.force = trigger, i, "assurance"
            return draft
        if not judge(scene, draft, frame, head, tokens):
            continue
        return draft
    return None


def _supporter(scene: Scene, i: int, verb: int) -> int | None:
    """Who does what the verb of the noun ``i`` says: "Oslo issued a threat"."""
    who = agent(scene, verb)
    return who if who != i else None


def _is_mass(scene: Scene, i: int) -> bool:
    """Whether the noun stands bare in the singular: "demand from Oslo fell" is no demand."""
    tree = scene.tree
    return tree.tokens[i].text.lower() == lemma(tree, i) and not tree.has(i, "det", "nmod:poss", "amod")


def _answering(scene: Scene, i: int) -> bool:
    """Whether the noun is another's act that its verb answers: "rejected the demand"."""
    tree = scene.tree
    verb = tree.tokens[i].head
    answers = verb >= 0 and lemma(tree, verb) in scene.book.words["parties.answering"]
    return answers and tree.is_a(i, "obj", "obl", "nsubj:pass")


def _released(scene: Scene, i: int) -> int | None:
    """Who is let off its pledge: the object of "released Oslo from its pledge"."""
    tree = scene.tree
    verb = tree.tokens[i].head
    if verb < 0 or not tree.is_a(i, "obl") or lemma(tree, verb) not in scene.book.words["parties.releasing"]:
        return None
    return tree.child(verb, "obj", "nsubj:pass")


def _party(scene: Scene, head: int | None, holder: int | None) -> int | None:
    """``head``, if it names a party other than ``holder``."""
    found = named(scene, head) if head is not None else None
    return found if found is not None and found != holder and scene.is_party(found) else None


def _brokered(scene: Scene, i: int, entry: Entry) -> int | None:
    """The participle of "a deal *signed* by Oslo", if the entry takes it for support."""
    tree = scene.tree
    made = (c for c in tree.children(i, "acl") if c > i and lemma(tree, c) in entry.support)
    return next((c for c in made if by_agent(tree, c) is not None), None)


def _assurer(scene: Scene, verb: int, subject: int) -> int | None:
    """Who "assured them that Oslo has no plans to": the speaker, if ``subject`` is on its side."""
    tree = scene.tree
    above = tree.tokens[verb].head
    assures = above >= 0 and lemma(tree, above) in scene.book.words["modal.assure"]
    if not assures or not tree.is_a(verb, "ccomp"):
        return None
    who = agent(scene, above)
    return who if who is not None and same_side(scene, subject, Speaker(who, None, above)) else None


def _made(scene: Scene, verb: int) -> bool:
    """Whether the act was performed, by what ``verb`` tells of it: "did not issue a threat" none;
    "did not carry out the threat" leaves it standing."""
    return lemma(scene.tree, verb) in scene.book.words["parties.presuppose"] or stands(scene, verb)


def _judged(scene: Scene, verb: int, judges: str) -> bool:
    """Whether a member of the word class ``judges`` does what ``verb`` says."""
    who = agent(scene, verb) if verb >= 0 and scene.tree.tokens[verb].upos == "VERB" else None
    return who is not None and is_class(scene, who, judges)


def _verb_before(scene: Scene, i: int) -> int | None:
    """The verb that the noun phrase of ``i`` follows directly."""
    tokens = scene.tree.tokens
    for j in range(i - 1, max(i - 7, -1), -1):
        if tokens[j].upos == "VERB" and not scene.tree.is_a(j, "amod"):
            return j
        if (
            tokens[j].upos not in ("DET", "ADJ", "ADV", "NUM", "NOUN", "CCONJ", "VERB")
            and tokens[j].text not in '“"‘’'
        ):
            return None
    return None


def _nearby_holder(scene: Scene, i: int) -> int | None:
    """The holder of a bare noun: the possessor of a noun above ("Obama's decision to follow
    through on threats"), or who does something with it ("woo voters with promises to")."""
    tree = scene.tree
    below = tree.tokens[i].head if tree.is_a(i, "conj") else i
    if tree.tokens[below].upos == "VERB":
        return surface_subject(tree, below)  # a noun hung on the verb of its fellow
    for above in tree.ancestors(i):
        owner = possessor(tree, above) if is_nominal(tree, above) else None
        if owner is not None:
            return owner
        if tree.tokens[above].upos == "VERB":
            means = case_words(tree, below) & {"with", "by", "through", "in", "under"}
            subject = surface_subject(tree, above) if means and tree.is_a(below, "obl", "nmod") else None
            return subject if subject is not None and scene.is_party(named(scene, subject)) else None
        if not tree.is_a(below, "conj"):
            below = above
    return None
