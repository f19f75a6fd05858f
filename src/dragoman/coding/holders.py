"""Who holds an act: its agent in the tree, pronouns followed to a name in the sentence."""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman.codebook.acts import ActCodebook
from dragoman.coding.clauses import (
    FIRST,
    PERSONAL,
    by_agent,
    following_nominal,
    is_nominal,
    is_passive,
    left_nominal,
    lemma,
    nominal_tokens,
    possessor,
    surface_subject,
)
from dragoman.coding.context import Context
from dragoman.tree import Tree
from dragoman.types import Actor, Party, Span, Statement

_ORGANISATION = ("it", "its", "itself")
_PERSON = ("he", "she", "him", "her", "his", "himself", "herself", "hers")


@dataclass(slots=True)
class Scene:
    """One sentence with what holder finding asks of it."""

    context: Context
    book: ActCodebook
    number: int
    tree: Tree
    statements: tuple[Statement, ...]
    governors: set[int] = field(default_factory=set)
    last: int | None = None
    _kinds: dict[int, str] | None = None
    _parties: dict[int, Party] = field(default_factory=dict)

    def party(self, head: int) -> Party:
        """The resolved party of the noun phrase headed by ``head``."""
        found = self._parties.get(head)
        if found is None:
            found = self.context.actors.party(self._phrase(head))
            self._parties[head] = found
        return found

    def _phrase(self, head: int) -> Span:
        """The noun phrase of ``head``, with the whole name where ``head`` is part of one.

        The names come from the model's mentions, which mends titles the parser cut off.
        """
        inside = nominal_tokens(self.tree, head)
        if self.tree.tokens[head].upos != "PROPN" or self.kind(head) is None:
            return self.tree.span_of(inside)
        first, last = inside[0], inside[-1]
        kind = self.kind(head)
        while first > 0 and self.kind(first - 1) == kind and self.tree.tokens[first - 1].upos == "PROPN":
            first -= 1
        while last + 1 < len(self.tree.tokens) and self.kind(last + 1) == kind and self.tree.tokens[last + 1].upos == "PROPN":
            last += 1
        return self.tree.span(first, last)

    def actor(self, head: int) -> Actor | None:
        """The actor of the noun phrase headed by ``head``."""
        return self.party(head).actor

    def kind(self, head: int) -> str | None:
        """The kind of the mention that covers token ``head``, if any."""
        if self._kinds is None:
            self._kinds = {}
            sentence = self.tree.sentence
            for mention in self.context.document.mentions:
                if mention.start < sentence.end and mention.end > sentence.start:
                    for i in self.tree.at(mention.start, mention.end):
                        self._kinds[i] = mention.kind
        return self._kinds.get(head)

    def is_party(self, head: int) -> bool:
        """Whether the noun phrase names somebody who can act."""
        text = self.tree.tokens[head].text.lower()
        if text in FIRST or text in ("he", "she", "they"):
            return True
        if not is_nominal(self.tree, head):
            return False
        return self.kind(head) is not None or self.actor(head) is not None

    def statement_at(self, i: int) -> Statement | None:
        """The innermost statement whose content covers token ``i``."""
        start = self.tree.tokens[i].start
        best: Statement | None = None
        size = 0
        for statement in self.statements:
            if any(c.start <= start < c.end for c in statement.content):
                length = sum(c.end - c.start for c in statement.content)
                if best is None or length < size:
                    best, size = statement, length
        return best


def agent(scene: Scene, i: int) -> int | None:
    """The head of the phrase that names who does what the verb ``i`` says."""
    tree = scene.tree
    if tree.has(i, "aux:pass", "nsubj:pass") and is_passive(tree, i):
        return by_agent(tree, i)
    subject = surface_subject(tree, i)
    if subject is None and not tree.has(i, "mark") and not tree.tokens[i].text.lower().endswith("ing"):
        subject = left_nominal(tree, i)
    return _issuer(scene, subject) if subject is not None else None


