import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { realNow } from "../../shared/clock";
import { pastMoment } from "../../shared/format/past";
import { say } from "../../shared/i18n/say";
import { may } from "../../shared/session/store";
import { Loaded } from "../../shared/ui/Loaded";
import { Plate } from "../../shared/ui/Plate";
import { SplitView } from "../../shared/ui/SplitView";
import { type Column, Table } from "../../shared/ui/Table";
import { useLoad } from "../../shared/ui/useLoad";
import { readUnits } from "../state/store";
import type { Person } from "../state/types";
import { ANY, filterPeople, type Wanted } from "./filter";
import { NewPerson } from "./NewPerson";
import { PersonDetail } from "./PersonDetail";
import { Tools } from "./Tools";
import { Waiting } from "./Waiting";

/** Everybody whom this officer may administer. */
export function People() {
  const load = useLoad("/accounts");
  const wanted = useSignal<Wanted>({ text: "", unit: askedUnit(), role: ANY, state: ANY });
  const chosen = useSignal<string | null>(null);
  const adding = useSignal(false);
  useEffect(() => void readUnits(), []);
  const all = load.value.value?.accounts ?? [];
  const waiting = load.value.value?.signer_changes ?? [];
  const shown = filterPeople(all, wanted.value);
  const person = all.find((each) => String(each.account_id) === chosen.value);
  return (
    <>
      <SplitView
        back={() => {
          chosen.value = null;
        }}
        tools={
          <Tools
            wanted={wanted}
            add={
              may("administer_units")
                ? () => {
                    adding.value = true;
                  }
                : null
            }
          />
        }
        list={
          <Loaded load={load}>
            {() => (
              <>
                <Table
                  label={say("admin.people")}
                  columns={columns()}
                  rows={shown}
                  idOf={(each) => String(each.account_id)}
                  chosen={chosen.value}
                  choose={(each) => {
                    chosen.value = String(each.account_id);
                  }}
                />
                <p class="split-count">
                  {shown.length === 0
                    ? say("people.none")
                    : say("people.count", { count: shown.length })}
                </p>
              </>
            )}
          </Loaded>
        }
        detail={
          person === undefined ? null : (
            <>
              <PersonDetail key={person.account_id} person={person} again={load.again} />
              <Waiting
                changes={waiting.filter((each) => each.account_id === person.account_id)}
                again={load.again}
              />
            </>
          )
        }
      />
      {adding.value && (
        <NewPerson
          unit={wanted.value.unit}
          again={load.again}
          close={() => {
            adding.value = false;
          }}
        />
      )}
    </>
  );
}

/** "#people?unit=330903" comes from the tree of units. */
function askedUnit(): string {
  return new URLSearchParams(location.hash.split("?")[1] ?? "").get("unit") ?? ANY;
}

const columns = (): Column<Person>[] => [
  { head: say("people.name"), width: "18%", cell: (each) => <strong>{each.display_name}</strong> },
  { head: say("people.login"), width: "20%", cell: (each) => each.name },
  { head: say("people.unit"), width: "20%", cell: (each) => each.unit.name },
  { head: say("people.role"), width: "15%", cell: (each) => say(`role.${each.role}`) },
  { head: say("people.state"), width: "13%", cell: (each) => <State person={each} /> },
  {
    head: say("people.lastSeen"),
    num: true,
    cell: (each) => pastMoment(each.last_seen_at, realNow.value),
  },
];

function State(props: { person: Person }) {
  const { state } = props.person;
  const word = say(`people.state.${state}`);
  if (state === "locked") return <Plate severity="yellow">{word}</Plate>;
  return <span class={state === "active" ? "" : "quiet"}>{word}</span>;
}
