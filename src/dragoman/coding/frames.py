"""From a trigger in the codebook to a draft: content, counterpart, holder and force."""

from __future__ import annotations

from dragoman.codebook.acts import Entry, Frame
from dragoman.coding.clauses import (
    RELATIVE,
    case_words,
    clause_tokens,
    denied_noun,
    following_nominal,
    is_bare,
    is_infinitive,
    is_nominal,
    is_passive,
    lemma,
    modals,
    negated,
    nominal_tokens,
    obliques,
    possessor,
    surface_subject,
)
from dragoman.coding.drafts import Draft
from dragoman.coding.force import decide, warned
from dragoman.coding.holders import Scene, Speaker, agent, named, noun_owner, same_side, speaker_of
from dragoman.coding.tone import harmful
from dragoman.tree import Tree

_CLAUSAL = ("ccomp", "xcomp", "advcl", "acl", "parataxis", "conj", "obj", "dep", "csubj")


def draft_trigger(scene: Scene, i: int, entry: Entry) -> Draft | None:
    """The act that token ``i`` triggers under ``entry``; None where it is none."""
    if entry.category == "verb":
        return _verb(scene, i, entry)
    if entry.category == "noun":
        return _noun(scene, i, entry)
    return _adjective(scene, i, entry)


# --- verbs ---------------------------------------------------------------------------------


def _verb(scene: Scene, i: int, entry: Entry) -> Draft | None:
    tree = scene.tree
    if tree.tokens[i].upos != "VERB" or tree.is_a(i, "amod", "compound", "case", "mark", "aux", "fixed"):
        return None
    particle = _particle(scene, i, entry)
    if particle is None or not _stands(scene, i):
        return None
    passive = is_passive(tree, i)
    holder = agent(scene, i)
    if holder is not None and entry.not_holder and _is_class(scene, holder, entry.not_holder):
        return None
    if entry.party and not (holder is not None and scene.is_party(named(scene, holder))):
        return None
    if holder is None and not passive and _imperative(scene, i):
        return None
    for frame in entry.frames:
        content = _content(scene, i, frame, passive)
        if content is None:
            continue
        head, tokens = content
        counterpart = _counterpart(scene, i, frame, head, passive)
        if frame.addressed and counterpart is None:
            continue
        if holder is not None and counterpart == holder:
            holder = None
        draft = Draft("threat", i, sorted({i, *particle}), entry.confidence, counterpart=counterpart)
        if holder is not None:
            draft.holder = named(scene, holder)
        if not _judge(scene, draft, frame, head, tokens):
            continue
        return draft
    return None


def _imperative(scene: Scene, i: int) -> bool:
    tree = scene.tree
    token = tree.tokens[i]
    return token.text.lower() == token.lemma.lower() and not tree.has(i, "aux", "mark", "cop")


def _particle(scene: Scene, i: int, entry: Entry) -> list[int] | None:
    """The tokens of the entry's particle; empty where it needs none, None where it is missing.

    "Call for" and the like need the preposition right behind the verb or a verb without object
    and other particle: "called them for an estimate" and "calling out for" are something else.
    """
    tree = scene.tree
    if entry.particle is None:
        return []
    if i + 1 < len(tree.tokens) and tree.tokens[i + 1].text.lower() == entry.particle:
        return [i + 1]
    if tree.has(i, "compound:prt"):
        return [c for c in tree.children(i, "compound:prt") if tree.tokens[c].text.lower() == entry.particle] or None
    for child in tree.children(i):
        if child <= i:
            continue
        if tree.tokens[child].text.lower() == entry.particle and not tree.is_a(child, "case"):
            return [child]
        if not tree.has(i, "obj") and entry.particle in case_words(tree, child):
            marks = tree.children(child, "case", "mark")
            return [c for c in marks if tree.tokens[c].text.lower() == entry.particle and c < i + 4] or None
    return None


