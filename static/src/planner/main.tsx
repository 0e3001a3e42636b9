import { startClock } from "../shared/clock";
import { startLanguage } from "../shared/i18n/language";
import { showScreen } from "../shared/screen";
import { homeOf } from "../shared/session/home";
import { beat } from "../shared/session/load";
import { startSession } from "../shared/session/start";
import { locked, may, session } from "../shared/session/store";
import { startTheme } from "../shared/theme/theme";
import { followTitle } from "../shared/title";
import { titleParts } from "./title";
import "../shared/theme/tokens.css";
import "../shared/theme/fonts.css";
import "../shared/theme/base.css";
import { lastEvent } from "../shared/incident/reading";
import { App } from "./App";
import { listenToKeys } from "./keyboard";
import { keepMeasuredFresh, refreshAll, refreshChanged } from "./map/layer_refresh";
import { keepStormFresh, onEvent, readAll } from "./reading/desk";
import { keepPlaceFresh, keepShapesFresh } from "./reading/storm";
import { startSingleKeys } from "./state/single_keys";
import { link } from "./state/store";
import { keepAnswerFresh } from "./zones/fresh_answer";
import { startKeeping } from "./zones/kept_draft";

async function start(): Promise<void> {
  startTheme();
  startLanguage();
  startClock();
  startSingleKeys();
  if (!(await startSession())) return;
  if (session.value !== null && !may("view")) {
    location.replace(homeOf(session.value.permissions));
    return;
  }
  const seen = await lastEvent();
  await readAll();
  followTitle(titleParts);
  showScreen(<App />);
  link.onEvent = (event) => {
    onEvent(event);
    refreshChanged(event);
  };
  link.onReturn = () => {
    void readAll();
    refreshAll();
  };
  link.expectsTicks = () => !locked.peek();
  link.followEvents(seen);
  link.onLost = () => void beat();
  startKeeping();
  keepAnswerFresh();
  listenToKeys();
  keepStormFresh();
  keepShapesFresh();
  keepPlaceFresh();
  keepMeasuredFresh();
}

void start();
