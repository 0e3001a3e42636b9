"""HTTP of the layers: list, tiles, cards, features."""

from dataclasses import dataclass, field, replace

from flask import Response, request
from flask.blueprints import BlueprintSetupState

from app import edge
from app.accounts.model import Actor
from app.blueprint import Blueprint
from app.errors import InvalidInput
from app.incidents.routes import find_incident_asked
from app.maplayers import access, features, tiles
from app.maplayers.basemap import Basemap
from app.maplayers.catalogue import LayerList, present_layers
from app.maplayers.definition import Layer
from app.maplayers.registry import Registry, load_registry
from app.maplayers.search import Match, search
from app.maplayers.sql import Box, Moment
from app.services import Slot
from app.settings import CLONE_DIR
from app.transaction import Transaction
from app.wording import Text, same
from app.worlds.model import REAL_WORLD, REAL_WORLD_ID

blueprint = Blueprint("maplayers", __name__)


@dataclass(frozen=True, slots=True)
class Served:
    """What this application serves: the layers found, and tiles made so far."""

    registry: Registry
    basemap: Basemap
    cache: tiles.TileCache = field(default_factory=tiles.TileCache)
    versions: tiles.Versions = field(default_factory=tiles.Versions)


_SERVED = Slot("haitang_maplayers", Served)


@dataclass(frozen=True, slots=True)
class SearchResults:
    """What is called so, the best first."""

    results: list[Match]


@blueprint.record
def _find_layers(state: BlueprintSetupState) -> None:
    _SERVED.put(state.app.extensions, Served(load_registry(), Basemap(CLONE_DIR / "sample_geo")))


def served() -> Served:
    """This application's layers."""
    return edge.held(_SERVED)


def asker() -> Actor:
    """Who asks; `?screen=wall` asks with no more than a wall's rights."""
    actor = edge.actor()
    return access.on_wall(actor) if request.args.get("screen") == "wall" else actor


def find_layer(layer_id: str) -> Layer:
    """The layer, if it exists for who asks. Raises NotFound."""
    layer = served().registry[layer_id]
    access.check_view(layer, asker())
    return layer


def moment_of(tx: Transaction, layer: Layer | None = None) -> Moment:
    """The state asked for: incident, moment, box and the layer's own parameters."""
    incident = find_incident_asked(tx)
    clock = REAL_WORLD.clock if incident is None else incident.clock
    own = {} if layer is None else {p.name: p.default for p in layer.parameters}
    given = {name: request.args.get(name, default) for name, default in own.items()}
    asked = edge.at_argument()
    return Moment(
        incident_id=0 if incident is None else incident.incident_id,
        world_id=REAL_WORLD_ID if incident is None else incident.world.world_id,
        at=asked or clock.now(),
        box=_box_argument(),
        past=clock.past(asked),
        parameters=given,
    )


def _box_argument() -> Box | None:
    text = request.args.get("bbox")
    if not text:
        return None
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        west, south, east, north = 1.0, 1.0, 0.0, 0.0
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise InvalidInput(
            "E-LAY-005",
            Text("范围看不懂", "The extent cannot be read"),
            same(f"bbox={text}"),
            Text(
                "写成 西,南,东,北，例如 121.9,29.6,122.5,30.2",
                "Write west,south,east,north, for example 121.9,29.6,122.5,30.2",
            ),
        )
    return west, south, east, north


@blueprint.get("/api/v1/layers")
def get_layers() -> LayerList:
    """Every layer this actor may see, with legend, style, count and refresh."""
    with edge.transaction() as tx:
        moment = moment_of(tx)
        layers = present_layers(tx.conn, served().registry, asker(), moment)
        return LayerList(moment.at, layers)


@blueprint.get("/tiles/<layer_id>/<int:z>/<int:x>/<int:y>.mvt")
def get_tile(layer_id: str, z: int, x: int, y: int) -> Response:
    """A Mapbox vector tile; 304 when the browser's copy is still right."""
    layer = find_layer(layer_id)
    tiles.check_tile(layer, z, x, y)
    here = served()
    with edge.transaction() as tx:
        asked = moment_of(tx, layer)
        moment = replace(asked, at=tiles.tile_moment(asked.at), box=None)
        tile = tiles.get_tile(tx.conn, layer, asker(), moment, (z, x, y), here.cache, here.versions)
    response = Response(tile.data, mimetype="application/vnd.mapbox-vector-tile")
    response.set_etag(tile.etag)
    response.headers["Cache-Control"] = "private, no-cache"
    response.make_conditional(request)
    return response


@blueprint.get("/api/v1/layers/<layer_id>/features/<key>")
def get_feature(layer_id: str, key: str) -> features.Card:
    """The card of one feature."""
    layer = find_layer(layer_id)
    with edge.transaction() as tx:
        return features.get_card(tx.conn, layer, asker(), moment_of(tx, layer), key)


@blueprint.get("/api/v1/layers/<layer_id>/features")
def get_features(layer_id: str) -> features.LayerFeatures:
    """GeoJSON of the features in `bbox` at `at`."""
    layer = find_layer(layer_id)
    limit = edge.int_argument("limit", 1000, 1, features.MAX_FEATURES)
    with edge.transaction() as tx:
        return features.list_features(tx.conn, layer, asker(), moment_of(tx, layer), limit)


@blueprint.get("/api/v1/search")
def get_search() -> SearchResults:
    """What is called so: Chinese name, pinyin, initials, MMSI or code."""
    limit = edge.int_argument("limit", 10, 1, 50)
    text = request.args.get("q", "")
    with edge.transaction() as tx:
        layers = served().registry.values()
        return SearchResults(search(tx.conn, layers, asker(), moment_of(tx), text, limit))


@blueprint.get("/api/v1/basemap/<name>.geojson")
def get_basemap(name: str) -> Response:
    """Land, the coarse region, or the names, gzipped and with an ETag."""
    with edge.transaction() as tx:
        packed = served().basemap.get(tx.conn, name)
    response = Response(packed.data, mimetype="application/geo+json")
    response.headers["Content-Encoding"] = "gzip"
    response.headers["Cache-Control"] = "private, no-cache"
    response.set_etag(packed.etag)
    response.make_conditional(request)
    return response
