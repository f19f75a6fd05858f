"""What is announced by "will", "would", "may" and "could"."""

from __future__ import annotations

from dragoman.coding.antecedents import named
from dragoman.coding.clauses import surface_subject
from dragoman.coding.conditions import Condition
from dragoman.coding.drafts import Draft
from dragoman.coding.force import bad, consequence, decide, narrow, protects
from dragoman.coding.grammar import (
    case_words,
    denied_noun,
    is_infinitive,
    is_over,
    is_passive,
    lemma,
    negated,
    possessor,
)
from dragoman.coding.holders import is_thing
from dragoman.coding.implied import subject_condition
from dragoman.coding.modal_clauses import SAID, clause_draft, clause_subject
from dragoman.coding.phrases import clause_tokens
from dragoman.coding.redlines import is_red, refused_deed
from dragoman.coding.scene import Scene
from dragoman.coding.speakers import Speaker, is_mouthpiece, same_side, speaker_of, speaks
from dragoman.coding.tone import harmful, wrongful
from dragoman.tree import Tree


def future(scene: Scene, modal: int, head: int, restricted: set[int]) -> Draft | None:
    """The act of the clause ``head`` under "will" or "would"; None where it is none.

    ``restricted``: heads of clauses that hang on "if", "unless" or "until".
    """
    tree, words = scene.tree, scene.book.words
    speaker = speaker_of(scene, head)
    if speaker is None and scene.last is not None and consequence(scene, head):
        # "issued an ultimatum: if ..., sanctions will be imposed"
        speaker = Speaker(scene.last, None, None)
    if speaker is not None and not speaks(scene, speaker):
        return None
    subject = clause_subject(scene, modal, head)
    if speaker is None and subject is not None and tree.tokens[subject].text.lower() in ("we", "i"):
        speaker = Speaker(subject, None, None)
    if tree.is_a(head, "amod", "compound") or (subject is not None and modal < subject < head):
        return None
    if any(lemma(tree, c) in ("have", "rather") for c in tree.children(head, "aux", "advmod")):
        # "would have left" is counterfactual, "would rather" a taste
        return None
    if speaker is None:
        return _narrated(scene, modal, head, subject, restricted)
    draft = clause_draft(scene, head, modal, speaker)
    if consequence(scene, head):
        draft.condition = subject_condition(tree, head, scene.book)
        narrow(scene, draft, head)
        draft.force = "threat"
        unheld = subject is not None and draft.holder is None and draft.speaker is None
        return None if unheld else draft
    if (deed := _held_hostile(scene, head)) is not None:
        draft.force, draft.condition = "threat", deed
        taken = set(deed.tokens)
        draft.content = [t for t in draft.content if t not in taken]
        return draft
    hypothetical = "would" in (lemma(tree, modal), tree.tokens[modal].text.lower())
    if subject is not None and same_side(scene, subject, speaker):
        told = speaker.verb
        reported = told is not None and (
            is_over(tree, told) or tree.tokens[told].text.lower().endswith("ing")
        )
        if hypothetical and not reported and head not in restricted:
            return None  # not the "would" of reported speech
        return (
            None
            if tree.is_a(head, "acl", "acl:relcl")
            else _own(scene, draft, subject, speaker, head in restricted)
        )
    if negated(tree, head) and tree.has(head, "cop") and lemma(tree, head) in words["modal.unwelcome"]:
        draft.force, draft.counterpart = "refusal", subject
        return draft
    return _others(scene, draft, subject, head in restricted)


def _narrated(scene: Scene, modal: int, head: int, subject: int | None, restricted: set[int]) -> Draft | None:
    """Without a speaker only a refusal binds: held up by a condition, or of what is asked of parties."""
    tree, words = scene.tree, scene.book.words
    word = lemma(tree, head)
    will = lemma(tree, modal) != "would" and tree.tokens[modal].text.lower() != "would"
    held = head in restricted or (word in words["modal.withheld"] and will)
    if subject is None or not negated(tree, head) or not held or not scene.is_party(subject):
        return None
    if (
        tree.has(head, "cop")
        or tree.is_a(head, "acl")
        or tree.tokens[subject].upos == "PRON"
        or word in words["modal.unable"]
    ):
        return None
    draft = clause_draft(scene, head, modal, None)
    draft.holder = named(scene, subject)
    draft.force = "assurance" if harmful(tree, head, scene.book) else "refusal"
    return draft


def _held_hostile(scene: Scene, head: int) -> Condition | None:
    """ "Would consider any blockade an act of war": the deed that the holder would answer."""
    tree, words = scene.tree, scene.book.words
    deed = tree.child(head, "obj")
    if deed is None or lemma(tree, head) not in words["consequences.treat"] or is_passive(tree, head):
        return None
    called = tree.children(head, "xcomp", "obl")
    inner = [n for c in called for n in tree.children(c, "nmod", "conj")]
    if not {lemma(tree, c) for c in (*called, *inner)} & words["consequences.hostile"]:
        return None
    outside = {t for c in called for t in tree.subtree(c)}
    tokens = [t for t in tree.subtree(deed) if t not in outside]
    return Condition(tuple(tokens), deed, head, "subject", "")


