import { asProblem } from "../../shared/api/problem";
import * as reading from "../../shared/incident/reading";
import { noIncident } from "../../shared/incident/store";
import { proposals } from "../state/closures";
import { problem } from "../state/store";

const fail = (error: unknown) => {
  problem.value = asProblem(error);
};

/** What is closed and what the forecast proposes to close. */
export async function readClosures(): Promise<void> {
  if (noIncident.value) return;
  await Promise.all([
    reading.readClosures(fail),
    reading.read(fail, "/closures/proposals", (told) => {
      proposals.value = told.proposals;
    }),
  ]);
}
