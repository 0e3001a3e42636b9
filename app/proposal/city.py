"""Loads what the drafting needs: registers, network, shelters, wind, all of one transaction."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.closures.model import StatedClosures
from app.closures.queries import load_said
from app.configuration.model import Setting
from app.configuration.queries import list_settings
from app.database import Connection
from app.evacuation.answer import SHOWN_FORCES, Figures, TimedAnswer, default_lead, time_under
from app.evacuation.basis import KnownBulletin, known_bulletins
from app.evacuation.boarding import Terrain
from app.evacuation.closures import closures_at
from app.evacuation.cutoffs import TimingInputs
from app.evacuation.group_due import load_group_due
from app.evacuation.queries import list_aboard, list_city_shelters
from app.evacuation.surge import load_surge
from app.evacuation.wind import load_chances, load_outlooks
from app.exposure.model import GroupCount
from app.incidents.model import Incident
from app.network.cache import NetworkCache
from app.network.model import RoadNetwork
from app.proposal.drafting import City, WindAsked
from app.proposal.model import HAZARDS, DueSite, LevelTable
from app.proposal.queries import list_lands
from app.proposal.reached import reached
from app.typhoon.outlook import Outlook


@dataclass(frozen=True, slots=True, eq=False)
class Loaded:
    """The city to plan on, what was known of the wind, and the values that were read."""

    city: City
    network: RoadNetwork
    bulletins: tuple[KnownBulletin, ...]
    assumptions: tuple[Setting, ...]


def level_table(conn: Connection) -> LevelTable:
    """From which level on each group leaves, as the office has it."""
    figures = Figures(list_settings(conn))
    return {group: round(figures[f"evac.level_{group}"]) for group in HAZARDS}


def load_city(
    conn: Connection,
    cache: NetworkCache,
    incident: Incident,
    at: datetime,
    sites: Sequence[DueSite],
) -> Loaded:
    """Everything but the people, who are told already."""
    figures, lead = Figures(list_settings(conn)), default_lead(conn)
    outlooks = load_outlooks(conn, incident, at)
    network, said = cache.network(conn), load_said(conn, incident, at)
    closures = closures_at(network, outlooks, at, said)
    horizon_min = figures["evac.travel_horizon_min"]
    city = City(
        terrain=Terrain(
            network=network,
            scenario=closures.scenario,
            trees=cache.trees(network, closures.scenario.closed_edges, horizon_min),
            sailing_min=closures.sailing_min(at, lead),
            aboard=list_aboard(conn, incident.incident_id),
        ),
        choices=list_city_shelters(conn, incident.incident_id),
        lands=list_lands(conn, sorted({site.township_code for site in sites})),
        announced=closures.announced,
        lead=lead,
        land_force=round(figures["evac.land_force"]),
        sea_force=round(figures["evac.sea_force"]),
        due=lambda lot: load_group_due(
            figures, [GroupCount(code, lot.count(code), due=True) for code in lot.groups]
        ),
        reached=_reached_lookup(conn, incident, at, outlooks),
        timed=_timing_lookup(conn, incident, at, outlooks, figures, said),
    )
    return Loaded(city, network, known_bulletins(outlooks), figures.used)


def _reached_lookup(
    conn: Connection, incident: Incident, at: datetime, outlooks: Sequence[Outlook]
) -> Callable[[Sequence[WindAsked]], Sequence[bool]]:
    def look_up(asked: Sequence[WindAsked]) -> Sequence[bool]:
        villages = [code for each in asked for code in each.villages]
        forces = sorted({each.force for each in asked})
        return reached(asked, outlooks, at, load_chances(conn, incident, at, villages, forces))

    return look_up


def _timing_lookup(
    conn: Connection,
    incident: Incident,
    at: datetime,
    outlooks: Sequence[Outlook],
    figures: Figures,
    said: StatedClosures,
) -> Callable[[Sequence[TimingInputs]], Sequence[TimedAnswer]]:
    surge = load_surge(conn, at, figures)

    def timed(inputs: Sequence[TimingInputs]) -> Sequence[TimedAnswer]:
        villages = [code for each in inputs for code in each.villages]
        chances = load_chances(conn, incident, at, villages, SHOWN_FORCES)
        return time_under(outlooks, inputs, at, surge, chances, said)

    return timed
