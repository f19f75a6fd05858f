"""The modality of an event: what the tree and the words above its trigger make of it.

The walk goes from the trigger upwards.  At each step the clause's own auxiliaries and
negations, its subordinator, and the word that governs it may settle the modality; words
that say nothing of it (say, report, begin) leave the question to the next clause above.
Which words do what is data: ``codebook/data/events/modality.toml``.
"""

from __future__ import annotations

from dragoman.codebook.events import ModalityWords
from dragoman.coding.noun_modality import governed_nominal, own_nominal, stronger
from dragoman.coding.shapes import infinitive, lemma, participial
from dragoman.coding.shapes import nominal as is_nominal
from dragoman.tree import Tree
from dragoman.types import Modality


def modality(tree: Tree, i: int, words: ModalityWords, verbal: bool = False) -> Modality:
    """The modality of the event whose trigger is token ``i``.

    ``verbal``: whether it is an act of speech, which a participle tells as done ("accusing ...").
    """
    found: Modality | None = None
    node, steps = i, 0
    nominal = is_nominal(tree, i)
    free = False  # the node is reached from an added participle, which no negation above denies
    shared = False  # the node is reached from a later conjunct, which does not share all of it
    while node >= 0 and steps < 12:
        if not shared:
            own = own_nominal(tree, node, words) if nominal else _own_clause(tree, node, words, steps == 0)
            found = stronger(found, None if free and own == "negated" else own)
            if found == "negated":
                return found
        above = tree.tokens[node].head
        if above < 0:
            break
        relation = tree.tokens[node].deprel
        base = relation.partition(":")[0]
        if nominal:
            governed, stop = governed_nominal(tree, node, above, base, words)
        else:
            governed, stop = _governed_clause(tree, node, above, relation, words)
        found = stronger(found, None if free and governed == "negated" else governed)
        if stop:
            break
        if not nominal and participial(tree, node):
            if verbal:
                break
            free = True
        elif not nominal and base == "advcl" and not infinitive(tree, node):
            free = True  # "refused to meet him when he visited": the visit is not denied
        if base == "conj" and not nominal and infinitive(tree, above) and _past(tree, node):
            above = tree.tokens[above].head  # "promised to help and threatened": no past form shares the "to"
            if above < 0:
                break
        shared = base == "conj"
        node, steps = above, steps + 1
        nominal = is_nominal(tree, node) and not tree.has(node, "cop", "nsubj")
    return found or "asserted"


def _past(tree: Tree, i: int) -> bool:
    """Whether the verb ``i`` is a finite past form."""
    token = tree.tokens[i]
    return token.upos == "VERB" and token.text.lower().endswith("ed") and not tree.has(i, "aux")


def _own_clause(tree: Tree, i: int, words: ModalityWords, told: bool = True) -> Modality | None:
    """What the clause's own auxiliaries, negations and subordinator say.

    ``told``: whether the event is this verb's own; a "no" in its object denies only that.
    """
    found: Modality | None = None
    for child in tree.children(i):
        token = tree.tokens[child]
        base = token.deprel.partition(":")[0]
        text = token.text.lower()
        got: Modality | None = None
        if base == "aux":
            got = words.auxiliaries.get(text)
            if got == "demanded" and _inverted(tree, i, child):
                got = "conditional"
            elif got == "conditional" and _reported(tree, i, words):
                got = "future"
        elif base in ("advmod", "cc", "det"):
            got = words.adverbs.get(text)
            if got == "negated" and text in ("neither", "nor") and base == "cc":
                got = None
        elif base == "mark":
            got = words.marks.get(text)
            if (
                got is None
                and text == "in"
                and any(tree.tokens[c].text.lower() == "case" for c in tree.children(child))
            ):
                got = "conditional"
        elif base == "nsubj" and tree.has(child, "det", "cc:preconj"):
            # "no troops were sent", "neither Chad nor Mali attacked": the negation sits on the subject.
            det = tree.child(child, "det", "cc:preconj")
            got = words.determiners.get(tree.tokens[det].text.lower()) if det is not None else None
            got = got if got == "negated" else None
        elif base == "obj" and told and tree.has(child, "det"):
            det = tree.child(child, "det")
            got = words.determiners.get(tree.tokens[det].text.lower()) if det is not None else None
            got = got if got == "negated" else None
        found = stronger(found, got)
    if _has_yet(tree, i):
        found = "negated"
    if found is None and tree.has(i, "cop") and infinitive(tree, i):
        found = "future"  # "the aim is to attack"
    if found is None and tree.tokens[i].deprel == "advcl" and _conditional_case(tree, i):
        found = "conditional"
    return found


def _has_yet(tree: Tree, i: int) -> bool:
    """Whether ``i`` is the infinitive of "has yet to meet"."""
    marks = [c for c in tree.children(i, "mark") if tree.tokens[c].text.lower() == "to"]
    return bool(marks) and marks[0] > 0 and tree.tokens[marks[0] - 1].text.lower() == "yet"


