"""Events made of events: "suspended" + aid, "called for" + sanctions, "said it would" + release."""

from __future__ import annotations

from dragoman.codebook.events import Operator
from dragoman.coding.arguments import known
from dragoman.coding.complements import complements
from dragoman.coding.drafted import Drafted
from dragoman.coding.obliques import prepositions
from dragoman.coding.roles import agent, patient
from dragoman.coding.sentence_events import SentenceCoder
from dragoman.coding.shapes import deprel, lemma
from dragoman.coding.voice import passive
from dragoman.types import EventType, Modality, Party, Span


def operate(s: SentenceCoder) -> None:
    """Applies the codebook's operators to the events found: adds, changes or replaces drafts."""
    for i, token in enumerate(s.tree.tokens):
        if token.upos != "VERB":
            continue
        for operator in _operators(s, i):
            content = _content(s, i)
            made = operator.result.get(content.type) if content is not None else None
            if content is None or made is None:
                continue
            if operator.name == "undertake" and s.book.light.get(lemma(s.tree, i)) and content.clause == i:
                continue  # "announced the arrest of ..." tells the arrest
            told = deprel(s.tree, content.clause) in ("ccomp", "parataxis") and content.modality == "asserted"
            if operator.name == "undertake" and told:
                continue  # "the shelling killed two, the ministry announced"
            present = s.found.get(i)
            if present is not None:
                # An entry that takes any clause gives way to what the clause is, unless it is asked of
                # one, or agreed with one, to harm another ("urged the EU to ban Russian coal").
                asked = {p.code for p in present.target if p.code}
                harm = operator.name == "demand" or made[0] == "THREATEN"
                if harm and asked and not asked & {p.code for p in content.target}:
                    break
                open_ended = present.rule is not None and any(
                    w[0] == "*" for w in present.rule.complement or ()
                )
                if open_ended and operator.keeps:
                    present.type, present.mode, present.cameo, present.goldstein = made
                    present.basis = _basis(operator, content)
                    if content.target and not any(p.actor for p in present.target):
                        present.target = content.target
                break
            doer = agent(s.tree, i)
            source = known(s.sides.of(doer)) if doer is not None else ()
            _made(s, i, operator, made, content, source or content.source)
            break


def _operators(s: SentenceCoder, i: int) -> tuple[Operator, ...]:
    word = lemma(s.tree, i)
    particle = s.tree.child(i, "compound:prt")
    if particle is not None:
        joined = f"{word}+{s.tree.tokens[particle].text.lower()}"
        if joined in s.book.operators:
            return s.book.operators[joined]
    return s.book.operators.get(word, ())


def _content(s: SentenceCoder, i: int) -> Drafted | None:
    """The event that the verb ``i`` acts on: its object, its complement, what it calls for."""
    tree = s.tree
    things = [patient(tree, i), *complements(tree, i)]
    beside = prepositions(tree, i)
    for prep in ("for", "to", "of"):
        things.extend(beside.get(prep, ()))
    for thing in things:
        if thing is not None and thing in s.found:
            return s.found[thing]
    return None


def _made(
    s: SentenceCoder,
    i: int,
    operator: Operator,
    made: tuple[EventType, str | None, str, float],
    content: Drafted,
    source: tuple[Party, ...],
) -> None:
    codes = {p.code for p in source if p.code}
    if content.symmetric and content.source and content.target and codes >= {p.code for p in content.source}:
        source, codes = content.source, set()  # "agreed to hold joint exercises": with each other
    target = tuple(p for p in content.target if p.code is None or p.code not in codes)
    if not target:
        target = tuple(
            p for p in content.source if p not in source and (p.code is None or p.code not in codes)
        )
    if not source or not target:
        if not operator.keeps:
            del s.found[content.token]  # "lifted its veto": what was ended is not told as done
        return
    trigger = s.trigger(i, i)
    draft = _composed(s, i, operator, made, content, source, target, trigger, s.modality(i))
    s.settle(draft, i, i)
    if not operator.keeps:
        del s.found[content.token]
    s.found[i] = draft


