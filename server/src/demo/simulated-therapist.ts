// A simulated therapist: leads a class from warm-up to cool-down, and steps aside when a real one is there.

import type { Room } from "@colyseus/sdk";
import type { LinkStatus } from "@ensemble/shared/protocol/room-connection.ts";
import type { ExerciseId, ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import type { MovingPhase } from "@ensemble/shared/session/session-fact.ts";
import {
  joinAsSimulated,
  type SeatAddress,
  type SimulatedParticipant,
  type WireState,
} from "./simulated-participant.ts";

export interface Block {
  readonly phase: MovingPhase;
  readonly exerciseId: string;
}

const LOOK_EVERY_MS = 200;
const HEARS_AT_MOST_MS = 2_000;
const SHOWN_AT_MOST_MS = 5_000;

export interface SimulatedTherapist {
  readonly participant: SimulatedParticipant;
  /** Leads one block: chooses, starts, waits until `isDone` or the time is over, finishes. */
  readonly lead: (block: Block, isDone: (state: WireState) => boolean, atMostMs: number) => Promise<void>;
  /** Takes every alarm, and agrees to go on with whoever agrees. */
  readonly answerStops: () => Promise<void>;
  /** Takes first what alarms there are. */
  readonly finishSession: () => Promise<void>;
  readonly close: () => void;
}

export async function startSimulatedTherapist(options: {
  readonly url: string;
  readonly inviteLink: string;
  readonly groupSessionId: string;
  readonly seatAddress?: SeatAddress | undefined;
  readonly onRoom?: ((room: Room) => void) | undefined;
  readonly onStatus?: (status: LinkStatus, refusal: string | undefined) => void;
}): Promise<SimulatedTherapist> {
  const participant = await joinAsSimulated({ ...options, source: "none" });
  const { link } = participant;
  const answerStops = async () => {
    for (const [id, { stopped, stopTakenById, stopPatientAgrees }] of participant.state()?.clinical ?? []) {
      const participantId = id as ParticipantId;
      if (!stopped) continue;
      if (!stopTakenById) await link.command({ name: "takeAlarm", participantId });
      if (stopPatientAgrees) await link.command({ name: "agreeResume", participantId });
    }
  };
  return {
    participant,
    answerStops,
    lead: async (block, isDone, atMostMs) => {
      await link.command({ name: "startPhase", phase: block.phase });
      await link.command({ name: "chooseExercise", exerciseId: block.exerciseId as ExerciseId });
      const before = participant.state()?.setId;
      await link.command({ name: "startSet" });
      // The answer may come before the state that goes with it, and of the set before everybody may be done.
      await waitUntil(participant, (state) => state.setId !== before, SHOWN_AT_MOST_MS);
      await waitUntil(participant, isDone, atMostMs);
      await link.command({ name: "finishSet" });
    },
    finishSession: async () => {
      for (;;) {
        const answer = await link.command({ name: "finishSession" });
        if (answer.applied || answer.code !== "command/alarm_first") return;
        // Of an alarm it has not heard of yet it hears in a moment.
        await waitUntil(participant, someAlarmWaits, HEARS_AT_MOST_MS);
        await answerStops();
      }
    },
    close: link.close,
  };
}

function someAlarmWaits({ clinical }: WireState): boolean {
  return [...clinical.values()].some((one) => one.stopped && !one.stopTakenById);
}

/** True when the condition came true, false when the time was over or the link closed. */
export async function waitUntil(
  participant: SimulatedParticipant,
  condition: (state: WireState) => boolean,
  atMostMs: number,
): Promise<boolean> {
  const deadline = performance.now() + atMostMs;
  while (performance.now() < deadline) {
    const state = participant.state();
    if (state !== undefined && condition(state)) return true;
    if (participant.link.status() === "closed" || participant.link.status() === "refused") return false;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  return false;
}
