"""The words of an evacuation order, in the bureau's form."""

from collections.abc import Iterator

from app.clock import BEIJING
from app.documents.evacuation_order.content import Destination, OrderContent, WayDue
from app.documents.model import Unit
from app.documents.paper import Paper, PaperTable
from app.evacuation.clocks import Advice
from app.evacuation.cutoff_words import TITLES
from app.figure_text import force_text, moment_text, people_text
from app.wording import EMPTY, Text, join_clauses, join_sentences, list_all, same

TITLE = Text("人员转移令", "Evacuation order")
_MODES = {"walk": Text("步行", "on foot"), "road": Text("乘车", "by road"),
          "ferry": Text("轮渡", "by ferry")}  # fmt: skip
_LEVELS = ("", "Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ")
_NONE = same("—")


def paper(content: OrderContent, issuer: Unit) -> Paper:
    """The order as it is read and signed."""
    return Paper(
        title=Text(f"{issuer.name}人员转移令", f"Evacuation order of {issuer.name}"),
        addressee=Text(f"{content.responsible.name}防汛防台抗旱指挥部：",
                       f"To the flood and typhoon headquarters of {content.responsible.name}:"),
        opening=tuple(_say_opening(content)),
        tables=(_facts_table(content), _groups_table(content), _ways_table(content),
                _destinations_table(content)),
        closing=tuple(_say_closing(content)),
        illustrative=any(each.synthetic for each in content.rests_on.bulletins),
    )  # fmt: skip


def about(content: OrderContent) -> Text:
    """The zone, and how many must leave."""
    zone, people = content.zone, people_text(content.people)
    return Text(
        f"{zone.number} 号区 {zone.name} · {people.zh}",
        f"Zone {zone.number}, {zone.name} · {people.en}",
    )


def _say_opening(content: OrderContent) -> Iterator[Text]:
    rests = content.rests_on
    said = list_all(
        Text(f"{each.agency} {moment_text(at).zh} 报", f"{each.agency} of {moment_text(at).en}")
        for each in rests.bulletins
        if (at := each.issued_at or each.fix_at) is not None
    )
    winds = join_clauses(
        Text(f"{force_text(each.force).zh}风 {moment_text(each.arrival_at).zh} 到",
             f"{force_text(each.force).en} arrives {moment_text(each.arrival_at).en}")
        for each in rests.winds
    )  # fmt: skip
    if rests.bulletins:
        comes = Text("，预计 ", "; expected: ") + winds if rests.winds else EMPTY
        yield Text("据 ", "According to ") + said + comes + Text("。", ".")
    if rests.levels:
        levels = list_all(
            Text(f"{each.unit}{each.track.names.zh}{_LEVELS[each.level or 0]}级响应",
                 f"{each.unit}, {each.track.names.en} {_LEVELS[each.level or 0]}")
            for each in rests.levels
        )  # fmt: skip
        yield Text("执行中：", "In force: ") + levels + Text("。", ".")
    many = people_text(content.people)
    yield Text(
        f"令 {content.zone.number} 号区（{content.zone.name}）应转移的 {many.zh}"
        "在下列时限前开始转移，应转尽转。",
        f"The {many.en} due in zone {content.zone.number} ({content.zone.name}) are ordered to "
        "leave; the move begins before the times below.",
    )
    if content.replaces is not None:
        yield Text(f"本令代替 {content.replaces}。", f"This order replaces {content.replaces}.")


def _facts_table(content: OrderContent) -> PaperTable:
    rows = (
        (Text("转移区", "Zone"), Text(f"{content.zone.number} 号区 {content.zone.name}",
                                     f"Zone {content.zone.number}, {content.zone.name}")),
        (Text("面积", "Area"), same(f"{content.zone.area_km2:.2f} km²")),
        (Text("应转移", "Due"), people_text(content.people)),
        (Text("行动不便", "Mobility limited"), people_text(content.mobility_limited)),
        (Text("责任单位", "Responsible"), same(content.responsible.name)),
    )  # fmt: skip
    return PaperTable(Text("转移范围", "Who and where"), (), rows)


def _groups_table(content: OrderContent) -> PaperTable:
    rows = tuple((each.title, same(f"{each.people:,}")) for each in content.groups)
    head = (Text("人群", "Group"), Text("人", "People"))
    return PaperTable(Text("人群", "Groups"), head, rows)


def _ways_table(content: OrderContent) -> PaperTable:
    head = (Text("走法", "Way"), Text("人", "People"), Text("最迟开始", "Latest start"),
            Text("截止", "Cut off"), Text("怎么做", "What to do"))  # fmt: skip
    return PaperTable(Text("时限", "Deadlines"), head, tuple(map(_way_row, content.ways)))


def _way_row(way: WayDue) -> tuple[Text, ...]:
    people = same(f"{way.people:,}")
    if way.vessels:
        people = Text(
            f"{way.vessels:,} 艘 {way.people:,}", f"{way.vessels:,} vessels, {way.people:,}"
        )
    over = Text("已截止", "over")
    starts = over if way.over else _deadline_text(way)
    ends = _NONE
    if way.ends_at is not None and way.ends_by is not None:
        where = way.ends_name if way.ends_name is not None and way.ends_name.zh else EMPTY
        cause = TITLES[way.ends_by] + Text(" ", " ") + where
        ends = moment_text(way.ends_at) + Text(" ", " ") + cause
    doing = Text("转移到下列场所", "Go to the places below")
    return (way.title, people, starts, ends, doing if way.advice is Advice.LEAVE else way.told)


def _deadline_text(way: WayDue) -> Text:
    if way.latest_start_at is None:
        return Text("接令即动", "at once")
    return moment_text(way.latest_start_at) + Text(" 前", "")


def _destinations_table(content: OrderContent) -> PaperTable:
    head = (Text("去处", "Shelter"), Text("人", "People"), Text("走法", "Way"),
            Text("平均路程", "Mean distance"), Text("经过", "By way of"))  # fmt: skip
    rows = tuple(map(_destination_row, content.destinations))
    return PaperTable(Text("安置与路线", "Shelters and routes"), head, rows)


def _destination_row(each: Destination) -> tuple[Text, ...]:
    return (
        same(each.name),
        same(f"{each.people:,}"),
        _MODES.get(each.mode, same(each.mode)),
        same(f"{each.distance_m / 1000:.1f} km"),
        list_all(each.via) if each.via else _NONE,
    )


def _say_closing(content: OrderContent) -> Iterator[Text]:
    if content.without:
        places = join_sentences(
            Text(f"{each.village} {each.people:,} 人", f"{each.village} {each.people:,}")
            for each in content.without
        )
        yield Text("还没有去处：", "Without a place yet: ") + places + Text("。", ".")
    yield Text("险情来前，村级责任人可不等本令先转移。解除前不得返回。",
               "Where danger comes first, the village moves people without waiting for this order. "
               "Nobody returns before it is lifted.")  # fmt: skip
    at = content.rests_on.since.astimezone(BEIJING)
    yield Text(
        f"依据答案 {content.rests_on.answer_id}（{at:%Y-%m-%d %H:%M}），"
        f"输入校验 {content.rests_on.inputs_hash[:16]}。",
        f"Rests on answer {content.rests_on.answer_id} ({at:%Y-%m-%d %H:%M} +08:00), inputs "
        f"{content.rests_on.inputs_hash[:16]}.",
    )
