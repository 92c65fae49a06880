// A link to a session over a network made of variables, with a clock that the test moves on.
import { createPoseFrame } from "../../movement/pose-frame.ts";
import type { ClockId, CommandId } from "../../session/identifiers.ts";
import type { MediaReply } from "../media-messages.ts";
import type { LinkedRoom, LinkStatus } from "../room-connection.ts";
import { type CommandAnswer, type HelloAnswer, type HelloRequest, WIRE } from "../room-messages.ts";
import { createSessionLink } from "../session-link.ts";

const LONGEST_RETRY_MS = 2_000;

/** A server made of variables: what it knows survives its rooms. */
export function createFakeServer() {
  const frames: number[] = [];
  const commands = new Map<string, number>();
  const joinFailures: string[] = [];
  const framings: unknown[] = [];
  const hellos: HelloRequest[] = [];
  let epoch = 1;
  let acknowledged = 0;
  let answering = true;
  let datesMedia = true;
  let refusing: string | undefined;
  let refusedProtocol: "protocol/too_old" | "protocol/too_new" | undefined;
  let protocol: number | undefined;
  let serverNowMs = 5_000;
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
      if (type === WIRE.hello) hellos.push(message as HelloRequest);
      if (type === WIRE.hello && refusedProtocol !== undefined) {
        return Promise.resolve({ welcome: false, code: refusedProtocol } satisfies HelloAnswer);
      }
      if (type === WIRE.hello) {
        const answer = {
          welcome: true,
          participantId: "p",
          epoch: this.epoch,
          expectedFrame: acknowledged + 1,
          acknowledgedFrame: acknowledged,
          serverNowMs,
          ...(protocol === undefined ? {} : { protocol }),
        };
        return Promise.resolve(answer as HelloAnswer);
      }
      if (type === WIRE.media) {
        const dated = datesMedia ? { epoch } : {};
        return Promise.resolve({ answer: "offers", ...dated } satisfies MediaReply);
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
    hellos,
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
    /** It was replaced by one that no longer understands this page, or by one that does not understand it yet. */
    refuseProtocol: (code: "protocol/too_old" | "protocol/too_new" | undefined) => {
      refusedProtocol = code;
    },
    /** Replaced by one that speaks this. */
    speak: (version: number) => {
      protocol = version;
    },
    /** Time passes for it while the device sleeps. */
    goOn: (durationMs: number) => {
      serverNowMs += durationMs;
    },
    refuseCommands: (code: string | undefined) => {
      refusing = code;
    },
    /** As a server that does not say of which owner an answer is. */
    dateNoMedia: () => {
      datesMedia = false;
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

export function connect(server: ReturnType<typeof createFakeServer>) {
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
