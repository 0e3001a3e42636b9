import { language } from "../i18n/language";
import { two } from "./moment";

const UNITS = {
  zh: { d: "天", h: "时", m: "分", s: "秒" },
  en: { d: "d", h: "h", m: "m", s: "s" },
} as const;

export interface DurationPart {
  value: string;
  unit: string;
}

/** Number and unit pairs of a length of time: 41秒 · 25分 · 9时46分 · 3天4时 (past 72 h). */
export function durationParts(seconds: number): DurationPart[] {
  const unit = UNITS[language.value];
  const whole = Math.floor(Math.abs(seconds));
  const minutes = Math.floor(whole / 60);
  const hours = Math.floor(minutes / 60);
  if (whole < 60) return [{ value: String(whole), unit: unit.s }];
  if (hours < 1) return [{ value: String(minutes), unit: unit.m }];
  if (hours >= 72) {
    return [
      { value: String(Math.floor(hours / 24)), unit: unit.d },
      { value: String(hours % 24), unit: unit.h },
    ];
  }
  return [
    { value: String(hours), unit: unit.h },
    { value: two(minutes % 60), unit: unit.m },
  ];
}

/** "9时46分". Signs are words (已迟, 还剩), so this has none. */
export function duration(seconds: number): string {
  return durationParts(seconds)
    .map((part) => part.value + part.unit)
    .join("");
}

/** "2时10分" of minutes. */
export const minutesText = (minutes: number): string => duration(minutes * 60);
