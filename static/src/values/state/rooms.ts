// The parts of the page: rooms of values, and the tables of rules.

import type { OfficeValue } from "../../shared/api/generated";
import type { Key } from "../../shared/i18n/say";

export interface Room {
  id: string;
  title: Key;
  /** The first parts of its keys. */
  keys: readonly string[];
}

export const ROOMS: readonly Room[] = [
  { id: "evacuation", title: "values.room.evacuation", keys: ["evac"] },
  { id: "tasks", title: "values.room.tasks", keys: ["tasks"] },
  { id: "vessels", title: "values.room.vessels", keys: ["vessel"] },
  { id: "typhoon", title: "values.room.typhoon", keys: ["typhoon"] },
  { id: "desk", title: "values.room.desk", keys: ["desk", "feed"] },
  { id: "security", title: "values.room.security", keys: ["account", "session", "audit"] },
];

export const TABLES = ["response", "warning", "exposure", "actions"] as const;
export type TableId = (typeof TABLES)[number];

/** The key under which the server keeps a table. */
export const TABLE_KEYS = {
  response: "response.rules",
  warning: "warning.rules",
  exposure: "exposure.due",
  actions: "tasks.actions",
} as const satisfies Record<TableId, string>;

const FIRST = "evacuation";

/** The part of the page that a key stands in. */
export function partOf(key: string): string {
  const table = TABLES.find((each) => TABLE_KEYS[each] === key);
  if (table !== undefined) return table;
  const word = key.split(".")[0] ?? "";
  return ROOMS.find(({ keys }) => keys.includes(word))?.id ?? FIRST;
}

/** Values of a room that hold every word of `text`, in the room's order. */
export function found(
  values: readonly OfficeValue[],
  room: Room,
  text: string,
): readonly OfficeValue[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const own = values.filter((each) => room.keys.includes(each.room));
  return own
    .filter(({ key, meaning }) => {
      const all = `${key} ${meaning.zh} ${meaning.en}`.toLowerCase();
      return words.every((word) => all.includes(word));
    })
    .sort((a, b) => room.keys.indexOf(a.room) - room.keys.indexOf(b.room));
}
