"""The shipped table of whom a hazard threatens: default, not the local plan.

sources#priority-groups. Groups are codes of `app.exposure.model`, hazards of `app.exposure.due`.
Dyke failure, a toxic plume and what is none of the others move everybody on land.
"""

from typing import Any

KEY = "exposure.due"
SOURCE = "gradient evacuation as practised in Zhejiang (sources#priority-groups)"
_ALL = (
    "aquaculture", "outside_dyke", "geohazard", "dangerous_house", "site_hut", "low_lying",
    "other", "visitor", "resident",
)  # fmt: skip

DEFAULT_RULES: tuple[dict[str, Any], ...] = (
    {"hazard": "wind", "groups": ["aquaculture", "dangerous_house", "site_hut", "moored_crew"]},
    {"hazard": "surge", "groups": ["aquaculture", "outside_dyke", "low_lying"]},
    {"hazard": "slope", "groups": ["geohazard"]},
    {"hazard": "flood", "groups": ["geohazard", "dangerous_house", "site_hut", "low_lying"]},
    {"hazard": "dyke", "groups": list(_ALL)},
    {"hazard": "plume", "groups": list(_ALL)},
    {"hazard": "other", "groups": list(_ALL)},
)
