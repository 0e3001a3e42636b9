import { afterEach, beforeEach, expect, it, vi } from "vitest";

vi.mock("../../shared/live/link", () => ({ LiveLink: class {} }));

const { readAll, unreadSince } = await import("./store");
const { incident, noIncident, zonesLoaded } = await import("../../shared/incident/store");

const storm = { incident_id: 1, incident_at: "2015-07-10T00:00:00Z", clock: { rate: 1 } };
const open = { ...storm, closed_at: null, storm_id: null };
let refused: (path: string) => number | null = () => null;

beforeEach(() => {
  vi.stubGlobal("fetch", async (path: string) => {
    const status = refused(path);
    if (status !== null) return Response.json({ code: "E-SYS-001", status }, { status });
    if (path.includes("/incident")) return Response.json(open);
    return Response.json({ zones: [], layers: [] });
  });
});
afterEach(() => {
  refused = () => null;
});

it("knows since when it has not read, and forgets it with the first round that succeeds", async () => {
  refused = () => 503;
  await readAll();
  const since = unreadSince.value;
  expect(since).not.toBeNull();
  // Nothing was read: neither that there is no incident, nor that there are no zones.
  expect([incident.value, noIncident.value, zonesLoaded.value]).toEqual([null, false, false]);
  await readAll();
  expect(unreadSince.value).toBe(since);
  refused = () => null;
  vi.setSystemTime(Date.now() + 1); // a round that begins after the failure
  await readAll();
  expect(unreadSince.value).toBeNull();
  expect(zonesLoaded.value).toBe(true);
  vi.useRealTimers();
});

it("takes for an answer that there is none of something", async () => {
  refused = (path) => (path.includes("/summary") ? 404 : null);
  await readAll();
  expect(unreadSince.value).toBeNull();
});
