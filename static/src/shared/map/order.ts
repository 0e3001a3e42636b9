import type { AddLayerObject, Map as MapLibre } from "maplibre-gl";

/**
 * Heights of MapLibre's layers, what is drawn above what. Sea, wind, land
 * and the fleet lie below all of them, each on a canvas of its own (sheets/stack.ts).
 */
export const Z = {
  tracks: 14,
  roads: 25,
  graticule: 28,
  water: 30,
  zones: 60,
  /** Below the signs: MapLibre places from the top down, so that these names keep clear of them. */
  signNames: 64,
  moverNames: 82,
  places: 85,
  centre: 90,
  selection: 105,
} as const;

const heights = new WeakMap<MapLibre, Map<string, number>>();

function heightsOf(map: MapLibre): Map<string, number> {
  const known = heights.get(map) ?? new Map<string, number>();
  heights.set(map, known);
  return known;
}

/** Add a layer at its height: below the lowest one that stands higher. */
export function addLayerAt(map: MapLibre, layer: AddLayerObject, height: number): void {
  const known = heightsOf(map);
  const above = map.getLayersOrder().find((id) => (known.get(id) ?? 0) > height);
  known.set(layer.id, height);
  map.addLayer(layer, above);
}

/** Add layers in their order at one height. */
export function addLayersAt(map: MapLibre, layers: AddLayerObject[], height: number): void {
  for (const layer of layers) addLayerAt(map, layer, height);
}
