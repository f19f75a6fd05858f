"""Acts without a word of their own: "said it will retaliate", "Kiev should fulfil", "will not
tolerate", "any enlargement would jeopardise"."""

from __future__ import annotations

from dragoman.coding.antecedents import named
from dragoman.coding.clauses import surface_subject
from dragoman.coding.drafts import Draft
from dragoman.coding.force import bad, consequence, decide, narrow
from dragoman.coding.grammar import is_nominal, is_passive, lemma, negated
from dragoman.coding.implied import subject_condition
from dragoman.coding.phrases import clause_tokens, nominal_tokens
from dragoman.coding.redlines import refused_deed
from dragoman.coding.scene import Scene
from dragoman.coding.speakers import Speaker, same_side, speaker_of
from dragoman.coding.tone import harmful

_SAID, _NARRATED = 0.7, 0.6


def draft_modal(scene: Scene, modal: int, restricted: set[int]) -> Draft | None:
    """The act of the clause whose auxiliary is ``modal``; None where it is none.

    ``restricted``: heads of clauses that hang on "if", "unless" or "until".
    """
    tree, words = scene.tree, scene.book.words
    head = tree.tokens[modal].head
    if head < 0 or not tree.is_a(modal, "aux") or tree.tokens[-1].text == "?":
        return None
    if tree.is_a(head, "advcl", "acl") and not tree.is_a(head, "acl:relcl") and tree.has(head, "mark"):
        return None
    marks = {lemma(tree, c) for c in tree.children(head, "mark")}
    if marks & {"if", "unless", "until", "whether", "because", "while", "although", "though", "once", "as"}:
        return None
    word = lemma(tree, modal)
    text = tree.tokens[modal].text.lower()
    if word in words["modal.must"] or text in words["modal.must"]:
        return _obligation(scene, modal, head)
    if word in words["modal.will"] or text in words["modal.will"]:
        return _future(scene, modal, head, restricted)
    if word in words["modal.may"] or text in words["modal.may"]:
        return _possible(scene, modal, head)
    return None


def _subject(scene: Scene, modal: int, head: int) -> int | None:
    """The clause's subject; where it has none of its own, the noun right before the modal."""
    tree = scene.tree
    if not tree.has(head, "nsubj") and not tree.is_a(head, "conj"):
        j = modal - 1
        while j >= 0 and (
            tree.tokens[j].upos == "ADV" or tree.tokens[j].text.lower() in ("each", "both", "all")
        ):
            j -= 1
        if j >= 0 and is_nominal(tree, j):
            while (
                is_nominal(tree, tree.tokens[j].head)
                and tree.tokens[j].head < modal
                and tree.tokens[j].head >= 0
            ):
                j = tree.tokens[j].head
            return j
    return surface_subject(tree, head)


def _draft(scene: Scene, head: int, modal: int, speaker: Speaker | None) -> Draft:
    tree = scene.tree
    negation = [c for c in tree.children(head, "advmod") if lemma(tree, c) in ("not", "n't", "never")]
    trigger = sorted({modal, *negation, *tree.children(head, "cop", "aux:pass"), head})
    draft = Draft("threat", head, trigger, _SAID if speaker else _NARRATED, modal=True)
    outside = {
        modal,
        *negation,
        *tree.children(
            head, "aux", "nsubj", "csubj", "mark", "cc", "parataxis", "discourse", "expl", "punct"
        ),
    }
    keep = {head}
    for child in tree.children(head):
        if child not in outside and not (tree.is_a(child, "conj") and tree.has(child, "nsubj")):
            keep.update(tree.subtree(child))
    draft.content, draft.content_head, draft.clause = sorted(keep), head, head
    draft.content_negated = bool(negation) or negated(tree, head)
    if speaker is not None:
        draft.holder, draft.speaker = speaker.head, speaker.party
    return draft


def _obligation(scene: Scene, modal: int, head: int) -> Draft | None:
    """ "X should do Y", said by a party: a demand, unless X is the speaker."""
    tree, words = scene.tree, scene.book.words
    if tree.is_a(head, "acl", "acl:relcl", "advcl"):
        return None
    speaker = speaker_of(scene, head)
    if speaker is None or not _speaks(scene, speaker):
        return None
    subject = _subject(scene, modal, head)
    if subject is None or same_side(scene, subject, speaker, guess=False):
        return None
    if modal < subject < head:
        return None  # "should talks fail" is a condition
    cop = tree.has(head, "cop")
    if not scene.is_party(subject) and lemma(tree, head) not in words["modal.owed"]:
        return None
    if cop or any(lemma(tree, a) == "have" for a in tree.children(head, "aux")):
        return None
    if tree.tokens[subject].text.lower() in ("you", "i", "we", "nobody", "everyone"):
        return None
    draft = _draft(scene, head, modal, speaker)
    draft.trigger = [modal]
    draft.force = "demand"
    if scene.is_party(subject):
        draft.counterpart = named(scene, subject)
    else:
        draft.content = clause_tokens(tree, head)
    return draft


