"""The one child that reads strangers' files has nothing, reaches nothing and keeps nothing."""

import os
import socket
from pathlib import Path

import pytest

from app.errors import AppError, TooLarge
from app.importing.confined import NOBODY, Job, read_confined
from app.series.confined import JOB as SERIES
from app.typhoon.formats import FORMATS, parse_file
from app.typhoon.formats.confined import JOB as TRACKS
from app.typhoon.formats.confined import read_tracks
from app.wording import EMPTY, Text

DATA = Path(__file__).parents[1] / "data" / "typhoon"
STORMS = Path(__file__).parents[2] / "sample_geo" / "storms"
FILES = [*sorted(DATA.glob("*chanhom*")), *sorted(DATA.glob("illus*")), *sorted(STORMS.glob("*_*"))]


def too_much(why: Text) -> TooLarge:
    return TooLarge("E-TEST", EMPTY, why, EMPTY)


JOB = Job("tests.confined_reader", too_much)


def test_the_child_has_nothing_of_ours_and_reaches_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HAITANG_DATABASE_URL", "postgresql://secret")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        told = read_confined(JOB, {"port": port}, "海塘\nx".encode())
    assert told == {
        "data": "海塘\nx",
        "secret": None,
        "user": NOBODY if os.geteuid() == 0 else os.geteuid(),
        "wrote": False,
        "reached": False,
        "forked": False,
    }


def test_a_reader_that_asks_for_more_than_its_memory_is_refused() -> None:
    assert read_confined(JOB, {"grow": 1000}, b"") == {"grown": 1000}
    with pytest.raises(TooLarge, match="E-TEST"):
        read_confined(JOB, {"grow": JOB.memory_bytes}, b"")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_track_file_comes_through_the_child_as_it_was_read(path: Path) -> None:
    raw = path.read_bytes()
    assert read_tracks(raw, None) == parse_file(raw, None)


def test_refusals_come_through_the_child_as_they_were_said() -> None:
    for raw in (b"nothing that is a track", b"\xff\xfe", b"SID,NAME,ISO_TIME\n"):
        with pytest.raises(AppError) as plain:
            parse_file(raw, None)
        with pytest.raises(AppError) as confined:
            read_tracks(raw, None)
        assert type(confined.value) is type(plain.value)
        assert vars(confined.value) == vars(plain.value)


def test_a_track_file_that_breaks_its_reader_is_refused_in_words() -> None:
    """Nested so deep that Python gives up: the child falls, the server answers."""
    for known in FORMATS:
        with pytest.raises(AppError, match="E-TYP-"):
            read_tracks(b'{"type":' + b"[" * 200_000, known.name)


def test_what_readers_may_write_and_fill_is_small() -> None:
    assert SERIES.file_bytes == TRACKS.file_bytes == 0
