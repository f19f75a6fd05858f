"""Bytes become text.

In order: a byte order mark decides; then strict UTF-8; then the two ways in which a
file can fail to be UTF-8 are told apart.  If it holds well-formed multi-byte
characters as well, it is damaged UTF-8, and each bad byte becomes U+FFFD; if not, it
is an old 8-bit file and is read as Windows-1252, the superset of Latin-1 in which
English text was written.  No statistical guess is made, so that the same bytes are
the same text everywhere.  Whatever was not plain is told in a note.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from dragoman.errors import IntakeError

# The UTF-32 marks come first: the little-endian one begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = (b"%PDF-", b"PK\x03\x04", b"\x1f\x8b", b"\x89PNG", b"\xd0\xcf\x11\xe0")
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_WELL_FORMED = re.compile(
    rb"[\xc3-\xdf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xf0[\x90-\xbf][\x80-\xbf]{2}"
)
# More control characters than one in this many: a program's data, not a person's text.
_CONTROL_SHARE = 200


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, and what the user should know about how it was made."""

    text: str
    notes: tuple[str, ...] = ()


def decode(data: bytes) -> Decoded:
    """Make text of ``data``; line ends become ``\\n``.

    Raises ``IntakeError`` if the bytes look like a binary file.
    """
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    if data.startswith(_SIGNATURES) or (b"\0" in data and not encoding.startswith(("utf-16", "utf-32"))):
        raise IntakeError("looks binary, not like text; save it as plain text in UTF-8")
    notes: tuple[str, ...] = ()
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-8" and not _WELL_FORMED.search(data):
            text = data.decode("cp1252", errors="replace")
            notes = ("is not UTF-8; read as Windows-1252 (Latin-1)",)
        else:
            text = data.decode(encoding, errors="replace")
            notes = (
                f"damaged {error.encoding.upper()} at byte {error.start}; "
                f"{text.count(chr(0xFFFD))} unreadable characters replaced by U+FFFD",
            )
    return Decoded(plain(text.replace("\r\n", "\n").replace("\r", "\n")), notes)


def plain(text: str) -> str:
    """``text`` without half surrogate pairs (U+FFFD instead); no offset changes.

    Raises ``IntakeError`` if it holds so many control characters that it can't be text.
    """
    if "\0" in text or len(_CONTROL.findall(text)) * _CONTROL_SHARE > len(text):
        raise IntakeError("looks binary, not like text; save it as plain text in UTF-8")
    return _SURROGATE.sub("\ufffd", text)
