"""What a grammarian reads off a word: its negation, case, voice, mood and owner.

All functions take a :class:`Tree` (Universal Dependencies, English) and token indices.
"""

from __future__ import annotations

from dragoman.tree import Tree, matches

_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "neither", "nor"})
_ONLY = frozenset({"only", "just", "merely"})
_NO = frozenset({"no", "neither"})
_NOBODY = frozenset({"nobody", "none", "nothing"})
_NOMINAL = ("NOUN", "PROPN", "PRON", "NUM")


def lemma(tree: Tree, i: int) -> str:
    """The lower-cased lemma of token ``i``."""
    return tree.tokens[i].lemma.lower()


def is_nominal(tree: Tree, i: int) -> bool:
    """Whether token ``i`` is a noun, name, pronoun or number."""
    return tree.tokens[i].upos in _NOMINAL


def negated(tree: Tree, i: int) -> bool:
    """Whether the predicate headed by ``i`` is denied ("not", "never", or by a "no" on its arguments)."""
    for child in tree.children(i):
        token = tree.tokens[child]
        if child + 1 < len(tree.tokens) and tree.tokens[child + 1].text.lower() in _ONLY:
            continue
        if token.lemma.lower() in _NEGATIONS and token.deprel.partition(":")[0] in (
            "advmod",
            "cc",
            "aux",
            "mark",
            "det",
        ):
            return True
        if matches(token.deprel, ("nsubj",)) and _denied(tree, child):
            return True
        if token.text.lower() == "longer" and child > 0 and tree.tokens[child - 1].text.lower() == "no":
            return True  # "will no longer pay"
    return False


def negations(tree: Tree, i: int) -> list[int]:
    """The words that deny ``i`` and what stands with it: "not", "never", a "no" on it or its arguments."""
    found = []
    for place in (i, *tree.children(i, "nsubj", "obj", "nsubj:pass")):
        if tree.tokens[place].text.lower() in _NOBODY:
            found.append(place)
        for child in tree.children(place, "advmod", "cc", "aux", "mark", "det"):
            only = child + 1 < len(tree.tokens) and tree.tokens[child + 1].text.lower() in _ONLY
            word = lemma(tree, child)
            if not only and (word in _NO or (place == i and word in _NEGATIONS and word != "nor")):
                found.append(child)
    return found


def denied_noun(tree: Tree, i: int) -> bool:
    """Whether the noun ``i`` has a "no" or "any" of its own ("no intention", "not ... any plan")."""
    return any(lemma(tree, c) in ("no", "any", "never") for c in tree.children(i, "det", "advmod"))


def _denied(tree: Tree, i: int) -> bool:
    if tree.tokens[i].text.lower() in _NOBODY or tree.tokens[tree.subtree(i)[0]].text.lower() == "not":
        return True  # "nobody", "not a single inch"
    return any(tree.tokens[c].text.lower() in _NO for c in tree.children(i, "det", "advmod"))


def case_words(tree: Tree, i: int) -> set[str]:
    """The prepositions and markers of ``i``, lower-cased, fixed parts joined ("because of")."""
    found = set()
    for child in tree.children(i, "case", "mark"):
        parts = [child, *tree.children(child, "fixed")]
        found.add(" ".join(tree.tokens[p].text.lower() for p in parts))
    return found


def is_infinitive(tree: Tree, i: int) -> bool:
    """Whether the clause headed by ``i`` is a to-infinitive ("not to attack")."""
    return any(lemma(tree, c) == "to" for c in tree.children(i, "mark"))


def is_passive(tree: Tree, i: int) -> bool:
    """Whether the verb ``i`` stands in the passive."""
    if tree.tokens[i].text.lower().endswith("ing"):
        return False
    return any(tree.tokens[c].deprel in ("aux:pass", "nsubj:pass") for c in tree.children(i))


def auxiliaries(tree: Tree, i: int) -> list[int]:
    """The auxiliaries of ``i``, the copula included."""
    return tree.children(i, "aux", "cop")


def modals(tree: Tree, i: int, words: frozenset[str]) -> list[int]:
    """The auxiliaries of ``i`` whose lemma or form is in ``words``."""
    return [
        a for a in tree.children(i, "aux") if lemma(tree, a) in words or tree.tokens[a].text.lower() in words
    ]


_MODALS = frozenset(
    {"will", "would", "shall", "should", "may", "might", "can", "could", "must", "wo", "'ll", "’ll"}
)


def has_modal(tree: Tree, i: int, words: frozenset[str] = _MODALS) -> bool:
    """Whether ``i`` has one of the modal auxiliaries ``words``."""
    return bool(modals(tree, i, words))


def is_past(tree: Tree, i: int) -> bool:
    """Whether the finite clause headed by ``i`` stands in the past tense (read off the word forms)."""
    helpers = [tree.tokens[a].text.lower() for a in auxiliaries(tree, i)]
    if helpers:
        return helpers[0] in ("was", "were", "had", "did")
    token = tree.tokens[i]
    text = token.text.lower()
    return token.upos == "VERB" and text != token.lemma.lower() and not text.endswith(("s", "ing"))


def is_over(tree: Tree, i: int) -> bool:
    """Whether the clause headed by ``i`` tells what is done: past tense or perfect."""
    return is_past(tree, i) or any(lemma(tree, a) == "have" for a in tree.children(i, "aux"))


def is_bare(tree: Tree, i: int) -> bool:
    """Whether the clause is subjunctive: a bare verb without auxiliary under a subject."""
    token = tree.tokens[i]
    helpers = auxiliaries(tree, i)
    if not helpers:
        return (
            token.upos in ("VERB", "AUX")
            and token.text.lower() == token.lemma.lower()
            and tree.has(i, "nsubj")
        )
    if any(lemma(tree, a) not in ("should", "must", "ought", "be") for a in helpers):
        return False
    return any(lemma(tree, a) != "be" or tree.tokens[a].text.lower() == "be" for a in helpers)


def possessor(tree: Tree, i: int) -> int | None:
    """The possessor of noun ``i`` ("its", "Russia's")."""
    return tree.child(i, "nmod:poss")


def by_agent(tree: Tree, i: int) -> int | None:
    """The by-phrase of a passive or of a noun."""
    for child in tree.children(i, "obl", "nmod"):
        if "by" in case_words(tree, child):
            return child
    return None


def depth(tree: Tree, i: int) -> int:
    """Number of heads above ``i``."""
    return sum(1 for _ in tree.ancestors(i))
