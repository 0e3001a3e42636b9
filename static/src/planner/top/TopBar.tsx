import { incidentNow } from "../../shared/clock";
import { localTime, two } from "../../shared/format/moment";
import { chooseLanguage, language } from "../../shared/i18n/language";
import { say } from "../../shared/i18n/say";
import { Chip } from "../../shared/session/Chip";
import { chooseTheme, theme } from "../../shared/theme/theme";
import { Logo } from "../../shared/ui/Logo";
import { IncidentName } from "../incident/IncidentName";
import { searchOpen } from "../state/store";
import { Feeds } from "./Feeds";
import { LevelPlate } from "./LevelPlate";
import "./top.css";

/** Who we are, which incident, what is in force, search, feeds, the clock. */
export function TopBar() {
  return (
    <header class="top">
      <div class="brand">
        <Logo size={24} />
        <h1>{say("app.name")}</h1>
      </div>
      <IncidentName />
      <LevelPlate />
      <SearchButton />
      <Feeds />
      <Switches />
      <Chip />
      <Clock />
    </header>
  );
}

function SearchButton() {
  return (
    <button
      type="button"
      class="search-button"
      onClick={() => {
        searchOpen.value = true;
      }}
    >
      <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
        <circle cx="6" cy="6" r="4.4" fill="none" stroke="currentColor" stroke-width="1.5" />
        <path d="m9.4 9.4 3.6 3.6" stroke="currentColor" stroke-width="1.5" />
      </svg>
      <span class="visually-hidden">{say("search.open")}</span>
      <span>{say("search.hint")}</span>
      <kbd>Ctrl K</kbd>
    </button>
  );
}

function Switches() {
  const other = theme.value === "dark" ? "light" : "dark";
  return (
    <div class="switches">
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

function Clock() {
  const { month, day, hour, minute, second } = localTime(incidentNow.value);
  return (
    <time class="clock num">
      <span class="clock-day">{say("today.month", { month, day })}</span>
      <strong>
        {two(hour)}:{two(minute)}
      </strong>
      <span class="clock-second">{two(second)}</span>
    </time>
  );
}
