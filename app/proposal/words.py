"""Names of proposed zones and of published figures, in both languages."""

from collections.abc import Mapping, Sequence

from app.exposure.model import GroupCode
from app.wording import Text, list_all

OBJECTS: Mapping[GroupCode, Text] = {
    GroupCode.AQUACULTURE: Text("渔排", "rafts"),
    GroupCode.VISITOR: Text("游客", "visitors"),
    GroupCode.OUTSIDE_DYKE: Text("塘外", "outside dyke"),
    GroupCode.GEOHAZARD: Text("地灾点", "slopes"),
    GroupCode.DANGEROUS_HOUSE: Text("危旧房", "dangerous houses"),
    GroupCode.SITE_HUT: Text("工棚", "huts"),
    GroupCode.LOW_LYING: Text("低洼地", "low ground"),
    GroupCode.OTHER: Text("其他", "others"),
}
STORMS: Mapping[str, Text] = {
    "201509": Text("灿鸿", "Chan-hom"),
    "202212": Text("梅花", "Muifa"),
}
NOTES: Mapping[str, Text] = {
    "201509": Text(
        "2015-07-10 11:00 已转移人数，最近前 29 小时，转移还在进行",
        "moved by 10 July 2015, 11:00, 29 h before it was nearest; more followed",
    ),
    "202212": Text(
        "2022-09-14 转移人数，开放 213 个避灾点，省Ⅰ级响应",
        "moved by 14 September 2022 into 213 shelters, the province at level Ⅰ",
    ),
}


def name_zone(township: str, groups: Sequence[GroupCode]) -> Text:
    """The township and its objects."""
    objects = list_all(OBJECTS[group] for group in groups)
    return Text(f"{township} {objects.zh}", f"{township} {objects.en}")
