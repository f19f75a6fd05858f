"""How a large ledger keeps up: the time of recording one more report and of asking, file size, memory.

    python benchmarks/ledger.py [--events N] [--ledger FILE] [--profile]

Makes readings from a seed: events, statements and commitments between 60 actors over two years, each
event told by one to three reports, in words that are as rare and as frequent as in a language.  Records
them one by one, each in its own transaction, as a wire service would bring them, and then times 100 more
reports and the usual queries.  ``--events 1000000`` is the whole check and takes hours; the default
takes some minutes.
"""

from __future__ import annotations

import argparse
import cProfile
import datetime as dt
import pstats
import random
import resource
import statistics
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path

from dragoman.ledger import Ledger
from dragoman.types import (
    EVENT_TYPES,
    FORCES,
    Act,
    Actor,
    Event,
    Party,
    Place,
    Reading,
    Report,
    Span,
    Statement,
)

STATES = (  # noqa: SIM905
    "ARG BGD BIH BLR BOL BRA CHL CHN COD COL CUB ECU EGY ERI ETH FRA GBR GEO GRC GTM HND HTI IDN IND "
    "IRN IRQ ISR JOR JPN KAZ KEN KGZ LBN LBY LKA MAR MEX MLI MMR NER NGA NIC PAK PER PHL POL PRK ROU "
    "RUS RWA SDN SOM SRB SSD SYR TCD TUR UGA UKR VEN"
).split()
START = dt.date(2022, 1, 1)
DAYS = 730
SYLLABLES = [a + b + c for a in "bdklmr" for b in "aeiou" for c in ("", "n", "r")]
WORDS = 30_000
PLACES = [
    f"{a}{b}{c}".capitalize() for a in SYLLABLES for b in ("ri", "to") for c in ("ville", "grad", "abad")
]


def words(chance: random.Random, count: int) -> list[str]:
    """Made-up words; few of them are frequent and most are rare, as in a language."""
    found = []
    for _ in range(count):
        number = int(WORDS * chance.random() ** 2.5)
        third, rest = divmod(number, len(SYLLABLES) ** 2)
        second, first = divmod(rest, len(SYLLABLES))
        found.append(SYLLABLES[first] + SYLLABLES[second] + SYLLABLES[third] + "t")
    return found


class Generator:
    """Readings of made-up reports, by date, without end before the last day."""

    def __init__(self, seed: int, events: int) -> None:
        """``events``: about how many distinct events the reports tell in all."""
        self.random = random.Random(seed)
        self.a_day = max(1, round(events / DAYS))
        self.events = 0

    def __iter__(self) -> Iterator[Reading]:
        """The reports of each day; some tell again what happened in the days before."""
        recent: list[tuple[dt.date, int]] = []
        for day in range(DAYS):
            today = START + dt.timedelta(days=day)
            recent = [one for one in recent if (today - one[0]).days < 3][-200:]
            left = self.a_day
            while left > 0:
                told = [(today, self.random.getrandbits(48)) for _ in range(self.random.randint(1, 4))]
                left -= len(told)
                self.events += len(told)
                again = self.random.sample(recent, min(len(recent), self.random.randint(0, 2)))
                recent += told
                yield self.reading(today, [*told, *again])

    def reading(self, day: dt.date, happened: list[tuple[dt.date, int]]) -> Reading:
        """A report of ``day`` on events given by their own day and seed."""
        choose = self.random
        text = ""
        sentences: list[Span] = []
        events: list[Event] = []
        statements: list[Statement] = []
        acts: list[Act] = []

        def party(code: str, at: int) -> Party:
            return Party(code, at, at + 3, Actor(code.title(), code, choose.choice(("GOV", "MIL"))))

        def event(kind: str, source: str, target: str, at: int, modality: str, **fields: object) -> str:
            trigger = verb(at)
            id_ = f"e{len(events) + 1}"
            by, to = (party(source, at),), (party(target, trigger.end + 1),)
            events.append(Event(id_, kind, None, trigger, by, to, modality=modality, **fields))  # type: ignore[arg-type]
            return id_

        def verb(at: int) -> Span:
            end = text.index(" ", at + 4)
            return Span(text[at + 4 : end], at + 4, end)

        def sentence(source: str, target: str, said: list[str]) -> int:
            nonlocal text
            at = len(text) + (1 if text else 0)
            text += f"{' ' if text else ''}{source} {said[0]}ed {target} {' '.join(said[1:])}."
            sentences.append(Span(text[at:], at, len(text)))
            return at

        for date, seed in happened:
            own = random.Random(seed)
            source, target = own.sample(STATES, 2)
            kind, place = own.choice(EVENT_TYPES), own.choice(PLACES)
            said = words(own, 12)
            at = sentence(source, target, [*said, *words(choose, 6), "in", place])
            start = text.rindex(place)
            where = Place(place, start, start + len(place), place, target)
            deaths = own.randint(1, 40) if kind == "ASSAULT" else None
            event(kind, source, target, at, "asserted", date=date.isoformat(), place=where, deaths=deaths)
            if own.random() < 0.4:
                speaker = party(source, at)
                content = (Span(text[at:], at, len(text)),)
                statements.append(
                    Statement(f"s{len(statements) + 1}", speaker, None, None, content, "indirect",
                              date=day.isoformat())
                )  # fmt: skip
        if choose.random() < 0.1:
            holder, counterpart = choose.sample(STATES, 2)
            said = words(choose, 6)
            at = sentence(holder, counterpart, [*said[:3], "if", "it", *said[3:]])
            span = verb(at)
            start = text.index(" if it ", at) + 1
            condition = Span(text[start:-1], start, len(text) - 1)
            when = event(choose.choice(EVENT_TYPES), counterpart, holder, at, "conditional")
            then = event(choose.choice(EVENT_TYPES), holder, counterpart, at, "future")
            by, to = party(holder, at), party(counterpart, span.end + 1)
            force = choose.choice(FORCES)
            acts.append(
                Act("a1", force, span, by, to, span, condition, content_event=then, condition_event=when)
            )
        report = Report(text, f"Report {choose.getrandbits(40):x}", "Generated", None, day)
        return Reading(report, tuple(sentences), tuple(statements), tuple(events), tuple(acts))


