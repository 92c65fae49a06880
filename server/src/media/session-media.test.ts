import type { MediaChangedMessage } from "@ensemble/shared/protocol/media-messages.ts";
import type { MediaNode, MediaNodeEvent } from "@ensemble/shared/protocol/media-node.ts";
import { DomainError } from "@ensemble/shared/protocol/refusal-codes.ts";
import { foldEntries } from "@ensemble/shared/session/fold-session.ts";
import type { GroupSessionId, ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { createSessionState } from "@ensemble/shared/session/open-session-state.ts";
import type { SessionFact } from "@ensemble/shared/session/session-fact.ts";
import { expect, it, vi } from "vitest";
import { createSessionMedia } from "./session-media.ts";

const CLASS = "class" as GroupSessionId;
const ANA = "ana" as ParticipantId;
const FACTS: readonly SessionFact[] = [
  {
    kind: "sessionOpened",
    groupSessionId: CLASS,
    members: [{ participantId: ANA, role: "patient", mark: 0, simulated: false }],
    pictureMode: "therapistOnly",
  },
  { kind: "participantJoined", participantId: ANA },
];

it("opens a session that was lost again and again until a node takes it, and nobody has to ask for it", async () => {
  const state = foldEntries(
    createSessionState(CLASS),
    FACTS.map((fact, index) => ({ sequence: index + 1, epoch: 1, atMs: 0, fact })),
  );
  let emit: (event: MediaNodeEvent) => void = () => undefined;
  const openSession = vi.fn<MediaNode["openSession"]>();
  const node = {
    openSession,
    subscribe: (listener: typeof emit) => {
      emit = listener;
      return () => undefined;
    },
  } as unknown as MediaNode;
  const scheduled: (() => void)[] = [];
  const told: MediaChangedMessage[] = [];
  createSessionMedia({
    node,
    groupSessionId: CLASS,
    state: () => state,
    epoch: () => 1,
    nowMs: () => 0,
    schedule: (delayMs, run) => {
      // Looking for people who are back comes more often, and has nobody to find here.
      if (delayMs >= 1_000) scheduled.push(run);
      return () => undefined;
    },
    tell: (_participantId, message) => told.push(message),
    report: () => undefined,
  });
  openSession.mockRejectedValue(new DomainError("media/away"));
  emit({ kind: "sessionLost", groupSessionId: CLASS, reason: "gone" });
  for (let times = 1; times <= 3; times++) {
    await vi.waitFor(() => expect(scheduled).toHaveLength(times));
    if (times === 3) openSession.mockResolvedValue({ generation: "next", rtpCapabilities: {} as never });
    scheduled.at(-1)?.();
  }
  await vi.waitFor(() => expect(told.at(-1)).toMatchObject({ generation: "next" }));
  expect(openSession).toHaveBeenCalledTimes(4);
  expect(scheduled).toHaveLength(3);
});
