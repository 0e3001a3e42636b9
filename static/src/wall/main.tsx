import { startClock } from "../shared/clock";
import { startLanguage } from "../shared/i18n/language";
import { say } from "../shared/i18n/say";
import { showScreen } from "../shared/screen";
import { beat } from "../shared/session/load";
import { startSession } from "../shared/session/start";
import { startTheme } from "../shared/theme/theme";
import { followTitle } from "../shared/title";
import "../shared/theme/tokens.css";
import "../shared/theme/fonts.css";
import "../shared/theme/base.css";
import { incident } from "../shared/incident/store";
import { App } from "./App";
import { startAlarm } from "./alarm";
import { eventsFrom, keepReading, link, noteEvent, readAll } from "./state/store";

async function start(): Promise<void> {
  startTheme("dark");
  startLanguage();
  startClock();
  if (!(await startSession())) return;
  await readAll();
  followTitle(() => [
    say("title.wall"),
    incident.value?.name,
    incident.value?.exercise ? say("exercise") : null,
  ]);
  showScreen(<App />);
  link.onEvent = noteEvent;
  link.onReturn = () => void readAll();
  link.onLost = () => void beat();
  link.followEvents(await eventsFrom());
  startAlarm();
  keepReading();
}

void start();
