import { render } from "preact";
import { startClock } from "../shared/clock";
import { startLanguage } from "../shared/i18n/language";
import { loadMapFonts } from "../shared/map/create";
import { homeOf } from "../shared/session/home";
import { beat } from "../shared/session/load";
import { startSession } from "../shared/session/start";
import { may, session } from "../shared/session/store";
import { startTheme } from "../shared/theme/theme";
import "../shared/theme/tokens.css";
import "../shared/theme/fonts.css";
import "../shared/theme/base.css";
import { App } from "./App";
import { startKeeping } from "./kept_draft";
import { listenToKeys } from "./keyboard";
import { keepStormFresh, lastEvent, onEvent, readAll } from "./loading";
import { keepMeasuredFresh, refreshAll, refreshChanged } from "./map/layer_refresh";
import { link } from "./store";
import { keepPlaceFresh, keepShapesFresh } from "./storm/loading";

async function start(): Promise<void> {
  startTheme();
  startLanguage();
  startClock();
  if (!(await startSession())) return;
  if (session.value !== null && !may("view")) {
    location.replace(homeOf(session.value.permissions));
    return;
  }
  const seen = await lastEvent();
  await Promise.all([loadMapFonts(), readAll()]);
  const root = document.getElementById("screen");
  if (root !== null) render(<App />, root);
  link.onEvent = (event) => {
    onEvent(event);
    refreshChanged(event);
  };
  link.onReturn = () => {
    void readAll();
    refreshAll();
  };
  link.followEvents(seen);
  link.onLost = () => void beat();
  startKeeping();
  listenToKeys();
  keepStormFresh();
  keepShapesFresh();
  keepPlaceFresh();
  keepMeasuredFresh();
}

void start();
