import type { GroupSessionId } from "@ensemble/shared/session/identifiers.ts";
import { describe, expect, it } from "vitest";
import type { MediaSession } from "./media-session.ts";
import type { MediaWorker } from "./media-worker.ts";
import { placeSessions } from "./place-sessions.ts";

const workerOf = (pid: number | undefined) => ({ pid }) as MediaWorker;

async function placeOn(workers: readonly MediaWorker[], count: number): Promise<(number | undefined)[]> {
  const chosen: (number | undefined)[] = [];
  const places = placeSessions(workers, async (worker) => {
    chosen.push(worker.pid);
    return { close: async () => undefined } as MediaSession;
  });
  for (let index = 0; index < count; index++) await places.open(`session-${index}` as GroupSessionId);
  return chosen;
}

describe("a session's worker", () => {
  it("is the one with the fewest", async () => {
    expect(await placeOn([workerOf(1), workerOf(2)], 4)).toEqual([1, 2, 1, 2]);
  });

  it("is none that is being replaced, though nothing is placed there", async () => {
    expect(await placeOn([workerOf(1), workerOf(undefined)], 3)).toEqual([1, 1, 1]);
  });

  it("is any when all are being replaced", async () => {
    expect(await placeOn([workerOf(undefined)], 1)).toEqual([undefined]);
  });
});
