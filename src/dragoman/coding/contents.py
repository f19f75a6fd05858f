"""What an act is about: the content of its trigger in the tree."""

from __future__ import annotations

from dragoman.codebook.acts import Frame
from dragoman.coding.clauses import RELATIVE, obliques
from dragoman.coding.content_clauses import clause, giving, infinitive, quote
from dragoman.coding.grammar import case_words, is_nominal, lemma
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
        tokens = _before_saying(scene, _from_mark(tree, found))
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


def _from_mark(tree: Tree, clause: int) -> list[int]:
    """The clause without what stands before its "that" ("assured them *on Monday* that it will")."""
    tokens = clause_tokens(tree, clause)
    mark = next((c for c in tree.children(clause, "mark") if lemma(tree, c) == "that"), None)
    later = [t for t in tokens if mark is not None and t > mark]
    return later if clause in later else tokens


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
        found = infinitive(scene, i, passive) if not frame.alone or _alone(scene, i) else None
    elif kind == "clause":
        found = clause(scene, i, frame)
    elif kind == "quote":
        found = quote(scene, i, frame)
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
        found = giving(scene, i)
    elif kind == "object" and any(is_nominal(tree, c) for c in tree.children(i, "xcomp")):
        found = None  # "considers it an attack" calls it so
    elif kind == "object":
        # of two objects the second is what is given
        given = tree.children(i, "obj") if not passive else tree.children(i, "nsubj:pass")
        found = given[-1] if given else None
        if found is not None and any(tree.tokens[t].text.lower() == "what" for t in tree.subtree(found)[:1]):
            return None  # "offers them what they want"
        if passive and tree.has(i, "obj"):
            found = tree.child(i, "obj")
        if found is None and not passive and tree.tokens[i].upos == "VERB":
            found = _asked_noun(scene, i) or following_nominal(tree, i)
    else:
        found = next(iter(obliques(tree, i, kind)), None)
        if found is None and tree.tokens[i].upos == "VERB" and kind != "to":
            # "warned both *of a war*": the phrase hangs on the object
            beside = (n for o in tree.children(i, "obj", "iobj") for n in obliques(tree, o, kind))
            found = next((n for n in beside if tree.tokens[n].upos == "NOUN"), None)
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
    if tree.tokens[found].text.lower() in RELATIVE and tree.tokens[found].upos in ("PRON", "SCONJ", "DET"):
        return None  # "the rice that it had promised" goes back to a promise
    if tree.tokens[found].text.lower() in ("it", "this", "that"):
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


def _alone(scene: Scene, i: int) -> bool:
    """Whether the verb ``i`` has no object but a party or "itself": "pledged a loan to buy fuel" has."""
    tree = scene.tree
    return all(scene.is_party(o) or tree.tokens[o].upos == "PRON" for o in tree.children(i, "obj"))


def is_asked_noun(scene: Scene, i: int) -> bool:
    """Whether the complement ``i`` is a plural such as "calls" that the parser took for a verb."""
    tree = scene.tree
    plural = tree.tokens[i].text.lower() == lemma(tree, i) + "s" and tree.is_a(i, "ccomp")
    return plural and lemma(tree, i) in scene.book.classes["asked"] and not tree.has(i, "mark", "aux")
