"""The briefing as one HTML file: our own words around a folium map, escaped throughout."""

import base64
from collections.abc import Callable, Iterable, Mapping
from html import escape
from pathlib import Path
from typing import Any, cast

from branca.element import Element
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from app.briefing.base import bounds_of, draw_base, draw_names, draw_zone
from app.briefing.draw import draw_layers
from app.briefing.leaflet import MetricScale, OfflineMap, inert
from app.briefing.picture import Picture
from app.briefing.words import BriefingWriter, number
from app.database import Connection
from app.fields import text_of
from app.geo.shapes import from_wkb
from app.maplayers.definition import Layer
from app.wording import Text

_TEMPLATES = Path(__file__).with_name("templates")
_HEIGHT_PX = 620
_PLACES, _PEOPLE = Text("处", ""), Text("人", "people")
_SHELTER_WORDS = (
    ("shelters", Text("避灾点", "Shelters"), _PLACES),
    ("open", Text("已启用", "Open"), _PLACES),
    ("unavailable", Text("不可用", "Not usable"), _PLACES),
    ("rated", Text("核定容量", "Rated capacity"), _PEOPLE),
    ("free", Text("余位", "Free places"), _PEOPLE),
)
_EXERCISE = Text("演练", "EXERCISE")

Json = dict[str, Any]
Palette = Mapping[str, str]


def render_briefing(conn: Connection, picture: Picture, palette: Palette, sample_dir: Path) -> str:
    """The whole file. It asks no host for anything when it is opened."""
    writer = BriefingWriter(picture.language, picture.at)
    target = OfflineMap(height=_HEIGHT_PX)
    draw_base(target, conn, sample_dir, palette)
    draw_layers(target, list(picture.layers), palette, picture.language)
    draw_names(target, sample_dir)
    latest = _latest_start(picture.answer)
    if picture.zone is not None:
        draw_zone(target, picture.zone, writer.margin(latest)["severity"], palette)
    west, south, east, north = bounds_of(picture.zone, _city_bounds(picture))
    target.add_child(MetricScale())
    target.fit_bounds([[south, west], [north, east]])
    return _compose_page(target, _page_context(picture, palette, writer), writer)


def _latest_start(answer: Json | None) -> Any:
    return None if answer is None else answer["timing"]["latest_start_at"]


def _city_bounds(picture: Picture) -> list[bytes]:
    """What a picture without a zone should show: where the shelters are."""
    return [row["geom"] for drawn in picture.layers if drawn.layer.id == "shelters"
            for row in drawn.rows]  # fmt: skip


def _compose_page(target: OfflineMap, context: Json, writer: BriefingWriter) -> str:
    environment = _make_environment(writer)
    figure: Any = target.get_root()
    figure.header.add_child(Element(environment.get_template("head.html").render(context)))
    figure.html.add_child(_render_template(environment, "top.html", context), name="top")
    figure.title = _title_of(context, writer)
    cast(Any, target).render()
    figure.html.add_child(_render_template(environment, "bottom.html", context), name="bottom")
    page: str = figure.render()
    return page.replace("<html>", f'<html lang="{writer.language.tag}">', 1)


def _render_template(environment: Environment, name: str, context: Json) -> Element:
    return Element(inert(environment.get_template(name).render(context)))


def _title_of(context: Json, writer: BriefingWriter) -> str:
    zone = context["zone"]
    name = writer.say("当前形势", "Situation")
    if zone is not None:
        name = writer.say(f"{zone['number']} 号区 ", f"Zone {zone['number']} ") + zone["name"]
    mark = f"{_EXERCISE.spoken(writer.language)} " if context["exercise"] else ""
    return inert(escape(f"{mark}{writer.say('简报', 'Briefing')} {name}"))


def _make_environment(writer: BriefingWriter) -> Environment:
    made = Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined
    )
    filters: dict[str, Callable[..., Any]] = {
        "moment": writer.moment,
        "full": writer.full,
        "minutes": writer.minutes,
        "number": number,
        "filled": _filled_share,
        "total": _sum_of,
        "words": writer.words,
    }
    cast(Any, made).filters.update(filters)
    cast(Any, made).globals["t"] = writer.say
    return made


