import { describe, expect, it } from "vitest";
import { createPoseFrame } from "../movement/pose-frame.ts";
import type { ClockId, CommandId } from "../session/identifiers.ts";
import { CLOSE_CODES } from "./close-codes.ts";
import { type CommandAnswer, type HelloAnswer, UNACKNOWLEDGED_FRAMES_KEPT_MS, WIRE } from "./room-messages.ts";
import { createSessionLink, type LinkedRoom, type LinkStatus } from "./session-link.ts";

/** A server made of variables: what it knows survives its rooms. */
function createFakeServer() {
  const frames: number[] = [];
  const commands = new Map<string, number>();
  const joinFailures: string[] = [];
  let epoch = 1;
  let acknowledged = 0;
  let answering = true;
  let open: FakeRoom | undefined;

  class FakeRoom implements LinkedRoom {
    readonly listeners = new Map<string, (message: never) => void>();
    leaving: ((code: number) => void) | undefined;
    send(): void {}
    sendBytes(_type: string, bytes: Uint8Array): void {
      frames.push(bytes[1] ?? 0);
    }
    request(type: string, message: unknown): Promise<unknown> {
      if (type === WIRE.hello) {
        const answer = {
          welcome: true,
          participantId: "p",
          epoch,
          expectedFrame: acknowledged + 1,
          acknowledgedFrame: acknowledged,
          serverNowMs: 5_000,
        };
        return Promise.resolve(answer as HelloAnswer);
      }
      const { commandId } = message as { commandId: string };
      commands.set(commandId, (commands.get(commandId) ?? 0) + 1);
      return answering
        ? Promise.resolve({ applied: true, sequence: 1, epoch } as CommandAnswer)
        : Promise.reject(new Error("closed"));
    }
    onMessage(type: string, listener: (message: never) => void): void {
      this.listeners.set(type, listener);
    }
    onLeave(listener: (code: number) => void): void {
      this.leaving = listener;
    }
    leave(): void {
      this.leaving?.(1000);
    }
  }

  return {
    frames,
    commands,
    joinFailures,
    join: () => {
      const failure = joinFailures.shift();
      if (failure !== undefined) return Promise.reject(new Error(failure));
      open = new FakeRoom();
      return Promise.resolve(open);
    },
    drop: (code: number) => open?.leaving?.(code),
    restart: () => {
      epoch += 1;
    },
    setAnswering: (value: boolean) => {
      answering = value;
    },
    acknowledge: (through: number) => {
      acknowledged = through;
      open?.listeners.get(WIRE.acknowledgement)?.({ epoch, through } as never);
    },
    /** Told at the next hello only. */
    acknowledgeSilently: (through: number) => {
      acknowledged = through;
    },
    refuse: (code: string, count: number) => open?.listeners.get(WIRE.refusal)?.({ epoch, code, count } as never),
  };
}

function connect(server: ReturnType<typeof createFakeServer>) {
  const statuses: (LinkStatus | string)[] = [];
  const due: (() => void)[] = [];
  const refusals: string[] = [];
  const link = createSessionLink({
    join: server.join,
    clockId: "clock" as ClockId,
    source: "simulated",
    nowMs: () => 1_000,
    schedule: (_delay, run) => {
      due.push(run);
      return () => due.splice(due.indexOf(run), 1);
    },
    newCommandId: () => `c${due.length}` as CommandId,
    onRoom: () => undefined,
    onStatus: (status, refusal) => statuses.push(refusal === undefined ? status : `${status}: ${refusal}`),
    onRefusal: (code, count) => refusals.push(`${code} ${count}`),
  });
  const settle = async () => {
    for (let i = 0; i < 20; i++) await Promise.resolve();
  };
  return {
    link,
    statuses,
    refusals,
    settle,
    /** Lets everything happen that was put off. */
    runDue: async () => {
      for (const run of due.splice(0)) run();
      await settle();
    },
    frame: (captureMs: number) => link.sendFrame(createPoseFrame(), "none", captureMs),
  };
}

