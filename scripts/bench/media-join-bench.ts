// How soon somebody who joins sees another person: through the product's own pages and a real media worker, in browsers on this machine.
import { execFile } from "node:child_process";
import { loadavg } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type {
  JoinTimeRequest,
  JoinTimes,
  TherapistJoinTimeRequest,
  TherapistJoinTimes,
} from "../../client/e2e/bench/join-times.ts";
import { latencySummary } from "../../server/src/demo/latency-summary.ts";
import type { BenchRow } from "./bench-row.ts";
import { createRealClass } from "./load/create-real-class.ts";
import { startMeasured } from "./load/start-measured.ts";
import { describeSpread, spreadOf } from "./spread.ts";

const PROGRAMS = join(import.meta.dirname, "../../client/e2e/bench");
const JOINS = 20;
const THERAPIST_JOINS = 20;
/** As many browsers as two cores carry beside the therapist's. */
const PATIENTS = 3;
const LIMIT_MS = 2_000;
const GOAL = "≤ 2 s median";

export async function benchMediaJoin(): Promise<readonly BenchRow[]> {
  return [await patientJoins("home"), await patientJoins("address"), await therapistJoins()];
}

export async function patientJoins(from: JoinTimeRequest["from"]): Promise<BenchRow> {
  const { pictureMs } = await measure<JoinTimeRequest, JoinTimes>("join-time.ts", 1, { joins: JOINS, from });
  const what =
    from === "home"
      ? "join, warm: the press on the home page → a patient sees the therapist"
      : "join, cold: a browser without anything stored opens the class's address → a patient sees the therapist";
  return joinRow(what, pictureMs, `${JOINS} joins of a class under way, therapist in a second browser`);
}

export async function therapistJoins(): Promise<BenchRow> {
  const { firstMs, allMs } = await measure<TherapistJoinTimeRequest, TherapistJoinTimes>(
    "therapist-join-time.ts",
    PATIENTS,
    { joins: THERAPIST_JOINS },
  );
  const first = describeSpread(spreadOf(firstMs), 0);
  return joinRow(
    `join, warm: the press on the home page → a therapist sees all ${PATIENTS} patients`,
    allMs,
    `${THERAPIST_JOINS} joins, the patients in ${PATIENTS} browsers on the same machine, 10 pictures a second each; the first of them is seen after ${first} ms`,
  );
}

function joinRow(what: string, seenMs: readonly number[], how: string): BenchRow {
  const { median, lowest, highest } = spreadOf(seenMs);
  const p95 = latencySummary(seenMs).p95 ?? Number.NaN;
  return {
    part: "media",
    what,
    goal: GOAL,
    measured: `p50 ${median.toFixed(0)} · p95 ${p95.toFixed(0)} ms`,
    met: median <= LIMIT_MS,
    how: `${how}; first decoded picture; ${lowest.toFixed(0)}–${highest.toFixed(0)} ms; Chromium without a graphics processor, all on this machine; load average ${loadavg()[0]?.toFixed(1)}`,
    values: { medianMs: median, p95Ms: p95, joins: seenMs.length },
  };
}

/** On a server of its own. */
async function measure<Request extends TherapistJoinTimeRequest, Times>(
  program: string,
  patients: number,
  asked: Omit<Request, "url" | "created">,
): Promise<Times> {
  const server = await startMeasured("session-server");
  try {
    const request = { ...asked, url: server.url, created: await createRealClass(server, patients) };
    const { stdout } = await promisify(execFile)(process.execPath, [join(PROGRAMS, program), JSON.stringify(request)]);
    return JSON.parse(stdout) as Times;
  } finally {
    await server.close();
  }
}
