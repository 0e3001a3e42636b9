import type { RegisterField } from "../../shared/api/generated";
import { inLanguage } from "../../shared/i18n/language";
import { say } from "../../shared/i18n/say";
import { Choice, Field } from "../../shared/ui/Field";

/** The input of one column: a choice for an enumeration, else a box with its bounds. */
export function EntryInput(props: {
  field: RegisterField;
  value: string;
  /** What stands there, where its reader has not seen it whole. */
  masked: unknown;
  onValue: (value: string) => void;
  fault: string | undefined;
}) {
  const { field, value, fault } = props;
  const unit = field.unit === null ? "" : ` · ${inLanguage(field.unit)}`;
  const label = `${inLanguage(field.label)}${unit}${field.required ? " *" : ""}`;
  const options = optionsOf(field);
  if (options.length > 0) {
    const empty = { value: "", text: say("registers.choose") };
    return (
      <Choice
        label={label}
        value={value}
        onValue={props.onValue}
        options={value === "" ? [empty, ...options] : options}
        hint={fault === undefined ? undefined : <strong>■ {fault}</strong>}
      />
    );
  }
  const number = field.kind === "integer" || field.kind === "number";
  const known = typeof props.masked === "string" && props.masked !== "";
  return (
    <Field
      label={label}
      value={value}
      onValue={props.onValue}
      fault={fault}
      hint={known ? say("registers.unmasked", { value: String(props.masked) }) : undefined}
      input={{
        name: field.name,
        inputMode: number ? "decimal" : "text",
        required: false,
        maxLength: field.longest,
      }}
    />
  );
}

function optionsOf(field: RegisterField): { value: string; text: string }[] {
  if (field.kind === "boolean")
    return [
      { value: "true", text: say("registers.yes") },
      { value: "false", text: say("registers.no") },
    ];
  return field.choices.map((each) => ({ value: each.value, text: inLanguage(each.text) }));
}
