"""From a trigger in the codebook to a draft: holder, content, counterpart and force."""

from __future__ import annotations

from dragoman.codebook.acts import Entry
from dragoman.coding.antecedents import named
from dragoman.coding.clauses import FIRST, RELATIVE, obliques, surface_subject
from dragoman.coding.conditions import Condition
from dragoman.coding.contents import find_content
from dragoman.coding.counterparts import find_counterpart
from dragoman.coding.drafts import Draft
from dragoman.coding.grammar import case_words, is_bare, is_infinitive, is_passive, lemma, modals, negated
from dragoman.coding.holders import agent, is_thing, one_of
from dragoman.coding.judgement import is_class, judge
from dragoman.coding.modal_clauses import hold
from dragoman.coding.noun_frames import draft_noun
from dragoman.coding.phrases import clause_tokens
from dragoman.coding.scene import Scene
from dragoman.coding.speakers import same_side, speaker_of, speaks
from dragoman.coding.standing import foretold, own_future, stands


def draft_trigger(scene: Scene, i: int, entry: Entry) -> Draft | None:
    """The act that token ``i`` triggers under ``entry``; None where it is none."""
    if entry.category == "verb":
        return _verb(scene, i, entry)
    if entry.category == "noun":
        return draft_noun(scene, i, entry)
    return _adjective(scene, i, entry)


def _verb(scene: Scene, i: int, entry: Entry) -> Draft | None:
    tree = scene.tree
    if tree.tokens[i].upos != "VERB" or tree.is_a(i, "amod", "compound", "case", "mark", "aux", "fixed"):
        return None
    particle = _particle(scene, i, entry)
    if particle is None or not (_denied(scene, i) if entry.denied else stands(scene, i)):
        return None
    if entry.future and not foretold(scene, i):
        return None
    if entry.frames[0].content == "subject":
        return _predicated(scene, i, entry)
    passive = is_passive(tree, i)
    holder = agent(scene, i)
    if holder is not None and entry.not_holder and is_class(scene, holder, entry.not_holder):
        return None
    if holder is not None and is_thing(scene, named(scene, holder)):
        return None
    if entry.party and not (passive if holder is None else _named_party(scene, holder)):
        return None
    if holder is None and not passive and _imperative(scene, i):
        return None
    for frame in entry.frames:
        content = find_content(scene, i, frame, passive)
        if content is None:
            continue
        head, tokens = content
        counterpart = find_counterpart(scene, i, frame, head, passive)
        if (frame.addressed and counterpart is None) or (frame.content == "of" and passive):
            continue  # "is assured of winning" is certain to win
        if frame.first and (holder is None or tree.tokens[holder].text.lower() not in FIRST):
            continue
        if holder is not None and counterpart == named(scene, holder):
            counterpart = tree.child(i, "obj", "iobj")
        draft = Draft("threat", i, sorted({i, *particle}), entry.confidence, counterpart=counterpart)
        draft.content_negated = entry.denied
        if holder is not None:
            draft.holder = named(scene, holder)
            speaker = speaker_of(scene, i) if entry.future else None
            if speaker is not None and same_side(scene, holder, speaker):
                hold(scene, draft, holder, speaker)  # "Oslo will not hesitate to, she said"
        if frame.condition is not None:
            draft.condition = depended_on(scene, i, frame.condition)
            if draft.condition is None:
                continue
            taken = set(draft.condition.tokens)
            tokens = [t for t in tokens if t not in taken]
        if not judge(scene, draft, frame, head, tokens):
            continue
        return draft
    return None


def depended_on(scene: Scene, i: int, phrase: str) -> Condition | None:
    """The phrase that an act is made to depend on: "linked its vote *to the release of funds*".

    ``phrase``: a preposition, or an adjective with its preposition ("conditional on").
    """
    tree = scene.tree
    word, _, preposition = phrase.rpartition(" ")
    hosts = [c for c in tree.children(i, "xcomp", "obj") if lemma(tree, c) == word or not word]
    found = next((o for h in (*(() if word else (i,)), *hosts) for o in obliques(tree, h, preposition)), None)
    if found is None:
        return None
    return Condition(tuple(tree.subtree(found)), found, i, "phrase", preposition)


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
        return [
            c for c in tree.children(i, "compound:prt") if tree.tokens[c].text.lower() == entry.particle
        ] or None
    for child in tree.children(i):
        if child <= i:
            continue
        if tree.tokens[child].text.lower() == entry.particle and not tree.is_a(child, "case"):
            return [child]
        if not tree.has(i, "obj") and entry.particle in case_words(tree, child):
            marks = tree.children(child, "case", "mark")
            return [c for c in marks if tree.tokens[c].text.lower() == entry.particle and c < i + 4] or None
    return None


def _denied(scene: Scene, i: int) -> bool:
    """Whether an intention is denied: "does not intend to", "denied it planned to"."""
    tree = scene.tree
    if modals(tree, i, scene.book.words["modal.may"] | scene.book.words["modal.must"]):
        return False
    governor = tree.tokens[i].head
    refuted = governor >= 0 and lemma(tree, governor) in scene.book.words["parties.deny"]
    return negated(tree, i) != (refuted and tree.is_a(i, "ccomp", "xcomp", "obj"))


