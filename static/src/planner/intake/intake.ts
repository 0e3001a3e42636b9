// What a file would bring: one form for storms and for layers.

import { post } from "../../shared/api/client";
import type { MapLayer } from "../../shared/api/types";
import type { LayerImport, TyphoonImport } from "../../shared/api/wind_types";
import { incidentNow } from "../../shared/clock";
import { shortMoment } from "../../shared/format/moment";
import { count } from "../../shared/format/number";
import type { Text } from "../../shared/i18n/language";
import { CATALOGUE, type Key, say } from "../../shared/i18n/say";

export interface Bad {
  line: number | null;
  value: string;
  reason: string | Text;
}

export interface CrsChoice {
  crs: string;
  label: Text;
  place: string;
}

/** A file as read: what was found, which rows are bad, and what has to be asked. */
export interface Reading {
  format: string;
  found: string[];
  usable: number;
  /** What is wrong, a line each: a row may have several faults. */
  bad: Bad[];
  faults: number;
  badRows: number;
  crsQuestion: CrsChoice[];
}

export interface Wish {
  kind: "typhoon" | "layer";
  layer: string;
  crs: string | null;
}

/** Layers that take files from whoever works here: the server says which. */
export const takesFiles = (layer: MapLayer): boolean => layer.importable;

function form(file: File, wish: Wish, dryRun: boolean): FormData {
  const data = new FormData();
  data.set("file", file, file.name);
  data.set("dry_run", dryRun ? "1" : "0");
  if (wish.kind === "layer") {
    data.set("accept_partial", "1");
    if (wish.crs !== null) data.set("crs", wish.crs);
  }
  return data;
}

/** Read a file without storing it. */
export async function readFile(file: File, wish: Wish): Promise<Reading> {
  const body = form(file, wish, true);
  return wish.kind === "typhoon"
    ? ofTyphoon(await post("/typhoons/import", body))
    : ofLayer(await post(`/layers/${wish.layer}/import`, body));
}

/** Store it. */
export const storeFile = (file: File, wish: Wish): Promise<unknown> =>
  wish.kind === "typhoon"
    ? post("/typhoons/import", form(file, wish, false))
    : post(`/layers/${wish.layer}/import`, form(file, wish, false));

/** A typhoon file's answer. */
export function ofTyphoon(answer: TyphoonImport): Reading {
  const tracks = answer.tracks.map((track) =>
    say("intake.found.track", {
      name: `${track.storm_id} ${track.name_zh}`,
      agency: track.agency,
      kind: kindName(track.kind),
      fixes: track.fixes,
    }),
  );
  const forecasts = answer.forecasts.latest.map((each) =>
    say("intake.found.forecast", {
      agency: each.agency,
      time: shortMoment(Date.parse(each.issued_at), incidentNow.peek()),
      points: each.points,
    }),
  );
  const fixes = answer.tracks.reduce((sum, track) => sum + track.fixes, 0);
  return {
    format: answer.format,
    found: [...tracks, ...forecasts],
    usable: fixes + answer.forecasts.given,
    bad: answer.bad_rows.map((row) => ({
      line: row.line,
      value: row.value ?? "",
      reason: row.reason,
    })),
    faults: answer.bad_rows.length,
    badRows: answer.bad_rows.length,
    crsQuestion: [],
  };
}

function kindName(kind: string): string {
  const key = `typhoon.kind.${kind}`;
  return key in CATALOGUE.zh ? say(key as Key) : kind;
}

/** A layer file's answer. */
export function ofLayer(answer: LayerImport): Reading {
  const question = answer.crs_question ?? [];
  const usable = answer.good ?? 0;
  const faults = answer.faults ?? [];
  // Which rows are good nobody knows before the coordinate system is chosen.
  const judged = question.length === 0;
  return {
    format: answer.format,
    found: [
      say("intake.found.rows", { rows: count(answer.count) }),
      ...(judged ? [say("intake.found.usable", { usable: count(usable) })] : []),
    ],
    usable,
    bad: faults.map((fault) => ({ line: fault.row, value: fault.column, reason: fault.reason })),
    faults: answer.faults_total ?? faults.length,
    badRows: judged ? answer.count - usable : 0,
    crsQuestion: question.map(({ crs, label, first }) => ({
      crs,
      label,
      place: [first?.county, first?.township].filter(Boolean).join(" "),
    })),
  };
}
