// A simulated patient: agrees, says where it is, gets ready, and moves as the exercise's definition says, at a camera's pace.
import type { TrackedExercise } from "@ensemble/shared/exercise/exercise.ts";
import { synthesizeRecording } from "@ensemble/shared/exercise/synthesize.ts";
import type { SideChoice } from "@ensemble/shared/movement/motion.ts";
import type { PoseFrame } from "@ensemble/shared/movement/pose-frame.ts";
import type { LinkStatus } from "@ensemble/shared/protocol/room-connection.ts";
import { AGREEMENT_VERSION } from "@ensemble/shared/session/agreement.ts";
import { joinAsSimulated, type SeatAddress, type SimulatedParticipant } from "./simulated-participant.ts";

const FRAMES_PER_SECOND = 15;
const FRAME_MS = 1000 / FRAMES_PER_SECOND;
/** Long enough in position for the referee to know where a movement begins. */
const LEAD_IN_MS = 4_000;
const REMEMBERED_FRAMES = 600;
/** The fastest of them then moves twice as fast as the reference: nobody is tried faster, and so far counting is exact [REP1]. */
export const GREATEST_HASTE = 1.7;

export interface SimulatedPatient {
  readonly participant: SimulatedParticipant;
  /** Repetitions whose movement has been sent to its end, over all sets. */
  readonly performed: () => number;
  readonly framesMade: () => number;
  /** When each of the last frames was given to the connection, by sequence; `performance.now()`. */
  readonly sentAtMs: () => Map<number, number>;
  /** Set whose movement has been sent to its end. */
  readonly finishedSet: () => string | undefined;
  /** No more frames; the connection stays. */
  readonly stopMoving: () => void;
  readonly close: () => void;
}

export async function startSimulatedPatient(options: {
  readonly url: string;
  readonly inviteLink: string;
  readonly groupSessionId: string;
  readonly seatAddress?: SeatAddress | undefined;
  readonly exercises: ReadonlyMap<string, TrackedExercise>;
  /** Tells simulated patients apart: pace and height follow from it. */
  readonly seed: number;
  /** How many times as fast as people who take their time, up to `GREATEST_HASTE`; 1 when nothing is said. */
  readonly haste?: number | undefined;
  readonly onStatus?: (status: LinkStatus, refusal: string | undefined) => void;
  readonly onRefusal?: (code: string, count: number) => void;
  readonly onRoom?: Parameters<typeof joinAsSimulated>[0]["onRoom"];
}): Promise<SimulatedPatient> {
  const participant = await joinAsSimulated({ ...options, source: "simulated" });
  const { link, me } = participant;
  let frames: readonly PoseFrame[] = standStill(options);
  let ends: readonly number[] = [];
  let startedAtMs = performance.now();
  let lastCaptureMs = 0;
  let index = 0;
  let movingSet: string | undefined;
  let finishedSet: string | undefined;
  let performed = 0;
  let framesMade = 0;
  const sentAtMs = new Map<number, number>();
  let open = true;

  await link.command({ name: "acceptAgreement", version: AGREEMENT_VERSION });
  void link.command({ name: "stateWhereabouts", place: "Simulated place", emergencyContact: "Nobody: simulated" });
  void link.command({ name: "declareReady", ready: true });

  const beginAgain = () => {
    startedAtMs = Math.max(performance.now(), lastCaptureMs + FRAME_MS) - (frames[0]?.atMs ?? 0);
    index = 0;
  };

  const followSet = () => {
    const state = participant.state();
    if (state === undefined || state.setState !== "running" || state.setId === movingSet) return;
    const exercise = options.exercises.get(state.setExerciseId);
    if (exercise === undefined) return;
    movingSet = state.setId;
    const target = state.clinical.get(me.personId);
    const recording = perform(exercise, {
      side: (target?.side ?? "both") as SideChoice,
      repetitions: target?.targetRepetitions ?? 0,
      seed: options.seed,
      haste: options.haste,
    });
    frames = recording.frames;
    ends = recording.truth.repetitions.map((repetition) => repetition.endMs);
    beginAgain();
  };

  const tick = () => {
    if (!open) return;
    followSet();
    const state = participant.state();
    const paused = state !== undefined && state.setId === movingSet && state.setState === "paused";
    const frame = frames[index];
    if (frame === undefined) {
      if (movingSet !== undefined && ends.length > 0) finishedSet = movingSet;
      frames = standStill(options);
      ends = [];
      beginAgain();
    } else if (!paused) {
      // A camera's clock, not this loop's: what is sent late was still seen in time.
      const captureMs = Math.round(startedAtMs + frame.atMs);
      lastCaptureMs = captureMs;
      const sequence = link.sendFrame({ ...frame, atMs: captureMs }, "none", captureMs);
      framesMade += 1;
      sentAtMs.set(sequence, performance.now());
      sentAtMs.delete(sequence - REMEMBERED_FRAMES);
      const before = frames[index - 1]?.atMs ?? -1;
      performed += ends.filter((endMs) => endMs > before && endMs <= frame.atMs).length;
      index += 1;
    } else startedAtMs += FRAME_MS;
    const dueMs = startedAtMs + (frames[index]?.atMs ?? 0);
    setTimeout(tick, Math.max(1, dueMs - performance.now()));
  };
  tick();

  return {
    participant,
    performed: () => performed,
    framesMade: () => framesMade,
    sentAtMs: () => sentAtMs,
    finishedSet: () => finishedSet,
    stopMoving: () => {
      open = false;
    },
    close: () => {
      open = false;
      link.close();
    },
  };
}

function perform(
  exercise: TrackedExercise,
  of: { side: SideChoice; repetitions: number; seed: number; haste?: number | undefined },
) {
  const { haste = 1 } = of;
  return synthesizeRecording(exercise, {
    repetitions: of.repetitions,
    side: of.side,
    framesPerSecond: FRAMES_PER_SECOND,
    tempoScale: (0.85 + (of.seed % 5) * 0.08) * haste,
    statureMetres: 1.58 + (of.seed % 6) * 0.05,
    viewDegrees: exercise.measures[0]?.views.includes("side") ? 60 : 0,
    leadInMs: Math.round(LEAD_IN_MS / haste),
    seed: of.seed,
    noiseMetres: 0.002,
  });
}

/** A second of standing, again and again. */
function standStill(options: {
  readonly exercises: ReadonlyMap<string, TrackedExercise>;
  readonly seed: number;
}): readonly PoseFrame[] {
  const any = [...options.exercises.values()].find((exercise) => exercise.position === "standing");
  if (any === undefined) throw new Error("There is no standing exercise to stand still from.");
  return perform(any, { side: any.sides[0] ?? "both", repetitions: 0, seed: options.seed }).frames;
}
