"""Which of the six forces an act has, where the trigger alone does not tell."""

from __future__ import annotations

from typing import cast

from dragoman.codebook.acts import ActCodebook
from dragoman.coding.antecedents import named
from dragoman.coding.clauses import surface_subject
from dragoman.coding.drafts import Draft
from dragoman.coding.grammar import case_words, is_passive, lemma, modals, negated
from dragoman.coding.phrases import clause_tokens
from dragoman.coding.scene import Scene
from dragoman.coding.speakers import Speaker, same_side
from dragoman.coding.tone import deed_of, harmful
from dragoman.tree import Tree
from dragoman.types import Force


def protects(tree: Tree, head: int, book: ActCodebook) -> bool:
    """Whether the deed ``head`` guarantees safety or rights ("to respect the freedom of the island")."""
    head = deed_of(tree, head, book)
    if lemma(tree, head) in book.words["tone.shield"] and any(
        tree.tokens[o].upos in ("PRON", "DET") or lemma(tree, o) in book.words["tone.wards"]
        for o in tree.children(head, "obj", "nsubj:pass")
    ):
        return True
    if lemma(tree, head) not in book.words["tone.protect"]:
        return False
    themes = tree.children(head, "obj", "nsubj:pass", "obl")
    inner = [n for t in themes for n in tree.children(t, "conj", "nmod")]
    return bool({lemma(tree, t) for t in (*themes, *inner)} & book.classes["guaranteed"])


def decide(rule: str, harm: bool, denied: bool) -> Force:
    """The force under ``rule`` (see ``triggers.toml``) for content that is harmful and/or denied."""
    if rule == "tone":
        if denied:
            return "assurance" if harm else "refusal"
        return "threat" if harm else "promise"
    if rule == "withhold":
        return "assurance" if harm else "refusal"
    if rule == "warn":
        return "threat" if harm else "warning"
    return cast(Force, rule)


def consequence(scene: Scene, head: int) -> bool:
    """Whether the clause (or noun) ``head`` names consequences that the holder will evidently bring.

    "There will be consequences", "it will pay a price", "would trigger a strong response",
    "sanctions will be imposed", "they would be resisted", "there will be no deal".
    """
    tree, words = scene.tree, scene.book.words
    nouns = words["consequences.nouns"]
    token = tree.tokens[head]
    names = _inside(tree, head)
    if negated(tree, head) and not tree.has(head, "expl"):
        left = {lemma(tree, c) for c in tree.children(head, "xcomp", "obj", "advmod", "obl")} | {
            lemma(tree, head)
        }
        return bool(left & words["consequences.unanswered"])
    if token.upos in ("NOUN", "PROPN"):
        if _is_target(tree, head, words["consequences.marked"]):
            return True
        if tree.has(head, "cop") and not tree.has(head, "expl"):
            return False
        if lemma(tree, head) in nouns or (
            lemma(tree, head) in words["tone.harm_nouns"]
            and lemma(tree, head) not in words["consequences.bad_nouns"]
        ):
            return True
        if tree.has(head, "expl", "cop") and denied_existence(tree, head):
            return lemma(tree, head) in words["consequences.withheld"]
        return False
    word = lemma(tree, head)
    objects = {lemma(tree, o) for o in _objects(tree, head)}
    if _is_target(tree, head, words["consequences.marked"]):
        return True
    undergoes = word in words["consequences.undergo"] and not is_passive(tree, head)
    if undergoes and (objects & nouns or word == "regret" or _pays(tree, head, scene.book)):
        return True
    if word in words["consequences.bring"] and _answers(scene, head):
        return True
    if word in words["consequences.amount"] and objects & words["consequences.hostile"]:
        return True
    if word == "be" or tree.has(head, "expl"):
        subjects = {lemma(tree, s) for s in tree.children(head, "nsubj")}
        if subjects & nouns:
            return True
        if subjects & words["consequences.withheld"] and any(
            denied_existence(tree, s) for s in tree.children(head, "nsubj")
        ):
            return True
    if is_passive(tree, head) and word in words["consequences.treat"]:
        # "would be considered a declaration of war"
        named_as = _objects(tree, head)
        return bool({lemma(tree, n) for n in named_as} & words["consequences.hostile"])
    if is_passive(tree, head) and not any(
        lemma(tree, c) == "by" for o in tree.children(head, "obl") for c in tree.children(o, "case")
    ):
        subjects = {lemma(tree, s) for s in tree.children(head, "nsubj")}
        if subjects & words["tone.own_arms"]:
            return False  # "troops would be sent" may help
        return harmful(tree, head, scene.book) or bool(subjects & (nouns | words["tone.harm_nouns"]))
    return bool(names & nouns) and word in ("follow", "come", "ensue", "result", "fall", "rain")


