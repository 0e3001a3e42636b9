"""What each way's people are told, said in both languages.

A shelter's name stands beside the sentence, never in it: not everybody may read it.
"""

from collections.abc import Callable, Iterator, Mapping

from app.evacuation.clocks import Advice, RefugeReach, WayClock
from app.evacuation.cutoff_words import TITLES
from app.evacuation.cutoffs import HOMEWARD, Cutoff, CutoffKind, Way
from app.evacuation.words import name_place
from app.figure_text import moment_text, people_text
from app.wording import Text, join_clauses, join_sentences, list_all, same

WAYS: Mapping[Way, Text] = {
    Way.ROAD: Text("走陆路", "By road"),
    Way.BOAT: Text("乘船", "By boat"),
    Way.SEA: Text("海上", "At sea"),
    Way.STAY: Text("就地避险", "In place"),
    Way.HOME_BOAT: Text("游客乘船", "Visitors by boat"),
    Way.HOME_ROAD: Text("游客陆路", "Visitors by road"),
    Way.RAFT: Text("养殖上岸", "Ashore from farms"),
    Way.CREW: Text("船员上岸", "Crews ashore"),
}
# Names of one kind that has passed are listed up to here; ten lines are one reason.
_SHOWN = 3


def explain_clock(clock: WayClock) -> Text:
    """What to do, whom it leaves at risk, and what has passed."""
    return join_sentences([*_say_passed(clock), _ADVICE[clock.advice](clock)])


def _say_leave(clock: WayClock) -> Text:
    if clock.way is Way.SEA:
        return Text("进避风港", "make for a refuge harbour")
    told = _LEAVE.get(clock.way, Text("按方案转移", "leave by the plan"))
    return told if clock.at_risk == 0 else join_clauses([told, _say_behind(clock)])


_LEAVE: Mapping[Way, Text] = {
    Way.RAFT: Text("上岸，再按方案转移", "come ashore, then leave by the plan"),
    Way.CREW: Text("离船上岸，再按方案转移", "leave the boats, then go by the plan"),
    Way.HOME_BOAT: Text("乘船离岛", "sail home"),
    Way.HOME_ROAD: Text("走陆路离岛", "drive home"),
}


def _say_behind(clock: WayClock) -> Text:
    people = people_text(clock.at_risk)
    if clock.way in HOMEWARD:
        return Text(
            f"另有 {people.zh}的路已断，就地安置",
            f"but the way of {people.en} is cut: they are accommodated where they are",
        )
    return Text(
        f"另有 {people.zh}的路已断，就地上楼避险，有危险",
        f"but the way of {people.en} is cut: upstairs where they are, at risk",
    )


def _say_refuge(clock: WayClock) -> Text:
    reach = clock.reach
    if reach is None:
        return _say_stay(clock)
    if clock.way is Way.SEA:
        return _say_harbour(clock, reach)
    if clock.way in HOMEWARD:
        return _some_home(clock, reach)
    people = people_text(reach.people)
    parts = [
        Text(
            f"来不及按方案走完，先近后远：{people.zh}还到得了安置点",
            f"too late for the plan, nearest first: {people.en} can still reach a shelter",
        ),
        *_say_until(reach),
    ]
    if clock.at_risk:
        left = people_text(clock.at_risk)
        parts.append(
            Text(
                f"其余 {left.zh}就地上楼或进坚固房屋，有危险",
                f"the other {left.en} go upstairs or into a strong building, at risk",
            )
        )
    return join_clauses(parts)


def _some_home(clock: WayClock, reach: RefugeReach) -> Text:
    people, boat = people_text(reach.people), clock.way is Way.HOME_BOAT
    parts = [
        Text(
            f"来不及全部离岛：{people.zh}还{'上得了船' if boat else '出得去'}",
            f"too late for all: {people.en} can still {'be carried' if boat else 'get out'}",
        )
    ]
    if reach.until_at is not None:
        until = moment_text(reach.until_at)
        parts.append(
            Text(f"头一批 {until.zh} 前下令", f"ordered by {until.en} for the first of them")
        )
    if clock.at_risk:
        left = people_text(clock.at_risk)
        parts.append(
            Text(
                f"其余 {left.zh}就地安置：进安置点或留在住处",
                f"the other {left.en} are accommodated where they are, in a shelter or their "
                "lodgings",
            )
        )
    return join_clauses(parts)


def _say_lodge(clock: WayClock) -> Text:
    people = people_text(clock.at_risk)
    return join_clauses(
        [
            Text("来不及离岛", "too late to go home"),
            Text(
                f"{people.zh}就地安置：进安置点或留在住处",
                f"{people.en} are accommodated where they are, in a shelter or their lodgings",
            ),
        ]
    )


