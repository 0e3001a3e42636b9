// Which incident this page is about: everything that it asks and writes names it.

const asked = Number(new URLSearchParams(globalThis.location?.search ?? "").get("incident"));

/** The one that the page's address names, as a link to a wall or the desk's chooser does. */
export const named: number | undefined = Number.isInteger(asked) && asked > 0 ? asked : undefined;

let shown = named;

/** The one that is shown: named by the address, or shown first and kept to. */
export const followed = (): number | undefined => shown;

/** Keep to an incident from now on; undefined: to whichever the server shows by default. */
export function follow(id: number | undefined): void {
  shown = named ?? id;
}

/** Paths that are the same whatever goes on; a copy of them is kept under this very address. */
const OF_NONE = ["/session", "/basemap/", "/incidents", "/worlds"];

/** What a request adds to its query. */
export function about(path: string): { incident?: number } {
  if (shown === undefined || OF_NONE.some((start) => path.startsWith(start))) return {};
  return { incident: shown };
}

/** Open this page anew for an incident: nothing of another stays on it. */
export function goToIncident(id: number | undefined): void {
  const query = new URLSearchParams(location.search);
  if (id === undefined) query.delete("incident");
  else query.set("incident", String(id));
  location.assign(`${location.pathname}?${query}${location.hash}`);
}
