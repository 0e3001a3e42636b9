import type { GeoJSONSource, Map as MapLibre } from "maplibre-gl";

/** Set a GeoJSON source's data, if the map has it. */
export function setData(map: MapLibre, id: string, data: GeoJSON.FeatureCollection): void {
  const source = map.getSource(id);
  if (source?.type === "geojson") (source as GeoJSONSource).setData(data);
}
