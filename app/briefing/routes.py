"""HTTP of the briefing."""

from urllib.parse import quote

from flask import Response, request

from app import edge
from app.blueprint import Blueprint
from app.briefing.geopackage import write_geopackage
from app.briefing.page import render_briefing
from app.briefing.palette import read_palette
from app.briefing.picture import Picture, take_picture
from app.clock import format_utc
from app.errors import NotFound
from app.incidents.routes import incident_asked
from app.maplayers.export import EXERCISE
from app.maplayers.routes import served
from app.settings import CLONE_DIR
from app.transaction import Transaction
from app.wording import Text

blueprint = Blueprint("briefing", __name__, url_prefix="/api/v1")


@blueprint.get("/briefing.html")
def get_page() -> Response:
    """The picture and one zone's answer (`?zone=`, else the most urgent) as one HTML file."""
    with edge.transaction() as tx:
        picture = _read_picture(tx)
        page = render_briefing(tx.conn, picture, read_palette(), CLONE_DIR / "sample_geo")
        _record_briefing(tx, picture, "html")
    return _attach_file(page.encode(), picture, "html", "text/html; charset=utf-8")


@blueprint.get("/briefing.gpkg")
def get_geopackage() -> Response:
    """The same picture as a GeoPackage."""
    with edge.transaction() as tx:
        picture = _read_picture(tx)
        data = write_geopackage(picture)
        _record_briefing(tx, picture, "gpkg")
    return _attach_file(data, picture, "gpkg", "application/geopackage+sqlite3")


def _read_picture(tx: Transaction) -> Picture:
    wanted = request.args.get("zone") or None
    incident = incident_asked(tx)
    asked, registry = edge.at_argument(), served().registry
    picture = take_picture(tx, incident, asked, registry, wanted, edge.language())
    if wanted is not None and picture.zone is None:
        raise NotFound(
            "E-BRF-001",
            Text("没有这个转移区", "No such evacuation zone"),
            Text(f"编号 {wanted} 不在本事件里", f"{wanted} is not in this incident"),
            Text("回到列表再选", "Go back to the list and choose again"),
        )
    return picture


def _record_briefing(tx: Transaction, picture: Picture, form: str) -> None:
    zone = "none" if picture.zone is None else str(picture.zone["zone_id"])
    tx.audit("make_briefing", f"zone/{zone}", detail={"form": form, "at": format_utc(picture.at)})


def _attach_file(data: bytes, picture: Picture, form: str, mimetype: str) -> Response:
    language = picture.language
    number = Text("形势", "situation").spoken(language)
    if picture.zone is not None:
        of_zone = Text(f"{picture.zone['number']}号区", f"zone {picture.zone['number']}")
        number = of_zone.spoken(language)
    mark = f"{EXERCISE.spoken(language)}-" if picture.incident.exercise else ""
    title = Text("简报", "briefing").spoken(language)
    name = f"{mark}{title}-{number}-{format_utc(picture.at)[:16].replace(':', '')}Z.{form}"
    response = Response(data, mimetype=mimetype)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response
