import { startClock } from "../shared/clock";
import { startLanguage } from "../shared/i18n/language";
import { say } from "../shared/i18n/say";
import { showScreen } from "../shared/screen";
import { startSession } from "../shared/session/start";
import { startTheme } from "../shared/theme/theme";
import { followTitle } from "../shared/title";
import "../shared/theme/tokens.css";
import "../shared/theme/fonts.css";
import "../shared/theme/base.css";
import { App, titleKey } from "./App";

async function start(): Promise<void> {
  startTheme();
  startLanguage();
  startClock();
  if (!(await startSession())) return;
  followTitle(() => [say(titleKey())]);
  showScreen(<App />);
}

void start();
