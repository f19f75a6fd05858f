"""All measures in one run, and their table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from dragoman.errors import IntakeError
from dragoman.evaluate.actors import evaluate_actors
from dragoman.evaluate.acts import evaluate_acts
from dragoman.evaluate.apart import codebook_alone, model_alone
from dragoman.evaluate.attributions import evaluate_attributions, evaluate_tags
from dragoman.evaluate.coreference import evaluate_coreference
from dragoman.evaluate.events import evaluate_events, evaluate_pairs
from dragoman.evaluate.founding import evaluate_founding
from dragoman.evaluate.parsing import evaluate_parsing
from dragoman.evaluate.segmentation import evaluate_segmentation
from dragoman.pipeline import Pipeline, as_report
from dragoman.types import Reading

Figures = dict[str, Any]
Task = tuple[str, Path, Callable[[Path], Figures]]


def run(corpora: Path, gold: Path | None, progress: Callable[[str], None] = lambda _: None) -> Figures:
    """Every measure whose data is there: ``corpora`` and ``gold`` are folders.

    Returns the measures by name, each a mapping of figures (shares 0 to 1, counts).
    ``progress`` is told the name of each task as it begins.
    Raises :class:`dragoman.errors.IntakeError` when neither folder holds any of the data.
    """
    pipeline = Pipeline()

    def reader(coder: Pipeline) -> Callable[..., Reading]:
        return lambda text, **fields: coder.read(as_report({"text": text, **fields}))

    read, codebook = reader(pipeline), codebook_alone(pipeline)
    pairs = corpora / "events/pairs.jsonl"
    tasks = _model_tasks(pipeline, corpora)
    tasks += [
        ("attributions", corpora / "attributions/dev.jsonl", lambda p: evaluate_attributions(read, p)),
        ("pairs, codebook alone", pairs, lambda p: evaluate_pairs(codebook.code_pair, p)),
        ("pairs", pairs, lambda p: evaluate_pairs(pipeline.code_pair, p)),
        ("events, model alone", pairs, lambda p: evaluate_events(reader(model_alone(pipeline)), p)),
        ("events, codebook alone", pairs, lambda p: evaluate_events(reader(codebook), p)),
        ("events", pairs, lambda p: evaluate_events(read, p)),
        ("acts", corpora / "acts/dev.jsonl", lambda p: evaluate_acts(read, p)),
        (
            "coreference",
            corpora / "treebanks/gum-dev.conllu",
            lambda p: evaluate_coreference(pipeline.reader, pipeline.resolver, p),
        ),
    ]
    if gold is not None:
        tasks.insert(0, ("founding", gold / "gold.json", lambda p: evaluate_founding(read, p.parent)))
    results = _results(tasks, progress)
    if not results:
        raise IntakeError(f"{corpora}: no development corpora there; name their folder with --corpora")
    return results


def mentions(path: Path) -> Figures:
    """Country and sector accuracy over a user's file of mentions (:func:`evaluate_actors`)."""
    pipeline = Pipeline()
    return {"actors": evaluate_actors(pipeline.reader, pipeline.resolver, path)}


def model_scores(corpora: Path, progress: Callable[[str], None] = lambda _: None) -> Figures:
    """The measures that are the language model's alone, as :func:`run` gives them."""
    return _results(_model_tasks(Pipeline(), corpora), progress)


def _model_tasks(pipeline: Pipeline, corpora: Path) -> list[Task]:
    reader = pipeline.reader
    trees, pairs = corpora / "treebanks", corpora / "events/pairs.jsonl"
    return [
        ("segmentation EWT dev", trees / "ewt-dev.conllu", evaluate_segmentation),
        ("segmentation GUM dev", trees / "gum-dev.conllu", evaluate_segmentation),
        ("parse EWT dev", trees / "ewt-dev.conllu", lambda p: evaluate_parsing(reader, p)),
        ("parse GUM dev", trees / "gum-dev.conllu", lambda p: evaluate_parsing(reader, p)),
        ("parse GUM dev, news", trees / "gum-dev.conllu", lambda p: evaluate_parsing(reader, p, "news")),
        ("tokens", corpora / "attributions/dev.jsonl", lambda p: evaluate_tags(reader.read, p)),
        ("pairs, model alone", pairs, lambda p: evaluate_pairs(model_alone(pipeline).code_pair, p)),
    ]


def _results(tasks: list[Task], progress: Callable[[str], None]) -> Figures:
    results: Figures = {}
    for name, path, task in tasks:
        if path.exists():
            progress(name)
            results[name] = task(path)
    return results


def table(results: Figures) -> str:
    """The figures of :func:`run` as lines of text."""
    width = max(len(name) for name in results)
    return "\n".join(f"{name:<{width}}  {line}" for name, data in results.items() for line in _lines(data))


def _lines(data: Figures) -> Iterator[str]:
    flat = {k: v for k, v in data.items() if not isinstance(v, dict)}
    if flat:
        yield "  ".join(f"{k} {_show(v)}" for k, v in flat.items())
    for key, value in data.items():
        if isinstance(value, dict):
            for line in _lines(value):
                yield f"{key}: {line}"


def _show(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.3f}"
    if isinstance(value, list):
        return " ".join(map(str, value)) or "none"
    return str(value)