def _pays(tree: Tree, head: int, book: ActCodebook) -> bool:
    """ "Will pay dearly", "will pay for this", "for any attack", but not "will pay for the wall"."""
    if lemma(tree, head) != "pay" or tree.has(head, "obj"):
        return False
    harm = book.words["tone.harm_nouns"]
    causes = [o for o in tree.children(head, "obl") if "for" in case_words(tree, o)]
    told = any(tree.tokens[o].text.lower() in ("this", "that") or lemma(tree, o) in harm for o in causes)
    return told or any(lemma(tree, a) in ("dearly", "heavily") for a in tree.children(head, "advmod"))


def _answers(scene: Scene, head: int) -> bool:
    """Whether what the clause ``head`` brings about is somebody's answer, not a calamity or dearer prices."""
    tree, words = scene.tree, scene.book.words
    for noun in _objects(tree, head):
        calamity = {lemma(tree, a) for a in tree.children(noun, "amod")} & words["consequences.calamitous"]
        dearer = lemma(tree, noun) == "price" and tree.tokens[noun].text.lower() != "price"
        answer = lemma(tree, noun) in words["consequences.nouns"] | words["tone.harm_nouns"]
        feared = lemma(tree, noun) in words["consequences.bad_nouns"] - words["consequences.nouns"]
        if answer and not feared and not calamity and not dearer:
            return True
    return False


def _is_target(tree: Tree, head: int, marked: frozenset[str]) -> bool:
    """ "Will be a legitimate target", "become legitimate targets"."""
    nouns = [head] if tree.has(head, "cop") else tree.children(head, "xcomp", "obj", "obl")
    return any(
        lemma(tree, n) == "target" and any(lemma(tree, a) in marked for a in tree.children(n, "amod"))
        for n in nouns
    )


def deprived(scene: Scene, head: int) -> bool:
    """Whether the clause ``head`` tells that its subject will go without something it is given.

    "Would be left without power", "would be barred from the port", "would lose its licence".
    """
    tree, words = scene.tree, scene.book.words
    word = lemma(tree, head)
    if is_passive(tree, head):
        beside = {case for o in tree.children(head, "obl", "advcl") for case in case_words(tree, o)}
        beside |= {lemma(tree, c) for c in tree.children(head, "compound:prt", "advmod")}
        wanted = words["consequences.deprived"]
        return word in wanted or any(f"{word} {other}" in wanted for other in beside)
    lost = tree.child(head, "obj")
    return word in words["consequences.lose"] and lost is not None and lemma(tree, lost) in words["tone.good"]


def gains(scene: Scene, head: int) -> bool:
    """Whether the clause ``head`` tells what its subject will get: "will receive a pardon", "can stay"."""
    tree, words = scene.tree, scene.book.words
    return (
        lemma(tree, head) in words["consequences.gain"]
        and not bad(scene, head)
        and not consequence(scene, head)
    )


def _ruled_out(scene: Scene, head: int) -> int | None:
    """The noun of "there will be no talks"."""
    tree, words = scene.tree, scene.book.words["consequences.unheld"]
    if not tree.has(head, "expl"):
        return None
    nouns = (head, *tree.children(head, "nsubj"))
    return next((n for n in nouns if lemma(tree, n) in words and denied_existence(tree, n)), None)


def withhold(scene: Scene, draft: Draft) -> bool:
    """Makes a refusal of "there will be no talks", with the noun as content; False where it is none."""
    noun = _ruled_out(scene, draft.node)
    if noun is None:
        return False
    draft.force, draft.content, draft.content_head = "refusal", scene.tree.subtree(noun), noun
    return True


def denied_existence(tree: Tree, noun: int) -> bool:
    """ "No deal", "not ... any talks"."""
    return any(lemma(tree, c) == "no" for c in tree.children(noun, "det")) or negated(tree, noun)


def _objects(tree: Tree, head: int) -> list[int]:
    found = tree.children(head, "obj", "obl", "xcomp")
    inner = [n for o in found for n in tree.children(o, "nmod", "conj")]
    return found + inner


def _inside(tree: Tree, head: int) -> set[str]:
    return {lemma(tree, c) for c in tree.children(head, "nsubj", "obj", "obl")}


