// The questions after the class, in order; what was answered or left out is not asked again.
import type { ParticipantView } from "@ensemble/shared/protocol/session-view.ts";

export type EndStep = "pain" | "effort" | "thanks";

export function endStep(me: ParticipantView, leftOut: readonly EndStep[]): EndStep {
  if (me.clinical?.pain === undefined && !leftOut.includes("pain")) return "pain";
  if (me.clinical?.effort === undefined && !leftOut.includes("effort")) return "effort";
  return "thanks";
}