def _say_harbour(clock: WayClock, reach: RefugeReach) -> Text:
    name = name_place(reach.name)
    parts = [
        Text(
            f"来不及全部进港：{reach.vessels} 艘还到得了{name.zh}等港",
            f"too late for all: {reach.vessels} still make {name.en} or another harbour",
        ),
        *_say_until(reach),
    ]
    if clock.vessels_at_risk:
        parts.append(_at_sea(clock))
    return join_clauses(parts)


def _say_until(reach: RefugeReach) -> Iterator[Text]:
    if reach.until_at is not None:
        until = moment_text(reach.until_at)
        yield Text(f"最近的 {until.zh} 前下令", f"ordered by {until.en} for the nearest")


def _say_lee(clock: WayClock) -> Text:
    return join_clauses([Text("来不及进港", "too late for any harbour"), _at_sea(clock)])


def _at_sea(clock: WayClock) -> Text:
    people = people_text(clock.at_risk)
    return Text(
        f"{clock.vessels_at_risk} 艘、已知 {people.zh}就近背风锚泊或驶离风圈，有危险",
        f"{clock.vessels_at_risk} vessels with {people.en} known aboard seek the nearest lee or "
        "leave the wind circle, at risk",
    )


def _say_upstairs(clock: WayClock) -> Text:
    return _say_inside(
        clock,
        lambda people: Text(
            f"{people.zh}上二楼以上避险，有危险", f"{people.en} go upstairs, at risk"
        ),
    )


def _say_stay(clock: WayClock) -> Text:
    return _say_inside(
        clock,
        lambda people: Text(
            f"{people.zh}就近进坚固房屋，不再外出，有危险",
            f"{people.en} go into the nearest strong building and stay, at risk",
        ),
    )


def _say_inside(clock: WayClock, told: Callable[[Text], Text]) -> Text:
    """Visitors have a room: where they are told to stay is not where the others go."""
    parts = [_say_why(clock)]
    if others := clock.at_risk - clock.visitors:
        parts.append(told(people_text(others)))
    if clock.visitors:
        people = people_text(clock.visitors)
        parts.append(
            Text(
                f"游客 {people.zh}留在住处，不再外出",
                f"{people.en} more, visitors, stay in their lodgings"
                if others
                else f"{people.en}, visitors, stay in their lodgings",
            )
        )
    return join_clauses(parts)


def _say_why(clock: WayClock) -> Text:
    if clock.way is Way.STAY:
        return Text("没有去处", "no place to go to")
    return Text("来不及转移", "too late to leave")


def _say_passed(clock: WayClock) -> Iterator[Text]:
    """What has passed; of a way that is over what ended it, for nothing else matters any more."""
    kinds: dict[CutoffKind, list[Cutoff]] = {}
    for cutoff in clock.passed:
        if not clock.over or (clock.binding and cutoff.kind is clock.binding.kind):
            kinds.setdefault(cutoff.kind, []).append(cutoff)
    for kind, found in kinds.items():
        if kind is CutoffKind.DARK:
            yield _by_night(found[0])
        elif kind is CutoffKind.GROUP_DUE:
            yield _tell_missed(found)
        else:
            yield _say_over(kind, found)


def _by_night(cutoff: Cutoff) -> Text:
    last = moment_text(cutoff.latest_start_at)
    return Text(
        f"白天走完要 {last.zh} 前下令，已过，要夜里走",
        f"the last order for leaving by daylight was at {last.en}: they travel by night",
    )


def _tell_missed(found: list[Cutoff]) -> Text:
    """The rule is broken, the way is open: the wind binds now."""
    first = min(found, key=lambda each: each.latest_start_at)
    last, gone = moment_text(first.latest_start_at), moment_text(first.cutoff_at)
    return Text(
        f"规定 {gone.zh} 前转移完，要 {last.zh} 前下令，已过：现在就下令，赶在大风前",
        f"to be gone by {gone.en} as the rule wants, the order was due at {last.en}: order now, "
        "ahead of the wind",
    )


def _say_over(kind: CutoffKind, found: list[Cutoff]) -> Text:
    first, title = moment_text(min(each.cutoff_at for each in found)), TITLES[kind]
    names = list_all(_say_names(found))
    return Text(
        f"{first.zh} 已过：{title.zh} {names.zh}", f"passed at {first.en}: {title.en}, {names.en}"
    )


def _say_names(found: list[Cutoff]) -> Iterator[Text]:
    names = dict.fromkeys(each.name for each in found)
    yield from (name_place(name) for name in list(names)[:_SHOWN])
    if len(names) > _SHOWN:
        yield same("…")


_ADVICE: Mapping[Advice, Callable[[WayClock], Text]] = {
    Advice.LEAVE: _say_leave,
    Advice.REFUGE: _say_refuge,
    Advice.UPSTAIRS: _say_upstairs,
    Advice.STAY: _say_stay,
    Advice.LEE: _say_lee,
    Advice.LODGE: _say_lodge,
}
