"""The network: one MiniLM encoder, several heads (torch; training only)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

WIDTH, LAYERS, HEADS, INNER, POSITIONS = 384, 6, 12, 1536, 512
SHAPES = 6


@dataclass(frozen=True)
class Sizes:
    """How many labels each head has."""

    upos: int
    deprels: int
    mentions: int
    events: int
    arc: int = 192
    label: int = 96
    link: int = 64


class Layer(nn.Module):
    """One transformer layer (post-norm, as in BERT)."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        batch, length, _ = x.shape

        def split(y: Tensor) -> Tensor:
            return y.view(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2)

        q, k, v = split(self.query(x)), split(self.key(x)), split(self.value(x))
        scores = q @ k.transpose(-1, -2) / (WIDTH // HEADS) ** 0.5
        if mask is not None:
            scores = scores + mask
        attended = (scores.softmax(-1) @ v).transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.norm1(x + self.dropout(self.out(attended)))
        return self.norm2(x + self.dropout(self.down(functional.gelu(self.up(x)))))


class Encoder(nn.Module):
    """MiniLM-L6 with an embedding of the word's shape added to its input."""

    def __init__(self, vocabulary: int = 30522, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.kinds = nn.Embedding(2, WIDTH)
        self.shapes = nn.Embedding(SHAPES, WIDTH)
        nn.init.zeros_(self.shapes.weight)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor | None = None) -> Tensor:
        positions = self.positions.weight[: ids.shape[1]] + self.kinds.weight[0]
        x = self.dropout(self.norm(self.words(ids) + positions + self.shapes(shapes)))
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def load_minilm(self, path: Path) -> None:
        """Takes the weights of ``sentence-transformers/all-MiniLM-L6-v2`` (safetensors)."""
        from safetensors.torch import load_file

        old = load_file(str(path))
        new = {
            "words.weight": old["embeddings.word_embeddings.weight"],
            "positions.weight": old["embeddings.position_embeddings.weight"],
            "kinds.weight": old["embeddings.token_type_embeddings.weight"],
            "norm.weight": old["embeddings.LayerNorm.weight"],
            "norm.bias": old["embeddings.LayerNorm.bias"],
            "shapes.weight": self.shapes.weight.data,
        }
        parts = {
            "query": "attention.self.query",
            "key": "attention.self.key",
            "value": "attention.self.value",
            "out": "attention.output.dense",
            "norm1": "attention.output.LayerNorm",
            "up": "intermediate.dense",
            "down": "output.dense",
            "norm2": "output.LayerNorm",
        }
        for i in range(LAYERS):
            for mine, theirs in parts.items():
                for kind in ("weight", "bias"):
                    new[f"layers.{i}.{mine}.{kind}"] = old[f"encoder.layer.{i}.{theirs}.{kind}"]
        self.load_state_dict(new)


class Biaffine(nn.Module):
    """Deep biaffine scores of all pairs of words (Dozat and Manning 2017, arXiv:1611.01734)."""

    def __init__(self, size: int, dropout: float) -> None:
        super().__init__()
        self.dependent, self.head = nn.Linear(WIDTH, size), nn.Linear(WIDTH, size)
        self.product = nn.Linear(size, size, bias=False)
        self.prior = nn.Linear(size, 1, bias=False)
        nn.init.zeros_(self.prior.weight)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor) -> Tensor:
        d = self.dropout(functional.gelu(self.dependent(x)))
        h = self.dropout(functional.gelu(self.head(x)))
        return self.product(d) @ h.transpose(-1, -2) + self.prior(h).transpose(-1, -2)


class Labels(nn.Module):
    """Relation labels of (dependent, head) pairs: a low-rank bilinear form for each label."""

    def __init__(self, size: int, labels: int, dropout: float) -> None:
        super().__init__()
        self.dependent, self.head = nn.Linear(WIDTH, size), nn.Linear(WIDTH, size)
        self.bilinear = nn.Parameter(torch.zeros(size, labels, size))
        nn.init.normal_(self.bilinear, std=size**-1.0)
        self.linear = nn.Linear(2 * size, labels)
        self.dropout = nn.Dropout(dropout)

    def forward(self, dependents: Tensor, heads: Tensor) -> Tensor:
        """Both (n, width); returns (n, labels)."""
        d = self.dropout(functional.gelu(self.dependent(dependents)))
        h = self.dropout(functional.gelu(self.head(heads)))
        size, labels, _ = self.bilinear.shape
        form = (d @ self.bilinear.reshape(size, labels * size)).view(-1, labels, size)
        return (form * h.unsqueeze(1)).sum(-1) + self.linear(torch.cat([d, h], -1))


class PairHead(nn.Module):
    """Event type of a source-target pair from pooled word vectors."""

    def __init__(self, labels: int, dropout: float) -> None:
        super().__init__()
        self.inner = nn.Linear(3 * WIDTH, WIDTH)
        self.out = nn.Linear(WIDTH, labels)
        self.dropout = nn.Dropout(dropout)

    def forward(self, source: Tensor, target: Tensor, sentence: Tensor) -> Tensor:
        """Each (n, width): means over the words of source, target and sentence."""
        x = self.dropout(torch.cat([source, target, sentence], -1))
        return self.out(self.dropout(functional.gelu(self.inner(x))))


class Network(nn.Module):
    """The encoder with all its heads."""

    def __init__(self, sizes: Sizes, dropout: float = 0.1) -> None:
        super().__init__()
        self.sizes = sizes
        self.encoder = Encoder(dropout=dropout)
        self.upos = nn.Linear(WIDTH, sizes.upos)
        self.mentions = nn.Linear(WIDTH, sizes.mentions)
        self.attributions = nn.Linear(WIDTH, 9)  # B, I, O of source, cue, content
        self.arcs = Biaffine(sizes.arc, 0.25)
        self.links = Biaffine(sizes.link, 0.1)
        self.labels = Labels(sizes.label, sizes.deprels, 0.25)
        self.pairs = PairHead(sizes.events, 0.2)

    def words(self, ids: Tensor, shapes: Tensor, pool: Tensor, mask: Tensor | None = None) -> Tensor:
        """Word vectors: (batch, words, width); ``pool`` (batch, words, pieces) averages pieces."""
        return pool @ self.encoder(ids, shapes, mask).to(pool.dtype)
