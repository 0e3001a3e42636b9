"""Series from file to high water, what is known when, and the cut-off they make."""

import io
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from app.accounts.model import SYSTEM_ACTOR
from app.clock import real_now
from app.configuration.queries import list_settings
from app.database import Connection, connect
from app.errors import InvalidInput
from app.evacuation.actions import retime_zones
from app.evacuation.answer import Figures
from app.evacuation.cutoff_words import explain_gap
from app.evacuation.cutoffs import CutoffKind, NotConsidered, Spot, SurgeGap, SurgeLimit, Way
from app.evacuation.queries import list_zones
from app.evacuation.surge import load_surge
from app.incidents.queries import current_incident
from app.series.actions import Origin, import_series
from app.series.command import series as series_command
from app.series.intake import NOTHING_SAID, parse_series
from app.series.queries import list_points, list_series
from app.transaction import on_connection
from app.worker.reactions import react
from tests.factories_evacuation import box

pytestmark = [pytest.mark.city, pytest.mark.undone]

AT = datetime(2015, 7, 10, 7, 20, tzinfo=UTC)
DINGHAI = Spot("定海", 122.10, 30.01)


def take(conn: Connection, text: str) -> list[Any]:
    parsed = parse_series(text.encode(), NOTHING_SAID, real_now())
    with on_connection(conn, SYSTEM_ACTOR) as tx:
        return import_series(tx, parsed, Origin("test"))


HEAD = "station,name,lon,lat,kind,nature,at,value,unit,datum,issued_at\n"


def row(at: str, value: float, issued: str = "", kind: str = "surge", station: str = "DH01") -> str:
    datum = "1985国家高程基准" if kind == "tide" else ""
    return f"{station},,,,{kind},predicted,{at},{value},m,{datum},{issued}\n"


def test_the_sample_has_five_stations_all_illustrative(conn: Connection) -> None:
    found = list_series(conn)
    assert len({one.station.code for one in found}) == 5
    assert {one.kind for one in found} == {"tide", "surge", "wind", "gust", "rain"}
    assert all(one.illustrative and "示意" in one.station.name for one in found)


def test_the_same_file_twice_changes_nothing_and_a_correction_stays_beside(
    conn: Connection,
) -> None:
    (first,) = take(conn, HEAD + row("2015-07-20T00:00Z", 0.4))
    (again,) = take(conn, HEAD + row("2015-07-20T00:00Z", 0.4))
    (corrected,) = take(conn, HEAD + row("2015-07-20T00:00Z", 0.6))
    assert (first.changed, again.changed, corrected.changed) == (1, 0, 1)
    at = datetime(2015, 7, 20, tzinfo=UTC)
    (point,) = list_points(conn, first.series_id, known_by=at, since=at, until=at)
    assert point.value == 0.6
    rows = conn.execute(
        "SELECT count(*) FROM observation WHERE series_id = %s AND at = %s", (first.series_id, at)
    ).fetchone()
    assert rows == (2,)


def test_a_prediction_does_not_count_before_it_is_issued(conn: Connection) -> None:
    early = row("2015-07-20T00:00Z", 0.4, "2015-07-18T00:00Z")
    late = row("2015-07-20T00:00Z", 0.9, "2015-07-19T00:00Z")
    (one,) = take(conn, HEAD + early + late)
    values = []
    for day in (17, 18, 19):
        points = list_points(
            conn, one.series_id, known_by=datetime(2015, 7, day, 1, tzinfo=UTC),
            since=datetime(2015, 7, 20, tzinfo=UTC), until=datetime(2015, 7, 20, tzinfo=UTC),
        )  # fmt: skip
        values.append([point.value for point in points])
    assert values == [[], [0.4], [0.9]]


def test_a_station_the_file_brings_gets_its_county_and_its_pinyin(conn: Connection) -> None:
    text = HEAD + "X1,岑港,121.99,30.06,gust,observed,2015-07-10T00:00Z,20,m/s,,\n"
    take(conn, text)
    row = conn.execute(
        "SELECT county_code, pinyin, illustrative FROM station WHERE code = 'X1'"
    ).fetchone()
    assert row == ("330902", "cengang", False)


