// Several media nodes as if they were one: each session is opened on the least busy, stays there, and is lost with it. Whoever has lost one opens
// it again, on a node that is there.
import type { AnnouncedNode, ChannelOperation } from "@ensemble/shared/protocol/media-channel.ts";
import type {
  LineReading,
  MediaNode,
  MediaNodeEvent,
  MediaSeat,
  OpenedSession,
} from "@ensemble/shared/protocol/media-node.ts";
import type { StartedRecording } from "@ensemble/shared/protocol/media-recording.ts";
import { DomainError } from "@ensemble/shared/protocol/refusal-codes.ts";
import type { GroupSessionId } from "@ensemble/shared/session/identifiers.ts";
import { chooseNode } from "./choose-node-rules.ts";
import { type NodeChannel, openNodeChannel } from "./node-channel.ts";
import type { ReadNodes } from "./read-nodes.ts";
import { followRecordings } from "./running-recordings.ts";

export interface MediaNodesOptions {
  readonly readNodes: ReadNodes;
  readonly secret: string;
  readonly report: (what: string, detail?: unknown) => void;
  readonly openChannel?: typeof openNodeChannel;
}

interface Reached {
  readonly nodeId: string;
  readonly channel: NodeChannel;
}

/** A node announces itself anew every second. */
const SPARED_MS = 2_000;
const WAITS_FOR_NODE_MS = 10_000;
const LOOKS_EVERY_MS = 250;
const REACHES_ANOTHER_EVERY_MS = 2_000;

