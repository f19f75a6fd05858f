"""What breaks a ledger in real life, done for real: every error is ours, nothing recorded is lost."""

from __future__ import annotations

import os
import random
import shlex
import signal
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import duckdb
import pytest

from dragoman.errors import LedgerError
from dragoman.ledger import Ledger
from dragoman.ledger.boundary import ledger_error
from dragoman.ledger.schema import MIGRATIONS, VERSION
from handmade import reading as handmade
from ledger_stories import asked, threat

HERE = Path(__file__).parent
SOURCE = HERE.parent / "src"


def script(code: str, *arguments: str) -> list[str]:
    """A command that runs ``code`` in another process, with the tests' helpers at hand."""
    head = f"import sys; sys.path[:0] = [{str(SOURCE)!r}, {str(HERE)!r}]\n"
    return [sys.executable, "-c", head + textwrap.dedent(code), *arguments]


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """A ledger with fifty reports, closed in order."""
    path = tmp_path / "filled.duckdb"
    with Ledger(path) as ledger:
        for n in range(50):
            ledger.record(threat(title=f"report {n}"))
    return path


def open_and_count(path: Path) -> int:
    with Ledger(path) as ledger:
        return len(ledger.reports())


# --- paths ---------------------------------------------------------------------------------


def test_a_directory_that_does_not_exist(tmp_path: Path) -> None:
    path = tmp_path / "none" / "l.duckdb"
    with pytest.raises(LedgerError, match="directory it should lie in does not exist") as caught:
        Ledger(path)
    assert str(path) in str(caught.value)
    assert isinstance(caught.value.__cause__, duckdb.Error)


def test_a_path_below_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(LedgerError, match="Make the directory"):
        Ledger(tmp_path / "file" / "l.duckdb")


def test_a_directory_in_place_of_a_file(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="it is a directory"):
        Ledger(tmp_path)


def test_a_missing_ledger_is_not_made_by_reading(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="there is no such ledger"):
        Ledger(tmp_path / "l.duckdb", read_only=True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_directory_without_permission(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(LedgerError, match="permission was denied"):
        Ledger(tmp_path / "l.duckdb")


# --- files ---------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [5, 4096, 50_000])
def test_a_file_of_garbage_is_refused_and_left_as_it_is(tmp_path: Path, size: int) -> None:
    path = tmp_path / "garbage"
    garbage = random.Random(size).randbytes(size)
    path.write_bytes(garbage)
    with pytest.raises(LedgerError, match=r"not a ledger.*Restore the file from a backup"):
        Ledger(path)
    assert path.read_bytes() == garbage


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.999])
def test_a_file_cut_short_is_refused(filled: Path, part: float) -> None:
    whole = filled.read_bytes()
    filled.write_bytes(whole[: int(len(whole) * part)])
    for read_only in (True, False):
        with pytest.raises(LedgerError, match=r"damaged.*Restore the file from a backup"):
            Ledger(filled, read_only=read_only)


def test_a_file_overwritten_in_part_never_answers_wrongly(filled: Path) -> None:
    whole = filled.read_bytes()
    with Ledger(filled, read_only=True) as ledger:
        good = ledger.acts().rows()
    messages = []
    for part in (0.001, 0.1, 0.3, 0.5, 0.7, 0.9):
        at = int(len(whole) * part)
        filled.write_bytes(whole[:at] + b"\xaa" * 5000 + whole[at + 5000 :])
        try:
            with Ledger(filled, read_only=True) as ledger:
                found = ledger.acts().rows()
        except LedgerError as error:
            messages.append(str(error))
        else:
            assert found == good
    assert messages
    assert all(message.startswith(str(filled)) for message in messages)
    assert any("Restore the file from a backup" in message for message in messages)


def test_a_database_that_is_no_ledger(tmp_path: Path) -> None:
    path = tmp_path / "other.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE meta (key VARCHAR)")
    with pytest.raises(LedgerError, match="a DuckDB database, but not a ledger"):
        Ledger(path)
    with duckdb.connect(str(path)) as connection:
        assert connection.execute("SELECT table_name FROM duckdb_tables()").fetchall() == [("meta",)]


def test_a_newer_ledger_is_refused_with_the_way_out(filled: Path) -> None:
    with duckdb.connect(str(filled)) as connection:
        connection.execute("UPDATE meta SET value = ? WHERE key = 'schema_version'", [str(VERSION + 1)])
    with pytest.raises(LedgerError, match=rf"schema version {VERSION + 1}.*Install a newer dragoman"):
        Ledger(filled)


def test_migrations_are_numbered_without_gaps() -> None:
    assert [migration.version for migration in MIGRATIONS] == list(range(1, VERSION + 1))


