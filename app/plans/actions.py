"""What can be done with plans: keep the zones' answers under a name, compare, suppose."""

from app.errors import InvalidInput
from app.evacuation import queries as zones_queries
from app.evacuation.actions import Planner, retimed
from app.evacuation.supposed import Supposition
from app.evacuation.wind import load_outlooks
from app.plans import queries
from app.plans.figures import figures_of
from app.plans.model import PlanHead, PlanVersion, ZoneFigures
from app.plans.whatif import suppose
from app.wording import Text


def save_plan(
    planner: Planner, name: str, note: str, supposition: Supposition | None
) -> PlanVersion:
    """Keep what is answered now, or what would be answered under a supposition."""
    zones = work_out(planner, supposition)
    tx, incident_id = planner.tx, planner.incident.incident_id
    head = PlanHead(0, name, note, supposition, tx.actor.name, planner.at, planner.at)
    plan_id = queries.insert_plan(tx.conn, incident_id, head, zones)
    detail = {"zones": len(zones), "supposed": supposition is not None}
    tx.audit("plan_save", f"plan/{plan_id}", detail=detail)
    return queries.get_plan(tx.conn, incident_id, plan_id)


def work_out(planner: Planner, supposition: Supposition | None) -> list[ZoneFigures]:
    """The zones' figures as they stand, or under a supposition; neither changes an answer."""
    conn, incident = planner.tx.conn, planner.incident
    zones = zones_queries.list_zones(conn, incident.incident_id)
    if supposition is None:
        answers = retimed(conn, incident, planner.at, zones)
        pairs = zip(zones, answers, strict=True)
        return [figures_of(zone, given) for zone, given in pairs if given is not None]
    _check_agency(planner, supposition)
    return [figures_of(zone, given) for zone, given in suppose(planner, zones, supposition)]


def _check_agency(planner: Planner, supposition: Supposition) -> None:
    if supposition.agency is None:
        return
    known = load_outlooks(planner.tx.conn, planner.incident, planner.at)
    agencies = sorted({each.track.agency for each in known if each.forecast is not None})
    if supposition.agency not in agencies:
        raise InvalidInput(
            "E-PLN-002",
            Text("没有算", "Nothing was worked out"),
            Text(
                f"{supposition.agency} 此刻没有预报",
                f"{supposition.agency} has no forecast at this moment",
            ),
            Text(f"有：{'、'.join(agencies)}", f"There are: {', '.join(agencies)}"),
        )
