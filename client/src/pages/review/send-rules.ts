// What of a comment's moment can be sent to its patient, and how it is said that it was.
import { type ReviewComment, SENT_WITH, type SentWith } from "@ensemble/shared/protocol/review-messages.ts";

/** The least first. */
export function sendable(hasMovement: boolean, isRecorded: boolean): readonly SentWith[] {
  const there: Readonly<Record<SentWith, boolean>> = { figure: true, movement: hasMovement, picture: isRecorded };
  return SENT_WITH.filter((each) => there[each]);
}

/** Key of a sentence with the day. */
export function sentWords({ clip }: Pick<ReviewComment, "clip">): string {
  if (clip === null) return "review.sent";
  return clip.picture === null ? "review.sentWithMovement" : "review.sentWithPicture";
}
