import { useSignal } from "@preact/signals";
import { patch } from "../../shared/api/client";
import { following, rate, showMoment, shownAt, takeClock } from "../../shared/clock";
import { say } from "../../shared/i18n/say";
import { incident } from "../../shared/incident/store";
import { readAll } from "../reading/desk";
import { show } from "../zones/acts";
import { pannedH } from "./span";
import { stopSweep, sweeping, toggleSweep } from "./sweep";

const SPEEDS = [1, 10, 60, 120, 600];

/** Follow, and for an exercise: play, speed, jump. A real incident's clock is nobody's to set. */
export function Controls() {
  const speed = useSignal(60);
  if (rate.value > 0) speed.value = rate.value;
  const exercise = incident.value?.exercise === true;
  return (
    <div class="ruler-controls">
      <header>
        <h2>{say("ruler.title")}</h2>
        <p>
          {say("ruler.past")} <i class="key-past" /> {say("ruler.forecast")} <i class="key-ahead" />
        </p>
      </header>
      <div>
        <button
          type="button"
          class={`button ${following.value ? "button-primary" : ""}`}
          aria-pressed={following.value}
          onClick={() => {
            pannedH.value = 0;
            stopSweep();
            showMoment(null);
          }}
        >
          ● {say("ruler.follow")}
        </button>
        <button
          type="button"
          class="button play"
          aria-pressed={sweeping.value}
          aria-label={say(sweeping.value ? "ruler.sweepStop" : "ruler.sweep")}
          title={say(sweeping.value ? "ruler.sweepStop" : "ruler.sweep")}
          onClick={toggleSweep}
        >
          <svg width="16" height="14" viewBox="0 0 16 14" aria-hidden="true">
            <path
              fill="none"
              stroke="currentColor"
              stroke-width="1.6"
              d={sweeping.value ? "M3 3h8v8H3z" : "M1 2l6 5-6 5zM9 2l6 5-6 5z"}
            />
          </svg>
        </button>
        {exercise && <PlayButton speed={speed.value} />}
        {exercise && (
          <select
            class="button"
            aria-label={say("ruler.speed")}
            value={String(speed.value)}
            onChange={(event) => void setClock({ rate: Number(event.currentTarget.value) })}
          >
            {[...new Set([...SPEEDS, speed.value])]
              .sort((a, b) => a - b)
              .map((each) => (
                <option key={each} value={each}>
                  ×{each}
                </option>
              ))}
          </select>
        )}
      </div>
      {exercise && !following.value && (
        <button type="button" class="button jump" onClick={() => void jump()}>
          {say("ruler.jump")}
        </button>
      )}
    </div>
  );
}

function PlayButton({ speed }: { speed: number }) {
  const playing = rate.value > 0;
  return (
    <button
      type="button"
      class="button play"
      aria-label={say(playing ? "ruler.pause" : "ruler.play")}
      onClick={() => void setClock({ rate: playing ? 0 : speed })}
    >
      <svg width="12" height="14" viewBox="0 0 12 14" aria-hidden="true">
        <path
          fill="currentColor"
          d={playing ? "M1 1h3.600v12H1zM7.400 1H11v12H7.400z" : "M1 1l10 6-10 6z"}
        />
      </svg>
    </button>
  );
}

async function setClock(change: { rate?: number; incident_at?: string }): Promise<void> {
  try {
    const next = await patch("/incident/clock", change);
    incident.value = next;
    takeClock(next);
  } catch (error) {
    show(error);
  }
}

async function jump(): Promise<void> {
  await setClock({ incident_at: new Date(shownAt.value).toISOString() });
  pannedH.value = 0;
  showMoment(null);
  await readAll();
}
