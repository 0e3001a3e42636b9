"""Which of a storm's tracks goes into a file, and the file's name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from app import strict_json
from app.database import Connection
from app.errors import InvalidInput, NotFound
from app.typhoon.archive import present
from app.typhoon.archive.ledger.queries import list_imports
from app.typhoon.archive.queries import list_notes
from app.typhoon.catalogue.queries import list_sub_centres
from app.typhoon.export.atcf import a_deck, b_deck
from app.typhoon.export.geojson import collection
from app.typhoon.model import Storm, Track, TrackKind
from app.typhoon.queries import get_storm, list_every_forecast, list_tracks
from app.wording import Text

FORMS = ("geojson", "atcf", "atcf-forecasts")
# Later than any fix: a file holds everything there is.
ALWAYS = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """A file's text and name; `rounded` counts figures that its format could not hold."""

    text: str
    name: str
    rounded: int


def exported(
    conn: Connection, storm: Storm, form: str, agency: str | None, kind: str | None
) -> ExportedFile:
    """A storm in one of `FORMS`. Raises InvalidInput, or NotFound when there is no such track."""
    if form not in FORMS:
        raise InvalidInput(
            "E-TYP-016",
            Text("没有导出", "Nothing was exported"),
            Text(f"没有格式 {form[:40]}", f"There is no format {form[:40]}"),
            Text(f"用 {'、'.join(FORMS)}", f"Use {', '.join(FORMS)}"),
        )
    if form == "atcf":
        deck = b_deck(_pick_track(list_tracks(conn, storm, ALWAYS), storm, agency, kind))
        return ExportedFile(deck.text, f"b{storm.storm_id}.dat", deck.rounded)
    forecasts = [
        one
        for one in list_every_forecast(conn, storm.storm_id, ALWAYS)
        if agency in (None, one.agency)
    ]
    if form == "atcf-forecasts":
        deck = a_deck(storm, forecasts)
        return ExportedFile(deck.text, f"a{storm.storm_id}.dat", deck.rounded)
    tracks = [track for track in list_tracks(conn, storm, ALWAYS) if agency in (None, track.agency)]
    text = strict_json.dumps(collection(storm, tracks, forecasts))
    return ExportedFile(text, f"{storm.storm_id}.geojson", 0)


def _pick_track(
    tracks: Sequence[Track], storm: Storm, agency: str | None, kind: str | None
) -> Track:
    """The track asked for; of several the best track with most fixes."""
    wanted = [
        track for track in tracks if agency in (None, track.agency) and kind in (None, track.kind)
    ]
    if not wanted:
        raise NotFound(
            "E-TYP-017",
            Text("没有导出", "Nothing was exported"),
            Text(
                f"{storm.name_zh} 没有 {agency or ''} {kind or ''} 的定位",
                f"{storm.name_en} has no fixes: {agency or ''} {kind or ''}",
            ),
            Text("换一家机构", "Choose another agency"),
        )
    return max(wanted, key=lambda one: (one.kind is TrackKind.BESTTRACK, len(one.fixes)))


def as_stored(
    conn: Connection, storm_id: str, recorded_at: datetime | None = None
) -> present.StormAsStored:
    """Everything of a storm as stored, or as it was stored at `recorded_at`. Raises NotFound."""
    storm = get_storm(conn, storm_id)
    return present.everything(
        storm,
        list_tracks(conn, storm, ALWAYS, recorded_at),
        list_every_forecast(conn, storm.storm_id, ALWAYS, recorded_at),
        list_notes(conn, storm.storm_id),
        list_sub_centres(conn, storm.storm_id),
        list_imports(conn, storm.storm_id),
    )
