import type { Text } from "../i18n/language";
import { say } from "../i18n/say";
import type { Polygon } from "./types";

/** A refusal or fault as the screens show it: what, why, what to do, code. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly what: string,
    readonly why: string,
    readonly todo: string,
    readonly more: ProblemMore = {},
  ) {
    super(`${what}${code}`);
    this.name = "Problem";
  }

  /** One line for a message: "没有签发：… 看改了什么，再签。E-EVA-021". */
  get sentence(): string {
    const stop = (text: string) => (text === "" || /[。.!?！？]$/.test(text) ? text : `${text}。`);
    return `${this.what}：${stop(this.why)}${stop(this.todo)}${this.code}`;
  }
}

/** What some refusals bring along. */
export interface ProblemMore {
  /** Until when a throttled sign-in waits. */
  until?: string;
  /** Why a session is over: revoked, replaced, expired, disabled, signed_out. */
  end_reason?: string;
  /** What is wrong with a form, field by field. */
  faults?: { field: string; label: Text; why: Text; todo: Text }[];
  /** Where in the polygon the fault is. */
  place?: [number, number] | { lon: number; lat: number } | null;
  /** An outline with fewer corners that would be taken. */
  simplify?: {
    polygon: Polygon;
    vertices_before: number;
    vertices_after: number;
    difference_km2: number;
    tolerance_m: number;
  };
}

interface ProblemJson extends ProblemMore {
  title?: string;
  code?: string;
  detail?: string;
  todo?: string;
}

/** The problem an answer tells of. */
export async function problemOf(response: Response): Promise<Problem> {
  const type = response.headers.get("content-type") ?? "";
  const body: ProblemJson = type.includes("json") ? await response.json().catch(() => ({})) : {};
  return new Problem(
    response.status,
    body.code ?? `HTTP ${response.status}`,
    body.title ?? say("problem.refused"),
    body.detail ?? "",
    body.todo ?? "",
    body,
  );
}

/** The server could not be reached at all. */
export function unreachable(cause: unknown): Problem {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new Problem(0, "E-NET-001", say("problem.noServer"), why, say("problem.noServerTodo"));
}

/** The server took the request and said nothing in time. What was to be written may be done or not. */
export function late(method: string, limitS: number): Problem {
  const todo = method === "GET" ? "problem.lateRead" : "problem.lateWrite";
  const why = say("problem.lateWhy", { seconds: limitS });
  return new Problem(0, "E-NET-002", say("problem.late"), why, say(todo));
}

/** Any failure as a problem. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  return new Problem(0, "E-SCR-001", say("problem.screen"), String(error), say("problem.reload"));
}
