import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { OfficeValue } from "../shared/api/generated";
import { figure, standing } from "../shared/format/office_value";
import { inLanguage } from "../shared/i18n/language";
import { say } from "../shared/i18n/say";
import { Plate } from "../shared/ui/Plate";
import { SplitView } from "../shared/ui/SplitView";
import { Table } from "../shared/ui/Table";
import { found, type Room } from "./state/rooms";
import { list, waitingFor } from "./state/store";
import { ValueDetail } from "./ValueDetail";

/** The values of a room at the left, the chosen one at the right. */
export function RoomView({ room }: { room: Room }) {
  const text = useSignal("");
  const key = useSignal<string | null>(null);
  useEffect(() => {
    key.value = null;
  }, [room.id]);
  if (list.value === null) return null;
  const rows = found(list.value.values, room, text.value);
  const chosen = list.value.values.find((each) => each.key === key.value) ?? null;
  return (
    <SplitView
      class="values-split"
      back={() => {
        key.value = null;
      }}
      tools={
        <>
          <input
            class="input"
            type="search"
            aria-label={say("values.find")}
            placeholder={say("values.find")}
            value={text.value}
            onInput={(event) => {
              text.value = event.currentTarget.value;
            }}
          />
          <span class="quiet num">{say("values.count", { count: rows.length })}</span>
        </>
      }
      list={
        rows.length === 0 ? (
          <p class="empty">{text.value && say("values.none", { text: text.value })}</p>
        ) : (
          <Table
            label={say(room.title)}
            columns={COLUMNS()}
            rows={[...rows]}
            idOf={(row) => row.key}
            chosen={chosen?.key ?? null}
            choose={(row) => {
              key.value = row.key;
            }}
          />
        )
      }
      detail={chosen && <ValueDetail key={chosen.key} value={chosen} />}
    />
  );
}

const COLUMNS = () => [
  { head: say("values.what"), cell: (row: OfficeValue) => inLanguage(row.meaning) },
  {
    head: say("values.now"),
    cell: (row: OfficeValue) => <strong>{figure(row.value, row.unit)}</strong>,
    width: "var(--figure-width)",
    num: true,
  },
  {
    head: say("values.standing"),
    cell: (row: OfficeValue) => <Standing value={row} />,
    width: "var(--standing-width)",
  },
];

function Standing({ value }: { value: OfficeValue }) {
  if (waitingFor(value.key) !== undefined)
    return <Plate severity="yellow">{say("values.waits")}</Plate>;
  return <span class={value.adopted ? "" : "quiet"}>{standing(value)}</span>;
}
