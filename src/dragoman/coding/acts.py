"""Speech acts: who threatens, promises, demands, refuses, assures or warns, and under which condition.

A sentence is looked at only where one of its lemmas is a trigger of the codebook or a modal.
Drafts come from triggers (:mod:`frames`), modal clauses (:mod:`modals`) and red lines
(:mod:`redlines`); then each condition of the sentence goes to the act it hangs on.
"""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.codebook.acts import ActCodebook
from dragoman.coding.absence import Asked
from dragoman.coding.assemble import assemble
from dragoman.coding.assign import assign_conditions, mend_force
from dragoman.coding.conditions import Condition, find_conditions
from dragoman.coding.contents import is_asked_noun
from dragoman.coding.context import Context
from dragoman.coding.drafts import Draft
from dragoman.coding.frames import draft_trigger
from dragoman.coding.grammar import by_agent, is_infinitive, is_passive
from dragoman.coding.imperatives import draft_imperative, imperatives
from dragoman.coding.implied import answered, provoked, whoever
from dragoman.coding.links import Ties, link_events
from dragoman.coding.modal_clauses import stands_apart
from dragoman.coding.modals import draft_modal, draft_need
from dragoman.coding.redlines import draft_red_line, merge_red_lines
from dragoman.coding.referring import carry_over
from dragoman.coding.rehang import rehung
from dragoman.coding.scene import Scene
from dragoman.coding.ultimata import alternatives, time_given
from dragoman.tree import Tree
from dragoman.types import Act, Event, Force, Statement

_PREDICATES = ("adjective", "verb")
_CATEGORY = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective"}


