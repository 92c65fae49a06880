// The connection to a session: Colyseus underneath, plain snapshots and events above. Nothing else in the client knows the SDK.
import { Client, type Room } from "@colyseus/sdk";
import type { TrackedExercise } from "@ensemble/shared/exercise/exercise.ts";
import { readBundleEpoch } from "@ensemble/shared/protocol/bundle-epoch.ts";
import type { ClassMember } from "@ensemble/shared/protocol/http-messages.ts";
import type { MediaChangedMessage, MediaReply } from "@ensemble/shared/protocol/media-messages.ts";
import type { LinkedRoom, LinkStatus } from "@ensemble/shared/protocol/room-connection.ts";
import {
  type CommandAnswer,
  PROTOCOL_VERSION,
  type RepetitionMessage,
  ROOM_NAME,
  WIRE,
} from "@ensemble/shared/protocol/room-messages.ts";
import { createSessionLink } from "@ensemble/shared/protocol/session-link.ts";
import type { SessionView } from "@ensemble/shared/protocol/session-view.ts";
import { createShownCounts } from "@ensemble/shared/protocol/shown-counts.ts";
import type { ClockId, CommandId, ExerciseId, GroupSessionId } from "@ensemble/shared/session/identifiers.ts";
import type { SessionCommand } from "@ensemble/shared/session/session-command.ts";
import type { ClientSession, SessionConnection, SessionEvents } from "./client-session.ts";
import { followOwnMovement } from "./follow-own-movement.ts";
import { createOwnStop } from "./own-stop.ts";
import { readSessionView, type WireSession } from "./read-session-view.ts";
import { watchWaking } from "./watch-waking.ts";

const MEDIA_PATIENCE_MS = 10_000;
/** This load of the page: one clock, and one claim to the seat, however often a connection is opened. */
const PAGE = crypto.randomUUID() as ClockId;

type Listeners = { [Name in keyof SessionEvents]: Set<(event: SessionEvents[Name]) => void> };

