import { token } from "../../shared/theme/theme";

const SIZE = 60;

/** A shelter's house, black on white, for a screen in the sun. */
export function homeSign(): ImageData {
  const canvas = document.createElement("canvas");
  canvas.width = SIZE;
  canvas.height = SIZE;
  const ctx = canvas.getContext("2d");
  if (ctx === null) throw new Error("no 2D canvas");
  ctx.lineJoin = "round";
  ctx.beginPath();
  ctx.moveTo(6, 30);
  ctx.lineTo(30, 8);
  ctx.lineTo(54, 30);
  ctx.lineTo(54, 52);
  ctx.lineTo(6, 52);
  ctx.closePath();
  ctx.lineWidth = 10;
  ctx.strokeStyle = token("symbol-edge");
  ctx.stroke();
  ctx.fillStyle = token("t1");
  ctx.fill();
  return ctx.getImageData(0, 0, SIZE, SIZE);
}
