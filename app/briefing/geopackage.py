"""The briefing as a GeoPackage: every layer of the picture, the zones, and what it all is."""

import tempfile
from pathlib import Path
from typing import Any, cast

import geopandas as gpd

from app import strict_json
from app.briefing.picture import Drawn, Picture
from app.clock import format_utc
from app.exporting.files import frame, write_frame
from app.geo.shapes import from_geojson
from app.maplayers.export import Content, exercise_note, notes
from app.maplayers.sql import Moment


def write_geopackage(picture: Picture) -> bytes:
    """One file: a table a layer, `zone_answers` with each answer as JSON, `about`."""
    with tempfile.TemporaryDirectory(prefix="haitang-briefing-") as folder:
        path = Path(folder) / "briefing.gpkg"
        for drawn in picture.layers:
            if drawn.rows:
                content = _layer_content(picture, drawn)
                write_frame(frame(content.sheet), path, layer=drawn.layer.id, driver="GPKG",
                            layer_metadata=notes(content))  # fmt: skip
        if picture.zones:
            write_frame(_zone_frame(picture), path, layer="zone_answers", driver="GPKG")
        write_frame(_about_table(picture), path, layer="about", driver="GPKG")
        return path.read_bytes()


def _layer_content(picture: Picture, drawn: Drawn) -> Content:
    incident = picture.incident
    moment = Moment(incident.incident_id, incident.world.world_id, picture.at)
    return Content(
        drawn.layer, drawn.fields, drawn.rows, moment, incident.exercise, picture.language
    )


def _zone_frame(picture: Picture) -> gpd.GeoDataFrame:
    rows: list[dict[str, Any]] = [
        {
            "zone_id": str(zone["zone_id"]),
            "number": zone["number"],
            "name": zone["name"],
            "version": zone["version"],
            "people": None if answer is None else answer["exposure"]["land"]["people"],
            "latest_start_at": None if answer is None else str(_latest_text(answer)),
            "answer": strict_json.dumps(answer),
            "geometry": from_geojson(zone["polygon"]),
        }
        for zone in picture.zones
        for answer in [zone["answer"]]
    ]
    return gpd.GeoDataFrame(rows, geometry="geometry", crs=4326)


def _latest_text(answer: dict[str, Any]) -> Any:
    return strict_json.loads(strict_json.dumps(answer["timing"]["latest_start_at"]))


def _about_table(picture: Picture) -> gpd.GeoDataFrame:
    """A table without places: incident, times, versions, one row each."""
    said = {
        "incident": picture.incident.name,
        "exercise": exercise_note(picture.incident.exercise, picture.language),
        "at": format_utc(picture.at),
        "made_at": format_utc(picture.made_at),
        "made_by": picture.made_by,
        **picture.versions,
    }
    nowhere = gpd.GeoSeries(cast(Any, [None] * len(said)), crs=4326)
    columns = {"name": list(said), "value": list(said.values())}
    return gpd.GeoDataFrame(columns, geometry=nowhere)
