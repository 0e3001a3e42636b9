import type { ComponentType } from "preact";
import { AdminPage } from "../admin/AdminPage";
import { AuditPage } from "../audit/AuditPage";
import { OrdersPage } from "../orders/OrdersPage";
import { RegistersPage } from "../registers/RegistersPage";
import { Problem } from "../shared/api/problem";
import { type Key, say } from "../shared/i18n/say";
import { administers, looksUp, seesValues } from "../shared/session/home";
import { holder, session } from "../shared/session/store";
import type { Permission } from "../shared/session/types";
import { ProblemNote } from "../shared/ui/ProblemNote";
import { TasksPage } from "../tasks/TasksPage";
import { ValuesPage } from "../values/ValuesPage";
import { AccountPage } from "./AccountPage";
import { Frame } from "./Frame";

interface Page {
  path: string;
  /** It has pages below it. */
  below?: boolean;
  title: Key;
  Body: ComponentType;
  open: (permissions: readonly Permission[]) => boolean;
}

const OWN: Page = { path: "/account", title: "account.title", Body: AccountPage, open: () => true };
const PAGES: Page[] = [
  OWN,
  {
    path: "/admin",
    title: "admin.title",
    Body: AdminPage,
    open: (permissions) => administers(permissions) || looksUp(permissions),
  },
  {
    path: "/orders",
    title: "orders.title",
    Body: OrdersPage,
    open: (permissions) => permissions.includes("view"),
  },
  {
    path: "/tasks",
    title: "tasks.title",
    Body: TasksPage,
    open: (permissions) => permissions.includes("view"),
  },
  { path: "/values", title: "values.title", Body: ValuesPage, open: seesValues },
  {
    path: "/registers",
    below: true,
    title: "registers.title",
    Body: RegistersPage,
    open: (permissions) => permissions.includes("view"),
  },
  {
    path: "/audit",
    title: "audit.title",
    Body: AuditPage,
    open: (permissions) => permissions.includes("read_audit"),
  },
];

const isHere = ({ path, below }: Page) =>
  location.pathname === path || (below === true && location.pathname.startsWith(`${path}/`));
const pageHere = (): Page => PAGES.find(isHere) ?? OWN;

/** What the page is called. */
export const titleKey = (): Key => pageHere().title;

/** The pages beside the map: one's own account, administration, audit. */
export function App() {
  const page = pageHere();
  const permissions = session.value?.permissions ?? [];
  return <Frame>{page.open(permissions) ? <page.Body /> : <NotForYou />}</Frame>;
}

function NotForYou() {
  const role = holder.value?.role;
  const why = role === undefined ? "" : say("office.deniedWhy", { role: say(`role.${role}`) });
  const problem = new Problem(
    403,
    "E-ACC-001",
    say("office.denied"),
    why,
    say("office.deniedTodo"),
  );
  return (
    <main class="office-alone">
      <ProblemNote problem={problem} />
    </main>
  );
}
