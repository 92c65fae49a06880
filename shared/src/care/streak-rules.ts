// Streaks: days on which somebody exercised, with room for rest. A reading of the journal, never stored.

/** Two days of rest between exercise days keep a streak; strength work two to three times a week is the usual advice. Project assumption. */
const REST_DAYS = 2;

/** Days as `2026-11-21`, in any order. The number of exercise days in the unbroken row that reaches today or the rest days before it. */
export function streakDays(exerciseDays: readonly string[], today: string): number {
  const numbers = [...new Set(exerciseDays)].map(dayNumber).sort((a, b) => b - a);
  let last = dayNumber(today);
  let streak = 0;
  for (const day of numbers) {
    if (day > last) continue;
    if (last - day > REST_DAYS + 1) break;
    streak += 1;
    last = day;
  }
  return streak;
}

/** The last `count` days up to today, oldest first. */
export function lastDays(today: string, count: number): readonly string[] {
  const end = dayNumber(today);
  return Array.from({ length: count }, (_, index) => dayText(end - count + 1 + index));
}

/** Whole days since 1970 from the calendar's text, and back; no clock, no time zone. Howard Hinnant's days_from_civil. */
function dayNumber(day: string): number {
  const [year = 1970, month = 1, date = 1] = day.split("-").map(Number);
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + date - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

function dayText(days: number): string {
  const z = days + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const date = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1;
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${year}-${two(month)}-${two(date)}`;
}