@pytest.mark.parametrize(
    ("line", "code"),
    [(row("2015-07-20T00:00Z", 1, station="NONE"), "E-SER-013"),
     ("DH01,,,,tide,predicted,2015-07-20T00:00Z,1,m,吴淞,\n", "E-SER-014")],
)  # fmt: skip
def test_a_refused_file_changes_nothing(conn: Connection, line: str, code: str) -> None:
    before = conn.execute("SELECT count(*) FROM observation").fetchone()
    with pytest.raises(InvalidInput, match=code), conn.transaction():
        take(conn, HEAD + row("2015-07-20T00:00Z", 1) + line)
    assert conn.execute("SELECT count(*) FROM observation").fetchone() == before


def limit(conn: Connection, at: datetime = AT, spot: Spot = DINGHAI) -> SurgeLimit | SurgeGap:
    return load_surge(conn, at, Figures(list_settings(conn))).at(spot)


def test_the_surge_high_water_of_the_nearest_station_counts_less_six_hours(
    conn: Connection,
) -> None:
    found = limit(conn)
    assert isinstance(found, SurgeLimit)
    assert found.name == "定海站（示意）" and found.illustrative
    high_at = found.cutoff_at + timedelta(hours=6)
    assert abs(high_at - datetime(2015, 7, 11, 5, 56, tzinfo=UTC)) < timedelta(minutes=15)


def test_the_lead_is_the_offices_own(conn: Connection) -> None:
    before = limit(conn)
    conn.execute(
        "INSERT INTO configuration_value VALUES ('evac.surge_lead_h', '4', 'x', 'y', now())"
    )
    after = limit(conn)
    assert isinstance(before, SurgeLimit) and isinstance(after, SurgeLimit)
    assert after.cutoff_at - before.cutoff_at == timedelta(hours=2)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ("DELETE FROM observation", "没有增水"),
        ("DELETE FROM observation USING series s WHERE s.series_id = observation.series_id"
         " AND s.kind = 'surge'", "有潮位、没有增水"),
        ("UPDATE observation SET value = 0.1 FROM series s"
         " WHERE s.series_id = observation.series_id AND s.kind = 'surge'", "没有增水 0.3 m"),
        ("UPDATE station SET geom = ST_Translate(geom, 3, 0)", "km 外，超过 60 km"),
        ("DELETE FROM series WHERE kind = 'tide'", "没有潮位序列"),
    ],
)  # fmt: skip
def test_why_no_high_water_counts(conn: Connection, change: str, word: str) -> None:
    conn.execute(change.encode())
    found = limit(conn)
    assert isinstance(found, SurgeGap)
    assert word in explain_gap(NotConsidered(Way.ROAD, CutoffKind.SURGE, found.gap, surge=found)).zh


def test_the_first_over_the_warning_level_goes_before_a_higher_later_one(conn: Connection) -> None:
    conn.execute("UPDATE station SET warning_level_m = 0.5 WHERE code = 'DH01'")
    conn.execute(
        "UPDATE observation SET value = 0.4 FROM series s WHERE s.series_id = observation.series_id"
        " AND s.kind = 'surge' AND at < '2015-07-11T00:00Z'"
    )
    found = limit(conn)
    assert isinstance(found, SurgeLimit)
    assert found.cutoff_at < datetime(2015, 7, 10, 13, tzinfo=UTC)
    assert found.warning_level_m is not None and found.peak_m >= found.warning_level_m


def test_the_list_and_one_series_with_its_high_waters(client: FlaskClient) -> None:
    listed = client.get(f"/api/v1/series?kind=tide&at={AT:%Y-%m-%dT%H:%MZ}").get_json()["series"]
    assert len(listed) == 5 and all(one["datum"] and one["illustrative"] for one in listed)
    dinghai = next(one for one in listed if one["station"]["code"] == "DH01")
    found = client.get(
        f"/api/v1/series/{dinghai['series_id']}?at=2015-07-10T07:20:00Z"
        "&from=2015-07-10T00:00:00Z&to=2015-07-12T00:00:00Z"
    ).get_json()
    assert len(found["points"]) == 289
    highest = max(found["high_waters"], key=lambda peak: peak["value"])
    assert highest["at"].startswith("2015-07-11T05") and highest["surge"] > 1
    assert client.get("/api/v1/series/99999").status_code == 404
    assert client.get("/api/v1/series?kind=waves").status_code == 422


