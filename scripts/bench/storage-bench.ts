// What half an hour of one patient's keypoints takes in the database, by the code that stores it.
import { randomBytes } from "node:crypto";
import { seal } from "../../server/src/platform/seal.ts";
import { encodeFrameBatch, type StoredFrame, storedFrame } from "../../server/src/session/frame-batch.ts";
import type { BenchRow } from "./bench-row.ts";
import { readExercise, recordMovement } from "./load/record-movement.ts";

const FRAMES_PER_SECOND = 15;
const PATIENTS = 6;
const MINUTES = 30;
/** As the journal writes: what comes within 100 ms is one batch, of all patients. */
const BATCH_MS = 100;
const LIMIT_BYTES = 3_500_000;

export function benchStorage(): readonly BenchRow[] {
  const key = randomBytes(32);
  const movement = recordMovement(readExercise("squat"), { repetitions: 10, seed: 1 });
  const frames = MINUTES * 60 * FRAMES_PER_SECOND;
  let bytes = 0;
  let batch: StoredFrame[] = [];
  let batches = 0;
  const store = () => {
    bytes += seal(key, `frame_batch:bench:${batches}`, encodeFrameBatch(batch)).byteLength;
    batches += 1;
    batch = [];
  };
  for (let index = 0, batchEndsMs = BATCH_MS; index < frames; index++) {
    const atMs = (index * 1000) / FRAMES_PER_SECOND;
    if (atMs >= batchEndsMs) {
      store();
      batchEndsMs = atMs + BATCH_MS;
    }
    const frame = movement.frames[index % movement.frames.length];
    if (frame === undefined) throw new Error("the movement has no frames");
    for (let member = 0; member < PATIENTS; member++) batch.push(storedFrame(member, frame.bytes, Math.round(atMs)));
  }
  store();
  const bytesEach = bytes / PATIENTS;
  return [
    {
      part: "storage",
      what: "keypoints stored, 30 min at 15 Hz, world and image landmarks",
      goal: "≤ 3.5 MB",
      measured: `${(bytesEach / 1e6).toFixed(1)} MB a patient`,
      met: bytesEach <= LIMIT_BYTES,
      how: `uncompressed frame batches of at most ${BATCH_MS} ms, sealed: ${(bytesEach / frames).toFixed(0)} bytes a frame, exact on the grid; the goal is that of chunks, into which nothing compacts them so far; rows and indexes not counted`,
      values: { bytesEach, bytesPerFrame: bytesEach / frames, batches },
    },
  ];
}
