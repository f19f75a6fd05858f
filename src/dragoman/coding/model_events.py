"""What the model adds: a type where the codebook is silent or leaves the type open."""

from __future__ import annotations

from dragoman.coding.drafted import Drafted
from dragoman.coding.roles import agent, patient
from dragoman.coding.sentence_events import SentenceCoder
from dragoman.coding.shapes import lemma
from dragoman.types import EventType, Party


def choose(s: SentenceCoder, draft: Drafted, choose: tuple[EventType, ...]) -> None:
    """Lets the model choose between the types that the entry leaves open."""
    if s.typer is None or not draft.source or not draft.target:
        return
    [shares] = s.typer.type_pairs(s.context.document, s.number, [pair(draft.source, draft.target)])
    best = max(choose, key=lambda t: share_of(shares, t))
    share = share_of(shares, best)
    if share >= s.book.choice_threshold and best != draft.type:
        kind = s.book.kinds[best]
        draft.type, draft.mode, draft.cameo, draft.goldstein = best, None, kind.cameo, kind.goldstein
        draft.confidence = round(draft.confidence * share, 3)
        draft.basis += f" + model {best} {share:.2f}"


def ask(s: SentenceCoder, verbs: list[int]) -> None:
    """Types verbs that the codebook does not know, between two actors it does know."""
    asked: list[tuple[int, tuple[Party, ...], tuple[Party, ...]]] = []
    for i in verbs:
        if not _told_for_itself(s, i):
            continue
        doer = agent(s.tree, i)
        if doer is None:
            continue
        source = tuple(p for p in s.sides.of(doer) if p.actor is not None)
        if not source:
            continue
        codes = {p.code for p in source}
        things = [patient(s.tree, i), *s.tree.children(i, "iobj", "obl")]
        targets = [
            tuple(p for p in s.sides.of(thing) if p.actor is not None and p.code not in codes)
            for thing in things
            if thing is not None
        ]
        # "sent seven experts to Kenya": who belongs to a country goes before who belongs to none
        target = next((t for t in targets if t and t[0].code), next((t for t in targets if t), ()))
        if target:
            asked.append((i, source, target))
    if not asked or s.typer is None:
        return
    answers = s.typer.type_pairs(s.context.document, s.number, [pair(s, t) for _, s, t in asked])
    for (i, source, target), shares in zip(asked, answers, strict=True):
        label = max(shares, key=shares.__getitem__)
        if shares[label] < s.book.model_threshold:
            continue
        kind = s.book.kinds["CONCEDE" if label == "YIELD" else label]  # type: ignore[index]
        draft = Drafted(
            sentence=s.number,
            token=i,
            type=kind.type,
            mode=None,
            cameo=kind.cameo,
            goldstein=kind.goldstein,
            symmetric=kind.symmetric,
            confidence=shares[label],
            basis=f"model {label} {shares[label]:.2f}",
            source=source,
            target=target,
            trigger=s.trigger(i, i),
            modality=s.modality(i),
            clause=i,
        )
        s.settle(draft, i, i)
        s.found[i] = draft


def _told_for_itself(s: SentenceCoder, i: int) -> bool:
    """Whether the verb ``i`` tells something of its own: neither a participle, purpose or relative
    clause beside another event nor what a coded verb says will be done."""
    for _ in range(8):
        relation, head = s.tree.tokens[i].deprel, s.tree.tokens[i].head
        if head < 0:
            return True
        if relation not in ("conj", "ccomp", "parataxis"):
            aspect = relation == "xcomp" and lemma(s.tree, head) in s.book.modality.transparent
            if not aspect:
                return False
        if head in s.found:
            return relation == "conj"
        i = head
    return True


def pair(source: tuple[Party, ...], target: tuple[Party, ...]) -> tuple[tuple[int, int], tuple[int, int]]:
    """The character ranges of the first source and the first target, as the typer wants them."""
    return (source[0].start, source[0].end), (target[0].start, target[0].end)


def share_of(shares: dict[str, float], name: EventType) -> float:
    """The typer's probability of ``name``; CONCEDE and RETREAT are its class YIELD."""
    return shares.get("YIELD" if name in ("RETREAT", "CONCEDE") else name, 0.0)