describe("the link to a session", () => {
  it("says hello and knows the server's clock and owner", async () => {
    const { link, statuses, settle } = connect(createFakeServer());
    await settle();
    expect(statuses).toEqual(["connected"]);
    expect([link.epoch(), link.serverOffsetMs()]).toEqual([1, 4_000]);
  });

  it("comes back after a cut and sends what was not acknowledged, before it asks for anything", async () => {
    const server = createFakeServer();
    const { link, statuses, settle, runDue, frame } = connect(server);
    await settle();
    for (let i = 1; i <= 4; i++) frame(66 * i);
    await runDue();
    expect(server.frames).toEqual([4]);
    server.acknowledge(1);
    server.drop(1006);
    expect(statuses).toEqual(["connected", "reconnecting"]);
    await runDue();
    expect(statuses).toEqual(["connected", "reconnecting", "connected"]);
    expect(server.frames).toEqual([4, 3]);
    expect(link.unacknowledged()).toBe(3);
  });

  it("counts as acknowledged what was committed, not what waited too long, and nothing twice", async () => {
    const server = createFakeServer();
    const { link, settle, runDue, frame } = connect(server);
    await settle();
    for (let i = 1; i <= 3; i++) frame(66 * i);
    await runDue();
    for (let i = 1; i <= 4; i++) frame(UNACKNOWLEDGED_FRAMES_KEPT_MS + 1_000 + 66 * i);
    expect([link.unacknowledged(), link.framesAcknowledged()]).toEqual([4, 0]);
    server.acknowledge(5);
    server.acknowledge(5);
    expect([link.unacknowledged(), link.framesAcknowledged()]).toEqual([2, 2]);
    server.acknowledgeSilently(6);
    server.drop(1006);
    await runDue();
    expect([link.unacknowledged(), link.framesAcknowledged()]).toEqual([1, 3]);
  });

  it("tells of a refusal how often there was one", async () => {
    const server = createFakeServer();
    const { refusals, settle } = connect(server);
    await settle();
    server.refuse("frame/too_fast", 40);
    expect(refusals).toEqual(["frame/too_fast 40"]);
  });

  it("keeps trying while the server is away", async () => {
    const server = createFakeServer();
    server.joinFailures.push("fetch failed", "session/moved", "fetch failed");
    const { statuses, settle, runDue } = connect(server);
    await settle();
    for (let i = 0; i < 3; i++) await runDue();
    expect(statuses).toEqual(["reconnecting", "connected"]);
  });

  it("asks a command again with the same id until it is answered", async () => {
    const server = createFakeServer();
    const { link, settle, runDue } = connect(server);
    await settle();
    server.setAnswering(false);
    const answer = link.command({ name: "startSet" });
    await settle();
    server.drop(1006);
    server.setAnswering(true);
    await runDue();
    expect(await answer).toMatchObject({ applied: true });
    expect([...server.commands.values()]).toEqual([2]);
  });

  it("believes nobody who spoke for an earlier owner", async () => {
    const server = createFakeServer();
    const { link, settle, runDue } = connect(server);
    await settle();
    server.restart();
    server.drop(CLOSE_CODES.moved);
    await runDue();
    expect(link.isCurrent({ epoch: 1 })).toBe(false);
    expect(link.isCurrent({ epoch: 2 })).toBe(true);
    expect(link.isCurrent({ epoch: 3 })).toBe(true);
    expect(link.isCurrent({ epoch: 2 })).toBe(false);
  });

  it.each([
    [CLOSE_CODES.takenOver, "takenOver"],
    [CLOSE_CODES.tooOld, "tooOld"],
  ])("stays away when it was told so (%i)", async (code, status) => {
    const server = createFakeServer();
    const { link, settle, runDue } = connect(server);
    await settle();
    server.drop(code);
    await runDue();
    expect(link.status()).toBe(status);
  });

  it("stops asking when the answer will not change", async () => {
    const server = createFakeServer();
    server.joinFailures.push("session/not_a_member");
    const { statuses, settle, runDue } = connect(server);
    await settle();
    await runDue();
    expect(statuses).toEqual(["refused: session/not_a_member"]);
  });
});
