// Zones on the wall: colour is the time left to start, a triple line holds it on land and sea.

import type { AddLayerObject, ExpressionSpecification, Map as MapLibre } from "maplibre-gl";
import type { Zone } from "../../shared/api/zone_types";
import { marginSeverity } from "../../shared/format/severity";
import { startOf } from "../../shared/incident/store";
import { addLayersAt, Z } from "../../shared/map/order";
import { severityColor } from "../../shared/map/severity_color";
import { setData } from "../../shared/map/source";
import { token } from "../../shared/theme/theme";

const SOURCE = "zones";

/** Add the zones' source and layers, empty. */
export function addZones(map: MapLibre, unit: number): void {
  map.addSource(SOURCE, { type: "geojson", data: { type: "FeatureCollection", features: [] } });
  const line = (
    id: string,
    color: string | ExpressionSpecification,
    px: number,
  ): AddLayerObject => ({
    id,
    type: "line",
    source: SOURCE,
    layout: { "line-join": "round" },
    paint: { "line-color": color, "line-width": px * unit, "line-dasharray": [3, 1.6] },
  });
  addLayersAt(
    map,
    [
      {
        id: "zone-fill",
        type: "fill",
        source: SOURCE,
        paint: { "fill-color": severityColor(), "fill-opacity": 0.18 },
      },
      line("zone-outer", token("symbol-outer"), 9),
      line("zone-white", token("symbol-edge"), 6),
      line("zone-key", severityColor(), 4),
    ],
    Z.zones,
  );
}

/** Show the zones as they stand at `now`. */
export function setZones(map: MapLibre, zones: readonly Zone[], now: number): void {
  const features = zones.map((zone): GeoJSON.Feature => {
    const at = startOf(zone);
    const margin = Number.isFinite(at) ? (at - now) / 1000 : null;
    const properties = { number: zone.number, severity: marginSeverity(margin) };
    return { type: "Feature", geometry: zone.polygon as GeoJSON.Polygon, properties };
  });
  setData(map, SOURCE, { type: "FeatureCollection", features });
}