def _conditional_case(tree: Tree, i: int) -> bool:
    return any(tree.tokens[c].text.lower() in ("if", "unless") for c in tree.children(i, "advmod", "case"))


def _inverted(tree: Tree, i: int, aux: int) -> bool:
    """Whether ``aux`` opens a conditional inversion ("should talks fail")."""
    subject = tree.child(i, "nsubj")
    return subject is not None and aux < subject and tree.tokens[i].deprel in ("advcl", "ccomp", "parataxis")


def _reported(tree: Tree, i: int, words: ModalityWords) -> bool:
    """Whether "would" is only the reported form of "will" ("said it would leave")."""
    token = tree.tokens[i]
    if token.deprel == "conj" and token.head >= 0:
        return _reported(tree, token.head, words)
    if (
        token.head < 0
        or token.deprel not in ("ccomp", "parataxis")
        or lemma(tree, token.head) not in words.saying
    ):
        return False
    return not any(
        tree.tokens[m].text.lower() in ("if", "unless")
        for c in tree.children(i, "advcl")
        for m in tree.children(c, "mark")
    )


def _governed_clause(
    tree: Tree, i: int, above: int, relation: str, words: ModalityWords
) -> tuple[Modality | None, bool]:
    """What the word above the clause says of it, and whether the walk ends here."""
    base = relation.partition(":")[0]
    head = lemma(tree, above)
    upos = tree.tokens[above].upos
    if relation == "acl:relcl" and tree.tokens[above].text.lower() in (
        "anyone",
        "anybody",
        "whoever",
        "those",
    ):
        return "conditional", True  # "anyone who broke the truce"
    if relation == "acl:relcl" or base in ("parataxis", "appos"):
        return None, True
    if base == "conj":
        # A coordinated infinitive or bare verb shares what governs the first.
        shared = not tree.has(i, "nsubj") or _same_governor(tree, i, above)
        return (_shared_auxiliaries(tree, i, above, words) if shared else None), not shared
    if base in ("xcomp", "ccomp", "csubj", "acl", "obj", "dep"):
        table = (
            words.nouns if upos in ("NOUN", "PROPN") else words.adjectives if upos == "ADJ" else words.verbs
        )
        got = table.get(head)
        if got == "demanded" and upos == "VERB" and base == "ccomp" and head in ("tell", "warn"):
            got = "possible" if head == "warn" else None
        if got == "demanded" and head == "tell" and not infinitive(tree, i):
            got = None
        if head == "warn" and got == "possible" and _promised(tree, i):
            got = None  # "warned that it would ..." tells a threat
        if base == "acl" and not infinitive(tree, i) and got == "future" and not tree.has(i, "mark", "case"):
            got = None  # "an agreement ending the war"; "the goal of withdrawing" stays future
        if base == "acl" and infinitive(tree, i) and got is None:
            ranked = any(lemma(tree, c) in words.ranking for c in tree.children(above, "amod"))
            got = None if ranked else "future"
        if (
            got == "future"
            and base == "ccomp"
            and not infinitive(tree, i)
            and head in ("announce", "decide", "mean", "agree")
        ):
            got = None
        return got, False
    if base == "advcl":
        if infinitive(tree, i):
            return "future", False
        case = next((tree.tokens[c].text.lower() for c in tree.children(i, "mark", "case")), "")
        if case == "against":
            return "negated", False  # "decided against sending troops"
        if case in ("from", "of") and words.verbs.get(head):
            return words.verbs[head], False
        if case in words.factual:
            return None, case not in ("as", "when", "by", "before")
        return (words.verbs.get(head) if case in ("of", "from", "for", "against") else None), False
    return None, True


def _promised(tree: Tree, i: int) -> bool:
    return any(tree.tokens[a].text.lower() in ("will", "would") for a in tree.children(i, "aux"))


def _same_governor(tree: Tree, i: int, first: int) -> bool:
    return tree.tokens[first].deprel in ("ccomp", "xcomp", "advcl") and tree.tokens[first].deprel != "root"


def _shared_auxiliaries(tree: Tree, i: int, first: int, words: ModalityWords) -> Modality | None:
    """What a later conjunct shares: all of a bare verb's auxiliaries ("will arm and train"), else
    only the subordinator ("if it arms and trains")."""
    found: Modality | None = None
    for mark in tree.children(first, "mark"):
        found = stronger(found, words.marks.get(tree.tokens[mark].text.lower()))
    if (
        tree.has(first, "aux")
        and not tree.has(i, "aux", "nsubj")
        and tree.tokens[i].text.lower() == lemma(tree, i)
    ):
        found = stronger(found, _own_clause(tree, first, words))
    return found
