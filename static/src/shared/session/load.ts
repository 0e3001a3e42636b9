// Reads the session, keeps it in step with the server, and says when it is over.

import { get, post, remove } from "../api/client";
import { asProblem, type Problem } from "../api/problem";
import { warden } from "../api/warden";
import { keepDrafts } from "./drafts";
import { mustTell, watchTouch } from "./idle";
import { answerOf } from "./passkey";
import { type EndReason, ended, holder, serverAhead, session } from "./store";
import { signInAddress } from "./then";
import type { Session } from "./types";

/** A revoked session is told within 5 s also where no socket is open. */
const HEARTBEAT_MS = 3000;
const PATIENCE_MS = 8000; // a link that answers later is as good as none
const REASONS: readonly EndReason[] = ["signed_out", "revoked", "replaced", "expired", "disabled"];

warden.headers = () => {
  const csrf = session.peek()?.csrf;
  return csrf === undefined ? {} : { "X-CSRF-Token": csrf };
};
warden.answered = (response) => {
  const date = Date.parse(response.headers.get("date") ?? "");
  if (!Number.isNaN(date)) serverAhead.value = date - Date.now();
};
warden.refused = (problem) => {
  if (problem.status === 401) {
    lastRefusal = problem;
    void noteEnd();
  }
  if (problem.status === 423) noteLock();
};

let asking = false;

/** A refusal may have met a token that was being renewed: the session is over when it says so
 * twice. Without one there was nothing to end. */
async function noteEnd(): Promise<void> {
  if (asking || session.peek() === null || ended.peek() !== null) return;
  asking = true;
  try {
    const found = await readSession().catch((problem: Problem) => problem);
    if (found === null && ended.peek() === null) ended.value = reasonOf(lastRefusal);
  } finally {
    asking = false;
  }
}

let lastRefusal: Problem | null = null;

const reasonOf = (problem: Problem | null): EndReason =>
  REASONS.find((each) => each === problem?.more.end_reason) ?? "unknown";

/** The session stands but its screen is locked. */
function noteLock(): void {
  const now = session.peek();
  if (now !== null && !now.locked) session.value = { ...now, locked: true };
}

/** The session of this browser; null when nobody is signed in. Throws when nobody answers. */
export async function readSession(): Promise<Session | null> {
  // Known to be cut off: asking would only fill the console of a tablet that is out for hours.
  if (!navigator.onLine) throw new Error("offline");
  try {
    const found = await get("/session", {}, AbortSignal.timeout(PATIENCE_MS));
    session.value = found;
    return found;
  } catch (error) {
    if (asProblem(error).status === 401) return null;
    throw error;
  }
}

/** Take the session that a sign-in answered. */
export function takeSession(found: Session): void {
  ended.value = null;
  session.value = found;
}

/** Read the session; without one, off to the sign-in page.
 *
 * Resolves to false when the page is being left. Without a server the page starts all the same.
 */
export async function beginSession(): Promise<boolean> {
  try {
    if ((await readSession()) === null) {
      location.replace(signInAddress(ownPath()));
      return false;
    }
    if (mustEnrol()) {
      location.replace(OWN_PAGE);
      return false;
    }
  } catch {
    // no server: the page tells so itself, and the heartbeat goes on asking
  }
  follow();
  return true;
}

/** Where a second factor is added: all that a session opens which owes one. */
export const OWN_PAGE = "/account";
const mustEnrol = () => session.peek()?.owes_factor === true && location.pathname !== OWN_PAGE;

/** While the screen is locked its reads wait; what concerns the session goes on, to see it open. */
export function holdWhileLocked(): void {
  warden.holds = (path) =>
    !path.startsWith("/session") && (session.peek()?.locked === true || ended.peek() !== null);
  warden.freed = () =>
    new Promise((resolve) => {
      const stop = session.subscribe((now) => {
        if (now?.locked !== false) return;
        resolve();
        queueMicrotask(() => stop());
      });
    });
}

/** Keep the session in step from now on. */
function follow(): void {
  holdWhileLocked();
  watchTouch();
  warden.ready = async () => {
    if (session.peek() === null) await readSession().catch(() => undefined);
  };
  setInterval(() => void beat(), HEARTBEAT_MS);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) void beat();
  });
}

/** Ask now: something (a lost socket, a refusal) says that the session may be over. */
export async function beat(): Promise<void> {
  if (ended.peek() !== null || !navigator.onLine) return;
  const before = session.peek();
  try {
    if (before !== null && isHere(before)) await post("/session/activity", {});
    const now = await readSession();
    if (before === null && now === null) leaveFor(); // the server is back and knows nobody here
    if (before !== null && now !== null && isAnother(before, now)) startOver(before);
    else if (mustEnrol()) leaveFor(OWN_PAGE);
  } catch {
    // no network: the page's own plate tells
  }
}

const isHere = ({ locked, idle_s }: Session) => !locked && idle_s !== null && mustTell(idle_s);

/** Somebody else signed in in this browser, or the rights changed: what is shown is not theirs. */
export function isAnother(before: Session, now: Session): boolean {
  const mark = ({ account, device, permissions }: Session) => {
    const { name, role, unit } = account ?? device ?? {};
    return JSON.stringify([name, role, unit?.code, permissions]);
  };
  return mark(before) !== mark(now);
}

function startOver(before: Session): void {
  const name = (before.account ?? before.device)?.name;
  if (name !== undefined) keepDrafts(name);
  location.reload();
}

/** Show the password to go on where the work stopped. Throws the refusal. */
export async function unlock(password: string): Promise<void> {
  takeSession(await post("/session/unlock", { password }));
}

/** Show a passkey to go on where the work stopped. Throws the refusal. */
export async function unlockByPasskey(): Promise<void> {
  const credential = await answerOf("/session/unlock/options");
  takeSession(await post("/session/unlock", { credential }));
}

/** Lock the screen now, for whoever leaves the desk. */
export async function lockNow(): Promise<void> {
  await post("/session/lock", {});
  await readSession();
}

/** End the session. The browser then forgets all it kept of it, so unsaved work goes too. */
export async function signOut(): Promise<void> {
  ended.value = "signed_out"; // nothing that still comes in shall be called a fault
  await remove("/session").catch(() => undefined);
  location.assign("/signin");
}

/** Go to another page of ours, or to sign in and come back here, keeping what is unsaved. */
export function leaveFor(path = signInAddress(ownPath())): void {
  const name = holder.peek()?.name;
  if (name !== undefined) keepDrafts(name);
  location.assign(path);
}

const ownPath = () => location.pathname + location.search + location.hash;
