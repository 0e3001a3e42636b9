import { token } from "../../shared/theme/theme";

const WIDTH = 80;
const HEIGHT = 104;
const FACE = '700 44px "Plex Cond"';

/** Have the figures' face: a canvas does not wait for it. Without one, figures are still drawn. */
export async function loadSignFace(): Promise<void> {
  await document.fonts.load(FACE, "0123456789").catch(() => []);
}

/** A shelter's house, black on white with its number in the list, on a staff, for a screen in the sun. */
export function homeSign(number: string): ImageData {
  const canvas = document.createElement("canvas");
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const ctx = canvas.getContext("2d");
  if (ctx === null) throw new Error("no 2D canvas");
  ctx.lineJoin = "round";
  ctx.beginPath();
  ctx.moveTo(6, 32);
  ctx.lineTo(40, 7);
  ctx.lineTo(74, 32);
  ctx.lineTo(66, 32);
  ctx.lineTo(66, 74);
  ctx.lineTo(43, 74);
  ctx.lineTo(43, 100);
  ctx.lineTo(37, 100);
  ctx.lineTo(37, 74);
  ctx.lineTo(14, 74);
  ctx.lineTo(14, 32);
  ctx.closePath();
  ctx.lineWidth = 9;
  ctx.strokeStyle = token("bg");
  ctx.stroke();
  ctx.fillStyle = token("t1");
  ctx.fill();
  ctx.fillStyle = token("bg");
  ctx.font = FACE;
  ctx.textAlign = "center";
  ctx.fillText(number, WIDTH / 2, 66);
  return ctx.getImageData(0, 0, WIDTH, HEIGHT);
}
