"""What a word is by its place in the tree: its relation, its kind, what it measures and what narrows it."""

from __future__ import annotations

from dragoman.coding.control import JOINED, QUANTITY
from dragoman.tree import Tree

RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})


def deprel(tree: Tree, i: int) -> str:
    """The relation of ``i`` without its subtype."""
    return tree.tokens[i].deprel.partition(":")[0]


def lemma(tree: Tree, i: int) -> str:
    """The lower-cased lemma of ``i``; of the whole word where a hyphen splits it ("cease-fire")."""
    tokens = tree.tokens
    word = tokens[i].lemma.lower()
    if i == 0 and tokens[i].upos == "PROPN" and word.endswith("s"):
        word = word[:-1]  # "Rockets hit ...": at the head of a sentence a plural may be read as a name
    if i > 1 and tokens[i - 1].text == "-" and tokens[i - 1].end == tokens[i].start:
        whole = f"{tokens[i - 2].text.lower()}-{word}"
        if whole in JOINED:
            return whole
    elif i + 2 < len(tokens) and tokens[i + 1].text == "-" and tokens[i].end == tokens[i + 1].start:
        whole = f"{word}-{tokens[i + 2].text.lower()}"
        if whole in JOINED:
            return whole
    return word


def infinitive(tree: Tree, i: int) -> bool:
    """Whether ``i`` is a to-infinitive."""
    return any(tree.tokens[c].text.lower() == "to" for c in tree.children(i, "mark"))


def nominal(tree: Tree, i: int) -> bool:
    """Whether ``i`` heads a noun phrase, also where its word is read as an adjective ("an offensive")."""
    upos = tree.tokens[i].upos
    if upos in ("NOUN", "PROPN"):
        return True
    return upos == "ADJ" and deprel(tree, i) in ("obj", "obl", "nmod", "nsubj") and tree.has(i, "det", "case")


def bare_noun(tree: Tree, i: int) -> bool:
    """Whether ``i`` is a noun that heads no clause."""
    return tree.tokens[i].upos in ("NOUN", "PROPN") and not tree.has(i, "cop", "nsubj", "mark", "aux")


def participial(tree: Tree, i: int) -> bool:
    """Whether ``i`` is a bare participle added to a clause (", accusing its opponents of ...")."""
    token = tree.tokens[i]
    return (
        deprel(tree, i) == "advcl"
        and token.upos == "VERB"
        and token.text.lower().endswith(("ing", "ed"))
        and not tree.has(i, "mark", "case", "nsubj", "aux")
    )


def content_head(tree: Tree, i: int) -> int:
    """``i``, or the noun it measures ("dozens of soldiers" -> soldiers)."""
    if lemma(tree, i) in QUANTITY or tree.tokens[i].upos == "NUM":
        for child in tree.children(i, "nmod"):
            if any(tree.tokens[c].text.lower() == "of" for c in tree.children(child, "case")):
                return content_head(tree, child)
        after = i + 1  # "a handful of journalists", wherever the parser hangs them
        if (
            after < len(tree.tokens)
            and tree.tokens[after].text.lower() == "of"
            and tree.tokens[after].head > after
        ):
            return tree.tokens[after].head
    return i


def modifiers(tree: Tree, i: int) -> set[str]:
    """Lemmas of the words that narrow the noun ``i``: compounds, adjectives, "of" nouns; of a predicate
    also its preposition ("are *on* strike")."""
    found = {lemma(tree, c) for c in tree.children(i, "case")} if tree.has(i, "cop") else set()
    for child in tree.children(i):
        base = tree.tokens[child].deprel.partition(":")[0]
        if base in ("compound", "amod", "nmod", "nummod", "flat"):
            found.add(lemma(tree, child))
            if base != "nummod":
                found.update(lemma(tree, c) for c in tree.children(child, "compound", "amod", "conj"))
                inner = content_head(tree, child)
                if inner != child:
                    found.add(lemma(tree, inner))
    return found


def coordinated(tree: Tree, i: int) -> list[int]:
    """``i`` and its nominal conjuncts."""
    return [
        i,
        *(
            c
            for c in tree.children(i, "conj")
            if tree.tokens[c].upos in ("NOUN", "PROPN", "PRON", "ADJ", "NUM")
        ),
    ]