def _issuer(scene: Scene, subject: int) -> int | None:
    """For a document or message: who issued it, if the sentence says so; else the subject itself."""
    tree = scene.tree
    if lemma(tree, subject) not in scene.book.words["parties.documents"]:
        return subject
    if tree.is_a(subject, "obj", "obl"):
        governor = tree.tokens[subject].head
        verb_subject = surface_subject(tree, governor) if tree.tokens[governor].upos == "VERB" else None
        if verb_subject is not None and verb_subject != subject:
            return verb_subject
    return noun_owner(scene, subject) or subject


def noun_owner(scene: Scene, noun: int, *, of: bool = True) -> int | None:
    """Who holds the act that ``noun`` names: possessor, by- or from-phrase, a nationality before it.

    ``of``: whether an of-phrase names the holder, not the content.
    """
    tree = scene.tree
    owner = possessor(tree, noun)
    if owner is not None:
        return owner
    agent_phrase = by_agent(tree, noun)
    if agent_phrase is not None:
        return agent_phrase
    for child in tree.children(noun, "nmod", "obl"):
        cases = {lemma(tree, c) for c in tree.children(child, "case")}
        if "from" in cases or ("of" in cases and of and tree.tokens[child].upos in ("NOUN", "PROPN")):
            return child
    if noun + 2 < len(tree.tokens) and tree.tokens[noun + 1].text.lower() in ("by", "from"):
        found = following_nominal(tree, noun + 1)
        for j in range(noun + 2, min(noun + 9, len(tree.tokens))) if found is None else ():
            if is_nominal(tree, j) and any(c == noun + 1 for c in tree.children(j, "case")):
                found = j
        if found is not None:
            return found
    for child in tree.children(noun, "amod", "compound"):
        if tree.tokens[child].text[:1].isupper() and (
            scene.kind(child) is not None or scene.context.actors.party(tree.span(child, child)).actor is not None
        ):
            return child
    return None


def named(scene: Scene, head: int) -> int:
    """``head``, or, where it is a pronoun or "his country", the noun phrase in the sentence it stands for."""
    tree = scene.tree
    token = tree.tokens[head]
    text = token.text.lower()
    if token.upos in ("PRON", "DET") and text in PERSONAL:
        found = antecedent(scene, head)
        return found if found is not None else head
    if lemma(tree, head) in scene.book.words["parties.own"]:
        owner = possessor(tree, head)
        if owner is not None and tree.tokens[owner].text.lower() in PERSONAL:
            return named(scene, owner)
        if any(lemma(tree, c) == "the" for c in tree.children(head, "det")) and scene.actor(head) is None:
            return head
    return head


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
            says = lemma(tree, above) in words["modal.say"] or above in scene.governors
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
    for i in left:
        if scene.kind(i) is not None and not tree.is_a(i, "flat", "compound", "amod") and _fits(scene, i, text):
            return i
    return None


def _in_fronted_clause(scene: Scene, pronoun: int) -> int | None:
    """"If Clinton wins, she will ...": the person who is subject of the fronted clause."""
    tree = scene.tree
    if not tree.is_a(pronoun, "nsubj"):
        return None
    for clause in tree.children(tree.tokens[pronoun].head, "advcl"):
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
        return scene.kind(i) != "person" and not tree.has(i, "conj")
    return True


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
        return not plural and not joint and kind in (None, "person") and (
            kind == "person" or token.upos == "PROPN" or _human(scene, i)
        )
    if pronoun in _ORGANISATION:
        return not plural and not joint and kind != "person" and (kind is not None or scene.actor(i) is not None)
    return plural or joint or kind not in (None, "place", "person") or (kind is None and scene.actor(i) is not None)


def _human(scene: Scene, i: int) -> bool:
    actor = scene.actor(i)
    return actor is not None or lemma(scene.tree, i) in scene.book.words["parties.spokesmen"] or scene.tree.tokens[i].upos == "NOUN"


