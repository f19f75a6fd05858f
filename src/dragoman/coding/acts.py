"""Speech acts: who threatens, promises, demands, refuses, assures or warns, and under which condition.

A sentence is looked at only where one of its lemmas is a trigger of the codebook or a modal.
Drafts come from triggers (:mod:`frames`), modal clauses (:mod:`modals`) and red lines
(:mod:`redlines`); then each condition of the sentence goes to the act it hangs on.
"""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.codebook.acts import ActCodebook
from dragoman.coding.assign import assign_conditions
from dragoman.coding.clauses import FIRST, case_words, is_nominal, lemma, trim
from dragoman.coding.conditions import agent_of_condition, answered, find_conditions
from dragoman.coding.context import Context
from dragoman.coding.deadlines import find_deadline
from dragoman.coding.drafts import Draft
from dragoman.coding.frames import draft_trigger
from dragoman.coding.holders import Scene, named, speaker_of
from dragoman.coding.links import link_events
from dragoman.coding.modals import draft_modal
from dragoman.coding.redlines import demanded_deed, draft_red_line, merge_red_lines, points_back
from dragoman.tree import Tree
from dragoman.types import Act, Event, Party, Span, Statement

_CATEGORY = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective"}


class ActCoder:
    """Codes the speech acts of a document under a codebook."""

    def __init__(self, codebook: ActCodebook) -> None:
        self.codebook = codebook
        words = codebook.words
        self._modals = words["modal.will"] | words["modal.may"] | words["modal.must"]
        self._wanted = frozenset(codebook.entries) | self._modals | {"line"}

    def code(
        self, context: Context, statements: Sequence[Statement], events: Sequence[Event]
    ) -> tuple[list[Act], list[Event]]:
        """The acts, with ids "a1", "a2", ... in order of the text, and the events with those that
        serve as condition or content given their modality (see :mod:`links`)."""
        acts: list[Act] = []
        heads: list[Span | None] = []
        demanded: Span | None = None
        for number, tree in enumerate(context.trees):
            lemmas = {token.lemma.lower() for token in tree.tokens}
            if lemmas.isdisjoint(self._wanted):
                demanded = None
                continue
            start, end = tree.sentence.start, tree.sentence.end
            near = tuple(s for s in statements if _touches(s, start, end))
            scene = Scene(context, self.codebook, number, tree, near)
            drafts = self._drafts(scene)
            demanded = _carry_over(scene, drafts, demanded)
            for draft in drafts:
                act = self._act(scene, draft, f"a{len(acts) + 1}")
                acts.append(act)
                head = draft.content_head
                heads.append(tree.span(head, head) if head is not None else None)
        return link_events(context, acts, heads, events)

    # --- drafts of one sentence -------------------------------------------------------------

    def _drafts(self, scene: Scene) -> list[Draft]:
        tree, book = scene.tree, self.codebook
        conditions = find_conditions(tree, book)
        restricted = {node for c in conditions for node in (c.governor, *_clausal_ancestors(tree, c.governor))}
        drafts: list[Draft] = []
        covered: set[int] = set()
        modals: list[int] = []
        for i, token in enumerate(tree.tokens):
            word = token.lemma.lower()
            if word in self._modals or token.text.lower() in self._modals:
                if token.upos == "AUX":
                    modals.append(i)
                continue
            draft = draft_red_line(scene, i) if word == "line" else self._triggered(scene, i, word)
            if draft is not None:
                drafts.append(draft)
                scene.governors.add(i)
                scene.last = draft.holder if draft.force in ("demand", "threat", "warning") else scene.last
                if draft.content_head is not None:
                    covered.update((draft.content_head, *tree.children(draft.content_head, "conj")))
        for modal in modals:
            head = tree.tokens[modal].head
            if head in covered or any(d.node == head for d in drafts):
                continue
            draft = draft_modal(scene, modal, restricted)
            if draft is not None:
                drafts.append(draft)
                covered.update((head, *(c for c in tree.children(head, "conj") if not tree.has(c, "nsubj"))))
        drafts = merge_red_lines(scene, drafts)
        drafts = [*drafts, *self._alternatives(scene, drafts)]
        drafts.sort(key=lambda d: d.trigger[0])
        for draft in drafts:
            if draft.condition is None and draft.content_head is not None and draft.force in ("threat", "promise", "warning"):
                draft.condition = answered(tree, draft.content_head, book)
        assign_conditions(tree, book, drafts, conditions)
        for draft in drafts:
            held = draft.condition is not None and draft.condition.marker in book.words["conditions.holding"]
            if draft.warned and draft.force == "threat" and draft.content_negated and held:
                # "warned that it will not end the strike until": a refusal, not a threat
                draft.force = "refusal"
        return drafts

    def _triggered(self, scene: Scene, i: int, word: str) -> Draft | None:
        category = _CATEGORY.get(scene.tree.tokens[i].upos)
        if category is None:
            return None
        for entry in self.codebook.entries.get(word, ()):
            if entry.category == category or (entry.category == "adjective" and category == "verb"):
                draft = draft_trigger(scene, i, entry)
                if draft is not None:
                    return draft
        if category == "verb":
            # participles that are adjectives: "is prepared to", "is committed to"
            for entry in self.codebook.entries.get(scene.tree.tokens[i].text.lower(), ()):
                if entry.category == "adjective" and (draft := draft_trigger(scene, i, entry)) is not None:
                    return draft
        return None

    def _alternatives(self, scene: Scene, drafts: list[Draft]) -> list[Draft]:
        """"Appear before the chamber or face a vote": a demand and a threat."""
        tree, words = scene.tree, self.codebook.words
        found = []
        for draft in drafts:
            if draft.force != "demand" or draft.content_head is None:
                continue
            for conjunct in tree.children(draft.content_head, "conj", "parataxis"):
                ors = [c for c in tree.children(conjunct, "cc") if lemma(tree, c) == "or"]
                if not ors or lemma(tree, conjunct) not in words["conditions.face"]:
                    continue
                threat = Draft("threat", conjunct, [ors[0], conjunct], draft.confidence, draft.holder, draft.speaker)
                threat.counterpart, threat.addressee = draft.counterpart, draft.addressee
                inside = [t for t in tree.subtree(conjunct) if t > conjunct]
                draft.content = [t for t in draft.content if t < ors[0]]
                if inside:
                    threat.content = inside
                    threat.content_head = tree.child(conjunct, "obj", "xcomp", "obl") or inside[0]
                threat.borrowed = demanded_deed(tree, draft)
                found.append(threat)
        return found

    # --- from draft to act ----------------------------------------------------------------------

    def _act(self, scene: Scene, draft: Draft, act_id: str) -> Act:
        tree = scene.tree
        condition = draft.condition
        cut = set(condition.tokens) if condition is not None and draft.borrowed is None else set()
        content: Span | None = None
        if draft.content_head is not None:
            kept = [t for t in draft.content if t not in cut]
            run = trim(tree, kept, draft.content_head)
            content = tree.span(run[0], run[-1]) if run else None
        span = draft.borrowed
        if span is None and condition is not None:
            span = condition.span(tree)
        holder = self._holder(scene, draft)
        adverbials = {t for c in tree.children(draft.node, "obl") for t in tree.subtree(c)}
        place = {*draft.content, *cut, *adverbials}
        return Act(
            id=act_id,
            force=draft.force,
            trigger=tree.span_of(draft.trigger) if _contiguous(draft.trigger) else _trigger_span(tree, draft),
            holder=holder,
            counterpart=self._counterpart(scene, draft, holder),
            content=content,
            condition=span,
            deadline=find_deadline(tree, place, self.codebook),
            red_line=draft.red_line,
            statement=_statement(scene, draft),
            confidence=draft.confidence,
        )

    def _holder(self, scene: Scene, draft: Draft) -> Party | None:
        if draft.holder is None:
            return draft.speaker
        if scene.tree.tokens[draft.holder].text.lower() in FIRST:
            speaker = speaker_of(scene, draft.node)
            if speaker is not None and speaker.head is not None and speaker.head != draft.holder:
                return scene.party(speaker.head)
            if speaker is not None and speaker.party is not None:
                return speaker.party
        return scene.party(draft.holder)

    def _counterpart(self, scene: Scene, draft: Draft, holder: Party | None) -> Party | None:
        """The one named by the trigger's frame; else who would bring the condition about, or
        whom the content concerns, or to whom the statement is addressed."""
        tree = scene.tree
        candidates: list[int] = []
        if draft.counterpart is not None:
            if scene.tree.tokens[draft.counterpart].text.lower() not in FIRST:
                return scene.party(draft.counterpart)
        if draft.force != "demand" and draft.condition is not None:
            who = agent_of_condition(tree, draft.condition)
            if who is not None:
                candidates.append(named(scene, who))
        head = draft.content_head
        if head is not None:
            for child in tree.children(head, "obj", "obl", "nmod", "iobj"):
                if tree.is_a(child, "obj", "iobj") or case_words(tree, child) & {"with", "to", "against", "from", "on", "into", "by", "for"}:
                    candidates.append(child)
                    candidates.extend(tree.children(child, "nmod", "nmod:poss"))
        for candidate in candidates:
            if not is_nominal(tree, candidate) or not scene.is_party(candidate):
                continue
            party = scene.party(candidate)
            if holder is not None and (
                party.text == holder.text or (party.code is not None and party.code == holder.code)
            ):
                continue
            return party
        statement = _told(scene, draft)
        if statement is not None and statement.addressee is not None and statement.addressee.actor is not None:
            return statement.addressee
        return None


