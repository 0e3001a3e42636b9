import { computed, signal } from "@preact/signals";
import { io, type Socket } from "socket.io-client";
import { named } from "../api/followed";
import type { Feed, LiveEvent, Trouble } from "../api/types";
import { correct, freeze, realNow } from "../clock";
import { agedFeeds } from "./feed_age";
import { decodeMessage, Flag, type Frame } from "./frame";
import { Movers } from "./movers";
import { PictureAge } from "./pictureAge";
import { Silence } from "./silence";

export type Box = [west: number, south: number, east: number, north: number];
export type LinkState = "connecting" | "open" | "lost";

interface Tick {
  seq: number;
  incident_at: string;
  real_at: string;
  rate: number;
}

interface Pace {
  slow: boolean;
  seq: number;
}

const BEAT_MS = 1000;
/** A picture older than this is said to be old, whatever the reason. */
const OLD_MS = 5000;
/** A thinned screen's picture of less age is nobody's concern; once said, it stays said. */
const THINNED_MS = 3000;
/** Awake and without a word for so long: the server hangs though its sockets are open. */
const SILENT_MS = 4000;
/** For so long: the socket is dead, and a new one is tried. */
const DEAD_MS = 45_000;

/** The live stream: movers, feeds and events, with resume after a break. */
export class LiveLink {
  readonly state = signal<LinkState>("connecting");
  /** Real ms since when nothing is heard; null while connected. */
  readonly lostSince = signal<number | null>(null);
  /** Real ms of the picture's age while it is an old one though the socket lives; else null. */
  readonly slowMs = signal<number | null>(null);
  readonly troubles = signal<Trouble[]>([]);
  private readonly toldFeeds = signal<{ feeds: Feed[]; at: number }>({ feeds: [], at: 0 });
  readonly feeds = computed(() => {
    const { feeds, at } = this.toldFeeds.value;
    return agedFeeds(feeds, (realNow.value - at) / 1000);
  });
  readonly movers = new Movers();
  /** Told after every tick that changed movers. */
  onMovers: () => void = () => undefined;
  onEvent: (event: LiveEvent) => void = () => undefined;
  /** Told when the connection is lost: it may have been cut on purpose. */
  onLost: () => void = () => undefined;
  /** Told when a new connection has replaced a lost one, or when the rights have changed. */
  onReturn: () => void = () => undefined;
  /** Whether the clock is told now: not to a locked screen. */
  expectsTicks: () => boolean = () => true;
  private readonly socket: Socket;
  private incident = named;
  private box: Box | null = null;
  private zoom = 0;
  private last: { epoch: number; seq: number } | null = null;
  private lastEvent: number | null = null;
  private readonly age = new PictureAge();
  private readonly silence = new Silence();
  private readonly beat = setInterval(() => this.check(Date.now()), BEAT_MS);

  constructor() {
    this.socket = io("/live", {
      transports: ["websocket"],
      reconnectionDelay: 500,
      reconnectionDelayMax: 8000,
      randomizationFactor: 0.5,
      auth: (tell) => tell({ incident: this.incident }),
    });
    this.socket.on("connect", () => this.opened());
    this.socket.on("disconnect", (reason) => {
      this.lose();
      // By itself socket.io stays away from a server that sent it away.
      if (reason === "io server disconnect") this.socket.connect();
    });
    this.socket.on("connect_error", () => this.lose());
    this.socket.on("frame", (message: ArrayBuffer) => this.take(message));
    this.socket.on("tick", (tick: Tick) => this.takeTick(tick));
    this.socket.on("pace", (pace: Pace) => this.takePace(pace));
    this.socket.onAny(() => this.hear());
    this.socket.io.on("ping", () => this.hear());
    this.socket.on("feeds", (told: { feeds: Feed[]; troubles?: Trouble[] }) => {
      this.toldFeeds.value = { feeds: told.feeds, at: Date.now() };
      this.troubles.value = told.troubles ?? [];
    });
    // Role or unit changed: everything shown was asked for as somebody else.
    this.socket.on("rights", () => this.onReturn());
    this.socket.on("event", (event: LiveEvent) => this.takeEvent(event));
  }

