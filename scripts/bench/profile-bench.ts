// Where the processor time of a busy server goes, by file of the product and by package. A profile costs time itself, so it is no part
// of what the load bench measures. Not pinned: on the core of what it looks at, the sampler would mostly see what runs long.
import type { BenchRow } from "./bench-row.ts";
import { joinSession, type LoadedSession, PATIENTS } from "./load/loaded-room.ts";
import { readExercise, recordClass } from "./load/record-movement.ts";
import { sendAtCameraPace } from "./load/send-at-camera-pace.ts";
import { startMeasured } from "./load/start-measured.ts";

const PART = "profile";
const EXERCISE = "squat";
const REPETITIONS = 100;
const SESSIONS = 20;
const FRAMES_PER_SECOND = 15;
const WARM_UP_SECONDS = 60;
/** What is less is summed as the rest. */
const SMALLEST_SHARE = 0.01;

export async function benchProfile({ seconds }: { readonly seconds: number }): Promise<readonly BenchRow[]> {
  const movements = recordClass(readExercise(EXERCISE), PATIENTS, REPETITIONS);
  const server = await startMeasured("session-server");
  try {
    const rooms: LoadedSession[] = [];
    for (let i = 0; i < SESSIONS; i++) rooms.push(await joinSession(server.url, EXERCISE, REPETITIONS));
    const warm = WARM_UP_SECONDS * FRAMES_PER_SECOND;
    await sendAtCameraPace({ rooms, movements, from: 0, to: warm });
    const to = warm + seconds * FRAMES_PER_SECOND;
    const shares = await server.profile(() => sendAtCameraPace({ rooms, movements, from: warm, to }));
    for (const room of rooms) room.close();
    const large = shares.filter(({ share }) => share >= SMALLEST_SHARE);
    const rest = 1 - large.reduce((sum, { share }) => sum + share, 0);
    return [...large, { where: "all else", share: rest }].map((one) => describe(one, seconds));
  } finally {
    await server.close();
  }
}

function describe({ where, share }: { readonly where: string; readonly share: number }, seconds: number): BenchRow {
  return {
    part: PART,
    what: where,
    goal: "–",
    measured: `${(100 * share).toFixed(1)} %`,
    met: undefined,
    how: `of the busy time of ${SESSIONS} sessions over ${seconds} s, functions themselves, sampled`,
    values: { share },
  };
}
