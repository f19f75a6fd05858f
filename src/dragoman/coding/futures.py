"""What is announced by "will" and "would"."""

from __future__ import annotations

from dragoman.coding.antecedents import named
from dragoman.coding.conditions import Condition
from dragoman.coding.drafts import Draft
from dragoman.coding.force import bad, consequence, decide, deprived, gains, narrow, protects, withhold
from dragoman.coding.grammar import (
    case_words,
    is_over,
    is_passive,
    lemma,
    negated,
    possessor,
)
from dragoman.coding.holders import is_thing
from dragoman.coding.implied import subject_condition
from dragoman.coding.modal_clauses import clause_draft, clause_subject, forced_deed, hold
from dragoman.coding.phrases import clause_tokens
from dragoman.coding.redlines import is_red, refused_deed
from dragoman.coding.scene import Scene
from dragoman.coding.speakers import Speaker, is_observer, same_side, speaker_of, speaks
from dragoman.coding.tone import harmful, wrongful
from dragoman.tree import Tree
from dragoman.types import Force

_ASKING = frozenset(("what", "who", "which", "whatever"))


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
    if (forced := forced_deed(tree, head, scene.book)) is not None:
        return _forced(scene, modal, forced, subject, speaker, bool({head, forced} & restricted))
    draft = clause_draft(scene, head, modal, speaker)
    if withhold(scene, draft) or _answer_hostility(scene, draft):
        return draft
    if consequence(scene, head):
        draft.condition = subject_condition(tree, head, scene.book)
        narrow(scene, draft, head)
        draft.force = "threat"
        unheld = subject is not None and draft.holder is None and draft.speaker is None
        return None if unheld else draft
    if subject is not None and head in restricted and deprived(scene, head):
        if is_observer(scene, speaker) or same_side(scene, subject, speaker, guess=False):
            return None
        draft.force, draft.counterpart = "threat", named(scene, subject)
        return draft
    if subject is not None and same_side(scene, subject, speaker):
        hypothetical = "would" in (lemma(tree, modal), tree.tokens[modal].text.lower())
        if hypothetical and not _is_reported(tree, speaker) and head not in restricted:
            return None  # not the "would" of reported speech
        if tree.is_a(head, "acl", "acl:relcl"):
            return None
        return _own(scene, draft, subject, speaker, head in restricted)
    if negated(tree, head) and tree.has(head, "cop") and lemma(tree, head) in words["modal.unwelcome"]:
        draft.force, draft.counterpart = "refusal", subject
        return draft
    return _others(scene, draft, subject, speaker, head in restricted)


def _is_reported(tree: Tree, speaker: Speaker) -> bool:
    """Whether the speech is told in the past ("said it would"), or by a participle ("saying it would")."""
    told = speaker.verb
    return told is not None and (is_over(tree, told) or tree.tokens[told].text.lower().endswith("ing"))


def _forced(
    scene: Scene, modal: int, deed: int, subject: int | None, speaker: Speaker, restricted: bool
) -> Draft | None:
    """ "Will have to leave": told of another a demand, or a threat under a condition."""
    tree, head = scene.tree, scene.tree.tokens[modal].head
    if subject is None or negated(tree, head) or is_observer(scene, speaker):
        return None
    draft = clause_draft(scene, head, modal, speaker)
    draft.content = [t for t in clause_tokens(tree, deed) if t >= deed]
    draft.content_head = draft.clause = deed
    if same_side(scene, subject, speaker, guess=False):
        draft.force = decide("tone", harmful(tree, deed, scene.book), False)
        return hold(scene, draft, subject, speaker)
    if not scene.is_party(subject) or tree.tokens[subject].text.lower() == "you":
        return None
    draft.force, draft.counterpart = ("threat" if restricted else "demand"), named(scene, subject)
    return draft


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
    return _held_back(scene, clause_draft(scene, head, modal, None), subject)


def _held_back(scene: Scene, draft: Draft, subject: int) -> Draft:
    """What the subject, and not whoever tells of it, will not do."""
    draft.holder, draft.speaker = named(scene, subject), None
    draft.force = "assurance" if harmful(scene.tree, draft.node, scene.book) else "refusal"
    return draft