def _filled_share(shelter: Mapping[str, Any]) -> int:
    """How much of the shelter's free places this zone takes, in per cent."""
    return round(100 * min(1.0, shelter["assigned"] / max(1, shelter["free_before"])))


def _sum_of(rows: Iterable[Mapping[str, Any]], name: str) -> int:
    return sum(int(row[name]) for row in rows)


def _page_context(picture: Picture, palette: Palette, writer: BriefingWriter) -> Json:
    answer = picture.answer
    return {
        "palette": {name: Markup(value) for name, value in palette.items()},  # noqa: S704 - our own style sheet
        "incident": picture.incident,
        "exercise": picture.incident.exercise,
        "watermark": _watermark_image(_EXERCISE.spoken(writer.language)),
        "at": picture.at,
        "made_at": picture.made_at,
        "made_by": picture.made_by,
        "zone": _plain_zone(picture.zone),
        "answer": answer,
        "margin": writer.margin(_latest_start(answer)),
        "binding_index": _binding_index(answer),
        "summary": picture.summary,
        "shelter_totals": _shelter_totals(picture.summary["shelters"], writer),
        "fixes": _newest_fixes(picture, writer),
        "circles": _layer_names(picture, "wind-circles"),
        "zones": [_zone_row(zone, writer) for zone in picture.zones],
        "sources": [drawn.layer for drawn in picture.layers if drawn.rows],
        "versions": picture.versions,
        "shown_cutoffs": 8,
        "shown_shelters": 20,
        "shown_left": 8,
    }


def _plain_zone(zone: Json | None) -> Json | None:
    return None if zone is None else {**zone, "lead": _as_dict(zone["lead"])}


def _as_dict(value: Any) -> Json:
    if isinstance(value, dict):
        return cast(Json, value)
    return {name: getattr(value, name) for name in value.__slots__}


def _binding_index(answer: Json | None) -> int | None:
    if answer is None or answer["timing"]["binding"] is None:
        return None
    return int(answer["timing"]["cutoffs"].index(answer["timing"]["binding"]))


def _shelter_totals(totals: Any, writer: BriefingWriter) -> list[tuple[str, Any, str]]:
    values = _as_dict(totals)
    return [
        (writer.words(label), values[name], writer.words(unit))
        for name, label, unit in _SHELTER_WORDS
        if name in values
    ]


def _newest_fixes(picture: Picture, writer: BriefingWriter) -> list[Json]:
    """The newest observed fix of each agency."""
    newest: dict[str, Json] = {}
    for drawn in picture.layers:
        if drawn.layer.id == "typhoon-fixes":
            observed = [row for row in drawn.rows if row["issued_at"] is None]
            for row in sorted(observed, key=lambda row: row["point_at"]):
                newest[row["agency"]] = _describe_fix(drawn.layer, row, writer)
    return list(newest.values())


def _describe_fix(layer: Layer, row: Mapping[str, Any], writer: BriefingWriter) -> Json:
    place = from_wkb(row["geom"]).centroid
    return {
        "agency": row["agency"],
        "at": row["point_at"],
        "wind_ms": row["wind_ms"],
        "pressure_hpa": row["pressure_hpa"],
        "lon": place.x,
        "lat": place.y,
        "look": writer.words(text_of(layer.field("look"), row["look"])),
    }


def _layer_names(picture: Picture, layer_id: str) -> list[str]:
    return [str(row[drawn.layer.name_field]) for drawn in picture.layers
            if drawn.layer.id == layer_id for row in drawn.rows]  # fmt: skip


def _zone_row(zone: Json, writer: BriefingWriter) -> Json:
    answer = zone["answer"]
    latest = _latest_start(answer)
    return {
        "number": zone["number"],
        "name": zone["name"],
        "people": None if answer is None else answer["exposure"]["land"]["people"],
        "latest": latest,
        "margin": writer.margin(latest),
    }


def _watermark_image(word: str) -> str:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="260" height="180">'
        f'<text x="30" y="110" font-size="{54 if len(word) < 4 else 34}" '
        'font-family="sans-serif" font-weight="700" '
        f'transform="rotate(-24 130 90)">{word}</text></svg>'
    )
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
