"""HTTP of the typhoon archive: seasons, import, hand entry, export."""

from dataclasses import dataclass
from datetime import datetime

from flask import Response, request

from app import edge
from app.blueprint import Blueprint
from app.clock import parse_utc
from app.errors import InvalidInput
from app.typhoon import queries as typhoon_queries
from app.typhoon.archive import hand, present
from app.typhoon.archive.importing import import_content, preview_content
from app.typhoon.archive.ledger.queries import list_bad_rows
from app.typhoon.catalogue.queries import list_seasons
from app.typhoon.export import pick
from app.typhoon.formats import FORMATS
from app.wording import Text, reason_of

blueprint = Blueprint("typhoon_archive", __name__, url_prefix="/api/v1/typhoons")

_TEXT = "text/plain; charset=utf-8"
_GEOJSON = "application/geo+json"


@dataclass(frozen=True, slots=True)
class ReadableFormat:
    """A file format that can be read."""

    name: str
    title: Text


@dataclass(frozen=True, slots=True)
class FormatList:
    """The file formats that can be read."""

    formats: list[ReadableFormat]


@blueprint.get("/seasons")
def get_seasons() -> present.SeasonList:
    """Every season with the number of its storms."""
    with edge.transaction() as tx:
        return present.SeasonList(list_seasons(tx.conn))


@blueprint.get("/formats")
def get_formats() -> FormatList:
    """The file formats that can be read."""
    return FormatList([ReadableFormat(one.name, one.title) for one in FORMATS])


@blueprint.post("/import")
def post_import() -> present.TyphoonImport:
    """Form data: `file`, `format` where it is not to be recognised, `dry_run` (1 or 0)."""
    upload = request.files.get("file")
    if upload is None or not upload.filename:
        raise InvalidInput(
            "E-TYP-015",
            Text("路径文件没有导入", "The track file was not imported"),
            Text("没有收到文件", "No file arrived"),
            Text("表单里的名字要是 file", "The form's field must be called file"),
        )
    raw, name = upload.read(), upload.filename
    format_name = request.form.get("format") or None
    dry_run = request.form.get("dry_run", "0") != "0"
    take = preview_content if dry_run else import_content
    with edge.transaction() as tx:
        found = take(tx, raw, name, format_name)
        return present.imported(found, dry_run=dry_run, drawn=dry_run)


@blueprint.post("/<storm_id>/fixes")
def post_fix(storm_id: str) -> present.TyphoonImport:
    """Hand entry: a fix, its circles and forecast; `dry_run` shows it without keeping it."""
    body = edge.body()
    dry_run = body.pop("dry_run", False) is True
    take = hand.preview_entry if dry_run else hand.save_entry
    with edge.transaction() as tx:
        storm = typhoon_queries.get_storm(tx.conn, storm_id)
        found = take(tx, storm, body)
        return present.imported(found, dry_run=dry_run, drawn=dry_run)


@blueprint.get("/imports/<int:import_id>")
def get_import(import_id: int) -> present.RefusedRows:
    """The rows of an import that were not taken."""
    with edge.transaction() as tx:
        return present.RefusedRows(import_id, list_bad_rows(tx.conn, import_id))


@blueprint.get("/<storm_id>/stored")
def get_stored(storm_id: str) -> present.StormAsStored:
    """Everything of a storm as stored; `recorded_at` asks what the database held then."""
    with edge.transaction() as tx:
        return pick.as_stored(tx.conn, storm_id, recorded_at=_recorded_at())


@blueprint.get("/<storm_id>/export")
def get_export(storm_id: str) -> Response:
    """`?format=geojson|atcf|atcf-forecasts`; `agency` and `kind` pick the track of a b-deck."""
    form = request.args.get("format", "geojson")
    with edge.transaction() as tx:
        storm = typhoon_queries.get_storm(tx.conn, storm_id)
        file = pick.exported(
            tx.conn, storm, form, request.args.get("agency"), request.args.get("kind")
        )
        tx.audit("export_typhoon", f"typhoon/{storm.storm_id}", detail={"format": form})
    mimetype = _GEOJSON if form == "geojson" else _TEXT
    response = Response(file.text, mimetype=mimetype)
    response.headers["Content-Disposition"] = f'attachment; filename="{file.name}"'
    response.headers["X-Rounded-Figures"] = str(file.rounded)
    return response


def _recorded_at() -> datetime | None:
    text = request.args.get("recorded_at")
    if not text:
        return None
    try:
        return parse_utc(text.replace(" ", "+"))
    except ValueError as error:
        raise InvalidInput(
            "E-REQ-003",
            Text("时间看不懂", "The time cannot be read"),
            reason_of(error),
            Text("写成 2015-07-10T02:00:00Z", "Write it as 2015-07-10T02:00:00Z"),
        ) from error
