// Every image the map may ask for by name: "<layer id>-<value>".

import type { Map as MapLibre } from "maplibre-gl";
import { hazardPoint, shelter } from "./land";
import { patternOf } from "./pattern";
import { drawn, type Pen, RATIO } from "./pen";
import { harbour, vessel, vesselState } from "./sea";

const SIZE = 18;
const PAINTERS: Record<string, (pen: Pen, value: string) => void> = {
  shelters: shelter,
  "hazard-points": hazardPoint,
  harbours: harbour,
  vessels: vessel,
  "vessel-state": vesselState,
};

function split(name: string): { layer: string; value: string } {
  const layer = [...Object.keys(PAINTERS), "risk-areas", "scenic-areas"].find((id) =>
    name.startsWith(`${id}-`),
  );
  return layer === undefined
    ? { layer: name, value: "" }
    : { layer, value: name.slice(layer.length + 1) };
}

/** The image of that name in the theme in force; a plain ring for one nobody drew. */
export function imageOf(name: string): ImageData {
  const { layer, value } = split(name);
  const pattern = patternOf(layer, value);
  if (pattern !== null) return pattern;
  const painter = PAINTERS[layer];
  return drawn(SIZE, SIZE, (pen) => (painter ?? ring)(pen, value));
}

function ring(pen: Pen): void {
  pen.ctx.beginPath();
  pen.ctx.arc(SIZE / 2, SIZE / 2, 4, 0, Math.PI * 2);
  pen.ctx.lineWidth = 1.4;
  pen.ctx.strokeStyle = pen.ink;
  pen.ctx.stroke();
}

/** Let the map find its images. */
export function provideImages(map: MapLibre): void {
  map.setMissingStyleImageResolver((name) => {
    if (!map.hasImage(name)) map.addImage(name, imageOf(name), { pixelRatio: RATIO });
  });
}

const addresses = new Map<string, string>();

/** The image as an address for `<img>`, for legends. */
export function imageAddress(name: string, theme: string): string {
  const key = `${theme}:${name}`;
  const known = addresses.get(key);
  if (known !== undefined) return known;
  const data = imageOf(name);
  const canvas = document.createElement("canvas");
  canvas.width = data.width;
  canvas.height = data.height;
  canvas.getContext("2d")?.putImageData(data, 0, 0);
  const address = canvas.toDataURL();
  addresses.set(key, address);
  return address;
}
