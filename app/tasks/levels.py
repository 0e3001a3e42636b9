"""What a response level brings: the actions of the table in force, as tasks, and their end."""

from app.incidents.model import ResponseTrack
from app.strict_json import plain
from app.tasks import queries
from app.tasks.action_table import (
    ROLES,
    ActionAnchor,
    ActionReach,
    ActionRule,
    get_action_rules,
    in_force,
)
from app.tasks.actions import Cause, TaskDesk, end_all, give_out_all
from app.tasks.chain import post_at
from app.tasks.chain_queries import list_posts, list_units_below, load_chain
from app.tasks.due import Anchor, Deadline
from app.tasks.kinds.response_level import SOURCE, LevelAction
from app.tasks.model import Addressee, ChainUnit, NewTask, SourceReference
from app.wording import Text

_CAUSE = Cause("level_changed")
_OFFICE, _OTHERS = ("duty", "responsible"), ("responsible", "duty")


def follow_level(
    desk: TaskDesk, unit: str, track: ResponseTrack, level: int | None, *, active: bool
) -> None:
    """Give out what a unit's new level asks for, and end what it asks for no more.

    What was given out at a lower level stays as it is answered.
    """
    wanted = [
        rule
        for rule in get_action_rules(desk.tx.conn).rules
        if active and in_force(rule, track, level)
    ]
    kept = {_reference_of(unit, track, rule) for rule in wanted}
    incident_id = desk.incident.incident_id
    for told in queries.list_live_sources(desk.tx.conn, incident_id, SOURCE.id, f"{unit}/{track}/"):
        if told not in kept:
            end_all(desk, told, _CAUSE)
    give_out_all(
        desk, [(_reference_of(unit, track, rule), _tasks_of(desk, unit, rule)) for rule in wanted]
    )


def _reference_of(unit: str, track: ResponseTrack, rule: ActionRule) -> SourceReference:
    return SourceReference(SOURCE.id, f"{unit}/{track}/{rule.code}", rule.code)


def _tasks_of(desk: TaskDesk, unit: str, rule: ActionRule) -> list[NewTask]:
    action = LevelAction(rule.code, Text(rule.zh, rule.en), ROLES[rule.role])
    due = _deadline_of(desk, rule)
    return [NewTask(each, plain(action), due) for each in _addressees_of(desk, unit, rule)]


def _deadline_of(desk: TaskDesk, rule: ActionRule) -> Deadline:
    if rule.anchor is None:
        return Deadline()
    if rule.anchor is ActionAnchor.ACTIVATION:
        return Deadline(fixed_at=Anchor.after(desk.at, rule.offset_min))
    return Deadline(anchor=Anchor(rule.anchor), offset_min=rule.offset_min)


def _addressees_of(desk: TaskDesk, unit: str, rule: ActionRule) -> list[Addressee]:
    conn = desk.tx.conn
    if rule.to is ActionReach.ISSUER:
        own = load_chain(conn, [unit]).get(unit)
        found: list[ChainUnit] = [] if own is None else [own]
    else:
        found = list_units_below(conn, unit, rule.to)
    posts = list_posts(conn, [each.code for each in found])
    roles = _OFFICE if rule.to is ActionReach.ISSUER else _OTHERS
    return [Addressee(each.code, each.level, post_at(each.code, posts, roles)) for each in found]