def test_an_older_ledger_is_migrated_by_writing_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dragoman.ledger import schema

    path = tmp_path / "l.duckdb"
    with Ledger(path) as ledger:
        ledger.record(handmade())
    later = schema.Migration(VERSION + 1, ("ALTER TABLE readings ADD COLUMN later VARCHAR",))
    monkeypatch.setattr(schema, "MIGRATIONS", (*MIGRATIONS, later))
    monkeypatch.setattr(schema, "VERSION", VERSION + 1)
    with pytest.raises(LedgerError, match="Open it for writing once"):
        Ledger(path, read_only=True)
    with Ledger(path) as ledger:
        assert ledger.reading(handmade().report.id) == handmade()
    with duckdb.connect(str(path)) as connection:
        assert connection.execute("SELECT value FROM meta").fetchall() == [(str(VERSION + 1),)]
        assert connection.execute("SELECT later FROM readings").fetchall() == [(None,)]


def test_a_migration_that_fails_leaves_the_ledger_as_it_was(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dragoman.ledger import schema

    broken = schema.Migration(VERSION + 1, ("CREATE TABLE more (a VARCHAR)", "DROP TABLE not_there"))
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", (*MIGRATIONS, broken))
        patch.setattr(schema, "VERSION", VERSION + 1)
        with pytest.raises(LedgerError, match="cannot be opened"):
            Ledger(filled)
    assert open_and_count(filled) == 50
    with duckdb.connect(str(filled)) as connection:
        assert connection.execute("SELECT * FROM duckdb_tables() WHERE table_name = 'more'").fetchall() == []


# --- processes -------------------------------------------------------------------------------


@pytest.fixture
def holder(filled: Path) -> Iterator[Path]:
    """A ledger that another process holds open for writing."""
    code = """
        from dragoman.ledger import Ledger
        with Ledger(sys.argv[1]) as ledger:
            print("open", flush=True)
            sys.stdin.read()
    """
    with subprocess.Popen(
        script(code, str(filled)), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        yield filled
        process.communicate("", timeout=30)


@pytest.mark.parametrize("read_only", [False, True])
def test_a_ledger_that_another_process_writes(holder: Path, read_only: bool) -> None:
    with pytest.raises(LedgerError, match=r"another process has it open.*Wait until"):
        Ledger(holder, read_only=read_only)


def test_a_writer_killed_in_the_middle_loses_nothing_it_reported(tmp_path: Path) -> None:
    code = """
        from ledger_stories import threat
        from dragoman.ledger import Ledger
        with Ledger(sys.argv[1]) as ledger:
            for n in range(100000):
                ledger.record(threat(title=str(n)))
                print(n, flush=True)
    """
    path = tmp_path / "l.duckdb"
    reported = 0
    for run in range(3):
        with subprocess.Popen(script(code, str(path)), stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            for line in process.stdout:
                reported = int(line) + 1
                if reported == 15 * (run + 1):
                    process.send_signal(signal.SIGKILL)
                    break
            reported = max([reported, *(int(line) + 1 for line in process.stdout if line.endswith("\n"))])
            process.wait(timeout=30)
        with Ledger(path) as ledger:
            reports = [row["id"] for row in ledger.reports().rows()]
            # the report being recorded when the process died may be there, but then all of it
            assert len(reports) in (reported, reported + 1)
            assert sorted(row["report"] for row in ledger.acts().rows()) == sorted(reports)
            assert len(ledger.event_tellings()) == 2 * len(reports)
            assert [row["tellings"] for row in ledger.events().rows()] == [len(reports)] * 2
            assert {threat(title=str(n)).report.id for n in range(reported)} <= set(reports)
            assert ledger.commitments().rows()[0]["tellings"] == len(reports)


@pytest.mark.skipif(sys.platform != "linux", reason="limits the size of files, as Linux does")
def test_a_full_disk_keeps_what_was_recorded(tmp_path: Path) -> None:
    code = """
        import resource, signal
        from ledger_stories import threat
        from dragoman.errors import LedgerError
        from dragoman.ledger import Ledger
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        done = 0
        ledger = Ledger(sys.argv[1])
        try:
            for n in range(10):
                done += ledger.record(threat(title=str(n)))
            resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))
            for n in range(10, 100000):
                done += ledger.record(threat(title=str(n)))
        except LedgerError as error:
            print(done, flush=True)
            print(error, flush=True)
        import os
        os._exit(0)
    """
    path = tmp_path / "l.duckdb"
    process = subprocess.run(
        script(code, str(path)), stdout=subprocess.PIPE, text=True, timeout=120, check=True
    )
    done, message = process.stdout.split("\n", 1)
    assert int(done) >= 10
    assert str(path) in message
    assert "the disk is full" in message
    with Ledger(path) as ledger:
        assert len(ledger.reports()) == int(done) == len(ledger.acts())
        assert ledger.record(threat(title="after")) is True


def mounting() -> list[str] | None:
    """The command before a shell that may mount; None where mounting is refused."""
    for before in ([], ["unshare", "--map-root-user", "--mount"]):
        with tempfile.TemporaryDirectory() as folder:
            try_out = f"mount -t tmpfs -o size=1m none {folder} && umount {folder}"
            with suppress(FileNotFoundError):
                if subprocess.run([*before, "sh", "-c", try_out], capture_output=True).returncode == 0:
                    return before
    return None


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a tmpfs, as Linux does")
def test_a_disk_that_fills_up_keeps_what_was_recorded(tmp_path: Path) -> None:
    before = mounting()
    if before is None:
        pytest.skip("mounting a tmpfs is refused here")
    code = """
        import shutil
        from pathlib import Path
        from ledger_stories import threat
        from dragoman.errors import LedgerError
        from dragoman.ledger import Ledger
        disk = Path(sys.argv[1])
        path, done = disk / "l.duckdb", 0
        ledger = Ledger(path)
        try:
            for n in range(10):
                done += ledger.record(threat(title=str(n)))
            # all but the room for some reports more is taken by something else
            (disk / "other").write_bytes(bytes(max(0, shutil.disk_usage(disk).free - 300_000)))
            for n in range(10, 100000):
                done += ledger.record(threat(title=str(n)))
        except LedgerError as error:
            print(done)
            print(error)
            try:
                ledger.close()
            except LedgerError as again:
                print(again)
        (disk / "other").unlink()
        with Ledger(path) as ledger:
            print(len(ledger.reports()), len(ledger.acts()), ledger.record(threat(title="after")))
    """
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = f"mount -t tmpfs -o size=8m none {disk} && trap 'umount {disk}' EXIT; "
    run = shlex.join(script(code, str(disk)))
    process = subprocess.run(
        [*before, "sh", "-c", mount + run], stdout=subprocess.PIPE, text=True, timeout=120, check=True
    )
    done, message, *_, after = process.stdout.splitlines()
    assert 10 <= int(done) < 100_000
    assert str(disk) in message
    assert "the disk is full. Make room and run the command again" in message
    assert after == f"{done} {done} True"


# --- use ---------------------------------------------------------------------------------------


def test_a_ledger_open_for_reading_records_nothing(filled: Path) -> None:
    with Ledger(filled, read_only=True) as ledger:
        with pytest.raises(LedgerError, match=r"open for reading only.*Ledger\(path\)"):
            ledger.record(handmade())
        assert len(ledger.reports()) == 50


def test_several_may_read_at_once(filled: Path) -> None:
    with Ledger(filled, read_only=True) as one, Ledger(filled, read_only=True) as other:
        assert one.acts().rows() == other.acts().rows()
    code = "from dragoman.ledger import Ledger; print(len(Ledger(sys.argv[1], read_only=True).reports()))"
    with Ledger(filled, read_only=True):
        found = subprocess.run(script(code, str(filled)), stdout=subprocess.PIPE, text=True, check=True)
    assert found.stdout == "50\n"


def test_a_closed_ledger_says_so(filled: Path) -> None:
    with Ledger(filled, coder=lambda text: asked("ASSAULT", "ECU", "PER")) as ledger:
        acts = ledger.acts()
    ledger.close()
    for use in (
        lambda: ledger.record(handmade()),
        ledger.events,
        acts.rows,
        lambda: len(acts),
        lambda: ledger.whatif("Ecuador attacks Peru"),
        lambda: ledger.reading("x"),
    ):
        with pytest.raises(LedgerError, match=r"has been closed"):
            use()


def test_an_error_of_the_coder_is_not_taken_for_one_of_the_ledger(filled: Path) -> None:
    def coder(text: str) -> object:
        raise FileNotFoundError("weights")

    with Ledger(filled, coder=coder) as ledger, pytest.raises(FileNotFoundError):  # type: ignore[arg-type]
        ledger.whatif("Ecuador attacks Peru")


def test_an_interrupted_recording_leaves_nothing_behind(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dragoman.ledger.stored import StoredLives

    def stop(*_: object) -> None:
        raise duckdb.Error("stop")

    with Ledger(filled) as ledger:
        with monkeypatch.context() as patch:
            patch.setattr(StoredLives, "replace", stop)
            with pytest.raises(LedgerError, match="cannot record report"):
                ledger.record(handmade())
        assert len(ledger.reports()) == 50
        assert ledger.record(handmade()) is True


def test_every_message_says_what_where_and_what_to_do() -> None:
    known = ledger_error("a/path", "be read", duckdb.IOException("IO Error: No space left on device"))
    assert str(known) == (
        "a/path: the ledger cannot be read: the disk is full. "
        "Make room and run the command again; what was recorded before is kept."
    )
    unknown = ledger_error("a/path", "be read", duckdb.InternalException("strange\nthing"))
    assert "a/path: the ledger cannot be read: strange thing" in str(unknown)
    assert "check the file" in str(unknown)
