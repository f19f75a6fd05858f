"""The noun phrase in the sentence that a pronoun or "his country" stands for."""

from __future__ import annotations

from dragoman.coding.clauses import PERSONAL
from dragoman.coding.grammar import is_nominal, lemma, possessor
from dragoman.coding.scene import Scene

_DOERS = ("er", "or", "ist", "man", "woman", "ee", "ant")
_ORGANISATION = ("it", "its", "itself")
_PERSON = ("he", "she", "him", "her", "his", "himself", "herself", "hers")


def named(scene: Scene, head: int) -> int:
    """``head``, or, where it is a pronoun or "his country", the noun phrase in the sentence it stands for."""
    tree = scene.tree
    token = tree.tokens[head]
    text = token.text.lower()
    if token.upos in ("PRON", "DET") and text in PERSONAL:
        found = antecedent(scene, head)
        if found is not None and text in _PERSON and not _says(scene, found):
            # where the document knows the person, and it is not of this side, the sentence is no guide
            person, near = scene.actor(head), scene.actor(found)
            known = person is not None and near is not None and person.name is not None
            if known and person is not None and near is not None and near.code not in (None, person.code):
                return head
        return found if found is not None else head
    if lemma(tree, head) in scene.book.words["parties.own"]:
        owner = possessor(tree, head)
        if owner is not None and tree.tokens[owner].text.lower() in PERSONAL:
            return named(scene, owner)
        if any(lemma(tree, c) == "the" for c in tree.children(head, "det")) and scene.actor(head) is None:
            return head
    return head


def _says(scene: Scene, subject: int) -> bool:
    """Whether ``subject`` is that of a verb of saying: in what it says, a pronoun is first of all itself."""
    tree = scene.tree
    verb = tree.tokens[subject].head
    if verb < 0 or not tree.is_a(subject, "nsubj"):
        return False
    return lemma(tree, verb) in scene.book.words["modal.say"] or lemma(tree, verb) in scene.book.entries


def antecedent(scene: Scene, pronoun: int) -> int | None:
    """The noun phrase of the sentence a personal pronoun stands for, by a plain rule.

    Subjects of the clauses above, innermost first, then subjects to the left, nearest
    first, then other names to the left; of fitting number and kind.
    """
    tree, words = scene.tree, scene.book.words
    text = tree.tokens[pronoun].text.lower()
    own = {pronoun, *tree.ancestors(pronoun)}
    if text in _PERSON and (nearer := _in_fronted_clause(scene, pronoun)) is not None:
        return nearer
    for above in tree.ancestors(pronoun):
        for subject in tree.children(above, "nsubj"):
            if subject == pronoun or subject in own:
                continue
            if text in _ORGANISATION and (state := _represented(scene, subject)) is not None:
                return state
            says = lemma(tree, above) in words["modal.say"] or lemma(tree, above) in scene.book.entries
            if _fits(scene, subject, text) or (says and _could_fit(scene, subject, text)):
                return _follow(scene, subject, pronoun)
        if tree.is_a(above, "acl", "acl:relcl"):
            noun = tree.tokens[above].head
            if noun not in tree.subtree(pronoun) and _fits(scene, noun, text) and scene.is_party(noun):
                return noun
    left = [i for i in range(pronoun - 1, -1, -1) if is_nominal(tree, i) and i not in own]
    for i in left:
        if tree.is_a(i, "nsubj") and _fits(scene, i, text):
            return _follow(scene, i, pronoun)
    if text in ("they", "them", "their", "themselves"):
        people = words["parties.people"]
        for i in left:
            plural = tree.tokens[i].text.lower() != tree.tokens[i].lemma.lower()
            if plural and tree.tokens[i].upos == "NOUN" and lemma(tree, i) in people:
                return i
    for i in left:
        if (
            scene.kind(i) is not None
            and not tree.is_a(i, "flat", "compound", "amod")
            and _fits(scene, i, text)
        ):
            return i
    return None


