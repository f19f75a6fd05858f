"""Measuring whom anaphors and mentions are taken to mean."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from dragoman.cli.evaluate import evaluate
from dragoman.errors import IntakeError
from dragoman.evaluate.actors import evaluate_actors
from dragoman.evaluate.conllu import read_documents
from dragoman.evaluate.coreference import evaluate_coreference, judge
from dragoman.evaluate.entities import read_entities
from dragoman.pipeline import default

# Form, lemma, UPOS, head, relation, MISC of each word; sentences apart.
STORY = [
    [
        ("Ana", "Ana", "PROPN", 3, "nsubj", "Entity=(1-person-new-nnnnn-cf1-1-coref"),
        ("Rivas", "Rivas", "PROPN", 1, "flat", "Entity=1)"),
        ("met", "meet", "VERB", 0, "root", ""),
        ("Hugo", "Hugo", "PROPN", 3, "obj", "Entity=(2-person-new-nnnnn-cf2-1-coref"),
        ("Castro", "Castro", "PROPN", 4, "flat", "Entity=2)"),
        (".", ".", "PUNCT", 3, "punct", ""),
    ],
    [
        ("They", "they", "PRON", 2, "nsubj", "Entity=(3-person-giv-nnnnn-cf1-1-ana)|SplitAnte=1<3,2<3"),
        ("smiled", "smile", "VERB", 0, "root", ""),
        (".", ".", "PUNCT", 2, "punct", ""),
    ],
    [
        ("She", "she", "PRON", 2, "nsubj", "Entity=(1-person-giv-nnnnn-cf1-1-ana)"),
        ("praised", "praise", "VERB", 0, "root", ""),
        ("the", "the", "DET", 4, "det", "Entity=(4-abstract-new-nnnnn-cf3-2-sgl"),
        ("work", "work", "NOUN", 2, "obj", ""),
        ("of", "of", "ADP", 6, "case", ""),
        ("Castro", "Castro", "PROPN", 4, "nmod", "Entity=(2-person-giv-nnnnn-cf2-1-coref)4)"),
        (".", ".", "PUNCT", 2, "punct", ""),
    ],
]


@pytest.fixture
def treebank(tmp_path: Path) -> Path:
    lines = ["# newdoc id = story", "# meta::genre = news"]
    for sentence in STORY:
        for number, (form, lemma, upos, head, relation, misc) in enumerate(sentence, 1):
            row = (number, form, lemma, upos, "_", "_", head, relation, "_", misc or "_")
            lines.append("\t".join(map(str, row)))
        lines.append("")
    path = tmp_path / "story.conllu"
    path.write_text("\n".join(lines) + "\n", encoding="utf8")
    return path


def test_entities_are_read(treebank: Path) -> None:
    [document] = read_documents(treebank)
    gold = read_entities(document)
    texts = [(m.entity, document.text[m.start : m.end]) for m in gold.mentions]
    assert texts == [
        ("1", "Ana Rivas"),
        ("2", "Hugo Castro"),
        ("3", "They"),
        ("1", "She"),
        ("4", "the work of Castro"),
        ("2", "Castro"),
    ]
    assert gold.parts == {"3": frozenset({"1", "2"})}
    work = next(m for m in gold.mentions if m.entity == "4")
    assert (work.kind, work.link) == ("abstract", "sgl")
    assert document.text[work.head :].startswith("work")


def test_a_bracket_never_opened_is_told(treebank: Path) -> None:
    treebank.write_text(
        treebank.read_text(encoding="utf8").replace("Entity=1)", "Entity=9)"), encoding="utf8"
    )
    [document] = read_documents(treebank)
    with pytest.raises(ValueError, match="entity 9 closed, not opened"):
        read_entities(document)


def test_anaphors_are_judged(treebank: Path) -> None:
    pipeline = default()
    [document] = read_documents(treebank)
    verdicts = {
        document.text[v.anaphor.start : v.anaphor.end]: v
        for v in judge(pipeline.reader, pipeline.resolver, document)
    }
    assert {text: v.kind for text, v in verdicts.items()} == {
        "They": "they",
        "She": "he, she",
        "Castro": "surname",
    }
    assert all(v.asked for v in verdicts.values())
    scores = evaluate_coreference(pipeline.reader, pipeline.resolver, treebank)
    assert scores["he, she"]["wanted"] == 1
    assert scores["surname"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0, "found": 1, "wanted": 1}
    assert not evaluate_coreference(pipeline.reader, pipeline.resolver, treebank, ("fiction",))


def test_mentions_of_a_users_file(tmp_path: Path) -> None:
    lines = [
        {"text": "the Peruvian army", "on": "2020-01-01", "country": "PER", "sector": "MIL"},
        {"text": "the Chilean police", "on": None, "country": "CHL", "sector": "GOV"},
        {"text": "a dog called Rex", "on": None, "country": None, "sector": None},
    ]
    text = "Peru and Chile met. Both sides agreed."
    parties = [{"start": 0, "end": 4, "country": "PER", "sector": "GOV"}]
    parties.append({"start": 20, "end": 30, "country": ["PER", "CHL"], "sector": "GOV"})
    lines.append({"text": text, "published": "2020-01-01", "parties": parties})
    path = tmp_path / "mentions.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf8")
    pipeline = default()
    scores = evaluate_actors(pipeline.reader, pipeline.resolver, path)
    assert scores == {"country": 1.0, "sector": 0.8, "mentions": 5}
    shown = CliRunner().invoke(evaluate, ["--mentions", str(path)])
    assert shown.output == "actors  country 1.000  sector 0.800  mentions 5\n"


@pytest.mark.parametrize(
    "line", ["{", "[]", '{"text": "x"}', '{"text": "x", "on": "May", "country": null, "sector": null}']
)
def test_a_wrong_line_is_told(tmp_path: Path, line: str) -> None:
    path = tmp_path / "mentions.jsonl"
    path.write_text("\n" + line, encoding="utf8")
    with pytest.raises(IntakeError, match="line 2"):
        evaluate_actors(default().reader, default().resolver, path)
