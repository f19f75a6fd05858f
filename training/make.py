"""Makes the shipped weights again, from the corpora to the package, in one command:

    python training/make.py --corpora ../shared/corpora

Trains (about an hour and a half on two idle cores), exports to ``src/dragoman/reading/weights``, evaluates
and writes the scores into ``meta.json`` there.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
WEIGHTS = HERE.parent / "src" / "dragoman" / "reading" / "weights"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--run", type=Path, default=HERE / "runs" / "main", help="folder of the checkpoints")
    parser.add_argument("--trained", action="store_true", help="the run is there: export and evaluate only")
    args = parser.parse_args()
    if not args.trained:
        call("train.py", "--corpora", str(args.corpora), "--out", str(args.run))
    call("export.py", "--run", str(args.run), "--out", str(WEIGHTS))
    from dragoman.evaluate.suite import model_scores

    meta = json.loads((WEIGHTS / "meta.json").read_text(encoding="utf8"))
    meta["scores"] = model_scores(args.corpora, print)
    (WEIGHTS / "meta.json").write_text(json.dumps(meta, indent=1, ensure_ascii=False) + "\n", encoding="utf8")


def call(script: str, *arguments: str) -> None:
    subprocess.run([sys.executable, str(HERE / script), *arguments], check=True)


if __name__ == "__main__":
    main()
