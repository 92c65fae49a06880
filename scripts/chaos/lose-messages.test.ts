import { createSeededRandom } from "@ensemble/shared/exercise/seeded-random.ts";
import { createOpenCommands } from "@ensemble/shared/protocol/open-commands.ts";
import { type CommandAnswer, type CommandRequest, WIRE } from "@ensemble/shared/protocol/room-messages.ts";
import type { CommandId } from "@ensemble/shared/session/identifiers.ts";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { loseAcknowledgements, loseCommands } from "./lose-messages.ts";

const COMMANDS = 200;
const EVERY_MS = 100;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("commands whose requests and answers are lost and doubled", () => {
  /** Answers each id once and for all, as a session does. */
  const openServer = () => {
    const arrived: string[] = [];
    const settled = new Map<string, CommandAnswer>();
    return {
      arrived,
      applied: () => [...settled.keys()],
      request: async (_type: string, message: unknown): Promise<unknown> => {
        const { commandId } = message as CommandRequest;
        arrived.push(commandId);
        if (!settled.has(commandId)) settled.set(commandId, { applied: true, sequence: settled.size + 1, epoch: 1 });
        return settled.get(commandId);
      },
    };
  };

  it.each([1, 2, 3])("are all answered, each done once and in their order, seed %i", async (seed) => {
    const server = openServer();
    const line = { request: server.request };
    loseCommands(line, createSeededRandom(seed), () => true);
    const commands = createOpenCommands({
      carrier: () => line,
      isCurrent: () => true,
      schedule: (delayMs, run) => {
        const timer = setTimeout(run, delayMs);
        return () => clearTimeout(timer);
      },
    });
    const ids = Array.from({ length: COMMANDS }, (_, index) => `command-${index}` as CommandId);
    const answers: Promise<CommandAnswer>[] = [];
    for (const id of ids) {
      // One of which nothing takes the other's place.
      answers.push(commands.ask({ name: "startSet" }, id));
      await vi.advanceTimersByTimeAsync(EVERY_MS);
    }
    await vi.advanceTimersByTimeAsync(COMMANDS * 2_000);
    expect((await Promise.all(answers)).map((answer) => answer.applied && answer.sequence)).toEqual(
      ids.map((_, index) => index + 1),
    );
    expect(server.applied()).toEqual(ids);
    // Some came twice: asked again after a lost answer, or doubled on the way.
    expect(server.arrived.length).toBeGreaterThan(COMMANDS);
  });

  it("let later ones go on where the missing one is never asked again", async () => {
    const server = openServer();
    const line = { request: server.request };
    let isLossy = true;
    // A seed whose first fate is a loss.
    const seed = Array.from({ length: 100 }, (_, index) => index).find((candidate) => isLost(candidate)) ?? 0;
    loseCommands(line, createSeededRandom(seed), () => isLossy);
    const first = line.request(WIRE.command, { commandId: "missing" }).catch((error: Error) => error.message);
    isLossy = false;
    const second = line.request(WIRE.command, { commandId: "later" });
    await vi.advanceTimersByTimeAsync(500);
    expect(server.arrived).toEqual([]);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await first).toBe("no answer");
    expect(await second).toMatchObject({ applied: true });
    expect(server.arrived).toEqual(["later"]);
  });

  function isLost(seed: number): boolean {
    const arrived: string[] = [];
    const line = { request: async (type: string, _message: unknown) => void arrived.push(type) };
    loseCommands(line, createSeededRandom(seed), () => true);
    line.request(WIRE.command, { commandId: "tried" }).catch(() => undefined);
    return arrived.length === 0;
  }
});

it("acknowledgements are lost, doubled and late, and nothing else is", async () => {
  const heard: unknown[] = [];
  const room = { dispatchMessage: (type: string, message: unknown) => void heard.push([type, message]) };
  loseAcknowledgements(room, createSeededRandom(1), () => true);
  for (let through = 0; through < 100; through++) {
    room.dispatchMessage(WIRE.acknowledgement, through);
    room.dispatchMessage(WIRE.repetition, through);
  }
  await vi.advanceTimersByTimeAsync(1_000);
  const of = (wanted: string) =>
    heard.flatMap((one) => {
      const [type, message] = one as [string, number];
      return type === wanted ? [message] : [];
    });
  const [acknowledged, everyOne] = [of(WIRE.acknowledgement), Array.from({ length: 100 }, (_, index) => index)];
  expect(of(WIRE.repetition)).toEqual(everyOne);
  const times = everyOne.map((through) => acknowledged.filter((one) => one === through).length);
  expect(new Set(times)).toEqual(new Set([0, 1, 2]));
  expect(acknowledged).not.toEqual(acknowledged.toSorted((a, b) => a - b));
});
