"""The one list of what `web` serves."""

from flask import Blueprint

from app.administration.devices.routes import blueprint as devices
from app.administration.people.routes import blueprint as people
from app.administration.policy_routes import blueprint as policy
from app.administration.roles_routes import blueprint as roles
from app.administration.units.routes import blueprint as units
from app.adoption.routes import blueprint as configuration
from app.apidoc.routes import blueprint as apidoc
from app.briefing.routes import blueprint as briefing
from app.changes.routes import blueprint as changes
from app.closures.routes import blueprint as closures
from app.documents.routes import blueprint as documents
from app.evacuation.due_routes import blueprint as due
from app.evacuation.proposed_routes import blueprint as proposed_closures
from app.evacuation.routes import blueprint as evacuation
from app.field_reports.routes import blueprint as field_reports
from app.incidents.routes import blueprint as incidents
from app.maplayers.file_routes import blueprint as layer_files
from app.maplayers.routes import blueprint as maplayers
from app.people.household_routes import blueprint as households
from app.people.routes import blueprint as roll_calls
from app.plans.routes import blueprint as plans
from app.proposal.routes import blueprint as proposal
from app.registers.routes import blueprint as registers
from app.response.routes import blueprint as response
from app.series.routes import blueprint as series
from app.shelters.routes import blueprint as shelters
from app.storm_events.routes import blueprint as storm_events
from app.tasks.action_routes import blueprint as task_actions
from app.tasks.routes import blueprint as tasks
from app.typhoon.archive.routes import blueprint as typhoon_archive
from app.typhoon.routes import blueprint as typhoon
from app.vessels.routes import blueprint as vessels
from app.warnings.routes import blueprint as warnings
from app.web.audit import blueprint as audit
from app.web.events import blueprint as events
from app.web.feeds import blueprint as feeds
from app.web.health import blueprint as health
from app.web.oidc import blueprint as oidc
from app.web.own_account import blueprint as own_account
from app.web.pages import blueprint as pages
from app.web.session import blueprint as session
from app.web.signin import blueprint as signin
from app.wind.routes import blueprint as wind
from app.worlds.routes import blueprint as worlds

BLUEPRINTS: tuple[Blueprint, ...] = (
    health,
    pages,
    session,
    signin,
    oidc,
    own_account,
    audit,
    people,
    units,
    devices,
    roles,
    policy,
    events,
    feeds,
    incidents,
    worlds,
    configuration,
    typhoon,
    typhoon_archive,
    wind,
    storm_events,
    series,
    warnings,
    response,
    changes,
    registers,
    maplayers,
    layer_files,
    shelters,
    closures,
    proposed_closures,
    due,
    evacuation,
    proposal,
    plans,
    documents,
    tasks,
    roll_calls,
    households,
    task_actions,
    field_reports,
    vessels,
    briefing,
    apidoc,
)
