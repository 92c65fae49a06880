import { describe, expect, it } from "vitest";
import { createPoseFrame } from "../movement/pose-frame.ts";
import type { ClockId, CommandId } from "../session/identifiers.ts";
import { CLOSE_CODES } from "./close-codes.ts";
import type { LinkedRoom, LinkStatus } from "./room-connection.ts";
import { type CommandAnswer, type HelloAnswer, UNACKNOWLEDGED_FRAMES_KEPT_MS, WIRE } from "./room-messages.ts";
import { createSessionLink } from "./session-link.ts";

const LONGEST_RETRY_MS = 2_000;
/** Three to four seconds without a sign, and then some. */
const SILENCE_MS = 5_000;

/** A server made of variables: what it knows survives its rooms. */
function createFakeServer() {
  const frames: number[] = [];
  const commands = new Map<string, number>();
  const joinFailures: string[] = [];
  const framings: unknown[] = [];
  let epoch = 1;
  let acknowledged = 0;
  let answering = true;
  let refusing: string | undefined;
  let reachable = true;
  let waiting: (() => void)[] = [];
  const joined: FakeRoom[] = [];
  let open: FakeRoom | undefined;

  class FakeRoom implements LinkedRoom {
    readonly listeners = new Map<string, (message: never) => void>();
    leaving: ((code: number) => void) | undefined;
    gone = false;
    readonly epoch = epoch;
    send(_type: string, message: unknown): void {
      framings.push(message);
    }
    ping(answered: () => void): void {
      if (reachable) answered();
    }
    sendBytes(_type: string, bytes: Uint8Array): void {
      frames.push(bytes[1] ?? 0);
    }
    request(type: string, message: unknown): Promise<unknown> {
      if (!reachable) return new Promise(() => undefined);
      if (type === WIRE.hello) {
        const answer = {
          welcome: true,
          participantId: "p",
          epoch: this.epoch,
          expectedFrame: acknowledged + 1,
          acknowledgedFrame: acknowledged,
          serverNowMs: 5_000,
        };
        return Promise.resolve(answer as HelloAnswer);
      }
      const { commandId } = message as { commandId: string };
      commands.set(commandId, (commands.get(commandId) ?? 0) + 1);
      if (!answering) return Promise.reject(new Error("closed"));
      const answer: CommandAnswer =
        refusing === undefined ? { applied: true, sequence: 1, epoch } : { applied: false, code: refusing, epoch };
      return Promise.resolve(answer);
    }
    onMessage(type: string, listener: (message: never) => void): void {
      this.listeners.set(type, listener);
    }
    onLeave(listener: (code: number) => void): void {
      this.leaving = listener;
    }
    leave(): void {
      this.gone = true;
      if (reachable) this.leaving?.(1000);
    }
  }

  return {
    frames,
    commands,
    joinFailures,
    framings,
    joined,
    room: () => open,
    join: async () => {
      const failure = joinFailures.shift();
      if (failure !== undefined) throw new Error(failure);
      if (!reachable) await new Promise<void>((resolve) => waiting.push(resolve));
      open = new FakeRoom();
      joined.push(open);
      return open;
    },
    drop: (code: number) => open?.leaving?.(code),
    tell: (type: string, message: unknown) => open?.listeners.get(type)?.(message as never),
    restart: () => {
      epoch += 1;
    },
    /** The process that had the session before answers instead of the present one. */
    rewind: () => {
      epoch -= 1;
    },
    /** Nothing passes, nobody says so: a router that went away. */
    setReachable: (value: boolean) => {
      reachable = value;
      if (!value) return;
      for (const resolve of waiting) resolve();
      waiting = [];
    },
    refuseCommands: (code: string | undefined) => {
      refusing = code;
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
  const refusals: string[] = [];
  const due = new Set<{ readonly atMs: number; readonly run: () => void }>();
  let nowMs = 1_000;
  let commandIds = 0;
  const link = createSessionLink({
    join: server.join,
    clockId: "clock" as ClockId,
    source: "simulated",
    nowMs: () => nowMs,
    schedule: (delayMs, run) => {
      const timer = { atMs: nowMs + delayMs, run };
      due.add(timer);
      return () => due.delete(timer);
    },
    newCommandId: () => `c${++commandIds}` as CommandId,
    onRoom: () => undefined,
    onStatus: (status, refusal) => statuses.push(refusal === undefined ? status : `${status}: ${refusal}`),
    onRefusal: (code, count) => refusals.push(`${code} ${count}`),
  });
  const settle = async () => {
    for (let i = 0; i < 20; i++) await Promise.resolve();
  };
  /** Lets time go by, with everything that was put off until then. */
  const pass = async (durationMs: number) => {
    const untilMs = nowMs + durationMs;
    for (;;) {
      const [next] = [...due].filter((timer) => timer.atMs <= untilMs).sort((a, b) => a.atMs - b.atMs);
      if (next === undefined) break;
      due.delete(next);
      nowMs = next.atMs;
      next.run();
      await settle();
    }
    nowMs = untilMs;
  };
  return {
    link,
    statuses,
    refusals,
    settle,
    pass,
    /** Longer than anything is put off while the line is well. */
    runDue: () => pass(LONGEST_RETRY_MS),
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

  it("leaves a process that greets it with an earlier owner's epoch, and tries again", async () => {
    const server = createFakeServer();
    server.restart();
    const { link, statuses, settle, runDue } = connect(server);
    await settle();
    server.rewind();
    server.drop(1006);
    await runDue();
    expect(statuses).toEqual(["connected", "reconnecting"]);
    expect([link.epoch(), server.room()?.gone]).toEqual([2, true]);
    server.restart();
    await runDue();
    expect(statuses).toEqual(["connected", "reconnecting", "connected"]);
  });

  it("takes neither a refusal nor a command's answer from an earlier owner", async () => {
    const server = createFakeServer();
    server.restart();
    const { link, refusals, settle, runDue } = connect(server);
    await settle();
    server.tell(WIRE.refusal, { epoch: 1, code: "frame/gap", count: 1 });
    server.rewind();
    let answered = false;
    const answer = link.command({ name: "startSet" });
    void answer.then(() => {
      answered = true;
    });
    await settle();
    expect([answered, refusals]).toEqual([false, []]);
    server.restart();
    server.drop(1006);
    await runDue();
    expect(await answer).toMatchObject({ applied: true, epoch: 2 });
    expect([...server.commands.values()]).toEqual([2]);
  });

  it("asks again when it asked too much, instead of dropping the command", async () => {
    const server = createFakeServer();
    const { link, settle, runDue } = connect(server);
    await settle();
    server.refuseCommands("protocol/too_many");
    const answer = link.command({ name: "stopForPain" });
    await settle();
    server.refuseCommands(undefined);
    await runDue();
    expect(await answer).toMatchObject({ applied: true });
    expect([...server.commands.values()]).toEqual([2]);
  });

  it("tells what is the case on this device after every welcome", async () => {
    const server = createFakeServer();
    const { link, settle, runDue } = connect(server);
    link.announce(WIRE.framing, { framing: "too_dark" });
    await settle();
    link.announce(WIRE.framing, { framing: "step_back" });
    server.restart();
    server.drop(1006);
    await runDue();
    expect(server.framings).toEqual([{ framing: "too_dark" }, { framing: "step_back" }, { framing: "step_back" }]);
  });

  it("notices that nothing comes any more though nobody has closed the line, and comes back over a new one", async () => {
    const server = createFakeServer();
    const { link, statuses, settle, pass, runDue, frame } = connect(server);
    await settle();
    await pass(60_000);
    expect(statuses).toEqual(["connected"]);
    server.setReachable(false);
    const dead = server.room();
    await pass(SILENCE_MS);
    expect([link.status(), dead?.gone]).toEqual(["reconnecting", true]);
    frame(66);
    server.setReachable(true);
    await settle();
    await runDue();
    expect(statuses).toEqual(["connected", "reconnecting", "connected"]);
    expect(server.frames).toEqual([1]);
  });

  it("hears a line on which anything comes, though pings are not answered in time", async () => {
    const server = createFakeServer();
    const { link, settle, pass } = connect(server);
    await settle();
    server.setReachable(false);
    for (let i = 0; i < 10; i++) {
      link.isCurrent({ epoch: 1 });
      await pass(2_000);
    }
    expect(link.status()).toBe("connected");
  });

  it("does not wait for ever for a join that hangs, and leaves the seat it gets too late", async () => {
    const server = createFakeServer();
    server.setReachable(false);
    const { statuses, settle, pass } = connect(server);
    await settle();
    await pass(12_000);
    expect(statuses).toEqual(["reconnecting"]);
    server.setReachable(true);
    await settle();
    await pass(2_000);
    expect(statuses).toEqual(["reconnecting", "connected"]);
    expect(server.joined.map((room) => room.gone)).toEqual([true, false]);
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

  it("stays away when another page was opened while it had no line", async () => {
    const server = createFakeServer();
    const { statuses, settle, runDue } = connect(server);
    await settle();
    server.joinFailures.push("session/taken_over");
    server.drop(1006);
    await runDue();
    await runDue();
    expect(statuses).toEqual(["connected", "reconnecting", "takenOver"]);
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
