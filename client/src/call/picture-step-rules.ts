// What of one person's sound and picture reaches somebody now, and whose line decides: a picture passes two of them, and the worse one counts.
import type { SessionView } from "@ensemble/shared/protocol/session-view.ts";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { hasMovingPicture, type PictureStep, worseStep } from "@ensemble/shared/session/picture-ladder-rules.ts";

export type ShownCause = "yourLine" | "theirLine" | "server";
export interface ShownStep {
  readonly step: PictureStep;
  readonly cause: ShownCause;
}

type Class = Pick<SessionView, "participants" | "therapistStep">;

/** As `viewer` is shown `owner`; of another patient's line a patient knows nothing. */
export function shownStep(view: Class, viewer: ParticipantId, owner: ParticipantId): ShownStep {
  const [mine, theirs] = [stepOf(view, viewer), stepOf(view, owner)];
  const step = worseStep(theirs, mine);
  if (step === "reconnecting" && isServersFault(view)) return { step, cause: "server" };
  return { step, cause: step === theirs && step !== mine ? "theirLine" : "yourLine" };
}

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

function stepOf({ participants, therapistStep }: Class, id: ParticipantId): PictureStep {
  const person = participants.find(({ participantId }) => participantId === id);
  return person?.role === "therapist" ? therapistStep : (person?.clinical?.pictureStep ?? "full");
}

/** Then it is everybody's. */
function isServersFault({ participants }: Class): boolean {
  return participants.some(
    ({ clinical }) => clinical?.pictureStep === "reconnecting" && clinical.stepCause === "server",
  );
}
