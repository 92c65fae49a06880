// How long a class stands still when the process that has it is killed, halted or asked to end, as its screens see it.
import { setTimeout as delay } from "node:timers/promises";
import { Redis } from "ioredis";
import { createClass } from "../../server/src/demo/run-demonstration.ts";
import type { SimulatedParticipant } from "../../server/src/demo/simulated-participant.ts";
import { startSimulatedPatient } from "../../server/src/demo/simulated-patient.ts";
import { startSimulatedTherapist } from "../../server/src/demo/simulated-therapist.ts";
import { WIRE } from "../../shared/src/protocol/room-messages.ts";
import type { ExerciseId } from "../../shared/src/session/identifiers.ts";
import { findOwner } from "../cluster/find-owner.ts";
import type { ServerProcess } from "../cluster/server-process.ts";
import { startCluster } from "../cluster/start-cluster.ts";
import { waitUntil } from "../cluster/wait-until.ts";
import type { BenchRow } from "./bench-row.ts";
import { lead } from "./load/loaded-room.ts";
import { readExercise } from "./load/record-movement.ts";
import { describeSpread, spreadOf } from "./spread.ts";

const PART = "survive";
const EXERCISE = "squat";
const REPETITIONS = 100;
const PATIENTS = 4;
const BACK_WITHIN_MS = 60_000;
/** Before and after each fault, so that every one meets a class that runs. */
const CALM_MS = 2_000;

interface Way {
  readonly what: string;
  readonly limitMs: number;
  readonly strike: (owner: ServerProcess) => unknown;
  /** Once the class is back: leaves the process as it was before. */
  readonly mend: (owner: ServerProcess) => unknown;
}
const WAYS: readonly Way[] = [
  { what: "is killed", limitMs: 5_000, strike: (owner) => owner.kill(), mend: (owner) => owner.start() },
  { what: "stands still", limitMs: 5_000, strike: (owner) => owner.freeze(), mend: (owner) => owner.thaw() },
  {
    what: "is asked to end",
    limitMs: 2_000,
    strike: (owner) => void owner.stop(),
    mend: async (owner) => {
      await waitUntil(async () => {
        if (owner.isRunning()) throw new Error("a process that was asked to end did not");
      }, BACK_WITHIN_MS);
      await owner.start();
    },
  },
];

/** `times` each, two processes behind a front. */
export async function benchSurvive({ times }: { readonly times: number }): Promise<readonly BenchRow[]> {
  const postgresBin = process.env.ENSEMBLE_POSTGRES_BIN;
  if (postgresBin === undefined) throw new Error("Start it with `npm run bench`, which brings what it needs.");
  const settings = () => ({ LOG_LEVEL: "silent", COLYSEUS_TRANSPORT: "ws" });
  const cluster = await startCluster({ processes: 2, port: 0, postgresBin, settings });
  const redis = new Redis(cluster.redis.url);
  try {
    const { groupSessionId, participants } = await openClass(cluster.url, cluster.processes[0]?.url ?? "");
    const watch = watchStillness(participants);
    const rows: BenchRow[] = [];
    for (const way of WAYS) {
      const gaps: number[] = [];
      for (let time = 0; time < times; time++) {
        await delay(CALM_MS);
        const owner = await findOwner(cluster, redis, groupSessionId);
        const before = Math.max(...participants.map(({ link }) => link.epoch()));
        watch.begin();
        await way.strike(owner);
        await waitUntil(async () => {
          const back = ({ link }: SimulatedParticipant) => link.status() === "connected" && link.epoch() > before;
          if (!participants.every(back)) throw new Error("a class did not come back");
        }, BACK_WITHIN_MS);
        await delay(CALM_MS);
        gaps.push(watch.longestMs());
        await way.mend(owner);
      }
      rows.push(describe(way, gaps));
    }
    for (const { link } of participants) link.close();
    return rows;
  } finally {
    redis.disconnect();
    await cluster.close();
  }
}

/** A class whose set runs. */
async function openClass(url: string, ownAddress: string) {
  const exercise = readExercise(EXERCISE);
  const exercises = new Map([[exercise.id as string, exercise]]);
  const { groupSessionId, therapist, patients } = await createClass(ownAddress, PATIENTS);
  const leader = (await startSimulatedTherapist({ url, groupSessionId, inviteLink: therapist.link })).participant;
  const people: SimulatedParticipant[] = [];
  for (const [seed, { link }] of patients.entries()) {
    const patient = await startSimulatedPatient({ url, groupSessionId, inviteLink: link, exercises, seed });
    people.push(patient.participant);
  }
  await waitUntil(async () => {
    const ready = [...(leader.state()?.participants.values() ?? [])].filter((one) => one.ready);
    if (ready.length < PATIENTS) throw new Error("the patients did not get ready");
  }, BACK_WITHIN_MS);
  await lead(leader, people, EXERCISE as ExerciseId, REPETITIONS);
  return { groupSessionId, participants: [leader, ...people] };
}

/** The longest time in which one of the screens was shown no movement of the others. */
function watchStillness(participants: readonly SimulatedParticipant[]) {
  const last = new Map<SimulatedParticipant, number>();
  let longest = 0;
  const seen = (participant: SimulatedParticipant) => {
    const nowMs = performance.now();
    longest = Math.max(longest, nowMs - (last.get(participant) ?? nowMs));
    last.set(participant, nowMs);
  };
  for (const participant of participants) participant.onMessage(WIRE.avatars, () => seen(participant));
  return {
    begin: () => {
      longest = 0;
    },
    longestMs: () => {
      // Whoever has still not been shown anything stands still until now.
      for (const participant of participants) seen(participant);
      return longest;
    },
  };
}

function describe({ what, limitMs }: Way, gaps: readonly number[]): BenchRow {
  const spread = spreadOf(gaps.map((gap) => gap / 1000));
  return {
    part: PART,
    what: `longest stillness on any of ${PATIENTS + 1} screens when the process that has the class ${what}`,
    goal: `≤ ${limitMs / 1000} s`,
    measured: `${describeSpread(spread, 1)} s`,
    met: spread.highest * 1000 <= limitMs,
    how: `${gaps.length} times, two processes behind a front, set running; median, lowest and highest`,
    values: { medianMs: spread.median * 1000, highestMs: spread.highest * 1000 },
  };
}
