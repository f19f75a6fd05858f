"""What a grammarian reads off a clause: its subject, agent, negation, mood and extent.

All functions take a :class:`Tree` (Universal Dependencies) and token indices, and work on
English.  Nothing here knows of speech acts.
"""

from __future__ import annotations

from dragoman.tree import Tree, matches
from dragoman.types import Span

RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
PERSONAL = frozenset({"he", "she", "it", "they", "him", "her", "them", "his", "its", "their", "himself", "herself", "itself", "themselves", "hers", "theirs"})  # fmt: skip
FIRST = frozenset({"i", "we", "me", "us", "my", "our", "myself", "ourselves"})
_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "neither", "nor"})
_NO = frozenset({"no", "neither"})
_NOBODY = frozenset({"nobody", "none", "nothing"})
_NOMINAL = ("NOUN", "PROPN", "PRON", "NUM")
_BREAKS = ("acl:relcl", "appos", "parataxis", "acl", "discourse", "dep", "list")
_EDGES = frozenset(",;:.-–—")
_OPENERS = {")": "(", "]": "[", "”": "“", "’": "‘"}


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
        if child + 1 < len(tree.tokens) and tree.tokens[child + 1].text.lower() in ("only", "just", "merely"):
            continue
        if token.lemma.lower() in _NEGATIONS and token.deprel.partition(":")[0] in ("advmod", "cc", "aux", "mark", "det"):
            return True
        if matches(token.deprel, ("nsubj",)) and _denied(tree, child):
            return True
    return False


def denied_noun(tree: Tree, i: int) -> bool:
    """Whether the noun ``i`` has a "no" or "any" of its own ("no intention", "not ... any plan")."""
    return any(lemma(tree, c) in ("no", "any", "never") for c in tree.children(i, "det", "advmod"))


def _denied(tree: Tree, i: int) -> bool:
    if tree.tokens[i].text.lower() in _NOBODY:
        return True
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
    return any(tree.tokens[c].deprel in ("aux:pass", "nsubj:pass") for c in tree.children(i))


def auxiliaries(tree: Tree, i: int) -> list[int]:
    """The auxiliaries of ``i``, the copula included."""
    return tree.children(i, "aux", "cop")


def modals(tree: Tree, i: int, words: frozenset[str]) -> list[int]:
    """The auxiliaries of ``i`` whose lemma or form is in ``words``."""
    return [
        a
        for a in tree.children(i, "aux")
        if lemma(tree, a) in words or tree.tokens[a].text.lower() in words
    ]


def is_finite(tree: Tree, i: int) -> bool:
    """Whether the clause headed by ``i`` has a subject of its own and is no to-infinitive."""
    return not is_infinitive(tree, i) and tree.has(i, "nsubj", "csubj", "expl")


def is_bare(tree: Tree, i: int) -> bool:
    """Whether the clause is subjunctive: a bare verb without auxiliary under a subject."""
    token = tree.tokens[i]
    helpers = auxiliaries(tree, i)
    if not helpers:
        return token.upos in ("VERB", "AUX") and token.text.lower() == token.lemma.lower() and tree.has(i, "nsubj")
    if any(lemma(tree, a) not in ("should", "must", "ought", "be") for a in helpers):
        return False
    return any(lemma(tree, a) != "be" or tree.tokens[a].text.lower() == "be" for a in helpers)


def object_of(tree: Tree, i: int) -> int | None:
    """The direct object of ``i``."""
    return tree.child(i, "obj")


def obliques(tree: Tree, i: int, preposition: str) -> list[int]:
    """Nominals and gerunds that depend on ``i`` with ``preposition``."""
    found = []
    for child in tree.children(i, "obl", "nmod", "advcl", "acl", "xcomp", "ccomp"):
        if preposition in case_words(tree, child) and not (preposition == "to" and not _noun_to(tree, child)):
            found.append(child)
    return found


def _noun_to(tree: Tree, i: int) -> bool:
    """Whether the "to" of ``i`` is a preposition, not an infinitive's marker."""
    return tree.is_a(i, "obl", "nmod") or tree.tokens[i].text.lower().endswith("ing")