def _class(pronoun: str) -> str:
    if pronoun in ("he", "him", "his", "himself"):
        return "he"
    if pronoun in ("she", "her", "hers", "herself"):
        return "she"
    return "it" if pronoun in _ORGANISATION else "they"


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says what stands at a token: a noun phrase here, or a party from elsewhere.

    ``verb``: the verb of saying in this sentence, if it is here.
    """

    head: int | None
    party: Party | None
    verb: int | None


def speaker_of(scene: Scene, i: int) -> Speaker | None:
    """Who says the clause headed by ``i``: read from the tree, else from the statements."""
    tree, words = scene.tree, scene.book.words
    node = i
    while tree.tokens[node].head >= 0:
        head = tree.tokens[node].head
        if tree.is_a(node, "ccomp", "parataxis", "xcomp", "obj", "dep", "advcl", "conj") or head < 0:
            if lemma(tree, head) in words["modal.guess"] and tree.is_a(node, "ccomp"):
                return None
            if lemma(tree, head) in words["modal.say"] and tree.is_a(node, "ccomp", "parataxis", "dep"):
                who = agent(scene, head)
                if who is not None and who not in tree.subtree(node):
                    return Speaker(named(scene, who), None, head)
                return _stated(scene, i) or Speaker(None, None, head)
        node = head
    # "X will not yield, a spokesman said": the verb of saying hangs under the clause
    for child in (c for a in (i, *tree.ancestors(i)) for c in tree.children(a, "parataxis", "ccomp", "advcl")):
        if lemma(tree, child) in words["modal.say"] and not tree.has(child, "ccomp", "mark") and i not in tree.subtree(child):
            who = agent(scene, child)
            if who is not None:
                return Speaker(named(scene, who), None, child)
    return _stated(scene, i)


def _stated(scene: Scene, i: int) -> Speaker | None:
    statement = scene.statement_at(i)
    if statement is None or statement.speaker is None:
        return None
    if statement.cue is not None and _lemmas(scene, statement.cue.start, statement.cue.end) & scene.book.words["modal.guess"]:
        return None
    speaker = statement.speaker
    sentence = scene.tree.sentence
    if sentence.start <= speaker.start and speaker.end <= sentence.end:
        head = scene.tree.head_of(speaker.start, speaker.end)
        if head is not None:
            return Speaker(named(scene, head), speaker, None)
    return Speaker(None, speaker, None)


def _lemmas(scene: Scene, start: int, end: int) -> set[str]:
    return {lemma(scene.tree, i) for i in scene.tree.at(start, end)}


def same_side(scene: Scene, subject: int, speaker: Speaker) -> bool:
    """Whether the noun phrase ``subject`` is the speaker, or the speaker's state or organisation."""
    tree = scene.tree
    text = tree.tokens[subject].text.lower()
    if text in FIRST:
        return True
    owner = possessor(tree, subject)
    if owner is not None and tree.tokens[owner].text.lower() in FIRST:
        return True
    target = named(scene, subject)
    if speaker.head is not None and target == speaker.head:
        return True
    if target != subject and tree.tokens[subject].upos != "PRON":
        return speaker.head is None or target == speaker.head
    if text in ("he", "she", "it", "they") and target == subject:
        # no antecedent in the sentence: the speaker, unless the document's resolution says otherwise
        actor = scene.actor(subject)
        theirs = _speaker_actor(scene, speaker)
        return actor is None or theirs is None or _allied(actor, theirs)
    if lemma(tree, target) in scene.book.words["parties.members"] and scene.actor(target) is None:
        return True
    if not scene.is_party(target):
        return False
    actor = scene.actor(target)
    theirs = _speaker_actor(scene, speaker)
    if actor is not None and theirs is not None:
        return _allied(actor, theirs)
    if speaker.head is not None:
        mine = {lemma(tree, t) for t in tree.subtree(target) if is_nominal(tree, t)}
        said = {lemma(tree, t) for t in tree.subtree(speaker.head) if is_nominal(tree, t)}
        if mine & said:
            return True
        return theirs is None and lemma(tree, speaker.head) in scene.book.words["parties.spokesmen"]
    return False


def _speaker_actor(scene: Scene, speaker: Speaker) -> Actor | None:
    if speaker.head is not None:
        return scene.actor(speaker.head)
    return speaker.party.actor if speaker.party else None


def _allied(one: Actor, other: Actor) -> bool:
    return one.code is not None and one.code == other.code
