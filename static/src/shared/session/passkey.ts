// Asking the browser for a passkey, and saying what became of it when there is none.

import { post } from "../api/client";
import { Problem } from "../api/problem";
import { type Key, say } from "../i18n/say";
import { showPasskey } from "./webauthn";

type Json = Record<string, unknown>;

/** The browser's answer to the options of `path`. Throws a Problem when nothing was shown. */
export async function answerOf(
  path: "/session/passkey/options" | "/session/unlock/options",
): Promise<Json> {
  const options = await post(path, {});
  return showPasskey(options).catch((error: unknown) => {
    throw closed(error, "passkey.notShown", "passkey.notShownTodo");
  });
}

/** The browser says the same whether the person closed its window or let it run out. */
export function closed(error: unknown, what: Key, todo: Key): Problem {
  const why = error instanceof Error && error.name !== "NotAllowedError" ? error.message : null;
  return new Problem(0, "E-SCR-002", say(what), why ?? say("passkeys.cancelledWhy"), say(todo));
}
