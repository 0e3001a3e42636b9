"""HTTP of typhoons. Every answer is as known at `at`, by default the incident's moment."""

from dataclasses import dataclass
from datetime import datetime

from flask import request

from app import edge
from app.blueprint import Blueprint
from app.clock import real_now
from app.errors import NotFound
from app.incidents.model import Incident
from app.incidents.routes import incident_asked
from app.transaction import Transaction
from app.typhoon import practice, present, queries
from app.typhoon.archive import present as archive_present
from app.typhoon.archive.queries import list_notes
from app.typhoon.catalogue.queries import list_storms, list_sub_centres
from app.typhoon.warning_lines import Crossing, find_crossings
from app.wording import Text

blueprint = Blueprint("typhoon", __name__, url_prefix="/api/v1")


@dataclass(frozen=True, slots=True)
class Typhoon(archive_present.StormHead):
    """A storm with every agency's fixes and newest forecast, as known at `at`."""

    at: datetime
    sub_centres: list[archive_present.SubCentre]
    notes: list[archive_present.PublishedNote]
    tracks: list[present.TyphoonTrack]
    forecasts: list[present.TyphoonForecast]
    warning_lines: list[present.WarningLineShape]
    crossings: list[Crossing]


@blueprint.get("/typhoons")
def list_typhoons() -> archive_present.StormList:
    """Storms newest first; `season` picks a year, `q` looks into names and numbers."""
    season = edge.int_argument("season", 0, 0, 9999)
    text = request.args.get("q", "").strip()[:40]
    with edge.transaction() as tx:
        storms = list_storms(tx.conn, season=season or None, text=text)
        return archive_present.StormList([archive_present.summary(storm) for storm in storms])


@blueprint.get("/typhoons/<storm_id>")
def get_typhoon(storm_id: str) -> Typhoon:
    """A storm with every agency's fixes and newest forecast."""
    with edge.transaction() as tx:
        storm, at = queries.get_storm(tx.conn, storm_id), moment(tx)
        outlooks = queries.list_outlooks(tx.conn, storm, at)
        forecasts = queries.list_forecasts(tx.conn, storm.storm_id, at)
        notes = list_notes(tx.conn, storm.storm_id)
        centres = list_sub_centres(tx.conn, storm.storm_id)
    return Typhoon(
        *archive_present.head(storm),
        at=at,
        sub_centres=[archive_present.sub_centre(centre) for centre in centres],
        notes=[archive_present.note(note) for note in notes],
        tracks=[present.track(outlook.track) for outlook in outlooks],
        forecasts=[present.forecast(forecast) for forecast in forecasts],
        warning_lines=present.warning_lines(),
        crossings=[
            present.crossing(crossing)
            for crossing in (find_crossings(outlooks[0].points) if outlooks else [])
        ],
    )


@blueprint.get("/bulletins")
def get_bulletins() -> present.Bulletins:
    """The last bulletin of the incident's storm and when the next is due."""
    with edge.transaction() as tx:
        case, rhythm = incident(tx), practice.rhythm(tx.conn)
        if case.storm_id is None:
            raise NotFound(
                "E-TYP-012",
                Text("没有台风报", "There is no typhoon bulletin"),
                Text("这个事件不是台风", "This incident is not a typhoon"),
                Text("选一个台风事件", "Choose a typhoon incident"),
            )
        at = edge.at_argument() or case.clock.at(real_now())
        last = queries.find_last_bulletin(tx.conn, case.storm_id, at)
    return present.bulletins(last, at, rhythm)


def incident(tx: Transaction) -> Incident:
    """The incident of the `incident` argument, or the current one. Raises NotFound."""
    return incident_asked(tx)


def moment(tx: Transaction) -> datetime:
    """The `at` argument, or the incident's moment."""
    return edge.at_argument() or incident(tx).clock.at(real_now())
