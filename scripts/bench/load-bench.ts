// What a session costs when there are many: a ramp of full classes on one server whose core is its own, and in turns with it the same ramp
// of bare echo rooms. Slopes are compared, so that what a process costs without any session is nobody's.
import { loadavg } from "node:os";
import { type LatencySummary, latencySummary } from "../../server/src/demo/latency-summary.ts";
import { findTransportProgram, type TransportName, type TransportProgram } from "../cluster/transport-program.ts";
import { type BenchRow, notMeasured } from "./bench-row.ts";
import { fitLine, type Line } from "./load/fit-line.ts";
import {
  joinEcho,
  joinSession,
  type LoadedEcho,
  type LoadedRoom,
  type LoadedSession,
  PATIENTS,
} from "./load/loaded-room.ts";
import { pinMeasured } from "./load/pin-processes.ts";
import { postgresCpuMicroseconds } from "./load/postgres-cpu.ts";
import { type RecordedMovement, readExercise, recordClass } from "./load/record-movement.ts";
import { type PacedRoom, sendAtCameraPace } from "./load/send-at-camera-pace.ts";
import { type MeasuredProcess, startMeasured } from "./load/start-measured.ts";
import { watchBundles } from "./load/watch-bundles.ts";
import { type FrameWatch, watchRepetitions } from "./load/watch-repetitions.ts";

export const TRANSPORTS = ["ws", "uws"] as const satisfies readonly TransportName[];
const PART = "load";
const EXERCISE = "squat";
/** Enough that the sets of the first sessions last longer than the whole ramp. */
const REPETITIONS = 100;
const FRAMES_PER_SECOND = 15;
const STEPS = [10, 20, 40, 60];
/** Before the first step, which would else be the compiler's, and before each further one. */
const FIRST_WARM_UP_SECONDS = 60;
const WARM_UP_SECONDS = 10;
/** A generator that is later than this at its worst hundredth measures itself. */
const LATE_MS = 100;
/** A server that is at its limit leaves out bodies, and costs no more however many come: such a step says nothing of a session's cost. */
const KEPT_UP_SHARE = 0.85;
const SLOPE_LIMIT = 2;
/** Seven people's seats and views, and ten seconds of six patients' frames, at most twice while they are packed. */
const MEMORY_PER_SESSION = 2_000_000;
const SESSIONS_PER_CORE = 100;

interface Step {
  readonly rooms: number;
  /** Of a core: the server's process, and its database beside it where that can be read. */
  readonly share: number;
  readonly database: number | undefined;
  readonly lateP99Ms: number;
  /** From a frame until all seven have what comes of it: the repetition it finishes, of a bare room the bundle it is in. */
  readonly latency: LatencySummary;
  readonly bytesPerClient: number;
  /** The heap and the buffers outside it, in which frames lie until they are packed. */
  readonly heldBytes: number;
}

/** Over ws and, where it can be had, over uWebSockets.js; or over one of them. */
export async function benchLoad({
  seconds,
  transport: only,
}: {
  readonly seconds: number;
  readonly transport: TransportName | undefined;
}): Promise<readonly BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const transport of only === undefined ? TRANSPORTS : [only]) {
    const program = findTransportProgram(transport, process.env.ENSEMBLE_CACHE_DIR ?? "");
    if ("reason" in program) rows.push(notMeasured(PART, `the same over ${transport}`, "–", program.reason));
    else rows.push(...(await benchTransport(transport, program, seconds)));
  }
  return rows;
}

async function benchTransport(
  transport: TransportName,
  program: TransportProgram,
  seconds: number,
): Promise<readonly BenchRow[]> {
  const { session, echo } = await rampInTurns(program, seconds);
  if (session.steps.length < 2 || echo.steps.length < 2) {
    const late = session.steps.length < 2 ? { what: "sessions", ramp: session } : { what: "bare rooms", ramp: echo };
    const why = `with ${late.ramp.endedAt} ${late.what} over ${transport} the generator is late: this machine cannot send more`;
    return [
      notMeasured(PART, "CPU a session at 10, 20, 40, 60 sessions", `≤ ${SLOPE_LIMIT} × the bare room's slope`, why),
    ];
  }
  return [
    ...session.steps.map((step) => describeStep(step, SESSIONS, transport)),
    ...echo.steps.map((step) => describeStep(step, BARE_ROOMS, transport)),
    ...describeSlopes(session, echo, transport),
  ];
}