def _adjective(scene: Scene, i: int, entry: Entry) -> Draft | None:
    tree, words = scene.tree, scene.book.words
    phrase = entry.particle is not None and _preceded(scene, i, entry.particle)
    if phrase != (tree.tokens[i].upos not in ("ADJ", "VERB")):
        return None
    linked = i > 0 and lemma(tree, i - 1) in words["modal.copular"]  # "stand ready"
    predicative = (
        linked or tree.has(i, "cop", "aux:pass", "nsubj", "nsubj:pass") or tree.is_a(i, "xcomp", "conj")
    )
    if not predicative and not tree.is_a(i, "acl", "amod", "advcl"):
        return None
    if tree.is_a(i, "xcomp") and lemma(tree, tree.tokens[i].head) in words["modal.making"]:
        return None  # "make them ready to deploy"
    if any(lemma(tree, c) == "than" for c in tree.children(i, "mark", "case")):
        return None  # "further than it was prepared to"
    denied = negated(tree, i)
    if denied and tree.tokens[i].upos == "VERB" and not tree.has(i, "cop", "aux:pass"):
        return None  # "never pledged to" is a verb
    if modals(tree, i, words["modal.may"] | words["modal.must"]):
        return None
    future = foretold(scene, i)
    if (future and not own_future(scene, i)) or (entry.future and not future):
        return None
    if any(lemma(tree, c) in ("if", "unless", "until", "whether") for c in tree.children(i, "mark")):
        return None
    if any(lemma(tree, c) in ("too", "how") for c in tree.children(i, "advmod")):
        return None
    if entry.impersonal:
        return _owed(scene, i, entry)
    if entry.frames[0].content == "subject":
        return _predicated(scene, i, entry)
    subject = surface_subject(tree, i - 1 if linked else i)
    if subject is not None:
        subject = one_of(scene, subject)
    if subject is None or is_thing(scene, named(scene, subject)):
        return None
    if any(lemma(tree, c) in ("no", "few") for c in tree.children(subject, "det", "amod")):
        return None
    if tree.tokens[subject].text.lower() in RELATIVE or not _named_party(scene, subject):
        return None
    if tree.is_a(i, "xcomp") and tree.tokens[i].head >= 0 and negated(tree, tree.tokens[i].head):
        denied = True
    for frame in entry.frames:
        content = find_content(scene, i, frame, passive=False)
        if content is None:
            continue
        head, tokens = content
        trigger = [
            *tree.children(i, "cop", "aux:pass")[-1:],
            *[c for c in tree.children(i, "advmod") if lemma(tree, c) == "not"],
            i,
        ]
        draft = Draft("threat", i, sorted(trigger), entry.confidence, holder=named(scene, subject))
        draft.counterpart = find_counterpart(scene, i, frame, head, passive=False)
        draft.content_negated = denied
        if not judge(scene, draft, frame, head, tokens):
            continue
        if denied and draft.force == "promise":
            draft.force = "refusal"
        return draft
    return None


def _preceded(scene: Scene, i: int, words: str) -> bool:
    """Whether ``words`` stand right before ``i``: "out of the" before "question"."""
    wanted = words.split()
    return [t.text.lower() for t in scene.tree.tokens[max(0, i - len(wanted)) : i]] == wanted


def _owed(scene: Scene, i: int, entry: Entry) -> Draft | None:
    """ "It is vital that they leave", "for them to leave": a demand of whoever speaks, if anybody does."""
    tree = scene.tree
    speaker = speaker_of(scene, i)
    for deed in tree.children(i, "csubj", "ccomp", "advcl", "xcomp"):
        subject = tree.child(deed, "nsubj")
        plain = is_bare(tree, deed) or (is_infinitive(tree, deed) and tree.has(deed, "nsubj"))
        if subject is None or deed < i or not plain or not scene.is_party(subject):
            continue
        own = speaker is not None and same_side(scene, subject, speaker, guess=False)
        if own or tree.tokens[subject].text.lower() in FIRST:
            continue
        draft = Draft("demand", i, [i], entry.confidence, counterpart=named(scene, subject))
        if speaker is not None and speaks(scene, speaker):
            draft.holder, draft.speaker = speaker.head, speaker.party
        draft.content, draft.content_head, draft.clause = clause_tokens(tree, deed), deed, deed
        return draft
    return None


def _predicated(scene: Scene, i: int, entry: Entry) -> Draft | None:
    """ "The islands are non-negotiable, X said": the act of who says it, about the subject."""
    speaker, frame = speaker_of(scene, i), entry.frames[0]
    content = find_content(scene, i, frame, passive=False)
    if speaker is None or content is None or not speaks(scene, speaker):
        return None
    if negated(scene.tree, i) != entry.denied:
        return None
    draft = Draft("threat", i, [i], entry.confidence, speaker.head, speaker.party)
    if frame.condition is not None:
        draft.condition = depended_on(scene, i, frame.condition)
        if draft.condition is None:
            return None
    return draft if judge(scene, draft, frame, *content) else None


def _named_party(scene: Scene, subject: int) -> bool:
    """A party, a pronoun that stands for one, "his country", or a group with a capital in its name."""
    tree = scene.tree
    target = named(scene, subject)
    words = scene.book.words
    tables = ("own", "officials", "people", "gatherings", "voices")
    own = frozenset().union(*(words[f"parties.{name}"] for name in tables))
    if target != subject or scene.is_party(subject) or lemma(tree, subject) in own:
        return True
    inside = tree.subtree(subject, "acl", "acl:relcl", "appos")
    return any(tree.tokens[t].upos == "PROPN" for t in inside) or tree.tokens[subject].text.lower() in (
        "it",
        "he",
        "she",
        "they",
    )
