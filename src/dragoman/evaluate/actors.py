"""How often mentions resolve to the right country and sector, on a file of one's own."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.coding.actors import Resolver
from dragoman.errors import IntakeError
from dragoman.reading.reader import Reader
from dragoman.types import Actor, Report, Span


@dataclass(frozen=True, slots=True)
class Answer:
    """One mention: what was wanted and what was found.  Several countries where it stands for several."""

    text: str
    wanted: tuple[frozenset[str | None], str | None]
    found: tuple[frozenset[str | None], str | None]


def evaluate_actors(reader: Reader, resolver: Resolver, path: Path) -> dict[str, Any]:
    """Accuracy of country and of first sector over the mentions of a file of JSON lines.

    A line is a bare mention, ``{"text", "on", "country", "sector"}``, or an article with the
    parties in it, ``{"text", "published", "parties": [{"start", "end", "country", "sector"}]}``.
    ``country`` may be a list, of those who are meant together; null is nobody.  A mention that
    stands for nobody must resolve to none.  Raises :class:`dragoman.errors.IntakeError` for a line of
    another form.
    """
    answers = list(judge(reader, resolver, path))
    n = max(len(answers), 1)
    return {
        "country": round(sum(a.wanted[0] == a.found[0] for a in answers) / n, 4),
        "sector": round(sum(a.wanted[1] == a.found[1] for a in answers) / n, 4),
        "mentions": len(answers),
    }


def judge(reader: Reader, resolver: Resolver, path: Path) -> Iterator[Answer]:
    """The answer to each mention of the file, in order."""
    with path.open(encoding="utf8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                item = json.loads(line)
                text = item["text"]
                day = item.get("on") or item.get("published")
                on = dt.date.fromisoformat(day) if day else None
                if "parties" not in item:
                    actor = resolver.resolve(text, on)
                    yield Answer(text, _gold(item), _answer([actor]))
                    continue
                spans = [
                    (Span(text[p["start"] : p["end"]], p["start"], p["end"]), _gold(p))
                    for p in item["parties"]
                ]
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise IntakeError(
                    f"{path}, line {number}: no mention and no article with parties ({error}); "
                    'a mention is {"text", "on", "country", "sector"}'
                ) from None
            document = resolver.document(reader.read(Report(text, published=on)))
            for span, gold in spans:
                found = [p.actor for p in document.parties(span)]
                yield Answer(span.text, gold, _answer(found))


def _gold(item: dict[str, Any]) -> tuple[frozenset[str | None], str | None]:
    country = item["country"]
    return frozenset(country if isinstance(country, list) else [country]), item["sector"]


def _answer(actors: list[Actor | None]) -> tuple[frozenset[str | None], str | None]:
    known = [a for a in actors if a is not None]
    countries = frozenset(a.country for a in known if a.country is not None)
    sector = next((a.sector for a in known if a.sector is not None), None)
    return countries or frozenset([None]), sector
