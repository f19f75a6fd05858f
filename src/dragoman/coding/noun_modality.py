"""The modality of an event that a noun tells: its determiner, what it hangs on, the verb above it.

:mod:`dragoman.coding.modality` walks the tree; the words are in ``codebook/data/events/modality.toml``.
"""

from __future__ import annotations

from dragoman.codebook.events import ModalityWords
from dragoman.coding.shapes import lemma
from dragoman.tree import Tree
from dragoman.types import Modality

# Strongest first: what is denied stays denied whatever else is said of it.
_ORDER: tuple[Modality, ...] = ("negated", "conditional", "demanded", "possible", "future")


def stronger(a: Modality | None, b: Modality | None) -> Modality | None:
    """Of two findings the one that counts; None: nothing found."""
    if a is None or b is None:
        return a or b
    return a if _ORDER.index(a) <= _ORDER.index(b) else b


def own_nominal(tree: Tree, i: int, words: ModalityWords) -> Modality | None:
    """What the determiner, adjectives and preposition of the noun ``i`` say."""
    found: Modality | None = "conditional" if _is_to_recur(tree, i, words) else None
    for child in tree.children(i):
        token = tree.tokens[child]
        base = token.deprel.partition(":")[0]
        text = token.text.lower()
        if base == "det":
            found = stronger(found, words.determiners.get(text))
        elif base in ("amod", "advmod"):
            found = stronger(found, words.modifiers.get(text))
        elif base == "case":
            found = stronger(found, words.prepositions.get(text))
    return found


def governed_nominal(
    tree: Tree, i: int, above: int, base: str, words: ModalityWords
) -> tuple[Modality | None, bool]:
    """What the word ``above`` the noun ``i`` says of it, and whether the walk ends here."""
    head = lemma(tree, above)
    upos = tree.tokens[above].upos
    if base == "conj" and upos == "VERB":
        base = "obj"  # a noun coordinated with a verb is one more object of it
    if upos in ("NOUN", "PROPN") and not tree.has(above, "nsubj", "cop"):
        if base in ("nmod", "compound", "appos"):
            case = tree.child(i, "case")
            if case is not None and tree.tokens[case].text.lower() in words.temporal:
                return None, True  # "decisions during the attack"
            got = words.nouns.get(head)
            return got, got is None
        return None, base != "conj"
    if base in ("obj", "obl", "iobj", "xcomp") or (base == "nsubj" and tree.has(above, "aux:pass")):
        if upos == "ADJ":
            return words.adjectives.get(head), words.adjectives.get(head) is None
        case = tree.child(i, "case")
        if base == "obl" and case is not None and head not in words.transparent:
            prep = tree.tokens[case].text.lower()
            if prep in words.setting and not (prep == "on" and head in words.nominals):
                return None, True  # the setting of the clause, taken as a fact
        if head in words.presupposing:
            return None, True
        got = words.nominals.get(head)
        if head in words.transparent:
            return None, False
        return got, got is None and not words.verbs.get(head) and not _indefinite(tree, i)
    if base == "nsubj":
        if head in words.occurring:
            return None, False
        if upos == "ADJ" and words.adjectives.get(head) in ("possible", "negated"):
            return words.adjectives[head], True  # "talks are unlikely"
        # A subject is taken as a fact, unless it is indefinite under "would" ("an attack would ...").
        definite = any(
            tree.tokens[c].text.lower() in ("the", "this", "that", "these", "those")
            or tree.tokens[c].deprel == "nmod:poss"
            for c in tree.children(i, "det", "nmod:poss")
        )
        would = any(
            words.auxiliaries.get(tree.tokens[a].text.lower()) == "conditional"
            for a in tree.children(above, "aux")
        )
        if would and not definite:
            return "conditional", True
        return None, True
    if base == "conj":
        return None, False
    return None, True


def _is_to_recur(tree: Tree, i: int, words: ModalityWords) -> bool:
    """Whether the nominal is an occurrence yet to come: "another attack will ..."."""
    if not tree.is_a(i, "nsubj"):
        return False
    if not any(tree.tokens[c].text.lower() in words.renewing for c in tree.children(i, "det", "amod")):
        return False
    return any(
        tree.tokens[c].text.lower() in words.auxiliaries for c in tree.children(tree.tokens[i].head, "aux")
    )


def _indefinite(tree: Tree, i: int) -> bool:
    """Whether the noun ``i`` is new: what its verb denies or plans is then denied or planned of it."""
    det = tree.child(i, "det")
    return det is not None and tree.tokens[det].text.lower() in ("a", "an", "any")
