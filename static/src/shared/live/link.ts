import { computed, signal } from "@preact/signals";
import { io, type Socket } from "socket.io-client";
import type { Feed, LiveEvent } from "../api/types";
import { correct, freeze, realNow } from "../clock";
import { agedFeeds } from "./feed_age";
import { decodeMessage, Flag, type Frame } from "./frame";
import { Movers } from "./movers";

export type Box = [west: number, south: number, east: number, north: number];
export type LinkState = "connecting" | "open" | "lost";

const LISTEN_MS = 1000;
const SILENT_MS = 3500; // the clock is told every second

interface Tick {
  incident_at: string;
  rate: number;
}

/** The live stream: movers, feeds and events, with resume after a break. */
export class LiveLink {
  readonly state = signal<LinkState>("connecting");
  /** Real ms since when nothing is heard; null while connected. */
  readonly lostSince = signal<number | null>(null);
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
  private heardAt: number | null = null;
  private doubted = false;
  private readonly socket: Socket;
  private box: Box | null = null;
  private zoom = 0;
  private last: { epoch: number; seq: number } | null = null;
  private lastEvent: number | null = null;

  constructor() {
    this.socket = io("/live", {
      transports: ["websocket"],
      reconnectionDelay: 500,
      reconnectionDelayMax: 8000,
      randomizationFactor: 0.5,
    });
    this.socket.on("connect", () => this.opened());
    this.socket.on("disconnect", () => this.lose());
    this.socket.on("connect_error", () => this.lose());
    this.socket.on("frame", (message: ArrayBuffer) => this.take(message));
    this.socket.on("tick", (tick: Tick) => this.takeTick(tick));
    this.socket.on("feeds", (feeds: Feed[] | { feeds: Feed[] }) => {
      this.toldFeeds.value = { feeds: Array.isArray(feeds) ? feeds : feeds.feeds, at: Date.now() };
    });
    // Role or unit changed: everything shown was asked for as somebody else.
    this.socket.on("rights", () => this.onReturn());
    this.socket.on("event", (event: LiveEvent) => this.takeEvent(event));
    setInterval(() => this.listen(), LISTEN_MS);
  }

  /** A server that hangs keeps its sockets open: silence counts as lost long before they close. */
  private listen(): void {
    if (!this.expectsTicks()) this.heardAt = null;
    const silent = this.heardAt !== null && Date.now() - this.heardAt > SILENT_MS;
    const waits = silent && this.state.value === "open";
    // A page that was busy finds its messages and this timer due together: they are heard first.
    if (waits && this.doubted) this.lose();
    this.doubted = waits;
  }

  private hear(): void {
    if (this.state.value === "lost") this.opened();
    this.heardAt = Date.now();
  }

  private takeTick(tick: Tick): void {
    this.hear();
    correct(Date.parse(tick.incident_at), tick.rate);
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

  /** Ask for events after `seq` now and at every return. */
  followEvents(seq: number): void {
    this.lastEvent = seq;
    if (this.socket.connected) this.socket.emit("events", { after: seq });
  }

  close(): void {
    this.socket.close();
  }

  private opened(): void {
    this.heardAt = null;
    const returned = this.lostSince.value !== null;
    this.state.value = "open";
    this.lostSince.value = null;
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
    freeze(true);
    this.onLost();
  }

  private take(message: ArrayBuffer): void {
    this.hear();
    const frames = decodeMessage(message);
    for (const frame of frames) this.apply(frame);
    const done = frames.find((frame) => (frame.flags & Flag.LAST) !== 0);
    if (done === undefined) return;
    this.last = { epoch: done.epoch, seq: done.seq };
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
