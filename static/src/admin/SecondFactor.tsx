import { useSignal } from "@preact/signals";
import { put } from "../shared/api/client";
import { say } from "../shared/i18n/say";
import { may } from "../shared/session/store";
import { ProblemNote } from "../shared/ui/ProblemNote";
import { Twice } from "../shared/ui/Twice";
import { useAct } from "../shared/ui/useAct";

const CHOICES = ["optional", "desk", "everyone"] as const;
export type Demand = (typeof CHOICES)[number];

/** Who has to show a second proof; the security officer decides. */
export function SecondFactor(props: { demand: Demand; again: () => Promise<void> }) {
  const chosen = useSignal<Demand | null>(null);
  const { busy, problem, run } = useAct();
  const wanted = chosen.value ?? props.demand;
  const save = () =>
    run(async () => {
      await put("/policy", { second_factor: wanted });
      await props.again();
      chosen.value = null;
    });
  return (
    <fieldset class="demand" disabled={!may("administer_rights") || busy.value}>
      <legend>{say("demand.title")}</legend>
      {CHOICES.map((choice) => (
        <label key={choice}>
          <input
            type="radio"
            name="second_factor"
            checked={choice === wanted}
            onChange={() => {
              chosen.value = choice;
            }}
          />
          <strong>{say(`demand.${choice}`)}</strong>
          <span>{say(`demand.${choice}Why`)}</span>
        </label>
      ))}
      <p>{say("demand.note")}</p>
      <ProblemNote problem={problem.value} />
      {wanted !== props.demand && (
        <Twice
          text={say("demand.save")}
          ask={say("demand.saveAsk", { name: say(`demand.${wanted}`) })}
          act={() => void save()}
        />
      )}
    </fieldset>
  );
}
