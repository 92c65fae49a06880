// A media node inside this process: workers, the sessions on them, and the typed interface everybody speaks to.
import type { MediaNode, MediaNodeEvent, MediaSeat as SeatAddress } from "@ensemble/shared/protocol/media-node.ts";
import { DomainError } from "@ensemble/shared/protocol/refusal-codes.ts";
import type { GroupSessionId } from "@ensemble/shared/session/identifiers.ts";
import { setLogEventListeners } from "mediasoup";
import type { MediaSeat } from "./media-seat.ts";
import { MediaSession } from "./media-session.ts";
import { type ListenAddress, type LiveWorker, MediaWorker } from "./media-worker.ts";
import { placeSessions } from "./place-sessions.ts";
import { type Report, refuseMedia } from "./refuse-media.ts";
import { keepSpareWorker } from "./spare-worker.ts";
import { endWorkerProcess, startWorkerProcess } from "./worker-process.ts";

export interface MediaNodeOptions {
  /** Worker processes; a session stays on one. */
  readonly workers: number;
  /** Path of the mediasoup-worker program; absent: mediasoup's own or MEDIASOUP_WORKER_BIN. */
  readonly workerBinary?: string | undefined;
  /** Each is bound and offered to clients: name addresses of this machine rather than 0.0.0.0. */
  readonly listen: readonly ListenAddress[];
  /** See `WorkerProgram`. */
  readonly outlivesSignals?: boolean;
  /** One more process waits to take the place of a worker that dies. */
  readonly spare?: boolean;
  /** Told what went wrong and was dealt with. */
  readonly report: Report;
}

/** One in this process. */
export interface LocalMediaNode extends MediaNode {
  /** CPU time of each living worker since it began. */
  readonly usedMs: () => Promise<readonly number[]>;
}

/** Starts the workers; throws when one cannot start at all. */
export async function createMediaNode(options: MediaNodeOptions): Promise<LocalMediaNode> {
  const { report } = options;
  setLogEventListeners({ onerror: (namespace, log, error) => report(`${namespace}: ${log}`, error) });
  const listeners = new Set<(event: MediaNodeEvent) => void>();
  const spare = options.spare
    ? keepSpareWorker({ start: () => startWorkerProcess(options), end: endWorkerProcess, report })
    : undefined;
  const workers = Array.from({ length: options.workers }, (_, index) => {
    const worker: MediaWorker = new MediaWorker({
      ...options,
      index,
      takeSpare: spare?.take,
      onDeath: (reason) => loseWorker(worker, reason),
    });
    return worker;
  });
  const endProcesses = () => Promise.all([spare?.close(), ...workers.map((worker) => worker.close())]);
  const sessions = placeSessions(workers, openOn);

  function emit(event: MediaNodeEvent): void {
    for (const listener of [...listeners]) listener(event);
  }

  function loseWorker(worker: MediaWorker, reason: string): void {
    emit({ kind: "workerDied", reason });
    for (const groupSessionId of sessions.lose(worker)) emit({ kind: "sessionLost", groupSessionId, reason });
  }

  async function openOn(worker: MediaWorker, groupSessionId: GroupSessionId): Promise<MediaSession> {
    const live: LiveWorker | undefined = await worker.live();
    if (!live) throw new DomainError("media/away");
    const reportSession: Report = (what, detail) => report(what, detail, groupSessionId);
    return refuseMedia(
      () => MediaSession.open({ groupSessionId, live, report: reportSession, emit }),
      () => live.worker.closed,
      reportSession,
    );
  }

  async function closeSession(groupSessionId: GroupSessionId): Promise<void> {
    // Whoever else speaks for this session (another room took it over) must open it again.
    if (await sessions.close(groupSessionId)) emit({ kind: "sessionLost", groupSessionId, reason: "closed" });
  }

  function seatOf({ groupSessionId, participantId }: SeatAddress): MediaSeat {
    return sessions.get(groupSessionId).getSeat(participantId);
  }

  try {
    await Promise.all(workers.map((worker) => worker.start()));
  } catch (error) {
    await endProcesses();
    throw error;
  }

  return {
    health: async () => {
      const reason = (await Promise.all(workers.map((worker) => worker.trouble()))).find((trouble) => trouble);
      return reason === undefined ? { status: "ok" } : { status: "down", reason };
    },
    openSession: async (groupSessionId) => {
      const { generation, rtpCapabilities } = await sessions.open(groupSessionId);
      return { generation, rtpCapabilities };
    },
    closeSession,
    openTransport: async (seat, direction) =>
      sessions.get(seat.groupSessionId).takeSeat(seat.participantId).openTransport(direction),
    connectTransport: async (seat, id, dtlsParameters) => seatOf(seat).connectTransport(id, dtlsParameters),
    restartIce: async (seat, id) => seatOf(seat).restartIce(id),
    produce: async (seat, request) => seatOf(seat).produce(request),
    closeProducer: async (seat, id) => seatOf(seat).closeProducer(id),
    pauseProducer: async (seat, id) => seatOf(seat).pauseProducer(id),
    resumeProducer: async (seat, id) => seatOf(seat).resumeProducer(id),
    consume: async (seat, request) => seatOf(seat).consume(request),
    closeConsumer: async (seat, id) => seatOf(seat).closeConsumer(id),
    pauseConsumer: async (seat, id) => seatOf(seat).pauseConsumer(id),
    resumeConsumer: async (seat, id) => seatOf(seat).resumeConsumer(id),
    preferLayers: async (seat, id, layers) => seatOf(seat).preferLayers(id, layers),
    startRecording: async ({ groupSessionId, participantId }, request) =>
      sessions.get(groupSessionId).startRecording(participantId, request),
    stopRecording: async ({ groupSessionId, participantId }, recordingId) =>
      sessions.find(groupSessionId)?.stopRecording(participantId, recordingId),
    acknowledgeRecorded: async ({ groupSessionId, participantId }, recordingId, index) =>
      sessions.find(groupSessionId)?.acknowledgeRecorded(participantId, recordingId, index),
    readLines: async (groupSessionId) => sessions.get(groupSessionId).readLines(),
    closeParticipant: async (seat) => sessions.get(seat.groupSessionId).leaveSeat(seat.participantId),
    usedMs: () => Promise.all(workers.map((worker) => worker.usedMs())),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      await sessions.clear();
      await endProcesses();
      listeners.clear();
    },
  };
}