interface Ramp {
  readonly steps: readonly Step[];
  readonly pinned: boolean;
  /** At how many rooms the generator was late, if it was. */
  readonly endedAt: number | undefined;
}

/**
 * Both servers run all the time, and at each step one is measured while the other is sent nothing: a machine is not as fast now as it is
 * five minutes later, and what is compared is to have the same share of that.
 */
async function rampInTurns(program: TransportProgram, seconds: number): Promise<{ session: Ramp; echo: Ramp }> {
  const movements = recordClass(readExercise(EXERCISE), PATIENTS, REPETITIONS);
  const session = await openRamp("session-server", program, (url) => joinSession(url, EXERCISE, REPETITIONS));
  try {
    const echo = await openRamp("echo-server", program, joinEcho);
    try {
      for (const [index, count] of STEPS.entries()) {
        for (const ramp of index % 2 === 0 ? [session, echo] : [echo, session])
          if (ramp.endedAt === undefined) await climb(ramp, { count, movements, seconds });
      }
      for (const { rooms } of [session, echo]) for (const room of rooms) room.close();
      return { session, echo };
    } finally {
      await echo.server.close();
    }
  } finally {
    await session.server.close();
  }
}

interface OpenRamp extends Ramp {
  readonly server: MeasuredProcess;
  readonly join: (url: string) => Promise<LoadedEcho | LoadedSession>;
  readonly rooms: (PacedRoom & (LoadedEcho | LoadedSession))[];
  readonly steps: Step[];
  /** The next frame to be sent. */
  from: number;
  endedAt: number | undefined;
}

async function openRamp(
  name: "session-server" | "echo-server",
  program: TransportProgram,
  join: OpenRamp["join"],
): Promise<OpenRamp> {
  const server = await startMeasured(name, program);
  const pinned = await pinMeasured(server.pid, server.dataDirectory);
  return { server, join, pinned, rooms: [], steps: [], from: 0, endedAt: undefined };
}

/** Up to so many rooms, and measures them. */
async function climb(
  ramp: OpenRamp,
  {
    count,
    movements,
    seconds,
  }: { readonly count: number; readonly movements: readonly RecordedMovement[]; readonly seconds: number },
): Promise<void> {
  const { server, rooms, steps } = ramp;
  while (rooms.length < count) rooms.push(Object.assign(await ramp.join(server.url), { begins: ramp.from }));
  const watch = watchAll(rooms);
  const warm = ramp.from + (steps.length === 0 ? FIRST_WARM_UP_SECONDS : WARM_UP_SECONDS) * FRAMES_PER_SECOND;
  await sendAtCameraPace({ rooms, movements, from: ramp.from, to: warm });
  const before = await reading(server, rooms);
  ramp.from = warm + seconds * FRAMES_PER_SECOND;
  const { lateMs } = await sendAtCameraPace({ rooms, movements, from: warm, to: ramp.from, onSent: watch.sent });
  const after = await reading(server, rooms);
  const lateP99Ms = latencySummary(lateMs).p99 ?? 0;
  const memory = await server.memory();
  if (lateP99Ms > LATE_MS) {
    ramp.endedAt = count;
    return;
  }
  const elapsedMs = after.atMs - before.atMs;
  steps.push({
    rooms: count,
    share: (after.cpu - before.cpu) / 1000 / elapsedMs,
    database: after.database === undefined ? undefined : (after.database - (before.database ?? 0)) / 1000 / elapsedMs,
    lateP99Ms,
    latency: latencySummary(watch.latenciesMs),
    bytesPerClient: ((after.bytes - before.bytes) * 1000) / elapsedMs / count / (PATIENTS + 1),
    heldBytes: memory.heapBytes + memory.bufferBytes,
  });
}

/** All of a ramp are of one kind. */
function watchAll(rooms: readonly (LoadedEcho | LoadedSession)[]): FrameWatch {
  const echoes = rooms.filter((room): room is LoadedEcho => "onBundle" in room);
  if (echoes.length > 0) return watchBundles(echoes);
  return watchRepetitions(rooms.filter((room): room is LoadedSession => "onRepetition" in room));
}

async function reading(server: MeasuredProcess, rooms: readonly LoadedRoom[]) {
  const bytes = rooms.reduce((sum, room) => sum + room.bytesIn(), 0);
  const database = await postgresCpuMicroseconds(server.dataDirectory);
  return { atMs: performance.now(), cpu: await server.cpuMicroseconds(), database, bytes };
}

