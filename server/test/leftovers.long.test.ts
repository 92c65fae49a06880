// What hundreds of sessions leave behind in a server that has led them all: nothing.
import { readdir } from "node:fs/promises";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { joinSession } from "../../scripts/bench/load/loaded-room.ts";
import { readExercise, recordClass } from "../../scripts/bench/load/record-movement.ts";
import { sendAtCameraPace } from "../../scripts/bench/load/send-at-camera-pace.ts";
import { type MeasuredProcess, startMeasured } from "../../scripts/bench/load/start-measured.ts";

const EXERCISE = "squat";
/** What a server builds up once, over a megabyte: compiled code, pools, prepared statements. */
const WARM_UP_SESSIONS = 100;
const SESSIONS = 200;
const SET_SECONDS = 2;
/** Budgets remember seven people a session for some minutes; a room that stays holds sixty times as much. */
const KEPT_BYTES_PER_SESSION = 3_000;

let server: MeasuredProcess;
beforeAll(async () => {
  server = await startMeasured("session-server");
}, 120_000);
afterAll(() => server?.close());

it("keeps neither memory nor handles of sessions that are over", async () => {
  const movements = recordClass(readExercise(EXERCISE), 6, 10);
  const lead = async (sessions: number) => {
    for (let led = 0; led < sessions; led++) {
      const session = await joinSession(server.url, EXERCISE, 10);
      await sendAtCameraPace({ rooms: [session], movements, from: 0, to: SET_SECONDS * 15 });
      await session.finish();
      session.close();
    }
  };
  const handles = async () => (await readdir(`/proc/${server.pid}/fd`)).length;
  await lead(WARM_UP_SESSIONS);
  const before = { ...(await server.memory()), handles: await handles() };
  await lead(SESSIONS);
  // The last rooms are still being closed.
  await vi.waitFor(async () => expect(await handles()).toBeLessThanOrEqual(before.handles), { timeout: 60_000 });
  const held = ({ heapBytes, bufferBytes }: { heapBytes: number; bufferBytes: number }) => heapBytes + bufferBytes;
  expect((held(await server.memory()) - held(before)) / SESSIONS).toBeLessThan(KEPT_BYTES_PER_SESSION);
});
