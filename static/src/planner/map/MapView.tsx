import { useEffect, useRef } from "preact/hooks";
import { say } from "../../shared/i18n/say";
import { incident } from "../../shared/incident/store";
import { Stamp } from "../../shared/ui/Stamp";
import { drawing } from "../state/store";
import { DragTip } from "./DragTip";
import { DrawCross } from "./DrawCross";
import { MapNotes } from "./MapNotes";
import "./map_view.css";
import { mountMap } from "./mount";
import { SilentMarks } from "./SilentMarks";
import { Tools } from "./Tools";

/** The map with what floats at its edges. It is made anew with each theme. */
export function MapView() {
  const container = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = container.current;
    return element === null ? undefined : mountMap(element);
  }, []);
  return (
    <main id="map" class={drawing.value ? "map drawing" : "map"} tabIndex={-1}>
      <div class="map-canvas" ref={container} />
      {incident.value?.exercise === true && <Stamp text={say("exercise.stamp")} size={64} />}
      <SilentMarks />
      <Tools />
      <DrawCross />
      <DragTip />
      <MapNotes />
    </main>
  );
}
