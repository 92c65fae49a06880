// The group's balloon: every prescribed repetition of anybody lifts it, so the one who does three lifts as much as the one who does twelve.
import type { SessionState } from "../session/session-state.ts";

/** A climb is four completed sets of everybody who was there when they began. */
const SETS_TO_THE_TOP = 4;
const TOP = 1000;
const MILLIONTHS_PER_SET = 1_000_000 / SETS_TO_THE_TOP;

/** Height in thousandths of the way up: a reading of the session, whole numbers only, never falling. */
export function balloonHeight(state: SessionState): number {
  let millionths = 0;
  for (const set of state.sets) {
    for (const participant of Object.values(state.participants)) {
      const result = participant.results.find((one) => one.setId === set.setId);
      if (result === undefined) continue;
      const target = result.target.repetitions;
      const done = Math.min(result.repetitions, target);
      millionths += Math.floor((MILLIONTHS_PER_SET * done) / (target * set.takingPart));
    }
  }
  return Math.min(TOP, Math.round(millionths / 1000));
}
