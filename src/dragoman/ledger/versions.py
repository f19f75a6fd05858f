"""Which versions made a reading: of the package, the language model and the codebook."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from dragoman import __version__
from dragoman.codebook.files import DATA
from dragoman.errors import ModelError


@dataclass(frozen=True, slots=True)
class Versions:
    """What a reading depends on besides its text.

    ``model``: name and version of the weights; ``codebook``: 16 hexadecimal digits of the SHA-256 of the
    codebook's files, those of the user's folder included.
    """

    package: str
    model: str
    codebook: str

    def to_json(self) -> str:
        """The form in which the ledger keeps it (``made_by``)."""
        return json.dumps(asdict(self))


@cache
def versions(codebook: Path | None = None) -> Versions:
    """The present versions, with the user's folder ``codebook`` over the package's codebook.

    Raises ModelError if the weights in the package cannot be read.
    """
    weights = files("dragoman.reading") / "weights" / "meta.json"
    try:
        meta = json.loads(weights.read_text(encoding="utf8"))
    except (OSError, ValueError) as error:
        raise ModelError(
            f"{weights}: the language model cannot be read ({error}); reinstall dragoman"
        ) from error
    folders = [DATA] if codebook is None else [DATA, codebook]
    return Versions(__version__, f"{meta['name']} {meta['version']}", _digest(folders))


def _digest(folders: list[Path]) -> str:
    total = hashlib.sha256()
    for folder in folders:
        for path in sorted(path for path in folder.rglob("*") if path.suffix in (".toml", ".gz")):
            content = hashlib.sha256(path.read_bytes()).hexdigest()
            total.update(f"{path.relative_to(folder).as_posix()} {content}\n".encode())
        total.update(b"\n")
    return total.hexdigest()[:16]
