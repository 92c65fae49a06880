// What the demonstration shows next: the exercise at its own pace, or in step with somebody who is measured.
import type { TrackedExercise } from "@ensemble/shared/exercise/exercise.ts";
import type { SideChoice } from "@ensemble/shared/movement/motion.ts";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import type { ClientSession } from "../connection/client-session.ts";
import { type DemonstrationMoment, momentOfRepetition } from "../scene/demonstration-timing.ts";
import { advanceFollowing, type Following, START_FOLLOWING } from "./follow-course-rules.ts";
import { courseOf, type MeasuredCourse } from "./reference-course.ts";

/** Asked for every picture, with the seconds since the last one. */
export type DemonstrationPace = (seconds: number) => DemonstrationMoment;

export interface PaceOptions {
  readonly exercise: TrackedExercise;
  readonly side: SideChoice;
  /** Whom to go in step with, asked anew for every picture; undefined: at its own pace. */
  readonly inStepWith: () => ParticipantId | undefined;
  readonly session: () => ClientSession;
  readonly nowMs: () => number;
}

/** A reading that stays the same for longer belongs to a body that is not seen any more. */
const STALE_MS = 1_500;

export function createDemonstrationPace(options: PaceOptions): DemonstrationPace {
  const { exercise, side, inStepWith, session, nowMs } = options;
  const course = courseOf(exercise);
  let state: Following = START_FOLLOWING;
  let newest: { readonly reading: unknown; readonly atMs: number } = { reading: undefined, atMs: 0 };
  return (seconds) => {
    const { reading } = session().own;
    if (reading !== newest.reading) newest = { reading, atMs: nowMs() };
    const isStale = nowMs() - newest.atMs > STALE_MS;
    const whom = inStepWith();
    const share = whom === undefined ? undefined : shareNow(session(), whom, exercise, course, isStale);
    state = advanceFollowing(state, { share, seconds }, course);
    return momentOfRepetition(exercise, side, state.repetition, state.phase);
  };
}

/** How far on their way somebody is; undefined where no set runs and while they are not seen. `isStale`: of what this page sees of its own person. */
export function shareNow(
  { view, meId, own }: Pick<ClientSession, "view" | "meId" | "own">,
  participantId: ParticipantId,
  exercise: Pick<TrackedExercise, "id">,
  { shareOf }: Pick<MeasuredCourse, "shareOf">,
  isStale = false,
): number | undefined {
  if (view?.set?.state !== "running" || view.set.exerciseId !== exercise.id) return undefined;
  const measured =
    participantId === meId
      ? isStale
        ? undefined
        : own.reading
      : view.participants.find((each) => each.participantId === participantId)?.clinical;
  if (measured?.angleDegrees === undefined || measured.tracking === "lost") return undefined;
  return shareOf(measured.angleDegrees);
}
