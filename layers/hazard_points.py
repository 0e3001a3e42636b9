"""Geological-hazard points 隐患点: slopes under watch, with those they threaten."""

from app.events.model import EventKind
from app.maplayers.definition import (
    Categories,
    Group,
    Icon,
    Label,
    Layer,
    OnEvents,
    Search,
    Symbol,
)
from app.maplayers.registered import intake_of
from app.registers.kinds.hazard_points import GRADES, REGISTER
from app.wording import Text

LAYER = Layer(
    id="hazard-points",
    title=REGISTER.title,
    group=Group.HAZARDS,
    order=71,
    geometry=REGISTER.geometry,
    key=REGISTER.key,
    sql=REGISTER.sql,
    fields=REGISTER.shown,
    style=Categories("threat_grade", {grade: Symbol(icon=Icon()) for grade in GRADES}),
    labels=(Label("name", min_zoom=13.5, size=12),),
    refresh=OnEvents((EventKind.LAYER_IMPORTED,)),
    wall=True,
    zoom=(10.5, 22),
    illustrative=True,
    source=Text("示意：格式按隐患点台账", "Illustrative, in the form of the register"),
    search=Search(
        kind_label=Text("地灾隐患点", "Hazard point"),
        sql="""
            SELECT code AS key, name, pinyin, initials, code AS also, geom FROM hazard_point
        """,
        rank=40,
    ),
    intake=intake_of(REGISTER),
    register=REGISTER.id,
)
