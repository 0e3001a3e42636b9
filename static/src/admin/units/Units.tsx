import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { say } from "../../shared/i18n/say";
import { may } from "../../shared/session/store";
import { Loaded } from "../../shared/ui/Loaded";
import { SplitView } from "../../shared/ui/SplitView";
import { reading, readUnits, units } from "../state/store";
import { rowsOf, type TreeRow } from "../state/tree";
import { NewZone } from "./NewZone";
import { UnitDetail } from "./UnitDetail";
import "./units.css";

const CITY = "330900";

/** The tree of units and, at its right, who answers for the chosen one. */
export function Units() {
  const search = useSignal("");
  const open = useSignal<ReadonlySet<string>>(new Set([CITY]));
  const chosen = useSignal<string | null>(null);
  useEffect(() => void readUnits(), []);
  const rows = rowsOf(units.value, open.value, search.value);
  const unit = units.value.find(({ code }) => code === chosen.value);
  const turn = (code: string, on: boolean) => {
    const next = new Set(open.value);
    if (on) next.add(code);
    else next.delete(code);
    open.value = next;
  };
  const choose = (code: string) => {
    chosen.value = code;
  };
  return (
    <SplitView
      back={() => {
        chosen.value = null;
      }}
      class="split-units"
      tools={
        <>
          <input
            class="input"
            type="search"
            aria-label={say("units.search")}
            placeholder={say("units.search")}
            value={search.value}
            onInput={(event) => {
              search.value = event.currentTarget.value;
            }}
          />
          {may("administer_units") && <AddZone />}
        </>
      }
      list={
        <Loaded load={reading}>
          {() =>
            rows.length === 0 ? (
              <p class="empty">{search.value && say("units.none", { text: search.value })}</p>
            ) : (
              <Tree rows={rows} chosen={chosen.value} choose={choose} turn={turn} />
            )
          }
        </Loaded>
      }
      detail={unit === undefined ? null : <UnitDetail key={unit.code} unit={unit} />}
    />
  );
}

function AddZone() {
  const open = useSignal(false);
  return (
    <>
      <button
        type="button"
        class="button"
        onClick={() => {
          open.value = true;
        }}
      >
        {say("zone.add")}
      </button>
      {open.value && (
        <NewZone
          zone={null}
          close={() => {
            open.value = false;
          }}
        />
      )}
    </>
  );
}

interface TreeProps {
  rows: TreeRow[];
  chosen: string | null;
  choose: (code: string) => void;
  turn: (code: string, on: boolean) => void;
}

/** A tree as the keyboard expects it: up and down move, right opens, left closes, Enter chooses. */
function Tree(props: TreeProps) {
  const list = useRef<HTMLDivElement>(null);
  const { rows, chosen } = props;
  const at = Math.max(
    0,
    rows.findIndex((row) => row.unit.code === chosen),
  );
  const move = (to: number) => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, to))];
    if (row === undefined) return;
    props.choose(row.unit.code);
    const element = list.current?.children[rows.indexOf(row)];
    if (element instanceof HTMLElement) element.focus();
  };
  const onKey = (event: KeyboardEvent, row: TreeRow, index: number) => {
    const acts: Record<string, () => void> = {
      ArrowDown: () => move(index + 1),
      ArrowUp: () => move(index - 1),
      Home: () => move(0),
      End: () => move(rows.length - 1),
      ArrowRight: () => (row.open ? move(index + 1) : props.turn(row.unit.code, true)),
      ArrowLeft: () => (row.open ? props.turn(row.unit.code, false) : move(parentOf(rows, index))),
      Enter: () => move(index),
      " ": () => move(index),
    };
    const act = acts[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  };
  return (
    <div class="tree" role="tree" aria-label={say("admin.units")} ref={list}>
      {rows.map((row, index) => (
        <div
          key={row.unit.code}
          class="tree-row"
          role="treeitem"
          aria-level={row.depth + 1}
          aria-selected={row.unit.code === chosen}
          aria-expanded={row.below === 0 ? undefined : row.open}
          data-found={row.found}
          tabIndex={index === at ? 0 : -1}
          style={{ paddingLeft: `${12 + row.depth * 20}px` }}
          onClick={() => move(index)}
          onKeyDown={(event) => onKey(event, row, index)}
        >
          <Opener row={row} turn={props.turn} />
          <span class="tree-name">{row.unit.name}</span>
          <span class="tree-level">{say(`units.level.${row.unit.level}`)}</span>
          <span class="tree-count num">
            {row.below > 0 && say("units.below", { count: row.below })}
          </span>
          <span class="tree-count num">
            {(row.unit.accounts ?? 0) > 0 && say("units.people", { count: row.unit.accounts ?? 0 })}
          </span>
        </div>
      ))}
    </div>
  );
}

function Opener(props: { row: TreeRow; turn: TreeProps["turn"] }) {
  const { unit, below, open } = props.row;
  if (below === 0) return <span class="tree-opener" />;
  return (
    <span
      class="tree-opener"
      aria-hidden="true"
      onClick={(event) => {
        event.stopPropagation();
        props.turn(unit.code, !open);
      }}
    >
      {open ? "−" : "+"}
    </span>
  );
}

function parentOf(rows: TreeRow[], index: number): number {
  const depth = rows[index]?.depth ?? 0;
  for (let at = index - 1; at >= 0; at -= 1) if ((rows[at]?.depth ?? 0) < depth) return at;
  return index;
}
