// The units as rows of a tree: what is open is shown, a search shows what it found with its parents.

import type { Level, TreeUnit } from "./types";

export interface TreeRow {
  unit: TreeUnit;
  depth: number;
  below: number;
  open: boolean;
  /** Matches the search, not only a parent of what does. */
  found: boolean;
}

const ORDER: readonly Level[] = ["city", "county", "functional_zone", "township", "village"];

type Below = ReadonlyMap<string | null, TreeUnit[]>;

/** Units by the unit above, each level in its order, codes rising. */
export function byParent(units: readonly TreeUnit[]): Below {
  const below = new Map<string | null, TreeUnit[]>();
  for (const unit of units) {
    const siblings = below.get(unit.parent_code) ?? [];
    siblings.push(unit);
    below.set(unit.parent_code, siblings);
  }
  for (const siblings of below.values()) siblings.sort(inOrder);
  return below;
}

const inOrder = (a: TreeUnit, b: TreeUnit) =>
  ORDER.indexOf(a.level) - ORDER.indexOf(b.level) || a.code.localeCompare(b.code);

export const matches = (unit: TreeUnit, text: string): boolean =>
  unit.name.includes(text) || unit.code.startsWith(text);

/** The rows to draw. */
export function rowsOf(
  units: readonly TreeUnit[],
  open: ReadonlySet<string>,
  search: string,
): TreeRow[] {
  const below = byParent(units);
  const text = search.trim();
  const shown = text === "" ? null : withParents(units, text);
  const rows: TreeRow[] = [];
  const walk = (parent: string | null, depth: number) => {
    for (const unit of below.get(parent) ?? []) {
      if (shown !== null && !shown.has(unit.code)) continue;
      const children = below.get(unit.code)?.length ?? 0;
      const isOpen = shown === null ? open.has(unit.code) : leadsOn(below, unit, shown);
      const found = text !== "" && matches(unit, text);
      rows.push({ unit, depth, below: children, open: isOpen, found });
      if (isOpen) walk(unit.code, depth + 1);
    }
  };
  walk(null, 0);
  return rows;
}

const leadsOn = (below: Below, unit: TreeUnit, shown: ReadonlySet<string>) =>
  (below.get(unit.code) ?? []).some((child) => shown.has(child.code));

function withParents(units: readonly TreeUnit[], text: string): Set<string> {
  const byCode = new Map(units.map((unit) => [unit.code, unit]));
  const shown = new Set<string>();
  for (const unit of units) {
    if (!matches(unit, text)) continue;
    let at: TreeUnit | undefined = unit;
    while (at !== undefined && !shown.has(at.code)) {
      shown.add(at.code);
      at = at.parent_code === null ? undefined : byCode.get(at.parent_code);
    }
  }
  return shown;
}

/** "普陀区 / 六横镇": where a unit lies, without the city. */
export function pathOf(units: readonly TreeUnit[], code: string): string {
  const byCode = new Map(units.map((unit) => [unit.code, unit]));
  const names: string[] = [];
  let at = byCode.get(code);
  while (at !== undefined && at.parent_code !== null) {
    names.unshift(at.name);
    at = byCode.get(at.parent_code);
  }
  return names.length === 0 ? (byCode.get(code)?.name ?? code) : names.join(" / ");
}
