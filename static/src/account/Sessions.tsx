import { remove } from "../shared/api/client";
import { realNow } from "../shared/clock";
import { agentName } from "../shared/format/agent";
import { pastMoment } from "../shared/format/past";
import { say } from "../shared/i18n/say";
import { ProblemNote } from "../shared/ui/ProblemNote";
import { Twice } from "../shared/ui/Twice";
import { useAct } from "../shared/ui/useAct";
import { Why } from "../shared/ui/Why";
import { Section } from "./Section";
import type { OwnAccount, OwnSession } from "./types";

/** Everywhere this account is signed in; any of them can be ended from here. */
export function Sessions(props: { own: OwnAccount; again: () => Promise<void> }) {
  const { problem, run } = useAct();
  const sorted = [...props.own.sessions].sort(
    (a, b) => Number(b.current) - Number(a.current) || b.seen_at.localeCompare(a.seen_at),
  );
  const end = (id: string) =>
    run(async () => {
      await remove(`/account/sessions/${id}`);
      await props.again();
    });
  return (
    <Section title={say("sessions.title")}>
      <ul class="own-rows">
        {sorted.map((one) => (
          <Row key={one.session_id} one={one} end={() => void end(one.session_id)} />
        ))}
      </ul>
      {sorted.length === 1 && <p class="quiet">{say("sessions.only")}</p>}
      <ProblemNote problem={problem.value} />
    </Section>
  );
}

function Row(props: { one: OwnSession; end: () => void }) {
  const { agent, address, created_at, seen_at, current } = props.one;
  const now = realNow.value;
  return (
    <li data-current={current}>
      <Why text={agent ?? ""}>
        <strong>{agentName(agent ?? "") ?? say("sessions.agent.unknown")}</strong>
      </Why>
      <span class="num quiet">{address}</span>
      <span class="num quiet">
        {say("sessions.from", { time: pastMoment(created_at, now) })}
        {" · "}
        {say("sessions.seen", { time: pastMoment(seen_at, now) })}
      </span>
      {current ? (
        <span class="own-here">{say("sessions.current")}</span>
      ) : (
        <Twice
          class="button-small"
          text={say("sessions.revoke")}
          ask={say("sessions.revokeAsk")}
          act={props.end}
        />
      )}
    </li>
  );
}
