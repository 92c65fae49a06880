// What of one person reaches whoever looks at this page, drawn anew only when that changes.
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { type ShownStep, shownStep } from "../../call/picture-step-rules.ts";
import { useSessionPart } from "../../ui/session-context.tsx";

export function useShownStep(owner: ParticipantId | undefined): ShownStep {
  // As one text: two equal objects would be two things to draw.
  const text = useSessionPart(({ view, meId }) => {
    if (view === undefined || owner === undefined) return "full yourLine";
    const { step, cause } = shownStep(view, meId, owner);
    return `${step} ${cause}`;
  });
  const [step, cause] = text.split(" ") as [ShownStep["step"], ShownStep["cause"]];
  return { step, cause };
}
