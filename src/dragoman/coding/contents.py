"""What an act is about and to whom it is done: the trigger's content and counterpart in the tree."""

from __future__ import annotations

from dragoman.codebook.acts import Frame
from dragoman.coding.antecedents import named
from dragoman.coding.clauses import obliques, surface_subject
from dragoman.coding.grammar import case_words, is_bare, is_infinitive, is_nominal, lemma, modals
from dragoman.coding.phrases import clause_tokens, following_nominal, without_asides
from dragoman.coding.scene import Scene
from dragoman.tree import Tree


def find_content(scene: Scene, i: int, frame: Frame, passive: bool) -> tuple[int, list[int]] | None:
    """Head and tokens of the content that ``frame`` asks for, or None."""
    tree = scene.tree
    found = _content_head(scene, i, frame, passive)
    if found is None:
        return None
    if not is_nominal(tree, found) or frame.content in ("clause", "quote", "infinitive"):
        tokens = _before_saying(scene, clause_tokens(tree, found))
        tokens = without_asides(tree, found, tokens, scene.book.words["contents.aside"])
    else:
        tokens = tree.subtree(found)
    if frame.content not in ("infinitive", "clause", "object", "quote", "gerund", "giving", "subject"):
        # the preposition belongs to the trigger; the infinitive's "to" to the content
        tokens = [
            t
            for t in tokens
            if not (
                tree.is_a(t, "case", "mark")
                and tree.tokens[t].head == found
                and t < found
                and lemma(tree, t) in (frame.content, "on", "upon")
            )
        ]
        if frame.content == "to":
            tokens = clause_tokens(tree, found)
    return (found, tokens) if tokens else None


def _before_saying(scene: Scene, tokens: list[int]) -> list[int]:
    """``tokens`` up to a comma with a participle of saying (", saying that ..."), where news starts."""
    tree = scene.tree
    for k in range(1, len(tokens) - 1):
        t = tokens[k]
        if tree.tokens[t].text != "," or not tree.tokens[tokens[k + 1]].text.lower().endswith("ing"):
            continue
        word = lemma(tree, tokens[k + 1])
        if word == "warn" or word in scene.book.words["modal.say"]:
            return tokens[:k]
    return tokens


def _content_head(scene: Scene, i: int, frame: Frame, passive: bool) -> int | None:
    tree, book = scene.tree, scene.book
    kind = frame.content
    if kind == "none":
        return None
    if kind == "infinitive":
        found = _infinitive(scene, i, passive)
    elif kind == "clause":
        found = _clause(scene, i, frame)
    elif kind == "quote":
        found = _quote(scene, i, frame)
    elif kind == "gerund":
        found = next(
            (
                c
                for c in tree.children(i, "xcomp", "ccomp", "obj")
                if tree.tokens[c].upos == "VERB" and tree.tokens[c].text.lower().endswith("ing")
            ),
            None,
        )
    elif kind == "subject":
        found = tree.child(i, "nsubj", "csubj")
    elif kind == "giving":
        found = _giving(scene, i)
    elif kind == "object" and any(is_nominal(tree, c) for c in tree.children(i, "xcomp")):
        found = None  # "considers it an attack" calls it so
    elif kind == "object":
        found = tree.child(i, "obj") if not passive else tree.child(i, "nsubj:pass")
        if passive and tree.has(i, "obj"):
            found = tree.child(i, "obj")
        if found is None and not passive and tree.tokens[i].upos == "VERB":
            found = _asked_noun(scene, i) or following_nominal(tree, i)
    else:
        found = next(iter(obliques(tree, i, kind)), None)
        if found is None and tree.tokens[i].upos == "NOUN":
            # "rejection and condemnation of the plan": the phrase hangs on the last noun
            found = next((o for c in tree.children(i, "conj") for o in obliques(tree, c, kind)), None)
        if found is None and i + 1 < len(tree.tokens) and tree.tokens[i + 1].text.lower() == kind:
            found = following_nominal(tree, i + 1)
            if found is None and i + 2 < len(tree.tokens) and tree.tokens[i + 2].text.lower().endswith("ing"):
                found = i + 2
        if found is None and kind == "on":
            found = next(iter(obliques(tree, i, "upon")), None)
    if found is None:
        return None
    if lemma(tree, found) in book.classes["theses"] and any(
        tree.has(c, "nsubj") for c in tree.children(found, "acl", "ccomp")
    ):
        return None  # "rejected the suggestion that it had known" denies, it refuses nothing
    bare_noun = kind == "infinitive" and tree.tokens[i].upos == "NOUN" and not tree.has(found, "obj", "obl")
    if bare_noun and lemma(tree, found) in book.words["contents.handling"]:
        return None  # "a difficult pledge to keep" promises nothing
    names = {lemma(tree, found), *(lemma(tree, c) for c in tree.children(found, "conj"))}
    if lemma(tree, found) in book.words["tone.light"]:
        names = {lemma(tree, o) for o in tree.children(found, "obj")} or names
    if tree.tokens[found].text.lower() in ("it", "this", "that", "them"):
        names.add("it")
    if frame.only is not None:
        wanted = book.classes[frame.only]
        inner = {lemma(tree, n) for n in tree.children(found, "nmod") if "of" in case_words(tree, n)}
        if not (names | inner) & wanted:
            return None
    if frame.never is not None and names & book.classes[frame.never]:
        return None
    return found


