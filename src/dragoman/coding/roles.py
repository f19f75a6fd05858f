"""Who does what to whom, read from the dependency tree: subjects, objects, prepositions.

All functions take and give token indices within one sentence.  Relations are those of
Universal Dependencies; where UD leaves an argument unsaid (infinitives, participles,
coordination, relative clauses) it is found by the usual rules of English control.
"""

from __future__ import annotations

from dragoman.tree import Tree

RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
# Verbs whose subject, not object, does what their infinitive says ("promised him to leave").
SUBJECT_CONTROL = frozenset({"promise", "vow", "threaten", "pledge", "use", "take", "need", "have"})
# Verbs whose object does what their infinitive says ("warned him not to leave").
OBJECT_CONTROL = frozenset(
    {"warn", "caution", "urge", "ask", "tell", "persuade", "convince", "force", "compel", "oblige", "allow",
     "permit", "enable", "invite", "encourage", "advise", "instruct", "command", "beg", "implore", "exhort",
     "entreat", "forbid", "lobby", "petition", "remind", "pressure", "challenge", "counsel", "coerce"}
)  # fmt: skip
# The same where the one addressed stands after "on" or "to" ("called on him to leave").
ADDRESSING = frozenset({"call", "appeal", "plead", "press", "prevail", "order", "signal", "give", "lean"})
# Verbs whose object does what the gerund after "of", "from" or "for" says ("accused him of lying").
GERUND_CONTROL = frozenset(
    {"accuse", "suspect", "convict", "prevent", "stop", "bar", "ban", "prohibit", "deter", "discourage",
     "dissuade", "block", "blame", "criticize", "criticise", "condemn", "denounce", "thank", "praise", "charge",
     "sanction", "punish", "arrest", "detain", "fine", "acquit", "keep", "restrain", "jail", "sentence",
     "rebuke", "fault", "slam", "chide", "indict", "hinder"}
)  # fmt: skip
# Nouns that only measure the noun after "of" ("a number of soldiers").
QUANTITY = frozenset(
    {"number", "dozen", "hundred", "thousand", "million", "score", "scores", "lot", "series", "wave",
     "couple", "handful", "majority", "half", "third", "percent", "ton", "tonne", "shipment", "string",
     "spate", "pair", "variety", "range", "amount", "total", "tens", "ten", "most", "some", "one", "part",
     "round", "barrage", "hundreds", "thousands", "dozens", "millions", "batch", "all", "many",
     "several", "few", "none", "any", "two-thirds", "quarter"}
)  # fmt: skip


def deprel(tree: Tree, i: int) -> str:
    """The relation of ``i`` without its subtype."""
    return tree.tokens[i].deprel.partition(":")[0]


def lemma(tree: Tree, i: int) -> str:
    """The lower-cased lemma of ``i``."""
    return tree.tokens[i].lemma.lower()


def infinitive(tree: Tree, i: int) -> bool:
    """Whether ``i`` is a to-infinitive."""
    return any(tree.tokens[c].text.lower() == "to" for c in tree.children(i, "mark"))


def nominal(tree: Tree, i: int) -> bool:
    """Whether ``i`` heads a noun phrase, also where its word is read as an adjective ("an offensive")."""
    upos = tree.tokens[i].upos
    if upos in ("NOUN", "PROPN"):
        return True
    return upos == "ADJ" and deprel(tree, i) in ("obj", "obl", "nmod", "nsubj") and tree.has(i, "det", "case")


def participial(tree: Tree, i: int) -> bool:
    """Whether ``i`` is a bare participle added to a clause (", accusing its opponents of ...")."""
    token = tree.tokens[i]
    return (
        deprel(tree, i) == "advcl"
        and token.upos == "VERB"
        and token.text.lower().endswith(("ing", "ed"))
        and not tree.has(i, "mark", "case", "nsubj", "aux")
    )


def passive(tree: Tree, i: int) -> bool:
    """Whether the verb ``i`` is passive: its surface subject undergoes it."""
    for child in tree.children(i):
        relation = tree.tokens[child].deprel
        if relation in ("nsubj:pass", "aux:pass", "csubj:pass"):
            return True
        if relation.startswith(("nsubj", "aux", "cop")):
            return False
    token = tree.tokens[i]
    text = token.text.lower()
    if token.upos != "VERB" or text.endswith("ing") or infinitive(tree, i) or text == token.lemma.lower():
        return False
    relation = token.deprel
    if relation in ("acl", "advcl", "amod"):
        return not tree.has(i, "obj")
    if relation == "conj":
        return not tree.has(i, "obj") and token.head >= 0 and passive(tree, token.head)
    return False


def antecedent(tree: Tree, i: int) -> int:
    """``i``, or what it stands for when it is a relative pronoun."""
    token = tree.tokens[i]
    if token.upos in ("PRON", "DET", "SCONJ") and token.text.lower() in RELATIVE:
        for above in tree.ancestors(i):
            if tree.tokens[above].deprel == "acl:relcl" and tree.tokens[above].head >= 0:
                return tree.tokens[above].head
    return i


