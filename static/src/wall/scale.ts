// The wall's letters follow its seat: cap_mm = seat_mm × tan(16′), font = cap / mm per px / 0.698.

const CAP_SHARE = 0.698; // cap height of IBM Plex Sans Condensed
const ARC_MIN_16 = Math.tan((16 / 60) * (Math.PI / 180));
const DESIGN_FLOOR_PX = 44;
const DESIGN_WIDTH_PX = 3840;

export interface Scale {
  /** CSS pixels for one design pixel of the 3840-wide layout. */
  unit: number;
  /** How much larger than drawn the text must be. */
  text: number;
}

/** Smallest font in px that can be read from `seatM` metres on a wall `widthM` metres wide. */
export function floorPx(seatM: number, widthM: number, widthPx = DESIGN_WIDTH_PX): number {
  const capMm = seatM * 1000 * ARC_MIN_16;
  return capMm / ((widthM * 1000) / widthPx) / CAP_SHARE;
}

/** The scale of this window: `?seat_m=8&width_m=4.8` describe the room. */
export function scaleOf(search: string, widthPx: number): Scale {
  const query = new URLSearchParams(search);
  const metres = (name: string, fallback: number) => {
    const value = Number(query.get(name));
    return Number.isFinite(value) && value > 0 ? value : fallback;
  };
  const needed = floorPx(metres("seat_m", 8), metres("width_m", 4.8));
  return { unit: widthPx / DESIGN_WIDTH_PX, text: Math.max(0.8, needed / DESIGN_FLOOR_PX) };
}

/** What is left out when the letters grow, in this order; head, map, zones and boats never. */
export function dropped(text: number): ReadonlySet<string> {
  const order: [number, string][] = [
    [1.08, "feeds-fine"],
    [1.2, "shelters"],
    [1.35, "storm"],
    [1.5, "events"],
  ];
  return new Set(order.filter(([limit]) => text > limit).map(([, part]) => part));
}
