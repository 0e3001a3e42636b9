import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { incidentNow } from "../../shared/clock";
import { say } from "../../shared/i18n/say";
import { Axis } from "./Axis";
import { Controls } from "./Controls";
import { Deadlines } from "./Deadlines";
import { Handle } from "./Handle";
import { Marks } from "./Marks";
import "./ruler.css";
import { StormMarks } from "./StormMarks";
import { AFTER_H, BEFORE_H, pannedH, spanAt } from "./span";
import { WindBars } from "./WindBars";

const FALLBACK_PX = 1168;
const PAN_H = 3;

/** One ruler of time: above the axis what we must do, below it what nature does. */
export function Ruler() {
  const box = useRef<HTMLDivElement>(null);
  const width = useSignal(FALLBACK_PX);
  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const watch = new ResizeObserver(() => {
      width.value = element.clientWidth;
    });
    watch.observe(element);
    return () => watch.disconnect();
  }, []);
  const span = spanAt(incidentNow.value, width.value);
  return (
    <section class="ruler panel">
      <Controls />
      <div
        class="ruler-box"
        ref={box}
        onWheel={(event) => {
          const hours = pannedH.value + Math.sign(event.deltaY + event.deltaX) * PAN_H;
          pannedH.value = Math.max(-5 * AFTER_H, Math.min(5 * BEFORE_H, hours));
        }}
      >
        <svg width="100%" height="128" role="img" aria-label={say("ruler.title")}>
          <Axis span={span} />
          <WindBars span={span} />
          <StormMarks span={span} />
          <Marks span={span} />
          <Deadlines span={span} />
        </svg>
        <Handle span={span} />
      </div>
    </section>
  );
}
