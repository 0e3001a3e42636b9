import { incidentSecond } from "../../shared/clock";
import { silent } from "../../shared/incident/store";
import { Handset } from "../../shared/tasks/Handset";
import { marksOf } from "../../shared/tasks/silent";
import { map } from "./instance";
import "./silent_marks.css";

const SIZE = 52;

/** A dashed square with a handset at the seat of each unit that does not answer; no glow, no red. */
export function SilentMarks({ unit }: { unit: number }) {
  const made = map.value;
  if (made === null) return null;
  const size = SIZE * unit;
  const marks = marksOf(
    silent.value,
    incidentSecond.value,
    (lon, lat) => made.project([lon, lat]),
    size * 1.2,
  );
  return (
    <>
      {marks.map(({ key, x, y }) => (
        <span
          key={key}
          class="silent-mark"
          style={{ transform: `translate(${x - size / 2}px, ${y - size / 2}px)` }}
        >
          <Handset size={size * 0.62} />
        </span>
      ))}
    </>
  );
}
