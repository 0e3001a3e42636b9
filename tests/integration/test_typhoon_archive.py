"""The archive over the database: what supersedes what, what was known then, who is which storm."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.accounts.model import SYSTEM_ACTOR
from app.database import Connection, connect
from app.errors import AppError, Conflict, InvalidInput
from app.events.model import EventKind
from app.transaction import Transaction, on_connection
from app.typhoon.archive.importing import (
    Imported,
    import_content,
    preview_content,
    renumber,
    save_parsed,
)
from app.typhoon.archive.kinship import give_number, link_storms
from app.typhoon.archive.ledger.queries import list_bad_rows, list_imports
from app.typhoon.archive.queries import list_notes
from app.typhoon.catalogue.queries import list_seasons, list_storms, list_sub_centres
from app.typhoon.export.atcf import b_deck
from app.typhoon.export.pick import ALWAYS, exported
from app.typhoon.formats import FORMATS, parse_file
from app.typhoon.model import NoteKind, Storm, Track
from app.typhoon.queries import get_storm, list_every_forecast, list_forecasts, list_tracks

pytestmark = pytest.mark.undone

ROOT = Path(__file__).resolve().parents[2]
STORMS = ROOT / "sample_geo" / "storms"
DATA = ROOT / "tests" / "data" / "typhoon"
B_DECK = (DATA / "bwp092015_chanhom.dat").read_text("utf-8")
ZHEJIANG = (DATA / "illustrative_zhejiang.json").read_text("utf-8")
FILES = (
    *sorted(DATA.glob("*.dat")),
    *sorted(DATA.glob("illustrative_*")),
    STORMS / "jma_best_track.txt",
    STORMS / "ibtracs_three_storms.csv",
    STORMS / "ibtracs_usa_three_storms.csv",
    STORMS / "cma_operational_chanhom.toml",
)
TABLES = (
    "typhoon", "typhoon_alias", "typhoon_note", "track_fix", "wind_radius", "forecast_track",
    "forecast_point", "forecast_radius", "track_fix_past", "forecast_past", "track_import",
    "event", "audit_entry",
)  # fmt: skip


@pytest.fixture
def tx(conn: Connection) -> Transaction:
    return Transaction(conn, SYSTEM_ACTOR)


def take(tx: Transaction, text: str | Path) -> Imported:
    raw = text.read_bytes() if isinstance(text, Path) else text.encode()
    return import_content(tx, raw, "test")


def counts(conn: Connection) -> dict[str, int]:
    return {
        table: conn.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0]  # noqa: S608
        for table in TABLES
    }


def track_of(conn: Connection, storm_id: str, agency: str, kind: str = "besttrack") -> Track:
    tracks = list_tracks(conn, get_storm(conn, storm_id), ALWAYS)
    (found,) = [one for one in tracks if (one.agency, one.kind) == (agency, kind)]
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_what_is_stored_is_what_was_read_digit_by_digit(tx: Transaction, path: Path) -> None:
    parsed = take(tx, path).parsed
    for track in parsed.tracks:
        stored = track_of(tx.conn, track.storm.storm_id, track.agency, track.kind)
        assert stored.fixes == track.fixes
        assert (stored.averaging_min, stored.source) == (track.averaging_min, track.source)
        assert [fix.line for fix in stored.fixes] == [fix.line for fix in track.fixes]
    for one in parsed.forecasts:
        stored_ones = list_every_forecast(tx.conn, one.storm.storm_id, ALWAYS)
        assert one.forecast in stored_ones


def test_every_agency_stands_side_by_side(tx: Transaction) -> None:
    """Operational landfall and re-analysis, five agencies, nothing merged."""
    for path in FILES:
        take(tx, path)
    tracks = list_tracks(tx.conn, get_storm(tx.conn, "201509"), ALWAYS)
    assert [(track.agency, str(track.kind), track.averaging_min) for track in tracks] == [
        ("CMA", "operational", 2),
        ("CMA", "besttrack", 2),
        ("IBTrACS", "besttrack", None),
        ("IBTrACS-USA", "besttrack", 1),
        ("JMA", "besttrack", 10),
        ("JTWC", "operational", 1),
        ("JTWC", "besttrack", 1),
    ]
    assert len(list_storms(tx.conn, text="灿鸿")) == 1
    ids = {storm.storm.storm_id for storm in list_storms(tx.conn)}
    assert {"201509", "201909", "202212"} <= ids


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_same_file_twice_changes_nothing(tx: Transaction, path: Path) -> None:
    assert take(tx, path).changes.changed
    before = counts(tx.conn)
    events = len(tx.events)
    again = take(tx, path)
    assert not again.changes.changed
    after = counts(tx.conn)
    kept = ("track_import", "audit_entry")  # that somebody sent it again is kept
    assert {key: after[key] for key in after if key not in kept} == {
        key: before[key] for key in before if key not in kept
    }
    assert len(tx.events) == events


def wait_for_the_clock(conn: Connection) -> datetime:
    """A moment after everything recorded so far."""
    return conn.execute("SELECT clock_timestamp()").fetchall()[0][0]


def test_a_newer_import_supersedes_and_the_earlier_is_still_answered(tx: Transaction) -> None:
    take(tx, B_DECK)
    first = track_of(tx.conn, "201509", "JTWC")
    then = wait_for_the_clock(tx.conn)
    lines = B_DECK.splitlines()
    assert "2015070912" in lines[0]
    changed = [line.replace("242N", "243N") for line in lines]
    withdrawn = [line for line in changed if "2015071118" not in line]
    told = take(tx, "\n".join(withdrawn))
    (change,) = told.changes.tracks
    assert (change.new, change.different, change.withdrawn) == (0, 1, 1)
    now = track_of(tx.conn, "201509", "JTWC")
    assert (now.fixes[0].lat, first.fixes[0].lat) == (24.3, 24.2)
    assert len(now.fixes) == len(first.fixes) - 1
    storm = get_storm(tx.conn, "201509")
    (as_it_was,) = list_tracks(tx.conn, storm, ALWAYS, then)
    assert as_it_was.fixes == first.fixes
    (as_it_is,) = list_tracks(tx.conn, storm, ALWAYS, wait_for_the_clock(tx.conn))
    assert as_it_is.fixes == now.fixes
    assert list_tracks(tx.conn, storm, ALWAYS, then - timedelta(days=1)) == []


def test_an_unchanged_fix_keeps_the_time_it_was_recorded(tx: Transaction) -> None:
    take(tx, B_DECK)
    before = {fix.fix_at: fix.recorded_at for fix in track_of(tx.conn, "201509", "JTWC").fixes}
    take(tx, B_DECK.replace("242N", "243N"))
    after = {fix.fix_at: fix.recorded_at for fix in track_of(tx.conn, "201509", "JTWC").fixes}
    newer = [at for at, moment in after.items() if moment != before[at]]
    assert newer == [datetime(2015, 7, 9, 12, tzinfo=UTC)]


def test_a_corrected_forecast_supersedes_and_the_earlier_is_still_answered(
    tx: Transaction,
) -> None:
    take(tx, ZHEJIANG)
    at = datetime(2015, 7, 9, 1, tzinfo=UTC)
    first = {one.agency: one for one in list_forecasts(tx.conn, "201509", at)}
    then = wait_for_the_clock(tx.conn)
    take(tx, ZHEJIANG.replace('"125.2", "lat": "26.1"', '"125.9", "lat": "26.1"'))
    now = {one.agency: one for one in list_forecasts(tx.conn, "201509", at)}
    assert (first["CMA"].points[-1].lon, now["CMA"].points[-1].lon) == (125.2, 125.9)
    assert now["JMA"] == first["JMA"]
    was = {one.agency: one for one in list_forecasts(tx.conn, "201509", at, then)}
    assert was == first


def test_a_bulletin_adds_its_fix_and_withdraws_nothing(tx: Transaction) -> None:
    text = (DATA / "illustrative_tcm.txt").read_text("utf-8")
    take(tx, text)
    later = text.replace("AT 08/0900Z", "AT 08/1500Z").replace("17.3N  53.1W", "17.9N  54.2W")
    take(tx, later)
    track = track_of(tx.conn, "AL132023", "NHC", "operational")
    assert [(fix.fix_at.hour, fix.lon) for fix in track.fixes] == [(9, -53.1), (15, -54.2)]
    assert len(list_every_forecast(tx.conn, "AL132023", ALWAYS)) == 2


def test_a_preview_tells_everything_and_keeps_nothing(tx: Transaction) -> None:
    before = counts(tx.conn)
    preview = preview_content(tx, B_DECK.encode(), "deck")
    assert preview.changes.tracks[0].new == 10
    assert counts(tx.conn) == before
    assert tx.events == []


REFUSED = (
    b"",
    b"\xff\xfe noise",
    b"nothing that is a track",
    b"a\0b",
    B_DECK[:40].encode(),
    ZHEJIANG[:200].encode(),
    ZHEJIANG.replace("201509", "9").encode(),
    ZHEJIANG.replace("CHAN-HOM", "\\u0000").encode(),
    ZHEJIANG.replace("CHAN-HOM", "\\ud800").encode(),
    b"SID,NAME,ISO_TIME\n",
    b"66666 1509    9 0009 1509 0 6 Chan-hom\n2015063012 x\n",
    (DATA / "illustrative_tcm.txt").read_bytes().replace(b"AL132023", b""),
    (DATA / "illustrative_jtwc_web.txt").read_bytes().replace(b"RECEIVED 2019-08-09", b""),
)


@pytest.mark.parametrize("name", [None, *(known.name for known in FORMATS)])
def test_a_refused_file_leaves_the_database_as_it_was(tx: Transaction, name: str | None) -> None:
    take(tx, B_DECK)
    before = counts(tx.conn)
    for raw in REFUSED:
        with pytest.raises(AppError) as refusal:
            import_content(tx, raw, "noise", name)
        assert refusal.value.code.startswith("E-TYP-"), raw[:60]
        assert counts(tx.conn) == before, raw[:60]


@pytest.mark.parametrize("name", [None, "atcf", "jtwc"])
def test_fifty_megabytes_of_noise_leave_the_database_as_it_was(
    tx: Transaction, name: str | None
) -> None:
    before = counts(tx.conn)
    with pytest.raises(InvalidInput):
        import_content(tx, b"0123456789 abcdef\n" * 2_800_000, "noise", name)
    assert counts(tx.conn) == before


def test_bad_rows_stay_with_their_import(tx: Transaction) -> None:
    text = B_DECK.replace("242N", "24xN", 1)
    told = take(tx, text)
    assert len(told.parsed.bad_rows) == 1
    (kept,) = list_imports(tx.conn, "201509")
    assert (kept.format, kept.bad_rows, kept.changed) == ("atcf", 1, True)
    assert len(kept.sha256) == 64
    (row,) = list_bad_rows(tx.conn, told.import_id)
    assert (row.line, row.reason) == (1, told.parsed.bad_rows[0].reason)


def test_a_low_that_gets_its_number_moves_with_everything(tx: Transaction) -> None:
    """An invest's deck, then the same cyclone named: one storm, under its number."""
    deck = B_DECK.replace("CHAN-HOM", "  INVEST")
    take(tx, deck)
    assert get_storm(tx.conn, "WP092015").number is None
    take(tx, B_DECK)
    storm = get_storm(tx.conn, "WP092015")
    assert (storm.storm_id, storm.name_zh, storm.number) == ("201509", "灿鸿", "1509")
    assert [one.storm.storm_id for one in list_storms(tx.conn, season=2015)] == ["201509"]
    assert [str(note.kind) for note in list_notes(tx.conn, "201509")] == ["renumbered"]
    assert len(track_of(tx.conn, "201509", "JTWC").fixes) == 10