  /** A word after silence: the server is back on the socket it never closed. */
  private hear(): void {
    this.silence.hear();
    if (this.state.value === "lost" && this.socket.connected) this.opened();
  }

  /** Tell which part of the world is looked at. */
  look(box: Box, zoom: number): void {
    this.box = box;
    this.zoom = zoom;
    const [west, south, east, north] = box;
    // At least a tile of level 10 (0.35°): the server sends whole tiles, and only once.
    const wide = Math.max(east - west, 0.5);
    const high = Math.max(north - south, 0.5);
    this.movers.keepWithin(west - wide, south - high, east + wide, north + high);
    if (this.socket.connected) this.socket.emit("view", { box, zoom, last: null });
  }

  /** Follow an incident, in whatever world it is; undefined: whichever is shown by default. */
  follow(incident: number | undefined): void {
    if (incident === this.incident) return;
    this.incident = incident;
    if (this.socket.connected) this.socket.emit("follow", { incident: incident ?? null });
  }

  /** Ask for events after `seq` now and at every return. */
  followEvents(seq: number): void {
    this.lastEvent = seq;
    if (this.socket.connected) this.socket.emit("events", { after: seq });
  }

  close(): void {
    clearInterval(this.beat);
    this.socket.close();
  }

  private opened(): void {
    const returned = this.lostSince.value !== null;
    this.state.value = "open";
    this.lostSince.value = null;
    this.silence.hear();
    this.age.startAnew();
    freeze(false);
    if (this.box !== null) {
      this.socket.emit("view", { box: this.box, zoom: this.zoom, last: this.last });
    }
    if (this.lastEvent !== null) this.socket.emit("events", { after: this.lastEvent });
    if (returned) this.onReturn();
  }

  private lose(): void {
    this.state.value = "lost";
    this.lostSince.value ??= Date.now();
    this.slowMs.value = null;
    freeze(true);
    this.onLost();
  }

  /** Whether the picture is old, and whether anybody is there at all. */
  private check(nowMs: number): void {
    const silentMs = this.silence.beat(nowMs);
    if (silentMs > DEAD_MS && this.socket.connected) {
      this.silence.hear();
      this.socket.io.engine.close();
    } else if (this.state.value !== "open") return;
    else if (silentMs > SILENT_MS && this.expectsTicks() && !this.age.slow) this.lose();
    else this.tellAge(nowMs);
  }

  private tellAge(nowMs: number): void {
    const age = this.age.ageMs(nowMs);
    const limit = !this.age.slow ? OLD_MS : this.slowMs.value === null ? THINNED_MS : 0;
    this.slowMs.value = age !== null && age > limit ? age : null;
  }

  private takeTick(tick: Tick): void {
    correct(Date.parse(tick.incident_at), tick.rate);
    this.age.hearTick(tick.seq, Date.parse(tick.real_at), Date.now());
  }

  private takePace(pace: Pace): void {
    this.age.slow = pace.slow;
    this.age.reach(pace.seq);
    this.tellAge(Date.now());
  }

  private take(message: ArrayBuffer): void {
    const frames = decodeMessage(message);
    for (const frame of frames) this.apply(frame);
    const done = frames.find((frame) => (frame.flags & Flag.LAST) !== 0);
    if (done === undefined) return;
    this.last = { epoch: done.epoch, seq: done.seq };
    this.age.reach(done.seq);
    this.socket.emit("seen", { seq: done.seq });
    this.onMovers();
  }

  private apply(frame: Frame): void {
    if (this.last !== null && frame.epoch !== this.last.epoch) {
      this.movers.clear();
      this.last = null;
    }
    this.movers.apply(frame);
  }

  private takeEvent(event: LiveEvent): void {
    if (this.lastEvent !== null && event.seq <= this.lastEvent) return;
    this.lastEvent = event.seq;
    this.onEvent(event);
  }
}
