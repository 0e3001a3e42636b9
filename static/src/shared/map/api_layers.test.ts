import type { Map as MapLibre } from "maplibre-gl";
import { expect, test, vi } from "vitest";
import type { MapLayer } from "../api/types";
import { addApiLayers } from "./api_layers";

vi.stubGlobal("location", { origin: "", search: "" });
vi.stubGlobal("document", { documentElement: {} });
vi.stubGlobal("getComputedStyle", () => ({ getPropertyValue: () => "#000000" }));

const layer = (id: string) =>
  ({
    id,
    key: "id",
    group: { id: "evacuation" },
    order: 60,
    geometry: "polygon",
    zoom: [6, 22],
    tiles: `/tiles/${id}`,
    refresh: { kind: "static" },
    style: [
      { id: `${id}-line`, type: "line" },
      { id: `${id}-name`, type: "symbol", layout: { "text-field": ["get", "name"] } },
    ],
  }) as unknown as MapLayer;

test("a zone's name stands in its tag and nowhere else; other areas have theirs on the map", () => {
  const added: string[] = [];
  const map = {
    addSource: () => undefined,
    getLayersOrder: () => added,
    addLayer: ({ id }: { id: string }) => added.push(id),
  } as unknown as MapLibre;
  addApiLayers(map, [layer("evacuation-zones"), layer("risk-areas")], 1);
  expect(added).toEqual(["evacuation-zones-line", "risk-areas-line", "risk-areas-name"]);
});
