// What half an hour of one patient's keypoints takes in the database, by the code that stores it.
import { createSecretKey, randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import { packPoseChunks } from "../../server/src/session/pack-pose-chunk.ts";
import { chunkValues } from "../../server/src/session/pose-chunk-store.ts";
import { writeCheckpoint } from "../../server/src/session/referee-checkpoint.ts";
import { movementRuleOf } from "../../shared/src/exercise/movement-rule-of.ts";
import { createPoseFrame, type PoseFrame, snapToGrid } from "../../shared/src/movement/pose-frame.ts";
import { advanceReferee, createReferee } from "../../shared/src/movement/referee.ts";
import { encodeFrame } from "../../shared/src/protocol/pose-packet.ts";
import type { ParticipantId, SetId } from "../../shared/src/session/identifiers.ts";
import { openRecording } from "../movement/read-recording.ts";
import type { BenchRow } from "./bench-row.ts";
import { readExercise } from "./load/record-movement.ts";

const FRAMES_PER_SECOND = 15;
const FRAMES = 30 * 60 * FRAMES_PER_SECOND;
const FRAMES_EACH = 10 * FRAMES_PER_SECOND;
/**
 * What the shipped pose model sees of rendered figures exercising, the picture as grainy as a laptop's camera: five short films, one after
 * the other, made by client/e2e/figure/record-figures.ts and keep-bench-recording.ts.
 */
const SEEN = fileURLToPath(new URL("seen-figures.jsonl.gz", import.meta.url));
const LIMIT_BYTES = 3_500_000;

export async function benchStorage(): Promise<readonly BenchRow[]> {
  const key = createSecretKey(randomBytes(32));
  const exercise = readExercise("squat");
  const frames = await readSeen();
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
      how: `sealed chunks of ten seconds with checkpoints, ${bytesPerFrame.toFixed(0)} bytes a frame, exact on the grid; the pose model's own output on five films of rendered figures; rows and indexes not counted`,
      values: { bytesEach, bytesPerFrame, frames: stored },
    },
  ];
}

async function readSeen(): Promise<PoseFrame[]> {
  const frames: PoseFrame[] = [];
  const { poses } = await openRecording(SEEN, "seen-figures.jsonl.gz");
  for await (const pose of poses) frames.push(snapToGrid(pose, createPoseFrame()));
  return frames;
}