def _future(scene: Scene, modal: int, head: int, restricted: set[int]) -> Draft | None:
    tree, words, book = scene.tree, scene.book.words, scene.book
    speaker = speaker_of(scene, head)
    if speaker is None and scene.last is not None and consequence(scene, head):
        # "issued an ultimatum: if ..., sanctions will be imposed"
        speaker = Speaker(scene.last, None, None)
    if speaker is not None and not _speaks(scene, speaker):
        return None
    subject = _subject(scene, modal, head)
    denied = negated(tree, head)
    word = lemma(tree, head)
    if word in words["modal.unspoken"] or tree.is_a(head, "amod", "compound"):
        return None
    if any(lemma(tree, c) in ("have", "rather") for c in tree.children(head, "aux", "advmod")):
        # "would have left" is counterfactual, "would rather" a taste
        return None
    if subject is not None and modal < subject < head:
        return None
    condition = subject_condition(tree, head, book)
    if speaker is None:
        # narrated: only a refusal held up by a condition binds
        if not (denied and head in restricted and subject is not None and scene.is_party(subject)):
            return None
        if tree.has(head, "cop") or tree.tokens[subject].upos == "PRON":
            return None
        if word in words["modal.unable"]:
            return None
        draft = _draft(scene, head, modal, None)
        draft.holder = named(scene, subject)
        draft.force = "assurance" if harmful(tree, head, book) else "refusal"
        return draft
    draft = _draft(scene, head, modal, speaker)
    if consequence(scene, head):
        narrow(scene, draft, head)
        draft.force = "threat"
        draft.condition = condition
        if subject is not None and draft.holder is None and draft.speaker is None:
            return None
        return draft
    if denied and tree.has(head, "cop") and word in words["modal.unwelcome"]:
        draft.force = "refusal"
        draft.counterpart = subject
        return draft
    own = subject is not None and same_side(scene, subject, speaker)
    if own and subject is not None:
        hypothetical = "would" in (lemma(tree, modal), tree.tokens[modal].text.lower())
        if hypothetical and speaker.verb is None and head not in restricted:
            # not the "would" of reported speech
            return None
        if tree.is_a(head, "acl", "acl:relcl"):
            return None
        if denied and _red(scene, head):
            draft.force, draft.red_line = "threat", True
            draft.condition = refused_deed(tree, head)
            if draft.condition is not None:
                draft.content = draft.trigger
            return _own(scene, draft, subject, speaker)
        if denied:
            if word in words["modal.unable"] or tree.has(head, "cop"):
                return None
            draft.force = "assurance" if harmful(tree, head, book) else "refusal"
            return _own(scene, draft, subject, speaker)
        harm = harmful(tree, head, book)
        if (
            not harm
            and (word in words["modal.inert"] or tree.has(head, "cop"))
            and not (word in words["modal.binding"] and tree.has(head, "xcomp"))
        ):
            return None
        draft.force = decide("tone", harm, False)
        return _own(scene, draft, subject, speaker)
    if (
        bad(scene, head)
        and (condition is not None or head in restricted or subject is not None)
        and not denied
    ):
        draft.force = "warning"
        draft.condition = condition
        return draft
    if head in restricted and subject is not None and not denied and harmful(tree, head, book):
        draft.force = "warning"
        return draft
    return None


def _possible(scene: Scene, modal: int, head: int) -> Draft | None:
    """ "Said it could quit": a threat where the deed is harmful and the speaker's own."""
    tree = scene.tree
    speaker = speaker_of(scene, head)
    subject = _subject(scene, modal, head)
    if speaker is None or subject is None or negated(tree, head) or not _speaks(scene, speaker):
        return None
    if (
        not same_side(scene, subject, speaker)
        or not harmful(tree, head, scene.book)
        or is_passive(tree, head)
    ):
        return None
    draft = _draft(scene, head, modal, speaker)
    draft.force = "threat"
    draft.confidence = 0.5
    return _own(scene, draft, subject, speaker)


def _own(scene: Scene, draft: Draft, subject: int, speaker: Speaker) -> Draft:
    """The holder is the clause's subject where that is a name, else the speaker."""
    tree = scene.tree
    target = named(scene, subject)
    if tree.tokens[target].upos in ("NOUN", "PROPN") and scene.is_party(target):
        draft.holder, draft.speaker = target, None
    elif speaker.head is not None:
        draft.holder = speaker.head
    elif speaker.party is None:
        draft.holder = target
    return draft


def _red(scene: Scene, head: int) -> bool:
    """ "Will not tolerate", "will not stand by", "will not allow another to"."""
    tree, words = scene.tree, scene.book.words
    word = lemma(tree, head)
    if word in words["modal.tolerate"]:
        return True
    pairs = {f"{word} {tree.tokens[c].text.lower()}" for c in tree.children(head)}
    pairs |= {
        f"{word} {tree.tokens[k].text.lower()}"
        for c in tree.children(head, "obl", "obj")
        for k in tree.children(c, "case")
    }
    if pairs & words["modal.stand"]:
        return True
    return (
        word in ("allow", "permit", "let")
        and tree.has(head, "obj", "ccomp")
        and tree.has(head, "xcomp", "ccomp")
    )


def _speaks(scene: Scene, speaker: Speaker) -> bool:
    """Whether the speaker is a party at all."""
    if speaker.head is None:
        return speaker.party is not None
    tree, words = scene.tree, scene.book.words
    if scene.is_party(speaker.head) or tree.tokens[speaker.head].upos in ("PROPN", "PRON"):
        return True
    said = {lemma(tree, t) for t in nominal_tokens(tree, speaker.head)}
    if said & (words["parties.spokesmen"] | words["parties.officials"]):
        return True
    return tree.tokens[speaker.head].upos == "NOUN" and tree.is_a(speaker.head, "nsubj")
