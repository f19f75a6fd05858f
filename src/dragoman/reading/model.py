"""The language model: ONNX graphs, their vocabulary and labels."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from dragoman.errors import ModelError
from dragoman.reading.wordpiece import WordPiece

FORMAT = 1  # of the weights' folder; a different one is refused

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Scores:
    """What one pass gives for a window of n words.

    ``words``: n x width vectors; ``upos``, ``mentions``, ``attributions``: n x labels;
    ``arcs``, ``links``: n x n, row = dependent (a word's own column: root, or no link).
    """

    words: Floats
    upos: Floats
    mentions: Floats
    attributions: Floats
    arcs: Floats
    links: Floats


@dataclass(frozen=True, slots=True)
class LabelSets:
    """Names of the classes of each head, in order of their scores."""

    upos: tuple[str, ...]
    deprels: tuple[str, ...]
    mentions: tuple[str, ...]
    events: tuple[str, ...]


class Backend(Protocol):
    """What reading asks of a language model; tests stand a fake in its place."""

    labels: LabelSets

    def scores(self, words: Sequence[str]) -> Scores:
        """One pass over one window."""
        ...

    def relations(self, dependents: Floats, heads: Floats) -> Floats:
        """Scores of relation labels for n (dependent, head) pairs of word vectors."""
        ...

    def events(self, source: Floats, target: Floats, sentence: Floats) -> Floats:
        """Scores of event types for n (source, target, sentence) triples of pooled vectors."""
        ...


class Model:
    """The weights in the package (or in a folder of the same form)."""

    def __init__(self, folder: Path | None = None) -> None:
        """Raises :class:`ModelError` when files are missing or of another format."""
        self.folder = folder or Path(str(files("dragoman.reading") / "weights"))
        try:
            meta: dict[str, Any] = json.loads((self.folder / "meta.json").read_text(encoding="utf8"))
            vocabulary = (self.folder / "vocab.txt").read_text(encoding="utf8").splitlines()
        except (OSError, ValueError) as error:
            raise ModelError(
                f"{self.folder}: the language model cannot be read ({error}); reinstall dragoman"
            ) from error
        if meta.get("format") != FORMAT:
            raise ModelError(
                f"{self.folder}: model format {meta.get('format')!r}, this version reads {FORMAT}; "
                "install the dragoman release that these weights were made for"
            )
        self.version = str(meta["version"])
        self.labels = LabelSets(**{k: tuple(v) for k, v in meta["labels"].items()})
        self.wordpiece = WordPiece(vocabulary)

    @cached_property
    def _encoder(self) -> onnxruntime.InferenceSession:
        return self._session("encoder.onnx")

    @cached_property
    def _relations(self) -> onnxruntime.InferenceSession:
        return self._session("labels.onnx")

    @cached_property
    def _pairs(self) -> onnxruntime.InferenceSession:
        return self._session("pairs.onnx")

    def _session(self, name: str) -> onnxruntime.InferenceSession:
        options = onnxruntime.SessionOptions()
        # One thread a pass: reports are read side by side instead (see pipeline.read_many),
        # and the order of additions, hence the result, is the same on every machine.
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            return onnxruntime.InferenceSession(
                str(self.folder / name), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # onnxruntime raises classes of its own C module
            raise ModelError(f"{self.folder / name}: {error}; reinstall dragoman") from error

    def scores(self, words: Sequence[str]) -> Scores:
        """One pass over the words of one window."""
        ids, shapes, counts = self.wordpiece.encode(words)
        lengths = np.asarray(counts)
        pool = np.zeros((len(words), len(ids)), dtype=np.float32)
        rows = np.repeat(np.arange(len(words)), lengths)
        pool[rows, np.arange(1, len(ids) - 1)] = np.repeat(1 / lengths, lengths)
        feeds = {
            "ids": np.asarray(ids, dtype=np.int64),
            "shapes": np.asarray(shapes, dtype=np.int64),
            "pool": pool,
        }
        return Scores(*self._encoder.run(None, feeds))

    def relations(self, dependents: Floats, heads: Floats) -> Floats:
        """Scores of relation labels, n x labels."""
        found: Floats = self._relations.run(None, {"dependents": dependents, "heads": heads})[0]
        return found

    def events(self, source: Floats, target: Floats, sentence: Floats) -> Floats:
        """Scores of event types, n x types."""
        feeds = {"source": source, "target": target, "sentence": sentence}
        found: Floats = self._pairs.run(None, feeds)[0]
        return found
