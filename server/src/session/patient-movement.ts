// One patient's stream of frames in the live session: taken in order, judged, fed to the referee while a set runs.
import { judgeFrame } from "@ensemble/shared/movement/plausibility-rules.ts";
import { createPoseFrame, type PoseFrame } from "@ensemble/shared/movement/pose-frame.ts";
import type { RefereeState } from "@ensemble/shared/movement/referee.ts";
import { decodeFrame, type FrameHeader } from "@ensemble/shared/protocol/pose-packet.ts";
import type { RefusalCode } from "@ensemble/shared/protocol/refusal-codes.ts";
import {
  createFrameIntake,
  type FrameIntake,
  type FrameVerdict,
  takeFrame,
  takeNumber,
} from "@ensemble/shared/session/frame-intake.ts";

export interface PatientMovement {
  readonly member: number;
  readonly intake: FrameIntake;
  /** While a set is open; undefined between sets. */
  referee: RefereeState | undefined;
  /** The last frame taken since the last bundle for the avatars, as it is stored: read out it would be many pieces of memory. */
  fresh: Uint8Array | undefined;
  /** Highest contiguous frame whose effects are committed, and what was last told. */
  committed: number;
  told: number;
  /** Frames waiting for their commit; `settled` is acknowledged once none waits. */
  waiting: number;
  settled: number;
  /** Stored since the last chunk, in order, as stored. */
  uncompacted: Uint8Array[];
  /** Session time of the first of them: asked of every frame, when that one has long left the cache. */
  uncompactedFromMs: number;
}

/** What a frame's bytes say. */
export interface ReadFrame {
  readonly header: FrameHeader;
  readonly body: PoseFrame;
}

export function createPatientMovement(member: number, lastSequence: number, lastAtMs: number): PatientMovement {
  return {
    member,
    intake: createFrameIntake(lastSequence + 1, lastAtMs),
    referee: undefined,
    fresh: undefined,
    committed: lastSequence,
    told: lastSequence,
    waiting: 0,
    settled: lastSequence,
    uncompacted: [],
    uncompactedFromMs: 0,
  };
}

export function createReadFrame(): ReadFrame {
  return { header: { sequence: 0, captureMs: 0, model: "none", earlierGone: false }, body: createPoseFrame() };
}

export type FrameOutcome =
  | { readonly kind: "refused"; readonly code: RefusalCode }
  | Exclude<FrameVerdict, { kind: "refused" }>;

/** Reads one frame into `into` and judges it; when it is taken, its body has session time. */
export function takeFrameBytes(
  movement: PatientMovement,
  bytes: Uint8Array,
  sessionNowMs: number,
  into: ReadFrame,
): FrameOutcome {
  const { header, body } = into;
  const malformed = decodeFrame(bytes, header, body);
  if (malformed !== undefined) {
    // Sent again it would be no better: its number is used up, so that the frames after it are not a gap.
    const number = takeNumber(movement.intake, header);
    return number.kind === "next" ? { kind: "refused", code: malformed } : number;
  }
  const { lastAtMs, offsetMs } = movement.intake;
  const verdict = takeFrame(movement.intake, header, sessionNowMs);
  if (verdict.kind !== "taken") return verdict;
  body.atMs = verdict.atMs;
  const impossible = judgeFrame(undefined, body);
  if (impossible !== undefined) {
    // It used up its number and says nothing else: time, clock and what is missing wait for the next body that could be.
    movement.intake.lastAtMs = lastAtMs;
    movement.intake.offsetMs = offsetMs;
    movement.intake.missedFrom = verdict.missedFrom;
    return { kind: "refused", code: impossible };
  }
  return verdict;
}

const { header: ignored } = createReadFrame();

/** Reads the last body taken into `into`; false when it is not new since the last call. */
export function takeFresh(movement: PatientMovement, into: PoseFrame): boolean {
  if (movement.fresh === undefined) return false;
  decodeFrame(movement.fresh, ignored, into);
  movement.fresh = undefined;
  return true;
}

/** A frame without effects: acknowledged as soon as everything before it is committed. */
export function settleFrame(movement: PatientMovement, sequence: number): void {
  movement.settled = Math.max(movement.settled, sequence);
  if (movement.waiting === 0) movement.committed = Math.max(movement.committed, movement.settled);
}

export function awaitCommit(movement: PatientMovement): void {
  movement.waiting += 1;
}

export function commitFrame(movement: PatientMovement, sequence: number): void {
  movement.waiting -= 1;
  movement.committed = Math.max(movement.committed, sequence);
  if (movement.waiting === 0) movement.committed = Math.max(movement.committed, movement.settled);
}
