import { following, incidentSecond } from "../../shared/clock";
import { say } from "../../shared/i18n/say";
import { silent } from "../../shared/incident/store";
import { Handset } from "../../shared/tasks/Handset";
import { marksOf } from "../../shared/tasks/silent";
import { mapCentre, mapZoom, theMap } from "../state/view";
import "./silent_marks.css";

const SIZE_PX = 22;

/** A dashed square with a handset at the seat of each unit that does not answer; it leads to the tasks. */
export function SilentMarks() {
  void mapCentre.value;
  void mapZoom.value;
  const map = theMap();
  if (map === null || silent.value === null || !following.value) return null;
  const place = (lon: number, lat: number) => map.project([lon, lat]);
  return (
    <>
      {marksOf(silent.value, incidentSecond.value, place, SIZE_PX * 1.2).map(({ key, x, y }) => (
        <a
          key={key}
          class="silent-mark"
          href={`/tasks${location.search}`}
          aria-label={say("tasks.wall")}
          style={{ transform: `translate(${x - SIZE_PX / 2}px, ${y - SIZE_PX / 2}px)` }}
        >
          <Handset size={13} />
        </a>
      ))}
    </>
  );
}
