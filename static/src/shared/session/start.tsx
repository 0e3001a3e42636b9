import { render } from "preact";
import { warden } from "../api/warden";
import { Gate } from "./Gate";
import { beginSession } from "./load";
import { locked } from "./store";

/** Read the session before the page starts. Resolves to false when the page is being left.
 *
 * A page opened on a locked session is unlocked first: what it reads at its start would wait, and
 * with it the page that could be unlocked.
 */
export async function startSession(): Promise<boolean> {
  if (!(await beginSession())) return false;
  if (locked.peek()) await unlockFirst();
  return true;
}

async function unlockFirst(): Promise<void> {
  const place = document.createElement("div");
  document.body.append(place);
  render(<Gate />, place);
  await warden.freed();
  render(null, place);
  place.remove();
}
