import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { toCsv } from "./csv";
import { daysBack, queryOf, utcOf } from "./query";
import { type AuditEntry, NOTHING } from "./types";
import { actionWord } from "./words";

const ENTRY: AuditEntry = {
  audit_id: 7,
  recorded_at: "2026-07-10T01:05:00Z",
  actor: "wang",
  role: "planner",
  unit_code: null,
  address: "10.0.0.1",
  action: "export_layer",
  object: '=HYPERLINK("x")',
  result: "done",
  detail: { rows: 3, format: "gpkg" },
};

it("asks in UTC for what the office's clock says, and for what is wanted only", () => {
  expect(utcOf("2026-07-10T08:30")).toBe("2026-07-10T00:30:00Z");
  expect(utcOf("")).toBe("");
  expect(utcOf("rubbish")).toBe("");
  expect(queryOf({ ...NOTHING, from: "2026-07-10T00:00", actor: " wang " }, 41)).toEqual({
    from: "2026-07-09T16:00:00Z",
    actor: "wang",
    before: 41,
    limit: 100,
  });
});

it("counts days from the office's midnight", () => {
  const now = Date.parse("2026-07-09T17:00:00Z"); // 10 July, 01:00 in the office
  expect(daysBack(0, now)).toBe("2026-07-10T00:00");
  expect(daysBack(10, now)).toBe("2026-06-30T00:00");
});

it("writes no formula into a spreadsheet", () => {
  const [head, line] = toCsv([ENTRY]).split("\r\n");
  expect(head?.startsWith("\uFEFFaudit_id,recorded_at")).toBe(true);
  expect(line).toBe(
    `7,2026-07-10T01:05:00Z,wang,planner,,10.0.0.1,export_layer,"'=HYPERLINK(""x"")",done,` +
      `"{""rows"":3,""format"":""gpkg""}"`,
  );
  expect(toCsv([{ ...ENTRY, object: "+86" }])).toContain(`"'+86"`);
  for (const object of ["-1", " =1", "\u200B=1", "\uFEFF@a", "\u3000+1", "＝1", "－1", "\n=1"])
    expect(toCsv([{ ...ENTRY, object }])).toContain(`"'${object}"`);
});

it("has a word for every action that the server writes down", () => {
  const app = fileURLToPath(new URL("../../../app", import.meta.url));
  const files = readdirSync(app, { recursive: true, encoding: "utf-8" });
  const written = files
    .filter((name) => name.endsWith(".py"))
    .map((name) => readFileSync(join(app, name), "utf-8"))
    .flatMap((text) =>
      [...text.matchAll(/\.audit\(\s*"([a-z_]+)"/g)].map(([, code]) => code ?? ""),
    );
  const zones = ["create", "edit", "delete", "undo"].map((change) => `zone_${change}`);
  expect(written.length).toBeGreaterThan(30);
  expect([...written, ...zones].filter((code) => actionWord(code) === code)).toEqual([]);
});
