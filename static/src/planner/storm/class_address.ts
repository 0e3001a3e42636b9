import { classImage, classSign } from "../../shared/map/typhoon/class_sign";

const known = new Map<string, string>();

/** A class's dot as an address for `<img>`, the same drawing as on the map. */
export function classAddress(strength: string, ahead: boolean, theme: string): string {
  const name = classImage(strength, ahead);
  const key = `${theme}:${name}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const data = classSign(name);
  const canvas = document.createElement("canvas");
  canvas.width = data.width;
  canvas.height = data.height;
  canvas.getContext("2d")?.putImageData(data, 0, 0);
  const address = canvas.toDataURL();
  known.set(key, address);
  return address;
}
