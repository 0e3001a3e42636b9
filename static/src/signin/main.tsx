import { startClock } from "../shared/clock";
import { startLanguage } from "../shared/i18n/language";
import { say } from "../shared/i18n/say";
import { showScreen } from "../shared/screen";
import { startTheme } from "../shared/theme/theme";
import { followTitle } from "../shared/title";
import "../shared/theme/tokens.css";
import "../shared/theme/fonts.css";
import "../shared/theme/base.css";
import { App } from "./App";
import { goesToTablet, start } from "./flow";

startTheme(goesToTablet() ? "sun" : undefined);
startLanguage();
startClock();
followTitle(() => [say("title.signin")]);
showScreen(<App />);
void start();