def _touches(statement: Statement, start: int, end: int) -> bool:
    if any(c.start < end and c.end > start for c in statement.content):
        return True
    return statement.cue is not None and statement.cue.start < end and statement.cue.end > start


def _clausal_ancestors(tree: Tree, i: int) -> list[int]:
    found = []
    node = i
    while tree.is_a(node, "xcomp", "conj", "obl", "obj", "nmod", "acl", "advmod") and tree.tokens[node].head >= 0:
        node = tree.tokens[node].head
        found.append(node)
    return found


def _contiguous(tokens: list[int]) -> bool:
    return tokens[-1] - tokens[0] == len(tokens) - 1


def _trigger_span(tree: Tree, draft: Draft) -> Span:
    """A trigger in pieces: the whole stretch if short, else its head word."""
    first, last = draft.trigger[0], draft.trigger[-1]
    if last - first <= 4:
        return tree.span(first, last)
    return tree.span(draft.node, draft.node)


def _told(scene: Scene, draft: Draft) -> Statement | None:
    start, end = scene.tree.tokens[draft.node].start, scene.tree.tokens[draft.node].end
    for statement in scene.statements:
        if statement.cue is not None and statement.cue.start <= start and end <= statement.cue.end:
            return statement
    return scene.statement_at(draft.node)


def _statement(scene: Scene, draft: Draft) -> str | None:
    statement = _told(scene, draft)
    return statement.id if statement is not None else None


def _carry_over(scene: Scene, drafts: list[Draft], before: Span | None) -> Span | None:
    """Resolve conditions that point back to the last demand; return the last demand's deed."""
    last = before
    fresh: Span | None = None
    for draft in drafts:
        if draft.condition is not None and draft.borrowed is None and draft.condition.kind == "subject":
            if points_back(scene, draft.condition) and last is not None:
                draft.borrowed = last
        if draft.force == "demand" and draft.content_head is not None and not is_nominal(scene.tree, draft.content_head):
            last = fresh = demanded_deed(scene.tree, draft)
    return fresh

