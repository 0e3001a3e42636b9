import { render } from "preact";
import { startClock } from "../shared/clock";
import { startLanguage } from "../shared/i18n/language";
import { startSession } from "../shared/session/start";
import { startTheme } from "../shared/theme/theme";
import "../shared/theme/tokens.css";
import "../shared/theme/fonts.css";
import "../shared/theme/base.css";
import { App } from "./App";

async function start(): Promise<void> {
  startTheme();
  startLanguage();
  startClock();
  if (!(await startSession())) return;
  const root = document.getElementById("screen");
  if (root !== null) render(<App />, root);
}

void start();
