"""Acts and events: which event an act's condition and content are."""

from __future__ import annotations

import dataclasses
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.codebook.acts import ActCodebook
from dragoman.coding.absence import Asked, is_absent, is_asked_absent
from dragoman.coding.conditions import Condition
from dragoman.coding.context import Context
from dragoman.coding.grammar import depth
from dragoman.tree import Tree
from dragoman.types import Act, Event, Modality, Span

# what an act makes of its content when the event coder took it for a fact
_CONTENT: dict[str, Modality] = {
    "threat": "future", "promise": "future", "demand": "demanded",
    "refusal": "negated", "assurance": "negated", "warning": "possible",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ties:
    """Where in its sentence an act hangs: the head of its content, and its condition, which is one
    of the sentence or the deed ``borrowed`` from a demand (see :class:`dragoman.coding.drafts.Draft`)."""

    tree: Tree
    content: int | None
    condition: Condition | None
    borrowed: Asked | None
    breached: bool

    def absent(self, event: Event | None, book: ActCodebook) -> bool:
        """Whether the act takes effect if ``event`` (of its condition) does not come about."""
        tree = self.borrowed.tree if self.borrowed is not None else self.tree
        trigger = tree.head_of(event.trigger.start, event.trigger.end) if event is not None else None
        if self.borrowed is not None:
            return is_asked_absent(self.borrowed, trigger, self.breached, book)
        return self.condition is not None and is_absent(tree, self.condition, trigger, book)


def link_events(
    context: Context, book: ActCodebook, acts: Sequence[Act], ties: Sequence[Ties], events: Sequence[Event]
) -> tuple[list[Act], list[Event]]:
    """``acts`` with ``condition_event``, ``condition_negated`` and ``content_event``, and the events
    they need; ``ties[k]`` are those of ``acts[k]``.

    A condition's event gets the modality "conditional"; where it also serves as the content of an
    act, a copy under a new id does.  The event names the deed itself; that the condition is its
    *absence* ("unless it withdraws") is told by ``condition_negated``.
    """
    linker = _Linker(context, events)
    contents = [act.content for act in acts if act.content is not None]
    linked = []
    for act, tie in zip(acts, ties, strict=True):
        content = linker.best(act.content) if act.content is not None else None
        condition = linker.best(act.condition) if act.condition is not None else None
        if content is not None:
            linker.serve_content(act, content, tie)
        if condition is not None:
            shared = any(_covers(c, condition.trigger) for c in contents)
            condition = linker.conditional(condition, copy=shared)
        linked.append(
            dataclasses.replace(
                act,
                content_event=content.id if content else None,
                condition_event=condition.id if condition else None,
                condition_negated=tie.absent(condition, book),
            )
        )
    return linked, linker.events()


class _Linker:
    def __init__(self, context: Context, events: Sequence[Event]) -> None:
        self._context = context
        self._original = sorted(events, key=lambda e: e.trigger.start)
        self._starts = [e.trigger.start for e in self._original]
        self._order = [e.id for e in events]
        self._now = {e.id: e for e in events}
        self._copies: dict[str, str] = {}
        self._next = max((int(e.id[1:]) for e in events if e.id[1:].isdigit()), default=0) + 1
        self._ends = [s.end for s in context.document.sentences]

    def events(self) -> list[Event]:
        return [self._now[i] for i in self._order]

    def best(self, span: Span) -> Event | None:
        """The event whose trigger lies in ``span`` and is highest in the tree."""
        first = bisect_left(self._starts, span.start)
        found = []
        for event in self._original[first:]:
            if event.trigger.start >= span.end:
                break
            if event.trigger.end <= span.end:
                found.append(event)
        if len(found) < 2:
            return found[0] if found else None
        tree = self._tree(span.start)
        if tree is None:
            return found[0]
        return min(found, key=lambda e: (self._depth(tree, e), e.trigger.start))

    def _tree(self, start: int) -> Tree | None:
        number = bisect_left(self._ends, start + 1)
        return self._context.trees[number] if number < len(self._context.trees) else None

    @staticmethod
    def _depth(tree: Tree, event: Event) -> int:
        head = tree.head_of(event.trigger.start, event.trigger.end)
        return depth(tree, head) if head is not None else 99

    def serve_content(self, act: Act, event: Event, tie: Ties) -> None:
        """A content is no fact: set the modality that the act gives it."""
        now = self._now[event.id]
        start = tie.tree.tokens[tie.content].start if tie.content is not None else -1
        if not event.trigger.start <= start < event.trigger.end:
            return
        if (
            act.condition is not None
            and act.force in ("threat", "promise", "warning")
            and now.modality != "negated"
        ):
            modality: Modality = "conditional"
        elif now.modality == "asserted":
            modality = _CONTENT[act.force]
        else:
            return
        self._now[event.id] = dataclasses.replace(now, modality=modality)

    def conditional(self, event: Event, *, copy: bool) -> Event:
        if not copy:
            self._now[event.id] = dataclasses.replace(self._now[event.id], modality="conditional")
            return self._now[event.id]
        if event.id not in self._copies:
            new = dataclasses.replace(self._now[event.id], id=f"e{self._next}", modality="conditional")
            self._next += 1
            self._copies[event.id] = new.id
            self._now[new.id] = new
            self._order.append(new.id)
        return self._now[self._copies[event.id]]


def _covers(span: Span, trigger: Span) -> bool:
    return span.start <= trigger.start and trigger.end <= span.end
