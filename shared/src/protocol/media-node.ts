// The one way to speak to what forwards audio and video, in this process or on a host of its own. Plain JSON both ways,
// but for the bytes of recorded pieces.
// A node decides who owns what and how much; who may see whom is decided by the session that speaks to it.
// Every operation refuses with a DomainError of the area `media`.
import type { GroupSessionId, ParticipantId } from "../session/identifiers.ts";
import type { MediaSource } from "../session/may-consume.ts";
import type { PictureLayers } from "../session/narrow-line-rules.ts";
import type {
  DtlsParameters,
  IceCandidate,
  IceParameters,
  RtpCapabilities,
  RtpParameters,
} from "./media-parameters.ts";
import type {
  RecordedPiece,
  RecordingEnd,
  RecordingLosses,
  RecordingOptions,
  StartedRecording,
} from "./media-recording.ts";

export type TransportDirection = "send" | "receive";

/** One participant's place on a node: handles of another seat are unknown to it. */
export interface MediaSeat {
  readonly groupSessionId: GroupSessionId;
  readonly participantId: ParticipantId;
}

export interface MediaHealth {
  readonly status: "ok" | "down";
  readonly reason?: string;
}

export interface OpenedSession {
  /** Another one means that nothing of the last one exists any more. */
  readonly generation: string;
  readonly rtpCapabilities: RtpCapabilities;
}

/** As a browser takes it. */
export interface IceServer {
  readonly urls: readonly string[];
  readonly username: string;
  readonly credential: string;
}

export interface TransportOffer {
  readonly id: string;
  readonly iceParameters: IceParameters;
  readonly iceCandidates: readonly IceCandidate[];
  readonly dtlsParameters: DtlsParameters;
  /** Ways round a network that does not let the candidates through; absent where the clinic offers none. */
  readonly iceServers?: readonly IceServer[];
}

export interface ProduceOptions {
  readonly transportId: string;
  readonly source: MediaSource;
  readonly rtpParameters: RtpParameters;
}

export interface ConsumeOptions {
  readonly transportId: string;
  readonly producerId: string;
  readonly rtpCapabilities: RtpCapabilities;
}

/** A consumer begins paused, so that no packet arrives before the receiver is ready. */
export interface ConsumerOffer {
  readonly consumerId: string;
  readonly producerId: string;
  readonly kind: "audio" | "video";
  readonly rtpParameters: RtpParameters;
  /** Sizes of one picture that can be chosen from; 1 for sound. */
  readonly spatialLayers: number;
}

export interface PreferredLayers {
  readonly spatialLayer: number;
  readonly temporalLayer?: number | undefined;
}

/** What has gone over one participant's line so far. */
export interface LineReading {
  readonly participantId: ParticipantId;
  /** Everything that came from the participant, asking whether the line is well included. */
  readonly heardBytes: number;
  /** Sound and pictures from the participant, and to the participant. */
  readonly up: WayReading;
  readonly down: WayReading;
  readonly roundTripMs?: number;
  /** Every picture in several sizes that is to go to the participant now, and of which its sender sends something. */
  readonly pictures: readonly ForwardedPicture[];
  /** Sizes of the own picture that arrive; missing while none is sent. */
  readonly arrivingSizes?: number;
}

export interface ForwardedPicture {
  readonly consumerId: string;
  /** As preferred, as far as it arrives from its sender. */
  readonly due: PictureLayers;
  /** What the node believes the line has room for. */
  readonly sent: PictureLayers;
}

export interface WayReading {
  readonly bytes: number;
  /** Part of the packets that has not arrived lately, 0…1; of no meaning once nothing is sent any more. */
  readonly lossShare: number;
}