def test_renumbering_by_hand_refuses_to_mix_two_storms(tx: Transaction) -> None:
    take(tx, B_DECK)
    other = B_DECK.replace("WP, 09", "WP, 92").replace("CHAN-HOM", "  INVEST")
    take(tx, other)
    with pytest.raises(Conflict) as refusal:
        renumber(tx, "WP922015", get_storm(tx.conn, "201509"))
    assert "JTWC" in refusal.value.why.zh
    take(tx, (DATA / "illustrative_CH2015BST.txt"))
    low = get_storm(tx.conn, "CMA-2015-0010")
    renumber(tx, low.storm_id, Storm("201530", "某低压", "SOMEONE", 2015))
    assert get_storm(tx.conn, "CMA-2015-0010").storm_id == "201530"


def test_numbers_that_two_agencies_use_for_two_storms_do_not_mix(tx: Transaction) -> None:
    """2007: JMA's 0709 is Fitow, CMA's is Sepat; a name from another list keeps its own."""
    head, row = (
        "66666 0709  001 0009 0709 0 6             {:<20}20080101",
        ("07082900 002 3 180 1500  998     035     00000 0000 90120 0120"),
    )
    take(tx, "\n".join([head.format("FITOW"), row]))
    take(tx, "\n".join([head.format("SEPAT").replace("0709  ", "0708  "), row]))
    take(tx, "\n".join([head.format("STRANGER"), row]))
    take(tx, "\n".join([head.format("OTHER"), row.replace("180 1500", "190 1400")]))
    found = {one.storm.name_en: one.storm.storm_id for one in list_storms(tx.conn, season=2007)}
    assert found["FITOW"] == "200710"
    assert found["SEPAT"] == "200709"
    assert len(set(found.values())) == 4


