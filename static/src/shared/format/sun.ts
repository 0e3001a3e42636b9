// Sunrise and sunset, for the ruler's night shading. Method: NOAA's short solar equations;
// good to about a minute at this latitude.

const RAD = Math.PI / 180;
const DAY_MS = 86_400_000;
const HORIZON_DEG = 90.833; // refraction and the sun's radius

export interface SunDay {
  riseMs: number;
  setMs: number;
}

/** Sunrise and sunset of the local day that holds noon nearest to `ms`. */
export function sunDay(ms: number, lon: number, lat: number): SunDay {
  const noonGuess = Math.floor((ms + (lon / 360) * DAY_MS) / DAY_MS) * DAY_MS + DAY_MS / 2;
  const year = new Date(ms).getUTCFullYear();
  const dayOfYear = (noonGuess - Date.UTC(year, 0, 1)) / DAY_MS;
  const g = ((2 * Math.PI) / 365) * dayOfYear;
  const equationMin =
    229.18 *
    (0.000075 +
      0.001868 * Math.cos(g) -
      0.032077 * Math.sin(g) -
      0.014615 * Math.cos(2 * g) -
      0.040849 * Math.sin(2 * g));
  const declination =
    0.006918 -
    0.399912 * Math.cos(g) +
    0.070257 * Math.sin(g) -
    0.006758 * Math.cos(2 * g) +
    0.000907 * Math.sin(2 * g) -
    0.002697 * Math.cos(3 * g) +
    0.00148 * Math.sin(3 * g);
  const phi = lat * RAD;
  const angle = Math.acos(
    Math.cos(HORIZON_DEG * RAD) / (Math.cos(phi) * Math.cos(declination)) -
      Math.tan(phi) * Math.tan(declination),
  );
  const noon = noonGuess - (lon / 360) * DAY_MS - equationMin * 60_000;
  const half = (angle / (2 * Math.PI)) * DAY_MS;
  return { riseMs: noon - half, setMs: noon + half };
}
