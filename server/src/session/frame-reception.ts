// Pose messages of the patients: split, judged, stored and fed to the referee while a set runs; refusals are counted, never punished.
import { advanceReferee, type MovementFact } from "@ensemble/shared/movement/referee.ts";
import { splitFrames } from "@ensemble/shared/protocol/pose-packet.ts";
import type { RefusalCode } from "@ensemble/shared/protocol/refusal-codes.ts";
import { hasAgreed } from "@ensemble/shared/session/agreement.ts";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import type { SessionFact } from "@ensemble/shared/session/session-fact.ts";
import type { ParticipantState, SessionState } from "@ensemble/shared/session/session-state.ts";
import type { Metrics } from "../platform/metrics.ts";
import type { PoseCompaction } from "./compact-poses.ts";
import { createFrameMemory } from "./frame-batch.ts";
import type { JournalWriter } from "./journal-writer.ts";
import { createMissedFrames } from "./missed-frames.ts";
import {
  awaitCommit,
  commitFrame,
  createReadFrame,
  type PatientMovement,
  settleFrame,
  takeFrameBytes,
} from "./patient-movement.ts";
import type { SessionOutputs } from "./session-outputs.ts";

/** Longer than what was asked for needs to come, over a slow line. */
const ASKED_AGAIN_AFTER_MS = 2_000;

/** What every patient's next frame is read into, of whatever session: the next one's finds it in the processor's cache. */
const read = createReadFrame();

export function createFrameReception(parts: {
  readonly patients: ReadonlyMap<ParticipantId, PatientMovement>;
  readonly epoch: number;
  readonly outputs: SessionOutputs;
  readonly metrics: Pick<Metrics, "frame">;
  readonly writer: JournalWriter;
  readonly compaction: PoseCompaction;
  readonly decided: () => SessionState;
  readonly sessionNowMs: () => number;
  readonly record: (facts: readonly SessionFact[]) => void;
  readonly onMovement: (participantId: ParticipantId, fact: MovementFact, frame: number) => void;
}) {
  const { patients, epoch, outputs, metrics, writer, compaction, decided, sessionNowMs, record, onMovement } = parts;

  const storeFrame = createFrameMemory();
  const missedFrames = createMissedFrames();
  /** Whose frames were left with their devices, because too much waits for the database. */
  const leftWithDevice = new Set<ParticipantId>();

  /** From where each device was last asked to send again, and when: all it sends until it hears of it has the same gap. */
  const asked = new Map<ParticipantId, { readonly from: number; readonly atMs: number }>();
  const isAsked = (participantId: ParticipantId, from: number): boolean => {
    const last = asked.get(participantId);
    return last?.from === from && sessionNowMs() - last.atMs < ASKED_AGAIN_AFTER_MS;
  };
  const askAgainFrom = (participantId: ParticipantId, movement: PatientMovement): void => {
    const resendFrom = movement.intake.expected;
    asked.set(participantId, { from: resendFrom, atMs: sessionNowMs() });
    outputs.acknowledge(participantId, { epoch, through: movement.committed, resendFrom });
  };

  const receiveFrame = (
    participantId: ParticipantId,
    movement: PatientMovement,
    bytes: Uint8Array,
  ): "go on" | "stop" => {
    const nowMs = sessionNowMs();
    const outcome = takeFrameBytes(movement, bytes, nowMs, read);
    const { sequence } = read.header;
    if (outcome.kind === "duplicate") return "go on";
    if (outcome.kind === "gap") {
      if (!isAsked(participantId, movement.intake.expected)) askAgainFrom(participantId, movement);
      return "stop";
    }
    metrics.frame(outcome.kind === "refused" ? outcome.code : "accepted");
    if (outcome.kind === "refused") {
      outputs.refuse(participantId, outcome.code);
      settleFrame(movement, movement.intake.expected - 1);
      return "go on";
    }
    const stored = storeFrame(movement.member, bytes, outcome.atMs);
    movement.fresh = stored.bytes;
    const { clockId } = movement.intake;
    const facts: SessionFact[] = [];
    if (outcome.newOffsetMs !== undefined && clockId !== null) {
      facts.push({ kind: "clockMapped", participantId, clockId, offsetMs: outcome.newOffsetMs });
    }
    if (outcome.missedFrom !== undefined && movement.referee !== undefined)
      missedFrames.note(participantId, outcome.missedFrom, sequence);
    const missed = missedFrames.take(participantId, nowMs);
    if (missed !== undefined) facts.push(missed);
    if (facts.length > 0) record(facts);
    const referee = movement.referee;
    const state = decided();
    if (referee === undefined || !state.set?.running || state.participants[participantId]?.stop !== null) {
      settleFrame(movement, sequence);
      return "go on";
    }
    awaitCommit(movement);
    writer.appendFrame(stored, () => commitFrame(movement, sequence));
    if (movement.uncompacted.length === 0) movement.uncompactedFromMs = outcome.atMs;
    movement.uncompacted.push(stored.bytes);
    for (const fact of advanceReferee(referee, read.body)) onMovement(participantId, fact, sequence);
    compaction.compactIfDue(movement);
    return "go on";
  };

  return {
    receive: (participantId: ParticipantId, message: Uint8Array): void => {
      const movement = patients.get(participantId);
      const refusal = refusalBefore(movement, decided().participants[participantId]);
      const frames = refusal ?? splitFrames(message);
      if (typeof frames === "string") {
        metrics.frame(frames);
        outputs.refuse(participantId, frames);
      } else if (writer.isFull()) leftWithDevice.add(participantId);
      else if (movement !== undefined) {
        for (const bytes of frames) if (receiveFrame(participantId, movement, bytes) === "stop") return;
      }
    },
    acknowledge: (): void => {
      const askAgain = !writer.isFull();
      for (const [participantId, movement] of patients) {
        const missing = askAgain && leftWithDevice.delete(participantId);
        if (movement.committed === movement.told && !missing) continue;
        movement.told = movement.committed;
        if (missing) askAgainFrom(participantId, movement);
        else outputs.acknowledge(participantId, { epoch, through: movement.committed });
      }
    },
  };
}

function refusalBefore(
  movement: PatientMovement | undefined,
  participant: ParticipantState | undefined,
): RefusalCode | undefined {
  if (movement === undefined) return "frame/not_a_patient";
  if (participant === undefined || !hasAgreed(participant)) return "command/agreement_first";
  return movement.intake.clockId === null ? "protocol/hello_first" : undefined;
}
