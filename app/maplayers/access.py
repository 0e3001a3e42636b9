"""Who may see and change a layer, and which of its fields leave by which outlet."""

from dataclasses import replace
from enum import StrEnum

from app.accounts.model import Actor, Role
from app.errors import Denied, NotFound
from app.maplayers.definition import Field, Layer
from app.wording import Text

# Who may be shown a keeper's name and telephone, and only where one thing is looked at.
_SEES_PERSONAL = frozenset(
    {Role.PLANNER, Role.COMMANDER, Role.FIELD, Role.ADMINISTRATOR},
)


class Outlet(StrEnum):
    """A way by which a layer's rows leave the server."""

    TILE = "tile"
    CARD = "card"
    FEATURES = "features"
    EXPORT = "export"
    BRIEFING = "briefing"


_PERSONAL_OUTLETS = frozenset({Outlet.CARD, Outlet.EXPORT})


def on_wall(actor: Actor) -> Actor:
    """The actor with no more than a wall's rights; a screen may ask for less, never for more."""
    return replace(actor, role=Role.WALL)


def may_view(layer: Layer, actor: Actor) -> bool:
    """Whether the layer exists for this actor."""
    if actor.role is Role.WALL and not layer.wall:
        return False
    if layer.permissions.label.rank > actor.clearance.rank:
        return False
    return layer.permissions.view is None or actor.role in layer.permissions.view


def check_view(layer: Layer, actor: Actor) -> None:
    """Raise NotFound when the layer does not exist for this actor: its name is not told."""
    if not may_view(layer, actor):
        raise NotFound(
            "E-LAY-001",
            Text("没有这个图层", "No such layer"),
            Text(f"没有叫 {layer.id} 的图层", f"There is no layer called {layer.id}"),
            Text("从图层表里选", "Choose one from the table of layers"),
        )


def check_write(layer: Layer, actor: Actor) -> None:
    """Raise Denied when the actor may not import into the layer."""
    check_view(layer, actor)
    if actor.role not in layer.permissions.write:
        raise Denied(
            "E-LAY-002",
            Text(f"没有导入{layer.title.zh}", f"{layer.title.en}: not imported"),
            Text("这个账号只能看", "This account may only look"),
            Text("请规划席或管理员来导", "Ask a planner or an administrator to import it"),
        )


def visible_fields(layer: Layer, actor: Actor, outlet: Outlet) -> tuple[Field, ...]:
    """The fields that this actor gets by this outlet, in the layer's order."""
    personal = outlet in _PERSONAL_OUTLETS and actor.role in _SEES_PERSONAL
    return tuple(
        field
        for field in layer.fields
        if (personal or not field.personal) and (outlet is not Outlet.TILE or field.in_tile)
    )
