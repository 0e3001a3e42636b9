"""By when each group is gone, in hours before force 7 at sea or force 10 on land; see `defaults`.

The offsets are those of the gradient practice (sources#priority-groups); 0 sets none.
"""

from app.configuration.model import Confidence, Default

_SOURCE = "latest completion by group as practised (sources#priority-groups)"

# Group: hours, in Chinese, in English.
_HOURS: dict[str, tuple[float, str, str]] = {
    "aquaculture": (12.0, "养殖渔排、塘边人员", "people on fish farms"),
    "outside_dyke": (12.0, "海塘外人员", "people outside the dyke"),
    "geohazard": (12.0, "地灾威胁人员", "people below slopes"),
    "dangerous_house": (12.0, "危旧房人员", "people in dangerous houses"),
    "site_hut": (12.0, "工棚人员", "people in site huts"),
    "low_lying": (6.0, "低洼地人员", "people on low ground"),
    "moored_crew": (6.0, "在港船只留守船员", "crews of vessels in port"),
}
# Due before the wind that stops work at sea; the others before the one that stops the roads.
AT_SEA = frozenset({"aquaculture"})
TIMED = frozenset(_HOURS)


def _due_h(group: str) -> Default:
    hours, zh, en = _HOURS[group]
    sea = group in AT_SEA
    return Default(
        f"evac.due_h_{group}",
        hours,
        "h",
        _SOURCE,
        Confidence.DEFAULT,
        f"{zh}：在{'海上' if sea else '陆上'}限定风力到达前几小时转移完（0 为不设）",
        f"{en}: gone so many hours before the {'sea' if sea else 'land'} force arrives (0: none)",
        0.0,
        96.0,
    )


GROUP_DEFAULTS: tuple[Default, ...] = tuple(_due_h(group) for group in _HOURS)
