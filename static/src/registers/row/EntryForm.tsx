import { useSignal } from "@preact/signals";
import { post, put } from "../../shared/api/client";
import type { RegisterView, RowView } from "../../shared/api/generated";
import { inLanguage } from "../../shared/i18n/language";
import { say } from "../../shared/i18n/say";
import { Field } from "../../shared/ui/Field";
import { ProblemNote } from "../../shared/ui/ProblemNote";
import { useAct } from "../../shared/ui/useAct";
import { chosen, close, editing, find } from "../state/store";
import { beijing, changes, type Draft, degrees, written } from "../state/words";
import { EntryInput } from "./EntryInput";

interface Props {
  register: RegisterView;
  /** Null enters a new row. */
  row: RowView | null;
  /** Persons in the clear, where they were asked for. */
  clear?: Readonly<Record<string, unknown>>;
  done?: () => Promise<void>;
}

/** A form made of the register's columns; only what differs is sent, and each fault stands where
 * it is. */
export function EntryForm(props: Props) {
  const { register, row } = props;
  const before = draftOf(props);
  const draft = useSignal<Draft>(before);
  const { busy, problem, run } = useAct();
  const told = changes(draft.value, before);
  const { lon = null, lat = null, valid_from = null, ...values } = told;
  const some = Object.keys(told).length;
  const faults = problem.value?.more.faults ?? [];
  const faultOf = (name: string) => {
    const found = faults.find(({ field }) => field === name);
    return found && `${inLanguage(found.why)}。${inLanguage(found.todo)}`;
  };
  const set = (name: string, value: string) => {
    draft.value = { ...draft.value, [name]: value };
  };
  const save = async () => {
    const moved = lon !== null || lat !== null;
    const where = moved && {
      lon: degrees(draft.value.lon ?? ""),
      lat: degrees(draft.value.lat ?? ""),
    };
    const body = { values, ...where, valid_from: beijing(valid_from ?? "") };
    const sent = await run(async () => {
      if (row === null) {
        const added = await post(`/registers/${register.id}/rows`, body);
        close();
        chosen.value = added.key;
        find();
        return;
      }
      const path = `/registers/${register.id}/rows/${encodeURIComponent(row.key)}` as const;
      await put(path as `/registers/${string}/rows/${string}`, { ...body, version: row.version });
    });
    if (!sent) setTimeout(showFault);
    if (!sent || row === null) return;
    editing.value = false;
    await props.done?.();
  };
  const inputs = register.fields.filter((field) =>
    row === null ? field.enterable : field.editable,
  );
  return (
    <form
      class="detail-part registers-form"
      aria-label={say(row === null ? "registers.newIn" : "registers.edit", {
        register: inLanguage(register.title),
      })}
      onSubmit={(event) => {
        event.preventDefault();
        if (some > 0 && !busy.value) void save();
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          event.currentTarget.requestSubmit();
        }
      }}
    >
      {row === null && <h2>{say("registers.newIn", { register: inLanguage(register.title) })}</h2>}
      {inputs.map((field) => (
        <EntryInput
          key={field.name}
          field={field}
          value={draft.value[field.name] ?? ""}
          masked={
            field.personal && props.clear?.[field.name] === undefined
              ? row?.values[field.name]
              : null
          }
          onValue={(value) => set(field.name, value)}
          fault={faultOf(field.name)}
        />
      ))}
      {register.geometry === "point" && (
        <>
          <Plain name="lon" value={draft.value} set={set} fault={faultOf("place")} />
          <Plain name="lat" value={draft.value} set={set} />
        </>
      )}
      <Plain name="valid_from" value={draft.value} set={set} fault={faultOf("valid_from")} />
      <ProblemNote problem={problem.value} />
      <div class="form-acts">
        <button type="submit" class="button button-primary" disabled={some === 0 || busy.value}>
          {actWord(row === null, some)}
        </button>
        <button type="button" class="button" onClick={close}>
          {say("registers.drop")}
        </button>
      </div>
    </form>
  );
}

/** A long form is read from its first fault on. */
function showFault(): void {
  const form = document.querySelector(".registers-form");
  const first = form?.querySelector<HTMLElement>("[aria-invalid=true]");
  if (first) first.focus();
  else form?.querySelector(".problem-note")?.scrollIntoView({ block: "nearest" });
}

function actWord(isNew: boolean, some: number): string {
  if (isNew) return say("registers.add");
  return some === 0 ? say("registers.nothing") : say("registers.save", { count: some });
}

/** What stands before anything is written; a masked value is not among it. */
function draftOf({ register, row, clear = {} }: Props): Draft {
  const own = register.fields.map((field) => {
    const value = field.personal ? clear[field.name] : row?.values[field.name];
    return [field.name, written(value)] as const;
  });
  const place = { lon: row?.lon?.toFixed(5) ?? "", lat: row?.lat?.toFixed(5) ?? "" };
  return { ...Object.fromEntries(own), ...place, valid_from: "" };
}

const LABELS = {
  lon: "registers.lon",
  lat: "registers.lat",
  valid_from: "registers.from",
} as const;

function Plain(props: {
  name: keyof typeof LABELS;
  value: Draft;
  set: (name: string, value: string) => void;
  fault?: string | undefined;
}) {
  const { name } = props;
  const moment = name === "valid_from";
  return (
    <Field
      label={say(LABELS[name])}
      value={props.value[name] ?? ""}
      onValue={(value) => props.set(name, value)}
      fault={props.fault}
      hint={moment ? say("registers.fromHint") : undefined}
      input={moment ? { name, type: "datetime-local" } : { name, inputMode: "decimal" }}
    />
  );
}
