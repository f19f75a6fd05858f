"""How a large ledger keeps up: the time of recording one more report and of asking, file size, memory.

    python benchmarks/ledger.py [--events N] [--more N] [--ledger FILE] [--profile]

Makes readings from a seed: events, statements and commitments between 60 states over two years, each event
told by one to three reports, in words that are as rare and as frequent as in a language.  Some commitments
are made again, and some reports say what became of one.  The ledger is filled by its own writer, many
reports to a transaction; then ``--more`` reports of the days that follow are recorded one by one, as a wire
service would bring them, and the usual questions are asked.  Times are wall times, with the processor's
behind them: on a busy machine only these can be compared.  ``--events 1000000`` is the whole check.
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
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from dragoman.ledger import Ledger
from dragoman.types import (
    EVENT_TYPES,
    FORCES,
    Act,
    Actor,
    Event,
    EventType,
    Force,
    Modality,
    Party,
    Place,
    Reading,
    Report,
    Span,
    Statement,
)

_STATES = """ARG Argentina|BGD Bangladesh|BLR Belarus|BOL Bolivia|BRA Brazil|CHL Chile|CHN China|COL Colombia|
CUB Cuba|ECU Ecuador|EGY Egypt|ERI Eritrea|ETH Ethiopia|FRA France|DEU Germany|GEO Georgia|
GRC Greece|GTM Guatemala|HND Honduras|HTI Haiti|IDN Indonesia|IND India|IRN Iran|IRQ Iraq|
ISR Israel|JOR Jordan|JPN Japan|KAZ Kazakhstan|KEN Kenya|KGZ Kyrgyzstan|LBN Lebanon|LBY Libya|
MAR Morocco|MEX Mexico|MLI Mali|MMR Myanmar|NER Niger|NGA Nigeria|NIC Nicaragua|PAK Pakistan|
PAN Panama|PER Peru|PHL Philippines|POL Poland|ROU Romania|RUS Russia|RWA Rwanda|SDN Sudan|
SOM Somalia|SRB Serbia|SYR Syria|TCD Chad|THA Thailand|TUN Tunisia|TUR Turkey|UGA Uganda|
UKR Ukraine|UZB Uzbekistan|VEN Venezuela|YEM Yemen"""
NAMES = {state.split()[0]: state.split()[1] for state in _STATES.split("|")}
STATES = list(NAMES)
START = dt.date(2022, 1, 1)
DAYS = 730
SYLLABLES = [a + b + c for a in "bdklmr" for b in "aeiou" for c in ("", "n", "r")]
WORDS = 30_000
PLACES = [
    f"{a}{b}{c}".capitalize() for a in SYLLABLES for b in ("ri", "to") for c in ("ville", "grad", "abad")
]
REMARKS = ("withdrew its offer of", "kept its promise of", "rejected the demand for", "lifted its threat of")
RECENT = 200  # events and commitments that may be told again


def words(chance: random.Random, count: int) -> list[str]:
    """Made-up words; few of them are frequent and most are rare, as in a language."""
    found = []
    for _ in range(count):
        number = int(WORDS * chance.random() ** 2.5)
        third, rest = divmod(number, len(SYLLABLES) ** 2)
        second, first = divmod(rest, len(SYLLABLES))
        found.append(SYLLABLES[first] + SYLLABLES[second] + SYLLABLES[third] + "t")
    return found


@dataclass(slots=True)
class Draft:
    """A report in the making."""

    text: str = ""
    sentences: list[Span] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)

    def write(self, sentence: str) -> int:
        """Add a sentence; where it begins."""
        at = len(self.text) + (1 if self.text else 0)
        self.text += f"{' ' if self.text else ''}{sentence}."
        self.sentences.append(Span(self.text[at:], at, len(self.text)))
        return at

    def span(self, words: str, after: int) -> Span:
        """Where words stand, from ``after`` on."""
        start = self.text.index(words, after)
        return Span(words, start, start + len(words))

    def party(self, code: str, after: int, sector: str = "GOV") -> Party:
        """Where a state is named."""
        name = self.span(NAMES[code], after)
        return Party(name.text, name.start, name.end, Actor(name.text, code, sector))

    def event(
        self, kind: EventType, by: Party, to: Party, trigger: Span, modality: Modality = "asserted",
        date: str | None = None, place: Place | None = None, deaths: int | None = None,
    ) -> str:  # fmt: skip
        """Code an event; its id."""
        id_ = f"e{len(self.events) + 1}"
        self.events.append(
            Event(id_, kind, None, trigger, (by,), (to,), date, place, modality, deaths=deaths)
        )
        return id_

    def reading(self, title: str, day: dt.date) -> Reading:
        """What is read of the report."""
        report = Report(self.text, title, "Generated", None, day)
        return Reading(
            report, tuple(self.sentences), tuple(self.statements), tuple(self.events), tuple(self.acts)
        )


class Generator:
    """Readings of made-up reports, by date, without end."""

    def __init__(self, seed: int, events: int) -> None:
        """``events``: about how many distinct events are told within ``DAYS``."""
        self.random = random.Random(seed)
        self.a_day = max(1, round(events / DAYS))
        self.events = 0
        self._promised: list[int] = []

    def __iter__(self) -> Iterator[Reading]:
        """The reports of each day; some tell again what happened in the days before."""
        recent: list[tuple[dt.date, int]] = []
        day = START
        while True:
            recent = [one for one in recent if (day - one[0]).days < 3][-RECENT:]
            left = self.a_day
            while left > 0:
                told = [(day, self.random.getrandbits(48)) for _ in range(self.random.randint(1, 4))]
                left -= len(told)
                self.events += len(told)
                again = self.random.sample(recent, min(len(recent), self.random.randint(0, 2)))
                recent += told
                yield self._reading(day, [*told, *again])
            day += dt.timedelta(days=1)

    def _reading(self, day: dt.date, happened: list[tuple[dt.date, int]]) -> Reading:
        """A report of ``day`` on events given by their own day and seed."""
        draft, chance = Draft(), self.random
        for date, seed in happened:
            self._event(draft, random.Random(seed), date, day)
        if chance.random() < 0.1:
            self._act(draft)
        if chance.random() < 0.03 and self._promised:
            own = random.Random(chance.choice(self._promised))
            holder, _, content, _ = self._terms(own)
            draft.write(f"{NAMES[holder]} {chance.choice(REMARKS)} {content[1]} {content[2]}")
        return draft.reading(f"Report {chance.getrandbits(40):x}", day)

    def _event(self, draft: Draft, own: random.Random, date: dt.date, day: dt.date) -> None:
        source, target = own.sample(STATES, 2)
        kind, name = own.choice(EVENT_TYPES), own.choice(PLACES)
        verb, *said = words(own, 12)
        more = " ".join([*said, *words(self.random, 6)])
        at = draft.write(f"{NAMES[source]} {verb}ed {NAMES[target]} {more} in {name}")
        spot = draft.span(f" in {name}.", at)
        place = Place(name, spot.start + 4, spot.end - 1, name, target)
        sector = own.choice(("GOV", "MIL"))
        by, to = draft.party(source, at, sector), draft.party(target, at)
        draft.event(
            kind, by, to, draft.span(f"{verb}ed", at), date=date.isoformat(), place=place,
            deaths=own.randint(1, 40) if kind == "ASSAULT" else None,
        )  # fmt: skip
        if own.random() < 0.4:
            content = (Span(draft.text[at:], at, len(draft.text)),)
            id_ = f"s{len(draft.statements) + 1}"
            draft.statements.append(Statement(id_, by, None, None, content, "indirect", date=day.isoformat()))

    def _act(self, draft: Draft) -> None:
        """A commitment, one in four made again."""
        again = self._promised and self.random.random() < 0.25
        seed = self.random.choice(self._promised) if again else self.random.getrandbits(48)
        self._promised = [*self._promised, seed][-RECENT:]
        own = random.Random(seed)
        holder, counterpart, content, condition = self._terms(own)
        force: Force = own.choice(FORCES)
        done, met = own.choice(EVENT_TYPES), own.choice(EVENT_TYPES)
        what, when = f"to {' '.join(content)}", f"if it {' '.join(condition)}"
        at = draft.write(f"{NAMES[holder]} vowed {what} against {NAMES[counterpart]} {when}")
        by, to = draft.party(holder, at), draft.party(counterpart, at)
        condition_event = draft.event(met, to, by, draft.span(condition[0], at), "conditional")
        content_event = draft.event(done, by, to, draft.span(content[0], at), "future")
        draft.acts.append(
            Act("a1", force, draft.span("vowed", at), by, to, draft.span(what, at), draft.span(when, at),
                content_event=content_event, condition_event=condition_event)
        )  # fmt: skip

    def _terms(self, own: random.Random) -> tuple[str, str, list[str], list[str]]:
        """Holder, counterpart, the words of content and condition."""
        holder, counterpart = own.sample(STATES, 2)
        return holder, counterpart, words(own, 4), words(own, 4)


def asked(text: str) -> Reading:
    """The reading of the question "A attacks B"."""
    source, _, target = text.split()
    codes = {name: code for code, name in NAMES.items()}
    by, to = (
        (Party(name, text.index(name), text.index(name) + len(name), Actor(name, codes[name], "GOV")),)
        for name in (source, target)
    )
    at = text.index("attacks")
    event = Event("e1", "ASSAULT", None, Span("attacks", at, at + 7), by, to)
    return Reading(Report(text), (Span(text, 0, len(text)),), (), (event,), ())


class Times:
    """How long something takes, again and again: wall and processor time, in milliseconds."""

    def __init__(self) -> None:
        """None yet."""
        self.wall: list[float] = []
        self.processor: list[float] = []

    def take(self, action: Callable[[], object]) -> None:
        """Do it once more."""
        wall, processor = time.perf_counter(), time.process_time()
        action()
        self.wall.append((time.perf_counter() - wall) * 1000)
        self.processor.append((time.process_time() - processor) * 1000)

    def __str__(self) -> str:
        """Median and 95th percentile of both."""
        return "  (processor ".join(
            f"{statistics.median(times):8.1f} ms median {_percentile(times):8.1f} ms 95 %"
            for times in (self.wall, self.processor)
        ) + ")"  # fmt: skip


def _percentile(times: list[float]) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * 0.95))]


def fill(ledger: Ledger, readings: Iterator[Reading], reports: int, events: Callable[[], bool]) -> int:
    """Record readings until ``events`` says that it is enough, ``reports`` in a transaction."""
    start, count = time.perf_counter(), 0
    while not events():
        count += ledger.record_all(islice(readings, reports))
        if count % 5000 < reports:
            print(f"{count:>9,} reports in {time.perf_counter() - start:8.0f} s", flush=True)
    return count


QUERIES = {
    "events of one actor in a month":
        "SELECT * FROM events WHERE list_contains(source_codes, 'UKR') "
        "AND date_from BETWEEN DATE '2023-05-01' AND DATE '2023-05-31'",
    "events a month and type":
        "SELECT date_trunc('month', date_from) AS m, type, count(*) AS n FROM events GROUP BY ALL",
    "deaths a month":
        "SELECT date_trunc('month', date_from) AS m, sum(deaths_min), sum(deaths_max) FROM events "
        "GROUP BY ALL",
    "who does what to whom, the pairs":
        "SELECT source_codes, target_codes, type, count(*) AS n FROM events GROUP BY ALL "
        "ORDER BY n DESC LIMIT 10",
    "claims of one event":
        "SELECT * FROM claims WHERE event = (SELECT id FROM happenings ORDER BY tellings DESC LIMIT 1)",
    "commitments of one holder": "SELECT * FROM commitments WHERE holder = 'UKR'",
    "moves of one commitment": "SELECT * FROM moves WHERE commitment = (SELECT min(id) FROM lives)",
    "one report": "SELECT * FROM reports WHERE id = (SELECT min(id) FROM readings)",
}  # fmt: skip


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--events", type=int, default=4_000, help="distinct events, about")
    parser.add_argument("--more", type=int, default=200, help="reports recorded one by one after that")
    parser.add_argument("--batch", type=int, default=100, help="reports in a transaction while it is filled")
    parser.add_argument("--ledger", type=Path, help="file to make  [default: a temporary one]")
    parser.add_argument("--profile", action="store_true", help="show where recording the last takes time")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        run(options.ledger or Path(folder) / "benchmark.duckdb", options)


def run(path: Path, options: argparse.Namespace) -> None:
    """Fill the ledger at ``path``, measure, print."""
    generator = Generator(20240301, options.events)
    readings = iter(generator)
    with Ledger(path, coder=asked) as ledger:
        count = fill(ledger, readings, options.batch, lambda: generator.events >= options.events)
    print(f"{count:,} reports, {generator.events:,} events")
    with Ledger(path, coder=asked) as ledger:
        measure_recording(ledger, list(islice(readings, options.more)), options.profile)
    print(f"{'file':<34}{path.stat().st_size / 1e6:9.1f} MB")
    measure_asking(path)
    print(f"{'peak memory':<34}{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:9.0f} MiB")


def measure_recording(ledger: Ledger, readings: list[Reading], profile: bool) -> None:
    """Record reports one by one; the first one, which reads what is known of its days, is told apart."""
    first, times = Times(), Times()
    first.take(lambda: ledger.record(readings[0]))
    profiler = cProfile.Profile()
    if profile:
        profiler.enable()
    for reading in readings[1:]:
        times.take(lambda one=reading: ledger.record(one))  # type: ignore[misc]
    if profile:
        profiler.disable()
        pstats.Stats(profiler).sort_stats("tottime").print_stats(25)
    print(f"{'the first report':<34}{first}")
    print(f"{'record one more report':<34}{times}")


def measure_asking(path: Path) -> None:
    """The usual questions, to a ledger that is opened for reading."""
    with Ledger(path, read_only=True, coder=asked) as ledger:
        pairs = zip(STATES[:20], STATES[20:40], strict=True)
        first, times = Times(), Times()
        for n, (one, other) in enumerate(pairs):
            question = f"{NAMES[one]} attacks {NAMES[other]}"
            (times if n else first).take(lambda q=question: ledger.whatif(q))  # type: ignore[misc]
        print(f"{'the first whatif':<34}{first}")
        print(f"{'whatif':<34}{times}")
    with Ledger(path, read_only=True) as ledger:
        for name, query in QUERIES.items():
            times = Times()
            for _ in range(5):
                times.take(lambda q=query: ledger.sql(q).rows())  # type: ignore[misc]
            print(f"{name:<34}{times}")
        tables = ("reports", "events", "event_tellings", "statement_tellings", "commitments", "moves")
        counts = {t: ledger.sql(f"SELECT count(*) AS n FROM {t}").rows()[0]["n"] for t in tables}
    print("  ".join(f"{name} {count:,}" for name, count in counts.items()))


if __name__ == "__main__":
    main()
