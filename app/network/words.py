"""Roads without a name, in both languages."""

from collections.abc import Mapping

from app.wording import Text, same

UNNAMED_ROADS: Mapping[str, Text] = {
    "expressway": Text("高速公路（无名）", "an unnamed expressway"),
    "primary": Text("干线公路（无名）", "an unnamed primary road"),
    "secondary": Text("次干路（无名）", "an unnamed secondary road"),
    "tertiary": Text("支路（无名）", "an unnamed minor road"),
    "village": Text("村道（无名）", "an unnamed village road"),
    "bridge": Text("桥（无名）", "an unnamed bridge"),
    "tunnel": Text("隧道（无名）", "an unnamed tunnel"),
}


def name_road(name: str) -> Text:
    """A road's or bridge's name as it is; what has none stands under its class."""
    return UNNAMED_ROADS.get(name, same(name))
