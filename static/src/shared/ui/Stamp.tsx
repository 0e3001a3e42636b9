import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { token } from "../theme/theme";
import "./stamp.css";

const TURN = (-24 * Math.PI) / 180;

/** The word 演练 tiled at 5 % over a map: nobody shall take an exercise for the real thing. */
export function Stamp({ text, size }: { text: string; size: number }) {
  const image = useSignal<string | null>(null);
  useEffect(() => {
    const font = `700 ${size}px "Haitang Sans", sans-serif`;
    const draw = () => {
      image.value = `url(${tile(text, size, font)})`;
    };
    draw(); // at once, in whatever letters there are: a canvas does not wait for its font
    document.fonts.load(font, text).then(draw, draw);
  }, [text, size, image]);
  if (image.value === null) return null;
  return <div class="stamp-tile" aria-hidden="true" style={{ backgroundImage: image.value }} />;
}

/** A canvas, not an SVG: pictures inside CSS do not get the page's fonts. Not a mask either: without
 * a graphics card one over the whole map cost more than all that lies under it. */
function tile(text: string, size: number, font: string): string {
  const canvas = document.createElement("canvas");
  canvas.width = size * (text.length + 2.4);
  canvas.height = size * 4;
  const ctx = canvas.getContext("2d");
  if (ctx === null) return "";
  ctx.translate(canvas.width / 2, canvas.height / 2);
  ctx.rotate(TURN);
  ctx.font = font;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.globalAlpha = 0.05;
  ctx.fillStyle = token("t1");
  ctx.fillText(text, 0, 0);
  return canvas.toDataURL();
}
