from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.codebook.commitments import load_commitments
from dragoman.errors import CodebookError
from dragoman.ledger.matching import satisfies
from dragoman.types import EVENT_TYPES, FORCES
from ledger_stories import asked


def test_the_codebook_names_only_types_and_forces_there_are() -> None:
    book = load_commitments()
    assert set(book.family) | book.symmetric <= set(EVENT_TYPES)
    assert book.own_deed | book.foreseen <= set(FORCES)
    assert not book.own_deed & book.foreseen
    assert book.types_of("RETREAT") == book.types_of("CONCEDE") == ("CONCEDE", "RETREAT")
    assert book.types_of("AID") == ("AID",)


def test_a_users_codebook_goes_over_the_packages(tmp_path: Path) -> None:
    (tmp_path / "commitments.toml").write_text('families = [["ASSAULT", "COERCE"]]\n', encoding="utf8")
    book = load_commitments(tmp_path)
    assault, coerce = asked("ASSAULT", "PER", "ECU").events[0], asked("COERCE", "PER", "ECU").events[0]
    assert satisfies(assault, coerce, book)
    assert not satisfies(assault, coerce, load_commitments())
    assert book.symmetric == load_commitments().symmetric


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("symmetric = 3", "'symmetric' must be a list"),
        ('families = ["ASSAULT"]', "'families': must be a list of words"),
        ("families = 1", "'families' must be a list"),
        ("families = [[]]", "'families': must not be empty"),
        ("families = [", "wrong TOML"),
    ],
)
def test_a_wrong_codebook_is_named_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "commitments.toml").write_text(f"\n{text}\n", encoding="utf8")
    with pytest.raises(CodebookError, match=message) as caught:
        load_commitments(tmp_path)
    assert str(tmp_path / "commitments.toml") in str(caught.value)
