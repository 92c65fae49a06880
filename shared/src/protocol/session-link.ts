// A participant's link to the session's room, whatever carries it: joins, says hello, sends again what was not acknowledged,
// repeats commands until they are answered, drops what an earlier owner still says, joins anew when nothing comes any more.
// Timers, clock and transport are given.
import type { PoseFrame } from "../movement/pose-frame.ts";
import type { ClockId, CommandId } from "../session/identifiers.ts";
import type { SessionCommand } from "../session/session-command.ts";
import { CLOSE_CODES } from "./close-codes.ts";
import { acknowledgeFrames, createFrameOutbox, expectFrame, keepFrame, takeMessage } from "./frame-outbox.ts";
import { type Heartbeat, startHeartbeat } from "./heartbeat.ts";
import { createOpenCommands } from "./open-commands.ts";
import { encodeFrame, type PoseModel } from "./pose-packet.ts";
import {
  type AcknowledgementMessage,
  type CommandAnswer,
  type HelloAnswer,
  type HelloRequest,
  PROTOCOL_VERSION,
  type RefusalMessage,
  WIRE,
} from "./room-messages.ts";

/** What the link needs of a Colyseus room. */
export interface LinkedRoom {
  readonly send: (type: string, message: unknown) => void;
  readonly sendBytes: (type: string, bytes: Uint8Array) => void;
  readonly request: (type: string, message: unknown) => Promise<unknown>;
  readonly onMessage: (type: string, listener: (message: never) => void) => unknown;
  readonly onLeave: (listener: (code: number) => void) => unknown;
  /** Answered by the server whatever it is doing; never answered on a line that is gone. */
  readonly ping: (answered: () => void) => void;
  /** `consented`: the person goes; else only this connection ends. */
  readonly leave: (consented?: boolean) => unknown;
}

export type LinkStatus = "connecting" | "connected" | "reconnecting" | "takenOver" | "refused" | "tooOld" | "closed";

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
  readonly request: (type: string, message: unknown) => Promise<unknown>;
  /** Server's clock minus `nowMs`. */
  readonly serverOffsetMs: () => number;
  readonly unacknowledged: () => number;
  /** Without those that waited too long and were given up. */
  readonly framesAcknowledged: () => number;
  readonly close: () => void;
}

const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 2_000;
/** A server that has to wait for the last owner's lease takes some seconds; on a dead line joining would hang for minutes. */
const JOIN_PATIENCE_MS = 10_000;
/** Frames wait this long for each other before they go out together. */
const SEND_EVERY_MS = 30;
/** Refusals at joining that will not pass by themselves. */
const FINAL_REFUSALS: ReadonlySet<string> = new Set([
  "sign_in/required",
  "sign_in/foreign_origin",
  "session/unknown",
  "session/not_a_member",
  "session/ended",
]);

