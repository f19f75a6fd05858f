"""The word lists on which dividing, lemmatising and dating text rest (``data/text/*.toml``)."""

from __future__ import annotations

from functools import cache
from typing import Any

from dragoman.codebook.files import read_toml


@cache
def load_text(name: str) -> dict[str, Any]:
    """The table of ``data/text/<name>.toml``, read once; do not change it.

    Raises CodebookError where the file is missing or wrong.
    """
    return read_toml(f"text/{name}.toml")
