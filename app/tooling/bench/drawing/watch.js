// Put into every page under measure, ours and the peer's alike, before its own script.
(() => {
  let frames = []; // when each began
  let ended = null; // takes the rate at the first frame after the end
  const count = () => {
    frames.push(performance.now());
    if (ended === null) requestAnimationFrame(count);
    else ended(((frames.length - 1) * 1000) / (frames.at(-1) - frames[0]));
  };

  const startFrames = () => {
    [frames, ended] = [[performance.now()], null];
    requestAnimationFrame(count);
  };

  /** Frames a second since the start, up to the next frame: so a page of one in ten seconds tells too. */
  const stopFrames = () =>
    new Promise((resolve) => {
      ended = resolve;
    });

  // When the map's own canvas was drawn last, seen at the frame after it.
  let drew = false;
  for (const name of ["drawElements", "drawArrays"]) {
    const draw = WebGL2RenderingContext.prototype[name];
    WebGL2RenderingContext.prototype[name] = function (...words) {
      drew ||= this.canvas.className === "maplibregl-canvas";
      return draw.apply(this, words);
    };
  }

  const groundPainted = () =>
    performance.getEntriesByName("ground-painted").at(-1)?.startTime ?? 0;

  /** Ms from the button's release to the last drawing before `quietMs` without any; at most `limitMs`. */
  const untilRest = (quietMs, limitMs) =>
    new Promise((resolve) => {
      let releasedAt = null;
      let lastAt = 0;
      addEventListener("mouseup", () => {
        releasedAt = performance.now();
        lastAt = 0;
        drew = false;
      }, { capture: true, once: true });
      const ours = document.querySelector("[data-sheet]") !== null;
      const look = () => {
        const now = performance.now();
        if (drew) [lastAt, drew] = [now, false];
        const at = Math.max(lastAt, groundPainted());
        const done = releasedAt !== null && lastAt > 0 && now - at > quietMs
          && (!ours || groundPainted() > releasedAt);
        if (done) return resolve(at - releasedAt);
        if (releasedAt !== null && now - releasedAt > limitMs) return resolve(limitMs);
        requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });

  /** A point of the map's own surface, `share` of its width from the left, that nothing covers. */
  const freePoint = (share) => {
    const { left, top, width, height } = mapBox();
    for (let step = 0; step < 100; step += 1) {
      const x = left + width * share + (step % 10) * 9;
      const y = top + height * (0.35 + Math.floor(step / 10) * 0.03);
      const hit = document.elementFromPoint(x, y);
      const inMap = hit?.closest(".maplibregl-canvas-container") && !hit.closest(".maplibregl-marker");
      if (inMap) return [x, y];
    }
    return null;
  };

  const mapBox = () => {
    const map = document.querySelector(".maplibregl-canvas").parentElement.parentElement;
    const { left, top, width, height } = map.getBoundingClientRect();
    return { left, top, width, height };
  };

  Object.assign(window, { bench: { startFrames, stopFrames, untilRest, freePoint, mapBox } });
})();
