// Processor time of a full session against that of a bare echo room: the same seven clients, the same bytes, in turns, so that
// what else the machine does meets both.
import { loadavg } from "node:os";
import type { BenchRow } from "./bench-row.ts";
import { joinEcho, joinSession, type LoadedRoom, type LoadedSession, PATIENTS } from "./load/loaded-room.ts";
import { postgresCpuMicroseconds } from "./load/postgres-cpu.ts";
import { readExercise, recordClass } from "./load/record-movement.ts";
import { sendAtCameraPace } from "./load/send-at-camera-pace.ts";
import { type MeasuredProcess, startMeasured } from "./load/start-measured.ts";
import { describeSpread, spreadOf } from "./spread.ts";

const EXERCISE = "squat";
/** Enough that the set lasts longer than the measurement. */
const REPETITIONS = 100;
const FRAMES_PER_SECOND = 15;
/** Both, before anything is measured: a class lasts half an hour, its first two minutes are still the compiler's. */
const WARM_UP_SECONDS = 120;
/** At the start of every window, unmeasured: what the pause let go comes back. */
const LEAD_IN_SECONDS = 3;
const LIMIT = 2;

export interface SessionBenchOptions {
  readonly windowSeconds: number;
  readonly pairs: number;
}
interface Measured {
  readonly process: MeasuredProcess;
  readonly room: LoadedRoom;
}

export async function benchSession({ windowSeconds, pairs }: SessionBenchOptions): Promise<readonly BenchRow[]> {
  const movements = recordClass(readExercise(EXERCISE), PATIENTS, REPETITIONS);
  const processes = await Promise.all([startMeasured("session-server"), startMeasured("echo-server")]);
  try {
    const [sessionProcess, echoProcess] = processes;
    const session = await joinSession(sessionProcess.url, EXERCISE, REPETITIONS);
    const real: Measured = { process: sessionProcess, room: session };
    const bare: Measured = { process: echoProcess, room: await joinEcho(echoProcess.url) };
    const positions = new Map<Measured, number>([real, bare].map((one) => [one, 0]));
    const send = async (to: Measured, seconds: number) => {
      const from = positions.get(to) ?? 0;
      const end = from + Math.round(seconds * FRAMES_PER_SECOND);
      positions.set(to, end);
      await sendAtCameraPace({ rooms: [to.room], movements, from, to: end });
    };
    const measure = async (one: Measured) => {
      await send(one, LEAD_IN_SECONDS);
      const before = await reading(one);
      await send(one, windowSeconds);
      const after = await reading(one);
      const seconds = (after.atMs - before.atMs) / 1000;
      return {
        share: (after.cpu - before.cpu) / 1e6 / seconds,
        database: after.database === undefined ? undefined : (after.database - (before.database ?? 0)) / 1e6 / seconds,
        bundlesPerClient: (after.bundles - before.bundles) / (PATIENTS + 1) / seconds,
      };
    };
    const reading = async ({ process, room }: Measured) => ({
      atMs: performance.now(),
      cpu: await process.cpuMicroseconds(),
      database: process === sessionProcess ? await postgresCpuMicroseconds(process.dataDirectory) : undefined,
      bundles: room.bundles(),
    });
    await Promise.all([send(real, WARM_UP_SECONDS), send(bare, WARM_UP_SECONDS)]);
    const windows: { session: Awaited<ReturnType<typeof measure>>; echo: Awaited<ReturnType<typeof measure>> }[] = [];
    for (let pair = 0; pair < pairs; pair++) windows.push({ session: await measure(real), echo: await measure(bare) });
    checkCounted(session);
    session.close();
    bare.room.close();
    return [describe(windows, windowSeconds, session)];
  } finally {
    await Promise.all(processes.map((process) => process.close()));
  }
}

/** A session that counts nothing would be cheap, and no measurement. */
function checkCounted(session: LoadedSession): void {
  if (session.repetitions() === 0) throw new Error("the measured session counted no repetition");
  if (session.refusals() > 0) throw new Error(`the measured session refused frames ${session.refusals()} times`);
}

type Window = { readonly share: number; readonly database: number | undefined; readonly bundlesPerClient: number };

function describe(
  windows: readonly { readonly session: Window; readonly echo: Window }[],
  windowSeconds: number,
  session: LoadedSession,
): BenchRow {
  const ratio = spreadOf(windows.map((pair) => pair.session.share / pair.echo.share));
  const sessionShare = spreadOf(windows.map((pair) => pair.session.share));
  const echoShare = spreadOf(windows.map((pair) => pair.echo.share));
  const databases = windows.flatMap((pair) => (pair.session.database === undefined ? [] : [pair.session.database]));
  const database = databases.length === 0 ? undefined : spreadOf(databases).median;
  const sessionBundles = spreadOf(windows.map((pair) => pair.session.bundlesPerClient)).median;
  const echoBundles = spreadOf(windows.map((pair) => pair.echo.bundlesPerClient)).median;
  const besides = database === undefined ? "" : `, PostgreSQL besides ${percent(database)}`;
  return {
    part: "session",
    what: "CPU of a full session (1 + 6, 15 Hz, journal on) against a bare echo room on the same transport",
    goal: "≤ 2.0 ×",
    measured: `${describeSpread(ratio, 2)} ×`,
    met: ratio.median <= LIMIT,
    how: `${windows.length} × ${windowSeconds} s each in turns, after ${WARM_UP_SECONDS} s of warming up, set running, ${session.repetitions()} repetitions counted; session ${percent(sessionShare.median)}, echo ${percent(echoShare.median)} of a core${besides}; ${sessionBundles.toFixed(1)} and ${echoBundles.toFixed(1)} bundles a second; load average ${loadavg()[0]?.toFixed(1)}`,
    values: {
      ratio: ratio.median,
      ratioLowest: ratio.lowest,
      ratioHighest: ratio.highest,
      sessionShare: sessionShare.median,
      echoShare: echoShare.median,
      sessionBundles,
      echoBundles,
      ...(database === undefined ? {} : { databaseShare: database }),
    },
  };
}

const percent = (share: number) => `${(100 * share).toFixed(2)} %`;
