// A report as the tablet keeps it, of what one sees or of one household.

import type { HouseholdState } from "../../shared/people/types";

export type ReportKind = "danger" | "progress" | "shelter" | "other";
export type DeliveryState = "pending" | "delivered" | "refused";

/** What is sent; the id makes a second sending harmless. */
export interface ReportBody {
  report_id: string;
  /** What the tablet showed when it was written, however late it is sent; null: none. */
  incident_id: number | null;
  kind: ReportKind;
  text: string;
  people: number | null;
  made_at: string;
  lon: number | null;
  lat: number | null;
}

/** What is sent of a household. `seen`: the reports that the tablet knew of it. */
export interface DoorBody {
  report_id: string;
  line_id: number;
  state: HouseholdState;
  people: number | null;
  shelter_code: string | null;
  place: string;
  seen: readonly string[];
  sequence: number;
  made_at: string;
}

/** `door` is what a household is called in the list of reports: its number, nobody's name. */
export interface Kept {
  report_id: string;
  body: ReportBody | DoorBody;
  state: DeliveryState;
  bytes: number;
  delivered_at: string | null;
  why: string | null;
  door?: string;
}

/** A report of a household. */
export type KeptDoor = Kept & { body: DoorBody };

export const isDoor = (report: Kept): report is KeptDoor => "line_id" in report.body;

/** A report as it begins its life. */
export function pending(body: ReportBody | DoorBody, door?: string): Kept {
  const bytes = new TextEncoder().encode(JSON.stringify(body)).length;
  return {
    report_id: body.report_id,
    body,
    state: "pending",
    bytes,
    delivered_at: null,
    why: null,
    ...(door !== undefined && { door }),
  };
}
