/** Web Mercator, 0 at the date line's west and 1 at its east. */
export const mercatorX = (lon: number): number => (lon + 180) / 360;

/** Web Mercator y of a latitude, 0 at the top of the world and 1 at the bottom. */
export function mercatorY(lat: number): number {
  const phi = (lat * Math.PI) / 180;
  return (1 - Math.asinh(Math.tan(phi)) / Math.PI) / 2;
}