def relative_head(tree: Tree, i: int) -> int | None:
    """The noun that the relative clause around the verb ``i`` modifies."""
    node = i
    while node >= 0:
        token = tree.tokens[node]
        if token.deprel in ("acl:relcl", "acl") and token.head >= 0:
            return token.head
        if not matches(token.deprel, ("conj", "xcomp")):
            return None
        node = token.head
    return None


def surface_subject(tree: Tree, i: int) -> int | None:
    """The subject that stands with the clause of ``i``, or that it shares with its governor.

    Relative pronouns are replaced by the noun they stand for.
    """
    seen = 0
    node = i
    while node >= 0 and seen < 12:
        seen += 1
        subject = tree.child(node, "nsubj")
        if subject is not None:
            if tree.tokens[subject].text.lower() in RELATIVE and tree.tokens[subject].upos in ("PRON", "DET", "SCONJ"):
                noun = relative_head(tree, node)
                return noun if noun is not None else _noun_before(tree, subject)
            return subject
        token = tree.tokens[node]
        if token.head < 0:
            return None
        if token.deprel.startswith("acl"):
            return token.head
        if matches(token.deprel, ("xcomp",)):
            controller = tree.child(token.head, "obj")
            if controller is not None and tree.tokens[token.head].upos == "VERB" and not is_nominal(tree, node):
                return controller
        elif not matches(token.deprel, ("conj", "advcl", "ccomp", "parataxis", "cop", "aux", "dep", "advmod")):
            return None
        node = token.head
    return None


def _noun_before(tree: Tree, pronoun: int) -> int:
    """The head of the noun phrase that ends right before a relative pronoun; else the pronoun."""
    j = pronoun - 1
    while j >= 0 and tree.tokens[j].upos in ("PUNCT", "ADP"):
        j -= 1
    if j < 0 or not is_nominal(tree, j):
        return pronoun
    while 0 <= tree.tokens[j].head < pronoun and is_nominal(tree, tree.tokens[j].head):
        if tree.is_a(j, "nsubj", "obl", "obj"):
            break
        j = tree.tokens[j].head
    return j


def by_agent(tree: Tree, i: int) -> int | None:
    """The by-phrase of a passive or of a noun."""
    for child in tree.children(i, "obl", "nmod"):
        if "by" in case_words(tree, child):
            return child
    return None


def left_nominal(tree: Tree, i: int) -> int | None:
    """The nearest noun to the left of the finite verb ``i`` that stands under no preposition.

    A stand-in for a subject that the parser hung elsewhere; None across another verb.
    """
    for j in range(i - 1, -1, -1):
        token = tree.tokens[j]
        if token.upos in ("VERB", "SCONJ", "CCONJ"):
            return None
        if token.upos not in ("NOUN", "PROPN") or tree.has(j, "case") or tree.is_a(j, "compound", "obl:unmarked", "nmod:unmarked"):
            continue
        return j
    return None


def following_nominal(tree: Tree, i: int) -> int | None:
    """The head of the noun phrase that begins right after ``i``, wherever the parser hung it."""
    for j in range(i + 1, min(i + 9, len(tree.tokens))):
        token = tree.tokens[j]
        if token.upos in ("NOUN", "PROPN"):
            if not tree.is_a(j, "compound", "nmod:poss", "flat") and not tree.has(j, "case") and nominal_tokens(tree, j)[0] == i + 1:
                return j
        elif token.upos not in ("DET", "ADJ", "NUM", "PART", "ADV", "PRON") and token.text != "-":
            return None
    return None


def possessor(tree: Tree, i: int) -> int | None:
    """The possessor of noun ``i`` ("its", "Russia's")."""
    return tree.child(i, "nmod:poss")


def noun_phrase(tree: Tree, i: int) -> Span:
    """The noun phrase of ``i`` without relative clauses, participles, appositions and case marks.

    A following clause that the parser hung on a part of the phrase is cut off too.
    """
    inside = nominal_tokens(tree, i)
    return tree.span_of(inside)


