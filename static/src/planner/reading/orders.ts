// Reads of orders, and the press that drafts one.

import { get, post } from "../../shared/api/client";
import { followed } from "../../shared/api/followed";
import { orders } from "../state/orders";

const KIND = "evacuation_order";

/** Every order of the incident; what fails leaves the old, the next event asks again. */
export async function readOrders(): Promise<void> {
  try {
    orders.value = (await get("/documents", { kind: KIND })).documents;
  } catch {
    return;
  }
}

/** The page of an order, in the incident that the desk shows. */
export function orderAddress(documentId: number): string {
  const incident = followed();
  return `/orders${incident === undefined ? "" : `?incident=${incident}`}#${documentId}`;
}

/** Freeze the zone's answer into a draft and go to it. Throws the refusal. */
export async function draftOrder(zoneId: string): Promise<void> {
  const made = await post("/documents", { kind: KIND, subject: zoneId });
  location.assign(orderAddress(made.document_id));
}
