"""Who does what to whom, read from the dependency tree: subjects and objects.

All functions take and give token indices within one sentence.  Relations are those of
Universal Dependencies; where UD leaves an argument unsaid (infinitives, participles,
coordination, relative clauses) it is found by the usual rules of English control.
"""

from __future__ import annotations

from dragoman.coding.complements import commanded
from dragoman.coding.control import ADDRESSING, GERUND_CONTROL, OBJECT_CONTROL, SUBJECT_CONTROL, TEXTS
from dragoman.coding.obliques import prepositions
from dragoman.coding.shapes import bare_noun, deprel, infinitive, lemma
from dragoman.coding.voice import antecedent, has_relative, passive
from dragoman.tree import Tree


def surface_subject(tree: Tree, i: int, depth: int = 0) -> int | None:
    """The grammatical subject of clause ``i``, found through control where it is unsaid."""
    own = _subject(tree, i)
    if own is None and i > 1 and tree.tokens[i - 1].text == "-" and tree.tokens[i - 2].head == i:
        own = _subject(tree, i - 2)  # "test-fired", split at its hyphen
    if own is not None:
        return antecedent(tree, own)
    head = tree.tokens[i].head
    if head < 0 or depth > 6 or tree.has(i, "csubj", "expl"):
        return None
    relation = tree.tokens[i].deprel
    base = relation.partition(":")[0]
    if base == "conj":
        return surface_subject(tree, head, depth + 1) if _clausal(tree, head) else None
    if base == "xcomp":
        if tree.tokens[head].upos in ("NOUN", "PROPN") and not tree.has(head, "nsubj", "cop"):
            return _holder(tree, head, depth)
        governed = _addressee(tree, head, i)
        if governed is None:
            governed = tree.child(head, "obj", "iobj")
        if governed is not None and governed != i and lemma(tree, head) not in SUBJECT_CONTROL:
            return antecedent(tree, governed)
        return surface_subject(tree, head, depth + 1)
    if base == "advcl" or (base == "ccomp" and infinitive(tree, i)):
        governed = _addressee(tree, head, i) if infinitive(tree, i) else None
        if governed is not None:
            return antecedent(tree, governed)
        if infinitive(tree, i) and lemma(tree, head) == "give" and "until" in prepositions(tree, head):
            governed = tree.child(head, "iobj", "obj")  # "gave them until Sunday to leave"
        elif lemma(tree, head) in GERUND_CONTROL and _gerund(tree, i):
            governed = patient(tree, head)
        if governed is not None and governed != i:
            return antecedent(tree, governed)
        return surface_subject(tree, head, depth + 1)
    if relation == "acl":
        if infinitive(tree, i):
            return head if commanded(tree, head, i) else _holder(tree, head, depth)
        if _gerund(tree, i) and not controlled(tree, head):
            return _holder(tree, head, depth)  # "no intention of moving its troops"
        if lemma(tree, head) in TEXTS and tree.tokens[i].text.lower().endswith("ing"):
            return _holder(tree, head, depth) or head
        return head
    if relation == "acl:relcl":
        return head if not has_relative(tree, i) and not tree.has(i, "obj") else None
    return None


def _subject(tree: Tree, i: int) -> int | None:
    """The subject of ``i``; of two, a place before a dash is the line of place and date."""
    found = tree.children(i, "nsubj")
    line = dateline(tree)
    if line and found and found[0] < line < i:
        after = [c for c in found if c >= line]
        if after:
            return after[0]
        # the parser made the line the subject: the first phrase behind it that hangs on it is
        members = set(tree.subtree(found[0]))
        heads = [k for k in range(line, i) if k in members and tree.tokens[k].head < line]
        return next((k for k in heads if tree.tokens[k].upos in ("NOUN", "PROPN", "PRON")), found[0])
    if len(found) > 1 and any(found[0] < m < found[-1] for m in tree.children(i, "mark")):
        return found[-1]  # "warned *Chad* that *it* would ...", both read with the clause
    if len(found) > 1 and any(
        t.text in ("-", "--", "–", "—", ":", ")") for t in tree.tokens[found[0] : found[-1]]
    ):
        return found[-1]
    return found[0] if found else None


def dateline(tree: Tree) -> int:
    """The token after the line of place and date that opens a report ("Lima, May 3 -"); 0 if none."""
    for k in range(1, min(len(tree.tokens), 16)):
        token = tree.tokens[k]
        if token.text in ("-", "--", "–", "—"):
            after = tree.tokens[k + 1].start if k + 1 < len(tree.tokens) else token.end
            joined = tree.tokens[k - 1].end == token.start and token.end == after
            return 0 if joined else k + 1
        if token.upos not in ("PROPN", "NUM", "PUNCT", "SYM", "X"):
            return 0
    return 0


def _addressee(tree: Tree, verb: int, clause: int) -> int | None:
    """Whom the verb of warning, asking or ordering speaks to, who is to do its infinitive."""
    word = lemma(tree, verb)
    told: int | None = None
    if word in OBJECT_CONTROL:
        told = surface_subject(tree, verb) if passive(tree, verb) else tree.child(verb, "iobj", "obj")
    elif word in ADDRESSING:
        told = tree.child(verb, "iobj", "obj") if word == "order" else tree.child(verb, "iobj")
        if told is None:
            beside = prepositions(tree, verb)
            told = next((beside[prep][0] for prep in ("on", "upon", "to", "for") if prep in beside), None)
    return told if told != clause else None


