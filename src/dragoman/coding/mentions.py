"""Bare mentions without the language model: one resolver for each codebook, loaded once."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from pathlib import Path

from dragoman.codebook.actors import load_actors
from dragoman.codebook.files import unknown
from dragoman.coding.actors import Resolver
from dragoman.intake import parse_published
from dragoman.types import Actor


@lru_cache(maxsize=2)
def resolver(codebook: Path | None = None) -> Resolver:
    """The resolver of the packaged actor codebook, with the user's folder ``codebook`` over it.

    Raises :class:`dragoman.errors.CodebookError`, also for a file of the folder that the package does
    not know.
    """
    if codebook is not None and (strange := unknown(codebook)):
        raise strange[0]
    return Resolver(load_actors(codebook))


def resolve(
    text: str,
    on: dt.date | str | None = None,
    context: str | None = None,
    *,
    codebook: str | Path | None = None,
) -> Actor | None:
    """Whom a bare mention stands for, None where it names nobody.

    ``on``: the date for which it is asked (offices change hands); ``context``: a text in
    which the mention stands, to help where the words alone do not tell.
    Raises :class:`dragoman.errors.DateError` and :class:`dragoman.errors.CodebookError`.
    """
    folder = Path(codebook) if codebook is not None else None
    return resolver(folder).resolve(text, parse_published(on), context)
