// Tiles are fetched anew when their layer changes; each layer says by what.

import type { LiveEvent, MapLayer } from "../../shared/api/types";
import { layers } from "../../shared/incident/store";
import { isChangedBy, refreshLayer } from "../../shared/map/api_layers";
import { theMap } from "../state/view";

/** Another incident is another state of everything on the map. */
const CHANGE_ALL = new Set(["incident_opened", "incident_closed"]);
const GATHER_MS = 250;
const due = new Set<string>();

/** Fetch what an event changed; events that come together cost one fetch. */
export function refreshChanged(event: LiveEvent): void {
  const changed = layers.value.filter(
    (layer) => CHANGE_ALL.has(event.kind) || isChangedBy(layer, event),
  );
  if (changed.length === 0) return;
  if (due.size === 0) setTimeout(refreshDue, GATHER_MS);
  for (const layer of changed) due.add(layer.id);
}

function refreshDue(): void {
  refresh(layers.value.filter((layer) => due.has(layer.id)));
  due.clear();
}

/** After a break, or with other rights: nothing tells what was missed. */
export const refreshAll = (): void => refresh(layers.value);

function refresh(some: readonly MapLayer[]): void {
  const map = theMap();
  if (map === null) return;
  for (const layer of some) refreshLayer(map, layer);
}

/** Layers that change by themselves, each at its own pace while the desk is looked at. */
export function keepMeasuredFresh(): void {
  for (const layer of layers.value) {
    const { seconds } = layer.refresh;
    if (seconds === null) continue;
    setInterval(() => {
      if (!document.hidden) refresh([layer]);
    }, seconds * 1000);
  }
}