def asked(text: str) -> Reading:
    """The reading of the question "A attacks B"."""
    source, _, target = text.split()
    by, to = ((Party(c, text.index(c), text.index(c) + 3, Actor(None, c, "GOV")),) for c in (source, target))
    event = Event("e1", "ASSAULT", None, Span("attacks", 4, 11), by, to)
    return Reading(Report(text), (Span(text, 0, len(text)),), (), (event,), ())


def milliseconds(action: Callable[[], object]) -> float:
    """How long ``action`` takes."""
    start = time.perf_counter()
    action()
    return (time.perf_counter() - start) * 1000


def told(name: str, times: list[float]) -> None:
    """Median and worst of ``times`` (ms), on a line."""
    print(f"{name:<34}{statistics.median(times):9.1f} ms median {max(times):9.1f} ms worst")


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--events", type=int, default=4_000, help="distinct events, about")
    parser.add_argument("--ledger", type=Path, help="file to make  [default: a temporary one]")
    parser.add_argument("--profile", action="store_true", help="show where recording the last 100 takes time")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        run(options.ledger or Path(folder) / "benchmark.duckdb", options.events, options.profile)


def run(path: Path, events: int, profile: bool) -> None:
    """Fill the ledger at ``path`` with about ``events`` events, measure, print."""
    generator = Generator(20240301, events)
    every = iter(generator)
    reports = 0
    start = time.perf_counter()
    with Ledger(path, coder=asked) as ledger:
        window: list[float] = []
        for reading in every:
            window.append(milliseconds(lambda one=reading: ledger.record(one)))  # type: ignore[misc]
            reports += 1
            if reports % 1000 == 0 or reports == 100:
                print(f"{reports:>9,} reports, {generator.events:>9,} events, "
                      f"{statistics.median(window):6.1f} ms a report", flush=True)  # fmt: skip
                window.clear()
    print(f"{reports:,} reports recorded in {time.perf_counter() - start:.0f} s")
    more = list(deque(Generator(7, events), maxlen=100))
    with Ledger(path, coder=asked) as ledger:
        profiler = cProfile.Profile()
        if profile:
            profiler.enable()
        told("record one more report", [milliseconds(lambda r=r: ledger.record(r)) for r in more])  # type: ignore[misc]
        if profile:
            profiler.disable()
            pstats.Stats(profiler).sort_stats("tottime").print_stats(25)
        questions = [f"{a} attacks {b}" for a, b in zip(STATES[:10], STATES[10:20], strict=True)]
        told("whatif", [milliseconds(lambda q=q: ledger.whatif(q)) for q in questions])  # type: ignore[misc]
    print(f"{'file':<34}{path.stat().st_size / 1e6:9.1f} MB")
    queries = {
        "events of one actor in a month":
            "SELECT * FROM events WHERE list_contains(source_codes, 'UKR') "
            "AND date_from BETWEEN DATE '2023-05-01' AND DATE '2023-05-31'",
        "events a month and type":
            "SELECT date_trunc('month', date_from) AS m, type, count(*) AS n FROM events GROUP BY ALL",
        "claims of one event":
            "SELECT * FROM claims WHERE event = (SELECT id FROM happenings ORDER BY tellings DESC LIMIT 1)",
        "commitments of one holder": "SELECT * FROM commitments WHERE holder = 'UKR'",
        "one report": "SELECT * FROM reports ORDER BY id LIMIT 1",
    }  # fmt: skip
    with Ledger(path, read_only=True) as ledger:
        for name, query in queries.items():
            told(name, [milliseconds(lambda q=query: ledger.sql(q).rows()) for _ in range(5)])  # type: ignore[misc]
        counts = {t: ledger.sql(f"SELECT count(*) AS n FROM {t}").rows()[0]["n"]
                  for t in ("reports", "events", "event_tellings", "statements", "commitments")}  # fmt: skip
    print("  ".join(f"{name} {count:,}" for name, count in counts.items()))
    print(f"{'peak memory':<34}{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:9.0f} MiB")


if __name__ == "__main__":
    main()
