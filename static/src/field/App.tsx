import { computed } from "@preact/signals";
import { say } from "../shared/i18n/say";
import { Gate } from "../shared/session/Gate";
import { Pending } from "../shared/ui/Pending";
import { SkipLinks } from "../shared/ui/SkipLinks";
import { Troubles } from "../shared/ui/Troubles";
import "./field.css";
import { Closures } from "./closures/Closures";
import { Doors } from "./doors/Doors";
import { chooseNext, current, doors } from "./doors/store";
import { Head } from "./head/Head";
import { MapView } from "./map/MapView";
import { Outbox } from "./outbox/Outbox";
import { Queue } from "./outbox/Queue";
import { draft } from "./report/draft";
import { ReportForm } from "./report/ReportForm";
import { Shelters } from "./shelters/Shelters";
import { deskPhone, work } from "./state/store";
import { troubles } from "./state/troubles";

const atDoors = computed(() => work.value === "doors" && doors.value.length > 0);

/** The tablet: where I am, where people can go, what I have to tell. */
export function App() {
  const writing = draft.value !== null;
  return (
    <div class="tablet" data-writing={writing} data-doors={atDoors.value}>
      <SkipLinks to={[{ id: "work", text: "skip.content" }]} />
      <Head />
      {!isSecureContext && <p class="insecure">{say("field.insecure")}</p>}
      <Troubles troubles={troubles.value} />
      <main>
        <MapView />
        <div id="work" class="work" tabIndex={-1}>
          <WorkPanel />
          <Queue />
        </div>
      </main>
      {!writing && <Acts />}
      <Pending />
      <Gate />
    </div>
  );
}

function WorkPanel() {
  if (draft.value !== null) return <ReportForm current={draft.value} />;
  if (work.value === "outbox") return <Outbox />;
  if (doors.value.length === 0) return <Nearby />;
  return (
    <>
      <Tabs />
      {work.value === "doors" ? <Doors /> : <Nearby />}
    </>
  );
}

/** My households beside where to go; only while somebody has to leave. */
function Tabs() {
  return (
    <div class="work-tabs">
      {(["doors", "shelters"] as const).map((each) => (
        <button
          key={each}
          type="button"
          aria-pressed={work.value === each}
          onClick={() => {
            work.value = each;
          }}
        >
          {say(each === "doors" ? "field.doors" : "field.shelters")}
        </button>
      ))}
    </div>
  );
}

/** What is closed stands above where to go. */
function Nearby() {
  return (
    <>
      <Closures />
      <Shelters />
    </>
  );
}

function Acts() {
  const write = (kind: "danger" | "progress") => {
    draft.value = { kind, text: "", people: null };
  };
  return (
    <footer class="acts">
      {deskPhone.value !== null && (
        <a class="act" href={`tel:${deskPhone.value}`}>
          <strong>{say("field.desk")}</strong>
          <span class="num">{deskPhone.value}</span>
        </a>
      )}
      <button type="button" class="act act-danger" onClick={() => write("danger")}>
        <strong>◆ {say("field.danger")}</strong>
      </button>
      {atDoors.value && current.value !== null ? (
        <>
          <button type="button" class="act" onClick={() => write("progress")}>
            <strong>{say("field.report")}</strong>
          </button>
          <button type="button" class="act act-primary" onClick={chooseNext}>
            <strong>{say("field.doors.next")} →</strong>
          </button>
        </>
      ) : (
        <button type="button" class="act act-primary" onClick={() => write("progress")}>
          <strong>{say("field.report")}</strong>
        </button>
      )}
    </footer>
  );
}
