import { expect, it } from "vitest";
import { pathOf, rowsOf } from "./tree";
import type { Level, TreeUnit } from "./types";

const unit = (code: string, name: string, level: Level, parent_code: string | null): TreeUnit => ({
  code,
  name,
  level,
  parent_code,
  members: [],
  accounts: null,
});
const UNITS = [
  unit("330903104", "六横镇", "township", "330903"),
  unit("330900", "舟山市", "city", null),
  unit("330903104201", "台门村", "village", "330903104"),
  unit("zone-ptz", "普陀山朱家尖", "functional_zone", "330900"),
  unit("330903", "普陀区", "county", "330900"),
  unit("330902", "定海区", "county", "330900"),
];
const names = (open: string[], search = "") =>
  rowsOf(UNITS, new Set(open), search).map((row) => `${row.depth} ${row.unit.name}`);

it("shows what is open: counties before zones, by code", () => {
  expect(names([])).toEqual(["0 舟山市"]);
  expect(names(["330900"])).toEqual(["0 舟山市", "1 定海区", "1 普陀区", "1 普陀山朱家尖"]);
  expect(names(["330900", "330903"])).toContain("2 六横镇");
});

it("shows what a search finds with its parents, whatever is open", () => {
  expect(names([], "台门")).toEqual(["0 舟山市", "1 普陀区", "2 六横镇", "3 台门村"]);
  expect(names([], "330902")).toEqual(["0 舟山市", "1 定海区"]);
  expect(names(["330900"], "没有这个")).toEqual([]);
  const rows = rowsOf(UNITS, new Set(), "台门");
  expect(rows.filter((row) => row.found).map((row) => row.unit.name)).toEqual(["台门村"]);
});

it("says where a unit lies", () => {
  expect(pathOf(UNITS, "330903104201")).toBe("普陀区 / 六横镇 / 台门村");
  expect(pathOf(UNITS, "330900")).toBe("舟山市");
});