export type MediaNodeEvent =
  /** Everything of this session is gone; open it again to go on. */
  | { readonly kind: "sessionLost"; readonly groupSessionId: GroupSessionId; readonly reason: string }
  | { readonly kind: "workerDied"; readonly reason: string }
  | {
      readonly kind: "producerClosed";
      readonly seat: MediaSeat;
      readonly source: MediaSource;
      readonly producerId: string;
    }
  | {
      readonly kind: "recordedPiece";
      readonly seat: MediaSeat;
      readonly recordingId: string;
      readonly source: MediaSource;
      readonly piece: RecordedPiece;
    }
  /** Comes once, after the last piece, however it ended; after `producerClosed` or `sessionLost` where these were the cause. */
  | {
      readonly kind: "recordingEnded";
      readonly seat: MediaSeat;
      readonly recordingId: string;
      readonly source: MediaSource;
      readonly cause: RecordingEnd;
      /** With the header; 0 when nothing came that could be shown. */
      readonly pieces: number;
      readonly lost: RecordingLosses;
    };

export interface MediaNode {
  readonly health: () => Promise<MediaHealth>;
  /**
   * Opens the session or returns the open one; waits while a worker is being replaced. `epoch`: of the lease of whoever asks. Where several
   * may ask, a higher one takes the session, which is built anew, and a lower one is refused.
   */
  readonly openSession: (groupSessionId: GroupSessionId, epoch: number) => Promise<OpenedSession>;
  readonly closeSession: (groupSessionId: GroupSessionId) => Promise<void>;
  /** At most one transport a direction: a new one closes the old one and all that ran over it. */
  readonly openTransport: (seat: MediaSeat, direction: TransportDirection) => Promise<TransportOffer>;
  readonly connectTransport: (seat: MediaSeat, transportId: string, dtlsParameters: DtlsParameters) => Promise<void>;
  readonly restartIce: (seat: MediaSeat, transportId: string) => Promise<IceParameters>;
  /** At most one producer a source. */
  readonly produce: (seat: MediaSeat, options: ProduceOptions) => Promise<{ readonly producerId: string }>;
  readonly closeProducer: (seat: MediaSeat, producerId: string) => Promise<void>;
  readonly pauseProducer: (seat: MediaSeat, producerId: string) => Promise<void>;
  readonly resumeProducer: (seat: MediaSeat, producerId: string) => Promise<void>;
  readonly consume: (seat: MediaSeat, options: ConsumeOptions) => Promise<ConsumerOffer>;
  readonly closeConsumer: (seat: MediaSeat, consumerId: string) => Promise<void>;
  readonly pauseConsumer: (seat: MediaSeat, consumerId: string) => Promise<void>;
  readonly resumeConsumer: (seat: MediaSeat, consumerId: string) => Promise<void>;
  readonly preferLayers: (seat: MediaSeat, consumerId: string, layers: PreferredLayers) => Promise<void>;
  /**
   * Hands over what a producer sends, as `recordedPiece` events, until it is stopped or what it records goes. Who is being
   * recorded must be watched meanwhile: sizes nobody looks at are not sent, so the recording counts as a viewer of the largest.
   * Asked again for what runs, it answers the same. Whether everybody agreed is for whoever asks.
   */
  readonly startRecording: (seat: MediaSeat, options: RecordingOptions) => Promise<StartedRecording>;
  /** Resolves after `recordingEnded`. One that has ended, or never was, is no error. */
  readonly stopRecording: (seat: MediaSeat, recordingId: string) => Promise<void>;
  /** All pieces up to this one are stored. Without it a recording hands over a few seconds and then waits. */
  readonly acknowledgeRecorded: (seat: MediaSeat, recordingId: string, index: number) => Promise<void>;
  /** Of everybody in the session who is connected. */
  readonly readLines: (groupSessionId: GroupSessionId) => Promise<readonly LineReading[]>;
  readonly closeParticipant: (seat: MediaSeat) => Promise<void>;
  /** Returns the way to stop listening. */
  readonly subscribe: (listener: (event: MediaNodeEvent) => void) => () => void;
  readonly close: () => Promise<void>;
}