def announce(s: SentenceCoder) -> list[Drafted]:
    """What a party says that it will do, or will not do, is itself an event.

    Its source is the one who says so; where the deed names no target, the threat is to the
    one it is said to.
    """
    extra: list[Drafted] = []
    for i, draft in s.found.items():
        if draft.modality not in ("future", "negated", "conditional", "possible"):
            continue
        will = _will(s, i)
        word = _own_word(s, i, draft, will) if will is not None else None
        if will is None or word is None:
            continue
        operator = s.book.refused if draft.modality == "negated" else s.book.announced
        made = operator.result.get(draft.type)
        source = word[0] or draft.source
        codes = {p.code for p in source if p.code}
        target = draft.target or tuple(p for p in word[1] if p.code is not None and p.code not in codes)
        if made is not None and made[0] == "THREATEN" and codes >= {p.code for p in target}:
            target = _who_may_avert(s, i, codes) or target
        if made is None or not source or not target:
            continue
        trigger = s.tree.span(will, i)
        extra.append(_composed(s, i, operator, made, draft, source, target, trigger, "asserted"))
    return extra


def _who_may_avert(s: SentenceCoder, i: int, unlike: set[str]) -> tuple[Party, ...]:
    """Whom the threat ``i`` is to: who would bring its condition about ("will close it if Chad ...")."""
    for clause in s.tree.children(i, "advcl"):
        if s.arguments.slots.conditional(clause) and (doer := agent(s.tree, clause)) is not None:
            found = tuple(p for p in s.sides.of(doer) if p.code is not None and p.code not in unlike)
            if found:
                return found
    return ()


def _composed(
    s: SentenceCoder,
    i: int,
    operator: Operator,
    made: tuple[EventType, str | None, str, float],
    content: Drafted,
    source: tuple[Party, ...],
    target: tuple[Party, ...],
    trigger: Span,
    modality: Modality,
) -> Drafted:
    """The event that ``operator`` makes of ``content`` in the clause ``i``."""
    kind, mode, cameo, goldstein = made
    return Drafted(
        sentence=s.number,
        token=i,
        type=kind,
        mode=mode,
        cameo=cameo,
        goldstein=goldstein,
        symmetric=False,
        confidence=operator.confidence * content.confidence,
        basis=_basis(operator, content),
        source=source,
        target=target,
        trigger=trigger,
        modality=modality,
        clause=i,
    )


def _basis(operator: Operator, content: Drafted) -> str:
    return f"codebook operators.toml {operator.name} of {content.basis}"


def _will(s: SentenceCoder, i: int) -> int | None:
    """The "will" of the clause ``i`` itself."""
    for aux in s.tree.children(i, "aux"):
        if s.tree.tokens[aux].text.lower() in ("will", "would", "wo", "'ll", "’ll", "shall"):
            return aux
    return None


def _own_word(
    s: SentenceCoder, i: int, draft: Drafted, will: int
) -> tuple[tuple[Party, ...], tuple[Party, ...]] | None:
    """(speaker, addressee) where the announcement is the party's own: it says so, or the report
    says so flatly (then both are empty); else None."""
    tree = s.tree
    node = i
    while deprel(tree, node) == "conj":
        node = tree.tokens[node].head
    relation, above = deprel(tree, node), tree.tokens[node].head
    if above < 0:
        flat = tree.tokens[will].text.lower() not in ("would", "'d", "’d") and draft.modality != "possible"
        return ((), ()) if flat and draft.source else None
    if relation not in ("ccomp", "parataxis") or lemma(tree, above) not in s.book.modality.saying:
        return None
    told = tree.child(above, "iobj", "obj")
    addressee = s.sides.of(told) if told is not None else ()
    speaker = agent(tree, above)
    if speaker is None:
        return ((), addressee) if draft.source else None
    spoken = known(s.sides.of(speaker))
    doer = agent(tree, i)
    same = bool({p.code for p in spoken if p.code} & {p.code for p in draft.source})
    # "the rebels said they would ...", where the pronoun stands for nobody known
    himself = doer is not None and tree.tokens[doer].upos == "PRON" and not any(p.code for p in draft.source)
    unsaid = doer is None and not draft.source and passive(tree, i)  # "said force would be used"
    if not same and not himself and not unsaid:
        return None
    pronoun = doer is not None and tree.tokens[doer].upos == "PRON"
    return (spoken if pronoun or unsaid else ()), addressee
