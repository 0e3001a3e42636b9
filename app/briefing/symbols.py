"""Small drawings for the printed map: the house, the slope, the staff gauge."""

from collections.abc import Mapping

Palette = Mapping[str, str]

_HOUSE = "M9 2.5 16 8v7.5H2V8z"
_SLOPE = "M3 1.8 5.4 3 8 6.6 12 9.4 16.4 12.6H3z"
_BARS = {"small": 1, "medium": 2, "large": 3, "extra_large": 4}
_IN_USE = frozenset({"open", "full", "closing"})


def svg_for(layer_id: str, value: str, palette: Palette) -> str | None:
    """The symbol of a layer's value, None where the layer has no drawing of its own."""
    draw = _DRAWINGS.get(layer_id)
    if draw is None:
        return None
    body = draw(value, palette)
    return f'<svg viewBox="0 0 18 18" width="18" height="18" aria-hidden="true">{body}</svg>'


def _draw_shelter(status: str, palette: Palette) -> str:
    ink, paper = palette["t1"], palette["panel"]
    dash = "" if status in _IN_USE or status == "unavailable" else ' stroke-dasharray="2 2"'
    outline = f'<path d="{_HOUSE}" fill="{paper}" stroke="{ink}" stroke-width="1.3"{dash}/>'
    if status == "unavailable":
        return outline + f'<path d="M6 8.5l6 5m0-5l-6 5" stroke="{ink}" stroke-width="1.3"/>'
    if status not in _IN_USE:
        return outline
    roof = palette["orange"] if status == "full" else ink
    fill = f'<path d="M2 11h14v4.5H2z" fill="{ink}"/>'
    return outline + fill + f'<path d="M9 2.5 16 8H2z" fill="{roof}"/>'


def _draw_hazard(grade: str, palette: Palette) -> str:
    ink, paper = palette["t1"], palette["panel"]
    bars = "".join(
        f'<rect x="{3 + 3.4 * n}" y="14.6" width="2.6" height="2" fill="{ink}"/>'
        for n in range(_BARS.get(grade, 0))
    )
    slope = f'<path d="{_SLOPE}" fill="{paper}" stroke="{ink}" stroke-width="1.3"/>'
    slip = f'<path d="M5.2 6Q7 10.4 12.4 11.2" fill="none" stroke="{ink}"/>'
    return slope + slip + bars


def _draw_harbour(level: str, palette: Palette) -> str:
    """A staff gauge without a reading: the briefing does not count berths."""
    ink, paper = palette["t1"], palette["panel"]
    if level in ("ferry", "anchorage"):
        return f'<circle cx="9" cy="9" r="3" fill="{paper}" stroke="{ink}" stroke-width="1.2"/>'
    ticks = "".join(f'<path d="M6 {y}h3.5" stroke="{ink}"/>' for y in (4.6, 7.6, 10.6, 13.6))
    return f'<rect x="6" y="1.6" width="6" height="15" fill="{paper}" stroke="{ink}"/>' + ticks


_DRAWINGS = {"shelters": _draw_shelter, "hazard-points": _draw_hazard, "harbours": _draw_harbour}
