// The outbox: reports kept in the tablet's own database until the server has said that it has them.

import { type DBSchema, type IDBPDatabase, openDB } from "idb";

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

export interface Kept {
  report_id: string;
  body: ReportBody;
  state: DeliveryState;
  bytes: number;
  delivered_at: string | null;
  why: string | null;
}

interface Tables extends DBSchema {
  reports: { key: string; value: Kept };
}

let opened: Promise<IDBPDatabase<Tables>> | null = null;

function database(): Promise<IDBPDatabase<Tables>> {
  opened ??= openDB<Tables>("haitang-field", 1, {
    upgrade(db) {
      db.createObjectStore("reports", { keyPath: "report_id" });
    },
  });
  return opened;
}

/** Keep a report, or a new state of it. */
export async function keep(report: Kept): Promise<void> {
  await (await database()).put("reports", report);
}

/** Every report on this tablet, newest first: ids sort by their moment. */
export async function listKept(): Promise<Kept[]> {
  return (await (await database()).getAll("reports")).reverse();
}

/** A report as it begins its life. */
export function pending(body: ReportBody): Kept {
  const bytes = new TextEncoder().encode(JSON.stringify(body)).length;
  return {
    report_id: body.report_id,
    body,
    state: "pending",
    bytes,
    delivered_at: null,
    why: null,
  };
}
