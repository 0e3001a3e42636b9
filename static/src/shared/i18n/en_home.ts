// Visitors on their way home.
import type { zhHome } from "./zh_home";

export const enHome: Record<keyof typeof zhHome, string> = {
  "home.title": "Visitors home",
  "home.inTime": "If ordered in time: ",
  "home.line": "{boats} boats × {seats} seats, {trips} trips",
  "home.over": "all landed in {time}",
  "home.room": "takes {count} by then",
  "home.stops": "stops {time}",
  "home.order": "order by {time}",
  "home.slowest": "Bottleneck",
  "home.stopped": "No longer sailing: {names}",
  "home.lodged": "visitors without a bed stay in their lodgings: {why}",
};
