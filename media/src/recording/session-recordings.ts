// The recordings of one session: how many at most, whose they are, and what becomes of them when somebody leaves or all of it ends.
import type { MediaNodeEvent } from "@ensemble/shared/protocol/media-node.ts";
import type { RecordingEnd, StartedRecording } from "@ensemble/shared/protocol/media-recording.ts";
import { DomainError } from "@ensemble/shared/protocol/refusal-codes.ts";
import type { GroupSessionId, ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import type { MediaSource } from "@ensemble/shared/session/may-consume.ts";
import type { DirectTransport, Router, RtpCapabilities, Worker } from "mediasoup/types";
import { type Report, refuseMedia } from "../refuse-media.ts";
import { ORIENTATION_EXTENSION } from "./camera-orientation.ts";
import { RECORDINGS_PER_SESSION } from "./recording-limits.ts";
import { RecordingTap } from "./recording-tap.ts";

export interface RecordingSurroundings {
  readonly groupSessionId: GroupSessionId;
  readonly worker: Worker;
  readonly router: Router;
  readonly report: Report;
  readonly emit: (event: MediaNodeEvent) => void;
}

export interface RecordingRequest {
  readonly participantId: ParticipantId;
  readonly recordingId: string;
  readonly source: MediaSource;
  readonly producerId: string;
}

interface Entry {
  readonly request: RecordingRequest;
  readonly opening: Promise<RecordingTap>;
  /** Asked for while it was being opened. */
  endNow: RecordingEnd | undefined;
  tap: RecordingTap | undefined;
}

export class SessionRecordings {
  readonly #around: RecordingSurroundings;
  readonly #entries = new Map<string, Entry>();
  #transport: Promise<DirectTransport> | undefined;

  constructor(surroundings: RecordingSurroundings) {
    this.#around = surroundings;
  }

  async start(request: RecordingRequest): Promise<StartedRecording> {
    const entry = this.#findRunning(request) ?? this.#open(request);
    const { started } = await entry.opening;
    return started;
  }

  async stop(participantId: ParticipantId, recordingId: string): Promise<void> {
    const entry = this.#entries.get(recordingId);
    if (entry?.request.participantId !== participantId) return;
    await end(entry, "stopped");
    // Whoever asked for it hears why it could not be opened, or that it was ended at once.
    await entry.opening.catch(() => undefined);
  }

  acknowledge(participantId: ParticipantId, recordingId: string, index: number): void {
    const entry = this.#entries.get(recordingId);
    if (entry?.request.participantId === participantId) entry.tap?.acknowledge(index);
  }

  async leave(participantId: ParticipantId): Promise<void> {
    const left = [...this.#entries.values()].filter(({ request }) => request.participantId === participantId);
    await Promise.all(left.map((entry) => end(entry, "seatLeft")));
  }

  async close(): Promise<void> {
    await Promise.all([...this.#entries.values()].map((entry) => end(entry, "sessionClosed")));
  }

  /** The same one, asked for once more. */
  #findRunning({ participantId, recordingId, producerId }: RecordingRequest): Entry | undefined {
    const named = this.#entries.get(recordingId);
    if (named) {
      const same = named.request.participantId === participantId && named.request.producerId === producerId;
      if (same && !named.endNow) return named;
      throw new DomainError("media/not_now");
    }
    const recorded = [...this.#entries.values()].some(({ request }) => request.producerId === producerId);
    if (recorded || this.#entries.size >= RECORDINGS_PER_SESSION) throw new DomainError("media/too_many");
    return undefined;
  }

  #open(request: RecordingRequest): Entry {
    const { router, report } = this.#around;
    const tapping = refuseMedia(
      () => this.#tap(request),
      () => router.closed,
      report,
    );
    const settle = async (tap: RecordingTap): Promise<RecordingTap> => {
      entry.tap = tap;
      if (!entry.endNow) return tap;
      await tap.end(entry.endNow);
      throw new DomainError("media/away");
    };
    const forget = (error: unknown): never => {
      this.#entries.delete(request.recordingId);
      throw error;
    };
    const entry: Entry = { request, endNow: undefined, tap: undefined, opening: tapping.then(settle, forget) };
    this.#entries.set(request.recordingId, entry);
    return entry;
  }

  #openTransport(): Promise<DirectTransport> {
    this.#transport ??= this.#around.router.createDirectTransport().catch((error: unknown) => {
      this.#transport = undefined;
      throw error;
    });
    return this.#transport;
  }

  async #tap({ participantId, recordingId, source, producerId }: RecordingRequest): Promise<RecordingTap> {
    const { groupSessionId, worker, router, report, emit } = this.#around;
    const transport = await this.#openTransport();
    return RecordingTap.open({
      seat: { groupSessionId, participantId },
      recordingId,
      source,
      producerId,
      worker,
      transport,
      rtpCapabilities: tapCapabilities(router),
      report,
      emit,
      onEnded: () => this.#entries.delete(recordingId),
    });
  }
}

/** One that is still being opened ends as soon as it is: a worker that does not answer must not keep anybody from leaving. */
async function end(entry: Entry, cause: RecordingEnd): Promise<void> {
  entry.endNow ??= cause;
  await entry.tap?.end(cause);
}

/** Nothing is sent again and no rate is guessed between a router and its own process. */
function tapCapabilities({ rtpCapabilities }: Router): RtpCapabilities {
  return {
    codecs: (rtpCapabilities.codecs ?? [])
      .filter(({ mimeType }) => !mimeType.toLowerCase().endsWith("/rtx"))
      .map((codec) => ({
        ...codec,
        rtcpFeedback: (codec.rtcpFeedback ?? []).filter(({ type, parameter }) => parameter === "pli" || type === "ccm"),
      })),
    headerExtensions: (rtpCapabilities.headerExtensions ?? []).filter(({ uri }) => uri === ORIENTATION_EXTENSION),
  };
}
