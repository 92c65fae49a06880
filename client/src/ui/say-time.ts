// Times and days as people say them, in the page's language.
const DAY_MS = 86_400_000;

/** 10:42 */
export function sayTime(atMs: number, language: string): string {
  return new Intl.DateTimeFormat(language, { hour: "numeric", minute: "2-digit" }).format(atMs);
}

/** Today, tomorrow, yesterday, else Tue, 18 March. */
export function sayDay(atMs: number, nowMs: number, language: string): string {
  const distance = Math.round((startOfDay(atMs) - startOfDay(nowMs)) / DAY_MS);
  if (Math.abs(distance) <= 1) {
    const words = new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(distance, "day");
    return words.charAt(0).toUpperCase() + words.slice(1);
  }
  return new Intl.DateTimeFormat(language, { weekday: "short", day: "numeric", month: "long" }).format(atMs);
}

/** 18 Mar 2027: where the year matters. */
export function sayDate(atMs: number, language: string): string {
  return new Intl.DateTimeFormat(language, { day: "numeric", month: "short", year: "numeric" }).format(atMs);
}

export function isSameDay(oneMs: number, otherMs: number): boolean {
  return startOfDay(oneMs) === startOfDay(otherMs);
}

/** 1:05, 12:30: minutes and seconds of a running set. */
export function sayDuration(durationMs: number): string {
  const seconds = Math.max(0, Math.floor(durationMs / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

function startOfDay(atMs: number): number {
  return new Date(atMs).setHours(0, 0, 0, 0);
}
