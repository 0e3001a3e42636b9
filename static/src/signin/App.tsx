import { chooseLanguage, language } from "../shared/i18n/language";
import { say } from "../shared/i18n/say";
import { Logo } from "../shared/ui/Logo";
import { Pending } from "../shared/ui/Pending";
import { ProblemNote } from "../shared/ui/ProblemNote";
import { Dyke } from "./Dyke";
import { problem, type Step, step } from "./flow";
import { NewPassword } from "./NewPassword";
import { PasswordStep } from "./PasswordStep";
import { SecondStep } from "./SecondStep";
import "./signin.css";

/** Signing in: one card, one step at a time. */
export function App() {
  return (
    <div class="gate-page">
      <Dyke />
      <main class="gate-card" aria-busy={step.value.name === "entering"}>
        <header>
          <Logo size={26} />
          <h1>{say("app.name")}</h1>
          <button
            type="button"
            class="gate-language"
            aria-label={say("language.label")}
            onClick={() => chooseLanguage(language.value === "zh" ? "en" : "zh")}
          >
            {say("language.switch")}
          </button>
        </header>
        <Shown step={step.value} />
      </main>
      <Pending />
    </div>
  );
}

function Shown(props: { step: Step }) {
  const { step } = props;
  switch (step.name) {
    case "password":
      return <PasswordStep />;
    case "second":
      return <SecondStep factors={step.factors} />;
    case "newPassword":
      return <NewPassword {...step} />;
    case "entering":
      return <p class="gate-words">{say("enter.opening")}</p>;
    case "entryRefused":
      return <Refused />;
  }
}

function Refused() {
  return (
    <section class="gate-step">
      <h2>{say("enter.refused")}</h2>
      <ProblemNote problem={problem.value} />
      <p class="gate-words">{say("enter.refusedHelp")}</p>
      <a class="button" href="/signin">
        {say("enter.toSignIn")}
      </a>
    </section>
  );
}
