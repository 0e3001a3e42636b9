"""HTTP of series."""

from datetime import datetime

from flask import request

from app import edge
from app.blueprint import Blueprint
from app.clock import parse_utc, real_now
from app.errors import InvalidInput
from app.incidents.routes import find_incident_asked
from app.series import actions, present, queries
from app.series.confined import read_series
from app.series.high_water import HighWater, high_waters
from app.series.intake import MAX_BYTES, Said
from app.series.model import Point, Series, SeriesKind
from app.series.waters import merged_surge
from app.transaction import Transaction
from app.wording import Text, reason_of

blueprint = Blueprint("series", __name__, url_prefix="/api/v1/series")

# Form fields that hold for every row of a file without that column.
SAID = ("station", "kind", "nature", "unit", "datum", "span_min")


@blueprint.get("")
def list_all() -> present.SeriesList:
    """Every series, or those of `?kind=tide|surge|rain|wind|gust`, with what is known of it."""
    kind = _read_kind(request.args.get("kind"))
    with edge.transaction() as tx:
        at = _asked_moment(tx)
        extents = queries.count_points(tx.conn, at)
        found = queries.list_series(tx.conn, kind)
    return present.SeriesList(
        at, [present.listed(series, extents.get(series.series_id)) for series in found]
    )


@blueprint.get("/<int:series_id>")
def get_one(series_id: int) -> present.SeriesValues:
    """A series' values and, of a tide, the high waters, with the surge where it is known."""
    since, until = _read_time(request.args.get("from")), _read_time(request.args.get("to"))
    with edge.transaction() as tx:
        at = _asked_moment(tx)
        series = queries.get_series(tx.conn, series_id)
        points = queries.list_points(tx.conn, series_id, known_by=at, since=since, until=until)
        waters = _high_waters(tx, series, points, at)
    return present.values(at, series, points, waters)


@blueprint.post("/import")
def post_import() -> present.SeriesImport:
    """Form data: `file`; where the file does not say: `station`, `kind`, `nature`, `unit`,
    `datum`, `span_min`, `time_zone` (+08:00), `encoding`; `source`; `dry_run` (0 unless 1)."""
    upload = request.files.get("file")
    if upload is None or not upload.filename:
        raise InvalidInput(
            "E-SER-015",
            Text("序列没有导入", "The series was not imported"),
            Text("没有收到文件", "No file arrived"),
            Text("表单里的名字要是 file", "The form's field must be called file"),
        )
    data = upload.stream.read(MAX_BYTES + 1)
    fields = {name: text for name in SAID if (text := request.form.get(name))}
    said = Said(fields, request.form.get("encoding"), request.form.get("time_zone"))
    parsed = read_series(data, said, real_now())
    source = (request.form.get("source") or upload.filename)[:200]
    with edge.transaction() as tx:
        if request.form.get("dry_run") == "1":
            return present.imported(parsed, (), preview=True)
        series = actions.import_series(tx, parsed, actions.Origin(source))
    return present.imported(parsed, series)


def _high_waters(
    tx: Transaction, series: Series, points: list[Point], at: datetime
) -> list[HighWater]:
    if series.kind is not SeriesKind.TIDE or not points:
        return []
    surges = queries.list_series(tx.conn, SeriesKind.SURGE, series.station.code)
    # A measured tide has its surge in it already.
    wanted = surges if series.nature == "predicted" else []
    surge = merged_surge(tx.conn, wanted, at, points[0].at, points[-1].at)
    return high_waters(points, surge)


def _asked_moment(tx: Transaction) -> datetime:
    """The `at` argument, the incident's moment, or now where there is no incident."""
    asked = edge.at_argument()
    if asked is not None:
        return asked
    incident = find_incident_asked(tx)
    return real_now() if incident is None else incident.clock.now()


def _read_kind(text: str | None) -> SeriesKind | None:
    try:
        return SeriesKind(text) if text else None
    except ValueError as error:
        known = "、".join(SeriesKind)
        raise InvalidInput(
            "E-SER-016",
            Text("没有这一类序列", "There is no such kind of series"),
            Text(f"收到“{text}”", f"Got “{text}”"),
            Text(f"用 {known}", f"Use {known}"),
        ) from error


def _read_time(text: str | None) -> datetime | None:
    try:
        return parse_utc(text.replace(" ", "+")) if text else None
    except ValueError as error:
        raise InvalidInput(
            "E-SER-017",
            Text("时间看不懂", "The time cannot be read"),
            reason_of(error),
            Text("写成 2015-07-10T02:00:00Z", "Write it as 2015-07-10T02:00:00Z"),
        ) from error
