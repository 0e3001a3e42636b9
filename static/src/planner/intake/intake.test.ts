import { describe, expect, it } from "vitest";
import type { LayerImport, TyphoonImport } from "../../shared/api/wind_types";
import { ofLayer, ofTyphoon } from "./intake";
import { sizeText } from "./size";

describe("a typhoon file", () => {
  const answer = {
    format: "atcf-b",
    changed: true,
    tracks: [
      {
        storm_id: "201509",
        name_zh: "灿鸿",
        agency: "JTWC",
        kind: "operational",
        fixes: 61,
        new: 61,
        different: 0,
        withdrawn: 0,
      },
    ],
    forecasts: { given: 2, written: 2, latest: [] },
    bad_rows: [{ line: 37, value: "310.2N", reason: "纬度不可能" }],
  };

  it("is told by storm and agency, with every bad row's line, value and reason", () => {
    const reading = ofTyphoon(answer as unknown as TyphoonImport);
    expect(reading.found).toEqual(["201509 灿鸿 JTWC 业务：61 个定位"]);
    expect(reading.usable).toBe(63);
    expect(reading.bad).toEqual([{ line: 37, value: "310.2N", reason: "纬度不可能" }]);
  });

  it("has nothing to take when nothing was read", () => {
    const nothing = { given: 0, written: 0, latest: [] };
    expect(
      ofTyphoon({ ...answer, tracks: [], forecasts: nothing } as unknown as TyphoonImport).usable,
    ).toBe(0);
  });
});

describe("a layer file", () => {
  const answer = {
    format: "CSV",
    count: 3,
    crs: { used: null, from_file: null },
    crs_question: null,
    mapping: {},
    unused: [],
  };

  it("asks for the coordinate system with where the first row would lie", () => {
    const reading = ofLayer({
      format: "CSV",
      count: 3,
      crs: { used: null, from_file: null },
      crs_question: [
        {
          crs: "EPSG:4326",
          label: { zh: "WGS-84", en: "WGS-84" },
          first: { lon: 122, lat: 30, county: "普陀区" },
        },
      ],
      mapping: {},
      unused: [],
    } as unknown as LayerImport);
    expect(reading.crsQuestion).toEqual([
      { crs: "EPSG:4326", label: { zh: "WGS-84", en: "WGS-84" }, place: "普陀区" },
    ]);
    expect(reading.usable).toBe(0);
  });

  it("judges no row before the coordinate system is chosen", () => {
    const asked = { crs: "EPSG:4326", label: { zh: "WGS-84", en: "WGS-84" }, first: null };
    const reading = ofLayer({ ...answer, crs_question: [asked] } as unknown as LayerImport);
    expect(reading.found).toEqual(["读到 3 行"]);
    expect([reading.badRows, reading.faults]).toEqual([0, 0]);
  });

  it("counts rows and faults apart: a row may have several", () => {
    const fault = (column: string) => ({ row: 2, column, reason: { zh: "空", en: "empty" } });
    const faults = [fault("name"), fault("code"), fault("beds")];
    const reading = ofLayer({
      ...answer,
      good: 2,
      faults,
      faults_total: 3,
    } as unknown as LayerImport);
    expect(reading.found).toEqual(["读到 3 行", "2 行可以收"]);
    expect([reading.badRows, reading.faults]).toEqual([1, 3]);
  });
});

describe("sizeText", () => {
  it.each([
    [10, "1\u2009kB"],
    [10_240, "10\u2009kB"],
    [3_400_000, "3.4\u2009MB"],
  ])("says %d bytes as %s", (bytes, text) => expect(sizeText(bytes)).toBe(text));
});
