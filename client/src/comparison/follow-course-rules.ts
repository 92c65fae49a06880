// When the demonstration is where while it goes in step with somebody: on as they go on, waiting where they wait, never back within a repetition and never in
// a jump; at its own pace while they are not seen. Who turns early sees the whole way: the figure goes on to its far end, then comes back with them.

/** The exercise's own repetition. */
export interface ReferenceCourse {
  readonly tempoMs: number;
  /** Share of the way at phases from 0 to 1, evenly spaced: 0 at rest, 1 at the far end. */
  readonly shares: readonly number[];
  /** The phases at which the far end is reached and left. */
  readonly turnsAt: number;
  readonly returnsFrom: number;
}

export interface Following {
  /** 0…1 through one repetition. */
  readonly phase: number;
  /** Counts from 0. */
  readonly repetition: number;
  /** At its own pace, for how long the figure has stood at the end of its repetition. */
  readonly restedMs: number;
  /** Which way the person goes, and how far they came that way; undefined while they are not seen. */
  readonly person: { readonly heading: "out" | "back"; readonly farthest: number } | undefined;
}

export const START_FOLLOWING: Following = { phase: 0, repetition: 0, restedMs: 0, person: undefined };

/** A breath between two repetitions at its own pace, as `scene/demonstration-timing.ts` has it. */
const PAUSE_MS = 700;
/** Coming back by less than this of the way is no turning round. Project assumption. */
const TURNED_BY_SHARE = 0.12;
/** Of the exercise's own pace: the figure is never faster, however far behind it is. */
export const FASTEST = 3;
/** Of what is missing, a second: measured angles come five times a second, and the figure goes evenly between them. */
const CATCHES_UP_PER_SECOND = 9;
const THERE = 0.002;
const FAR_AHEAD_SHARE = 0.3;
const AT_REST_SHARE = 0.1;

/** `share`: how far on their way the person is, undefined while they are not seen. */
export function advanceFollowing(
  state: Following,
  input: { readonly share: number | undefined; readonly seconds: number },
  course: ReferenceCourse,
): Following {
  const { share, seconds } = input;
  const own = (1000 * seconds) / course.tempoMs;
  if (share === undefined || Number.isNaN(share)) return { ...goAlone(state, own, seconds), person: undefined };
  const person = advancePerson(state.person, share, () => assumedHeading(state.phase, share, course));
  const { phase, repetition } = state;
  // The figure stands at the end of its repetition until the person begins the next.
  if (phase >= 1 && person.heading === "out") return { phase: 0, repetition: repetition + 1, restedMs: 0, person };
  const missing = Math.max(0, targetOf(phase, person.heading, share, course) - phase);
  const soft = missing <= THERE ? missing : missing * (1 - Math.exp(-CATCHES_UP_PER_SECOND * seconds));
  return { phase: Math.min(1, phase + Math.min(soft, FASTEST * own)), repetition, restedMs: 0, person };
}

function goAlone(state: Following, own: number, seconds: number): Following {
  if (state.phase < 1) return { ...state, phase: Math.min(1, state.phase + own), restedMs: 0 };
  const restedMs = state.restedMs + 1000 * seconds;
  return restedMs < PAUSE_MS
    ? { ...state, restedMs }
    : { ...state, phase: 0, repetition: state.repetition + 1, restedMs: 0 };
}

function advancePerson(
  before: Following["person"],
  share: number,
  assumed: () => "out" | "back",
): NonNullable<Following["person"]> {
  if (before === undefined) return { heading: assumed(), farthest: share };
  const sign = before.heading === "out" ? 1 : -1;
  if (sign * (before.farthest - share) > TURNED_BY_SHARE) {
    return { heading: before.heading === "out" ? "back" : "out", farthest: share };
  }
  return { heading: before.heading, farthest: sign * Math.max(sign * before.farthest, sign * share) };
}

/** Of somebody just found. A figure that is far ahead of them does not wait half-way: it ends its repetition, and they begin the next together. */
function assumedHeading(phase: number, share: number, { shares, returnsFrom }: ReferenceCourse): "out" | "back" {
  const figure = shares[Math.round(phase * (shares.length - 1))] ?? 0;
  return phase <= returnsFrom && figure - share <= FAR_AHEAD_SHARE ? "out" : "back";
}

function targetOf(phase: number, heading: "out" | "back", share: number, course: ReferenceCourse): number {
  if (heading === "back") return phaseOnTheWayBack(share, course);
  return phase <= course.returnsFrom ? phaseOnTheWayOut(share, course) : 1;
}

/** The first phase at which the figure has come that far. */
export function phaseOnTheWayOut(share: number, { shares, turnsAt }: ReferenceCourse): number {
  const steps = shares.length - 1;
  const next = shares.findIndex((each) => each >= share);
  if (next === 0) return 0;
  if (next < 0 || next / steps >= turnsAt) return turnsAt;
  const [before, after] = [shares[next - 1]!, shares[next]!];
  return Math.min(turnsAt, (next - 1 + (share - before) / (after - before)) / steps);
}

/** The first phase after the far end at which the figure has come back that far; its end for whoever is as good as at rest. */
export function phaseOnTheWayBack(share: number, { shares, returnsFrom }: ReferenceCourse): number {
  const steps = shares.length - 1;
  if (share < AT_REST_SHARE) return 1;
  for (let next = Math.round(returnsFrom * steps) + 1; next <= steps; next++) {
    const [before, after] = [shares[next - 1]!, shares[next]!];
    if (after <= share) return before <= share ? returnsFrom : (next - 1 + (before - share) / (before - after)) / steps;
  }
  return 1;
}
