// Exposure while a vertex is dragged: at most five questions a second, stale answers dropped.

import { post } from "../../shared/api/client";
import type { Polygon } from "../../shared/api/types";
import { draft, preview } from "../state/store";
import { NEW_DUE, show } from "../zones/acts";

const INTERVAL_MS = 200;
const CLIENT = crypto.randomUUID?.() ?? String(Math.random());

let waiting: Polygon | null = null;
let timer: ReturnType<typeof setTimeout> | null = null;
let lastAt = 0;
let sent = 0;
let taken = 0;

/** Ask for the exposure of `polygon`, now or when the interval has passed. */
export function askPreview(polygon: Polygon): void {
  waiting = polygon;
  if (timer !== null) return;
  const delay = Math.max(0, lastAt + INTERVAL_MS - performance.now());
  timer = setTimeout(() => {
    timer = null;
    const next = waiting;
    waiting = null;
    if (next !== null) void ask(next);
  }, delay);
}

/** Nothing more is wanted: the full answer is on its way. */
export function endPreview(): void {
  if (timer !== null) clearTimeout(timer);
  timer = null;
  waiting = null;
  taken = sent;
}

async function ask(polygon: Polygon): Promise<void> {
  lastAt = performance.now();
  sent += 1;
  const mine = sent;
  const { zone = null, due = NEW_DUE } = draft.value ?? {};
  const body = { polygon, zone_id: zone?.zone_id ?? null, ...due, client: CLIENT };
  try {
    const answer = await post("/zones/preview", body);
    if (mine <= taken || answer.exposure === null) return;
    taken = mine;
    preview.value = answer.exposure;
  } catch (error) {
    if (mine > taken) quietly(error);
  }
}

/** A polygon half drawn may cross itself: the release will say so, a drag need not. */
function quietly(error: unknown): void {
  if (error instanceof Error && error.name === "Problem") return;
  show(error);
}
