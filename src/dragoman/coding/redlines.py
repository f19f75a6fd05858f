"""Red lines, and conditions that a clause before has named ("its violation would trigger ...")."""

from __future__ import annotations

from dragoman.coding.absence import Asked
from dragoman.coding.antecedents import named
from dragoman.coding.clauses import surface_subject
from dragoman.coding.conditions import Condition
from dragoman.coding.deadlines import find_deadline
from dragoman.coding.drafts import Draft
from dragoman.coding.grammar import lemma, modals, possessor
from dragoman.coding.holders import agent
from dragoman.coding.implied import subject_condition
from dragoman.coding.phrases import trim
from dragoman.coding.scene import Scene
from dragoman.coding.speakers import speaker_of
from dragoman.tree import Tree

_CONFIDENCE = 0.85
_POINTING = frozenset({"this", "that", "it", "which", "these", "those", "them"})


def draft_red_line(scene: Scene, i: int) -> Draft | None:
    """ "X is a red line (for Y)", "a red line for Y" as apposition: token ``i`` is "line"."""
    tree = scene.tree
    reds = [c for c in tree.children(i, "amod", "compound") if lemma(tree, c) == "red"]
    if not reds:
        return None
    verb = tree.tokens[i].head
    crossed = tree.is_a(i, "obj") and verb >= 0 and lemma(tree, verb) == "cross"
    named_so = crossed and verb >= 0 and tree.is_a(verb, "advcl", "xcomp", "obl", "ccomp")
    if named_so and lemma(tree, tree.tokens[verb].head) in _naming(scene):
        verb, crossed = tree.tokens[verb].head, False  # "would regard raids as crossing a red line"
    if crossed and not modals(tree, verb, scene.book.words["modal.will"]):
        return None  # "crossing the red line", "has crossed it"
    naming = verb >= 0 and tree.tokens[verb].upos == "VERB" and lemma(tree, verb) in _naming(scene)
    trigger = [*reds, i]
    draft = Draft("threat", i, trigger, _CONFIDENCE, red_line=True, noun=True)
    determiners = [c for c in tree.children(i, "det") if c < i]
    if any(lemma(tree, d) == "no" for d in determiners):
        return None
    draft.content, draft.content_head = sorted([*determiners, *trigger]), i
    for child in (*tree.children(i, "nmod", "obl"), *(tree.children(verb, "obl") if crossed else ())):
        if any(lemma(tree, c) == "for" for c in tree.children(child, "case")):
            draft.holder = named(scene, child)
    if draft.holder is None and (owner := possessor(tree, i)) is not None:
        draft.holder = named(scene, owner)
    if draft.holder is None and tree.is_a(i, "obj") and verb >= 0 and not crossed:
        subject = surface_subject(tree, tree.tokens[i].head)
        draft.holder = named(scene, subject) if subject is not None else None
    if draft.holder is None and naming and (who := agent(scene, verb)) is not None:
        draft.holder = named(scene, who)
    if draft.holder is None and (speaker := speaker_of(scene, i)) is not None:
        draft.holder, draft.speaker = speaker.head, speaker.party
    if draft.holder is None and draft.speaker is None:
        return None
    if crossed:
        draft.clause = verb
        draft.condition = subject_condition(tree, verb, scene.book)
        if draft.condition is None:
            draft.condition = _of(tree, tree.child(verb, "nsubj", "csubj"), i)
    elif naming:
        draft.condition = _of(tree, next(iter(tree.children(verb, "obj", "ccomp")), None), i)
    else:
        draft.condition = _crossed(tree, i) or _drawn(scene, i, verb)
    return draft


def _drawn(scene: Scene, i: int, verb: int) -> Condition | None:
    """ "Drew a red line over the missiles", "at the use of gas"."""
    tree, places = scene.tree, scene.book.words["modal.lined"]
    for child in (*tree.children(i, "nmod", "obl"), *(tree.children(verb, "obl") if verb >= 0 else ())):
        first = [c for c in tree.children(child, "case") if lemma(tree, c) in places]
        if first:
            tokens = [t for t in tree.subtree(child) if t > first[-1]]
            return Condition(tuple(tokens), child, i, "subject", "")
    return None


def _naming(scene: Scene) -> frozenset[str]:
    """Verbs that call one thing another."""
    return scene.book.words["modal.naming"]


def _of(tree: Tree, deed: int | None, i: int) -> Condition | None:
    if deed is None or deed == i:
        return None
    inside = [t for t in tree.subtree(deed) if t != i and i not in tree.ancestors(t)]
    return Condition(tuple(inside), deed, i, "subject", "")


def _crossed(tree: Tree, i: int) -> Condition | None:
    """What must not happen: the subject of "is a red line", or the noun it stands beside."""
    if tree.has(i, "cop"):
        subject = tree.child(i, "nsubj", "csubj")
    elif tree.is_a(i, "appos"):
        subject = tree.tokens[i].head
    else:
        subject = tree.child(i, "nsubj")
    if subject is None:
        return None
    inside = tree.subtree(subject)
    if i in inside:
        inside = [t for t in inside if t < tree.subtree(i)[0]]
    return Condition(tuple(inside), subject, i, "subject", "") if inside else None


