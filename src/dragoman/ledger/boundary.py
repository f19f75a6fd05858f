"""Where DuckDB's errors become ours: what was wrong, where, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import duckdb

from dragoman.errors import LedgerError

RESTORE: Final = (
    "Restore the file from a backup, or move it away and record the reports again into a new ledger."
)

# (words of DuckDB's message, what was wrong, what to do); the first that fits is taken.
_KNOWN: Final = (
    (
        ("could not set lock", "conflicting lock", "being used by another process", "unique file handle"),
        "another process has it open",
        "Wait until that process ends, or stop it, and try again.",
    ),
    (
        ("different configuration",),
        "this process has it open in another way (reading only, or writing)",
        "Close the other Ledger first.",
    ),
    (
        ("no space left", "disk full", "not enough space", "file too large", "disk quota"),
        "the disk is full",
        "Make room and run the command again; what was recorded before is kept.",
    ),
    (
        ("not a valid duckdb database", "not a duckdb"),
        "it is not a ledger (not a DuckDB file)",
        "Give the path of a ledger, or of a file that does not exist yet, to make one. " + RESTORE,
    ),
    (
        ("newer version of duckdb", "older version of duckdb", "storage version"),
        "it was written by another version of DuckDB than the one installed",
        "Install the newest duckdb: pip install --upgrade duckdb",
    ),
    (
        ("is a directory",),
        "it is a directory",
        "Give the path of a file in it.",
    ),
    (
        ("database does not exist",),
        "there is no such ledger",
        'Make one with "dragoman record LEDGER FILE...", or check the path.',
    ),
    (
        ("no such file or directory", "not a directory", "path not found", "cannot find the path"),
        "the directory it should lie in does not exist",
        "Make the directory, or check the path.",
    ),
    (
        ("permission denied", "access is denied", "read-only file system", "operation not permitted"),
        "permission was denied",
        "Choose a place that you may write to, or open it for reading only.",
    ),
    (
        ("read-only mode", "read only mode"),
        "it is open for reading only",
        "Open it for writing to record: Ledger(path).",
    ),
    (
        (
            "could not read enough bytes",
            "corrupt",
            "checksum",
            "serialization error",
            "deserialize",
            "wal file",
        ),
        "the file is damaged (cut short or overwritten)",
        RESTORE,
    ),
    (
        ("database has been invalidated",),
        "an earlier error has closed it",
        "Open the ledger again; what was recorded before is kept.",
    ),
    (
        ("connection already closed", "connection has already been closed", "connection error: connection"),
        "it has been closed",
        "Use relations inside the ledger's with block, or open it again.",
    ),
    (
        ("out of memory", "failed to allocate"),
        "memory ran out",
        "Free memory, or record fewer reports at a time.",
    ),
)


def ledger_error(path: str, doing: str, error: BaseException) -> LedgerError:
    """What a user is told when ``doing`` ("be opened", "be read", "record ...") failed at ``path``."""
    text = " ".join(str(error).split())
    lowered = text.lower()
    for words, wrong, remedy in _KNOWN:
        if any(word in lowered for word in words):
            return LedgerError(f"{path}: the ledger cannot {doing}: {wrong}. {remedy}")
    return LedgerError(
        f"{path}: the ledger cannot {doing}: {text} "
        "If it goes on, check the file, its directory and the free space on the disk."
    )


@contextmanager
def boundary(path: str, doing: str) -> Iterator[None]:
    """Raise LedgerError for every error of DuckDB or the operating system inside the block."""
    try:
        yield
    except (duckdb.Error, OSError) as error:
        raise ledger_error(path, doing, error) from error
