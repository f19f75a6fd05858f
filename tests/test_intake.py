"""Files and records become reports, and bad ones a clear message."""

from __future__ import annotations

import datetime as dt
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import DateError, DragomanError, IntakeError
from dragoman.intake import Failure, Taken, count, parse_published, read_files, report_from_mapping
from dragoman.intake.decode import decode
from dragoman.intake.language import check_english
from dragoman.intake.records import report_from_text

EXAMPLES = Path(__file__).parent.parent / "examples"


def one(path: Path) -> Taken | Failure:
    (item,) = read_files([path])
    return item


def taken(path: Path) -> Taken:
    item = one(path)
    assert isinstance(item, Taken), item
    return item


def failure(path: Path) -> str:
    item = one(path)
    assert isinstance(item, Failure), item
    assert item.origin == str(path)
    return str(item.error)


def test_examples_are_read_with_their_headers() -> None:
    items = list(read_files(sorted(EXAMPLES.glob("*.txt"))))
    assert len(items) >= 2
    for item in items:
        assert isinstance(item, Taken)
        assert item.report.title
        assert item.report.published
        assert not item.report.text.startswith(("Title", "\n"))
        assert item.notes == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_encodings_are_read_without_a_note(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes("Orbán met Erdoğan – in “Kyiv”.\r\nThey spoke.".encode(encoding))
    item = taken(path)
    assert item.report.text == "Orbán met Erdoğan – in “Kyiv”.\nThey spoke."
    assert item.notes == ()


def test_an_old_encoding_is_read_with_a_note(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes("“We won’t,” José said.".encode("cp1252"))
    item = taken(path)
    assert item.report.text == "“We won’t,” José said."
    assert "Windows-1252" in item.notes[0]


def test_damaged_utf8_is_replaced_and_the_place_told(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes("Orbán ".encode() + b"\xff" + b"met the envoy \xe2\x80 twice.")
    item = taken(path)
    assert item.report.text == "Orbán \ufffdmet the envoy \ufffd twice."
    assert "byte 7" in item.notes[0]
    assert "2 unreadable" in item.notes[0]


@pytest.mark.parametrize(
    "data",
    [b"abc\0def", bytes(range(1, 256)) * 4, b"%PDF-1.7\nsome", b"PK\x03\x04rest", b"\x89PNG\r\n"],
    ids=["nul", "controls", "pdf", "zip", "png"],
)
def test_a_binary_file_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(data)
    assert "looks binary" in failure(path)


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("empty.txt", b"", "is empty"),
        ("blank.txt", b" \n\t\n", "is empty"),
        ("mark.txt", b"\xef\xbb\xbf", "is empty"),
        ("header.txt", b"Title: A\n\n \n", "header but no text"),
        ("page.html", b"<!DOCTYPE html><p>The talks failed.", "HTML"),
        ("bad.txt", b"Published: 2021-02-30\n\nThe talks failed.", "not a date"),
        ("empty.jsonl", b"\n\n", "is empty"),
        ("empty.json", b"", "is empty"),
        ("list.json", b"[]", "empty list"),
        ("broken.json", b'{"text": ', "not JSON"),
        ("number.json", b"3", "an object is expected"),
        ("deep.json", b"[" * 200_000, "JSON"),
    ],
)
def test_bad_files_fail_with_a_message(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert message in failure(path)


def test_missing_files_and_directories_do_not_stop_the_rest(tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text("The ministers met.")
    missing, folder, last = read_files([tmp_path / "none.txt", tmp_path, good])
    assert isinstance(missing, Failure)
    assert "no such file" in str(missing.error)
    assert isinstance(folder, Failure)
    assert "directory" in str(folder.error)
    assert isinstance(last, Taken)


def test_json_lines_name_the_line_that_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "reports.jsonl"
    lines = [
        json.dumps({"text": "The ministers met.", "published": "2021-12-02T14:00:00Z", "extra": 1}),
        "{not json",
        "",
        json.dumps({"title": "no text"}),
        json.dumps({"text": "They met again.", "source": 3}),
        json.dumps({"text": "Half a pair: \ud83d."}),
    ]
    path.write_text("\n".join(lines))
    first, broken, textless, wrong, half = read_files([path])
    assert isinstance(first, Taken)
    assert first.report.published == dt.date(2021, 12, 2)
    assert isinstance(broken, Failure)
    assert broken.origin == f"{path}:2"
    assert isinstance(textless, Failure)
    assert textless.origin == f"{path}:4"
    assert "no field 'text'" in str(textless.error)
    assert isinstance(wrong, Failure)
    assert "'source'" in str(wrong.error)
    assert isinstance(half, Taken)
    assert half.report.text == "Half a pair: \ufffd."
    assert half.notes
    assert count([path]) == 5


def test_json_list_holds_several_reports(tmp_path: Path) -> None:
    path = tmp_path / "reports.json"
    path.write_text(json.dumps([{"text": "One."}, {"text": ""}, {"text": "Three.", "title": " T "}]))
    first, second, third = read_files([path])
    assert isinstance(first, Taken)
    assert isinstance(second, Failure)
    assert second.origin == f"{path}[2]"
    assert isinstance(third, Taken)
    assert third.report.title == "T"


def test_standard_input_is_text_or_json_lines() -> None:
    (text,) = read_files(["-"], stdin=io.BytesIO(b"{The ministers} met.\nTwice."))
    assert isinstance(text, Taken)
    assert text.report.text == "{The ministers} met.\nTwice."
    lines = list(read_files(["-"], stdin=io.BytesIO(b'{"text": "One."}\n{"text": "Two."}\n')))
    assert [item.report.text for item in lines if isinstance(item, Taken)] == ["One.", "Two."]
    assert count(["-"]) is None


def test_a_header_needs_an_empty_line_after_it() -> None:
    report = report_from_text(
        "title: A\nURL: https://example.org/a\nPublished: 2021-12-02\n\nThe talks failed.\n"
    )
    assert (report.title, report.url, report.published) == (
        "A",
        "https://example.org/a",
        dt.date(2021, 12, 2),
    )
    assert report.text == "The talks failed.\n"
    text = "Source: a minister.\nThe talks failed."
    assert report_from_text(text).text == text


def test_a_line_of_five_megabytes_is_refused_and_the_rest_read(tmp_path: Path) -> None:
    sentence = "The ministers of the two countries met. "
    long, fits = tmp_path / "long.txt", tmp_path / "fits.txt"
    long.write_text(sentence * 130_000)
    fits.write_text((sentence * 25_000)[:1_000_000])
    assert "5,200,000 characters" in failure(long)
    assert "at most 1,000,000" in failure(long)
    _, second = read_files([str(long), str(fits)])
    assert isinstance(second, Taken)
    assert len(second.report.text) == 1_000_000


@pytest.mark.parametrize(
    "text",
    [
        "Die Außenminister der beiden Länder trafen sich am Donnerstag in Wien, um über Frieden zu reden. ",
        "Los ministros de los dos países se reunieron el jueves en la capital para hablar de la paz. ",
        "Les ministres des deux pays se sont rencontrés jeudi à Vienne pour parler de la guerre. ",
        "Министры двух стран встретились в четверг в Вене, чтобы обсудить кризис на границе. ",
        "两国外交部长周四在维也纳会晤，讨论边境危机。",
    ],
    ids=["German", "Spanish", "French", "Russian", "Chinese"],
)
def test_another_language_is_refused(text: str) -> None:
    with pytest.raises(IntakeError, match="does not look like English"):
        check_english(text * 4)


@pytest.mark.parametrize(
    "text",
    [
        "Ministers meet in Vienna",
        "Le ministre",
        "TALKS FAIL",
        "The ministers of the two countries met in Vienna on Thursday to speak about the crisis. " * 4,
    ],
)
def test_english_and_short_texts_pass(text: str) -> None:
    check_english(text)


def test_dates() -> None:
    assert parse_published(None) is None
    assert parse_published("2021-12-02") == dt.date(2021, 12, 2)
    assert type(parse_published(dt.datetime(2021, 12, 2, 14))) is dt.date
    for wrong in ("", "yesterday", "2021-13-01", "2021-02-30"):
        with pytest.raises(DateError, match="YYYY-MM-DD"):
            parse_published(wrong)


def test_mapping_with_a_date_object() -> None:
    report = report_from_mapping({"text": "They met.", "published": dt.date(2021, 12, 2), "url": None})
    assert report.published == dt.date(2021, 12, 2)
    assert report.url is None


@given(st.binary(max_size=300))
def test_any_bytes_give_encodable_text_or_an_intake_error(data: bytes) -> None:
    try:
        decoded = decode(data)
    except IntakeError:
        return
    decoded.text.encode("utf-8")
    assert "\r" not in decoded.text
    assert "\0" not in decoded.text


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r", exclude_categories=["Cc"])))
def test_utf8_text_comes_through_unchanged(text: str) -> None:
    if text.startswith("\ufeff"):
        return
    try:
        decoded = decode(text.encode())
    except IntakeError:
        # Only a file that begins like a ZIP, PDF, ... may be refused.
        assert text.startswith(("PK", "%PDF-"))
        return
    assert decoded.text == text
    assert decoded.notes == ()


@given(st.recursive(st.none() | st.booleans() | st.text() | st.floats(), st.lists, max_leaves=5))
def test_no_json_value_escapes_as_another_error(value: object) -> None:
    line = json.dumps({"text": value, "published": value}).encode()
    for item in read_files(["-"], stdin=io.BytesIO(line)):
        assert isinstance(item, Taken) or isinstance(item.error, DragomanError)
