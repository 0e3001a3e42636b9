import { useSignal } from "@preact/signals";
import { useEffect, useId } from "preact/hooks";
import { say } from "../../shared/i18n/say";
import { readUnits, unitName, units } from "../state/store";
import { matches, pathOf } from "../state/tree";
import type { TreeUnit } from "../state/types";

const MOST = 8;

/** Choose a unit by a few letters of its name or code. */
export function UnitPicker(props: { label: string; code: string; onCode: (code: string) => void }) {
  const id = useId();
  const text = useSignal<string | null>(null);
  const at = useSignal(0);
  useEffect(() => void readUnits(), []);
  const found = text.value === null ? [] : find(units.value, text.value);
  const take = (unit: TreeUnit) => {
    props.onCode(unit.code);
    text.value = null;
  };
  const onKey = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const pick = found[at.value];
    if (step !== undefined && found.length > 0) {
      at.value = Math.max(0, Math.min(found.length - 1, at.value + step));
      event.preventDefault();
    } else if (event.key === "Enter" && pick !== undefined) {
      event.preventDefault();
      take(pick);
    } else if (event.key === "Escape" && text.value !== null) {
      event.preventDefault();
      event.stopPropagation();
      text.value = null;
    }
  };
  return (
    <div class="field combo">
      <label for={id}>{props.label}</label>
      <input
        id={id}
        class="input"
        role="combobox"
        autocomplete="off"
        aria-expanded={found.length > 0}
        aria-controls={`${id}-list`}
        placeholder={say("people.unitFind")}
        value={text.value ?? (props.code === "" ? "" : pathOf(units.value, props.code))}
        onFocus={(event) => event.currentTarget.select()}
        onInput={(event) => {
          text.value = event.currentTarget.value;
          at.value = 0;
        }}
        onKeyDown={onKey}
        onBlur={() => {
          text.value = null;
        }}
      />
      {found.length > 0 && (
        <div class="combo-list" id={`${id}-list`} role="listbox">
          {found.map((unit, index) => (
            <button
              key={unit.code}
              type="button"
              role="option"
              tabIndex={-1}
              aria-selected={index === at.value}
              onPointerDown={(event) => {
                event.preventDefault(); // before the field loses its focus
                take(unit);
              }}
            >
              {unit.name}
              <span>
                {say(`units.level.${unit.level}`)}
                {unit.parent_code !== null && ` · ${unitName(unit.parent_code)}`}
              </span>
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

/** The widest units first: who types 普陀 means the county. */
function find(all: readonly TreeUnit[], text: string): TreeUnit[] {
  const wanted = text.trim();
  if (wanted === "") return all.filter((unit) => unit.level !== "village").slice(0, MOST);
  return all
    .filter((unit) => matches(unit, wanted))
    .sort((a, b) => a.code.length - b.code.length || a.code.localeCompare(b.code))
    .slice(0, MOST);
}