def _asked_noun(scene: Scene, i: int) -> int | None:
    """ "Rejected U.S. *calls* for a truce": a plural noun that the parser took for a verb with a subject."""
    return next((c for c in scene.tree.children(i, "ccomp") if is_asked_noun(scene, c)), None)


def is_asked_noun(scene: Scene, i: int) -> bool:
    """Whether the complement ``i`` is a plural such as "calls" that the parser took for a verb."""
    tree = scene.tree
    plural = tree.tokens[i].text.lower() == lemma(tree, i) + "s" and tree.is_a(i, "ccomp")
    return plural and lemma(tree, i) in scene.book.classes["asked"] and not tree.has(i, "mark", "aux")


def _infinitive(scene: Scene, i: int, passive: bool) -> int | None:
    """The to-infinitive that ``i`` takes, also where the parser hung it on the object."""
    tree = scene.tree
    hosts = [i, *tree.children(i, "obj", "obl", "iobj", "nmod")]
    if tree.tokens[i].upos == "NOUN" and tree.is_a(i, "obj", "nsubj:pass"):
        hosts.append(tree.tokens[i].head)
    if tree.tokens[i].upos == "NOUN":
        hosts.extend(c for c in tree.children(i, "acl") if c > i and not is_infinitive(tree, c))
    if passive:
        hosts = [i]
    for host in hosts:
        for child in tree.children(
            host, "xcomp", "ccomp", "advcl", "acl", "csubj", "nmod", "parataxis", "dep"
        ):
            if child > i and is_infinitive(tree, child):
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


def _clause(scene: Scene, i: int, frame: Frame) -> int | None:
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


def _quote(scene: Scene, i: int, frame: Frame) -> int | None:
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


def _giving(scene: Scene, i: int) -> int | None:
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


def find_counterpart(
    scene: Scene,
    i: int,
    frame: Frame,
    content: int | None,
    passive: bool,
    skip: set[int | None] | None = None,
) -> int | None:
    """Head of the noun phrase that ``frame`` names as counterpart; pronouns followed to a name.

    ``content``: head of the content; ``skip``: tokens that are no counterparts.
    """
    tree = scene.tree
    inside = set(tree.subtree(content)) if content is not None else set()
    unwanted = skip or set()
    for place in frame.counterpart:
        if place in ("object", "indirect"):
            relations = ("iobj", "obj") if place == "object" else ("iobj",)
            found = [c for c in tree.children(i, *relations) if c != content]
            if passive:
                found = [c for c in tree.children(i, "nsubj:pass") if c != content]
                if not found and tree.is_a(i, "acl", "xcomp", "conj", "advcl"):
                    shared = surface_subject(tree, i)
                    found = [shared] if shared is not None else []
            if place == "indirect" and not found:
                objects = tree.children(i, "obj")
                found = objects[:1] if len(objects) > 1 else []
        else:
            found = [c for c in obliques(tree, i, place) if c != content]
            asked = tree.child(content, "nsubj") if content is not None else None
            if content is not None and not found and asked is None:
                found = [
                    c
                    for c in obliques(tree, content, place)
                    if is_nominal(tree, c) and place in ("from", "against", "with")
                ]
        for candidate in found:
            if candidate in inside and place in ("object", "indirect"):
                continue
            if tree.tokens[candidate].text.lower() in scene.book.words["deadlines.units"]:
                continue
            if candidate not in unwanted and is_nominal(tree, candidate):
                return named(scene, candidate)
    if content is not None and tree.is_a(content, "ccomp", "advcl") and frame.force == "demand":
        subject = tree.child(content, "nsubj")
        if subject is not None and scene.is_party(subject):
            return named(scene, subject)
    return None
