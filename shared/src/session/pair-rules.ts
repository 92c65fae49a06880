// Who of the patients is paired with whom. Pairs are of places, not of people: whoever comes late, comes back, or comes in place of
// the simulated one has the partner that the therapist chose for that place.
import type { Pairs } from "./session-fact.ts";
import type { ParticipantState, SessionState } from "./session-state.ts";

export const LARGEST_PAIR = 3;

/** The patients who are paired with this one, there or not. */
export function partnersOf(patient: ParticipantState, state: SessionState): readonly ParticipantState[] {
  if (patient.role !== "patient") return [];
  const pair = state.pairs.find((marks) => marks.includes(patient.mark));
  if (pair === undefined) return [];
  return Object.values(state.participants).filter(
    ({ role, mark }) => role === "patient" && mark !== patient.mark && pair.includes(mark),
  );
}

/** Whether these are places of patients of the session, each in one pair. */
export function arePairs(pairs: Pairs, state: SessionState): boolean {
  const places = new Set(patientsOf(state).map(({ mark }) => mark));
  const marks = pairs.flat();
  return (
    new Set(marks).size === marks.length &&
    marks.every((mark) => places.has(mark)) &&
    pairs.every((pair) => pair.length >= 2 && pair.length <= LARGEST_PAIR)
  );
}

export function areSamePairs(one: Pairs, other: Pairs): boolean {
  return textOf(one) === textOf(other);
}

/**
 * Neighbours in the therapist's list; one who is left over makes a pair a group of three, so that nobody exercises alone beside pairs.
 * Those who are there are paired with each other, and those who are still to come with each other.
 */
export function proposePairs(patients: readonly Pick<ParticipantState, "mark" | "present">[]): Pairs {
  const marksOf = (some: typeof patients) => [...new Set(some.map(({ mark }) => mark))];
  const here = marksOf(patients.filter(({ present }) => present));
  const groups = [...groupsOf(here), ...groupsOf(marksOf(patients).filter((mark) => !here.includes(mark)))];
  const pairs = groups.filter(({ length }) => length > 1);
  const [one, other] = groups.filter(({ length }) => length === 1);
  if (one === undefined) return sorted(pairs);
  if (other !== undefined) return sorted([...pairs, [...one, ...other]]);
  const room = pairs.findLast(({ length }) => length < LARGEST_PAIR);
  return sorted(pairs.map((pair) => (pair === room ? [...pair, ...one] : pair)));
}

/** Twos, the odd one with the last of them. */
function groupsOf(marks: readonly number[]): readonly (readonly number[])[] {
  const order = marks.toSorted((a, b) => a - b);
  const starts =
    order.length === 1 ? [0] : Array.from({ length: Math.floor(order.length / 2) }, (_, index) => 2 * index);
  return starts.map((start, at) => (at === starts.length - 1 ? order.slice(start) : order.slice(start, start + 2)));
}

export function patientsOf(state: SessionState): readonly ParticipantState[] {
  return Object.values(state.participants).filter(({ role }) => role === "patient");
}

/** In the order of the list, so that the same pairs are written in one way. */
function sorted(pairs: Pairs): Pairs {
  return pairs.map((pair) => pair.toSorted((a, b) => a - b)).toSorted((one, other) => (one[0] ?? 0) - (other[0] ?? 0));
}

function textOf(pairs: Pairs): string {
  return sorted(pairs)
    .map((pair) => pair.join(" "))
    .join(", ");
}