class ActCoder:
    """Codes the speech acts of a document under a codebook."""

    def __init__(self, codebook: ActCodebook) -> None:
        """``codebook``: the triggers and word lists (see :mod:`dragoman.codebook.acts`)."""
        self.codebook = codebook
        words = codebook.words
        self._modals = words["modal.will"] | words["modal.may"] | words["modal.must"]
        self._wanted = frozenset(codebook.entries) | self._modals | words["modal.need"] | {"line", "give"}

    def code(
        self, context: Context, statements: Sequence[Statement], events: Sequence[Event]
    ) -> tuple[list[Act], list[Event]]:
        """The acts, with ids "a1", "a2", ... in order of the text, and the events with those that
        serve as condition or content given their modality (see :mod:`links`)."""
        acts: list[Act] = []
        ties: list[Ties] = []
        demanded: Asked | None = None
        for number, parsed in enumerate(context.trees):
            tree = rehung(parsed)
            lemmas = {token.lemma.lower() for token in tree.tokens}
            if lemmas.isdisjoint(self._wanted) and not imperatives(tree):
                demanded = None
                continue
            start, end = tree.sentence.start, tree.sentence.end
            near = tuple(s for s in statements if _touches(s, start, end))
            scene = Scene(context, self.codebook, number, tree, near)
            drafts = self._drafts(scene)
            demanded = carry_over(scene, drafts, demanded)
            for draft in drafts:
                act = assemble(scene, draft, f"a{len(acts) + 1}")
                acts.append(act)
                ties.append(Ties(tree, draft.content_head, draft.condition, draft.borrowed, draft.breached))
        return link_events(context, self.codebook, acts, ties, events)

    # --- drafts of one sentence -------------------------------------------------------------

    def _drafts(self, scene: Scene) -> list[Draft]:
        tree, book = scene.tree, self.codebook
        conditions = find_conditions(tree, book)
        restricted = {
            node for c in conditions for node in (c.governor, *_clausal_ancestors(tree, c.governor))
        }
        drafts: list[Draft] = []
        covered: set[int] = set()
        asked: set[int] = set()
        modals: list[int] = []
        ordered = imperatives(tree)
        exchanged = {t for c in conditions if c.kind == "phrase" for t in c.tokens}
        for i, token in enumerate(tree.tokens):
            if i in exchanged and token.upos == "VERB":
                continue  # "in return for Oslo agreeing to"
            word = token.lemma.lower()
            if word in self._modals or token.text.lower() in self._modals:
                if token.upos == "AUX":
                    modals.append(i)
                continue
            if i in asked:
                continue  # "called on them to agree a truce": theirs, and not done
            if i in ordered:
                draft = draft_imperative(scene, i)
            elif word == "line":
                draft = draft_red_line(scene, i)
            elif i in covered and token.upos in ("VERB", "ADJ") and not is_asked_noun(scene, i):
                draft = None  # "warned that it would demand", "that it was ready to": one act
            elif word in self.codebook.words["modal.need"]:
                draft = time_given(scene, i) or draft_need(scene, i) or self._triggered(scene, i, word)
            else:
                draft = (time_given(scene, i) if word == "give" else None) or self._triggered(scene, i, word)
            if draft is not None and i in ordered and _fills(drafts, draft):
                asked.add(i)
            elif draft is not None and not _told(drafts, draft):
                drafts.append(draft)
                scene.governors.add(i)
                scene.last = draft.holder if draft.force in ("demand", "threat", "warning") else scene.last
                if draft.content_head is not None:
                    if is_infinitive(tree, draft.content_head):
                        asked.add(draft.content_head)
                    shared = [
                        c
                        for c in tree.children(draft.content_head, "conj")
                        if not tree.has(c, "nsubj", "expl")
                    ]
                    covered.update((draft.content_head, *(shared if not draft.red_line else ())))
                if draft.clause is not None:
                    covered.add(draft.clause)
        for modal in modals:
            head = tree.tokens[modal].head
            told = (head, *tree.children(head, "xcomp"))  # "will continue to demand"
            if head in covered or any(d.node in told for d in drafts):
                continue
            draft = draft_modal(scene, modal, restricted)
            if draft is not None:
                drafts.append(draft)
                shared = [c for c in tree.children(head, "conj") if not stands_apart(tree, head, c)]
                covered.update((head, *shared))
        drafts = merge_red_lines(scene, drafts)
        drafts = [*drafts, *alternatives(scene, drafts)]
        drafts.sort(key=lambda d: d.trigger[0])
        for draft in drafts:
            if (
                draft.condition is None
                and draft.content_head is not None
                and draft.force in ("threat", "promise", "warning")
            ):
                draft.condition = answered(tree, draft.content_head, book) or answered(tree, draft.node, book)
        assign_conditions(tree, book, drafts, conditions)
        for draft in drafts:
            if draft.condition is None and draft.content_head is not None and draft.borrowed is None:
                unmarked = (_unmarked(tree, draft.force, h, book) for h in (draft.content_head, draft.node))
                draft.condition = next((c for c in unmarked if c is not None), None)
            mend_force(scene, draft)
        return drafts

    def _triggered(self, scene: Scene, i: int, word: str) -> Draft | None:
        tree = scene.tree
        category = _CATEGORY.get(tree.tokens[i].upos)
        if category is None:
            return None
        entries = self.codebook.entries.get(word, ())
        fitting = [
            e
            for e in entries
            if e.category == category
            or (e.category, category) == _PREDICATES
            or (e.category == "adjective" and e.particle is not None)  # "out of the question"
        ]
        if category == "verb":
            # participles that are adjectives: "is prepared to", "is committed to"
            named = self.codebook.entries.get(tree.tokens[i].text.lower(), ())
            adjectives = [e for e in named if e.category == "adjective" and e not in fitting]
            owned = is_passive(tree, i) and by_agent(tree, i) is None
            fitting = [*adjectives, *fitting] if owned else [*fitting, *adjectives]
            if tree.is_a(i, "nmod", "obj", "obl", "nsubj", "conj") and not fitting:
                fitting = list(entries)  # nouns that the parser took for verbs
        return next((draft for e in fitting if (draft := draft_trigger(scene, i, e)) is not None), None)


def _unmarked(tree: Tree, force: Force, head: int, book: ActCodebook) -> Condition | None:
    """The condition that a threat or warning names without a marker: a deed or a doer that may come."""
    if force not in ("threat", "warning"):
        return None
    return provoked(tree, head, book) or whoever(tree, head, book)


def _told(drafts: list[Draft], draft: Draft) -> bool:
    """Whether an act of this force and content is there already ("an ultimatum, giving them a week to")."""
    return draft.content_head is not None and any(
        d.force == draft.force and d.content_head == draft.content_head for d in drafts
    )


def _fills(drafts: list[Draft], order: Draft) -> bool:
    """Gives an imperative as content to the demand before that has none ("an ultimatum: leave by dawn")."""
    before = drafts[-1] if drafts else None
    if before is None or before.force != "demand" or before.content_head is not None:
        return False
    if before.holder != order.holder:
        return False
    before.content, before.content_head, before.clause = order.content, order.content_head, order.clause
    return True


def _touches(statement: Statement, start: int, end: int) -> bool:
    if any(c.start < end and c.end > start for c in statement.content):
        return True
    return statement.cue is not None and statement.cue.start < end and statement.cue.end > start


def _clausal_ancestors(tree: Tree, i: int) -> list[int]:
    found = []
    node = i
    while (
        tree.is_a(node, "xcomp", "conj", "obl", "obj", "nmod", "acl", "advmod")
        and tree.tokens[node].head >= 0
    ):
        node = tree.tokens[node].head
        found.append(node)
    return found
