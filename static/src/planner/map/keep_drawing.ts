// Drawing is fetched at the first sign of somebody at the desk: long before a corner can be set, and
// not by a screen that is only looked at.

import { effect } from "@preact/signals";
import type { Map as MapLibre } from "maplibre-gl";
import { asProblem } from "../../shared/api/problem";
import { draft, drawing, problem } from "../state/store";

const SIGNS = ["pointermove", "pointerdown", "keydown"] as const;

/** Keep the drawing tool in step with the store; returns what ends it. */
export function keepDrawing(map: MapLibre): () => void {
  const over = new AbortController();
  const ends: (() => void)[] = [];
  let asked = false;
  const begin = () => {
    if (asked) return;
    asked = true;
    fetchTool(map, over.signal).then(
      (end) => ends.push(end),
      (error: unknown) => {
        asked = false; // the next sign tries again
        problem.value = asProblem(error);
      },
    );
  };
  for (const sign of SIGNS) addEventListener(sign, begin, { signal: over.signal, passive: true });
  ends.push(
    effect(() => {
      if (drawing.value || draft.value !== null) begin();
    }),
  );
  return () => {
    over.abort();
    for (const end of ends) end();
  };
}

/** Put the tool on the map, if that is still there; resolves to what ends it. */
async function fetchTool(map: MapLibre, over: AbortSignal): Promise<() => void> {
  const { Drawing } = await import("./draw");
  if (over.aborted) return () => {};
  const tool = new Drawing(map);
  const unfollow = effect(() => tool.sync());
  return () => {
    unfollow();
    tool.stop();
  };
}
