import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Gate } from "../shared/session/Gate";
import { Pending } from "../shared/ui/Pending";
import { Ruler } from "./ruler/Ruler";
// Before the parts it holds: each says for itself what it does otherwise.
import "./wall.css";
import { Alarm } from "./Alarm";
import { Head } from "./head/Head";
import { Events } from "./map/Events";
import { MapView } from "./map/MapView";
import { dropped, scaleOf } from "./scale";
import { Boats } from "./side/Boats";
import { Foot } from "./side/Foot";
import { Moved, moving } from "./side/Moved";
import { Silent } from "./side/Silent";
import { Storm } from "./side/Storm";
import { Zones } from "./side/Zones";

/** The wall: seven zones, no pointer. */
export function App() {
  const scale = useSignal(scaleOf(location.search, innerWidth));
  useEffect(() => {
    const resize = () => {
      scale.value = scaleOf(location.search, innerWidth);
    };
    addEventListener("resize", resize);
    return () => removeEventListener("resize", resize);
  }, [scale]);
  const without = dropped(scale.value.text);
  const { unit, text } = scale.value;
  return (
    <div class="wall" style={{ "--u": `${unit}px`, "--f": `${unit * text}px` }}>
      <Head />
      <MapView unit={unit} />
      {!without.has("events") && <Events />}
      <aside>
        {moving.value ? <Moved /> : !without.has("storm") && <Storm unit={unit} />}
        <Zones />
        <Silent />
        <Boats />
        <Foot shelters={!without.has("shelters")} fine={!without.has("feeds-fine")} />
      </aside>
      <Ruler />
      <Alarm />
      <Pending />
      <Gate />
    </div>
  );
}
