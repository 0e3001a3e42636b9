import { computed, signal } from "@preact/signals";
import { say } from "../shared/i18n/say";
import { Loaded } from "../shared/ui/Loaded";
import { useCurrentInView } from "../shared/ui/useCurrentInView";
import { RoomView } from "./RoomView";
import { partOf, ROOMS, TABLES } from "./state/rooms";
import { list, listProblem, readValues, useFreshValues } from "./state/store";
import { ActionTable } from "./tables/ActionTable";
import { DueTable } from "./tables/DueTable";
import { ResponseTable } from "./tables/ResponseTable";
import { SignalTable } from "./tables/SignalTable";
import "./values.css";

const BODIES = {
  response: ResponseTable,
  warning: SignalTable,
  exposure: DueTable,
  actions: ActionTable,
};

const PARTS = [
  ...ROOMS.map((room) => ({
    id: room.id,
    title: room.title,
    Body: () => <RoomView key={room.id} room={room} />,
  })),
  ...TABLES.map((id) => ({ id, title: `values.table.${id}` as const, Body: BODIES[id] })),
];

const hash = signal(location.hash);
addEventListener("hashchange", () => {
  hash.value = location.hash;
});
/** The part, and the key within it: `#evacuation/evac.buffer_min`. */
const asked = computed(() => hash.value.slice(1).split("/")[0] ?? "");

/** What an office may change: values by room, and the tables of rules. */
export function ValuesPage() {
  useFreshValues();
  const part = PARTS.find(({ id }) => id === asked.value) ?? PARTS[0];
  const row = useCurrentInView<HTMLElement>(`${part?.id} ${list.value !== null}`);
  if (part === undefined) return null;
  return (
    <main class="values">
      <nav ref={row} class="admin-parts" aria-label={say("values.title")}>
        {PARTS.map(({ id, title }) => (
          <a key={id} href={`#${id}`} aria-current={id === part.id ? "page" : undefined}>
            {say(title)}
            {waitsIn(id) > 0 && <b class="num">{waitsIn(id)}</b>}
          </a>
        ))}
      </nav>
      <div class="values-part">
        <Loaded load={{ value: list, problem: listProblem, again: readValues }}>
          {() => <part.Body />}
        </Loaded>
      </div>
    </main>
  );
}

/** How many changes wait for a second person in a part. */
const waitsIn = (id: string): number =>
  list.value?.waiting.filter(({ key }) => partOf(key) === id).length ?? 0;
