import { say } from "../../shared/i18n/say";
import { may, seesCity } from "../../shared/session/store";
import "./incident.css";
import { openingAnother } from "../state/store";
import { OpenForm } from "./OpenForm";

/** Whether whoever works here opens, labels and closes incidents: the city's desk. */
export const mayOpen = (): boolean => may("open_incident") && seesCity.value;

/** Between two incidents: how to open one, or who does. */
export function NoIncident() {
  return (
    <section class="no-incident">
      <h2>{say("incident.none")}</h2>
      <p>{say("incident.none.watch")}</p>
      {mayOpen() ? <OpenForm /> : <p>{say("incident.none.wait")}</p>}
    </section>
  );
}

/** Beside the one that is shown: an earthquake during a typhoon, a drill beside a real night. */
export function AnotherIncident() {
  return (
    <section class="no-incident">
      <h2>{say("incident.another")}</h2>
      <OpenForm />
      <button
        type="button"
        class="button"
        onClick={() => {
          openingAnother.value = false;
        }}
      >
        {say("incident.another.not")}
      </button>
    </section>
  );
}