def _stands(scene: Scene, i: int) -> bool:
    """Whether the act of verb or adjective ``i`` is said to have been performed.

    It is not where it is denied, only possible, intended, a condition, or itself what
    another act asks for.
    """
    tree, words = scene.tree, scene.book.words
    if negated(tree, i):
        return False
    helpers = modals(tree, i, words["modal.may"] | words["modal.must"])
    if helpers:
        return False
    if modals(tree, i, words["modal.will"]):
        subject = surface_subject(tree, i)
        return subject is not None and tree.tokens[subject].text.lower() in ("we", "i") or _own_future(scene, i)
    if any(lemma(tree, c) in ("if", "unless", "until", "till") for c in tree.children(i, "mark")):
        return False
    token = tree.tokens[i]
    node = i
    while token.deprel.partition(":")[0] in ("conj", "xcomp", "ccomp") and token.head >= 0:
        governor = token.head
        if token.deprel.startswith("xcomp") or (token.deprel.startswith("ccomp") and is_infinitive(tree, node)):
            if lemma(tree, governor) in words["parties.aspect"]:
                if negated(tree, governor):
                    return False
            elif lemma(tree, governor) in words["parties.intend"] or governor in scene.governors:
                return False
        elif token.deprel.startswith("conj") and not tree.has(node, "nsubj") and not tree.has(node, "aux"):
            if is_infinitive(tree, governor) or tree.is_a(governor, "xcomp"):
                # "refused to confirm or promise": shares the governor of its first conjunct
                if modals(tree, governor, words["modal.may"] | words["modal.must"]):
                    return False
            elif any(lemma(tree, c) in ("if", "unless", "until", "till") for c in tree.children(governor, "mark")):
                return False
        node = governor
        token = tree.tokens[node]
    return True


def _own_future(scene: Scene, i: int) -> bool:
    """"Said it will demand": a future trigger binds already where its subject is the speaker."""
    subject = surface_subject(scene.tree, i)
    if subject is None:
        return False
    speaker = speaker_of(scene, i)
    return speaker is not None and same_side(scene, subject, speaker)


def _is_class(scene: Scene, head: int, name: str) -> bool:
    words = scene.book.classes[name]
    return any(lemma(scene.tree, t) in words for t in nominal_tokens(scene.tree, head))


# --- nouns ---------------------------------------------------------------------------------


def _noun(scene: Scene, i: int, entry: Entry) -> Draft | None:
    tree = scene.tree
    if tree.tokens[i].upos != "NOUN" or tree.is_a(i, "compound", "fixed"):
        return None
    governor = tree.tokens[i].head
    supported = governor >= 0 and lemma(tree, governor) in entry.support and tree.is_a(i, "obj", "obl", "nsubj:pass", "conj")
    if entry.denied:
        if not supported or not (denied_noun(tree, i) or negated(tree, governor)):
            return None
    elif denied_noun(tree, i) or (supported and negated(tree, governor)):
        return None
    if entry.supported and not supported:
        return None
    owner = noun_owner(scene, i, of=not any(frame.content == "of" for frame in entry.frames))
    holder = owner
    if holder is None and supported:
        holder = agent(scene, governor)
        if holder == i:
            holder = None
    if holder is None:
        holder = _nearby_holder(scene, i)
    if holder is None and entry.owned:
        return None
    if holder is not None and entry.not_holder and _is_class(scene, holder, entry.not_holder):
        return None
    for frame in entry.frames:
        if frame.owned and holder is None:
            continue
        if frame.such and not any(lemma(tree, c) == "such" for c in tree.children(i, "det", "amod", "det:predet")):
            continue
        content = _content(scene, i, frame, passive=False)
        if content is None and frame.content != "none":
            continue
        head, tokens = content if content is not None else (None, [])
        if head is not None and head == holder:
            continue
        places = [i] if not supported else [i, governor]
        counterpart = None
        for place in places:
            counterpart = _counterpart(scene, place, frame, head, passive=False, skip={i, holder})
            if counterpart is not None:
                break
        trigger = [i]
        if entry.denied:
            trigger = [*[c for c in tree.children(i, "det", "amod") if c < i], i]
        draft = Draft("threat", i, trigger, entry.confidence, counterpart=counterpart, noun=True)
        if entry.denied:
            draft.content_negated = True
        if holder is not None:
            draft.holder = named(scene, holder)
        if frame.such:
            draft.content, draft.content_head, draft.force = trigger, i, "assurance"
            return draft
        if not _judge(scene, draft, frame, head, tokens):
            continue
        return draft
    return None


def _nearby_holder(scene: Scene, i: int) -> int | None:
    """The holder of a bare noun: the possessor of a noun above ("Obama's decision to follow
    through on threats")."""
    tree = scene.tree
    for above in tree.ancestors(i):
        owner = possessor(tree, above) if is_nominal(tree, above) else None
        if owner is not None:
            return owner
        if tree.tokens[above].upos == "VERB" and tree.has(above, "nsubj"):
            return None
    return None


# --- adjectives ------------------------------------------------------------------------------