def _own(scene: Scene, draft: Draft, subject: int, speaker: Speaker, restricted: bool) -> Draft | None:
    """What the speaker's own side will or will not do; ``restricted``: under a condition."""
    tree, words, head = scene.tree, scene.book.words, draft.node
    word, harm = lemma(tree, head), harmful(tree, head, scene.book)
    party = scene.is_party(subject) or lemma(tree, subject) in words["parties.own"]
    ends = word in words["tone.stop"] | words["modal.happen"] | words["modal.granted"]
    if not party and not ends and possessor(tree, subject) is not None:
        return None  # "its raids would end", but not "his legend will live on"
    if negated(tree, head):
        if is_red(scene, head):
            draft.force, draft.red_line = "threat", True
            draft.condition = refused_deed(tree, head)
            if draft.condition is not None:
                draft.content = draft.trigger
        elif (word in words["modal.unable"] and not tree.has(head, "obj")) or tree.has(head, "cop"):
            if not restricted:
                return None
            draft.force = "warning"  # "if we fail, we will not be able to"
            return draft
        elif word in words["modal.ruling"]:
            return None  # "will not rule out" leaves open
        elif word in words["tone.tireless"]:
            draft.force = "promise"
        else:
            draft.force = "assurance" if wrongful(tree, head, scene.book) else "refusal"
        return hold(scene, draft, subject, speaker)
    if not harm and is_passive(tree, head) and not tree.has(head, "xcomp"):
        return _granted(scene, draft) if word in words["modal.granted"] else None
    bound = any(
        f"{word} {case}" in words["modal.binding"]
        for c in tree.children(head, "obl")
        for case in case_words(tree, c)
    )
    idle = (word in words["modal.inert"] and not bound) or tree.has(head, "cop")
    if idle and not harm and not (word in words["modal.binding"] and tree.has(head, "xcomp")):
        return None
    if not harm and bad(scene, head):
        draft.force = "warning"  # "it would violate the treaty"
        return draft
    draft.force = "refusal" if word in words["modal.shun"] else decide("tone", harm, False)
    if protects(tree, head, scene.book):
        draft.force = "assurance"
    return hold(scene, draft, subject, speaker)


def _others(scene: Scene, draft: Draft, subject: int | None, restricted: bool) -> Draft | None:
    """What will happen, or be done by nobody who is named."""
    tree, words, head = scene.tree, scene.book.words, draft.node
    denied, harm = negated(tree, head), harmful(tree, head, scene.book)
    passive = is_passive(tree, head)
    if subject is None or tree.is_a(head, "acl:relcl"):
        proposed = subject is not None and is_thing(scene, subject)  # "a bill that would"
        return None if denied or proposed else _feared(scene, draft, restricted)
    if denied and passive and wrongful(tree, head, scene.book):
        draft.force = "assurance"  # "the prisoners will not be executed"
        return draft
    if restricted and passive and lemma(tree, head) in words["modal.granted"]:
        return _granted(scene, draft)
    if restricted and not denied and lemma(tree, head) in words["modal.happen"]:
        # "the strike will go ahead unless", "the truce will hold as long as"
        if lemma(tree, subject) in words["tone.harm_nouns"]:
            draft.force = "threat"
            return draft
        if lemma(tree, subject) in words["tone.good"]:
            draft.force = "promise"
            return draft
    return None if denied else _feared(scene, draft, restricted, harm=harm)


def _granted(scene: Scene, draft: Draft) -> Draft:
    """ "The sanctions will (not) be lifted", by nobody who is named: the speaker's own deed."""
    draft.force = "refusal" if negated(scene.tree, draft.node) else "promise"
    return draft


def _feared(scene: Scene, draft: Draft, restricted: bool, *, harm: bool = False) -> Draft | None:
    """Something bad that others will do, or that will happen."""
    condition = subject_condition(scene.tree, draft.node, scene.book)
    if bad(scene, draft.node):
        draft.force, draft.condition = "warning", condition
        return draft
    if restricted and harm:
        draft.force = "warning"
        return draft
    return None


