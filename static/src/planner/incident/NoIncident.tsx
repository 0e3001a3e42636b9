import { say } from "../../shared/i18n/say";
import { may, seesCity } from "../../shared/session/store";
import "./incident.css";
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
