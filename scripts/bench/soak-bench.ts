// Twenty classes for half an hour: whether memory and latency at the end are what they were after the start.
import { loadavg } from "node:os";
import { latencySummary } from "../../server/src/demo/latency-summary.ts";
import type { BenchRow } from "./bench-row.ts";
import { fitLine } from "./load/fit-line.ts";
import { joinSession, type LoadedSession, PATIENTS } from "./load/loaded-room.ts";
import { readExercise, recordClass } from "./load/record-movement.ts";
import { sendAtCameraPace } from "./load/send-at-camera-pace.ts";
import { startMeasured } from "./load/start-measured.ts";
import { watchRepetitions } from "./load/watch-repetitions.ts";
import { spreadOf } from "./spread.ts";

const PART = "soak";
const EXERCISE = "squat";
const SESSIONS = 20;
const FRAMES_PER_SECOND = 15;
const WINDOW_SECONDS = 60;
/** The compiler's, and what a session builds up in its first minutes. */
const WARM_UP_SHARE = 0.2;
const COMPARED_WINDOWS = 5;
/** A dose has at most a hundred, and counting goes on beyond it. */
const TARGET_REPETITIONS = 100;
const SECONDS_PER_REPETITION = 3;
const GROWTH_LIMIT_BYTES_PER_10_MINUTES = 1e6;
const LATENCY_LIMIT = 1.25;

interface Window {
  readonly minute: number;
  readonly heapBytes: number;
  readonly bufferBytes: number;
  readonly p99Ms: number;
}

export async function benchSoak({ minutes }: { readonly minutes: number }): Promise<readonly BenchRow[]> {
  const repetitions = Math.ceil((minutes * 60) / SECONDS_PER_REPETITION) + 60;
  const movements = recordClass(readExercise(EXERCISE), PATIENTS, repetitions);
  const server = await startMeasured("session-server");
  const windows: Window[] = [];
  try {
    const sessions: LoadedSession[] = [];
    for (let i = 0; i < SESSIONS; i++) sessions.push(await joinSession(server.url, EXERCISE, TARGET_REPETITIONS));
    const watch = watchRepetitions(sessions);
    let seen = 0;
    for (let window = 0; window < minutes; window++) {
      const from = window * WINDOW_SECONDS * FRAMES_PER_SECOND;
      const to = from + WINDOW_SECONDS * FRAMES_PER_SECOND;
      await sendAtCameraPace({ rooms: sessions, movements, from, to, onSent: watch.sent });
      const { p99 } = latencySummary(watch.latenciesMs.slice(seen));
      seen = watch.latenciesMs.length;
      if (p99 === null) throw new Error("no repetition became visible to all in a minute");
      const { heapBytes, bufferBytes } = await server.memory();
      windows.push({ minute: window, heapBytes, bufferBytes, p99Ms: p99 });
    }
    for (const session of sessions) session.close();
  } finally {
    await server.close();
  }
  return describe(windows.slice(Math.floor(windows.length * WARM_UP_SHARE)), minutes);
}

function describe(windows: readonly Window[], minutes: number): readonly BenchRow[] {
  const how = `${SESSIONS} sessions of 1 + ${PATIENTS}, ${minutes} min of which the first fifth is not judged, in windows of a minute; load average ${loadavg()[0]?.toFixed(1)}`;
  const growthOf = (read: (window: Window) => number) =>
    fitLine(windows.map((window) => [window.minute, read(window)] as const)).slope * 10;
  const growth = growthOf(({ heapBytes }) => heapBytes);
  const buffers = growthOf(({ bufferBytes }) => bufferBytes);
  const median = (some: readonly Window[]) => spreadOf(some.map(({ p99Ms }) => p99Ms)).median;
  const first = median(windows.slice(0, COMPARED_WINDOWS));
  const last = median(windows.slice(-COMPARED_WINDOWS));
  return [
    {
      part: PART,
      what: "heap after forced collection, growth in 10 minutes",
      goal: "≤ 1 MB",
      measured: `${(growth / 1e6).toFixed(2)} MB`,
      met: growth <= GROWTH_LIMIT_BYTES_PER_10_MINUTES,
      how,
      values: { bytesPer10Minutes: growth },
    },
    {
      part: PART,
      what: "buffers outside the heap, growth in 10 minutes",
      goal: "–",
      measured: `${(buffers / 1e6).toFixed(2)} MB`,
      met: undefined,
      how: "frames lie there until their chunk is packed, so that each window has a few MB more or less",
      values: { bytesPer10Minutes: buffers },
    },
    {
      part: PART,
      what: "p99 of the last five windows against the first five",
      goal: "at most 25 % above",
      measured: `${last.toFixed(1)} against ${first.toFixed(1)} ms`,
      met: last <= first * LATENCY_LIMIT,
      how,
      values: { firstMs: first, lastMs: last },
    },
  ];
}