def _answer_hostility(scene: Scene, draft: Draft) -> bool:
    """Makes a threat of "would consider any blockade an act of war", on the condition of the deed."""
    tree, words, head = scene.tree, scene.book.words, draft.node
    deed = tree.child(head, "obj")
    if deed is None or lemma(tree, head) not in words["consequences.treat"] or is_passive(tree, head):
        return False
    called = tree.children(head, "xcomp", "obl")
    inner = [n for c in called for n in tree.children(c, "nmod", "conj", "amod")]
    if not {lemma(tree, c) for c in (*called, *inner)} & words["consequences.hostile"]:
        return False
    outside = {t for c in called for t in tree.subtree(c)}
    tokens = [t for t in tree.subtree(deed) if t not in outside]
    draft.force, draft.condition = "threat", Condition(tuple(tokens), deed, head, "subject", "")
    draft.content = [t for t in draft.content if t not in tokens]
    return True


def _own(scene: Scene, draft: Draft, subject: int, speaker: Speaker, restricted: bool) -> Draft | None:
    """What the speaker's own side will or will not do; ``restricted``: under a condition."""
    tree, words, head = scene.tree, scene.book.words, draft.node
    word, harm = lemma(tree, head), harmful(tree, head, scene.book)
    own = words["parties.own"] | words["parties.members"] | words["parties.people"]
    party = scene.is_party(subject) or lemma(tree, subject) in own
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
    if idle and not harm and not (word in words["modal.binding"] and tree.has(head, "xcomp", "obj")):
        return None
    if not harm and bad(scene, head):
        draft.force = "warning"  # "it would violate the treaty"
        return draft
    draft.force = "refusal" if word in words["modal.shun"] else decide("tone", harm, False)
    if protects(tree, head, scene.book):
        draft.force = "assurance"
    return hold(scene, draft, subject, speaker)


def _others(
    scene: Scene, draft: Draft, subject: int | None, speaker: Speaker, restricted: bool
) -> Draft | None:
    """What will happen, or be done by nobody who is named."""
    tree, words, head = scene.tree, scene.book.words, draft.node
    word, denied, harm = lemma(tree, head), negated(tree, head), harmful(tree, head, scene.book)
    passive = is_passive(tree, head)
    if is_observer(scene, speaker) or (subject is not None and lemma(tree, subject) in _ASKING):
        return None
    if subject is None or tree.is_a(head, "acl:relcl"):
        # "a bill that would"
        proposed = subject is not None and (
            is_thing(scene, subject) or lemma(tree, subject) in words["parties.documents"]
        )
        return None if denied or proposed else _feared(scene, draft, restricted)
    if denied and passive and wrongful(tree, head, scene.book):
        draft.force = "assurance"  # "the prisoners will not be executed"
        return draft
    if passive and word in words["modal.granted"] and (restricted or denied or scene.is_party(subject)):
        return _granted(scene, draft)
    if restricted and denied and scene.is_party(subject):
        return _held_back(scene, draft, subject)
    force = _force_if(scene, head, subject) if restricted else None
    if force is not None:
        draft.force = force
        return draft
    return None if denied else _feared(scene, draft, restricted, harm=harm)


def _force_if(scene: Scene, head: int, subject: int) -> Force | None:
    """The force of what will happen under a condition, or of what its subject will get.

    "The strike will go ahead unless", "the truce will hold as long as", "the sessions will not resume until".
    """
    tree, words = scene.tree, scene.book.words
    happens = lemma(tree, head) in words["modal.happen"]
    if negated(tree, head):
        return "refusal" if happens or lemma(tree, head) in words["modal.granted"] else None
    if happens and (harmful(tree, head, scene.book) or lemma(tree, subject) in words["tone.harm_nouns"]):
        return "threat"
    kept = happens and lemma(tree, subject) in words["tone.good"]
    return "promise" if kept or gains(scene, head) else None


def _granted(scene: Scene, draft: Draft) -> Draft:
    """ "The sanctions will (not) be lifted", by nobody who is named: the speaker's own deed."""
    draft.force = "refusal" if negated(scene.tree, draft.node) else "promise"
    return draft


def _feared(scene: Scene, draft: Draft, restricted: bool, *, harm: bool = False) -> Draft | None:
    """Something bad that others will do, or that will happen."""
    condition = subject_condition(scene.tree, draft.node, scene.book)
    deed = condition is not None and lemma(scene.tree, condition.head) in scene.book.words["tone.harm_nouns"]
    if bad(scene, draft.node) or deed:
        draft.force, draft.condition = "warning", condition
        return draft
    if restricted and (harm or scene.tree.is_a(draft.node, "root", "ccomp", "parataxis", "conj")):
        draft.force = "warning"
        return draft
    return None
