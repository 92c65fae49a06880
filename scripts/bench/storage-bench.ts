// What half an hour of one patient's keypoints takes in the database, by the code that stores it.
import { createSecretKey, randomBytes } from "node:crypto";
import { packPoseChunks } from "../../server/src/session/pack-pose-chunk.ts";
import { chunkValues } from "../../server/src/session/pose-chunk-store.ts";
import { writeCheckpoint } from "../../server/src/session/referee-checkpoint.ts";
import { movementRuleOf } from "../../shared/src/exercise/movement-rule-of.ts";
import { synthesizeRecording } from "../../shared/src/exercise/synthesize.ts";
import { advanceReferee, createReferee } from "../../shared/src/movement/referee.ts";
import { encodeFrame } from "../../shared/src/protocol/pose-packet.ts";
import type { ParticipantId, SetId } from "../../shared/src/session/identifiers.ts";
import type { BenchRow } from "./bench-row.ts";
import { readExercise } from "./load/record-movement.ts";

const FRAMES_PER_SECOND = 15;
const FRAMES = 30 * 60 * FRAMES_PER_SECOND;
const FRAMES_EACH = 10 * FRAMES_PER_SECOND;
/** Takes a few more bytes than the pose model's own output on a film of a drawn person with picture noise. */
const NOISE_METRES = 0.005;
const LIMIT_BYTES = 3_500_000;

export async function benchStorage(): Promise<readonly BenchRow[]> {
  const key = createSecretKey(randomBytes(32));
  const exercise = readExercise("squat");
  const { frames } = synthesizeRecording(exercise, {
    repetitions: 40,
    framesPerSecond: FRAMES_PER_SECOND,
    viewDegrees: 60,
    noiseMetres: NOISE_METRES,
  });
  const referee = createReferee(movementRuleOf(exercise), { side: "both" });
  let bytes = 0;
  let stored = 0;
  for (let from = 0; from + FRAMES_EACH <= frames.length; from += FRAMES_EACH) {
    const part = frames.slice(from, from + FRAMES_EACH);
    for (const frame of part) advanceReferee(referee, frame);
    const chunks = await packPoseChunks([
      {
        participantId: "patient" as ParticipantId,
        setId: "set" as SetId,
        frames: part.map((frame, index) =>
          encodeFrame(
            { sequence: from + index + 1, captureMs: Math.round(frame.atMs), model: "full", earlierGone: false },
            frame,
          ),
        ),
        checkpoint: writeCheckpoint(referee),
      },
    ]);
    for (const value of chunkValues(key, "session", chunks).flat()) {
      if (value instanceof Uint8Array) bytes += value.byteLength;
    }
    stored += part.length;
  }
  const bytesPerFrame = bytes / stored;
  const bytesEach = bytesPerFrame * FRAMES;
  return [
    {
      part: "storage",
      what: "keypoints stored, 30 min at 15 Hz, world and image landmarks",
      goal: "≤ 3.5 MB",
      measured: `${(bytesEach / 1e6).toFixed(1)} MB a patient`,
      met: bytesEach <= LIMIT_BYTES,
      how: `sealed chunks of ten seconds with checkpoints, ${bytesPerFrame.toFixed(0)} bytes a frame, exact on the grid; a synthetic body trembling by ${1000 * NOISE_METRES} mm; rows and indexes not counted`,
      values: { bytesEach, bytesPerFrame, frames: stored },
    },
  ];
}
