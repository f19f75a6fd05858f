"""Corpora to windows of labelled words."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dragoman.evaluate.conllu import Word, read_documents
from dragoman.evaluate.held_out import is_held_out
from dragoman.reading.tokenise import split
from dragoman.reading.windows import LIMIT_WORDS
from dragoman.reading.windows import windows as cut

IGNORE = -100
KINDS = {"person": "person", "organization": "organisation", "place": "place"}
RE3D = {"Person": "person", "Organisation": "organisation", "Location": "place", "Nationality": "group"}
MENTION_TAGS = ["O"] + [f"{b}-{k}" for k in ("person", "organisation", "place", "group") for b in "BI"]
PAIR_TYPES = [
    "ACCUSE", "AGREE", "AID", "ASSAULT", "COERCE", "CONSULT", "COOPERATE", "MOBILIZE",
    "PROTEST", "REJECT", "REQUEST", "SANCTION", "SUPPORT", "THREATEN", "YIELD",
]  # fmt: skip


@dataclass
class Window:
    """Words with whatever labels their corpus gives; absent labels are None or IGNORE."""

    words: list[str]
    sentences: list[int] = field(default_factory=list)  # sentence number of each word
    upos: list[int] | None = None
    heads: list[int] | None = None  # index in the window, the word itself for a root
    deprels: list[int] | None = None
    mentions: list[int] | None = None
    source: list[int] | None = None  # 0 O, 1 B, 2 I
    cue: list[int] | None = None
    content: list[int] | None = None
    links: list[int] | None = None
    pair: tuple[list[int], list[int]] | None = None  # word indices of source and target
    event: int | None = None


def sentences(path: Path) -> Iterator[list[Sequence[Word]]]:
    """Documents of a treebank as lists of sentences."""
    for document in read_documents(path):
        yield [sentence.words for sentence in document.sentences]


def treebank(path: Path, upos: dict[str, int], deprels: dict[str, int], seed: int | None) -> list[Window]:
    """Windows of consecutive sentences; with ``seed`` of random sizes, else as in reading."""
    chance = random.Random(seed)
    windows: list[Window] = []
    for document in sentences(path):
        i = 0
        while i < len(document):
            limit = LIMIT_WORDS if seed is None else chance.choice([1, 1, 40, 90, LIMIT_WORDS])
            taken = [document[i]]
            size = len(document[i])
            i += 1
            while i < len(document) and size + len(document[i]) <= limit:
                size += len(document[i])
                taken.append(document[i])
                i += 1
            if size <= 300:
                windows.append(_parsed(taken, upos, deprels))
    return windows


def _parsed(found: list[Sequence[Word]], upos: dict[str, int], deprels: dict[str, int]) -> Window:
    w = Window([], [], [], [], [], [])
    assert w.upos is not None
    assert w.heads is not None
    assert w.deprels is not None
    w.mentions = []
    for number, sentence in enumerate(found):
        offset = len(w.words)
        for i, word in enumerate(sentence):
            w.words.append(word.form)
            w.sentences.append(number)
            w.upos.append(upos.get(word.upos, IGNORE))
            w.heads.append(offset + (word.head if word.head >= 0 else i))
            w.deprels.append(deprels.get(word.deprel, IGNORE))
        w.mentions.extend(_mentions(sentence))
    return w


def _mentions(sentence: Sequence[Word]) -> list[int]:
    """BIO tags of named entities (head a proper noun) from GUM's ``Entity=``."""
    if not any("Entity=" in w.misc for w in sentence):
        # GUM sentences without an entity are rare: EWT carries none, so nothing is learnt here
        return [IGNORE] * len(sentence)
    spans: list[tuple[int, int, str]] = []
    stack: list[tuple[str, int, str]] = []
    for i, word in enumerate(sentence):
        found = re.search(r"Entity=([^|]*)", word.misc)
        if not found:
            continue
        for opened, closed_alone, end in re.findall(r"\(([^()]*)(\)?)|([^()]+)\)", found.group(1)):
            if opened:
                parts = opened.split("-")
                if len(parts) < 2:
                    continue
                if closed_alone:
                    spans.append((i, i, parts[1]))
                else:
                    stack.append((parts[0], i, parts[1]))
            elif end:
                for k in range(len(stack) - 1, -1, -1):
                    if stack[k][0] == end:
                        spans.append((stack[k][1], i, stack.pop(k)[2]))
                        break
    tags = [MENTION_TAGS.index("O")] * len(sentence)
    for i, word in enumerate(sentence):  # adjectives of nations are no entities in GUM
        if word.upos == "ADJ" and word.form[:1].isupper():
            tags[i] = IGNORE
    taken: set[int] = set()
    for start, end, kind in sorted(spans, key=lambda s: s[0] - s[1]):
        if kind not in KINDS or end - start > 7 or taken & set(range(start, end + 1)):
            continue
        head = next((i for i in range(start, end + 1) if not start <= sentence[i].head <= end), start)
        if sentence[head].upos != "PROPN":
            continue
        if start < head and sentence[start].upos == "DET":
            start += 1
        taken.update(range(start, end + 1))
        tags[start] = MENTION_TAGS.index(f"B-{KINDS[kind]}")
        for i in range(start + 1, end + 1):
            tags[i] = MENTION_TAGS.index(f"I-{KINDS[kind]}")
    return tags


