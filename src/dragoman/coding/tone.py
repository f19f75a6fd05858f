"""The tone of a content: would doing it harm another party?"""

from __future__ import annotations

from dragoman.codebook.acts import ActCodebook
from dragoman.coding.grammar import case_words, lemma
from dragoman.tree import Tree


def harmful(tree: Tree, head: int, book: ActCodebook) -> bool:
    """Whether the deed headed by ``head`` (verb or noun) is unwelcome to somebody.

    A stopping verb turns its object round: to end talks harms, to end a siege does not.
    A light verb leaves the decision to its object.
    """
    words = book.words
    word = lemma(tree, head)
    token = tree.tokens[head]
    if token.upos in ("NOUN", "PROPN"):
        return _noun(tree, head, book)
    themes = _themes(tree, head)
    names = {lemma(tree, t) for t in themes}
    if word in words["tone.stop"]:
        stopped = {lemma(tree, t) for t in _themes(tree, head, frozenset(("from", "of", "with")))}
        if stopped & words["tone.good"]:
            return True
        burdens = words["tone.harm_nouns"] | words["consequences.nouns"]
        if names and (names & burdens or word in words["tone.stop_harmless"]):
            return False
        return word in words["tone.harm"]
    if names & words["tone.harmless_objects"]:
        return False
    if _paired(tree, head, names, book):
        return True
    if word in words["tone.partisan"] and not tree.has(head, "obj") and _for(tree, head):
        return False  # "fight for them"
    if word in words["tone.arm"] and names & words["tone.arms"]:
        return True
    if word in words["tone.light"] and word not in words["tone.harm"]:
        chosen = [c for t in themes for c in tree.children(t, "acl", "xcomp", "advcl")]
        if names & words["tone.choice"] and any(harmful(tree, c, book) for c in chosen):
            return True  # "have no choice but to retaliate"
        if names:
            return any(_stern(tree, t, book) for t in themes) or any(
                harmful(tree, t, book) if tree.tokens[t].upos == "VERB" else _noun(tree, t, book)
                for t in themes
            )
        return False
    if word in words["tone.harm"] or _by_force(tree, head):
        return True
    if word not in words["tone.stop"] and word not in ("refuse", "avoid", "prevent"):
        for inner in tree.children(head, "xcomp"):
            if tree.tokens[inner].upos == "VERB" and harmful(tree, inner, book):
                return True
    conjuncts = [c for c in tree.children(head, "conj") if tree.tokens[c].upos == "VERB"]
    return any(harmful(tree, c, book) for c in conjuncts)


def wrongful(tree: Tree, head: int, book: ActCodebook) -> bool:
    """Whether it is good to hear that the deed ``head`` will *not* be done: a harm or a wrong ("mislead")."""
    words = book.words
    wrongs = words["tone.wrong"] | words["consequences.bad"]
    return harmful(tree, head, book) or lemma(tree, deed_of(tree, head, book)) in wrongs


def deed_of(tree: Tree, head: int, book: ActCodebook) -> int:
    """The deed of a verb that only tells its phase: "attacking" of "continue attacking"."""
    while lemma(tree, head) in book.words["tone.light"]:
        inner = tree.child(head, "xcomp")
        if inner is None or tree.tokens[inner].upos != "VERB":
            break
        head = inner
    return head


def _for(tree: Tree, head: int) -> bool:
    return any("for" in case_words(tree, o) for o in tree.children(head, "obl"))


def _paired(tree: Tree, head: int, names: set[str], book: ActCodebook) -> bool:
    """Whether the verb harms by what stands with it: "recall the envoy", "turn off", "march on"."""
    words, verb = book.words, lemma(tree, head)
    beside = names | {lemma(tree, c) for c in tree.children(head, "compound:prt", "advmod", "xcomp")}
    for oblique in tree.children(head, "obl"):
        beside.add(lemma(tree, oblique))
        if lemma(tree, oblique) not in words["deadlines.units"]:
            beside |= case_words(tree, oblique)
    return any(f"{verb} {word}" in words["tone.pairs"] for word in beside)


def _stern(tree: Tree, noun: int, book: ActCodebook) -> bool:
    """ "Resolute measures", "all necessary steps", but not "measures to protect them"."""
    words = book.words
    said = {lemma(tree, a) for a in tree.children(noun, "amod", "compound")}
    return lemma(tree, noun) in words["tone.measures"] and bool(said & words["tone.stern"])


def _by_force(tree: Tree, head: int) -> bool:
    return any(
        lemma(tree, o) == "force" and case_words(tree, o) & {"by", "with"} for o in tree.children(head, "obl")
    )


def _noun(tree: Tree, head: int, book: ActCodebook) -> bool:
    names = {lemma(tree, head), *(lemma(tree, c) for c in tree.children(head, "conj", "compound"))}
    return bool(names & book.words["tone.harm_nouns"])


_PLACES = frozenset(("with", "to", "from", "for", "by", "of", "on", "through"))


def _themes(tree: Tree, head: int, places: frozenset[str] = _PLACES) -> list[int]:
    """Object (of a passive: the subject) of the verb, and what it acts with, to or from (``places``)."""
    found = tree.children(head, "obj", "nsubj:pass", "xcomp")
    for oblique in tree.children(head, "obl"):
        if case_words(tree, oblique) & places:
            found.append(oblique)
    extra = [c for f in found for c in tree.children(f, "conj")]
    # "carry out a series of strikes": look through the container
    inner = [n for f in found for n in tree.children(f, "nmod") if "of" in case_words(tree, n)]
    return found + extra + inner
