import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { say } from "../i18n/say";
import { PasswordField, UserName } from "../ui/PasswordField";
import { ProblemNote } from "../ui/ProblemNote";
import { useAct } from "../ui/useAct";
import { hasDraft } from "./drafts";
import { leaveFor, signOut, unlock, unlockByPasskey } from "./load";
import { ended, holder, isDevice, locked, session } from "./store";
import { passkeyFault } from "./webauthn";
import "./gate.css";

/** Stands over the whole screen while it is locked or its session is over; nothing below changes. */
export function Gate(props: { onUnlock?: () => void }) {
  if (ended.value === "signed_out") return null;
  if (ended.value !== null) return <Ended />;
  return locked.value ? <Locked onUnlock={props.onUnlock ?? (() => undefined)} /> : null;
}

/** The browser's top layer: all else is inert, and no key reaches the screen below. */
function Cover(props: { name: string; title: string; children: ComponentChildren }) {
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = box.current;
    dialog?.showModal();
    dialog?.querySelector<HTMLElement>("input:not([readonly]), .button-primary")?.focus();
    const guard = (event: KeyboardEvent) => {
      if (event.key === "Escape") event.preventDefault(); // a second one would close the dialog
      if (!dialog?.contains(event.target as Node)) event.stopImmediatePropagation();
    };
    addEventListener("keydown", guard, { capture: true });
    return () => {
      removeEventListener("keydown", guard, { capture: true });
      dialog?.close();
    };
  }, []);
  return (
    <dialog
      class={`cover cover-${props.name}`}
      ref={box}
      aria-label={props.title}
      onCancel={(event) => event.preventDefault()}
      onKeyDown={(event) => event.stopPropagation()}
    >
      {props.children}
    </dialog>
  );
}

function Locked(props: { onUnlock: () => void }) {
  const { busy, problem, run } = useAct();
  const person = holder.value;
  const ways = session.value?.unlock_by ?? [];
  const open = async (show: () => Promise<void>) => {
    const opened = await run(show);
    if (opened) props.onUnlock();
    return opened;
  };
  return (
    <Cover name="locked" title={say("lock.title")}>
      <div class="cover-box">
        <h2>{say("lock.title")}</h2>
        <p>{say(hasDraft() ? "lock.keptDraft" : "lock.kept")}</p>
        <p class="cover-who">
          <strong>{person?.display_name}</strong> {person?.unit.name}
        </p>
        {ways.includes("password") && <ByPassword busy={busy.value} open={open} />}
        {ways.includes("passkey") && (
          <ByPasskey alone={!ways.includes("password")} busy={busy.value} open={open} />
        )}
        <ProblemNote problem={problem.value} />
        <OtherPerson />
      </div>
    </Cover>
  );
}

interface Way {
  busy: boolean;
  /** Show what opens; true when it did. */
  open: (show: () => Promise<void>) => Promise<boolean>;
}

function ByPassword(props: Way) {
  const password = useSignal("");
  const send = async () => {
    if (password.value === "") return;
    if (!(await props.open(() => unlock(password.value)))) password.value = "";
  };
  return (
    <form
      class="cover-way"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <UserName value={holder.value?.name ?? ""} />
      <PasswordField
        label={say("signin.password")}
        value={password.value}
        onValue={(value) => {
          password.value = value;
        }}
        autocomplete="current-password"
      />
      <button type="submit" class="button button-primary" disabled={props.busy}>
        {say("lock.open")}
      </button>
    </form>
  );
}

/** Where the address rules passkeys out, whoever has nothing else signs in again and keeps all. */
function ByPasskey(props: Way & { alone: boolean }) {
  const fault = passkeyFault();
  const look = props.alone ? "button button-primary" : "button";
  if (fault === null) {
    return (
      <button
        type="button"
        class={look}
        disabled={props.busy}
        onClick={() => void props.open(unlockByPasskey)}
      >
        {say("second.passkey")}
      </button>
    );
  }
  if (!props.alone) return null;
  return (
    <>
      <p>{say(`passkey.fault.${fault}`)}</p>
      <button type="button" class={look} onClick={() => leaveFor()}>
        {say("lock.again")}
      </button>
    </>
  );
}

/** Signing out throws unsaved work away, so it is asked twice when there is some. */
function OtherPerson() {
  const asked = useSignal(false);
  return (
    <button
      type="button"
      class="button"
      onClick={() => {
        if (asked.value || !hasDraft()) void signOut();
        else asked.value = true;
      }}
    >
      {say(asked.value ? "signout.ask" : "lock.other")}
    </button>
  );
}

function Ended() {
  const reason = ended.value ?? "unknown";
  const device = isDevice.value;
  return (
    <Cover name="ended" title={say("ended.title")}>
      <div class="cover-box" role="alert">
        <h2>{say(device ? "ended.device" : "ended.title")}</h2>
        <p>{say(reason === "signed_out" ? "ended.unknown" : `ended.${reason}`)}</p>
        <p>{say(device ? "ended.deviceTodo" : "ended.todo")}</p>
        {!device && hasDraft() && <p>{say("ended.draft")}</p>}
        {!device && (
          <button type="button" class="button button-primary" onClick={() => leaveFor()}>
            {say("ended.signIn")}
          </button>
        )}
      </div>
    </Cover>
  );
}
