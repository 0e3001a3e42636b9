// Drawing is fetched when the map already stands: nobody draws before there is something to see.

import { effect } from "@preact/signals";
import type { Map as MapLibre } from "maplibre-gl";
import { asProblem } from "../../shared/api/problem";
import { problem } from "../store";

/** Keep the drawing tool in step with the store; returns what ends it. */
export function keepDrawing(map: MapLibre): () => void {
  let gone = false;
  const ends: (() => void)[] = [];
  const begin = async () => {
    const { Drawing } = await import("./draw");
    if (gone) return;
    const tool = new Drawing(map);
    ends.push(
      effect(() => tool.sync()),
      () => tool.stop(),
    );
  };
  begin().catch((error: unknown) => {
    problem.value = asProblem(error);
  });
  return () => {
    gone = true;
    for (const end of ends) end();
  };
}
