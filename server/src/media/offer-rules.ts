// What a viewer is offered: everything that is being sent and that the viewer may consume, in one fixed order.
import type { MediaOffer } from "@ensemble/shared/protocol/media-messages.ts";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { mayConsume } from "@ensemble/shared/session/may-consume.ts";
import type { SessionState } from "@ensemble/shared/session/session-state.ts";
import type { Lines } from "./keep-lines.ts";
import type { Sent } from "./media-registry.ts";

export function offersFor(
  viewer: ParticipantId,
  sent: Iterable<Sent>,
  state: SessionState,
  lines: Pick<Lines, "isWeak" | "leavesOut">,
): MediaOffer[] {
  return [...sent]
    .filter(({ participantId, source }) => mayConsume(viewer, participantId, source, state))
    .map(({ participantId, source, paused }) => {
      const lineWeak = source === "camera" && lines.isWeak(participantId);
      const leftOut = source === "camera" && lines.leavesOut(viewer, participantId);
      return { participantId, source, paused, ...(lineWeak ? { lineWeak } : {}), ...(leftOut ? { leftOut } : {}) };
    })
    .sort((one, other) => (sortKey(one) < sortKey(other) ? -1 : 1));
}

/** Nothing flows any more; what is still being sent is closed. */
export function isOver(state: SessionState): boolean {
  return state.phase === "summary" || state.endedAtMs !== null;
}

function sortKey({ participantId, source }: MediaOffer): string {
  return `${participantId} ${source}`;
}
