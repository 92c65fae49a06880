// Media signalling between a client and its session: every request a client may send, its answer, and what it is told.
import { z } from "zod";
import type { ParticipantId } from "../session/identifiers.ts";
import type { MediaSource } from "../session/may-consume.ts";
import type { ConsumerOffer, IceServer, TransportOffer } from "./media-node.ts";
import {
  dtlsParameters,
  type IceParameters,
  type RtpCapabilities,
  rtpCapabilities,
  rtpParameters,
} from "./media-parameters.ts";
import type { RefusalCode } from "./refusal-codes.ts";

const handle = z.string().regex(/^[0-9a-zA-Z-]{1,64}$/);
const participantId = z
  .string()
  .min(1)
  .max(64)
  .transform((text) => text as ParticipantId);
const source = z.enum(["camera", "microphone"]);

export const mediaRequest = z.discriminatedUnion("op", [
  z.strictObject({ op: z.literal("capabilities") }),
  /** What the sender may consume now, and what the server holds of the sender. */
  z.strictObject({ op: z.literal("offers") }),
  /** A second transport of the same direction takes the first one's place. */
  z.strictObject({ op: z.literal("openTransport"), direction: z.enum(["send", "receive"]) }),
  z.strictObject({ op: z.literal("connectTransport"), transportId: handle, dtlsParameters }),
  z.strictObject({ op: z.literal("restartIce"), transportId: handle }),
  z.strictObject({
    op: z.literal("produce"),
    transportId: handle,
    source,
    rtpParameters,
    /** Of the largest picture sent; viewers choose layers by it. */
    widthPixels: z.number().int().min(1).max(7_680).optional(),
  }),
  z.strictObject({ op: z.literal("closeProducer"), producerId: handle }),
  z.strictObject({ op: z.literal("pauseProducer"), producerId: handle }),
  z.strictObject({ op: z.literal("resumeProducer"), producerId: handle }),
  z.strictObject({ op: z.literal("consume"), transportId: handle, participantId, source, rtpCapabilities }),
  /** The sender's own camera, sent back for a while to measure the line; begins paused. One at a time; since protocol 8. */
  z.strictObject({ op: z.literal("probe"), transportId: handle, rtpCapabilities }),
  /** Whether the sender's browser makes less of the own picture than it might because of the line. Told when that changes; since protocol 13. */
  z.strictObject({ op: z.literal("limited"), byLine: z.boolean() }),
  z.strictObject({ op: z.literal("pause"), consumerId: handle }),
  z.strictObject({ op: z.literal("resume"), consumerId: handle }),
  z.strictObject({
    op: z.literal("preferLayers"),
    consumerId: handle,
    spatialLayer: z.number().int().min(0).max(2),
    temporalLayer: z.number().int().min(0).max(2).optional(),
  }),
]);
export type MediaRequest = z.output<typeof mediaRequest>;

/** What each request is answered with. */
export interface MediaAnswers {
  readonly capabilities: { readonly generation: string; readonly rtpCapabilities: RtpCapabilities };
  readonly offers: MediaOffersAnswer;
  readonly openTransport: TransportOffer;
  readonly connectTransport: Done;
  /** With ways round the network anew: the credentials of those before may have run out. */
  readonly restartIce: { readonly iceParameters: IceParameters; readonly iceServers?: readonly IceServer[] };
  readonly produce: { readonly producerId: string };
  readonly closeProducer: Done;
  readonly pauseProducer: Done;
  readonly resumeProducer: Done;
  readonly consume: ConsumeAnswer;
  readonly probe: ConsumerOffer;
  readonly limited: Done;
  readonly pause: Done;
  readonly resume: Done;
  readonly preferLayers: Done;
}
/** How a request is answered: with what it is answered with, or with the code of a refusal. */
export type MediaReply = (
  | { readonly answer: unknown; readonly refused?: undefined }
  | { readonly refused: RefusalCode }
) & {
  /** Of the owner that answers: of an earlier one nothing is believed. Missing from servers before protocol 12. */
  readonly epoch?: number;
};
export interface ConsumeAnswer extends ConsumerOffer {
  /** Of the largest picture; undefined when its sender did not say. */
  readonly widthPixels?: number | undefined;
}
export interface Done {
  readonly done: true;
}

export interface MediaOffer {
  readonly participantId: ParticipantId;
  readonly source: MediaSource;
  /** The owner switched it off for now. */
  readonly paused: boolean;
  /** Nothing of it comes now because the owner's line does not carry it. Since protocol 8; pages before it show the last picture on. */
  readonly lineWeak?: true;
  /** Nothing of it comes now because there is no room for it on one's own line. Since protocol 13; pages before it show the last picture on. */
  readonly leftOut?: true;
}

/** Among the hearers while the own sound is recorded. */
export const RECORDING_HEARS = "recording" as ParticipantId;

/** To each participant, whenever what that participant may consume has changed; always the whole list. */
export interface MediaChangedMessage {
  readonly epoch: number;
  /** Changes when everything has to be built anew (the media worker was replaced); null while there is none. */
  readonly generation: string | null;
  readonly offers: readonly MediaOffer[];
  /** How many sizes of the own picture, the smallest first, somebody looks at now; missing where no picture is sent. */
  readonly wantedSizes?: number;
  /** What the own line carries of what would be sent, while it is not all: the rest is to stop at once. Since protocol 8. */
  readonly carried?: {
    readonly sizes: number;
    readonly sound: boolean;
    /** So many steps less than would be sent, as `shareAfter` has it: in the place of `sizes`, which earlier pages go by. Since protocol 12; missing where there is no picture. */
    readonly less?: number;
  };
  /** Who is sent the own sound now; missing where none is sent. In a private word nothing is said before it is one. */
  readonly hearers?: readonly ParticipantId[];
}
export interface MediaOffersAnswer extends MediaChangedMessage {
  /** The transports the server holds for the asking participant: one that is missing has to be opened anew. */
  readonly transports: readonly string[];
}