def test_sub_centres_stand_under_their_storm_and_not_in_the_list(tx: Transaction) -> None:
    take(tx, DATA / "illustrative_CH2015BST.txt")
    assert [one.storm_id for one in list_sub_centres(tx.conn, "201509")] == ["201509-1"]
    listed = {one.storm.storm_id for one in list_storms(tx.conn)}
    assert listed == {"201509", "CMA-2015-0010"}
    assert len(track_of(tx.conn, "201509", "CMA").fixes) == 9


def test_two_storms_that_merge_and_one_that_forms_again_keep_their_tracks(
    tx: Transaction,
) -> None:
    take(tx, B_DECK)
    take(tx, DATA / "illustrative_CH2015BST.txt")
    at = datetime(2015, 7, 1, 6, tzinfo=UTC)
    link_storms(tx, "CMA-2015-0010", "201509", NoteKind.MERGED, at)
    link_storms(tx, "201509-1", "201509", NoteKind.REFORMED, at)
    linked = [
        (note.storm_id, str(note.kind))
        for note in list_notes(tx.conn, "201509")
        if note.other_id == "201509"
    ]
    assert sorted(linked) == [("201509-1", "reformed"), ("CMA-2015-0010", "merged")]
    assert len(track_of(tx.conn, "CMA-2015-0010", "CMA").fixes) == 2
    with pytest.raises(InvalidInput):
        link_storms(tx, "201509", "WP092015", NoteKind.MERGED, at)