export function openSession(options: {
  readonly groupSessionId: GroupSessionId;
  readonly me: ClassMember;
  readonly exercises: readonly TrackedExercise[];
}): SessionConnection {
  const { groupSessionId, me } = options;
  const exercises = new Map(options.exercises.map((exercise) => [exercise.id as ExerciseId, exercise]));
  const own = followOwnMovement(me.personId, (exerciseId) => exercises.get(exerciseId));
  const subscribers = new Set<() => void>();
  const listeners: Listeners = {
    repetition: new Set(),
    measurement: new Set(),
    cue: new Set(),
    alarm: new Set(),
    avatars: new Set(),
    figures: new Set(),
    stroke: new Set(),
    mediaChanged: new Set(),
    woke: new Set(),
  };
  /** What waits for an answer over the present connection. */
  const waiting = new Set<(error: Error) => void>();
  let view: SessionView | undefined;
  const counts = createShownCounts();
  const stop = createOwnStop(groupSessionId, sessionStorage);
  let snapshot: ClientSession = {
    status: "connecting",
    refusal: undefined,
    outdated: false,
    meId: me.personId,
    role: me.role,
    view: undefined,
    own: own.read(),
    stoppedHere: stop.isHere(),
    unacknowledgedFrames: 0,
    lastRefusal: undefined,
  };

  const change = (part: Partial<ClientSession>) => {
    snapshot = {
      ...snapshot,
      ...part,
      view,
      own: own.read(),
      stoppedHere: stop.isHere(),
      outdated: link.isOutdated(),
      unacknowledgedFrames: link.unacknowledged(),
    };
    for (const listener of [...subscribers]) listener();
  };
  const emit = <Name extends keyof SessionEvents>(name: Name, event: SessionEvents[Name]) => {
    for (const listener of [...listeners[name]]) listener(event);
  };

  const showCounts = (read: SessionView): SessionView => {
    const { set } = read;
    if (set === undefined) return read;
    const shownSet = { setId: set.setId, finished: set.state === "finished" };
    const participants = read.participants.map((one) => ({
      ...one,
      repetitions: counts.show(shownSet, one.participantId, one.repetitions),
    }));
    return { ...read, participants };
  };

  const follow = (state: WireSession) => {
    if (!link.isCurrent(state)) return;
    view = showCounts(readSessionView(groupSessionId, state));
    stop.follow(view.participants.find((one) => one.participantId === me.personId)?.stopped ?? false);
    own.follow(view, stop.isHere());
    change({});
  };

  const listen = (room: Room) => {
    room.reconnection.enabled = false;
    room.onStateChange((state) => follow(state as unknown as WireSession));
    room.onMessage(WIRE.repetition, (message: RepetitionMessage) => {
      if (!link.isCurrent(message)) return;
      own.confirm(message);
      emit("repetition", message);
      change({});
    });
    room.onMessage(WIRE.measurement, (message: SessionEvents["measurement"]) => {
      if (link.isCurrent(message)) emit("measurement", message);
    });
    room.onMessage(WIRE.cue, (message: SessionEvents["cue"]) => link.isCurrent(message) && emit("cue", message));
    room.onMessage(WIRE.alarm, (message: SessionEvents["alarm"] & { epoch: number }) => {
      if (link.isCurrent(message)) emit("alarm", message);
    });
    room.onMessage(WIRE.stroke, (message: SessionEvents["stroke"]) => {
      if (link.isCurrent(message)) emit("stroke", message);
    });
    for (const bodies of ["avatars", "figures"] as const) {
      room.onMessage(WIRE[bodies], (bytes: Uint8Array) => {
        const epoch = readBundleEpoch(bytes);
        if (epoch !== undefined && link.isCurrent({ epoch })) emit(bodies, bytes);
      });
    }
    room.onMessage(WIRE.mediaChanged, (message: MediaChangedMessage) => {
      if (link.isCurrent(message)) emit("mediaChanged", message);
    });
  };

  const sdk = new Client(location.origin);
  const link = createSessionLink<LinkedRoom & Room>({
    join: async () => {
      const options = { groupSessionId, page: PAGE, protocol: PROTOCOL_VERSION };
      return (await sdk.joinOrCreate(ROOM_NAME, options)) as LinkedRoom & Room;
    },
    clockId: PAGE,
    source: me.role === "patient" ? "camera" : "none",
    nowMs: () => performance.now(),
    schedule: (delayMs, run) => {
      const timer = setTimeout(run, delayMs);
      return () => clearTimeout(timer);
    },
    newCommandId,
    onRoom: listen,
    onStatus: (status, refusal) => {
      if (status !== "connected") for (const giveUp of [...waiting]) giveUp(new Error("media/away"));
      change({ status: shown(status), refusal });
    },
    onRefusal: (code) => change({ lastRefusal: { code, at: performance.now() } }),
    onAcknowledged: (message) => {
      own.settle(message.through);
      change({});
    },
  });

  const waking = watchWaking(
    {
      page: document,
      window,
      network: (navigator as { connection?: EventTarget & { readonly type?: string } }).connection,
      nowMs: () => Date.now(),
    },
    {
      onAsleep: link.rest,
      onAwake: (reason) => {
        link.lookNow();
        emit("woke", reason);
      },
    },
  );

  const ask = async (wanted: SessionCommand, commandId: CommandId): Promise<CommandAnswer> => {
    if (wanted.name === "stopForPain") {
      stop.begin(commandId);
      if (view !== undefined) own.follow(view, stop.isHere());
      change({});
    }
    const answer = await link.command(wanted, commandId);
    if (wanted.name === "stopForPain") stop.answered();
    if (!answer.applied && answer.code !== "command/taken_back")
      change({ lastRefusal: { code: answer.code, at: performance.now() } });
    return answer;
  };
  const unanswered = stop.unanswered();
  if (unanswered !== undefined) void ask({ name: "stopForPain" }, unanswered);

  return {
    snapshot: () => snapshot,
    subscribe: (listener) => {
      subscribers.add(listener);
      return () => subscribers.delete(listener);
    },
    on: (name, listener) => {
      listeners[name].add(listener);
      return () => listeners[name].delete(listener);
    },
    command: (wanted) => ask(wanted, newCommandId()),
    sendFrame: (frame, model) => {
      // After a stop nothing of this body leaves the device until both agreed to go on.
      if (stop.isHere()) return;
      const captureMs = Math.round(frame.atMs + link.sleptMs());
      const sequence = link.sendFrame(frame, model, captureMs);
      const before = own.read().repetitions;
      own.see({ ...frame, atMs: captureMs, aspect: Math.round(frame.aspect * 1000) / 1000 }, sequence);
      change({});
      if (own.read().repetitions > before) navigator.vibrate?.(30);
    },
    sendFraming: (framing) => link.announce(WIRE.framing, { framing }),
    sendPointing: (message) => link.tell(WIRE.pointing, message),
    sendDeviceCheck: (found) => link.announce(WIRE.deviceCheck, found),
    requestMedia: async (request) => {
      const answer = await withDeadline(link.request(WIRE.media, request), MEDIA_PATIENCE_MS, waiting);
      const reply = answer as MediaReply;
      if (reply.refused !== undefined) throw new Error(reply.refused);
      return reply.answer;
    },
    serverNowMs: () => performance.now() + link.serverOffsetMs(),
    isCatchingUp: waking.isCatchingUp,
    close: () => {
      waking.stop();
      link.close();
    },
  };
}

function newCommandId(): CommandId {
  return crypto.randomUUID() as CommandId;
}

function shown(status: LinkStatus): ClientSession["status"] {
  return status === "closed" ? "refused" : status;
}

/** `waiting`: who is told when the connection ends before there is an answer. */
function withDeadline<T>(promise: Promise<T>, deadlineMs: number, waiting: Set<(error: Error) => void>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("media/away")), deadlineMs);
    waiting.add(reject);
    promise.then(resolve, reject).finally(() => {
      clearTimeout(timer);
      waiting.delete(reject);
    });
  });
}