export function createSessionLink<Room extends LinkedRoom>(parts: SessionLinkParts<Room>): SessionLink {
  const { nowMs, schedule } = parts;
  const outbox = createFrameOutbox();
  const announced = new Map<string, unknown>();
  let room: Room | undefined;
  let heartbeat: Heartbeat | undefined;
  let attempt = 0;
  let welcomed = false;
  let status: LinkStatus = "connecting";
  let epoch = 0;
  let offsetMs = 0;
  let retryMs = FIRST_RETRY_MS;
  let framesAcknowledged = 0;
  let cancelRetry: (() => void) | undefined;
  let cancelSending: (() => void) | undefined;

  const become = (next: LinkStatus, refusal?: string) => {
    if (status === "closed" || (status === next && refusal === undefined)) return;
    status = next;
    parts.onStatus(next, refusal);
  };
  const isFinal = () => status === "closed" || status === "takenOver" || status === "refused" || status === "tooOld";

  const connect = async (): Promise<void> => {
    cancelRetry = undefined;
    attempt += 1;
    const mine = attempt;
    const cancelPatience = schedule(JOIN_PATIENCE_MS, () => {
      attempt += 1;
      retry();
    });
    try {
      const joined = await parts.join();
      if (mine === attempt && !isFinal()) enter(joined);
      else joined.leave(false);
    } catch (error) {
      if (mine === attempt) failed((error as Error).message);
    } finally {
      cancelPatience();
    }
  };

  const enter = (joined: Room): void => {
    room = joined;
    joined.onLeave((code) => left(joined, code));
    joined.onMessage(WIRE.acknowledgement, acknowledged as (message: never) => void);
    joined.onMessage(WIRE.refusal, ((message: RefusalMessage) => {
      if (isCurrent(message)) parts.onRefusal(message.code, message.count);
    }) as (message: never) => void);
    parts.onRoom(joined);
    heartbeat = startHeartbeat({ ping: (answered) => joined.ping(answered), schedule, onSilence: () => leave(joined) });
    greet(joined).catch(() => leave(joined));
  };

  const greet = async (joined: Room): Promise<void> => {
    const hello: HelloRequest = { protocol: PROTOCOL_VERSION, clockId: parts.clockId, source: parts.source };
    const answer = (await joined.request(WIRE.hello, hello)) as HelloAnswer;
    if (joined !== room) return;
    if (!answer.welcome) {
      if (answer.code === "protocol/too_old") become("tooOld", answer.code);
      leave(joined);
      return;
    }
    // A process that has not noticed yet that the session is another's now: nothing it says is believed.
    if (!isCurrent(answer)) {
      leave(joined);
      return;
    }
    offsetMs = answer.serverNowMs - nowMs();
    framesAcknowledged += acknowledgeFrames(outbox, answer.acknowledgedFrame);
    expectFrame(outbox, answer.expectedFrame);
    welcomed = true;
    retryMs = FIRST_RETRY_MS;
    become("connected");
    // Frames first: what was moved before a stop counts, and the stop comes after it.
    sendFrames();
    commands.carryAll();
    for (const [type, message] of announced) joined.send(type, message);
  };

  const isCurrent = (message: { readonly epoch: number }): boolean => {
    heartbeat?.heard();
    if (message.epoch < epoch) return false;
    epoch = message.epoch;
    return true;
  };

  const failed = (code: string): void => {
    if (isFinal()) return;
    if (code === "session/taken_over") become("takenOver");
    else if (FINAL_REFUSALS.has(code)) become("refused", code);
    else retry();
  };

  const left = (leaving: Room, code?: number): void => {
    if (leaving !== room) return;
    room = undefined;
    welcomed = false;
    heartbeat?.stop();
    if (isFinal()) return;
    if (code === CLOSE_CODES.takenOver) become("takenOver");
    else if (code === CLOSE_CODES.tooOld) become("tooOld");
    else retry();
  };

  /** This connection is of no use any more, whether or not the other side learns of it. */
  const leave = (joined: Room): void => {
    if (joined !== room) return;
    left(joined);
    joined.leave(false);
  };

  const retry = (): void => {
    become("reconnecting");
    cancelRetry ??= schedule(retryMs, () => void connect());
    retryMs = Math.min(LONGEST_RETRY_MS, retryMs * 2);
  };

  const acknowledged = (message: AcknowledgementMessage): void => {
    if (!isCurrent(message)) return;
    framesAcknowledged += acknowledgeFrames(outbox, message.through);
    if (message.resendFrom !== undefined) expectFrame(outbox, message.resendFrom);
    parts.onAcknowledged?.(message);
    if (message.resendFrom !== undefined) sendFrames();
  };

  const sendFrames = (): void => {
    cancelSending?.();
    cancelSending = undefined;
    if (!welcomed || room === undefined) return;
    for (;;) {
      const message = takeMessage(outbox);
      if (message === undefined) return;
      room.sendBytes(WIRE.pose, message);
    }
  };

  const commands = createOpenCommands({ carrier: () => (welcomed ? room : undefined), isCurrent, schedule });
  void connect();
  return {
    status: () => status,
    epoch: () => epoch,
    isCurrent,
    command: (command, commandId = parts.newCommandId()) => commands.ask(command, commandId),
    sendFrame: (frame, model, captureMs) => {
      const kept = outbox.next;
      if (isFinal()) return kept;
      keepFrame(outbox, captureMs, (sequence, earlierGone) =>
        encodeFrame({ sequence, captureMs, model, earlierGone }, frame),
      );
      cancelSending ??= schedule(SEND_EVERY_MS, sendFrames);
      return kept;
    },
    announce: (type, message) => {
      announced.set(type, message);
      if (welcomed) room?.send(type, message);
    },
    request: (type, message) =>
      room === undefined || !welcomed ? Promise.reject(new Error("media/away")) : room.request(type, message),
    serverOffsetMs: () => offsetMs,
    unacknowledged: () => outbox.kept.length,
    framesAcknowledged: () => framesAcknowledged,
    close: () => {
      become("closed");
      cancelRetry?.();
      cancelSending?.();
      heartbeat?.stop();
      room?.leave();
      room = undefined;
    },
  };
}
