"""What a city lacks, and what each lack costs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.city.check_queries import CityFacts, IslandFacts
from app.wording import Text


@dataclass(frozen=True, slots=True)
class CityLack:
    """Something that is missing, what that costs, and whether an answer stands without it."""

    what: Text
    cost: Text
    grave: bool


def find_lacks(facts: CityFacts, islands: Sequence[IslandFacts]) -> list[CityLack]:
    """Every lack, the gravest first."""
    lacks = [*_empty(facts), *_partial(facts), *(each for i in islands for each in _island(i))]
    return sorted(lacks, key=lambda each: not each.grave)


def _empty(facts: CityFacts) -> Iterator[CityLack]:
    for count, what, cost, grave in (
        (facts.units, Text("没有行政区划", "no units"),
         Text("账号、责任链、避灾点都无处归属", "accounts, posts, shelters belong nowhere"), True),
        (facts.lands, Text("没有海岸线", "no coast"),
         Text("底图是空的，分不清哪里过海", "an empty map, and no telling land from sea"), True),
        (facts.people, Text("没有人口", "no people"),
         Text("每个区都答 0 人", "every zone answers 0 people"), True),
        (facts.shelters, Text("没有避灾点", "no shelters"),
         Text("转移的人没有去处", "nobody who leaves has a place to go to"), True),
        (facts.roads, Text("没有道路", "no roads"),
         Text("谁也到不了避灾点，答不出用时", "nobody reaches a shelter, no clearance"), True),
        (facts.ferry_lines, Text("没有航线", "no ferries"),
         Text("海岛区答不出疏散时间", "island zones answer no clearance"), True),
        (facts.vessels, Text("没有船舶", "no vessels"),
         Text("每条报位都是未知终端，召不回船", "every report is an unknown terminal's"), False),
        (facts.harbours, Text("没有港口", "no harbours"),
         Text("说不出船是否在港", "nothing tells whether a boat is in port"), False),
        (facts.slopes, Text("没有隐患点和防范区", "no slopes"),
         Text("提案不知道谁在山脚下", "a proposal knows nobody under a slope"), False),
        (facts.dykes, Text("没有海塘", "no sea dykes"),
         Text("地图上看不到塘顶高程", "no crest is shown"), False),
        (facts.storms, Text("没有台风", "no storm"),
         Text("没有风圈，区没有最晚时间", "no wind circles, no latest start"), False),
    ):  # fmt: skip
        if count == 0:
            yield CityLack(what, cost, grave)


def _partial(facts: CityFacts) -> Iterator[CityLack]:
    if facts.people and not facts.grouped:
        yield CityLack(
            Text("人口没有分人群", "people are not grouped"),
            Text("梯度转移只能整片撤", "only everybody can leave, not those who are due"), False,
        )  # fmt: skip
    if facts.silent_vessels:
        count = facts.silent_vessels
        yield CityLack(
            Text(f"{count} 艘船没有 MMSI 也没有北斗号", f"{count} vessels have no terminal"),
            Text("它们的报位认不出", "no report is known to be theirs"), False,
        )  # fmt: skip
    if facts.unanswered_villages and facts.villages:
        count = facts.unanswered_villages
        yield CityLack(
            Text(f"{count} 个村没有责任人", f"{count} villages have no post"),
            Text("任务发不到那里", "no task reaches them"), False,
        )  # fmt: skip
    if facts.illustrative:
        count = facts.illustrative
        yield CityLack(
            Text(f"{count} 个人口点是示意的", f"{count} places of people are illustrative"),
            Text("人数不能用于真的转移", "their figures are not for a real evacuation"), False,
        )  # fmt: skip


def _island(island: IslandFacts) -> Iterator[CityLack]:
    if not island.lines and not island.bridges:
        yield CityLack(
            Text(f"{island.name}（{island.people} 人）没有航线也没有桥",
                 f"{island.name} ({island.people} people) has neither ferry nor bridge"),
            Text("岛上的区没有出岛的路", "a zone on it has no way off"), True,
        )  # fmt: skip
    if not island.places:
        yield CityLack(
            Text(f"{island.name}（{island.people} 人）没有避灾点",
                 f"{island.name} ({island.people} people) has no shelter"),
            Text("停航后岛上无处安置", "once the ferry stops nobody is placed"), False,
        )  # fmt: skip
