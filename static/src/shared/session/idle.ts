// The server locks a session whose person was away. Here only: has somebody touched the screen since
// the server was last told?

const ACTS = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"] as const;
const SELDOM_S = 20;
const SHARE = 4; // of the idle limit: three tellings may get lost

let touched = false;
let toldAt = 0;

/** Follow the person's acts. */
export function watchTouch(): void {
  const note = () => {
    touched = true;
  };
  for (const act of ACTS) addEventListener(act, note, { capture: true, passive: true });
}

/** Whether the server has to be told now that somebody is here; asking counts as telling. */
export function mustTell(idleS: number, now = Date.now()): boolean {
  const pause = Math.min(SELDOM_S, idleS / SHARE) * 1000;
  if (!touched || now - toldAt < pause) return false;
  touched = false;
  toldAt = now;
  return true;
}
