"""Visitors who go home as the API tells them, with the sentence that says it."""

from collections.abc import Iterator, Mapping, Sequence

from app.evacuation.home_answer import HomeAnswer, HomeLineAnswer
from app.evacuation.homeward import GoingHome, HomeLine, Staying, StayReason
from app.evacuation.placement import Placement
from app.evacuation.words import name_place
from app.figure_text import people_text
from app.wording import Text, join_clauses, join_sentences, list_all, same

# Lines of one reason are named up to here.
_SHOWN = 3
_WHYS: Mapping[StayReason, Text] = {
    StayReason.BOATS_FULL: Text(
        "停航前船运不完（{names}）", "more than the boats carry before they stop ({names})"
    ),
    StayReason.FERRY_STOPPED: Text("轮渡已停航（{names}）", "the ferry is suspended ({names})"),
    StayReason.CLOSED: Text("通道已断（{names}）", "the way is closed ({names})"),
    StayReason.NO_LINE: Text("岛上没有客运航线", "no line sails from there"),
    StayReason.NO_ROAD_OFF: Text(
        "资料里没有出岛的陆路", "the data hold no road that leads off the islands"
    ),
}

_LISTED = Text("停航前船运不完", "more than the boats carry before they stop")


def present_home(placement: Placement) -> HomeAnswer | None:
    """None where no visitor is due."""
    home = placement.home
    if home.visitors == 0:
        return None
    lines = sorted(home.lines, key=lambda each: (-each.people, each.line.line_id))
    slowest = max(lines, key=lambda each: each.over_min, default=None)
    return HomeAnswer(
        visitors=home.visitors,
        by_boat=home.sailing,
        by_road=home.driving,
        staying=sum(each.people for each in home.reasons),
        placed=placement.visitors_placed,
        lodged=placement.visitors_left,
        lines=tuple(_present_line(each) for each in lines),
        slowest=None if slowest is None else slowest.line.name,
        stopped=tuple(line.name for line in home.stopped),
        told=explain_home(home, placement.visitors_placed, placement.visitors_left),
    )


def _present_line(used: HomeLine) -> HomeLineAnswer:
    line = used.line
    return HomeLineAnswer(
        line_id=line.line_id,
        name=line.name,
        people=used.people,
        boats=line.boats,
        seats=line.seats,
        trips=-(-used.people // line.seats),
        trip_min=line.trip_min,
        over_min=round(used.over_min, 1),
        limit_force=line.limit_force,
        room=used.room,
    )


def explain_home(home: GoingHome, placed: int, lodged: int) -> Text:
    """Who leaves, who stays and why, and where those who stay are."""
    return join_sentences(
        [
            *_say_leaving(home),
            *(explain_staying(each, named=not home.lines) for each in home.reasons),
            *_say_accommodated(placed, lodged),
        ]
    )


def _say_leaving(home: GoingHome) -> Iterator[Text]:
    if home.sailing:
        people = people_text(home.sailing)
        yield Text(f"{people.zh}乘船离岛，不用安置", f"{people.en} sail home and need no bed")
    if home.driving:
        people = people_text(home.driving)
        yield Text(f"{people.zh}走陆路离岛，不用安置", f"{people.en} drive home and need no bed")


def explain_staying(staying: Staying, *, named: bool) -> Text:
    """How many stay, and why; lines that are full are `named` unless they are listed."""
    full = staying.reason is StayReason.BOATS_FULL
    people, why = people_text(staying.people), _WHYS[staying.reason]
    if full and not named:
        why = _LISTED
    names = _list_named(staying.names)
    return Text(
        f"{people.zh}走不了：{why.zh.format(names=names.zh)}",
        f"{people.en} cannot leave: {why.en.format(names=names.en)}",
    )


def _list_named(names: Sequence[str]) -> Text:
    shown = [name_place(name) for name in names[:_SHOWN]]
    return list_all([*shown, same("…")] if len(names) > _SHOWN else shown)


def _say_accommodated(placed: int, lodged: int) -> Iterator[Text]:
    parts: list[Text] = []
    if placed:
        people = people_text(placed)
        parts.append(Text(f"{people.zh}进安置点", f"{people.en} go to a shelter"))
    if lodged:
        people = people_text(lodged)
        parts.append(Text(f"{people.zh}留在住处避风", f"{people.en} stay in their lodgings"))
    if parts:
        yield join_clauses(parts)
