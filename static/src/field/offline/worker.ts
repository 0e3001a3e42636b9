// The tablet's service worker: /field opens without network. It keeps the page with every file the
// page needs, the basemap, and the ground once seen. What changes (shelters, incident, reports) the page keeps itself,
// with its age: an old answer must not look like a new one.

/// <reference lib="webworker" />
export {}; // a module of its own: `self` is not the window here

declare const self: ServiceWorkerGlobalScope;
/** Put in by build/offline_shell.ts. */
declare const __SHELL__: { id: string; files: string[]; later: string[] };

/** Not yet in TypeScript's own library. */
interface InstallEvent extends ExtendableEvent {
  addRoutes?(rules: { condition: { urlPattern: string }; source: string }[]): Promise<void>;
}

const PAGE = "/field";
const BASEMAP = "/api/v1/basemap/";
const PATIENCE_MS = 4000; // a network that answers later is no network

const shell = __SHELL__;
const kept = new Set([...shell.files, ...shell.later]);
const SHELL_CACHE = `haitang-field-${shell.id}`;
const MAP_CACHE = "haitang-field-map";
const TILES = /^\/tiles\/(roads|risk-areas|evacuation-zones)\//;
const BASEMAP_FILES = ["land", "region", "labels"].map((name) => `${BASEMAP}${name}.geojson`);

self.addEventListener("install", (event) => {
  passBy(event);
  event.waitUntil(install());
});
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("message", (event) => event.waitUntil(keepLater()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (kept.has(pathname)) event.respondWith(keptFirst(request));
  else if (pathname === PAGE && request.mode === "navigate") event.respondWith(page(request));
  else if (pathname.startsWith(BASEMAP)) event.respondWith(networkFirst(request));
  else if (TILES.test(pathname)) event.respondWith(networkFirst(request).catch(emptyTile));
});

/** Where the browser can (Chromium ≥ 123): reports and lists go to the server past the worker, so that
 * one which is slow to start, or stuck, holds nothing up. The first rule that fits counts. */
function passBy(event: InstallEvent): void {
  event.addRoutes?.([
    { condition: { urlPattern: `${BASEMAP}*` }, source: "fetch-event" },
    { condition: { urlPattern: "/api/*" }, source: "network" },
  ]);
}

async function install(): Promise<void> {
  const cache = await caches.open(SHELL_CACHE);
  await cache.addAll([PAGE, ...shell.files]);
  await (await caches.open(MAP_CACHE)).addAll(BASEMAP_FILES);
  await self.skipWaiting(); // a tablet's page is never closed: waiting would be for ever
}

/** What the page can do without at first: one file after the other, for the page goes before. */
async function keepLater(): Promise<void> {
  const cache = await caches.open(SHELL_CACHE);
  for (const file of shell.later) {
    if ((await cache.match(file)) === undefined) await cache.add(file);
  }
}

/** Names of the shell's files have hashes, so an open page never meets another version's file. */
async function activate(): Promise<void> {
  const wanted = [SHELL_CACHE, MAP_CACHE];
  const names = (await caches.keys()).filter((name) => name.startsWith("haitang-field-"));
  await Promise.all(names.filter((name) => !wanted.includes(name)).map((n) => caches.delete(n)));
  await self.clients.claim();
}

async function keptFirst(request: Request): Promise<Response> {
  return (await caches.match(request.url)) ?? fetch(request);
}

/** Ground never seen is empty, not a fault. */
const emptyTile = () => new Response(null, { status: 204 });

/** The server's page, so that a new version shows at once. */
async function page(request: Request): Promise<Response> {
  return unlessAway(fetch(request), await caches.match(PAGE));
}

/** The server's map, kept for when there is none. */
async function networkFirst(request: Request): Promise<Response> {
  const cache = await caches.open(MAP_CACHE);
  const fresh = fetch(request).then(async (answer) => {
    if (answer.ok) await cache.put(request.url, answer.clone());
    return answer;
  });
  return unlessAway(fresh, await cache.match(request.url));
}

/** The fresh answer; the kept one when network or server are away, or as good as away. */
function unlessAway(fresh: Promise<Response>, kept: Response | undefined): Promise<Response> {
  if (kept === undefined) return fresh;
  const good = fresh.then((answer) => (answer.ok ? answer : kept));
  const late = new Promise<Response>((resolve) => setTimeout(resolve, PATIENCE_MS, kept));
  return Promise.race([good, late]).catch(() => kept);
}
