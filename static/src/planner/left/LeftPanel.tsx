import "./left.css";
import { ClosureList } from "../closures/ClosureList";
import { LayerList } from "./LayerList";
import { ZoneList } from "./ZoneList";

/** What to do next, and what is on the map. */
export function LeftPanel() {
  return (
    <nav class="left panel">
      <ZoneList />
      <ClosureList />
      <LayerList />
    </nav>
  );
}