def surface_subject(tree: Tree, i: int, depth: int = 0) -> int | None:
    """The grammatical subject of clause ``i``, found through control where it is unsaid."""
    own = tree.child(i, "nsubj")
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
        governed = None
        if infinitive(tree, i):
            governed = _addressee(tree, head, i)
        elif lemma(tree, head) in GERUND_CONTROL and _gerund(tree, i):
            governed = patient(tree, head)
        if governed is not None and governed != i:
            return antecedent(tree, governed)
        return surface_subject(tree, head, depth + 1)
    if relation == "acl":
        if infinitive(tree, i):
            return _holder(tree, head, depth)
        if _gerund(tree, i) and not _controlled(tree, head):
            return _holder(tree, head, depth)  # "no intention of moving its troops"
        return head
    if relation == "acl:relcl":
        return head if not _has_relative(tree, i) and not tree.has(i, "obj") else None
    return None


def _addressee(tree: Tree, verb: int, clause: int) -> int | None:
    """Whom the verb of warning, asking or ordering speaks to, who is to do its infinitive."""
    word = lemma(tree, verb)
    told: int | None = None
    if word in OBJECT_CONTROL:
        told = surface_subject(tree, verb) if passive(tree, verb) else tree.child(verb, "iobj", "obj")
    elif word in ADDRESSING:
        told = tree.child(verb, "iobj")
        if told is None:
            beside = prepositions(tree, verb)
            told = next((beside[prep][0] for prep in ("on", "upon", "to") if prep in beside), None)
    return told if told != clause else None


def _gerund(tree: Tree, i: int) -> bool:
    """Whether ``i`` is a gerund after "of", "from" or "for"."""
    return tree.tokens[i].text.lower().endswith("ing") and any(
        tree.tokens[c].text.lower() in ("of", "from", "for") for c in tree.children(i, "mark", "case")
    )


def _controlled(tree: Tree, noun: int) -> bool:
    """Whether ``noun`` is the object of a verb of accusing or preventing."""
    head = tree.tokens[noun].head
    return head >= 0 and lemma(tree, head) in GERUND_CONTROL and patient(tree, head) == noun


def _clausal(tree: Tree, i: int) -> bool:
    return tree.tokens[i].upos in ("VERB", "AUX", "ADJ") or tree.has(i, "nsubj", "cop")


def _has_relative(tree: Tree, i: int) -> bool:
    return any(tree.tokens[c].text.lower() in RELATIVE for c in tree.children(i))


def _holder(tree: Tree, noun: int, depth: int) -> int | None:
    """Whose plan, decision or offer ``noun`` is: its possessor, or the subject of its verb."""
    owner = tree.child(noun, "nmod:poss")
    if owner is not None:
        return owner
    head = tree.tokens[noun].head
    if head >= 0 and deprel(tree, noun) in ("obj", "obl", "xcomp", "nmod") and depth < 6:
        return agent(tree, head, depth + 1)
    by = prepositions(tree, noun).get("of") or prepositions(tree, noun).get("by")
    return by[0] if by else None


def agent(tree: Tree, i: int, depth: int = 0) -> int | None:
    """Who does ``i``: the subject of an active verb, the by-phrase of a passive one."""
    if passive(tree, i):
        by = tree.child(i, "obl:agent")
        if by is None:
            found = prepositions(tree, i).get("by")
            by = found[0] if found else None
        return antecedent(tree, by) if by is not None else None
    return surface_subject(tree, i, depth)


def patient(tree: Tree, i: int) -> int | None:
    """Whom or what ``i`` is done to: the object, or the subject of a passive."""
    own = tree.child(i, "obj")
    if own is None:
        own = tree.child(i, "iobj")  # "warned Greece that ...": the clause is what is told
    if own is not None:
        return antecedent(tree, own)
    if passive(tree, i):
        return surface_subject(tree, i)
    token = tree.tokens[i]
    if (
        token.deprel == "acl:relcl"
        and token.head >= 0
        and not _has_relative(tree, i)
        and tree.has(i, "nsubj")
    ):
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


def content_head(tree: Tree, i: int) -> int:
    """``i``, or the noun it measures ("dozens of soldiers" -> soldiers)."""
    if lemma(tree, i) in QUANTITY or tree.tokens[i].upos == "NUM":
        for child in tree.children(i, "nmod"):
            if any(tree.tokens[c].text.lower() == "of" for c in tree.children(child, "case")):
                return content_head(tree, child)
    return i


def prepositions(tree: Tree, i: int) -> dict[str, list[int]]:
    """The nouns that hang on ``i`` by a preposition: preposition -> noun tokens."""
    found: dict[str, list[int]] = {}
    for child in tree.children(i):
        token = tree.tokens[child]
        base = token.deprel.partition(":")[0]
        if base not in ("obl", "nmod", "xcomp", "advmod", "advcl", "acl"):
            continue
        case = tree.child(child, "case")
        if case is None:
            if token.deprel == "nmod:poss":
                found.setdefault("poss", []).append(child)
            continue
        found.setdefault(tree.tokens[case].text.lower(), []).append(antecedent(tree, child))
    return found


def complements(tree: Tree, i: int) -> list[int]:
    """Heads of the clauses that complete ``i`` (also infinitives read as purpose)."""
    found = tree.children(i, "xcomp", "ccomp")
    found.extend(c for c in tree.children(i, "advcl", "acl") if infinitive(tree, c) and c not in found)
    out = []
    for child in found:
        out.append(child)
        out.extend(c for c in tree.children(child, "conj") if tree.tokens[c].upos == "VERB")
    return out


def modifiers(tree: Tree, i: int) -> set[str]:
    """Lemmas of the words that narrow the noun ``i``: compounds, adjectives, "of" nouns."""
    found = set()
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
