export const MISSING = "—";
const THIN = "\u2009";

/** "15,760"; missing is a dash, never 0. */
export function count(value: number | null | undefined): string {
  return value === null || value === undefined
    ? MISSING
    : Math.round(value).toLocaleString("en-US");
}

/** A number of at most `digits` decimals. */
export function decimal(value: number | null | undefined, digits = 1): string {
  if (value === null || value === undefined) return MISSING;
  return value.toLocaleString("en-US", { maximumFractionDigits: digits });
}

/** "55 m/s": number and unit with a thin space between. */
export function withUnit(value: string, unit: string | null): string {
  if (unit === null || unit === "" || value === MISSING) return value;
  return `${value}${THIN}${unit}`;
}

/** "850 m" below a kilometre, "2.7 km" above. */
export function distance(metres: number | null | undefined): string {
  if (metres === null || metres === undefined) return MISSING;
  if (metres < 950) return withUnit(String(Math.round(metres / 10) * 10), "m");
  return withUnit(decimal(metres / 1000, metres < 10_000 ? 1 : 0), "km");
}

/** "4.82 km²". */
export function area(km2: number | null | undefined): string {
  return withUnit(decimal(km2, 2), "km²");
}

/** "29.6790°N 122.2075°E". */
export function coordinates(lon: number, lat: number): string {
  const north = `${Math.abs(lat).toFixed(4)}°${lat < 0 ? "S" : "N"}`;
  return `${north} ${Math.abs(lon).toFixed(4)}°${lon < 0 ? "W" : "E"}`;
}

/** "+38" or "−5"; null when nothing changed. */
export function change(value: number): string | null {
  if (value === 0) return null;
  return value > 0 ? `+${count(value)}` : `−${count(-value)}`;
}