def _represented(scene: Scene, person: int) -> int | None:
    """Whose office a person holds: "it" after "Peru's president" is Peru."""
    owner = possessor(scene.tree, person)
    if owner is None or lemma(scene.tree, person) not in scene.book.words["parties.officials"]:
        return None
    return owner if scene.kind(owner) in ("place", "organisation") else None


def _in_fronted_clause(scene: Scene, pronoun: int) -> int | None:
    """ "If Clinton wins, she will ...": the person who is subject of the fronted clause."""
    tree = scene.tree
    if not tree.is_a(pronoun, "nsubj"):
        return None
    verb = tree.tokens[pronoun].head
    fronted = tree.children(verb, "advcl")
    if tree.is_a(verb, "ccomp"):
        # hung on the verb of saying: "said if Clinton wins, she will"
        says = tree.tokens[verb].head
        fronted = [*fronted, *(c for c in tree.children(says, "advcl", "ccomp") if says < c < verb)]
    for clause in fronted:
        for subject in tree.children(clause, "nsubj") if clause < pronoun else []:
            if scene.kind(subject) == "person" and _fits(scene, subject, tree.tokens[pronoun].text.lower()):
                return subject
    return None


def _could_fit(scene: Scene, i: int, pronoun: str) -> bool:
    """A looser fit, for the subject of a verb of saying: number alone."""
    tree = scene.tree
    token = tree.tokens[i]
    if token.upos not in ("NOUN", "PROPN"):
        return False
    if pronoun in _PERSON:
        return scene.kind(i) in (None, "person") and not tree.has(i, "conj")
    if pronoun in _ORGANISATION:
        actor = scene.actor(i)
        return not tree.has(i, "conj") and (
            scene.kind(i) != "person" or (actor is not None and actor.name is None and actor.role is None)
        )
    if tree.has(i, "conj") or token.text.lower() != token.lemma.lower():
        return True
    # one person is not "they"; a state, an army, a party can be
    actor = scene.actor(i)
    single = scene.kind(i) == "person" and (actor is None or actor.name is not None)
    words = scene.book.words
    return not (single or lemma(tree, i) in words["parties.officials"] | words["parties.spokesmen"])


def _follow(scene: Scene, subject: int, pronoun: int) -> int | None:
    tree = scene.tree
    if tree.tokens[subject].upos == "PRON" and subject < pronoun:
        deeper = antecedent(scene, subject)
        return deeper if deeper is not None else subject
    return subject


def _fits(scene: Scene, i: int, pronoun: str) -> bool:
    tree = scene.tree
    token = tree.tokens[i]
    if token.upos == "PRON":
        return token.text.lower() in PERSONAL and _class(token.text.lower()) == _class(pronoun)
    if not is_nominal(tree, i):
        return False
    kind = scene.kind(i)
    plural = token.upos == "NOUN" and token.text.lower() != token.lemma.lower()
    joint = tree.has(i, "conj")
    if pronoun in _PERSON:
        return (
            not plural
            and not joint
            and kind in (None, "person")
            and (kind == "person" or token.upos == "PROPN" or _human(scene, i))
        )
    if pronoun in _ORGANISATION:
        return (
            not plural and not joint and kind != "person" and (kind is not None or scene.actor(i) is not None)
        )
    # "House Democrats", not "Abbas"
    many = kind != "person" or (tree.has(i, "compound", "amod") and not tree.has(i, "flat"))
    name = token.upos == "PROPN" and token.text.endswith("s") and many
    return (
        plural
        or joint
        or name
        or kind not in (None, "place", "person")
        or (kind is None and scene.actor(i) is not None)
    )


def _human(scene: Scene, i: int) -> bool:
    actor = scene.actor(i)
    return (
        actor is not None
        or lemma(scene.tree, i)
        in scene.book.words["parties.spokesmen"] | scene.book.words["parties.officials"]
        or (scene.tree.tokens[i].upos == "NOUN" and lemma(scene.tree, i).endswith(_DOERS))
    )


def _class(pronoun: str) -> str:
    if pronoun in ("he", "him", "his", "himself"):
        return "he"
    if pronoun in ("she", "her", "hers", "herself"):
        return "she"
    return "it" if pronoun in _ORGANISATION else "they"
