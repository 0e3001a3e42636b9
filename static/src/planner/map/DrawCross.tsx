import { useSignal } from "@preact/signals";
import { useLayoutEffect } from "preact/hooks";
import { drawing } from "../state/store";
import "./draw_cross.css";
import { theMap } from "../state/view";

const STEP_PX = 24;
const SMALL_STEP_PX = 2;
const ARROWS: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Drawing by keyboard: the map moves under a cross at its middle, Space puts a corner there. */
export function DrawCross() {
  const shown = useSignal(false);
  // At once, not after the next frame: on a slow machine the first keys would be the map's.
  useLayoutEffect(() => {
    if (!drawing.value) return;
    return followKeys((byKey) => {
      shown.value = byKey;
    });
  }, [drawing.value]);
  return drawing.value && shown.value ? <i class="draw-cross" aria-hidden="true" /> : null;
}

/** Listen on the map while a zone is drawn; tells whether it is drawn by key. */
function followKeys(tell: (byKey: boolean) => void): () => void {
  const map = theMap();
  if (map === null) return () => undefined;
  const canvas = map.getCanvas();
  const press = (event: KeyboardEvent) => {
    const arrow = ARROWS[event.key];
    if (arrow === undefined && event.key !== " ") return;
    event.preventDefault();
    event.stopPropagation(); // the map's own keys take longer strides
    tell(true);
    if (arrow === undefined) return point(canvas, "pointermove", "pointerdown", "pointerup");
    const step = event.shiftKey ? SMALL_STEP_PX : STEP_PX;
    map.panBy([arrow[0] * step, arrow[1] * step], { duration: 0 });
    point(canvas, "pointermove");
  };
  const move = (event: PointerEvent) => event.isTrusted && tell(false);
  const container = map.getContainer();
  container.addEventListener("keydown", press, { capture: true });
  container.addEventListener("pointermove", move);
  canvas.focus();
  return () => {
    container.removeEventListener("keydown", press, { capture: true });
    container.removeEventListener("pointermove", move);
    tell(false);
  };
}

/** What a pointer at the map's middle would do: one way of drawing, whatever moves it. */
function point(canvas: HTMLCanvasElement, ...kinds: string[]): void {
  const box = canvas.getBoundingClientRect();
  const at = { clientX: box.x + box.width / 2, clientY: box.y + box.height / 2 };
  for (const kind of kinds) {
    canvas.dispatchEvent(new PointerEvent(kind, { ...at, isPrimary: true, bubbles: true }));
  }
}