def bad(scene: Scene, head: int) -> bool:
    """Whether the clause or noun ``head`` names something bad, whoever does it."""
    tree, words = scene.tree, scene.book.words
    if tree.tokens[head].upos == "NOUN" and not tree.has(head, "nsubj"):
        return (
            lemma(tree, head) in words["consequences.bad_nouns"]
            or lemma(tree, head) in words["tone.harm_nouns"]
        )
    if lemma(tree, head) in words["consequences.bad"]:
        return True
    if lemma(tree, head) in words["consequences.relieve"] | words["tone.stop"]:
        return False  # "will stop the violence"
    around = words["consequences.around"]
    objects = {lemma(tree, o) for o in _objects(tree, head) if not case_words(tree, o) & around}
    subjects = (
        {lemma(tree, s) for s in tree.children(head, "nsubj")}
        if tree.has(head, "expl") or lemma(tree, head) == "be"
        else set()
    )
    return bool((objects | subjects | {lemma(tree, head)}) & words["consequences.bad_nouns"])


def warned(scene: Scene, draft: Draft, head: int) -> Force | None:
    """The force of a warning whose content is the clause or noun ``head``.

    A threat where the holder is the one who acts; a refusal where the holder will not do
    what is asked before something happens; else a warning.
    """
    tree, words = scene.tree, scene.book.words
    if consequence(scene, head):
        return "threat"
    if tree.tokens[head].upos in ("NOUN", "PROPN") and not tree.has(head, "nsubj", "cop"):
        measure = (
            lemma(tree, head) in scene.book.classes["measures"]
            and lemma(tree, head) not in words["consequences.bad_nouns"]
        )
        held = draft.holder is not None or draft.speaker is not None
        return "threat" if held and measure and not tree.has(head, "nmod:poss") else "warning"
    subject = tree.child(head, "nsubj")
    intends = modals(tree, head, words["modal.will"] | words["modal.may"]) or lemma(tree, head) in (
        "ready",
        "prepared",
        "go",
    )
    if subject is None or not intends or (is_passive(tree, head) and not deprived(scene, head)):
        return "warning"
    speaker = Speaker(draft.holder, draft.speaker, draft.node)
    if not same_side(scene, subject, speaker):
        return "threat" if deprived(scene, head) else "warning"
    if lemma(tree, head) in words["consequences.undergo"] or (
        tree.tokens[subject].text.lower() in ("it", "they")
        and draft.counterpart is not None
        and bad(scene, head)
        and not harmful(tree, head, scene.book)
    ):
        return "warning"
    if lemma(tree, head) in words["modal.inert"] or tree.has(head, "cop"):
        return "threat" if harmful(tree, head, scene.book) else "warning"
    if negated(tree, head):
        if lemma(tree, head) in words["modal.unable"] and tree.tokens[head].upos != "VERB":
            return "warning"
        return "threat"
    return "threat"


def narrow(scene: Scene, draft: Draft, head: int) -> None:
    """Content and counterpart of "there will be consequences", "it will suffer consequences": the noun."""
    tree, words = scene.tree, scene.book.words
    if tree.has(head, "expl"):
        nouns = [
            n
            for n in tree.children(head, "nsubj")
            if lemma(tree, n) in words["consequences.nouns"] | words["consequences.withheld"]
        ]
        if nouns:
            draft.content, draft.content_head = tree.subtree(nouns[0]), nouns[0]
    elif is_passive(tree, head):
        taken = set(draft.condition.tokens) if draft.condition is not None else set()
        draft.content = [t for t in clause_tokens(tree, head) if t not in taken]
    elif lemma(tree, head) in words["consequences.bring"]:
        objects = [
            o for o in tree.children(head, "obj", "obl") if lemma(tree, o) in words["consequences.nouns"]
        ]
        if objects:
            inside = [
                t
                for t in tree.subtree(objects[0])
                if not (tree.is_a(t, "case") and tree.tokens[t].head == objects[0])
            ]
            draft.content, draft.content_head = inside, objects[0]
    elif lemma(tree, head) in words["consequences.undergo"]:
        objects = [o for o in tree.children(head, "obj") if lemma(tree, o) in words["consequences.nouns"]]
        if objects:
            draft.content, draft.content_head = tree.subtree(objects[0]), objects[0]
        subject = surface_subject(tree, head)
        if draft.counterpart is None and subject is not None and scene.is_party(subject):
            draft.counterpart = named(scene, subject)
