// Events for the pages beside the map: one socket while somebody listens, opened when it is needed.

import { useEffect } from "preact/hooks";
import { lastEvent } from "../incident/reading";
import type { LiveLink } from "./link";

interface Listener {
  kinds: ReadonlySet<string>;
  read: () => void;
}

const listeners = new Set<Listener>();
let opening: Promise<LiveLink> | null = null;

async function openLink(): Promise<LiveLink> {
  const after = await lastEvent();
  const { LiveLink } = await import("./link");
  const link = new LiveLink();
  link.onEvent = (event) => tell((each) => each.kinds.has(event.kind));
  link.onReturn = () => tell(() => true);
  link.followEvents(after);
  return link;
}

function tell(concerned: (listener: Listener) => boolean): void {
  for (const each of [...listeners].filter(concerned)) each.read();
}

function listen(listener: Listener): () => void {
  listeners.add(listener);
  opening ??= openLink();
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    void opening?.then((link) => link.close());
    opening = null;
  };
}

const GATHER_MS = 150;

/** Read now, and again when an event of these kinds comes or the line is back: nothing is polled. */
export function useNews(kinds: readonly string[], read: () => Promise<void>, of: unknown): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const again = () => {
      clearTimeout(timer);
      timer = setTimeout(() => void read(), GATHER_MS);
    };
    void read();
    const stop = listen({ kinds: new Set(kinds), read: again });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [of]);
}
