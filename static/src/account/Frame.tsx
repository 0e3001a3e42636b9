import type { ComponentChildren } from "preact";
import { chooseLanguage, language } from "../shared/i18n/language";
import { say } from "../shared/i18n/say";
import { Chip } from "../shared/session/Chip";
import { Gate } from "../shared/session/Gate";
import { administers, looksUp, seesValues } from "../shared/session/home";
import { may, session } from "../shared/session/store";
import { chooseTheme, theme } from "../shared/theme/theme";
import { Logo } from "../shared/ui/Logo";
import { Pending } from "../shared/ui/Pending";
import { SkipLinks } from "../shared/ui/SkipLinks";
import { useCurrentInView } from "../shared/ui/useCurrentInView";
import "./office.css";

/** The bar that all pages beside the map have, and what stands over them when the session ends. */
export function Frame(props: { children: ComponentChildren }) {
  return (
    <div class="office">
      <SkipLinks to={[{ id: "content", text: "skip.content" }]} />
      <header class="office-top">
        <div class="office-brand">
          <Logo size={24} />
          <strong>{say("app.name")}</strong>
        </div>
        <Ways />
        <Switches />
        <Chip />
      </header>
      <div id="content" class="office-content" tabIndex={-1}>
        {props.children}
      </div>
      <Pending />
      <Gate />
    </div>
  );
}

function Ways() {
  const permissions = session.value?.permissions ?? [];
  const row = useCurrentInView<HTMLElement>(location.pathname);
  return (
    <nav ref={row} class="office-ways">
      {may("view") && <Way path="/" text={say("chip.map")} />}
      {may("view") && <Way path="/orders" text={say("orders.title")} />}
      {may("view") && <Way path="/tasks" text={say("tasks.title")} />}
      <Way path="/account" text={say("account.title")} />
      {administers(permissions) && <Way path="/admin" text={say("admin.title")} />}
      {looksUp(permissions) && <Way path="/admin" text={say("chip.units")} />}
      {seesValues(permissions) && <Way path="/values" text={say("values.title")} />}
      {may("view") && <Way path="/registers" text={say("registers.title")} />}
      {may("read_audit") && <Way path="/audit" text={say("audit.title")} />}
    </nav>
  );
}

function Way(props: { path: string; text: string }) {
  const here = `${location.pathname}/`.startsWith(`${props.path}/`) && props.path !== "/";
  return (
    <a href={props.path} aria-current={here ? "page" : undefined}>
      {props.text}
    </a>
  );
}

function Switches() {
  const other = theme.value === "dark" ? "light" : "dark";
  return (
    <div class="office-switches">
      <button type="button" title={say("theme.switch")} onClick={() => chooseTheme(other)}>
        {say(other === "dark" ? "theme.dark" : "theme.light")}
      </button>
      <button
        type="button"
        aria-label={say("language.label")}
        onClick={() => chooseLanguage(language.value === "zh" ? "en" : "zh")}
      >
        {say("language.switch")}
      </button>
    </div>
  );
}
