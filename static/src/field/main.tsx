import { startClock } from "../shared/clock";
import { startLanguage } from "../shared/i18n/language";
import { say } from "../shared/i18n/say";
import { showScreen } from "../shared/screen";
import { startSession } from "../shared/session/start";
import { startTheme } from "../shared/theme/theme";
import { followTitle } from "../shared/title";
import "../shared/theme/tokens.css";
import "../shared/theme/fonts_strong.css";
import "../shared/theme/base.css";
import { incident } from "../shared/incident/store";
import { App } from "./App";
import { startDoors } from "./doors/store";
import { startCopy } from "./offline/copy";
import { startDelivery } from "./outbox/delivery";
import { draft } from "./report/draft";
import { startPlace } from "./state/place";
import { startReading } from "./state/store";
import { startAskingTroubles } from "./state/troubles";

const PATIENCE_MS = 2000;

async function start(): Promise<void> {
  startTheme("sun");
  startLanguage();
  startClock();
  if (!(await Promise.race([startSession(), impatient()]))) return;
  startPlace();
  void startCopy();
  followTitle(() => [
    draft.value && say("field.form.title"),
    incident.value?.name,
    say("title.field"),
  ]);
  showScreen(<App />);
  startAskingTroubles();
  await Promise.all([startReading(), startDelivery(), startDoors()]);
}

/** Links at sea hang rather than break: what the tablet has kept is shown meanwhile. */
const impatient = () => new Promise<true>((resolve) => setTimeout(resolve, PATIENCE_MS, true));

void start();