def nominal_tokens(tree: Tree, i: int) -> list[int]:
    """The contiguous tokens around ``i`` that make its noun phrase (see :func:`noun_phrase`)."""
    if tree.tokens[i].upos == "PRON":
        return [i]
    keep = {i}
    stack = [i]
    while stack:
        node = stack.pop()
        for child in tree.children(node):
            token = tree.tokens[child]
            relation = token.deprel
            if relation in _BREAKS or matches(relation, ("cop", "nsubj", "aux", "mark", "advcl", "acl", "orphan", "csubj", "ccomp")):
                continue
            if node == i and (
                matches(relation, ("case", "punct", "obl")) or (matches(relation, ("cc", "advmod")) and child < i)
            ):
                continue
            if matches(relation, ("conj",)) and token.upos in ("VERB", "AUX"):
                continue
            keep.add(child)
            stack.append(child)
    keep |= _brackets(tree, keep)
    # contiguous run around the head
    first = last = i
    while first - 1 in keep or (first - 1 >= 0 and first - 2 in keep and _joins(tree, first - 1)):
        first -= 1
    while last + 1 in keep or (last + 2 in keep and _joins(tree, last + 1)):
        last += 1
    while first < i and tree.tokens[first].text in _EDGES:
        first += 1
    while last > i and tree.tokens[last].text in _EDGES:
        last -= 1
    return list(range(first, last + 1))


def _joins(tree: Tree, i: int) -> bool:
    return tree.tokens[i].upos in ("PUNCT", "CCONJ") and tree.tokens[i].text not in (";", ":")


def _brackets(tree: Tree, keep: set[int]) -> set[int]:
    """A short bracket right after a kept token belongs to the phrase ("(MDC)")."""
    extra: set[int] = set()
    for i in keep:
        if i + 2 < len(tree.tokens) and tree.tokens[i + 1].text == "(":
            for j in range(i + 2, min(i + 5, len(tree.tokens))):
                if tree.tokens[j].text == ")":
                    extra.update(range(i + 1, j + 1))
                    break
    return extra


def clause_tokens(tree: Tree, i: int) -> list[int]:
    """All tokens under ``i``, without a leading "that" or conjunction and without edge punctuation."""
    inside = tree.subtree(i)
    while len(inside) > 1 and (
        tree.tokens[inside[0]].text in _EDGES
        or (inside[0] != i and tree.tokens[inside[0]].upos in ("SCONJ", "CCONJ") and lemma(tree, inside[0]) in ("that", "and", "but", "or"))
    ):
        inside.pop(0)
    return inside


def depth(tree: Tree, i: int) -> int:
    """Number of heads above ``i``."""
    return sum(1 for _ in tree.ancestors(i))


def trim(tree: Tree, inside: list[int], head: int) -> list[int]:
    """The contiguous run of ``inside`` around ``head`` without edge punctuation.

    Punctuation alone does not break a run; an unpaired quotation mark or bracket at an
    edge is dropped.
    """
    members = set(inside)
    if head not in members:
        return []
    tokens = tree.tokens
    first = last = head
    while first > 0:
        if first - 1 in members:
            first -= 1
        elif tokens[first - 1].upos == "PUNCT" and first - 2 in members and tokens[first - 1].text not in ",;:–—":
            first -= 2
        else:
            break
    while last + 1 < len(tokens):
        if last + 1 in members:
            last += 1
        elif tokens[last + 1].upos == "PUNCT" and last + 2 in members and tokens[last + 1].text not in ",;:–—":
            last += 2
        else:
            break
    while first < head and tokens[first].text in _EDGES:
        first += 1
    while last > head and tokens[last].text in _EDGES:
        last -= 1
    return _unpaired(tree, first, last)


def _unpaired(tree: Tree, first: int, last: int) -> list[int]:
    tokens = tree.tokens
    texts = [tokens[k].text for k in range(first, last + 1)]
    while last > first:
        end = texts[last - first]
        start = texts[0]
        if end in ("”", ")", "]") and _OPENERS[end] not in texts:
            last -= 1
        elif end in ("“", "(", "[", "‘", ","):
            last -= 1
        elif end == '"' and texts.count('"') % 2 == 1:
            last -= 1
        elif start in ("“", "(", "[") and {"“": "”", "(": ")", "[": "]"}[start] not in texts:
            first += 1
        elif start == '"' and texts.count('"') % 2 == 1:
            first += 1
        else:
            break
        texts = [tokens[k].text for k in range(first, last + 1)]
    return list(range(first, last + 1))