export function createMediaNodes(options: MediaNodesOptions): MediaNode {
  const { readNodes, secret, report, openChannel = openNodeChannel } = options;
  const listeners = new Set<(event: MediaNodeEvent) => void>();
  const channels = new Map<string, Promise<Reached>>();
  const places = new Map<GroupSessionId, Reached>();
  const opening = new Map<GroupSessionId, Promise<OpenedSession>>();
  /** Since a node was last heard of, by its id. */
  const opened = new Map<string, number>();
  const unreachable = new Set<string>();
  /** Being opened, and whether the node has taken it back before its answer was looked at. */
  const asking = new Map<GroupSessionId, { readonly nodeId: string; lost: boolean }>();
  const recordings = followRecordings();
  /** Closed while they were still being opened. */
  const givenUp = new Set<GroupSessionId>();
  let closed = false;
  // Whoever needs a node reports that it cannot be reached.
  const reachingAnother = setInterval(() => void reachAnother().catch(() => undefined), REACHES_ANOTHER_EVERY_MS);
  reachingAnother.unref();

  const emit = (event: MediaNodeEvent) => {
    for (const listener of [...listeners]) listener(event);
  };

  function reach({ nodeId, address }: AnnouncedNode): Promise<Reached> {
    const known = channels.get(nodeId);
    if (known !== undefined) return known;
    const reaching = openChannel({
      address,
      secret,
      told: (event) => hear(nodeId, event),
      ended: (reason) => lose(nodeId, reason),
    }).then((channel) => ({ nodeId, channel }));
    channels.set(nodeId, reaching);
    reaching.catch(() => {
      channels.delete(nodeId);
      spare(nodeId);
    });
    return reaching;
  }

  /** So that sessions whose node dies have only to be opened on the next one. */
  async function reachAnother(): Promise<void> {
    const used = new Set([...places.values()].map(({ nodeId }) => nodeId));
    if (used.size === 0) return;
    const others = (await readNodes()).filter(({ nodeId }) => !used.has(nodeId));
    const chosen = chooseNode(others, opened, unreachable);
    if (chosen !== undefined) await reach(chosen);
  }

  function spare(nodeId: string): void {
    unreachable.add(nodeId);
    setTimeout(() => unreachable.delete(nodeId), SPARED_MS).unref();
  }

  function hear(nodeId: string, event: MediaNodeEvent): void {
    if (event.kind === "sessionLost") {
      const { groupSessionId } = event;
      const opening = asking.get(groupSessionId);
      if (opening?.nodeId === nodeId) opening.lost = true;
      const place = places.get(groupSessionId);
      if (place?.nodeId !== nodeId) return;
      places.delete(groupSessionId);
      emit(event);
      // One that is leaving waits for that, and what it had recorded comes before.
      void release(place, groupSessionId);
      return;
    }
    if (event.kind === "recordedPiece") recordings.handedOver(event);
    if (event.kind === "recordingEnded" && !recordings.ended(event)) return;
    emit(event);
  }

  /** Closes what is not wanted there any more; recordings of which no end is told have ended with it. */
  async function release({ channel }: Reached, groupSessionId: GroupSessionId): Promise<void> {
    try {
      await channel.ask("closeSession", [groupSessionId]);
    } catch (error) {
      // A node that is gone has closed it.
      if (!(error instanceof DomainError)) throw error;
    } finally {
      endRecordings(groupSessionId, "sessionClosed");
    }
  }

  function endRecordings(groupSessionId: GroupSessionId, cause: "sessionClosed" | "workerDied"): void {
    for (const ended of recordings.endAll(groupSessionId, cause)) emit(ended);
  }

  function lose(nodeId: string, reason: string): void {
    channels.delete(nodeId);
    if (closed) return;
    report(`the media node ${nodeId} is lost, its sessions go elsewhere`, reason);
    spare(nodeId);
    emit({ kind: "workerDied", reason });
    for (const [groupSessionId, place] of [...places]) {
      if (place.nodeId !== nodeId) continue;
      places.delete(groupSessionId);
      emit({ kind: "sessionLost", groupSessionId, reason });
      endRecordings(groupSessionId, "workerDied");
    }
  }

  async function findNode(): Promise<Reached | undefined> {
    const nodes = await readNodes();
    for (const { nodeId } of nodes) if (!opened.has(nodeId)) opened.set(nodeId, 0);
    const chosen = chooseNode(nodes, opened, unreachable);
    if (chosen === undefined) return undefined;
    return reach(chosen).catch((error: unknown) => {
      report(`the media node ${chosen.nodeId} cannot be reached`, error);
      return undefined;
    });
  }

  async function openAnew(groupSessionId: GroupSessionId, epoch: number): Promise<OpenedSession> {
    const until = performance.now() + WAITS_FOR_NODE_MS;
    while (!closed && !givenUp.has(groupSessionId) && performance.now() < until) {
      const found = await findNode();
      const session = found && (await openOn(found, groupSessionId, epoch));
      if (session) return session;
      await new Promise((resolve) => setTimeout(resolve, LOOKS_EVERY_MS));
    }
    throw new DomainError("media/away");
  }

  /** Undefined where that node cannot have it now. */
  async function openOn(
    found: Reached,
    groupSessionId: GroupSessionId,
    epoch: number,
  ): Promise<OpenedSession | undefined> {
    const { nodeId, channel } = found;
    opened.set(nodeId, (opened.get(nodeId) ?? 0) + 1);
    setTimeout(() => opened.set(nodeId, (opened.get(nodeId) ?? 1) - 1), SPARED_MS).unref();
    const mine = { nodeId, lost: false };
    asking.set(groupSessionId, mine);
    try {
      const session = (await channel.ask("openSession", [groupSessionId, epoch])) as OpenedSession;
      if (mine.lost) {
        await release(found, groupSessionId);
        return undefined;
      }
      places.set(groupSessionId, found);
      return session;
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== "media/away") throw error;
      spare(nodeId);
      // It may take effect there all the same, later.
      void release(found, groupSessionId);
      return undefined;
    } finally {
      asking.delete(groupSessionId);
    }
  }

  function openSession(groupSessionId: GroupSessionId, epoch: number): Promise<OpenedSession> {
    const place = places.get(groupSessionId);
    if (place !== undefined) return place.channel.ask("openSession", [groupSessionId, epoch]) as Promise<OpenedSession>;
    const running = opening.get(groupSessionId);
    if (running !== undefined) return running;
    const mine = openAnew(groupSessionId, epoch).finally(() => opening.delete(groupSessionId));
    opening.set(groupSessionId, mine);
    return mine;
  }

  async function ask(
    groupSessionId: GroupSessionId,
    operation: ChannelOperation,
    given: readonly unknown[],
  ): Promise<unknown> {
    const place = places.get(groupSessionId);
    if (place === undefined) throw new DomainError("media/away");
    return place.channel.ask(operation, given);
  }

  const askSeat =
    (operation: SeatOperation | RecordingOperation) =>
    (...given: readonly unknown[]) =>
      ask((given[0] as MediaSeat).groupSessionId, operation, given);
  const seats = Object.fromEntries(SEAT_OPERATIONS.map((operation) => [operation, askSeat(operation)]));

  return {
    ...(seats as unknown as Pick<MediaNode, SeatOperation>),
    health: async () => {
      const there = chooseNode(await readNodes(), opened, unreachable);
      return there !== undefined ? { status: "ok" } : { status: "down", reason: "there is no media node" };
    },
    openSession,
    readLines: (groupSessionId) =>
      ask(groupSessionId, "readLines", [groupSessionId]) as Promise<readonly LineReading[]>,
    startRecording: async (seat, recording) => {
      const started = (await askSeat("startRecording")(seat, recording)) as StartedRecording;
      recordings.started({ seat, recordingId: recording.recordingId, source: started.source });
      return started;
    },
    stopRecording: (...given) => unlessAway(askSeat("stopRecording")(...given)),
    acknowledgeRecorded: (...given) => unlessAway(askSeat("acknowledgeRecorded")(...given)),
    closeSession: async (groupSessionId) => {
      givenUp.add(groupSessionId);
      // Why it could not be opened is told to whoever asked for it.
      await opening.get(groupSessionId)?.catch(() => undefined);
      givenUp.delete(groupSessionId);
      const place = places.get(groupSessionId);
      places.delete(groupSessionId);
      if (place !== undefined) await release(place, groupSessionId);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      closed = true;
      clearInterval(reachingAnother);
      const reached = await Promise.allSettled(channels.values());
      for (const one of reached) if (one.status === "fulfilled") one.value.channel.close();
      listeners.clear();
    },
  };
}

/** A recording that has gone with its node needs neither. */
async function unlessAway(asking: Promise<unknown>): Promise<void> {
  try {
    await asking;
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== "media/away") throw error;
  }
}

type RecordingOperation = "startRecording" | "stopRecording" | "acknowledgeRecorded";
type SeatOperation = Exclude<
  keyof MediaNode,
  "health" | "openSession" | "closeSession" | "readLines" | RecordingOperation | "subscribe" | "close"
>;
const SEAT_OPERATIONS = [
  "openTransport",
  "connectTransport",
  "restartIce",
  "produce",
  "closeProducer",
  "pauseProducer",
  "resumeProducer",
  "consume",
  "closeConsumer",
  "pauseConsumer",
  "resumeConsumer",
  "preferLayers",
  "closeParticipant",
] as const satisfies readonly SeatOperation[];
