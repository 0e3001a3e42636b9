// The steps of signing in. One step is on screen; a refusal is shown in it and nothing is lost.

import { signal } from "@preact/signals";
import { get, post } from "../shared/api/client";
import { asProblem, type Problem } from "../shared/api/problem";
import { homeOf } from "../shared/session/home";
import { OWN_PAGE, takeSession } from "../shared/session/load";
import { answerOf } from "../shared/session/passkey";
import type { PasswordPolicy } from "../shared/session/policy";
import { session } from "../shared/session/store";
import { safeThen } from "../shared/session/then";
import type { Session } from "../shared/session/types";

export type Factor = "totp" | "passkey";
export type Step =
  | { name: "password" }
  | { name: "second"; factors: Factor[] }
  | { name: "entering" }
  | { name: "entryRefused" }
  | { name: "newPassword"; policy: PasswordPolicy; login: string; opens: string; expired: boolean };

type Signed = Session & { password_expired?: boolean };

export const step = signal<Step>({ name: "password" });
export const problem = signal<Problem | null>(null);
export const busy = signal(false);
/** Whether the office's own sign-in is set up. */
export const organisation = signal(false);

const query = new URLSearchParams(location.search);
const then = () => safeThen(query.get("then"));

/** The tablet signs in in the sun's theme. */
export const goesToTablet = (): boolean => then().startsWith("/field");

/** Begin: a link's token if there is one, else whoever is signed in already goes straight on. */
export async function start(): Promise<void> {
  if (location.pathname === "/enter") return enter();
  const asked = factorsOf(query.get("second"));
  if (asked.length > 0) step.value = { name: "second", factors: asked };
  await Promise.all([readWays(), asked.length > 0 ? undefined : skipIfSignedIn()]);
}

/** The office's own sign-in comes back with what is still to be shown. */
export const factorsOf = (text: string | null): Factor[] =>
  (["totp", "passkey"] as const).filter((factor) => text?.split(",").includes(factor));

async function skipIfSignedIn(): Promise<void> {
  const found = await get("/session").catch(() => null);
  if (found !== null && !found.locked) go(home(found));
}

/** Back to where the work was; for who came by the front door, to where their work is. */
function home({ permissions, owes_factor }: Session): string {
  if (owes_factor) return OWN_PAGE;
  return then() === "/" ? homeOf(permissions) : then();
}

async function readWays(): Promise<void> {
  const ways = await get("/session/ways").catch(() => ({ oidc: false }));
  organisation.value = ways.oidc;
}

const go = (path: string) => location.replace(path);

/** Run one step; what is refused is shown where it was asked. */
async function attempt(act: () => Promise<void>): Promise<void> {
  if (busy.peek()) return;
  busy.value = true;
  problem.value = null;
  try {
    await act();
  } catch (error) {
    problem.value = asProblem(error);
  } finally {
    busy.value = false;
  }
}

export const signIn = (login: string, password: string) =>
  attempt(async () => {
    const answer = await post("/session", { login, password });
    if ("second_factor" in answer) {
      step.value = { name: "second", factors: answer.second_factor };
      return;
    }
    await signed(answer);
  });

export const sendCode = (code: string) =>
  attempt(async () => {
    await signed(await post("/session/totp", { code }));
  });

export const usePasskey = () =>
  attempt(async () => {
    const credential = await answerOf("/session/passkey/options");
    await signed(await post("/session/passkey", { credential }));
  });

async function signed(answer: Signed): Promise<void> {
  takeSession(answer);
  if (answer.password_expired) return askNewPassword(then());
  go(home(answer));
}

/** Sign in with the token behind the #, which no server log has seen; nor shall the history. */
async function enter(): Promise<void> {
  const token = location.hash.slice(1);
  history.replaceState(null, "", "/enter");
  step.value = { name: "entering" };
  await attempt(async () => {
    const opened = await post("/session/entry", { token });
    const opens = safeThen(opened.opens ?? "/");
    if (opened.purpose === "set_up") await askNewPassword(opens);
    else go(opens);
  });
  if (problem.peek() !== null) step.value = { name: "entryRefused" };
}

async function askNewPassword(opens: string): Promise<void> {
  session.value = await get("/session");
  const { account, password } = await get("/account");
  const { policy, expired } = password;
  step.value = { name: "newPassword", policy, login: account.name, opens, expired };
}

export const setPassword = (fresh: string, opens: string) =>
  attempt(async () => {
    const renewed = await post("/account/password", { new: fresh });
    if ("ended" in renewed) return go("/signin");
    takeSession(renewed);
    go(opens === "/" || renewed.owes_factor ? home(renewed) : opens);
  });

/** Back to login and password. */
export function startAgain(): void {
  problem.value = null;
  step.value = { name: "password" };
}
