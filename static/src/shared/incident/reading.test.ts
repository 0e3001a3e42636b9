import { expect, it, vi } from "vitest";
import type { Incident, Summary } from "../api/types";
import { askIncident, quietly, read, takeIncident } from "./reading";
import { incident, noIncident, summary } from "./store";

const storm = {
  incident_id: 1,
  incident_at: "2015-07-10T00:00:00Z",
  clock: { rate: 1 },
} as Incident;

function refuse(code: string, status: number): void {
  const body = { code, status, title: "", detail: "", todo: "" };
  vi.stubGlobal("fetch", async () => Response.json(body, { status }));
}

it("takes it for an answer that none is open, or none for this screen, and throws the rest", async () => {
  for (const code of ["E-INC-001", "E-INC-002"]) {
    refuse(code, 404);
    expect(await askIncident()).toBeNull();
  }
  refuse("E-SYS-001", 503);
  await expect(askIncident()).rejects.toMatchObject({ code: "E-SYS-001" });
});

it("keeps the picture of the same incident, and nothing of it for another or none", () => {
  expect(takeIncident(storm)).toBe(true);
  summary.value = {} as Summary;
  expect(takeIncident({ ...storm })).toBe(false);
  expect(summary.value).not.toBeNull();
  expect(takeIncident({ ...storm, incident_id: 2 })).toBe(true);
  expect(summary.value).toBeNull();
  expect(takeIncident(null)).toBe(true);
  expect([incident.value, noIncident.value]).toEqual([null, true]);
});

it("lets go what answers an earlier question after a later one", async () => {
  const answers: ((body: unknown) => void)[] = [];
  vi.stubGlobal(
    "fetch",
    () => new Promise((done) => answers.push((body) => done(Response.json(body)))),
  );
  const taken: unknown[] = [];
  const reads = [0, 1].map(() => read(quietly, "/zones", (told) => taken.push(told)));
  await vi.waitFor(() => expect(answers).toHaveLength(2));
  answers[1]?.({ zones: ["new"] });
  await reads[1];
  answers[0]?.({ zones: ["old"] });
  await reads[0];
  expect(taken).toEqual([{ zones: ["new"] }]);
});
