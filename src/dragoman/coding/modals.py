"""Acts without a word of their own: "said it will retaliate", "Kiev should fulfil", "will not
tolerate", "any enlargement would jeopardise"."""

from __future__ import annotations

from dragoman.coding.antecedents import named
from dragoman.coding.clauses import surface_subject
from dragoman.coding.drafts import Draft
from dragoman.coding.futures import future
from dragoman.coding.grammar import is_infinitive, is_passive, lemma, negated
from dragoman.coding.judgement import is_class
from dragoman.coding.modal_clauses import SAID, clause_draft, clause_subject
from dragoman.coding.periphrases import draft_going, draft_no_choice
from dragoman.coding.phrases import clause_tokens
from dragoman.coding.possibilities import possible
from dragoman.coding.scene import Scene
from dragoman.coding.speakers import Speaker, same_side, speaker_of, speaks


def draft_modal(scene: Scene, modal: int, restricted: set[int]) -> Draft | None:
    """The act of the clause whose auxiliary is ``modal``; None where it is none.

    ``restricted``: heads of clauses that hang on "if", "unless" or "until".
    """
    tree, words = scene.tree, scene.book.words
    head = tree.tokens[modal].head
    if head < modal or not tree.is_a(modal, "aux") or tree.tokens[-1].text == "?":
        return None
    if tree.is_a(head, "advcl", "acl") and not tree.is_a(head, "acl:relcl") and tree.has(head, "mark"):
        return None
    if _unsaid(scene, head):
        return None
    marks = {lemma(tree, c) for c in tree.children(head, "mark")}
    if marks & {"if", "unless", "until", "whether", "because", "while", "although", "though", "once", "as"}:
        return None
    word = lemma(tree, modal)
    text = tree.tokens[modal].text.lower()
    if word in words["modal.must"] or text in words["modal.must"]:
        return _obligation(scene, modal, head)
    if word in words["modal.will"] or text in words["modal.will"]:
        return future(scene, modal, head, restricted)
    if word in words["modal.may"] or text in words["modal.may"]:
        return possible(scene, modal, head, restricted)
    return None


def _unsaid(scene: Scene, head: int) -> bool:
    """Whether the clause is what somebody has *not* said ("has not said what it will give")."""
    tree = scene.tree
    while tree.is_a(head, "conj"):
        head = tree.tokens[head].head
    above = tree.tokens[head].head
    return (
        tree.is_a(head, "ccomp", "acl:relcl", "obj", "advcl")
        and lemma(tree, above) in scene.book.words["modal.say"]
        and negated(tree, above)
    )


def _obligation(scene: Scene, modal: int, head: int) -> Draft | None:
    """ "X should do Y", said by a party: a demand, unless X is the speaker."""
    tree, words = scene.tree, scene.book.words
    if tree.is_a(head, "acl", "acl:relcl", "advcl"):
        return None
    speaker = speaker_of(scene, head)
    if speaker is None:
        return _unspoken(scene, modal, head)
    if not speaks(scene, speaker):
        return None
    if speaker.head is not None and is_class(scene, speaker.head, "verdicts"):
        return None
    subject = clause_subject(scene, modal, head)
    subject = _asked(scene, subject, speaker)
    if subject is None or same_side(scene, subject, speaker, guess=False):
        return None
    if modal < subject < head:
        return None  # "should talks fail" is a condition
    if lemma(tree, head) in words["modal.idle"]:
        return None  # "they should know that"
    cop = tree.has(head, "cop") and not tree.has(head, "xcomp")
    owed = lemma(tree, head) in words["modal.owed"] or (
        is_passive(tree, head) and lemma(tree, modal) == "must"
    )
    if not scene.is_party(subject) and not owed:
        return None
    if cop or any(lemma(tree, a) == "have" for a in tree.children(head, "aux")):
        return None
    if tree.tokens[subject].text.lower() in ("you", "i", "we", "nobody", "everyone"):
        return None
    draft = clause_draft(scene, head, modal, speaker)
    draft.trigger = [modal]
    draft.force = "demand"
    if scene.is_party(subject):
        draft.counterpart = named(scene, subject)
    else:
        draft.content = clause_tokens(tree, head)
    return draft


def _asked(scene: Scene, subject: int | None, speaker: Speaker) -> int | None:
    """Who owes the deed: in "told Oslo it must leave" the pronoun stands for who is told."""
    if subject is None or speaker.verb is None or scene.tree.tokens[subject].upos != "PRON":
        return subject
    told = scene.tree.child(speaker.verb, "iobj", "obj")
    return told if told is not None and scene.is_party(told) else subject


def _unspoken(scene: Scene, modal: int, head: int) -> Draft | None:
    """ "Oslo must free the sailors", told by nobody who is named: only of powers, in a main clause."""
    tree = scene.tree
    subject = clause_subject(scene, modal, head)
    if subject is None or tree.tokens[head].head >= 0 or tree.tokens[subject].upos == "PRON":
        return None
    power = scene.actor(subject) is not None and scene.kind(subject) != "person"
    helpers = tree.children(head, "aux", "cop")
    if not power or subject > modal or any(a != modal and not tree.is_a(a, "aux:pass") for a in helpers):
        return None
    draft = clause_draft(scene, head, modal, None)
    draft.trigger, draft.force, draft.confidence = [modal], "demand", 0.4
    draft.counterpart = named(scene, subject)
    return draft


def draft_need(scene: Scene, i: int) -> Draft | None:
    """ "Said Iran needs to stop", "has to leave": a demand as by "must"; "going to": a future."""
    tree = scene.tree
    if lemma(tree, i) == "go":
        return draft_going(scene, i)
    if (forced := draft_no_choice(scene, i)) is not None:
        return forced
    head = tree.child(i, "xcomp")
    if head is None or not is_infinitive(tree, head) or head <= i or negated(tree, i):
        return None
    if tree.has(i, "aux", "obj", "mark") and not tree.is_a(i, "ccomp", "parataxis", "conj"):
        return None
    speaker, subject = speaker_of(scene, i), surface_subject(tree, i)
    if speaker is None or subject is None or not speaks(scene, speaker):
        return None
    owed = is_passive(tree, head) and lemma(tree, head) in scene.book.words["modal.owed"]
    if same_side(scene, subject, speaker, guess=False) or not (owed or scene.is_party(subject)):
        return None
    told = scene.statement_at(i)
    if tree.tokens[i].text.lower() == "had" and told is not None and told.quoted == "direct":
        return None  # "they had to be cuffed"
    if tree.tokens[subject].text.lower() in ("you", "i", "we") or tree.has(i, "aux"):
        return None
    draft = Draft("demand", i, [i], SAID, speaker.head, speaker.party)
    draft.counterpart = named(scene, subject) if scene.is_party(subject) else None
    draft.content, draft.content_head, draft.clause = clause_tokens(tree, head), head, head
    return draft
