// Keeps a device joined to the session's room: joins, says hello, joins anew after a cut or when nothing comes any more,
// rests while the device sleeps, and gives up where trying is of no use.
import { CLOSE_CODES } from "./close-codes.ts";
import { type Heartbeat, startHeartbeat } from "./heartbeat.ts";
import { type HelloAnswer, type HelloRequest, WIRE } from "./room-messages.ts";

/** What is needed of a Colyseus room. */
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

export type LinkStatus =
  | "connecting"
  | "connected"
  | "reconnecting"
  /** Refused until somebody has repaired something: asked again now and then. */
  | "heldBack"
  /** The same person joined from another page; this one is quiet. */
  | "takenOver"
  /** Refused for good; the code says why. */
  | "refused"
  /** The page is too old for its server: only loading it again helps. */
  | "tooOld"
  | "closed";
export type Welcome = Extract<HelloAnswer, { readonly welcome: true }>;

export interface RoomConnection<Room extends LinkedRoom> {
  readonly status: () => LinkStatus;
  /** It will not be connected any more. */
  readonly isOver: () => boolean;
  /** The room, between its welcome and the end of the connection. */
  readonly welcomed: () => Room | undefined;
  /** Something came from the other side. */
  readonly heard: () => void;
  /** The device woke up or its network changed: greets again, and joins anew where that is not answered; what waited for its time does not. */
  readonly lookNow: () => void;
  /** The device falls asleep: goes, so that the others know, and does nothing until `lookNow`. */
  readonly rest: () => void;
  readonly close: () => void;
}

const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 2_000;
const LONGEST_RETRY_HELD_BACK_MS = 30_000;
/** What was too much would be so again, with what was not acknowledged: the server's budget has come back by then. */
const RETRY_AFTER_FLOODING_MS = 30_000;
/** A server that has to wait for the last owner's lease takes some seconds; on a dead line joining would hang for minutes. */
const JOIN_PATIENCE_MS = 10_000;
/** As long as a greeting may take after waking: two beats, so that a busy page hears first what has come. */
const LOOK_BEAT_MS = 1_000;
const LOOK_BEATS = 2;
/** Refusals at joining that will not pass by themselves. */
const FINAL_REFUSALS: ReadonlySet<string> = new Set([
  "sign_in/required",
  "sign_in/foreign_origin",
  "session/unknown",
  "session/not_a_member",
  "session/ended",
]);

