// Zones on the map: colour = margin to the latest start, in a triple line that holds on any ground.

import type { AddLayerObject, Map as MapLibre } from "maplibre-gl";
import type { Zone } from "../../shared/api/zone_types";
import { marginSeverity } from "../../shared/format/severity";
import { addLayersAt, Z } from "../../shared/map/order";
import { severityColor } from "../../shared/map/severity_color";
import { setData } from "../../shared/map/source";
import { token } from "../../shared/theme/theme";

const SOURCE = "zones";
const DASH_PX = 14;
const GAP_PX = 5;
const EMPTY: GeoJSON.FeatureCollection = { type: "FeatureCollection", features: [] };

/** Add the zones' source and layers, empty. `scale` widens lines on the wall. */
export function addZoneLayers(map: MapLibre, scale: number): void {
  map.addSource(SOURCE, { type: "geojson", data: EMPTY });
  // A draft is dashed; dashes are in line widths, so that the three lines break together.
  const stroke = (width: number) => ({
    "line-width": width * scale,
    "line-dasharray": [DASH_PX / width, GAP_PX / width],
  });
  const line = (id: string, paint: object): AddLayerObject => ({
    id,
    type: "line",
    source: SOURCE,
    layout: { "line-join": "miter" },
    paint,
  });
  const layers: AddLayerObject[] = [
    {
      id: "zone-fill",
      type: "fill",
      source: SOURCE,
      paint: { "fill-color": severityColor(), "fill-opacity": 0.1 },
    },
    line("zone-outer", {
      ...stroke(6.4),
      "line-color": token("symbol-outer"),
      "line-opacity": 0.7,
    }),
    line("zone-key", { ...stroke(4.6), "line-color": token("symbol-edge") }),
    line("zone-line", { ...stroke(3), "line-color": severityColor() }),
  ];
  addLayersAt(map, layers, Z.zones);
}

/** Show these zones, less the one being changed. */
export function setZones(
  map: MapLibre,
  zones: readonly Zone[],
  margin: (zone: Zone) => number | null,
  hidden: string | null,
): void {
  const features = zones
    .filter((zone) => zone.zone_id !== hidden)
    .map((zone) => ({
      type: "Feature" as const,
      geometry: zone.polygon as GeoJSON.Polygon,
      properties: { zone_id: zone.zone_id, severity: marginSeverity(margin(zone)) },
    }));
  setData(map, SOURCE, { type: "FeatureCollection", features });
}

/** The zone under a point of the screen. */
export function zoneAt(map: MapLibre, point: { x: number; y: number }): string | null {
  const found = map.queryRenderedFeatures([point.x, point.y], { layers: ["zone-fill"] })[0];
  const id: unknown = found?.properties["zone_id"];
  return typeof id === "string" ? id : null;
}

/** The easternmost corner, where a zone's tag stands. */
export function tagPlace(zone: Zone): [number, number] {
  const ring = zone.polygon.coordinates[0] ?? [];
  return ring.reduce((best, at) => (at[0] > best[0] ? at : best), ring[0] ?? [0, 0]);
}
