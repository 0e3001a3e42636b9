import type { ComponentChildren } from "preact";
import type { Ensemble, Loaded, Shapes } from "../../shared/api/wind_types";
import { shownAt } from "../../shared/clock";
import { millis, shortMoment } from "../../shared/format/moment";
import { count, MISSING } from "../../shared/format/number";
import { CATALOGUE, type Key, say } from "../../shared/i18n/say";
import { isochrones } from "../../shared/incident/store";
import { ARRIVAL_LAYER, isLayerShown } from "../state/store";
import {
  BAND_FORCES,
  type BrowserPart,
  bandForce,
  cone,
  isochrones10,
  probability,
  swath,
} from "../state/storm";
import { Eye } from "./Eye";

/** What the browser draws itself of the storm: hour lines, cone, probability, swath. */
export function OwnLayers() {
  const ten = isLayerShown("arrival-10");
  return (
    <>
      <Row id={ARRIVAL_LAYER} name={say("layers.arrival7")} note={lines(isochrones.value)}>
        <path d="M2 14Q9 6 20 4" fill="none" stroke="var(--wind)" stroke-width="1.6" />
      </Row>
      <Row id="arrival-10" name={nameOf("arrival-10")} note={ten ? lines(isochrones10.value) : ""}>
        <path d="M2 14Q9 6 20 4" fill="none" stroke="var(--wind)" stroke-width="2.6" />
      </Row>
      <Row id="storm-cone" name={nameOf("storm-cone")} note={stateOf("storm-cone", cone.value)}>
        <path d="M3 16Q3 8 9 3h4q6 5 6 13" fill="none" stroke="var(--t1)" opacity=".6" />
      </Row>
      <Row
        id="storm-probability"
        name={nameOf("storm-probability")}
        note={stateOf("storm-probability", probability.value)}
      >
        <ellipse cx="11" cy="9" rx="9" ry="7" fill="var(--wind)" fill-opacity=".2" />
        <ellipse cx="11" cy="9" rx="5" ry="3.6" fill="var(--wind)" fill-opacity=".5" />
      </Row>
      <Row id="storm-swath" name={nameOf("storm-swath")} note={stateOf("storm-swath", swath.value)}>
        <path
          d="M2 15 8 4h12l-6 11z"
          fill="var(--wind)"
          fill-opacity=".2"
          stroke="var(--wind)"
          stroke-dasharray="4 2 1 2"
        />
      </Row>
      {(isLayerShown("storm-probability") || isLayerShown("storm-swath")) && <ForceChoice />}
    </>
  );
}

const nameOf = (id: BrowserPart): string => say(`typhoon.layer.${id}`);
const lines = (told: { features: unknown[] } | null): string =>
  told === null ? "" : count(told.features.length);

/** What a part that is switched on says of itself: nothing when it is drawn, else why not. */
function stateOf(id: BrowserPart, told: Loaded<Shapes> | null): string {
  if (!isLayerShown(id) || told === null) return "";
  if (told.state === "loading") return say("typhoon.loading");
  if (told.state === "failed") return MISSING;
  const ensemble = (told.value as { ensemble?: Ensemble }).ensemble;
  if (ensemble?.state === "pending") {
    const computing = `${say("answer.computing")} ${ensemble.progress_pct ?? 0}%`;
    const shown = millis(ensemble.known_at ?? null);
    return shown === null
      ? computing
      : say("typhoon.shownMeanwhile", { when: shortMoment(shown, shownAt.value), computing });
  }
  return told.value.features.length === 0 ? MISSING : "";
}

function Row(props: { id: string; name: string; note: string; children: ComponentChildren }) {
  return (
    <li>
      <div class="layer" data-shown={isLayerShown(props.id)}>
        <Eye id={props.id} name={props.name} />
        <svg class="swatch" viewBox="0 0 22 18" aria-hidden="true">
          {props.children}
        </svg>
        <span class="layer-name">{props.name}</span>
        <b class="num">{props.note}</b>
      </div>
    </li>
  );
}

function ForceChoice() {
  return (
    <li>
      <div class="force-choice" role="radiogroup" aria-label={say("typhoon.bands.of")}>
        <span>{say("typhoon.bands.of")}</span>
        {BAND_FORCES.map((force) => (
          <button
            key={force}
            type="button"
            role="radio"
            aria-checked={bandForce.value === force}
            onClick={() => {
              bandForce.value = force;
            }}
          >
            {forceName(force)}
          </button>
        ))}
      </div>
    </li>
  );
}

function forceName(force: number): string {
  const key = `typhoon.force.${force}`;
  return key in CATALOGUE.zh ? say(key as Key) : say("typhoon.force", { force });
}
