import type { Trouble } from "../api/types";
import { realNow } from "../clock";
import { duration } from "../format/duration";
import { count } from "../format/number";
import { say } from "../i18n/say";
import { Plate } from "./Plate";
import "./troubles.css";

/** What is wrong with the system itself, over everything else, until it is over. */
export function Troubles({ troubles }: { troubles: Trouble[] }) {
  if (troubles.length === 0) return null;
  return (
    <div class="troubles" role="alert">
      {troubles.map((trouble) => (
        <Plate key={trouble.code} severity={GRAVE.has(trouble.code) ? "orange" : "yellow"}>
          {troubleText(trouble)}
        </Plate>
      ))}
    </div>
  );
}

const GRAVE = new Set(["database_away", "disk_full", "live_away"]);
const NAMED = [
  "database_away",
  "live_away",
  "reports_refused",
  "reports_lost",
  "flood",
  "jobs_waiting",
  "disk_low",
  "disk_full",
] as const;

/** A trouble in words; one that this page does not know shows its own name. */
export function troubleText(trouble: Trouble): string {
  const code = NAMED.find((name) => name === trouble.code);
  if (code === undefined) return trouble.code;
  return say(`trouble.${code}`, {
    age: duration(Math.max(0, (realNow.value - Date.parse(trouble.since)) / 1000)),
    count: count(trouble.figure),
    wait: duration(trouble.figure),
    percent: String(Math.round(trouble.figure * 100)),
  });
}
