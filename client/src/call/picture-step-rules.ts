// What of one person's sound and picture reaches somebody now, and whose line decides: a picture passes two of them, and the worse one counts.
import type { SessionView } from "@ensemble/shared/protocol/session-view.ts";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import {
  hasMovingPicture,
  type PictureStep,
  type StepCause,
  worseStep,
} from "@ensemble/shared/session/picture-ladder-rules.ts";

/** `narrow`: packets arrive, but not as many as the picture takes. */
export type ShownCause = "yourLine" | "theirLine" | "yourNarrowLine" | "theirNarrowLine" | "server";
export interface ShownStep {
  readonly step: PictureStep;
  readonly cause: ShownCause;
}

type Class = Pick<SessionView, "participants" | "therapistStep" | "therapistStepCause">;

/** As `viewer` is shown `owner`; of another patient's line a patient knows nothing. */
export function shownStep(view: Class, viewer: ParticipantId, owner: ParticipantId): ShownStep {
  // A line that is too narrow one way is none the other way.
  const [mine, theirs] = [lineOf(view, viewer, "narrowUp"), lineOf(view, owner, "narrowDown")];
  const step = worseStep(theirs.step, mine.step);
  if (step === "reconnecting" && isServersFault(view)) return { step, cause: "server" };
  const isTheirs = step === theirs.step && step !== mine.step;
  const { isNarrow } = isTheirs ? theirs : mine;
  return { step, cause: `${isTheirs ? "their" : "your"}${isNarrow ? "NarrowLine" : "Line"}` };
}

/** Of both ways between the two, as `viewer` is told: also how little of the own picture gets there. */
export function passingStep(view: Class, viewer: ParticipantId, other: ParticipantId): ShownStep {
  const [seen, given] = [shownStep(view, viewer, other), shownStep(view, other, viewer)];
  return worseStep(seen.step, given.step) === seen.step ? seen : { ...given, cause: OTHERWISE[given.cause] };
}

/** The same, from the other's place. */
const OTHERWISE: Readonly<Record<ShownCause, ShownCause>> = {
  yourLine: "theirLine",
  theirLine: "yourLine",
  yourNarrowLine: "theirNarrowLine",
  theirNarrowLine: "yourNarrowLine",
  server: "server",
};

/**
 * What comes may be shown. Of a line that is gone the last picture would stand there as if it were the present one; where the server is the cause
 * there is no last one any more, and what comes is new.
 */
export function isMoving({ step, cause }: ShownStep): boolean {
  return hasMovingPicture(step) || cause === "server";
}

/** The server gets nothing of this device's sound and picture, and its own media node is not the reason. Of two therapists nobody is told whose line it is. */
export function isUnheard({ view, meId }: { readonly view: Class | undefined; readonly meId: ParticipantId }): boolean {
  if (view === undefined || stepOf(view, meId) !== "reconnecting" || isServersFault(view)) return false;
  return !view.participants.some(
    ({ participantId, role, present }) =>
      role === "therapist" && present && participantId !== meId && isTherapist(view, meId),
  );
}

function isTherapist({ participants }: Class, id: ParticipantId): boolean {
  return participants.some(({ participantId, role }) => participantId === id && role === "therapist");
}

/** Then no picture comes, and movements still do. */
export function isFigureOnly(step: PictureStep): boolean {
  return step === "audioOnly" || step === "poseOnly";
}

function stepOf(view: Class, id: ParticipantId): PictureStep {
  return toldOf(view, id).step;
}

/** `other`: of the way that is not looked at. */
function lineOf(view: Class, id: ParticipantId, other: StepCause) {
  const { step, cause } = toldOf(view, id);
  return { step: cause === other ? "full" : step, isNarrow: cause.startsWith("narrow") } as const;
}

function toldOf({ participants, therapistStep, therapistStepCause }: Class, id: ParticipantId) {
  const person = participants.find(({ participantId }) => participantId === id);
  if (person?.role === "therapist") return { step: therapistStep, cause: therapistStepCause };
  const { pictureStep = "full", stepCause = "line" } = person?.clinical ?? {};
  return { step: pictureStep, cause: stepCause };
}

/** Then it is everybody's. */
function isServersFault({ participants }: Class): boolean {
  return participants.some(
    ({ clinical }) => clinical?.pictureStep === "reconnecting" && clinical.stepCause === "server",
  );
}
