// Who works here. Everything on a screen that depends on the session hangs on these signals.

import { computed, signal } from "@preact/signals";
import type { Permission, Session } from "./types";

export const session = signal<Session | null>(null);

/** The screen is locked: the session stands, its person has to show again who they are. */
export const locked = computed(() => session.value?.locked === true);

export type EndReason = "signed_out" | "revoked" | "replaced" | "expired" | "disabled" | "unknown";

/** Why the session ended under this screen; null while it stands. */
export const ended = signal<EndReason | null>(null);

const CITY = "330900";

export const may = (permission: Permission): boolean =>
  session.value?.permissions.includes(permission) === true;

/** Whose session it is: a person, or a device. */
export const holder = computed(() => session.value?.account ?? session.value?.device ?? null);
export const isDevice = computed(() => (session.value?.device ?? null) !== null);
export const seesCity = computed(() => holder.value?.unit.code === CITY);

/** How far our server's clock is ahead of this machine's, ms; null until it answered. */
export const serverAhead = signal<number | null>(null);
