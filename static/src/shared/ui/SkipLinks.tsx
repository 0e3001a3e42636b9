import { say } from "../i18n/say";
import "./skip_links.css";

/** The first stops of Tab: past the bar and the lists to what the page is about. */
export function SkipLinks(props: { to: { id: string; text: SkipKey }[] }) {
  return (
    <div class="skip-links">
      {props.to.map(({ id, text }) => (
        <a
          key={id}
          href={`#${id}`}
          onClick={(event) => {
            event.preventDefault(); // the part behind # is the page's own
            document.getElementById(id)?.focus();
          }}
        >
          {say(text)}
        </a>
      ))}
    </div>
  );
}

type SkipKey = "skip.map" | "skip.panel" | "skip.content";