interface Kind {
  readonly rooms: string;
  readonly one: string;
  /** What of a frame becomes visible to all. */
  readonly visible: string;
}
const SESSIONS: Kind = { rooms: "sessions", one: "a session", visible: "repetition" };
const BARE_ROOMS: Kind = { rooms: "bare rooms", one: "a bare room", visible: "bundle" };

function describeStep(step: Step, { rooms, one, visible }: Kind, transport: TransportName): BenchRow {
  const { p50, p99 } = step.latency;
  const besides = step.database === undefined ? "" : `PostgreSQL besides ${percent(step.database)}; `;
  return {
    part: PART,
    what: `${step.rooms} ${rooms} of 1 + ${PATIENTS} at ${FRAMES_PER_SECOND} Hz on one core, ${transport}`,
    goal: "–",
    measured: `${percent(step.share)} of a core, ${percent(step.share / step.rooms)} ${one}; frame → ${visible} visible to all p50 ${p50} · p99 ${p99} ms`,
    met: undefined,
    how: `${besides}${(step.bytesPerClient / 1000).toFixed(1)} kB/s to a client; ${megabytes(step.heldBytes)} held; generator's p99 lateness ${step.lateP99Ms} ms`,
    values: {
      rooms: step.rooms,
      share: step.share,
      p99Ms: p99 ?? Number.NaN,
      bytesPerClient: step.bytesPerClient,
      heldBytes: step.heldBytes,
    },
  };
}

function describeSlopes(session: Ramp, echo: Ramp, transport: TransportName): readonly BenchRow[] {
  const keptUp = session.steps.filter(
    ({ bytesPerClient }) => bytesPerClient >= KEPT_UP_SHARE * (session.steps[0]?.bytesPerClient ?? 0),
  );
  if (keptUp.length < 2)
    return [
      notMeasured(
        PART,
        `CPU that a session adds, ${transport}`,
        `≤ ${SLOPE_LIMIT} ×`,
        "the server kept up at one step only",
      ),
    ];
  const lineOf = (steps: readonly Step[], read: (step: Step) => number): Line =>
    fitLine(steps.map((step) => [step.rooms, read(step)] as const));
  const ours = lineOf(keptUp, ({ share }) => share);
  const bare = lineOf(echo.steps, ({ share }) => share);
  const memory = lineOf(keptUp, ({ heldBytes }) => heldBytes);
  const bareMemory = lineOf(echo.steps, ({ heldBytes }) => heldBytes);
  const ratio = ours.slope / bare.slope;
  const perCore = Math.floor((1 - ours.intercept) / ours.slope);
  const ended = (what: string, { endedAt }: Ramp) =>
    endedAt === undefined ? "" : `; ${what} ended before ${endedAt}: the generator was late`;
  const how =
    `least squares over ${keptUp.map(({ rooms }) => rooms).join(", ")} sessions, at which the server kept up, and ` +
    `${echo.steps.map(({ rooms }) => rooms).join(", ")} bare rooms${ended("the ramp", session)}${ended("the bare one", echo)}; ` +
    `${session.pinned ? "server on a core of its own" : "processes not pinned"}; load average ${loadavg()[0]?.toFixed(1)}`;
  return [
    {
      part: PART,
      what: `CPU that a session adds, against a bare echo room, ${transport}`,
      goal: `≤ ${SLOPE_LIMIT} ×`,
      measured: `${ratio.toFixed(2)} × (${percent(ours.slope)} against ${percent(bare.slope)} of a core; without any ${percent(ours.intercept)} against ${percent(bare.intercept)})`,
      met: ratio <= SLOPE_LIMIT,
      how,
      values: {
        ratio,
        slope: ours.slope,
        intercept: ours.intercept,
        bareSlope: bare.slope,
        bareIntercept: bare.intercept,
      },
    },
    {
      part: PART,
      what: `sessions a core by that line, ${transport}`,
      goal: `≥ ${SESSIONS_PER_CORE}`,
      measured: String(perCore),
      met: perCore >= SESSIONS_PER_CORE,
      how: "where the line reaches the whole core",
      values: { sessions: perCore },
    },
    {
      part: PART,
      what: `memory that a session adds, set running, ${transport}`,
      goal: `≤ ${megabytes(MEMORY_PER_SESSION)}`,
      measured: `${megabytes(memory.slope)} of heap and buffers, a bare room ${megabytes(bareMemory.slope)}`,
      met: memory.slope <= MEMORY_PER_SESSION,
      how: "least squares over the same steps, after a forced collection each",
      values: { bytes: memory.slope, bareBytes: bareMemory.slope },
    },
  ];
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(2)} MB`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}