def test_a_file_is_tried_and_then_taken_over_http(client: FlaskClient) -> None:
    text = HEAD + row("2015-07-21T00:00Z", 0.4) + row("2015-07-21T01:00Z", "NaN")  # type: ignore[arg-type]

    def send(**more: str) -> Any:
        form = {"file": (io.BytesIO(text.encode()), "增水.csv"), **more}
        return client.post("/api/v1/series/import", data=form)

    tried = send(dry_run="1").get_json()
    assert tried["preview"][0]["values"] == 1 and tried["bad_rows"][0]["line"] == 3
    assert send().get_json()["changed"] == 1
    assert send().get_json()["changed"] == 0
    refused = client.post("/api/v1/series/import", data={})
    assert refused.status_code == 422 and refused.get_json()["code"] == "E-SER-015"


def test_the_command_line_takes_a_file(city_database: str, monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("HAITANG_DATABASE_URL", city_database)
    file = tmp_path / "潮位.csv"
    file.write_text("时间,数值\n2015-07-22 08:00,231\n2015-07-22 09:00,高\n", encoding="gb18030")
    stated = ["--station", "DH01", "--kind", "tide", "--nature", "predicted", "--unit", "cm",
              "--datum", "1985国家高程基准", "--time-zone", "+08:00"]  # fmt: skip
    result = CliRunner().invoke(series_command, ["import", str(file), *stated, "--json"])
    told = json.loads(result.output)
    assert (told["changed"], told["encoding"], told["bad_rows"][0]["line"]) == (1, "gb18030", 3)
    shown = CliRunner().invoke(series_command, ["import", str(file), *stated])
    assert "0 个是新的" in shown.output and "第 3 行未取" in shown.output


def forecast_of_a_morning_surge() -> str:
    """1.6 m on the high water of 10 July, 12:28 in Zhoushan, told twelve hours before the clock."""
    hours = [datetime(2015, 7, 10, tzinfo=UTC) + timedelta(hours=n) for n in range(-6, 20)]
    values = [1.6 * max(0.0, 1 - abs((at.hour + 24 * (at.day - 10)) - 4) / 8) for at in hours]
    issued = "2015-07-09T06:00Z"
    rows = zip(hours, values, strict=True)
    return HEAD + "".join(
        row(f"{at:%Y-%m-%dT%H:%MZ}", round(value, 3), issued, station="SJM1") for at, value in rows
    )


def test_a_loaded_surge_becomes_the_binding_cutoff_of_a_drawn_zone(
    client: FlaskClient, city_database: str
) -> None:
    start = datetime(2015, 7, 9, 18, 10, tzinfo=UTC)
    shenjiamen = box(122.27, 29.93, 122.32, 29.97)
    answered = client.post(f"/api/v1/zones/answer?at={start:%Y-%m-%dT%H:%M}Z",
                           json={"polygon": shenjiamen, "hazard": "surge"}).get_json()  # fmt: skip
    kinds = [cutoff["kind"] for cutoff in answered["timing"]["cutoffs"]]
    assert "surge" in kinds and answered["timing"]["binding"]["kind"] != "surge"
    made = client.post(
        f"/api/v1/zones?at={start:%Y-%m-%dT%H:%M}Z", json={"polygon": shenjiamen, "hazard": "surge"}
    )
    assert made.status_code == 201, made.get_data(as_text=True)
    with connect(city_database) as conn:
        react(conn)
        conn.execute("DELETE FROM procrastinate_jobs")
        take(conn, forecast_of_a_morning_surge())
        react(conn)
        jobs = conn.execute("SELECT task_name FROM procrastinate_jobs WHERE status = 'todo'")
        assert [job[0] for job in jobs] == ["retime_zones"]
        with on_connection(conn, SYSTEM_ACTOR) as tx:
            assert retime_zones(tx, current_incident(conn), start) == 1
        (zone,) = list_zones(conn, current_incident(conn).incident_id)
    assert zone.answer is not None
    binding = zone.answer.timing.binding
    assert binding is not None
    assert (binding.kind, binding.name) == ("surge", "沈家门站（示意）")
    cutoff_at, latest_at = binding.cutoff_at, binding.latest_start_at
    high_at = cutoff_at + timedelta(hours=6)
    assert abs(high_at - datetime(2015, 7, 10, 4, 28, tzinfo=UTC)) < timedelta(minutes=30)
    needed = timedelta(minutes=binding.needed_min)
    assert abs(cutoff_at - needed - latest_at) < timedelta(seconds=10)
