// Sends recorded frames to rooms as cameras would: fifteen a second each, not all at the same moment.
import type { RecordedMovement } from "./record-movement.ts";

export interface LoadReport {
  readonly framesSent: number;
  /** How long after they were due frames were sent: a late generator says more of itself than of the server. */
  readonly lateMs: readonly number[];
}

export interface PacedRoom {
  readonly send: (patient: number, message: Uint8Array) => void;
  /** The frame, as others count, at which it has its first one; 0 when left out. */
  readonly begins?: number;
}

const FRAMES_PER_SECOND = 15;

/**
 * Sends every movement to every room, frames `from` … `to` (not included), for a room that `begins` later that many frames earlier
 * ones. `onSent` is told each frame's moment on
 * `performance.now()`. Resolves after the last one's time is over.
 */
export async function sendAtCameraPace(options: {
  readonly rooms: readonly PacedRoom[];
  readonly movements: readonly RecordedMovement[];
  readonly from: number;
  readonly to: number;
  readonly onSent?: (room: number, patient: number, sequence: number, atMs: number) => void;
}): Promise<LoadReport> {
  const { rooms, movements, from, to } = options;
  const streams = rooms.flatMap((room, index) =>
    movements.map((movement, patient) => ({ room, index, patient, movement })),
  );
  const intervalMs = 1000 / FRAMES_PER_SECOND;
  const startedAtMs = performance.now();
  const lateMs: number[] = [];
  const total = (to - from) * streams.length;
  for (let next = 0; next < total; ) {
    const dueMs = startedAtMs + (next / streams.length) * intervalMs;
    const nowMs = performance.now();
    if (dueMs > nowMs) {
      await new Promise((resolve) => setTimeout(resolve, dueMs - nowMs));
      continue;
    }
    const stream = streams[next % streams.length];
    const frame = stream?.movement.frames[from + Math.floor(next / streams.length) - (stream.room.begins ?? 0)];
    if (stream === undefined || frame === undefined) throw new Error("the recorded movement is too short");
    options.onSent?.(stream.index, stream.patient, frame.sequence, nowMs);
    stream.room.send(stream.patient, frame.message);
    lateMs.push(nowMs - dueMs);
    next += 1;
  }
  const endMs = startedAtMs + (to - from) * intervalMs;
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, endMs - performance.now())));
  return { framesSent: total, lateMs };
}
