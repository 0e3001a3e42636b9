import { useSignal } from "@preact/signals";
import { say } from "../i18n/say";
import { usePopover } from "../ui/usePopover";
import { hasDraft } from "./drafts";
import { administers, looksUp, seesValues } from "./home";
import { leaveFor, lockNow, signOut } from "./load";
import { holder, isDevice, locked, may, seesCity, session } from "./store";
import "./chip.css";

/** Who works here, for which unit, as what; opens to the account's pages and the way out. */
export function Chip() {
  const { open, box } = usePopover();
  const person = holder.value;
  if (person === null) return null;
  return (
    <div class="chip" ref={box}>
      <button
        type="button"
        class="chip-name"
        aria-expanded={open.value}
        onClick={() => {
          open.value = !open.value;
        }}
      >
        <strong>{person.display_name}</strong>
        <span class="visually-hidden">{say("chip.open")}</span>
        <span>
          {person.unit.name} · {say(`role.${person.role}`)}
        </span>
      </button>
      {open.value && !locked.value && <Menu />}
    </div>
  );
}

function Menu() {
  const person = holder.value;
  const permissions = session.value?.permissions ?? [];
  if (person === null) return null;
  return (
    <div class="chip-menu">
      <dl>
        <dt>{say(isDevice.value ? "chip.device" : "chip.login")}</dt>
        <dd>{person.name}</dd>
        <dt>{say("chip.unit")}</dt>
        <dd>{person.unit.name}</dd>
        <dt>{say("chip.role")}</dt>
        <dd>{say(`role.${person.role}`)}</dd>
        <dt>{say("chip.sees")}</dt>
        <dd>{seen()}</dd>
      </dl>
      <nav>
        {permissions.includes("view") && !isDevice.value && <Way path="/" text={say("chip.map")} />}
        {permissions.includes("view") && !isDevice.value && (
          <Way path="/orders" text={say("orders.title")} />
        )}
        {!isDevice.value && <Way path="/account" text={say("chip.account")} />}
        {administers(permissions) && <Way path="/admin" text={say("chip.admin")} />}
        {looksUp(permissions) && <Way path="/admin" text={say("chip.units")} />}
        {permissions.includes("view") && !isDevice.value && (
          <Way path="/registers" text={say("registers.title")} />
        )}
        {seesValues(permissions) && <Way path="/values" text={say("values.title")} />}
        {may("read_audit") && <Way path="/audit" text={say("chip.audit")} />}
        {session.value?.idle_s != null && (
          <button type="button" onClick={() => void lockNow().catch(() => undefined)}>
            {say("chip.lock")}
          </button>
        )}
        <SignOut />
      </nav>
    </div>
  );
}

/** Whose rows come back. */
function seen(): string {
  if (!may("view")) return say("chip.seesNothing");
  return seesCity.value
    ? say("chip.seesCity")
    : say("chip.seesUnit", { unit: holder.value?.unit.name ?? "" });
}

function Way(props: { path: string; text: string }) {
  if (location.pathname === props.path) return null;
  return (
    <a
      href={props.path}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        leaveFor(props.path);
      }}
    >
      {props.text}
    </a>
  );
}

function SignOut() {
  const asked = useSignal(false);
  return (
    <button
      type="button"
      onClick={() => {
        if (asked.value || !hasDraft()) void signOut();
        else asked.value = true;
      }}
    >
      {say(asked.value ? "signout.ask" : "signout")}
    </button>
  );
}
