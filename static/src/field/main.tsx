import { render } from "preact";
import { startClock } from "../shared/clock";
import { startLanguage } from "../shared/i18n/language";
import { loadMapFonts } from "../shared/map/create";
import { startSession } from "../shared/session/start";
import { startTheme } from "../shared/theme/theme";
import "../shared/theme/tokens.css";
import "../shared/theme/fonts_strong.css";
import "../shared/theme/base.css";
import { App } from "./App";
import { startCopy } from "./offline/copy";
import { startDelivery } from "./outbox/delivery";
import { startPlace } from "./place";
import { startReading } from "./store";
import { startAskingTroubles } from "./troubles";

const PATIENCE_MS = 2000;

async function start(): Promise<void> {
  startTheme("sun");
  startLanguage();
  startClock();
  if (!(await Promise.race([startSession(), impatient()]))) return;
  startPlace();
  void startCopy();
  await loadMapFonts();
  const root = document.getElementById("screen");
  if (root !== null) render(<App />, root);
  startAskingTroubles();
  await Promise.all([startReading(), startDelivery()]);
}

/** Links at sea hang rather than break: what the tablet has kept is shown meanwhile. */
const impatient = () => new Promise<true>((resolve) => setTimeout(resolve, PATIENCE_MS, true));

void start();
