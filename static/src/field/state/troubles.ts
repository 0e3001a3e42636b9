// What the server says is wrong with itself, asked every few seconds: the tablet has no live link.

import { signal } from "@preact/signals";
import { get } from "../../shared/api/client";
import { asProblem } from "../../shared/api/problem";
import type { Trouble } from "../../shared/api/types";

export const troubles = signal<Trouble[]>([]);

const AGAIN_MS = 5_000;
const PATIENCE_MS = 4_000;

/** Ask from now on; without a server the head says so already. */
export function startAskingTroubles(): void {
  setInterval(() => void ask(), AGAIN_MS);
  void ask();
}

async function ask(): Promise<void> {
  if (!navigator.onLine || document.hidden) return;
  try {
    const patience = AbortSignal.timeout(PATIENCE_MS);
    troubles.value = (await get("/troubles", {}, patience)).troubles;
  } catch (error) {
    const { code } = asProblem(error);
    const away = code.startsWith("E-DB-") ? [silentDatabase()] : [];
    troubles.value = away;
  }
}

/** Whoever cannot look up our session cannot tell us its troubles either. */
function silentDatabase(): Trouble {
  const known = troubles.value.find((trouble) => trouble.code === "database_away");
  return known ?? { code: "database_away", since: new Date().toISOString(), figure: 0 };
}