def test_a_storm_given_a_number_by_hand_is_found_by_both(tx: Transaction) -> None:
    take(tx, DATA / "illustrative_CH2015BST.txt")
    assert give_number(tx, "CMA-2015-0010", "201530").number == "1530"
    assert get_storm(tx.conn, "CMA-2015-0010").storm_id == "201530"
    assert len(track_of(tx.conn, "201530", "CMA").fixes) == 2
    take(tx, B_DECK.replace("WP, 09", "WP, 31").replace("CHAN-HOM", " INVEST2"))
    kept = give_number(tx, "WP312015", "201530")
    assert (kept.storm_id, kept.name_en) == ("201530", "INVEST2")
    for wrong in ("", "201530", "a b", "x" * 60):
        with pytest.raises(InvalidInput):
            give_number(tx, "201530", wrong)


def test_storms_are_found_by_season_name_number_and_any_other_id(tx: Transaction) -> None:
    for path in FILES:
        take(tx, path)
    assert {one.season: one.storms for one in list_seasons(tx.conn)}[2019] == 1

    def found(text: str) -> list[str]:
        return [one.storm.storm_id for one in list_storms(tx.conn, text=text)]

    for text in ("利奇", "leki", "201909", "WP102019", "2019214N15134"):
        assert found(text) == ["201909"], text
    assert found("%") == found("_x") == []
    (muifa,) = list_storms(tx.conn, season=2022)
    assert (muifa.storm.name_zh, muifa.agencies) == ("梅花", ("IBTrACS", "IBTrACS-USA"))
    assert muifa.peak_agency == "IBTrACS-USA"
    assert muifa.peak_averaging_min == 1


def test_out_of_the_database_as_a_deck_and_back_is_equal(tx: Transaction) -> None:
    take(tx, B_DECK)
    storm = get_storm(tx.conn, "201509")
    file = exported(tx.conn, storm, "atcf", "JTWC", None)
    assert (file.name, file.rounded) == ("b201509.dat", 0)
    assert file.text == b_deck(track_of(tx.conn, "201509", "JTWC")).text
    assert not take(tx, file.text).changes.changed


def test_everything_out_as_geojson_and_back_is_equal(tx: Transaction) -> None:
    for path in FILES:
        take(tx, path)
    for storm_id in ("201509", "201909", "202212"):
        text = exported(tx.conn, get_storm(tx.conn, storm_id), "geojson", None, None).text
        assert not take(tx, text).changes.changed


def test_an_archive_is_announced_once(tx: Transaction) -> None:
    take(tx, STORMS / "ibtracs_west_pacific.csv")
    (event,) = [one for one in tx.events if one.kind is EventKind.TYPHOON_IMPORTED]
    assert (event.subject, event.payload["tracks"]) == ("archive", 600)
    assert len(list_storms(tx.conn)) == 600
    assert sum(one.storms for one in list_seasons(tx.conn)) == 600
    assert [one.storm.storm_id for one in list_storms(tx.conn, text="威马逊")] == [
        "201409", "200802", "200205",
    ]  # fmt: skip


def test_events_say_whose_track_and_whose_forecast(tx: Transaction) -> None:
    take(tx, ZHEJIANG)
    told: list[Any] = [(one.subject, one.payload["agency"], str(one.payload["kind"]))
                       for one in tx.events]  # fmt: skip
    assert told == [
        ("201509", "CMA", "operational"),
        ("201509", "CMA", "forecast"),
        ("201509", "JMA", "forecast"),
    ]


def test_nothing_is_kept_when_a_later_step_fails(empty_database: str) -> None:
    with (
        pytest.raises(InvalidInput),
        connect(empty_database) as conn,
        on_connection(conn, SYSTEM_ACTOR) as tx,
    ):
        take(tx, B_DECK)
        save_parsed(tx, parse_file(B_DECK.encode(), None), "again", b"")
        take(tx, "noise")
    with connect(empty_database) as conn:
        assert counts(conn)["track_fix"] == 0
