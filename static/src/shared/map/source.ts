import type { GeoJSONSource, Map as MapLibre } from "maplibre-gl";

const held = new WeakMap<MapLibre, Map<string, string>>();

/** Set a GeoJSON source's data, if the map has it. What it holds already draws nothing anew. */
export function setData(map: MapLibre, id: string, data: GeoJSON.FeatureCollection): void {
  const source = map.getSource(id);
  if (source?.type !== "geojson") return;
  const marks = held.get(map) ?? new Map<string, string>();
  held.set(map, marks);
  const mark = JSON.stringify(data);
  if (marks.get(id) === mark) return;
  marks.set(id, mark);
  (source as GeoJSONSource).setData(data);
}
