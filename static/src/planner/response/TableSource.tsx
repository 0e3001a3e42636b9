import { say } from "../../shared/i18n/say";

/** Where a rule table comes from, and who adopted it. */
export function TableSource(props: { source: string; version: number; name: string | null }) {
  const { source, version, name } = props;
  return (
    <p class="fine">
      {say("response.rules.source", { source })}
      {name !== null && ` · ${say("response.rules.version", { version, name })}`}
    </p>
  );
}
