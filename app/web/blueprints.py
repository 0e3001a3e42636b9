"""The one list of what `web` serves."""

from flask import Blueprint

from app.apidoc.routes import blueprint as apidoc
from app.briefing.routes import blueprint as briefing
from app.evacuation.routes import blueprint as evacuation
from app.incidents.routes import blueprint as incidents
from app.maplayers.file_routes import blueprint as layer_files
from app.maplayers.routes import blueprint as maplayers
from app.response.routes import blueprint as response
from app.shelters.routes import blueprint as shelters
from app.tasks.routes import blueprint as tasks
from app.typhoon.routes import blueprint as typhoon
from app.vessels.routes import blueprint as vessels
from app.web.events import blueprint as events
from app.web.feeds import blueprint as feeds
from app.web.health import blueprint as health
from app.web.pages import blueprint as pages
from app.web.session import blueprint as session
from app.web.values import blueprint as configuration

BLUEPRINTS: tuple[Blueprint, ...] = (
    health,
    pages,
    session,
    events,
    feeds,
    incidents,
    configuration,
    typhoon,
    response,
    maplayers,
    layer_files,
    shelters,
    evacuation,
    tasks,
    vessels,
    briefing,
    apidoc,
)
