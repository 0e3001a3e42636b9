import { say } from "../shared/i18n/say";
import "./field.css";
import { Head } from "./head/Head";
import { MapView } from "./map/MapView";
import { Queue } from "./outbox/Queue";
import { ReportForm } from "./report/ReportForm";
import { Shelters } from "./shelters/Shelters";
import { deskPhone, form } from "./store";

/** The tablet: where I am, where people can go, what I have to tell. */
export function App() {
  return (
    <div class="tablet">
      <Head />
      {!isSecureContext && <p class="insecure">{say("field.insecure")}</p>}
      <main>
        <MapView />
        <div class="work">
          {form.value === null ? <Shelters /> : <ReportForm kind={form.value} />}
          <Queue />
        </div>
      </main>
      {form.value === null && <Acts />}
    </div>
  );
}

function Acts() {
  return (
    <footer class="acts">
      {deskPhone.value !== null && (
        <a class="act" href={`tel:${deskPhone.value}`}>
          <strong>{say("field.desk")}</strong>
          <span class="num">{deskPhone.value}</span>
        </a>
      )}
      <button type="button" class="act act-danger" onClick={() => open("danger")}>
        <strong>◆ {say("field.danger")}</strong>
      </button>
      <button type="button" class="act act-primary" onClick={() => open("other")}>
        <strong>{say("field.report")}</strong>
      </button>
    </footer>
  );
}

function open(kind: "danger" | "other"): void {
  form.value = kind;
}
