import type { zhClosures } from "./zh_closures";

/** English of closures. */
export const enClosures: Record<keyof typeof zhClosures, string> = {
  "closures.title": "Closures",
  "closures.close": "Close…",
  "closures.works": "Works here…",
  "closures.lift": "Lift",
  "closures.lift.title": "Lift the closure",
  "closures.state": "State",
  "closures.state.closed": "Closed",
  "closures.state.will_close": "Will close",
  "closures.state.open": "Open again",
  "closures.from": "From",
  "closures.until": "Until",
  "closures.until.hint": "Empty when it is not known",
  "closures.open.hint":
    "Without an end a later closing of the forecast still counts; with one it is open until then",
  "closures.issuer": "Issued by",
  "closures.reason": "Reason or wind rule",
  "closures.name": "Name",
  "closures.save": "Record",
  "closures.cancel": "Cancel",
  "closures.since": "from {from}",
  "closures.period": "{from} to {until}",
  "closures.proposals": "The forecast proposes to close {count}",
  "closures.proposal": "{time}, force {force}",
  "closures.import": "Import a table",
  "closures.confirm": "Confirm",
  "wall.closures": "{closed} closed · {coming} to close",
  "field.closures": "Closed",
};