def tagged(path: Path) -> list[Window]:
    """re3d: names only (a phrase without a capital is no name)."""
    windows: list[Window] = []
    for line in path.open(encoding="utf8"):
        item = json.loads(line)
        words, tags = item["tokens"], item["tags"]
        if not 3 <= len(words) <= 150:
            continue
        labels = [0] * len(words)
        i = 0
        while i < len(words):
            if tags[i] == "O":
                i += 1
                continue
            end = i + 1
            while end < len(words) and tags[end].startswith("I-"):
                end += 1
            kind = RE3D.get(tags[i][2:])
            start = i + 1 if words[i].lower() in ("the", "a", "an") and end - i > 1 else i
            if kind and any(w[:1].isupper() for w in words[start:end]):
                labels[start] = MENTION_TAGS.index(f"B-{kind}")
                for k in range(start + 1, end):
                    labels[k] = MENTION_TAGS.index(f"I-{kind}")
            i = end
        windows.append(Window(words, [0] * len(words), mentions=labels))
    return windows


def attributions(path: Path) -> list[Window]:
    """PolNeAR articles in windows of whole sentences, as reading makes them."""
    windows: list[Window] = []
    for line in path.open(encoding="utf8"):
        item = json.loads(line)
        raw = split(item["text"])
        for first, last in cut(raw):
            words = [w for sentence in raw[first:last] for w in sentence.words]
            windows.append(_attributed(item["text"], words, item["attributions"]))
    return [w for w in windows if len(w.words) <= 300]


def _attributed(text: str, words: list[tuple[int, int]], found: list[dict[str, list[list[int]]]]) -> Window:
    n = len(words)
    layers: dict[str, list[int]] = {k: [0] * n for k in ("source", "cue", "content")}
    links = [IGNORE] * n

    def mark(key: str, piece: list[int]) -> int | None:
        inside = [i for i, (s, e) in enumerate(words) if s < piece[1] and e > piece[0]]
        for k, i in enumerate(inside):
            if layers[key][i] == 0:
                layers[key][i] = 2 if k else 1
        return inside[0] if inside else None

    low, high = words[0][0], words[-1][1]
    for item in found:
        pieces = [p for key in ("source", "cue", "content") for p in item[key]]
        if not pieces or min(p[0] for p in pieces) >= high or max(p[1] for p in pieces) <= low:
            continue
        first = {
            key: [m for p in item[key] if (m := mark(key, p)) is not None]
            for key in ("source", "cue", "content")
        }
        if first["cue"]:
            cue = first["cue"][0]
            links[cue] = first["source"][0] if first["source"] else cue
            for piece in first["content"]:
                if links[piece] == IGNORE and piece != cue:
                    links[piece] = cue
    return Window([text[s:e] for s, e in words], [0] * n, links=links, **layers)


def bare(path: Path) -> list[Window]:
    """Sentences (field ``text``) without labels."""
    found = []
    for line in path.open(encoding="utf8"):
        text = json.loads(line)["text"]
        words = [w for sentence in split(text) for w in sentence.words][:150]
        if words:
            found.append(Window([text[s:e] for s, e in words], [0] * len(words)))
    return found


def alone(windows: list[Window]) -> list[Window]:
    """The attributed windows' sentences one by one, with their tags; ends are full stops."""
    found = []
    for window in windows:
        assert window.source is not None
        assert window.cue is not None
        assert window.content is not None
        first = 0
        for i, word in enumerate(window.words):
            if word not in (".", "?", "!") and i + 1 < len(window.words):
                continue
            if 5 <= i - first <= 60:
                cut = slice(first, i + 1)
                n = i + 1 - first
                found.append(
                    Window(
                        window.words[cut],
                        [0] * n,
                        source=window.source[cut],
                        cue=window.cue[cut],
                        content=window.content[cut],
                        links=[IGNORE] * n,
                    )
                )
            first = i + 1
    return found


def pairs(path: Path) -> tuple[list[Window], list[Window]]:
    """(training, held out) windows with a source, a target and a type."""
    train: list[Window] = []
    held: list[Window] = []
    for line in path.open(encoding="utf8"):
        item = json.loads(line)
        words = [w for sentence in split(item["text"]) for w in sentence.words][:250]
        sides = []
        for key in ("source", "target"):
            start, end = item[key][0]
            sides.append([i for i, (s, e) in enumerate(words) if s < end and e > start])
        if not all(sides):
            continue
        window = Window(
            [item["text"][s:e] for s, e in words],
            [0] * len(words),
            pair=(sides[0], sides[1]),
            event=PAIR_TYPES.index(item["type"]),
        )
        (held if is_held_out(item["text"]) else train).append(window)
    return train, held


def stories(path: Path, first: int = 60) -> list[Window]:
    """Machine-written stories, typed as a whole: their first words."""
    windows: list[Window] = []
    for line in path.open(encoding="utf8"):
        item = json.loads(line)
        text = item["text"][: first * 8]
        words = [w for sentence in split(text) for w in sentence.words][:first]
        kind = "YIELD" if item["type"] in ("CONCEDE", "RETREAT") else item["type"]
        if words:
            everything = list(range(len(words)))
            windows.append(
                Window(
                    [text[s:e] for s, e in words],
                    [0] * len(words),
                    pair=(everything, everything),
                    event=PAIR_TYPES.index(kind),
                )
            )
    return windows
