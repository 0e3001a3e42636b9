// Shapes of the session and of the own account, by the names that the screens know them by.

export type {
  Holder,
  Permission,
  Role,
  SessionView as Session,
  UnitName as Unit,
} from "../api/generated";
export { ROLE as ROLES } from "../api/generated";
