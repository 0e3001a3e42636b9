"""Shelters 避灾安置场所 with capacity, occupancy and state."""

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
from app.registers.kinds.shelters import REGISTER
from app.shelters.words import STATUS_TITLES
from app.wording import Text

LAYER = Layer(
    id="shelters",
    title=REGISTER.title,
    group=Group.EVACUATION,
    order=70,
    geometry=REGISTER.geometry,
    key=REGISTER.key,
    sql=REGISTER.sql,
    fields=REGISTER.shown,
    style=Categories("status", {status: Symbol(icon=Icon()) for status in STATUS_TITLES}),
    labels=(Label("name", min_zoom=13, size=12),),
    refresh=OnEvents((EventKind.LAYER_IMPORTED,)),
    wall=True,
    zoom=(10.5, 22),
    illustrative=True,
    source=Text("示意：三级体系与面积标准真实", "Illustrative; tiers and area norm real"),
    search=Search(
        kind_label=Text("避灾点", "Shelter"),
        sql="""
            SELECT code AS key, name, pinyin, initials, code AS also, geom FROM shelter
        """,
        rank=35,
    ),
    intake=intake_of(REGISTER),
    register=REGISTER.id,
)
