// What of one person reaches whoever looks at this page, drawn anew only when that changes.
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { passingStep, type ShownStep, shownStep } from "../../call/picture-step-rules.ts";
import { useSessionPart } from "../../ui/session-context.tsx";

export function useShownStep(owner: ParticipantId | undefined): ShownStep {
  return useStep(owner, shownStep);
}

/** Of what passes between this page's person and the other, both ways. */
export function usePassingStep(other: ParticipantId | undefined): ShownStep {
  return useStep(other, passingStep);
}

function useStep(owner: ParticipantId | undefined, find: typeof shownStep): ShownStep {
  // As one text: two equal objects would be two things to draw.
  const text = useSessionPart(({ view, meId }) => {
    if (view === undefined || owner === undefined) return "full yourLine";
    const { step, cause } = find(view, meId, owner);
    return `${step} ${cause}`;
  });
  const [step, cause] = text.split(" ") as [ShownStep["step"], ShownStep["cause"]];
  return { step, cause };
}