def points_back(scene: Scene, condition: Condition) -> bool:
    """Whether the condition only points at something named before ("this", "its violation")."""
    tree = scene.tree
    head = condition.head
    if tree.tokens[head].text.lower() in _POINTING:
        return True
    return is_breach(scene, condition) and _of_that(tree, head)


def is_breach(scene: Scene, condition: Condition) -> bool:
    """Whether the condition names a breach ("its violation", "ignoring this"), not the deed itself."""
    return lemma(scene.tree, condition.head) in scene.book.words["conditions.breach"]


def _of_that(tree: Tree, head: int) -> bool:
    """Whether the breach ``head`` is of something named before."""
    owner = possessor(tree, head)
    if owner is not None:
        return tree.tokens[owner].upos == "PRON"
    objects = [*tree.children(head, "obj", "nmod"), head]
    return any(
        tree.tokens[o].text.lower() in _POINTING
        or any(lemma(tree, d) in _POINTING for d in tree.children(o, "det"))
        or (lemma(tree, o) == "line" and any(lemma(tree, a) == "red" for a in tree.children(o, "amod")))
        for o in objects
    )


def demanded_deed(scene: Scene, draft: Draft) -> Asked | None:
    """What a demand is about, without "to" and "not": "deploy troops" of "not to deploy troops"."""
    tree, head = scene.tree, draft.content_head
    if head is None:
        return None
    inside = trim(tree, draft.content, head)
    while len(inside) > 1 and (
        tree.tokens[inside[0]].upos in ("PART", "SCONJ", "PUNCT")
        or tree.tokens[inside[0]].text.lower() in ("not", "to", "against", "that")
    ):
        inside.pop(0)
    if not inside:
        return None
    asked = draft.counterpart
    if asked is not None and tree.tokens[asked].text.lower() == "you":
        asked = None
    whom = scene.party(asked) if asked is not None else draft.addressee
    named_time = tree.span_of(draft.deadline) if draft.deadline else None
    deadline = named_time or find_deadline(tree, set(tree.subtree(head)), scene.book)
    return Asked(tree.span_of(inside), whom, tree, head, deadline)


def is_red(scene: Scene, head: int) -> bool:
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
        and tree.has(head, "obj", "ccomp", "nsubj")
        and tree.has(head, "xcomp", "ccomp")
    )


def refused_deed(tree: Tree, verb: int) -> Condition | None:
    """What is not tolerated: the object of "tolerate", with the infinitive of "allow X to"."""
    themes = (c for c in tree.children(verb, "obj", "obl", "ccomp", "nsubj") if c > verb)
    theme = next((c for c in themes if tree.tokens[c].upos not in ("ADP", "ADV")), None)
    if theme is None:
        return None
    deed = tree.child(verb, "xcomp")
    tokens = sorted({*tree.subtree(theme), *(tree.subtree(deed) if deed is not None else ())})
    for place in tree.children(verb, "obl"):
        more = tree.subtree(place)
        if more[0] == tokens[-1] + 1:
            tokens += more  # "a rival state on its border"
    return Condition(tuple(tokens), theme if deed is None else deed, verb, "subject", "")


def merge_red_lines(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """One act where a red line and the consequence of crossing it stand together."""
    tree = scene.tree
    lines = [d for d in drafts if d.red_line and d.noun]
    if not lines:
        return drafts
    line = lines[0]
    for other in drafts:
        if other is line or line.condition is None or not other.modal or not other.content_negated:
            continue
        if tree.tokens[line.condition.head].text.lower() in _POINTING and other.node < line.node:
            # "will not tolerate X, calling it a red line": one red line
            other.force, other.red_line = "threat", True
            if other.condition is None:
                other.condition = refused_deed(tree, other.node)
            other.content = other.trigger
            return [d for d in drafts if d is not line]
    named_so = (line.node, line.clause)
    drafts = [d for d in drafts if d.red_line or d.content_head is None or d.content_head not in named_so]
    for other in drafts:
        if other is line or other.force not in ("threat", "promise") or not other.modal:
            continue
        if _brings(scene, line, other):
            line.content, line.content_head = other.content, other.content_head
            if line.condition is None:
                line.condition = other.condition
            return [d for d in drafts if d is not other]
    return drafts


def _brings(scene: Scene, line: Draft, other: Draft) -> bool:
    """Whether ``other`` announces what follows if ``line`` is crossed.

    "Its violation would bring war", "is a red line: we would answer", "would cross a red line and
    would be shot down", "is a red line, and Oslo would answer it".
    """
    tree = scene.tree
    if other.condition is not None:
        return points_back(scene, other.condition)
    if other.node < line.node or other.content_negated:
        return False
    crossing = line.clause if line.clause is not None else line.node
    joined = tree.is_a(other.node, "conj") and tree.tokens[other.node].head == crossing
    after = any(tree.tokens[t].text == ":" for t in range(line.node, other.node))
    themes = tree.children(other.node, "obj", "obl", "nsubj")
    return joined or after or any(tree.tokens[t].text.lower() in _POINTING for t in themes)
