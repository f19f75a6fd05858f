"""The clauses that a trigger takes as its content: infinitives, that-clauses, direct speech."""

from __future__ import annotations

from dragoman.codebook.acts import Frame
from dragoman.coding.grammar import case_words, is_bare, is_infinitive, lemma, modals
from dragoman.coding.scene import Scene
from dragoman.tree import Tree

_TOPICAL = frozenset(("about", "over", "by", "in", "at", "amid", "during", "after", "before"))


def infinitive(scene: Scene, i: int, passive: bool) -> int | None:
    """The to-infinitive that ``i`` takes, also where the parser hung it on the object."""
    tree = scene.tree
    asked = [o for o in tree.children(i, "obl") if not case_words(tree, o) & _TOPICAL]
    hosts = [i, *sorted([*tree.children(i, "obj", "iobj", "nmod"), *asked])]
    if tree.tokens[i].upos == "NOUN" and tree.is_a(i, "obj", "nsubj:pass"):
        hosts.append(tree.tokens[i].head)
    if tree.tokens[i].upos == "NOUN":
        hosts.extend(c for c in tree.children(i, "acl") if c > i and not is_infinitive(tree, c))
    if passive:
        hosts = [i]
    for host in hosts:
        for child in tree.children(
            host, "xcomp", "ccomp", "advcl", "acl", "csubj", "nmod", "parataxis", "dep", "conj"
        ):
            if child > i and is_infinitive(tree, child):
                if tree.is_a(child, "conj") and is_infinitive(tree, host):
                    continue
                supposed = tree.has(child, "nsubj") and tree.has(child, "aux")  # "were it to pass"
                if _asks(tree, child) or supposed:
                    continue
                return child
            if (
                child > i
                and child - 1 >= 0
                and host == i
                and tree.is_a(child, "xcomp", "advcl", "acl", "ccomp")
            ):
                # "to" swallowed by quotation marks or hung elsewhere
                before = [
                    t for t in range(i + 1, child) if lemma(tree, t) == "to" and tree.tokens[t].upos == "PART"
                ]
                if before and tree.tokens[before[-1]].head == child:
                    return child
    return _next_infinitive(scene, i)


def _next_infinitive(scene: Scene, i: int) -> int | None:
    """The infinitive that follows ``i`` directly, whatever the parser made of its "to"."""
    tree = scene.tree
    tokens = tree.tokens
    j = i + 1
    while j < len(tokens) and (tokens[j].upos == "ADV" or lemma(tree, j) == "not"):
        j += 1
    if j + 1 >= len(tokens) or tokens[j].text.lower() != "to":
        return None
    for k in range(j + 1, min(j + 4, len(tokens))):
        if tokens[k].upos in ("VERB", "AUX"):
            return k if tokens[k].text.lower() == tokens[k].lemma.lower() else None
    return None


def clause(scene: Scene, i: int, frame: Frame) -> int | None:
    """The clause with a subject of its own that ``i`` takes: "that it will march"."""
    tree, words = scene.tree, scene.book.words
    noun = tree.tokens[i].upos == "NOUN"
    hosts = [i]
    governor = tree.tokens[i].head
    if noun and tree.is_a(i, "obj", "nsubj:pass") and not tree.has(governor, "iobj"):
        # "issued a warning to X that ...": the clause hangs on the verb
        hosts.append(governor)
    candidates = [
        c
        for h in hosts
        for c in tree.children(h, "ccomp", "acl", "acl:relcl", "parataxis", "advcl", "dep", "xcomp")
    ]
    for child in candidates:
        if is_infinitive(tree, child) or not tree.has(child, "nsubj", "csubj", "expl"):
            continue
        marks = {lemma(tree, c) for c in tree.children(child, "mark")}
        if marks - {"that"} or ("that" not in marks and (noun or not tree.is_a(child, "ccomp", "xcomp"))):
            continue
        if child < i and (noun or not tree.is_a(child, "ccomp")):
            continue
        if _asks(tree, child):
            continue
        if noun and tree.tokens[child].deprel == "acl:relcl" and "that" not in marks:
            continue
        if noun and tree.tokens[child].upos == "AUX":
            continue
        if frame.modal and not modals(tree, child, words["modal.will"] | words["modal.may"]):
            continue
        if frame.bare and not is_bare(tree, child):
            continue
        return child
    return None


def _asks(tree: Tree, clause: int) -> bool:
    """Whether the clause is an embedded question ("how it should")."""
    return any(
        lemma(tree, c) in ("how", "what", "when", "why", "where", "who", "which", "whether")
        and tree.is_a(c, "advmod", "obj", "mark", "nsubj", "obl")
        for c in tree.children(clause)
    )


def quote(scene: Scene, i: int, frame: Frame) -> int | None:
    """Direct speech that the verb ``i`` introduces or follows."""
    tree, words = scene.tree, scene.book.words
    candidates = [
        c
        for c in tree.children(i, "ccomp", "parataxis", "dep", "obj")
        if tree.tokens[c].upos in ("VERB", "ADJ", "NOUN", "AUX")
    ]
    token = tree.tokens[i]
    if (
        token.deprel in ("parataxis", "ccomp")
        and token.head >= 0
        and not tree.has(i, "ccomp", "xcomp", "mark")
    ):
        candidates.append(token.head)
    for child in candidates:
        if is_infinitive(tree, child) or not tree.has(child, "nsubj", "csubj", "expl", "cop", "aux"):
            continue
        if tree.has(child, "mark") and child < i:
            continue
        if frame.modal and not modals(tree, child, words["modal.will"] | words["modal.may"]):
            continue
        return child
    return None


def giving(scene: Scene, i: int) -> int | None:
    """ "An ultimatum ..., giving them 15 days to accept": the infinitive under "give"."""
    tree = scene.tree
    governor = tree.tokens[i].head
    for host in (i, governor):
        if host < 0:
            continue
        for child in tree.children(host, "advcl", "acl", "conj"):
            if lemma(tree, child) == "give":
                for sub in tree.subtree(child):
                    if sub != child and is_infinitive(tree, sub):
                        return sub
    return None
