// One group session on a worker: its router and the seats of its participants.
import type { LineReading, MediaNodeEvent } from "@ensemble/shared/protocol/media-node.ts";
import type { RtpCapabilities } from "@ensemble/shared/protocol/media-parameters.ts";
import type { RecordingOptions, StartedRecording } from "@ensemble/shared/protocol/media-recording.ts";
import { DomainError } from "@ensemble/shared/protocol/refusal-codes.ts";
import type { GroupSessionId, ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import type { Router } from "mediasoup/types";
import { CODECS } from "./codecs.ts";
import { MediaSeat } from "./media-seat.ts";
import type { LiveWorker } from "./media-worker.ts";
import { SessionRecordings } from "./recording/session-recordings.ts";
import type { Report } from "./refuse-media.ts";
import { ownLoss, rememberLoss } from "./way-loss-rules.ts";

export interface SessionSurroundings {
  readonly groupSessionId: GroupSessionId;
  readonly live: LiveWorker;
  readonly report: Report;
  readonly emit: (event: MediaNodeEvent) => void;
}

export class MediaSession {
  readonly #around: SessionSurroundings;
  readonly #router: Router;
  readonly #seats = new Map<ParticipantId, MediaSeat>();
  readonly #recordings: SessionRecordings;
  /** On the way from each seat. */
  readonly #lostLately = new WeakMap<MediaSeat, readonly number[]>();

  private constructor(surroundings: SessionSurroundings, router: Router) {
    this.#around = surroundings;
    this.#router = router;
    this.#recordings = new SessionRecordings({ ...surroundings, worker: surroundings.live.worker, router });
  }

  static async open(surroundings: SessionSurroundings): Promise<MediaSession> {
    return new MediaSession(surroundings, await surroundings.live.worker.createRouter({ mediaCodecs: CODECS }));
  }

  get generation(): string {
    return this.#router.id;
  }

  get rtpCapabilities(): RtpCapabilities {
    return structuredClone(this.#router.rtpCapabilities) as RtpCapabilities;
  }

  /** The participant's seat, made when there is none. */
  takeSeat(participantId: ParticipantId): MediaSeat {
    const found = this.#seats.get(participantId);
    if (found) return found;
    const { groupSessionId, live, report, emit } = this.#around;
    const address = { groupSessionId, participantId };
    const seat = new MediaSeat({
      router: this.#router,
      server: live.server,
      report,
      onProducerClosed: (source, producerId) => emit({ kind: "producerClosed", seat: address, source, producerId }),
    });
    this.#seats.set(participantId, seat);
    return seat;
  }

  getSeat(participantId: ParticipantId): MediaSeat {
    const seat = this.#seats.get(participantId);
    if (!seat) throw new DomainError("media/unknown");
    return seat;
  }

  startRecording(
    participantId: ParticipantId,
    { recordingId, producerId }: RecordingOptions,
  ): Promise<StartedRecording> {
    const source = this.getSeat(participantId).sourceOf(producerId);
    return this.#recordings.start({ participantId, recordingId, source, producerId });
  }

  stopRecording(participantId: ParticipantId, recordingId: string): Promise<void> {
    return this.#recordings.stop(participantId, recordingId);
  }

  acknowledgeRecorded(participantId: ParticipantId, recordingId: string, index: number): void {
    this.#recordings.acknowledge(participantId, recordingId, index);
  }

  async leaveSeat(participantId: ParticipantId): Promise<void> {
    const seat = this.#seats.get(participantId);
    this.#seats.delete(participantId);
    const recorded = this.#recordings.leave(participantId);
    seat?.close();
    await recorded;
  }

  /** Of everybody who is connected. */
  async readLines(): Promise<readonly LineReading[]> {
    const seats = [...this.#seats];
    const counted = await Promise.all(
      seats.map(async ([participantId, seat]) => {
        const line = await seat.readLine();
        if (line === undefined) return [];
        this.#lostLately.set(seat, rememberLoss(this.#lostLately.get(seat) ?? [], line.up.lossShare));
        return [{ participantId, ...line }];
      }),
    );
    const lostLately = (producerId: string) => {
      const sender = seats.find(([, seat]) => seat.isSending(producerId))?.[1];
      return (sender && this.#lostLately.get(sender)) ?? [];
    };
    return counted.flat().map(({ down: { bytes, reports }, ...line }) => {
      return { ...line, down: { bytes, lossShare: ownLoss(reports, lostLately) } };
    });
  }

  async close(): Promise<void> {
    const recorded = this.#recordings.close();
    for (const seat of this.#seats.values()) seat.close();
    this.#seats.clear();
    await recorded;
    this.#router.close();
  }
}
