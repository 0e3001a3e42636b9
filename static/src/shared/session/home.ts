import type { Permission } from "./types";

/** Where a person's work is: three officers have no map. */
export function homeOf(permissions: readonly Permission[]): string {
  if (permissions.includes("view")) return "/";
  if (permissions.includes("watch")) return "/wall";
  if (permissions.includes("read_audit")) return "/audit";
  return permissions.includes("administer_rights") ? "/admin" : "/account";
}

/** Whether a desk may look up who answers for a unit. */
export const looksUp = (permissions: readonly Permission[]): boolean =>
  permissions.includes("reveal_personal");

/** Whether there is anything to administer. */
export const administers = (permissions: readonly Permission[]): boolean =>
  permissions.includes("administer_units") || permissions.includes("administer_rights");

/** Whether somebody sees what the office may change: desks and the administrator. */
export const seesValues = (permissions: readonly Permission[]): boolean =>
  permissions.includes("configure") || permissions.includes("sign");