/** Begins to join at once. */
export function connectRoom<Room extends LinkedRoom>(parts: {
  readonly join: () => Promise<Room>;
  readonly hello: () => HelloRequest;
  /** Monotonic milliseconds. */
  readonly nowMs: () => number;
  readonly schedule: (delayMs: number, run: () => void) => () => void;
  /** After every join, before hello. */
  readonly onRoom: (room: Room) => void;
  /** Whether the one who welcomes is believed. `tookMs`: from the question to the answer. */
  readonly believe: (welcome: Welcome, tookMs: number) => boolean;
  readonly onConnected: (room: Room) => void;
  readonly onStatus: (status: LinkStatus, refusal: string | undefined) => void;
}): RoomConnection<Room> {
  const { schedule } = parts;
  let room: Room | undefined;
  let heartbeat: Heartbeat | undefined;
  let attempt = 0;
  let welcomed = false;
  let wasWelcomed = false;
  let joining = false;
  let lookingAt: Room | undefined;
  let resting = false;
  let status: LinkStatus = "connecting";
  let retryMs = FIRST_RETRY_MS;
  let cancelRetry: (() => void) | undefined;

  const become = (next: LinkStatus, refusal?: string) => {
    if (status === "closed" || (status === next && refusal === undefined)) return;
    status = next;
    parts.onStatus(next, refusal);
  };
  const isOver = () => status === "closed" || status === "takenOver" || status === "refused" || status === "tooOld";

  const connect = async (): Promise<void> => {
    cancelRetry = undefined;
    attempt += 1;
    const mine = attempt;
    joining = true;
    const cancelPatience = schedule(JOIN_PATIENCE_MS, () => {
      if (mine !== attempt) return;
      giveUpJoining();
      retry();
    });
    try {
      const joined = await parts.join();
      if (mine !== attempt || isOver()) joined.leave(false);
      else {
        joining = false;
        enter(joined);
      }
    } catch (error) {
      if (mine !== attempt) return;
      joining = false;
      failed((error as Error).message);
    } finally {
      cancelPatience();
    }
  };

  /** What comes of it too late is left. */
  const giveUpJoining = (): void => {
    attempt += 1;
    joining = false;
  };

  const enter = (joined: Room): void => {
    room = joined;
    joined.onLeave((code) => left(joined, code));
    parts.onRoom(joined);
    heartbeat = startHeartbeat({ ping: (answered) => joined.ping(answered), schedule, onSilence: () => leave(joined) });
    greet(joined).catch(() => leave(joined));
  };

  const greet = async (joined: Room): Promise<void> => {
    const askedAtMs = parts.nowMs();
    const answer = (await joined.request(WIRE.hello, parts.hello())) as HelloAnswer;
    if (joined !== room) return;
    if (!answer.welcome) {
      refusedProtocol(answer.code);
      leave(joined);
      return;
    }
    if (!parts.believe(answer, parts.nowMs() - askedAtMs)) {
      leave(joined);
      return;
    }
    welcomed = true;
    wasWelcomed = true;
    retryMs = FIRST_RETRY_MS;
    become("connected");
    parts.onConnected(joined);
  };

  /** Said of what passes by itself too: a page that is newer than its server waits until the server is. */
  const refusedProtocol = (code: string): void => {
    if (code === "protocol/too_old") become("tooOld", code);
    if (code === "protocol/too_new") become("reconnecting", code);
  };

  const failed = (code: string): void => {
    if (isOver()) return;
    refusedProtocol(code);
    if (isOver()) return;
    if (code === "session/taken_over") become("takenOver");
    else if (code === "session/unreadable") retry("heldBack", code);
    // Whoever was in it already is told of the line only: what is on the screen stays.
    else if (code === "server/refuses_writes" && !wasWelcomed) retry("heldBack", code);
    else if (FINAL_REFUSALS.has(code)) become("refused", code);
    else retry();
  };

  const left = (leaving: Room, code?: number): void => {
    if (leaving !== room) return;
    room = undefined;
    welcomed = false;
    heartbeat?.stop();
    if (isOver()) return;
    if (code === CLOSE_CODES.takenOver) become("takenOver");
    else {
      if (code === CLOSE_CODES.flooding) retryMs = RETRY_AFTER_FLOODING_MS;
      retry();
    }
  };

  /** This connection is of no use any more, whether or not the other side learns of it. */
  const leave = (joined: Room): void => {
    if (joined !== room) return;
    left(joined);
    joined.leave(false);
  };

  const retry = (meanwhile: "reconnecting" | "heldBack" = "reconnecting", refusal?: string): void => {
    become(meanwhile, refusal);
    if (resting) return;
    cancelRetry ??= schedule(retryMs, () => void connect());
    const longestMs = refusal === "session/unreadable" ? LONGEST_RETRY_HELD_BACK_MS : LONGEST_RETRY_MS;
    retryMs = Math.min(longestMs, retryMs * 2);
  };

  const lookAt = async (joined: Room): Promise<void> => {
    // Before its welcome the heartbeat watches over it.
    if (lookingAt === joined || !welcomed) return;
    lookingAt = joined;
    let cancelBeat: (() => void) | undefined;
    const wait = (beats: number): void => {
      if (beats === 0) leave(joined);
      else cancelBeat = schedule(LOOK_BEAT_MS, () => wait(beats - 1));
    };
    wait(LOOK_BEATS);
    try {
      await greet(joined);
    } catch {
      leave(joined);
    } finally {
      if (lookingAt === joined) lookingAt = undefined;
      cancelBeat?.();
    }
  };

  void connect();
  return {
    status: () => status,
    isOver,
    welcomed: () => (welcomed ? room : undefined),
    heard: () => heartbeat?.heard(),
    lookNow: () => {
      if (isOver()) return;
      resting = false;
      retryMs = FIRST_RETRY_MS;
      if (room !== undefined) void lookAt(room);
      else if (!joining) {
        cancelRetry?.();
        void connect();
      }
    },
    rest: () => {
      if (isOver()) return;
      resting = true;
      cancelRetry?.();
      cancelRetry = undefined;
      giveUpJoining();
      if (room === undefined) become("reconnecting");
      else leave(room);
    },
    close: () => {
      become("closed");
      cancelRetry?.();
      heartbeat?.stop();
      room?.leave();
      room = undefined;
    },
  };
}
