// The tablet's own database: reports until the server has them, the list of doors, the own count.

import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { Kept } from "./kept";

interface Tables extends DBSchema {
  reports: { key: string; value: Kept };
  /** What stands once: the sealed list of doors, its key, how far the own count is. */
  single: { key: string; value: unknown };
}

let opened: Promise<IDBPDatabase<Tables>> | null = null;

/** Opened once; what an older version kept stays. */
export function database(): Promise<IDBPDatabase<Tables>> {
  opened ??= openDB<Tables>("haitang-field", 2, {
    upgrade(db, from) {
      if (from < 1) db.createObjectStore("reports", { keyPath: "report_id" });
      if (from < 2) db.createObjectStore("single");
    },
    blocking() {
      void opened?.then((db) => db.close()); // a newer page waits
      opened = null;
    },
  });
  return opened;
}
