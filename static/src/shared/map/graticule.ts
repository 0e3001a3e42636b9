/** Meridians and parallels every `step` degrees over the city's waters, every 5° beyond. */
export function graticule(step: number): GeoJSON.FeatureCollection {
  const lines = [...grid([105, 5, 145, 45], 5), ...grid([120, 28, 124.5, 32], step)];
  const features = lines.map((coordinates) => ({
    type: "Feature" as const,
    properties: {},
    geometry: { type: "LineString" as const, coordinates },
  }));
  return { type: "FeatureCollection", features };
}

function grid(box: [number, number, number, number], step: number): number[][][] {
  const [west, south, east, north] = box;
  const lines: number[][][] = [];
  const columns = Math.round((east - west) / step);
  const rows = Math.round((north - south) / step);
  for (let i = 0; i <= columns; i += 1) {
    lines.push([
      [west + i * step, south],
      [west + i * step, north],
    ]);
  }
  for (let i = 0; i <= rows; i += 1) {
    lines.push([
      [west, south + i * step],
      [east, south + i * step],
    ]);
  }
  return lines;
}
