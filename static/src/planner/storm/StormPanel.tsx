import { shownAt } from "../../shared/clock";
import { language } from "../../shared/i18n/language";
import { say } from "../../shared/i18n/say";
import { incident, typhoon } from "../../shared/incident/store";
import { classWord } from "../../shared/map/typhoon/features";
import { pointAt } from "../../shared/map/typhoon/storm";
import { theme } from "../../shared/theme/theme";
import { Tabs } from "../../shared/ui/Tabs";
import { wide } from "../state/wide";
import { Changes } from "./Changes";
import { classAddress } from "./class_address";
import { ForecastTab } from "./ForecastTab";
import { NowTab } from "./NowTab";
import { PastTab } from "./PastTab";
import "./storm.css";
import { primary, TABS, tab } from "../state/storm";

/** What everyone asks while nothing is selected: where is the storm, and when is it here. */
export function StormPanel() {
  if (incident.value !== null && incident.value.storm_id === null) {
    return <p class="note">{say("typhoon.none")}</p>;
  }
  return (
    <article class="storm">
      <Head />
      <Parts />
      <div
        class="storm-tab"
        role="tabpanel"
        id="storm-tab"
        aria-label={say(`typhoon.tab.${tab.value}`)}
      >
        {tab.value === "now" && <NowTab />}
        {tab.value === "change" && <Changes />}
        {tab.value === "forecast" && <ForecastTab />}
        {tab.value === "past" && <PastTab />}
      </div>
    </article>
  );
}

function Head() {
  const storm = primary.value;
  const point = storm === undefined ? null : pointAt(storm, shownAt.value);
  if (typhoon.value === null) return <header class="storm-head" />;
  const { name_zh, name_en, storm_id } = typhoon.value;
  return (
    <header class="storm-head">
      <img alt="" src={classAddress(point?.strength ?? "", false, theme.value)} />
      <h2>{language.value === "zh" ? name_zh : name_en}</h2>
      <strong>{classWord(point?.strength ?? null)}</strong>
      <span class="quiet num">{say("typhoon.number", { number: storm_id.slice(2) })}</span>
    </header>
  );
}

function Parts() {
  const shown = TABS.filter((each) => !wide.value || each !== "change"); // it stands beside then
  return (
    <Tabs
      shown={shown}
      chosen={tab.value}
      panel="storm-tab"
      text={(each) => say(`typhoon.tab.${each}`)}
      choose={(each) => {
        tab.value = each;
      }}
    />
  );
}
