"""Conditions without a marker, and who would fulfil a condition."""

from __future__ import annotations

from dragoman.codebook.acts import ActCodebook
from dragoman.coding.clauses import RELATIVE
from dragoman.coding.conditions import Condition
from dragoman.coding.grammar import case_words, lemma
from dragoman.tree import Tree


def answered(tree: Tree, head: int, book: ActCodebook) -> Condition | None:
    """The deed that the answer ``head`` is announced to: "respond ... to a Russian attack".

    A definite deed ("the attack") has happened; it is no condition.
    """
    words = book.words
    costs = lemma(tree, head) in words["conditions.cost"]
    if not costs and lemma(tree, head) not in words["conditions.answer"]:
        return None
    wanted = words["conditions.cost_markers" if costs else "conditions.answer_markers"]
    for child in tree.children(head, "obl", "nmod"):
        markers = case_words(tree, child)
        if not markers & wanted or (costs and not _further(tree, child, book)):
            continue
        if tree.tokens[child].upos not in ("NOUN", "PROPN") or not indefinite(tree, child, book):
            continue
        after = max((c for c in tree.children(child, "case") if c < child), default=-1)
        tokens = [t for t in tree.subtree(child) if t > after]
        return Condition(tuple(tokens), child, head, "answer", next(iter(markers)))
    return None


def provoked(tree: Tree, head: int, book: ActCodebook) -> Condition | None:
    """The deed that a threat is made for: "will strike back *at any attacker*", "*for any new raid*"."""
    for child in tree.children(head, "obl", "nmod"):
        markers = case_words(tree, child)
        if markers & book.words["conditions.provoking"] and _further(tree, child, book):
            tokens = [t for t in tree.subtree(child) if not (tree.is_a(t, "case") and t < child)]
            return Condition(tuple(tokens), child, head, "answer", next(iter(markers)))
    return None


def whoever(tree: Tree, head: int, book: ActCodebook) -> Condition | None:
    """Who or what would meet the deed ``head``: "sink *any ship that enters*", "*anyone who leaves* will"."""
    words = book.words
    for child in tree.children(head, "nsubj", "obj", "obl"):
        doing = tree.child(child, "acl:relcl", "acl")
        if doing is None or tree.has(doing, "cop", "aux") or lemma(tree, doing) in words["modal.inert"]:
            continue  # "any troops that remain", "a bill that would raise taxes" describe
        open_ended = {lemma(tree, c) for c in tree.children(child, "det", "amod")} & words[
            "conditions.anyone"
        ]
        if open_ended or tree.tokens[child].text.lower() in words["conditions.anyone"]:
            tokens = [
                t for t in tree.subtree(child) if not (tree.is_a(t, "case") and tree.tokens[t].head == child)
            ]
            return Condition(tuple(tokens), child, head, "whoever", "")
    return None


def _further(tree: Tree, noun: int, book: ActCodebook) -> bool:
    """Whether ``noun`` has a word such as "any" or "further"."""
    words = book.words["conditions.further"]
    return any(lemma(tree, c) in words for c in tree.children(noun, "det", "amod"))


def indefinite(tree: Tree, noun: int, book: ActCodebook) -> bool:
    """Whether ``noun`` stands for a deed that has not happened: "a", "any", "further", or a bare noun."""
    words = book.words["conditions.indefinite"]
    determiners = [lemma(tree, c) for c in tree.children(noun, "det", "nummod")]
    if any(d in words for d in determiners):
        return True
    if any(lemma(tree, c) in words for c in tree.children(noun, "amod")):
        return True
    if determiners or tree.has(noun, "nmod:poss"):
        return False
    return tree.tokens[noun].upos == "NOUN"


def subject_condition(tree: Tree, predicate: int, book: ActCodebook) -> Condition | None:
    """The subject of a "would" or "will" that is itself the condition.

    "Any new enlargement would jeopardise ...", "deploying missiles would ...", "crossing
    this line will ...", "its violation would ...".
    """
    clausal = tree.child(predicate, "csubj")
    if clausal is not None:
        return Condition(tuple(tree.subtree(clausal)), clausal, predicate, "subject", "")
    subject = tree.child(predicate, "nsubj")
    if tree.has(predicate, "expl"):
        return None  # "there will be a price"
    if subject is None and (opening := _gerund_before(tree, predicate)):
        return Condition(tuple(opening), opening[0], predicate, "subject", "")
    if subject is None or tree.tokens[subject].upos not in ("NOUN", "VERB"):
        return None
    words = book.words
    named = {lemma(tree, c) for c in tree.children(subject, "det", "amod")}
    gerund = tree.tokens[subject].text.lower().endswith("ing")
    first = tree.subtree(subject)[0]
    if first > 0:
        named.add(lemma(tree, first - 1))
    if not (
        named & {"any", "further", "another", "new", "a", "an", "every"}
        or gerund
        or lemma(tree, subject) in words["conditions.breach"]
    ):
        return None
    tokens = tree.subtree(subject)
    if tokens[0] > 0 and lemma(tree, tokens[0] - 1) in words["conditions.indefinite"]:
        tokens.insert(0, tokens[0] - 1)
    return Condition(tuple(tokens), subject, predicate, "subject", "")


def _gerund_before(tree: Tree, predicate: int) -> list[int]:
    """From a gerund that opens the clause of ``predicate`` to its first auxiliary, where the parser
    made no subject of it ("Crossing the border would be considered ...")."""
    helpers = tree.children(predicate, "aux", "cop")
    first = tree.subtree(predicate)[0]
    opener = tree.tokens[first]
    if not helpers or not opener.text.lower().endswith("ing") or opener.upos not in ("VERB", "NOUN"):
        return []
    return list(range(first, helpers[0]))


def agent_of_condition(tree: Tree, condition: Condition) -> int | None:
    """Who would do what the condition names: its subject, possessor or by-agent; else None."""
    head = condition.head
    if tree.is_a(head, "xcomp") and not tree.has(head, "nsubj"):
        controller = tree.child(tree.tokens[head].head, "obj")  # "will not allow them to"
        if controller is not None:
            return controller
    for child in tree.children(head, "nsubj", "csubj"):
        if tree.tokens[child].deprel != "nsubj:pass" and tree.tokens[child].text.lower() not in RELATIVE:
            return child
    for child in tree.children(head, "obl", "nmod"):
        if "by" in case_words(tree, child):
            return child
    owner = tree.child(head, "nmod:poss")
    if owner is not None:
        return owner
    if tree.tokens[head].upos not in ("NOUN", "PROPN"):
        return None
    before = head - 1  # the words before the noun, wherever the parser hung them
    while before >= condition.tokens[0] and tree.tokens[before].upos in ("ADJ", "PROPN", "NOUN"):
        if tree.tokens[before].text[:1].isupper():
            return before
        before -= 1
    return None
