// Which states of line, storage, camera and call are worth a word to somebody who is moving: the one that matters most, and beside one that is
// about counting what has become of picture and sound.
import type { CallStatus } from "../../call/call.ts";
import type { ShownStep } from "../../call/picture-step-rules.ts";
import type { ConnectionStatus } from "../../connection/client-session.ts";

/** Of picture and sound; "failed": they could not even be begun. Undefined before anybody wants them, and in the moments in which they begin. */
export type CallState = CallStatus | "failed" | undefined;

export type LineState =
  | "reconnecting"
  | "provisional"
  | "uncounted"
  | `step:${Exclude<ShownStep["step"], "full">}`
  | `call:${Exclude<CallStatus, "connected"> | "failed"}`;

/** A call that has not come about by then is worth a word. */
export const CALL_EXPECTED_WITHIN_MS = 8_000;

export interface LineInput {
  readonly status: ConnectionStatus;
  readonly provisional: boolean;
  readonly call: CallState;
  readonly counted: boolean;
  /** Of what passes between this patient and the therapist. */
  readonly step: ShownStep["step"];
}

/** At most two, the more important one first. */
export function lineStates(input: LineInput): readonly LineState[] {
  const first = firstState(input);
  if (first === undefined) return [];
  const { step } = input;
  return (first === "uncounted" || first === "provisional") && step !== "full" ? [first, `step:${step}`] : [first];
}

function firstState(input: LineInput): LineState | undefined {
  if (input.status === "connecting" || input.status === "reconnecting") return "reconnecting";
  const { call, step } = input;
  const mute = call !== undefined && call !== "connected" && call !== "reconnecting";
  // Before the camera: who takes part without one would never learn that nobody can be heard.
  if (mute) return `call:${call}`;
  if (step === "reconnecting" || step === "poseOnly") return `step:${step}`;
  if (!input.counted) return "uncounted";
  if (input.provisional) return "provisional";
  if (step !== "full") return `step:${step}`;
  return call === "reconnecting" ? "call:reconnecting" : undefined;
}
