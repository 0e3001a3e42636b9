import { say } from "../shared/i18n/say";
import type { Permission, Role } from "../shared/session/types";
import { Loaded } from "../shared/ui/Loaded";
import { useLoad } from "../shared/ui/useLoad";
import "./roles.css";

interface RoleRights {
  role: Role;
  permissions: Permission[];
}

/** Which role may do what, as the server decides it; the three officers stand apart. */
export function Roles() {
  const load = useLoad("/roles");
  return (
    <div class="roles">
      <p>{say("roles.intro")}</p>
      <p>{say("roles.officers")}</p>
      <Loaded load={load}>{({ roles }) => <Matrix roles={roles} />}</Loaded>
    </div>
  );
}

const OFFICERS: readonly Role[] = ["administrator", "security_administrator", "auditor"];
const RIGHTS: readonly Permission[] = [
  "watch",
  "view",
  "export",
  "report",
  "reveal_personal",
  "carry_names",
  "run_roll_calls",
  "draw_zones",
  "enter_closures",
  "import_layers",
  "import_typhoons",
  "set_clock",
  "open_incident",
  "set_response",
  "sign",
  "configure",
  "see_accounts",
  "administer_units",
  "administer_rights",
  "read_audit",
];

function Matrix(props: { roles: RoleRights[] }) {
  const rest = props.roles.filter(({ role }) => !OFFICERS.includes(role));
  const officers = props.roles.filter(({ role }) => OFFICERS.includes(role));
  const roles = [...rest, ...officers];
  return (
    <table class="matrix">
      <thead>
        <tr>
          <th scope="col">{say("roles.what")}</th>
          {roles.map(({ role }) => (
            <th key={role} scope="col" data-officer={role === officers[0]?.role}>
              {say(`role.${role}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {RIGHTS.map((right) => (
          <tr key={right}>
            <th scope="row">{say(`permission.${right}`)}</th>
            {roles.map(({ role, permissions }) => (
              <td key={role} data-officer={role === officers[0]?.role}>
                <Cell yes={permissions.includes(right)} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cell(props: { yes: boolean }) {
  return (
    <>
      <span aria-hidden="true">{props.yes ? "✓" : ""}</span>
      <span class="visually-hidden">{say(props.yes ? "roles.yes" : "roles.no")}</span>
    </>
  );
}
