"""Report -> Document: one pass of the language model over each window."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dragoman.reading import parse, tags
from dragoman.reading.lemma import lemma
from dragoman.reading.model import Backend, Floats, Scores
from dragoman.reading.tokenise import RawSentence, split
from dragoman.reading.windows import windows
from dragoman.types import Attribution, Document, Mention, MentionKind, Report, Sentence, Span, Token

# Parts of speech that no name begins with.
_NO_START = frozenset({"ADP", "CCONJ", "SCONJ", "PUNCT", "PART"})


class Reader:
    """Reads reports with a language model."""

    def __init__(self, model: Backend) -> None:
        """``model``: gives the scores; the packaged one is :class:`dragoman.reading.model.Model`."""
        self.model = model
        self._root = model.labels.deprels.index("root")
        self._kinds: dict[str, MentionKind] = {
            "person": "person",
            "organisation": "organisation",
            "place": "place",
            "group": "group",
        }

    def read(self, report: Report, sentences: Sequence[RawSentence] | None = None) -> Document:
        """Sentences with trees, mentions and attributions of ``report``.

        ``sentences``: a division into sentences and words to use in place of our own.
        """
        raw = split(report.text) if sentences is None else sentences
        parsed: list[Sentence] = []
        vectors: list[Floats] = []
        mentions: list[Mention] = []
        attributions: list[Attribution] = []
        for first, last in windows(raw):
            chunk = raw[first:last]
            words = [w for sentence in chunk for w in sentence.words]
            scores = self.model.scores([report.text[s:e] for s, e in words])
            parsed.extend(self._sentences(report.text, chunk, scores))
            at = 0
            for sentence in chunk:
                vectors.append(scores.words[at : at + len(sentence.words)])
                at += len(sentence.words)
            mentions.extend(self._mentions(report.text, words, scores))
            self._attribute(report.text, words, scores, attributions)
        return Document(report, tuple(parsed), tuple(mentions), tuple(attributions), tuple(vectors))

    def type_pairs(
        self,
        document: Document,
        sentence: int,
        pairs: list[tuple[tuple[int, int], tuple[int, int]]],
    ) -> list[dict[str, float]]:
        """See :class:`dragoman.types.PairTyper`; ``sentence`` -1 pools over the whole document."""
        if not pairs:
            return []
        chosen = document.sentences if sentence < 0 else document.sentences[sentence : sentence + 1]
        vectors = np.concatenate(document.vectors if sentence < 0 else [document.vectors[sentence]])
        starts = np.array([t.start for s in chosen for t in s.tokens])
        ends = np.array([t.end for s in chosen for t in s.tokens])
        whole = vectors.mean(0)

        def pool(span: tuple[int, int]) -> Floats:
            inside = (starts < span[1]) & (ends > span[0])
            mean: Floats = vectors[inside].mean(0) if inside.any() else whole
            return mean

        logits = self.model.events(
            np.stack([pool(source) for source, _ in pairs]),
            np.stack([pool(target) for _, target in pairs]),
            np.stack([whole] * len(pairs)),
        )
        exponents = np.exp(logits - logits.max(1, keepdims=True))
        shares = exponents / exponents.sum(1, keepdims=True)
        return [dict(zip(self.model.labels.events, map(float, row), strict=True)) for row in shares]

    def _sentences(self, text: str, chunk: Sequence[RawSentence], scores: Scores) -> list[Sentence]:
        upos = scores.upos.argmax(1).tolist()
        heads: list[int] = []  # in the window; the word itself for a root
        for sentence in chunk:
            low, high = len(heads), len(heads) + len(sentence.words)
            for i, head in enumerate(parse.heads(scores.arcs[low:high, low:high])):
                heads.append(low + (i if head < 0 else head))
        dependents = np.arange(len(heads))
        labels = self.model.relations(scores.words, scores.words[heads])
        roots = np.asarray(heads) == dependents
        labels[~roots, self._root] = -np.inf
        names = labels.argmax(1)
        names[roots] = self._root
        found: list[Sentence] = []
        at = 0
        for sentence in chunk:
            tokens = []
            for i, (start, end) in enumerate(sentence.words):
                word = text[start:end]
                tag = self.model.labels.upos[upos[at + i]]
                head = heads[at + i]
                tokens.append(
                    Token(
                        word, start, end, lemma(word, tag), tag,
                        -1 if head == at + i else head - at, self.model.labels.deprels[names[at + i]],
                    )
                )  # fmt: skip
            found.append(Sentence(sentence.start, sentence.end, tuple(tokens), sentence.paragraph))
            at += len(sentence.words)
        return found

    def _mentions(self, text: str, words: list[tuple[int, int]], scores: Scores) -> list[Mention]:
        names = self.model.labels.mentions
        upos = [self.model.labels.upos[k] for k in scores.upos.argmax(1)]
        found: list[Mention] = []
        first, kind = -1, ""
        for i, tag in enumerate([*(names[k] for k in scores.mentions.argmax(1)), "O"]):
            inside = first >= 0 and tag == f"I-{kind}"
            if first >= 0 and not inside:
                while first < i and upos[first] in _NO_START:  # "of Lviv"
                    first += 1
                if first < i:
                    start, end = words[first][0], words[i - 1][1]
                    found.append(Mention(text[start:end], start, end, self._kinds[kind]))
                first = -1
            if tag != "O" and not inside:
                first, kind = i, tag[2:]
        return found

    def _attribute(
        self, text: str, words: list[tuple[int, int]], scores: Scores, found: list[Attribution]
    ) -> None:
        """Adds the window's attributions; a content cut off at its left edge joins the one before."""

        def span(run: tags.Run) -> Span:
            start, end = words[run.first][0], words[run.last][1]
            return Span(text[start:end], start, end)

        for item in tags.attributions(scores.attributions, scores.links):
            content = tuple(span(run) for run in item.content)
            continued = item.cue is None and item.content[0].first == 0 and not item.content[0].begins
            if continued and found:
                last = found[-1]
                found[-1] = Attribution(last.source, last.cue, last.content + content)
                continue
            found.append(
                Attribution(
                    (span(item.source),) if item.source else (),
                    (span(item.cue),) if item.cue else (),
                    content,
                )
            )
