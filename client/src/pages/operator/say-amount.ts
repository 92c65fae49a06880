// Amounts as an operator reads them at a glance: two units at most, the same signs in every language.
const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const MEGABYTE = 1024 * 1024;

/** 42 s, 7 min, 2 h 14 min, 3 d 4 h. */
export function saySpan(milliseconds: number): string {
  const whole = Math.max(0, milliseconds);
  if (whole < MINUTE_MS) return `${Math.floor(whole / SECOND_MS)} s`;
  if (whole < HOUR_MS) return `${Math.floor(whole / MINUTE_MS)} min`;
  if (whole < DAY_MS) return twoUnits(whole, [HOUR_MS, "h"], [MINUTE_MS, "min"]);
  return twoUnits(whole, [DAY_MS, "d"], [HOUR_MS, "h"]);
}

/** Waiting times are looked at closely while they are short: 40 ms, 1.4 s. */
export function sayDelay(milliseconds: number, language: string): string {
  if (milliseconds < SECOND_MS) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 10 * SECOND_MS) return `${sayNumber(milliseconds / SECOND_MS, language, 1)} s`;
  return saySpan(milliseconds);
}

export function sayMegabytes(bytes: number, language: string): string {
  return `${sayNumber(bytes / MEGABYTE, language)} MB`;
}

export function sayNumber(value: number, language: string, digits = 0): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: digits, minimumFractionDigits: digits }).format(
    value,
  );
}

type Unit = readonly [milliseconds: number, sign: string];
function twoUnits(whole: number, [large, sign]: Unit, [small, smallSign]: Unit): string {
  const rest = Math.floor((whole % large) / small);
  return `${Math.floor(whole / large)} ${sign}${rest === 0 ? "" : ` ${rest} ${smallSign}`}`;
}