def _gerund(tree: Tree, i: int) -> bool:
    """Whether ``i`` is a gerund after "of", "from" or "for"."""
    return tree.tokens[i].text.lower().endswith("ing") and any(
        tree.tokens[c].text.lower() in ("of", "from", "for") for c in tree.children(i, "mark", "case")
    )


def controlled(tree: Tree, noun: int) -> bool:
    """Whether ``noun`` is the object of a verb of accusing or preventing."""
    head = tree.tokens[noun].head
    return head >= 0 and lemma(tree, head) in GERUND_CONTROL and patient(tree, head) == noun


def _clausal(tree: Tree, i: int) -> bool:
    return tree.tokens[i].upos in ("VERB", "AUX", "ADJ") or tree.has(i, "nsubj", "cop")


def _holder(tree: Tree, noun: int, depth: int) -> int | None:
    """Whose plan, decision or offer ``noun`` is: its possessor, or the subject of its verb."""
    owner = tree.child(noun, "nmod:poss")
    if owner is not None:
        return owner
    head = tree.tokens[noun].head
    if head >= 0 and deprel(tree, noun) in ("obj", "obl", "xcomp", "nmod", "ccomp") and depth < 6:
        return agent(tree, head, depth + 1)
    by = prepositions(tree, noun).get("of") or prepositions(tree, noun).get("by")
    return by[0] if by else None


def agent(tree: Tree, i: int, depth: int = 0) -> int | None:
    """Who does ``i``: the subject of an active verb, the by-phrase of a passive one."""
    if passive(tree, i):
        by = tree.child(i, "obl:agent")
        if by is None:
            nodes = (i, *tree.children(i, "xcomp"))  # "were set free by Chad"
            by = next((n[0] for node in nodes if (n := prepositions(tree, node).get("by"))), None)
        return antecedent(tree, by) if by is not None else None
    return surface_subject(tree, i, depth)


def _misread_object(tree: Tree, c: int, verb: int) -> bool:
    """Whether ``c``, after its verb, is an object that the parser reads as a clause or a subject."""
    relation = tree.tokens[c].deprel
    if relation == "nsubj:pass":
        return not passive(tree, verb)
    if relation == "nsubj":
        return bare_noun(tree, c) and any(s < verb for s in tree.children(verb, "nsubj"))
    if relation == "ccomp":
        return bare_noun(tree, c)
    # "will attend Saturday's meeting", read as a time
    return relation.startswith("obl") and tree.has(c, "nmod:poss") and not tree.has(c, "case")


def _told_object(tree: Tree, verb: int) -> int | None:
    """The object of "warned Chad that it would ..." that the parser takes for a subject of the clause."""
    for clause in tree.children(verb, "ccomp"):
        subjects, marks = tree.children(clause, "nsubj"), tree.children(clause, "mark")
        if len(subjects) > 1 and any(verb < subjects[0] < m < subjects[-1] for m in marks):
            return subjects[0]
    return None


def _parts(tree: Tree, things: list[int]) -> bool:
    """Whether two objects are parts of one phrase ("defended US President Lee's decision")."""
    between = tree.tokens[things[0] + 1 : things[1]]
    named = tree.tokens[things[0]].upos in ("PROPN", "PRON")
    return named and bool(between) and all(t.upos in ("PROPN", "PART") for t in between)


def patient(tree: Tree, i: int) -> int | None:
    """Whom or what ``i`` is done to: the object, or the subject of a passive."""
    things = tree.children(i, "obj")
    own = things[0] if things else None
    if own is not None and (tree.tokens[own].upos == "SYM" or (len(things) > 1 and _parts(tree, things))):
        own = things[-1]  # "€45m support": the sum is not what is given
    if own is None:
        own = tree.child(i, "iobj")  # "warned Greece that ...": the clause is what is told
    if own is None:
        own = next((c for c in tree.children(i) if c > i and _misread_object(tree, c, i)), None)
    if own is None:
        own = _told_object(tree, i)
    if own is not None:
        return antecedent(tree, own)
    if passive(tree, i):
        return surface_subject(tree, i)
    token = tree.tokens[i]
    if token.deprel == "acl:relcl" and token.head >= 0 and not has_relative(tree, i) and tree.has(i, "nsubj"):
        return token.head  # "the village the rebels burned"
    if (
        token.deprel == "conj"
        and token.head >= 0
        and i - token.head <= 2
        and not tree.has(i, "obl", "xcomp", "ccomp")
    ):
        # "arrested and questioned the man", with the object on the first
        shared = tree.child(token.head, "obj")
        return shared if shared is not None and shared > i else None
    if token.upos == "VERB":
        # "shelled and stormed the town": the last of coordinated verbs bears the shared object.
        for other in tree.children(i, "conj"):
            if (
                tree.tokens[other].upos == "VERB"
                and other - i <= 2
                and not tree.has(i, "obl", "xcomp", "ccomp")
            ):
                return tree.child(other, "obj")
    return None