def _adjective(scene: Scene, i: int, entry: Entry) -> Draft | None:
    tree, words = scene.tree, scene.book.words
    if tree.tokens[i].upos not in ("ADJ", "VERB"):
        return None
    predicative = tree.has(i, "cop", "aux:pass", "nsubj", "nsubj:pass") or tree.is_a(i, "xcomp", "conj")
    if not predicative and not tree.is_a(i, "acl", "amod", "advcl"):
        return None
    denied = negated(tree, i)
    if modals(tree, i, words["modal.may"] | words["modal.must"] | words["modal.will"]):
        return None
    if any(lemma(tree, c) in ("if", "unless", "until", "whether") for c in tree.children(i, "mark")):
        return None
    if any(lemma(tree, c) in ("too", "how") for c in tree.children(i, "advmod")):
        return None
    subject = surface_subject(tree, i)
    if subject is None or any(lemma(tree, c) in ("no", "few") for c in tree.children(subject, "det", "amod")):
        return None
    if tree.tokens[subject].text.lower() in RELATIVE or not (scene.is_party(subject) or _named_party(scene, subject)):
        return None
    if tree.is_a(i, "xcomp") and tree.tokens[i].head >= 0 and negated(tree, tree.tokens[i].head):
        denied = True
    for frame in entry.frames:
        content = _content(scene, i, frame, passive=False)
        if content is None:
            continue
        head, tokens = content
        trigger = [*tree.children(i, "cop", "aux:pass")[-1:], *[c for c in tree.children(i, "advmod") if lemma(tree, c) == "not"], i]
        draft = Draft("threat", i, sorted(trigger), entry.confidence, holder=named(scene, subject))
        draft.counterpart = _counterpart(scene, i, frame, head, passive=False)
        draft.content_negated = denied
        if not _judge(scene, draft, frame, head, tokens):
            continue
        if denied and draft.force == "promise":
            draft.force = "refusal"
        return draft
    return None


def _named_party(scene: Scene, subject: int) -> bool:
    """A pronoun that stands for a party, "his country", or a group with a capital in its name."""
    tree = scene.tree
    target = named(scene, subject)
    if target != subject:
        return True
    inside = tree.subtree(subject, "acl", "acl:relcl", "appos")
    return any(tree.tokens[t].upos == "PROPN" for t in inside) or tree.tokens[subject].text.lower() in ("it", "he", "she", "they")


# --- contents ----------------------------------------------------------------------------------


def _content(scene: Scene, i: int, frame: Frame, passive: bool) -> tuple[int, list[int]] | None:
    """Head and tokens of the content that ``frame`` asks for, or None."""
    tree = scene.tree
    found = _content_head(scene, i, frame, passive)
    if found is None:
        return None
    if not is_nominal(tree, found) or frame.content in ("clause", "quote", "infinitive"):
        tokens = clause_tokens(tree, found)
    else:
        tokens = [t for t in tree.subtree(found)]
    if frame.content not in ("infinitive", "clause", "object", "quote", "gerund", "giving"):
        # the preposition belongs to the trigger; the infinitive's "to" to the content
        tokens = [t for t in tokens if not (tree.is_a(t, "case", "mark") and tree.tokens[t].head == found and t < found and lemma(tree, t) in (frame.content, "on", "upon"))]
        if frame.content == "to":
            tokens = clause_tokens(tree, found)
    return (found, tokens) if tokens else None


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
        found = next((c for c in tree.children(i, "xcomp", "ccomp", "obj") if tree.tokens[c].upos == "VERB" and tree.tokens[c].text.lower().endswith("ing")), None)
    elif kind == "giving":
        found = _giving(scene, i)
    elif kind == "object":
        found = tree.child(i, "obj") if not passive else tree.child(i, "nsubj:pass")
        if passive and tree.has(i, "obj"):
            found = tree.child(i, "obj")
        if found is None and not passive and tree.tokens[i].upos == "VERB":
            found = following_nominal(tree, i)
    else:
        found = next(iter(obliques(tree, i, kind)), None)
        if found is None and tree.tokens[i].upos == "NOUN":
            # "rejection and condemnation of the plan": the phrase hangs on the last noun
            found = next((o for c in tree.children(i, "conj") for o in obliques(tree, c, kind)), None)
        if found is None and kind == "on":
            found = next(iter(obliques(tree, i, "upon")), None)
    if found is None:
        return None
    names = {lemma(tree, found), *(lemma(tree, c) for c in tree.children(found, "conj"))}
    if tree.tokens[found].upos == "PRON":
        names.add("it")
    if frame.only is not None:
        wanted = book.classes[frame.only]
        inner = {lemma(tree, n) for n in tree.children(found, "nmod") if "of" in case_words(tree, n)}
        if not (names | inner) & wanted:
            return None
    if frame.never is not None and names & book.classes[frame.never]:
        return None
    return found


