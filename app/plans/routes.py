"""HTTP of plan versions and what-if."""

from dataclasses import dataclass
from typing import TypeVar

from app import edge
from app.blueprint import Blueprint
from app.body import optional_text, text_of
from app.clock import real_now
from app.evacuation.actions import Planner
from app.evacuation.redaction import Redactor
from app.evacuation.routes import network_cache
from app.evacuation.supposed import Supposition
from app.incidents.routes import incident_asked
from app.plans import actions, queries
from app.plans.body import read_supposition
from app.plans.comparison import PlanComparison, compare_plans
from app.plans.model import PlanHead, PlanVersion
from app.transaction import Transaction

blueprint = Blueprint("plans", __name__, url_prefix="/api/v1")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PlanList:
    """The incident's plans, the newest first."""

    plans: list[PlanHead]


@dataclass(frozen=True, slots=True)
class SupposedAnswer:
    """What would be answered, against what stands. It is a what-if: nothing was kept."""

    supposition: Supposition
    comparison: PlanComparison


@blueprint.get("/plans")
def get_plans() -> PlanList:
    """The incident's plans."""
    with edge.transaction() as tx:
        return PlanList(queries.list_plans(tx.conn, incident_asked(tx).incident_id))


@blueprint.post("/plans")
def post_plan() -> tuple[PlanVersion, int]:
    """Keep the zones' answers as they stand under a `name`, or as under a `supposition`."""
    data = edge.body()
    name, note = text_of(data, "name")[:60], (optional_text(data, "note") or "")[:500]
    supposition = read_supposition(data)
    with edge.transaction() as tx:
        plan = actions.save_plan(_planner(tx), name, note, supposition)
        return _redacted(tx, plan), 201


@blueprint.get("/plans/<int:plan_id>")
def get_plan(plan_id: int) -> PlanVersion:
    """One plan with its zones."""
    with edge.transaction() as tx:
        plan = queries.get_plan(tx.conn, incident_asked(tx).incident_id, plan_id)
        return _redacted(tx, plan)


@blueprint.get("/plans/<int:plan_id>/comparison")
def get_comparison(plan_id: int) -> PlanComparison:
    """A plan on the left against what stands now on the right; what differs comes first."""
    with edge.transaction() as tx:
        planner = _planner(tx)
        kept = queries.get_plan(tx.conn, planner.incident.incident_id, plan_id)
        return _redacted(tx, compare_plans(kept.zones, actions.work_out(planner, None)))


@blueprint.get("/plans/<int:plan_id>/comparison/<int:other_id>")
def get_other_comparison(plan_id: int, other_id: int) -> PlanComparison:
    """One plan on the left against another on the right."""
    with edge.transaction() as tx:
        incident_id = incident_asked(tx).incident_id
        left, right = (queries.get_plan(tx.conn, incident_id, each) for each in (plan_id, other_id))
        return _redacted(tx, compare_plans(left.zones, right.zones))


@blueprint.post("/whatif")
def post_whatif() -> SupposedAnswer:
    """Work the zones out under a `supposition` and as it is, both at this moment; keep nothing.

    The stored answers counted who was there then: a boat that has come since would be the storm's.
    """
    supposition = read_supposition(edge.body()) or Supposition()
    with edge.transaction() as tx:
        planner = _planner(tx)
        stands = actions.work_out(planner, Supposition())
        supposed = actions.work_out(planner, supposition)
        return SupposedAnswer(supposition, _redacted(tx, compare_plans(stands, supposed)))


def _planner(tx: Transaction) -> Planner:
    incident = incident_asked(tx)
    return Planner(tx, network_cache(), incident, incident.clock.at(real_now()))


def _redacted(tx: Transaction, answer: T) -> T:
    return Redactor(tx.conn, tx.actor, edge.language()).redacted(answer)
