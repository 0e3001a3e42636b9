import { signal } from "@preact/signals";

/** Set while the next click on the map gives a centre. */
export const picking = signal<((lon: number, lat: number) => void) | null>(null);

/** Take a click as the centre that is asked for; false when nobody asks. */
export function entryPick(lon: number, lat: number): boolean {
  const take = picking.value;
  if (take === null) return false;
  picking.value = null;
  take(lon, lat);
  return true;
}
