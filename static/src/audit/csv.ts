// The shown entries as a table for a spreadsheet. A cell that looks like a formula must not become one.

import type { AuditEntry } from "./types";

const COLUMNS = [
  "audit_id",
  "recorded_at",
  "actor",
  "role",
  "unit_code",
  "address",
  "action",
  "object",
  "result",
  "detail",
] as const;
const BOM = "\uFEFF"; // spreadsheets read Chinese only with it
// As app/importing/formulas.py: also behind spaces and format characters, also full-width signs.
const FORMULA = /^[\p{Zs}\p{Cf}]*[=+\-@＝＋－＠\t\r\n]/u;

/** CSV (RFC 4180) of the entries, in the order shown, times in UTC. */
export function toCsv(entries: readonly AuditEntry[]): string {
  const lines = entries.map((entry) => COLUMNS.map((name) => cell(entry[name])).join(","));
  return `${BOM}${[COLUMNS.join(","), ...lines].join("\r\n")}\r\n`;
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return String(value);
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Have the browser keep a text as a file. */
export function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
