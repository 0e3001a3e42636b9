// The list of doors as this tablet keeps it: sealed with a key that the browser gives nobody, and
// gone with the session. Without a secure context there is no such key, and nothing is kept.

import type { DoorList } from "../../shared/api/generated";
import { database } from "../outbox/database";

interface Sealed {
  iv: Uint8Array<ArrayBuffer>;
  data: ArrayBuffer;
  at: number;
}

export interface DoorCopy {
  list: DoorList;
  /** Real ms at which it was read. */
  at: number;
}

const LIST = "doors";
const KEY = "doors_key";
const IV_BYTES = 12;

/** Keep the list for when there is no network. */
export async function keepCopy(copy: DoorCopy): Promise<void> {
  if (!isSecureContext) return;
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const plain = new TextEncoder().encode(JSON.stringify(copy.list));
  const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await sealingKey(), plain);
  const sealed: Sealed = { iv, data, at: copy.at };
  await (await database()).put("single", sealed, LIST);
}

/** The list as kept; null where there is none, or none that opens any more. */
export async function readCopy(): Promise<DoorCopy | null> {
  const sealed = (await (await database()).get("single", LIST)) as Sealed | undefined;
  if (sealed === undefined || !isSecureContext) return null;
  try {
    const { iv, data, at } = sealed;
    const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, await sealingKey(), data);
    return { list: JSON.parse(new TextDecoder().decode(plain)) as DoorList, at };
  } catch {
    await forgetCopy();
    return null;
  }
}

/** Forget list and key: without the key no backup of the tablet opens it either. */
export async function forgetCopy(): Promise<void> {
  const db = await database();
  await Promise.all([db.delete("single", LIST), db.delete("single", KEY)]);
}

async function sealingKey(): Promise<CryptoKey> {
  const db = await database();
  const known = (await db.get("single", KEY)) as CryptoKey | undefined;
  if (known !== undefined) return known;
  const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, [
    "encrypt",
    "decrypt",
  ]);
  await db.put("single", made, KEY);
  return made;
}
