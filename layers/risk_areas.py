"""Risk prevention areas 风险防范区: slopes' reach, on permanent patrol."""

from app.events.model import EventKind
from app.maplayers.definition import (
    Categories,
    Fill,
    Group,
    Layer,
    Line,
    OnEvents,
    Search,
    Symbol,
)
from app.maplayers.registered import intake_of
from app.registers.kinds.risk_areas import REGISTER
from app.wording import Text


def _hatched(width: float) -> Symbol:
    return Symbol(fill=Fill(hatch=True), line=Line("t2", width, dash=(1, 2)))


LAYER = Layer(
    id="risk-areas",
    title=REGISTER.title,
    group=Group.HAZARDS,
    order=40,
    geometry=REGISTER.geometry,
    key=REGISTER.key,
    sql=REGISTER.sql,
    fields=REGISTER.shown,
    style=Categories(
        "risk_grade",
        {
            "low": _hatched(1),
            "medium": _hatched(1),
            "high": _hatched(1.5),
            "very_high": _hatched(2),
        },
    ),
    refresh=OnEvents((EventKind.LAYER_IMPORTED,)),
    zoom=(10.5, 22),
    illustrative=True,
    source=Text("示意：数量按舟山 2023 年公开数", "Illustrative; number as published for 2023"),
    search=Search(
        kind_label=Text("风险防范区", "Risk area"),
        sql="""
            SELECT code AS key, name, pinyin, initials, code AS also, geom FROM risk_area
        """,
        rank=42,
    ),
    intake=intake_of(REGISTER),
    register=REGISTER.id,
)
