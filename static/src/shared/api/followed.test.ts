import { afterEach, beforeEach, expect, it, vi } from "vitest";

const page = async (search: string) => {
  vi.resetModules();
  vi.stubGlobal("location", { search });
  return { ...(await import("./followed")), ...(await import("./client")) };
};

beforeEach(() => vi.resetModules());
afterEach(() => vi.unstubAllGlobals());

it("asks for the incident that the address names, whatever is shown", async () => {
  const { address, follow } = await page("?lang=en&incident=7");
  follow(9);
  expect(address("/zones")).toBe("/api/v1/zones?incident=7");
  expect(address("/typhoons/1/isochrones?force=7")).toBe(
    "/api/v1/typhoons/1/isochrones?force=7&incident=7",
  );
});

it("keeps to the incident that it was shown first, until told otherwise", async () => {
  const { address, follow } = await page("");
  expect(address("/zones")).toBe("/api/v1/zones");
  follow(3);
  expect(address("/zones", { at: "x" })).toBe("/api/v1/zones?incident=3&at=x");
  follow(undefined);
  expect(address("/zones")).toBe("/api/v1/zones");
});

it.each(["?incident=0", "?incident=-1", "?incident=x", "?incident=1.5", ""])(
  "takes %s for no name",
  async (search) => {
    expect((await page(search)).named).toBeUndefined();
  },
);

it("leaves out the incident where a copy is kept under the address, or none is meant", async () => {
  const { address } = await page("?incident=7");
  for (const path of ["/basemap/labels.geojson", "/session", "/incidents/3/close"])
    expect(address(path)).toBe(`/api/v1${path}`);
});
