"""Errors that a user can meet.  All derive from :class:`DragomanError`.

DragomanError
 +-- IntakeError      a file or record could not be read as a report
 +-- DateError        a date that is none
 +-- CodebookError    a codebook file is wrong (file and line are named)
 +-- ModelError       the language model's files are missing or do not fit this version
 +-- LedgerError      the ledger cannot be opened, read or written
 +-- QuestionError    a what-if question that cannot be coded as an event

Every message says what was wrong, where, and what to do.
"""

from __future__ import annotations


class DragomanError(Exception):
    """The root of all errors that dragoman raises on purpose."""


class IntakeError(DragomanError):
    """A file or record could not be read as a report."""


class DateError(DragomanError):
    """A date that is none."""


class CodebookError(DragomanError):
    """A codebook file is wrong; the message names file and line."""


class ModelError(DragomanError):
    """The language model's files are missing or do not fit this version."""


class LedgerError(DragomanError):
    """The ledger cannot be opened, read or written."""


class QuestionError(DragomanError):
    """A what-if question that cannot be coded as an event."""
