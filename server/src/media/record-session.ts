// Records those of a session who may be recorded (`may-record.ts`), and nobody a moment longer: what a media node taps is kept piece by piece,
// and said to be stored. Whatever ends a tap, somebody's no or a node that dies, ends its file; what is allowed again is another file.
import type { MediaNode, MediaNodeEvent } from "@ensemble/shared/protocol/media-node.ts";
import { RECORDING_TYPES, type RecordingEnd } from "@ensemble/shared/protocol/media-recording.ts";
import { DomainError } from "@ensemble/shared/protocol/refusal-codes.ts";
import type { RecordedNow } from "@ensemble/shared/protocol/session-view.ts";
import type { GroupSessionId, ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import type { MediaSource } from "@ensemble/shared/session/may-consume.ts";
import { mayRecord } from "@ensemble/shared/session/may-record.ts";
import type { SessionState } from "@ensemble/shared/session/session-state.ts";
import { type Budget, createSpending, type Spending, spend } from "../platform/budget.ts";
import { endsWithin } from "../platform/ends-within.ts";
import { LostLease } from "../platform/session-owner.ts";
import type { Recordings } from "../recordings/index.ts";
import type { MediaRegistry, Sent } from "./media-registry.ts";
import { createTap, type Tap } from "./recorded-tap.ts";

export type RecordingKeeper = Pick<Recordings, "startKeeping" | "endAbandoned">;

export interface SessionRecorderOptions {
  readonly node: MediaNode;
  readonly groupSessionId: GroupSessionId;
  readonly keeper: RecordingKeeper;
  readonly registry: MediaRegistry;
  readonly state: () => SessionState;
  readonly epoch: () => number;
  /** Milliseconds since the session opened. */
  readonly sessionNowMs: () => number;
  readonly schedule: (delayMs: number, run: () => void) => () => void;
  /** A tap was opened or is closed. */
  readonly changed: () => void;
  /** What is being kept of this person has changed. */
  readonly recordedNow: (participantId: ParticipantId, now: RecordedNow) => void;
  /** Another process owns the session: nothing is kept of it here any more. */
  readonly lostLease: () => void;
  readonly report: (what: string, detail?: unknown) => void;
}

export interface SessionRecorder {
  /** Opens and closes taps, so that just those are recorded who may be. */
  readonly converge: () => void;
  /** Whether a tap takes what this person sends, or did a moment ago and is not closed yet. */
  readonly takes: (participantId: ParticipantId, source: MediaSource) => boolean;
  /** Resolves when everything that was taken is kept, or it takes too long. */
  readonly close: () => Promise<void>;
}

/** Of one camera or microphone: nobody fills a clinic's list by saying yes and no. */
const STARTS: Budget = { perSecond: 0.1, burst: 12 };
const AGAIN_AFTER_MS = 5_000;
const STOPS_AGAIN_AFTER_MS = 1_000;
/** Of a session that is lost the last pieces come a moment later. */
const LAST_PIECES_WITHIN_MS = 1_000;
const CLOSES_WITHIN_MS = 3_000;
/** These come again with what is sent anew. */
const IN_ORDER: ReadonlySet<RecordingEnd> = new Set<RecordingEnd>([
  "stopped",
  "producerClosed",
  "seatLeft",
  "sessionClosed",
  "workerDied",
]);

export function createSessionRecorder(options: SessionRecorderOptions): SessionRecorder {
  const { node, groupSessionId, keeper, registry, state, sessionNowMs, schedule, changed, report } = options;
  const taps = new Map<string, Tap>();
  const startings = new Map<string, Spending>();
  const resting = new Set<string>();
  const told = new Map<ParticipantId, RecordedNow>();
  const finishing = new Set<Promise<void>>();
  let closed = false;
  let onLastEnd = () => {};
  const unsubscribe = node.subscribe(hear);
  // What an owner before has left open ends before anything begins.
  const ready = endAbandoned();

  async function endAbandoned(): Promise<void> {
    while (!closed) {
      try {
        await keeper.endAbandoned({ groupSessionId, epoch: options.epoch() });
        return;
      } catch (error) {
        if (error instanceof LostLease) return options.lostLease();
        report("recordings of an earlier owner cannot be ended yet", error);
        await new Promise<void>((resolve) => void schedule(AGAIN_AFTER_MS, resolve));
      }
    }
  }

  function isWanted({ participantId, source, producerId }: Pick<Tap, "participantId" | "source" | "producerId">) {
    return (
      !closed &&
      registry.findSent(participantId, source)?.producerId === producerId &&
      mayRecord(participantId, state())
    );
  }

  function converge(): void {
    for (const tap of taps.values()) if (!isWanted(tap)) stop(tap);
    if (closed) return;
    for (const sent of [...registry.sent]) {
      const key = keyOf(sent);
      // One of the same camera is still being closed: its end calls again.
      if (!isWanted(sent) || resting.has(key) || takes(sent.participantId, sent.source)) continue;
      if (mayStart(key)) void start(sent);
      else rest(key);
    }
  }

  function mayStart(key: string): boolean {
    const spending = startings.get(key) ?? createSpending(STARTS, performance.now());
    startings.set(key, spending);
    return spend(spending, STARTS, performance.now());
  }

  function rest(key: string): void {
    if (resting.has(key)) return;
    resting.add(key);
    schedule(AGAIN_AFTER_MS, () => {
      resting.delete(key);
      converge();
    });
  }

  async function start(sent: Sent): Promise<void> {
    const { participantId, source, producerId } = sent;
    const tap = createTap({
      seat: { groupSessionId, participantId },
      source,
      producerId,
      begin: (recordingId, beginsAtMs) => begin(tap, recordingId, beginsAtMs),
      acknowledge: (recordingId, index) => node.acknowledgeRecorded(tap.seat, recordingId, index),
      trouble: (what, error) => {
        report(what, error);
        giveUp(tap);
      },
    });
    taps.set(tap.recordingId, tap);
    changed();
    await ready;
    if (!taps.has(tap.recordingId)) return;
    try {
      tap.asked = true;
      await node.startRecording(tap.seat, { recordingId: tap.recordingId, producerId });
      if (!taps.has(tap.recordingId)) await node.stopRecording(tap.seat, tap.recordingId);
    } catch (error) {
      // Ended while it was being opened, or what it records is gone: the session's state says what is next.
      if (!(error instanceof DomainError)) report("a recording could not be started", error);
      if (taps.has(tap.recordingId)) rest(keyOf(tap));
      end(tap);
    }
  }

  async function begin(tap: Tap, recordingId: string, beginsAtMs: number) {
    const { participantId, source } = tap;
    const byId = state().recording?.byId;
    const actor = { personId: byId ?? null, role: byId === undefined ? "server" : "therapist" } as const;
    const what = {
      recordingId,
      groupSessionId,
      epoch: options.epoch(),
      participantId,
      source,
      contentType: RECORDING_TYPES[source],
      beginsAtMs,
    };
    const keeping = await keeper
      .startKeeping(what, actor, (cause) => {
        if (cause === "lostLease") options.lostLease();
        giveUp(tap);
      })
      .catch((error: unknown) => {
        if (error instanceof LostLease) options.lostLease();
        throw error;
      });
    tap.isKept = true;
    tellRecorded(participantId);
    return keeping;
  }

  function giveUp(tap: Tap): void {
    rest(keyOf(tap));
    stop(tap);
  }

  function stop(tap: Tap): void {
    if (tap.stoppedAtMs !== undefined) return;
    tap.stoppedAtMs = performance.now();
    tellRecorded(tap.participantId);
    if (tap.asked) letGo(tap);
    else end(tap);
  }

  /** Its end is told after its last piece. Until it is, nothing that was sent later is kept (`recorded-tap.ts`). */
  function letGo(tap: Tap): void {
    const { seat, recordingId } = tap;
    const again = () => {
      if (taps.has(recordingId)) letGo(tap);
    };
    node.stopRecording(seat, recordingId).then(
      () => schedule(LAST_PIECES_WITHIN_MS, () => end(tap)),
      (error: unknown) => {
        report("a recording could not be stopped, trying again", error);
        schedule(STOPS_AGAIN_AFTER_MS, again);
      },
    );
  }

  /** No more comes of it. */
  function end(tap: Tap): void {
    if (!taps.delete(tap.recordingId)) return;
    tap.stoppedAtMs ??= performance.now();
    const finished = tap.finish().finally(() => finishing.delete(finished));
    finishing.add(finished);
    if (taps.size === 0) onLastEnd();
    tellRecorded(tap.participantId);
    changed();
    converge();
  }

  function hear(event: MediaNodeEvent): void {
    if (event.kind === "recordedPiece")
      taps.get(event.recordingId)?.take(event.piece, sessionNowMs(), performance.now());
    if (event.kind !== "recordingEnded") return;
    const tap = taps.get(event.recordingId);
    if (tap === undefined) return;
    if (!IN_ORDER.has(event.cause)) {
      report("a recording was ended by its media node", event.cause);
      rest(keyOf(tap));
    }
    end(tap);
  }

  function takes(participantId: ParticipantId, source: MediaSource): boolean {
    return [...taps.values()].some((tap) => tap.participantId === participantId && tap.source === source);
  }

  function tellRecorded(participantId: ParticipantId): void {
    if (closed) return;
    const isKept = (source: MediaSource) =>
      [...taps.values()].some(
        (tap) =>
          tap.participantId === participantId && tap.source === source && tap.isKept && tap.stoppedAtMs === undefined,
      );
    const [picture, sound] = [isKept("camera"), isKept("microphone")];
    const now = picture && sound ? "both" : picture ? "picture" : sound ? "sound" : "nothing";
    if ((told.get(participantId) ?? "nothing") === now) return;
    told.set(participantId, now);
    options.recordedNow(participantId, now);
  }

  return {
    converge,
    takes,
    close: async () => {
      closed = true;
      converge();
      const lastEnd =
        taps.size === 0
          ? Promise.resolve()
          : new Promise<void>((resolve) => {
              onLastEnd = resolve;
            });
      // What is not durable by then is ended by whoever takes the session over.
      const inTime = await endsWithin(
        lastEnd.then(() => Promise.all(finishing)),
        CLOSES_WITHIN_MS,
      );
      if (!inTime) report("a session's recordings take long to finish");
      unsubscribe();
    },
  };
}

function keyOf({ participantId, source }: Pick<Sent, "participantId" | "source">): string {
  return `${participantId} ${source}`;
}
