// A participant's link to the session, whatever carries it: frames and commands go over whichever connection there is and again
// over the next until they are answered; what an earlier owner of the session still says is dropped. Timers, clock and transport are given.
import type { PoseFrame } from "../movement/pose-frame.ts";
import type { ClockId, CommandId } from "../session/identifiers.ts";
import type { SessionCommand } from "../session/session-command.ts";
import { createFrameSender } from "./frame-sender.ts";
import { createOpenCommands } from "./open-commands.ts";
import { createPageClock } from "./page-clock.ts";
import type { PoseModel } from "./pose-packet.ts";
import { isOutdated } from "./protocol-rules.ts";
import { connectRoom, type LinkedRoom, type LinkStatus, type Welcome } from "./room-connection.ts";
import {
  type AcknowledgementMessage,
  type CommandAnswer,
  type HelloRequest,
  PROTOCOL_VERSION,
  type RefusalMessage,
  WIRE,
} from "./room-messages.ts";

export interface SessionLinkParts<Room extends LinkedRoom> {
  /** Joins anew; rejects with an error whose message is a refusal's code when the server refuses. */
  readonly join: () => Promise<Room>;
  readonly clockId: ClockId;
  readonly source: HelloRequest["source"];
  /** Monotonic milliseconds. */
  readonly nowMs: () => number;
  /** Runs later; returns the way to cancel. */
  readonly schedule: (delayMs: number, run: () => void) => () => void;
  readonly newCommandId: () => CommandId;
  /** After every join, before hello: listen to the room's other messages here. */
  readonly onRoom: (room: Room) => void;
  readonly onStatus: (status: LinkStatus, refusal: string | undefined) => void;
  /** `count`: refusals with this code since joining; not each is told. */
  readonly onRefusal: (code: string, count: number) => void;
  readonly onAcknowledged?: (message: AcknowledgementMessage) => void;
}

export interface SessionLink {
  readonly status: () => LinkStatus;
  /** Of the owner that is believed; messages with a lower one are to be dropped. */
  readonly epoch: () => number;
  readonly isCurrent: (message: { readonly epoch: number }) => boolean;
  /** Resolves when the referee answered, also after a reconnection. */
  readonly command: (command: SessionCommand, commandId?: CommandId) => Promise<CommandAnswer>;
  /** Keeps and sends a frame; returns its sequence. `captureMs`: whole milliseconds of the clock named in hello. */
  readonly sendFrame: (frame: PoseFrame, model: PoseModel, captureMs: number) => number;
  /** What is the case on this device: told now and after every welcome, the newest of each type. */
  readonly announce: (type: string, message: unknown) => void;
  /** Of this moment only: lost where there is no connection. */
  readonly tell: (type: string, message: unknown) => void;
  /** Rejects where there is no connection, and where it was an earlier owner who answered. */
  readonly request: (type: string, message: unknown) => Promise<unknown>;
  /** Server's clock minus `nowMs`. */
  readonly serverOffsetMs: () => number;
  /** How long the device's clock has stood still since joining: a capture time is given with this added to it. */
  readonly sleptMs: () => number;
  /** The server speaks a newer protocol than this page. */
  readonly isOutdated: () => boolean;
  /** The device woke up or its network changed: whether the line is still there is asked at once. */
  readonly lookNow: () => void;
  /** The device falls asleep: the seat is left until `lookNow`, everything else is kept. */
  readonly rest: () => void;
  readonly unacknowledged: () => number;
  /** Without those that waited too long and were given up. */
  readonly framesAcknowledged: () => number;
  readonly close: () => void;
}

const isDated = (said: unknown): said is { readonly epoch: number } =>
  typeof (said as { readonly epoch?: unknown } | null)?.epoch === "number";

export function createSessionLink<Room extends LinkedRoom>(parts: SessionLinkParts<Room>): SessionLink {
  const { nowMs, schedule } = parts;
  const announced = new Map<string, unknown>();
  const clock = createPageClock();
  let epoch = 0;
  let serverProtocol: number | undefined;

  const isCurrent = (message: { readonly epoch: number }): boolean => {
    connection.heard();
    if (message.epoch < epoch) return false;
    epoch = message.epoch;
    return true;
  };

  const listen = (joined: Room): void => {
    joined.onMessage(WIRE.acknowledgement, acknowledged as (message: never) => void);
    joined.onMessage(WIRE.refusal, ((message: RefusalMessage) => {
      if (isCurrent(message)) parts.onRefusal(message.code, message.count);
    }) as (message: never) => void);
    parts.onRoom(joined);
  };

  const acknowledged = (message: AcknowledgementMessage): void => {
    if (!isCurrent(message)) return;
    frames.acknowledge(message.through);
    if (message.resendFrom !== undefined) frames.expect(message.resendFrom);
    parts.onAcknowledged?.(message);
    if (message.resendFrom !== undefined) frames.sendKept();
  };

  const believe = (welcome: Welcome, tookMs: number): boolean => {
    // A process that has not noticed yet that the session is another's now: nothing it says is believed.
    if (!isCurrent(welcome)) return false;
    clock.compare({ serverNowMs: welcome.serverNowMs, nowMs: nowMs(), tookMs });
    serverProtocol = welcome.protocol;
    frames.acknowledge(welcome.acknowledgedFrame);
    frames.expect(welcome.expectedFrame);
    return true;
  };

  const sendAgain = (joined: Room): void => {
    // Frames first: what was moved before a stop counts, and the stop comes after it.
    frames.sendKept();
    commands.carryAll();
    for (const [type, message] of announced) joined.send(type, message);
  };

  const carrier = () => connection.welcomed();
  const frames = createFrameSender({ carrier, schedule });
  const commands = createOpenCommands({ carrier, isCurrent, schedule });
  const connection = connectRoom<Room>({
    join: parts.join,
    hello: () => ({
      protocol: PROTOCOL_VERSION,
      clockId: parts.clockId,
      clockMs: Math.round(nowMs() + clock.sleptMs()),
      source: parts.source,
    }),
    nowMs,
    schedule,
    onRoom: listen,
    believe,
    onConnected: sendAgain,
    onStatus: parts.onStatus,
  });
  return {
    status: connection.status,
    epoch: () => epoch,
    isCurrent,
    command: (command, commandId = parts.newCommandId()) => commands.ask(command, commandId),
    sendFrame: (frame, model, captureMs) => {
      const sequence = frames.next();
      if (!connection.isOver()) frames.keep(frame, model, captureMs);
      return sequence;
    },
    announce: (type, message) => {
      announced.set(type, message);
      connection.welcomed()?.send(type, message);
    },
    tell: (type, message) => connection.welcomed()?.send(type, message),
    request: async (type, message) => {
      const answer: unknown = await connection.welcomed()?.request(type, message);
      if (answer === undefined || (isDated(answer) && !isCurrent(answer))) throw new Error("media/away");
      return answer;
    },
    serverOffsetMs: clock.serverOffsetMs,
    sleptMs: clock.sleptMs,
    isOutdated: () => isOutdated(PROTOCOL_VERSION, serverProtocol),
    lookNow: connection.lookNow,
    rest: connection.rest,
    unacknowledged: frames.unacknowledged,
    framesAcknowledged: frames.acknowledged,
    close: () => {
      frames.stop();
      connection.close();
    },
  };
}
