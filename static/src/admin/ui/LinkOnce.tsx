import { realNow } from "../../shared/clock";
import { pastMoment } from "../../shared/format/past";
import { say } from "../../shared/i18n/say";
import { Modal } from "../../shared/ui/Modal";
import { Once } from "../../shared/ui/Once";
import type { OneTimeLink } from "../state/types";

/** The one-time link, shown once: to copy, or to scan from the screen. */
export function LinkOnce(props: { name: string; link: OneTimeLink; close: () => void }) {
  const { link, qr_svg, expires_at } = props.link;
  return (
    <Modal title={say("people.linkReady", { name: props.name })} close={props.close}>
      <Once
        text={absolute(link)}
        svg={qr_svg}
        label={say("people.linkReady", { name: props.name })}
      >
        <p>{say("people.linkUntil", { time: pastMoment(expires_at, realNow.value) })}</p>
        <p class="quiet">{say("people.linkNote")}</p>
      </Once>
      <div class="form-acts">
        <button type="button" class="button button-primary" onClick={props.close}>
          {say("devices.done")}
        </button>
      </div>
    </Modal>
  );
}

/** Whoever opens it needs the whole address. */
export const absolute = (link: string): string => new URL(link, location.origin).toString();
