// Proposed zones on the map: thin dashes for what is due soon or ticked, a tint for the rest. A
// township has a zone for each object, and all their outlines would be one tangle.

import { effect } from "@preact/signals";
import type { AddLayerObject, FilterSpecification, Map as MapLibre } from "maplibre-gl";
import type { ProposedZone } from "../../shared/api/generated";
import { marginSeverity } from "../../shared/format/severity";
import { addLayersAt, Z } from "../../shared/map/order";
import { severityColor } from "../../shared/map/severity_color";
import { setData } from "../../shared/map/source";
import { token } from "../../shared/theme/theme";
import { marginOf, proposalOpen, selectedKey, shownZones, ticked } from "../state/proposal";

const SOURCE = "proposed";
const EMPTY: GeoJSON.FeatureCollection = { type: "FeatureCollection", features: [] };
const LOUD: FilterSpecification = ["get", "loud"];
const only = (key: string | null): FilterSpecification => ["==", ["get", "key"], key ?? ""];

function layers(scale: number): AddLayerObject[] {
  const line = (id: string, width: number, paint: object, filter: FilterSpecification) => ({
    id,
    type: "line" as const,
    source: SOURCE,
    filter,
    paint: { "line-width": width * scale, ...paint },
  });
  return [
    {
      id: "proposed-fill",
      type: "fill",
      source: SOURCE,
      paint: { "fill-color": severityColor(), "fill-opacity": 0.07 },
    },
    line("proposed-edge", 3, { "line-color": token("symbol-outer"), "line-opacity": 0.6 }, LOUD),
    line("proposed-line", 1.6, { "line-color": severityColor(), "line-dasharray": [5, 3] }, LOUD),
    line("proposed-chosen", 3, { "line-color": token("accent") }, only(null)),
  ];
}

/** Keep what is proposed on the map while its panel is open; returns what ends it. */
export function keepProposed(map: MapLibre, scale: number): () => void {
  map.addSource(SOURCE, { type: "geojson", data: EMPTY });
  addLayersAt(map, layers(scale), Z.zones);
  return effect(() => {
    const shown = proposalOpen.value ? shownZones.value : [];
    setData(map, SOURCE, { type: "FeatureCollection", features: shown.map(featureOf) });
    map.setFilter("proposed-chosen", only(selectedKey.value));
  });
}

const featureOf = (zone: ProposedZone) => {
  const severity = marginSeverity(marginOf(zone));
  return {
    type: "Feature" as const,
    geometry: zone.polygon as GeoJSON.Polygon,
    properties: {
      key: zone.key,
      severity,
      loud: severity !== "none" || ticked.value.has(zone.key),
    },
  };
};
