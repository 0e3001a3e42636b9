import { render } from "preact";
import { startClock } from "../shared/clock";
import { startLanguage } from "../shared/i18n/language";
import { loadMapFonts } from "../shared/map/create";
import { beat } from "../shared/session/load";
import { startSession } from "../shared/session/start";
import { startTheme } from "../shared/theme/theme";
import "../shared/theme/tokens.css";
import "../shared/theme/fonts.css";
import "../shared/theme/base.css";
import { App } from "./App";
import { startAlarm } from "./alarm";
import { eventsFrom, keepReading, link, noteEvent, readAll } from "./store";

async function start(): Promise<void> {
  startTheme("dark");
  startLanguage();
  startClock();
  if (!(await startSession())) return;
  await Promise.all([loadMapFonts(), readAll()]);
  const root = document.getElementById("screen");
  if (root !== null) render(<App />, root);
  link.onEvent = noteEvent;
  link.onReturn = () => void readAll();
  link.onLost = () => void beat();
  link.followEvents(await eventsFrom());
  startAlarm();
  keepReading();
}

void start();
