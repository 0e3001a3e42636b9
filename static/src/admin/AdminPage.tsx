import { computed, signal } from "@preact/signals";
import type { ComponentType } from "preact";
import { type Key, say } from "../shared/i18n/say";
import { may } from "../shared/session/store";
import { useCurrentInView } from "../shared/ui/useCurrentInView";
import { Devices } from "./devices/Devices";
import { Policy } from "./Policy";
import { People } from "./people/People";
import { Roles } from "./Roles";
import { Units } from "./units/Units";
import "./admin.css";

interface Part {
  id: string;
  title: Key;
  Body: ComponentType;
  open: () => boolean;
}

const units = () => may("administer_units");
const tree = () => units() || may("reveal_personal");
const either = () => may("administer_units") || may("administer_rights");

const PARTS: Part[] = [
  { id: "units", title: "admin.units", Body: Units, open: tree },
  { id: "people", title: "admin.people", Body: People, open: either },
  { id: "devices", title: "admin.devices", Body: Devices, open: units },
  { id: "roles", title: "admin.roles", Body: Roles, open: either },
  { id: "policy", title: "admin.policy", Body: Policy, open: either },
];

const hash = signal(location.hash);
addEventListener("hashchange", () => {
  hash.value = location.hash;
});
const asked = computed(() => hash.value.slice(1).split("?")[0] ?? "");

/** Units, people, devices and links, roles, policy: as far as one's own office reaches. */
export function AdminPage() {
  const parts = PARTS.filter((part) => part.open());
  const part = parts.find(({ id }) => id === asked.value) ?? parts[0];
  const row = useCurrentInView<HTMLElement>(part?.id ?? "");
  if (part === undefined) return null;
  return (
    <main class="admin">
      <nav ref={row} class="admin-parts" aria-label={say("admin.title")}>
        {parts.map(({ id, title }) => (
          <a key={id} href={`#${id}`} aria-current={id === part.id ? "page" : undefined}>
            {say(title)}
          </a>
        ))}
      </nav>
      <part.Body />
    </main>
  );
}