def _infinitive(scene: Scene, i: int, passive: bool) -> int | None:
    """The to-infinitive that ``i`` takes, also where the parser hung it on the object."""
    tree = scene.tree
    hosts = [i, *tree.children(i, "obj", "obl", "iobj", "nmod")]
    if tree.tokens[i].upos == "NOUN" and tree.is_a(i, "obj", "nsubj:pass"):
        hosts.append(tree.tokens[i].head)
    if passive:
        hosts = [i]
    for host in hosts:
        for child in tree.children(host, "xcomp", "ccomp", "advcl", "acl", "csubj", "nmod", "parataxis", "dep"):
            if child > i and is_infinitive(tree, child):
                if _asks(tree, child):
                    continue
                return child
            if child > i and child - 1 >= 0 and host == i and tree.is_a(child, "xcomp", "advcl", "acl", "ccomp"):
                # "to" swallowed by quotation marks or hung elsewhere
                before = [t for t in range(i + 1, child) if lemma(tree, t) == "to" and tree.tokens[t].upos == "PART"]
                if before and tree.tokens[before[-1]].head in (child, *tree.subtree(child)):
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
            if tokens[k].text.lower() == tokens[k].lemma.lower() and i in tree.ancestors(k):
                return k
            return None
    return None


def _clause(scene: Scene, i: int, frame: Frame) -> int | None:
    tree, words = scene.tree, scene.book.words
    noun = tree.tokens[i].upos == "NOUN"
    hosts = [i]
    governor = tree.tokens[i].head
    if noun and tree.is_a(i, "obj", "nsubj:pass") and not tree.has(governor, "iobj"):
        # "issued a warning to X that ...": the clause hangs on the verb
        hosts.append(governor)
    candidates = [c for h in hosts for c in tree.children(h, "ccomp", "acl", "acl:relcl", "parataxis", "advcl", "dep", "xcomp")]
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
    candidates = [c for c in tree.children(i, "ccomp", "parataxis", "dep", "obj") if tree.tokens[c].upos in ("VERB", "ADJ", "NOUN", "AUX")]
    token = tree.tokens[i]
    if token.deprel in ("parataxis", "ccomp") and token.head >= 0 and not tree.has(i, "ccomp", "xcomp", "mark"):
        candidates.append(token.head)
    for child in candidates:
        if is_infinitive(tree, child) or not tree.has(child, "nsubj", "csubj", "expl", "cop", "aux"):
            continue
        if frame.modal and not modals(tree, child, words["modal.will"] | words["modal.may"]):
            continue
        return child
    return None


def _giving(scene: Scene, i: int) -> int | None:
    """"An ultimatum ..., giving them 15 days to accept": the infinitive under "give"."""
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


def _judge(scene: Scene, draft: Draft, frame: Frame, head: int | None, tokens: list[int]) -> bool:
    """Set force and content of ``draft``; False where the frame's demands are not met."""
    tree = scene.tree
    if head is None:
        draft.force = decide(frame.force, False, False)
        return True
    own = True
    if frame.own and draft.holder is not None:
        subject = tree.child(head, "nsubj")
        own = subject is not None and same_side(scene, subject, Speaker(draft.holder, None, draft.node))
        if not own:
            return False
    denied = negated(tree, head)
    if draft.content_negated:
        denied = not denied if draft.noun else True
    bad = harmful(tree, head, scene.book)
    if frame.harmful and not bad:
        return False
    draft.content, draft.content_head = tokens, head
    draft.content_negated = denied
    if frame.force == "warn":
        force = warned(scene, draft, head)
        if force is None:
            return False
        draft.force, draft.warned = force, True
    else:
        rule = frame.negated if denied and frame.negated is not None else frame.force
        draft.force = decide(rule, bad, denied)
    return True


# --- counterparts --------------------------------------------------------------------------------


def _counterpart(
    scene: Scene, i: int, frame: Frame, content: int | None, passive: bool, skip: set[int | None] | None = None
) -> int | None:
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
            if content is not None and not found:
                found = [c for c in obliques(tree, content, place) if is_nominal(tree, c) and place in ("from", "against", "with")]
        for candidate in found:
            if candidate in inside and place in ("object", "indirect"):
                continue
            if candidate not in unwanted and is_nominal(tree, candidate):
                target = named(scene, candidate)
                return target
    if content is not None and tree.is_a(content, "ccomp", "advcl") and frame.force == "demand":
        subject = tree.child(content, "nsubj")
        if subject is not None and scene.is_party(subject):
            return named(scene, subject)
    return None
