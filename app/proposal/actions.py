"""Draft a plan, or merge two of its zones, as this actor sees the registers."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from app.errors import InvalidInput, NotFound
from app.evacuation.redaction import Redactor
from app.exposure.model import GroupCode
from app.incidents.model import Incident, ResponseTrack
from app.network.cache import NetworkCache
from app.network.home import on_outlying_islands
from app.proposal import queries
from app.proposal.city import Loaded, level_table, load_city
from app.proposal.drafting import Told, draft, draft_one
from app.proposal.gradient import due_groups, without_others_visitors
from app.proposal.model import DueSite, Level
from app.proposal.present import (
    Proposal,
    ProposedZone,
    present_held_back,
    present_published,
    present_totals,
    present_zone,
)
from app.proposal.published import FACTOR
from app.response.queries import list_activations
from app.transaction import Transaction
from app.wording import Language, Text

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Drafter:
    """Drafts within one transaction: incident, its moment, the process's network cache."""

    tx: Transaction
    cache: NetworkCache
    incident: Incident
    at: datetime
    language: Language

    def level_in_force(self, area: str) -> Level | None:
        """The gravest typhoon response in force over `area`: its own, or of a unit above it."""
        found = list_activations(self.tx.conn, self.incident.incident_id, self.at)
        levels = [
            each.level
            for each in found
            if each.ended_at is None
            and each.track is ResponseTrack.TYPHOON
            and each.level is not None
            and (area or each.issuer_unit).startswith(each.issuer_unit.removesuffix("00"))
        ]
        return Level(min(levels)) if levels else None

    def propose(self, level: Level | None, area: str, told: Told) -> Proposal:
        """The whole plan; `level` None is the one in force. Raises InvalidInput where none is."""
        began = time.perf_counter()
        self._check_area(area)
        in_force = self.level_in_force(area)
        chosen = level or in_force
        if chosen is None:
            raise _no_level()
        groups = due_groups(level_table(self.tx.conn), chosen)
        sites, loaded = self._load_groups(groups, area)
        drafted = draft(sites, loaded.city, told)
        totals = present_totals(drafted)
        proposal = Proposal(
            level=chosen,
            level_in_force=in_force,
            area=area or None,
            at=self.at,
            zones=[present_zone(zone, self.at) for zone in drafted.zones],
            totals=totals,
            held_back=present_held_back(drafted.held_back),
            factor=FACTOR,
            published=present_published(totals.people),
            bulletins=loaded.bulletins,
            assumptions=loaded.assumptions,
            elapsed_ms=0.0,
        )
        spent_ms = round((time.perf_counter() - began) * 1000, 1)
        return replace(self._redact_answer(proposal), elapsed_ms=spent_ms)

    def merge(self, township: str, groups: Sequence[GroupCode]) -> ProposedZone:
        """The people of several groups of one township as one zone.

        Raises InvalidInput for an unknown township, NotFound where nobody is left to leave.
        """
        self._check_area(township)
        sites, loaded = self._load_groups(frozenset(groups), township)
        waiting = [site for site in sites if not site.zoned]
        if not waiting:
            raise _nobody_listed(township)
        return self._redact_answer(present_zone(draft_one(waiting, loaded.city), self.at))

    def _load_groups(self, groups: frozenset[GroupCode], area: str) -> tuple[list[DueSite], Loaded]:
        conn = self.tx.conn
        found = queries.list_due_sites(conn, self.incident.incident_id, groups, area)
        loaded = load_city(conn, self.cache, self.incident, self.at, found)
        return without_others_visitors(found, on_outlying_islands(loaded.network)), loaded

    def _redact_answer(self, answer: T) -> T:
        return Redactor(self.tx.conn, self.tx.actor, self.language).redacted(answer)

    def _check_area(self, area: str) -> None:
        if area and queries.find_area_name(self.tx.conn, area) is None:
            raise InvalidInput(
                "E-PRO-002",
                Text("方案没有拟", "No plan was drafted"),
                Text(f"没有县区或乡镇 {area}", f"There is no county or township {area}"),
                Text("从县区列表里选", "Choose one from the list of counties"),
            )


def _no_level() -> InvalidInput:
    return InvalidInput(
        "E-PRO-003",
        Text("方案没有拟", "No plan was drafted"),
        Text("还没有启动防台风响应", "No typhoon response is in force"),
        Text("选一个响应等级再拟", "Choose a response level and draft again"),
    )


def _nobody_listed(township: str) -> NotFound:
    return NotFound(
        "E-PRO-004",
        Text("没有合并", "Nothing was merged"),
        Text(
            f"{township} 这几类人没有登记，或已在转移区里",
            f"In {township} nobody of these groups is on file, or all are in zones already",
        ),
        Text("重新拟定方案", "Draft the plan again"),
    )
