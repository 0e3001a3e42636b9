import { afterEach, describe, expect, it, vi } from "vitest";
import type { ProposedZone } from "../../shared/api/generated";

const sent: [string, unknown][] = [];
let refuse = "";
vi.mock("../../shared/api/client", () => ({
  get: () => Promise.resolve({ zones: [] }),
  post: (path: string, body: { name?: string }) => {
    sent.push([path, body]);
    return body.name === refuse ? Promise.reject(new Error("no")) : Promise.resolve(MERGED);
  },
}));

const { accept, drop, merge, tick } = await import("./acts");
const { placeOf } = await import("./Magnitude");
const plan = await import("../state/proposal");

const zone = (key: string, start: string | null, code = "site_hut", people = 10) =>
  ({
    key,
    name: { zh: key, en: key },
    township_code: key.slice(0, 2),
    hazard: "wind",
    groups: [{ code, people }],
    people,
    polygon: { type: "Polygon", coordinates: [] },
    timing: { latest_start_at: start, binding: null, ways: [{ way: "road", people }] },
  }) as unknown as ProposedZone;
const MERGED = zone("T1.both", "2015-07-10T02:00:00Z");
const FIRST = zone("T1.a", "2015-07-10T01:00:00Z");
const SECOND = zone("T1.b", "2015-07-10T03:00:00Z");
const OTHER = zone("T2.c", null, "visitor", 500);

function begin(): void {
  plan.waiting.value = [FIRST, SECOND, OTHER];
  plan.accepted.value = { zones: 0, people: 0 };
}
const keys = () => plan.waiting.value.map((each) => each.key);

afterEach(() => {
  sent.length = 0;
  refuse = "";
  plan.ticked.value = new Set();
  plan.selectedKey.value = null;
  plan.planProblem.value = null;
});

describe("a drafted plan", () => {
  it("saves what is accepted as a zone with its groups, and takes it off the list", async () => {
    begin();
    await accept([FIRST, OTHER]);
    expect(sent.map(([path]) => path)).toEqual(["/zones", "/zones"]);
    expect(sent[0]?.[1]).toMatchObject({ hazard: "wind", due_groups: ["site_hut"] });
    expect(keys()).toEqual(["T1.b"]);
    expect(plan.accepted.value).toEqual({ zones: 2, people: 10 }); // visitors are apart
  });

  it("keeps what was refused, and what comes after it, with the reason", async () => {
    begin();
    refuse = "T1.b";
    await accept([FIRST, SECOND, OTHER]);
    expect(keys()).toEqual(["T1.b", "T2.c"]);
    expect(plan.planProblem.value).not.toBeNull();
    expect(plan.progress.value).toBeNull();
  });

  it("merges those of one township only, and puts the one where its start is", async () => {
    begin();
    tick(["T1.a", "T2.c"], true);
    expect(plan.mergeable.value).toBe(false);
    tick(["T2.c"], false);
    tick(["T1.b"], true);
    expect(plan.mergeable.value).toBe(true);
    await merge(plan.targets.value);
    expect(sent[0]).toEqual(["/proposal/merged", { township: "T1", groups: ["site_hut"] }]);
    expect(keys()).toEqual(["T1.both", "T2.c"]);
  });

  it("forgets a tick and a selection with the zone they were of", () => {
    begin();
    tick(["T1.a"], true);
    plan.selectedKey.value = "T1.a";
    drop([FIRST]);
    expect([plan.ticked.value.size, plan.selectedKey.value]).toEqual([0, null]);
    expect(plan.waitingPeople.value).toEqual({ people: 10, visitors: 500 });
  });

  it("stands on a logarithmic rule", () => {
    expect([placeOf(0), placeOf(1000), placeOf(300_000), placeOf(9e9)]).toEqual([0, 0, 100, 100]);
    expect(placeOf(10_000) - placeOf(1000)).toBeCloseTo(placeOf(100_000) - placeOf(10_000));
  });
});
