// Whether the page would open without network: the state of its service worker.

import { signal } from "@preact/signals";

export type CopyState = "impossible" | "saving" | "ready" | "failed";

export const copyState = signal<CopyState>("saving");

/** Have the browser keep the page, and what the tablet writes, for when the network is away. */
export async function startCopy(): Promise<void> {
  if (!isSecureContext || !("serviceWorker" in navigator)) {
    copyState.value = "impossible";
    return;
  }
  const again = navigator.serviceWorker.controller !== null; // so a first visit stays small
  await loaded(); // the copy must not compete with the page for one bar of signal
  void navigator.storage.persist();
  try {
    const { installing } = await navigator.serviceWorker.register("/sw.js");
    installing?.addEventListener("statechange", () => {
      if (installing.state === "redundant" && copyState.value === "saving") {
        copyState.value = "failed";
      }
    });
    await navigator.serviceWorker.ready;
    if (navigator.serviceWorker.controller === null) await takenOver();
    copyState.value = "ready";
    if (again) navigator.serviceWorker.controller?.postMessage("keep what can come later");
  } catch {
    // Without network the worker cannot be asked for again, but the one that is there serves on.
    copyState.value = navigator.serviceWorker.controller === null ? "failed" : "ready";
  }
}

function loaded(): Promise<void> {
  if (document.readyState === "complete") return Promise.resolve();
  return new Promise((resolve) => {
    addEventListener("load", () => resolve(), { once: true });
  });
}

/** The first time, the worker takes the open page over a moment after it is ready. */
function takenOver(): Promise<void> {
  return new Promise((resolve) => {
    navigator.serviceWorker.addEventListener("controllerchange", () => resolve(), { once: true });
  });
}
