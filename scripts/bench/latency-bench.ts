// From a frame's bytes on the wire to the repetition it finishes on all seven clients: in one quiet session, and with as many
// sessions as take about 60 % of a core.
import { loadavg } from "node:os";
import { latencySummary } from "../../server/src/demo/latency-summary.ts";
import { type BenchRow, notMeasured } from "./bench-row.ts";
import { joinSession, type LoadedSession, PATIENTS } from "./load/loaded-room.ts";
import { type RecordedMovement, readExercise, recordClass } from "./load/record-movement.ts";
import { sendAtCameraPace } from "./load/send-at-camera-pace.ts";
import { type MeasuredProcess, startMeasured } from "./load/start-measured.ts";
import { watchRepetitions } from "./load/watch-repetitions.ts";

const EXERCISE = "squat";
const REPETITIONS = 60;
const FRAMES_PER_SECOND = 15;
const WARM_UP_SECONDS = 10;
const WANTED_SHARE = 0.6;
const MOST_SESSIONS = 40;
const LIMIT_MS = 50;
/** Repetitions of the last frames are still on their way when those have been sent. */
const SETTLE_SECONDS = 2;

export async function benchLatency({ seconds }: { readonly seconds: number }): Promise<readonly BenchRow[]> {
  const movements = recordClass(readExercise(EXERCISE), PATIENTS, REPETITIONS);
  const server = await startMeasured("session-server");
  try {
    const quiet = await measure(server, 1, movements, seconds);
    const sessions = Math.max(2, Math.min(MOST_SESSIONS, Math.round(WANTED_SHARE / quiet.share)));
    const loaded = await measure(server, sessions, movements, seconds);
    return [
      describe("latency", quiet, `goal is at ${100 * WANTED_SHARE} % of a core`, false),
      describe("latency", loaded, "≤ 50 ms p99 at 60 % of a core", true),
      notMeasured(
        "latency",
        "pose frame in → repetition visible to all, end to end",
        "≤ 150 ms p95",
        "needs browsers on both ends",
      ),
    ];
  } finally {
    await server.close();
  }
}

interface Measurement {
  readonly sessions: number;
  readonly share: number;
  readonly latenciesMs: readonly number[];
  readonly lateMs: readonly number[];
}

async function measure(
  server: MeasuredProcess,
  count: number,
  movements: readonly RecordedMovement[],
  seconds: number,
): Promise<Measurement> {
  const sessions: LoadedSession[] = [];
  for (let i = 0; i < count; i++) sessions.push(await joinSession(server.url, EXERCISE, REPETITIONS));
  const watch = watchRepetitions(sessions);
  const warmFrames = WARM_UP_SECONDS * FRAMES_PER_SECOND;
  await sendAtCameraPace({ rooms: sessions, movements, from: 0, to: warmFrames });
  const cpu = await server.cpuMicroseconds();
  const atMs = performance.now();
  const to = warmFrames + seconds * FRAMES_PER_SECOND;
  const { lateMs } = await sendAtCameraPace({ rooms: sessions, movements, from: warmFrames, to, onSent: watch.sent });
  const share = ((await server.cpuMicroseconds()) - cpu) / 1000 / (performance.now() - atMs);
  const settled = to + SETTLE_SECONDS * FRAMES_PER_SECOND;
  await sendAtCameraPace({ rooms: sessions, movements, from: to, to: settled });
  for (const session of sessions) session.close();
  return { sessions: count, share, latenciesMs: watch.latenciesMs, lateMs };
}

function describe(part: string, of: Measurement, goal: string, judged: boolean): BenchRow {
  const { p50, p95, p99 } = latencySummary(of.latenciesMs);
  if (p50 === null || p95 === null || p99 === null) throw new Error("no repetition became visible to all");
  const late = latencySummary(of.lateMs).p99 ?? 0;
  const share = `${Math.round(100 * of.share)} %`;
  return {
    part,
    what: `pose frame in → repetition visible to all, server side, ${of.sessions === 1 ? "one session" : `${of.sessions} sessions`}`,
    goal,
    measured: `p50 ${p50} · p95 ${p95} · p99 ${p99} ms at ${share} of a core`,
    met: judged ? p99 <= LIMIT_MS : undefined,
    how: `${of.latenciesMs.length} repetitions, bytes written → decoded by the last of seven clients over loopback, commit included; generator's p99 lateness ${late} ms; load average ${loadavg()[0]?.toFixed(1)}`,
    values: {
      sessions: of.sessions,
      share: of.share,
      p50,
      p95,
      p99,
      repetitions: of.latenciesMs.length,
      generatorLateP99: late,
    },
  };
}