def possible(scene: Scene, modal: int, head: int, restricted: set[int]) -> Draft | None:
    """ "Said it could quit", "may help if asked": a harm of the speaker's own, or what hangs on a condition.

    ``restricted``: as for :func:`future`.
    """
    tree, words = scene.tree, scene.book.words
    speaker = speaker_of(scene, head)
    subject = clause_subject(scene, modal, head)
    if speaker is None or subject is None or not speaks(scene, speaker):
        return None
    if negated(tree, head):
        # "cannot accept the terms"
        grants = lemma(tree, head) in words["modal.grant"] and same_side(scene, subject, speaker)
        if not grants or "could" in (lemma(tree, modal), tree.tokens[modal].text.lower()):
            return None
        draft = clause_draft(scene, head, modal, speaker)
        draft.force = "refusal"
        return hold(scene, draft, subject, speaker)
    if consequence(scene, head) and not same_side(scene, subject, speaker) and scene.is_party(subject):
        # "could face sanctions"
        draft = clause_draft(scene, head, modal, speaker)
        draft.force, draft.confidence = "threat", 0.5
        narrow(scene, draft, head)
        return draft
    own, harm = same_side(scene, subject, speaker), harmful(tree, head, scene.book)
    if is_passive(tree, head) or (not harm and head not in restricted):
        return None
    draft = clause_draft(scene, head, modal, speaker)
    draft.confidence = 0.5
    if not own:
        # "the war could spread if"
        draft.force = "warning"
        return draft if head in restricted and bad(scene, head) else None
    if not harm and (lemma(tree, head) in words["modal.inert"] or tree.has(head, "cop")):
        return None
    draft.force = decide("tone", harm, False)
    return hold(scene, draft, subject, speaker)


def draft_going(scene: Scene, i: int) -> Draft | None:
    """ "We are going to hit them": a future without a modal; token ``i`` is "going"."""
    tree, words = scene.tree, scene.book.words
    deed = tree.child(i, "xcomp")
    if deed is None or not is_infinitive(tree, deed) or tree.tokens[i].text.lower() != "going":
        return None
    subject, speaker = surface_subject(tree, i), speaker_of(scene, i)
    supposed = any(lemma(tree, c) in ("if", "unless") for c in tree.children(i, "mark"))
    if subject is None or supposed or tree.is_a(i, "acl"):
        return None
    if speaker is None and tree.tokens[subject].text.lower() in ("we", "i"):
        speaker = Speaker(subject, None, None)
    if speaker is None or not speaks(scene, speaker) or not same_side(scene, subject, speaker):
        return None
    denied, harm = negated(tree, i), harmful(tree, deed, scene.book)
    idle = (lemma(tree, deed) in words["modal.inert"] or tree.has(deed, "cop")) and not harm
    feared = idle and denied and _supposed(tree, i)  # "if we wait, we are not going to have a country"
    if idle and not feared:
        return None
    draft = Draft("threat", i, [i], SAID, modal=True)
    draft.content, draft.content_head, draft.clause = clause_tokens(tree, deed), deed, deed
    draft.content_negated = denied
    draft.force = "warning" if feared else decide("tone", harm, denied)
    return hold(scene, draft, subject, speaker)


def _supposed(tree: Tree, i: int) -> bool:
    """Whether the clause of ``i`` hangs on an "if" or "unless"."""
    marks = (m for c in tree.children(i, "advcl") for m in tree.children(c, "mark"))
    return any(lemma(tree, m) in ("if", "unless") for m in marks)


def draft_no_choice(scene: Scene, i: int) -> Draft | None:
    """ "It had no choice but to respond": what the holder will do."""
    tree, words = scene.tree, scene.book.words
    noun = tree.child(i, "obj")
    if noun is None or lemma(tree, noun) not in words["tone.choice"] or not denied_noun(tree, noun):
        return None
    deed = next((c for h in (noun, i) for c in tree.children(h, "acl", "xcomp", "advcl") if c > noun), None)
    subject, speaker = surface_subject(tree, i), speaker_of(scene, i)
    if deed is None or subject is None or speaker is None or not speaks(scene, speaker):
        return None
    if not is_infinitive(tree, deed) or not same_side(scene, subject, speaker):
        return None
    draft = Draft("threat", i, list(range(i, noun + 1)), SAID)
    draft.content = [t for t in clause_tokens(tree, deed) if lemma(tree, t) != "but"]
    draft.content_head = draft.clause = deed
    draft.force = decide("tone", harmful(tree, deed, scene.book), False)
    return hold(scene, draft, subject, speaker)


def hold(scene: Scene, draft: Draft, subject: int, speaker: Speaker) -> Draft:
    """The holder is who speaks; where only an office or a source is told to speak, whom it speaks for."""
    tree = scene.tree
    target = named(scene, subject)
    # "President Silva will visit Oslo, her minister said"
    another = scene.kind(target) == "person" and tree.has(target, "flat", "nmod:desc")
    if speaker.verb is not None and target in tree.children(speaker.verb, "nsubj"):
        another = False
    verb = speaker.verb
    if verb is None and speaker.head is not None:
        verb = tree.tokens[speaker.head].head
    if verb is not None and verb >= 0 and any(lemma(tree, m) == "as" for m in tree.children(verb, "mark")):
        another = True  # "as its envoy announced, Oslo will pay": told in the writer's words
    spoken = (
        speaker.head is not None
        and speaker.head != target
        and not another
        and not is_mouthpiece(scene, speaker.head)
    )
    if not spoken and tree.tokens[target].upos in ("NOUN", "PROPN") and scene.is_party(target):
        draft.holder, draft.speaker = target, None
    elif speaker.head is not None:
        draft.holder = speaker.head
    elif speaker.party is None:
        draft.holder = target
    return draft
