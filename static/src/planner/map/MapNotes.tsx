import { following, incidentNow, realNow, showMoment, shownAt } from "../../shared/clock";
import { duration } from "../../shared/format/duration";
import { clockSeconds, shortMoment } from "../../shared/format/moment";
import { coordinates } from "../../shared/format/number";
import { say } from "../../shared/i18n/say";
import { drawing, link } from "../state/store";
import { mapCentre, mapZoom, pointer } from "../state/view";

/** What must be said on the map itself: source, scale, another moment, a lost link. */
export function MapNotes() {
  return (
    <>
      <Elsewhen />
      <LostLink />
      {drawing.value && <p class="map-hint">{say("tool.drawHint")}</p>}
      <footer class="map-foot">
        <span>{say("map.source")}</span>
        <span class="grow" />
        <Place />
        <ScaleBar />
      </footer>
    </>
  );
}

/** Another moment than now: a frame and the time, unmistakable. */
function Elsewhen() {
  if (following.value) return null;
  const future = shownAt.value > incidentNow.value;
  const time = shortMoment(shownAt.value, incidentNow.value);
  return (
    <>
      <div class="map-frame" aria-hidden="true" />
      <p class="map-elsewhen">
        {say(future ? "map.future" : "map.past", { time })}
        <button type="button" onClick={() => showMoment(null)}>
          {say("map.back")}
        </button>
      </p>
    </>
  );
}

function LostLink() {
  const since = link.lostSince.value;
  if (since === null) return null;
  const age = duration((realNow.value - since) / 1000);
  return (
    <>
      <div class="map-veil" aria-hidden="true" />
      <p class="map-lost" role="alert">
        {say("link.frozen", { age, time: clockSeconds(incidentNow.value) })}
      </p>
    </>
  );
}

function Place() {
  const at = pointer.value;
  const [lon, lat] = at === null ? mapCentre.value : [at.lon, at.lat];
  return <span class="num">{coordinates(lon, lat)} WGS-84</span>;
}

const EARTH_M = 40_075_016.686;
const NM = 1852;
const STEPS = [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200];

/** Sea miles, as long as fits in 110 px. */
function ScaleBar() {
  const latitude = (mapCentre.value[1] * Math.PI) / 180;
  const metresPx = (EARTH_M * Math.cos(latitude)) / (512 * 2 ** mapZoom.value);
  const miles = STEPS.filter((step) => (step * NM) / metresPx <= 110).at(-1) ?? 0.05;
  return (
    <span class="scale">
      <i style={{ width: `${(miles * NM) / metresPx}px` }} />
      {say("map.nm", { value: miles })}
    </span>
  );
}
