"""Candidates for reference in a document, and what speaks for each as the antecedent of a pronoun.

The choice is a log-linear model: each feature of a candidate has a weight (``ranking.toml``, learnt from
GUM's coreference by ``training/coreference.py``), and the candidate with the greatest sum is taken, or
nobody.  The features are those of the literature: grammatical role, distance, parallel roles, form and
number of mentions, who governs whom, and on which side of a quotation the two stand.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman.tree import Tree
from dragoman.types import Actor

REACH = 4  # sentences back
_ROLES = {
    "nsubj": "subject", "nsubj:pass": "passive", "csubj": "subject", "obj": "object", "iobj": "object",
    "obl": "oblique", "obl:agent": "agent", "nmod:poss": "possessor", "nmod": "modifier", "conj": "conjunct",
    "appos": "apposition", "root": "root", "parataxis": "root",
}  # fmt: skip
_CLAUSES = ("ccomp", "xcomp", "csubj")
_CORE = ("subject", "passive", "object")


@dataclass(slots=True)
class Entity:
    """Somebody or something the document speaks of.

    ``kind``: person, thing (state, organisation), several (persons or organisations), object or objects
    (none of these).  ``count``: how often it was mentioned so far.
    """

    actor: Actor
    kind: str
    surname: str | None = None
    given: str | None = None
    gender: str | None = None
    roles: set[str] = field(default_factory=set)
    state: bool = False  # a state itself, not one of its parts
    count: int = 0


@dataclass(slots=True)
class Candidate:
    """One mention of one or several entities, at a token of a sentence.

    ``form``: name, definite, indefinite, bare or pronoun; ``quotation``: number of the quotation it
    stands in, -1 outside; ``speaks``: of those whose source it is; ``closes``: its sentence ends with its
    saying so.
    """

    sentence: int
    token: int
    start: int
    end: int
    entities: tuple[Entity, ...]
    deprel: str
    form: str = "name"
    quotation: int = -1
    speaks: frozenset[int] = frozenset()
    closes: bool = False
    paragraph: int = 0


@dataclass(slots=True)
class Anaphor:
    """A pronoun and where it stands.  ``above``: the tokens that govern it."""

    kind: str
    gender: str | None
    sentence: int
    token: int
    start: int
    tree: Tree
    possessive: bool
    above: frozenset[int]
    quotation: int
    direct: bool
    paragraph: int
    speaks: bool  # itself the source of a quotation ("he added")
    doer: int | None  # the subject, said or understood, of the verb on whose argument a possessive depends
    fronted: int | None  # the subject of the clause that the pronoun's own goes on from
    said: bool  # the subject of a clause that is said ("she said *he* ...")
    acts: bool  # "it" or "they" as the subject of a verb that only somebody can be the subject of


def nations(candidate: Candidate) -> list[str]:
    """The countries of those whom a candidate means; not of the media, who report from anywhere."""
    found = [e.actor.country for e in candidate.entities if e.actor.sector != "JRN"]
    return [c for c in found if c is not None and c not in ("IGO", "NGO")]


def role(deprel: str) -> str:
    """The grammatical role, as the features call it, of a dependency relation."""
    return _ROLES.get(deprel) or _ROLES.get(deprel.partition(":")[0], "other")


def suits(candidate: Candidate, kind: str, gender: str | None) -> bool:
    """Whether number, animacy and gender allow a pronoun of that kind to mean the candidate."""
    entities = candidate.entities
    if kind == "several":
        return len(entities) > 1 or entities[0].kind in ("several", "objects", "thing")
    if len(entities) > 1:
        return False
    entity = entities[0]
    if kind == "person":
        return entity.kind == "person" and not (gender and entity.gender and entity.gender != gender)
    return entity.kind in ("thing", "object")


def features(anaphor: Anaphor, candidate: Candidate, rank: int) -> list[str]:
    """What speaks for or against ``candidate``; ``rank``: how many entities that suit stand nearer."""
    back = anaphor.sentence - candidate.sentence
    here = role(candidate.deprel)
    entity = candidate.entities[0]
    found = [
        f"{here} here" if back == 0 else f"{here} before",
        f"distance {back}",
        f"rank {min(rank, 4)}",
        f"form {candidate.form}",
        f"kind {entity.kind if len(candidate.entities) == 1 else 'joint'}",
        f"count {min(entity.count, 3)}",
    ]
    if anaphor.tree.tokens[anaphor.token].deprel == candidate.deprel and here in _CORE:
        found.append("parallel here" if back == 0 else "parallel")
    if candidate.paragraph != anaphor.paragraph:
        found.append("another paragraph")
    if entity.actor.country is not None:
        found.append("known actor")
    if entity.surname is not None:
        found.append("named person")
    if anaphor.acts:
        actor = entity.actor.country is not None or entity.actor.sector is not None
        found.append("acts, known actor" if actor else "acts, unknown")
    if candidate.quotation != anaphor.quotation:
        if anaphor.quotation in candidate.speaks:
            found.append("speaks itself" if anaphor.direct else "speaks")
        elif candidate.quotation >= 0 and anaphor.quotation >= 0:
            found.append("another quotation")
        else:
            found.append("quoted" if candidate.quotation >= 0 else "outside")
    if candidate.speaks:
        found.append("both speak" if anaphor.speaks else "speaker")
    if candidate.form == "pronoun" and back > 1:
        found.append(f"pronoun, distance {back}")
    if candidate.closes and back:
        found.append("closes")
    if back == 0:
        head = anaphor.tree.tokens[candidate.token].head
        if candidate.start > anaphor.start:
            found.append("cataphora")
        elif head in anaphor.above:
            own = head == anaphor.tree.tokens[anaphor.tree.tokens[anaphor.token].head].head
            found.append(f"governs as {here}{' nearest' if own else ''}")
            if own and anaphor.said and here == "subject":
                found.append("says it")
        if candidate.token == anaphor.doer:
            found.append("does it")
        if candidate.token == anaphor.fronted:
            found.append("subject of the clause before")
        if candidate.token in anaphor.above and _speaks_in_relative(anaphor, candidate.token):
            found.append("governs as relative")
    return found


def _speaks_in_relative(anaphor: Anaphor, noun: int) -> bool:
    """Whether the pronoun stands in a relative clause on ``noun`` whose subject is the relative pronoun."""
    tree = anaphor.tree
    for clause in tree.children(noun, "acl"):
        if clause in anaphor.above:
            subject = tree.child(clause, "nsubj")
            return subject is not None and tree.tokens[subject].text.lower() in ("who", "which", "that")
    return False


def nobody(anaphor: Anaphor, here: int) -> list[str]:
    """What speaks for nobody that the text names; ``here``: how many suit in the sentence."""
    token = anaphor.tree.tokens[anaphor.token]
    governor = anaphor.tree.tokens[token.head].upos if token.head >= 0 else "none"
    clauses = _CLAUSES if governor == "VERB" else (*_CLAUSES, "advcl")
    return [
        "nobody",
        f"nobody {role(token.deprel)}",
        f"nobody under {governor}",
        f"nobody, {min(here, 3)} here",
        *(["nobody acts"] if anaphor.acts else []),
        *(["nobody in quotation"] if anaphor.quotation >= 0 else []),
        *(
            ["nobody, clause follows"]
            if token.head >= 0 and not anaphor.acts and anaphor.tree.has(token.head, *clauses)
            else []
        ),
    ]
