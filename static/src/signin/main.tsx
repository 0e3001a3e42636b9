import { render } from "preact";
import { startClock } from "../shared/clock";
import { startLanguage } from "../shared/i18n/language";
import { startTheme } from "../shared/theme/theme";
import "../shared/theme/tokens.css";
import "../shared/theme/fonts.css";
import "../shared/theme/base.css";
import { App } from "./App";
import { goesToTablet, start } from "./flow";

startTheme(goesToTablet() ? "sun" : undefined);
startLanguage();
startClock();
const root = document.getElementById("screen");
if (root !== null) render(<App />, root);
void start();
