// The storm's centre: few enough for a DOM marker, which moves with the frame.

import { type Map as MapLibre, Marker } from "maplibre-gl";
import { token } from "../../theme/theme";
import { drawn } from "../icons/pen";
import "./centre.css";

const SIZE = 30;

/** The two-armed sign with the storm's name. It never turns. */
export class CentreSign {
  private readonly marker: Marker;
  private readonly name = document.createElement("span");
  private shown = false;

  constructor(
    private readonly map: MapLibre,
    scale: number,
  ) {
    const element = document.createElement("div");
    element.className = "storm-centre";
    element.style.setProperty("--size", `${SIZE * scale}px`);
    element.append(picture(), this.name);
    this.marker = new Marker({ element, anchor: "center" }).setLngLat([0, 0]);
  }

  show(lon: number, lat: number, name: string): void {
    if (this.name.textContent !== name) this.name.textContent = name;
    this.marker.setLngLat([lon, lat]);
    if (!this.shown) this.marker.addTo(this.map);
    this.shown = true;
  }

  hide(): void {
    if (this.shown) this.marker.remove();
    this.shown = false;
  }
}

function picture(): HTMLCanvasElement {
  const data = stormSign();
  const canvas = document.createElement("canvas");
  canvas.width = data.width;
  canvas.height = data.height;
  canvas.getContext("2d")?.putImageData(data, 0, 0);
  return canvas;
}

/** Anticlockwise arms, as the wind of the northern hemisphere. */
function stormSign(): ImageData {
  return drawn(SIZE, SIZE, ({ ctx }) => {
    ctx.translate(SIZE / 2, SIZE / 2);
    const arms = () => {
      ctx.beginPath();
      ctx.arc(0, 0, 6.4, 0, Math.PI * 2);
      for (const side of [1, -1]) {
        ctx.moveTo(6.4 * side, 0);
        ctx.bezierCurveTo(6.6 * side, -6 * side, 1 * side, -11.5 * side, -6.5 * side, -10.5 * side);
      }
    };
    const passes: [string, number][] = [
      [token("symbol-outer"), 6.4],
      [token("symbol-edge"), 4.8],
      [token("class-superty"), 3.2],
    ];
    for (const [color, width] of passes) {
      arms();
      ctx.strokeStyle = color;
      ctx.lineWidth = width;
      ctx.stroke();
    }
    ctx.beginPath();
    ctx.arc(0, 0, 2.2, 0, Math.PI * 2);
    ctx.fillStyle = token("symbol-edge");
    ctx.fill();
  });
}
