import { describe, expect, it } from "vitest";
import { bodyOf, type EntryTexts, emptyEntry, faultsOf, shapesOf, utcOf } from "./draft";

const empty = emptyEntry("CMA", Date.parse("2015-07-09T18:10:00Z"));
const good: EntryTexts = { ...empty, lon: "124.5", lat: "27.9", pressure: "935", wind: "48" };
const fields = (entry: EntryTexts) => faultsOf(entry).map((fault) => fault.field);

describe("an entry", () => {
  it("begins at the full hour of Beijing time", () => {
    expect(empty.at).toBe("2015-07-10 02:00");
    expect(utcOf(empty.at)).toBe("2015-07-09T18:00:00Z");
    expect(utcOf("10/07/2015")).toBeNull();
  });

  it("needs a centre and nothing else", () => {
    expect(fields(empty)).toEqual(["lon", "lat"]);
    expect(fields(good)).toEqual([]);
  });

  it("refuses words, and latitudes no typhoon has", () => {
    expect(fields({ ...good, lon: "12四" })).toEqual(["lon"]);
    expect(fields({ ...good, lat: "89" })).toEqual(["lat"]);
    expect(faultsOf({ ...good, pressure: "9350" })[0]?.text).toBe("气压 hPa要在 850 至 1030 之间");
  });

  it("takes a circle whole or not at all: three quadrants are a fault, none are none", () => {
    const radii = good.radii.map((each) =>
      each.force === 7 ? { ...each, ne: "260", se: "260", sw: "220" } : each,
    );
    expect(fields({ ...good, radii })).toEqual(["radii.7.nw"]);
  });

  it("wants forecast points in their order", () => {
    const point = { lon: "123", lat: "29", pressure: "", wind: "" };
    const forecast = [
      { ...point, leadH: "48" },
      { ...point, leadH: "24" },
    ];
    expect(fields({ ...good, forecast })).toEqual(["forecast"]);
  });
});

describe("bodyOf", () => {
  it("sends numbers, moments in UTC, and what was left empty as missing", () => {
    const radii = good.radii.map((each) =>
      each.force === 7 ? { ...each, ne: "260", se: "250", sw: "220", nw: "240" } : each,
    );
    const forecast = good.forecast.map((each, index) =>
      index === 0 ? { ...each, lon: "122.6", lat: "30.1" } : each,
    );
    const body = bodyOf({ ...good, wind: "", radii, forecast });
    expect(body).toMatchObject({
      fix_at: "2015-07-09T18:00:00Z",
      lon: 124.5,
      wind_ms: null,
      radii: [{ threshold_ms: 13.9, ne_km: 260, se_km: 250, sw_km: 220, nw_km: 240 }],
    });
    expect(body["forecast"]).toEqual([
      {
        valid_at: "2015-07-10T18:00:00Z",
        lon: 122.6,
        lat: 30.1,
        pressure_hpa: null,
        wind_ms: null,
        radii: [],
      },
    ]);
  });
});

describe("shapesOf", () => {
  it("draws what is sound so far: nothing, the centre, then the line", () => {
    expect(shapesOf(empty).features).toEqual([]);
    expect(shapesOf(good).features.map((each) => each.geometry.type)).toEqual(["Point"]);
    const forecast = good.forecast.map((each) => ({ ...each, lon: "122.6", lat: "30.1" }));
    const types = shapesOf({ ...good, forecast }).features.map((each) => each.geometry.type);
    expect(types).toEqual(["Point", "Point", "Point", "LineString"]);
  });
});
