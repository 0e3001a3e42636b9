import { useEffect } from "preact/hooks";
import { address } from "../shared/api/client";
import type { RegisterField, RegisterView } from "../shared/api/generated";
import { count } from "../shared/format/number";
import { inLanguage, language } from "../shared/i18n/language";
import { say } from "../shared/i18n/say";
import { close, entering, filters, find, list, query, sort, text } from "./state/store";

const FORMS = ["xlsx", "csv", "gpkg"] as const;
const WAIT_MS = 200; // a name in pinyin is many keys, and one question

/** What narrows and orders the list, and what can be done with all of it. */
export function Tools({ register }: { register: RegisterView }) {
  useEffect(() => {
    const later = setTimeout(find, WAIT_MS);
    return () => clearTimeout(later);
  }, [text.value]);
  return (
    <>
      <input
        class="input"
        type="search"
        aria-label={say("registers.find")}
        placeholder={say("registers.find")}
        value={text.value}
        onInput={(event) => {
          text.value = event.currentTarget.value;
        }}
      />
      {register.fields
        .filter((field) => field.narrows)
        .map((field) => (
          <Narrow key={field.name} field={field} />
        ))}
      <Order register={register} />
      <span class="quiet num">
        {list.value && say("registers.count", { count: count(list.value.total) })}
      </span>
      <span class="registers-acts">
        {register.may_export &&
          FORMS.map((form) => <Export key={form} id={register.id} form={form} />)}
        {register.may_add && (
          <button
            type="button"
            class="button button-small"
            onClick={() => {
              close();
              entering.value = true;
            }}
          >
            {say("registers.new")}
          </button>
        )}
      </span>
    </>
  );
}

function Narrow({ field }: { field: RegisterField }) {
  const label = inLanguage(field.label);
  const options =
    field.choices.length > 0
      ? field.choices.map((each) => ({ value: each.value, text: inLanguage(each.text) }))
      : (list.value?.values[field.name] ?? []).map((value) => ({ value, text: value }));
  return (
    <select
      class="input"
      aria-label={label}
      value={filters.value[field.name] ?? ""}
      onChange={(event) => {
        filters.value = { ...filters.value, [field.name]: event.currentTarget.value };
        find();
      }}
    >
      <option value="">{say("registers.any", { field: label })}</option>
      {options.map((each) => (
        <option key={each.value} value={each.value}>
          {each.text}
        </option>
      ))}
    </select>
  );
}

/** The order in words, never a bare arrow. */
function Order({ register }: { register: RegisterView }) {
  const now = (sort.value || register.sort).replace(/^-/, "");
  const turned = sort.value.startsWith("-");
  const order = (by: string, back: boolean) => {
    sort.value = `${back ? "-" : ""}${by}`;
    find();
  };
  return (
    <>
      <select
        class="input"
        aria-label={say("registers.sort")}
        value={now}
        onChange={(event) => order(event.currentTarget.value, turned)}
      >
        {register.fields
          .filter((field) => field.listed && !field.personal)
          .map((field) => (
            <option key={field.name} value={field.name}>
              {say("registers.by", { field: inLanguage(field.label) })}
            </option>
          ))}
      </select>
      <button
        type="button"
        class="button button-small"
        aria-pressed={turned}
        onClick={() => order(now, !turned)}
      >
        {say("registers.turned")}
      </button>
    </>
  );
}

function Export(props: { id: string; form: (typeof FORMS)[number] }) {
  const asked = { ...query(), format: props.form, lang: language.value };
  return (
    <a class="button button-small" href={address(`/registers/${props.id}/export`, asked)} download>
      {say("registers.export", { form: props.form.toUpperCase() })}
    </a>
  );
}
