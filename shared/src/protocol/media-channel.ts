// How a room server speaks to a media node that runs as a process or on a host of its own: first each proves that it has the clinic's
// media secret, then requests and answers are JSON, each way checked before it is believed.
import { z } from "zod";
import type { GroupSessionId, ParticipantId } from "../session/identifiers.ts";
import type { MediaNode, MediaNodeEvent } from "./media-node.ts";
import { dtlsParameters, rtpCapabilities, rtpParameters } from "./media-parameters.ts";
import { RECORDING_ENDS } from "./media-recording.ts";
import { REFUSALS, type RefusalCode } from "./refusal-codes.ts";

/** Both sides are renewed together: another one is told so and not spoken to. */
export const MEDIA_CHANNEL_VERSION = 2;
/** A message of either side: the largest are a browser's capabilities. */
export const MEDIA_CHANNEL_MESSAGE_BYTES = 262_144;
/** Before the other side has proved anything. */
export const MEDIA_CHANNEL_GREETING_BYTES = 512;

const nonce = z.string().regex(/^[0-9a-f]{64}$/);
const proof = z.string().regex(/^[0-9a-f]{64}$/);

/** The node's first word. */
export const nodeGreeting = z.strictObject({ version: z.number().int(), nonce });
/** The server's answer: proves the secret with both nonces. */
export const serverProof = z.strictObject({ nonce, proof });
/** The node's: only now the server knows that it speaks to a node. */
export const nodeProof = z.strictObject({ proof });

/** What is signed: who says it and both nonces, so that no proof can be used again or turned back on its maker. */
export function proofText(by: "server" | "node", nodeNonce: string, serverNonce: string): string {
  return `ensemble media ${MEDIA_CHANNEL_VERSION} ${by} ${nodeNonce} ${serverNonce}`;
}

const groupSessionId = z
  .string()
  .min(1)
  .max(64)
  .transform((text) => text as GroupSessionId);
const participantId = z
  .string()
  .min(1)
  .max(64)
  .transform((text) => text as ParticipantId);
const handle = z.string().regex(/^[0-9a-zA-Z-]{1,64}$/);
const seat = z.strictObject({ groupSessionId, participantId });
const source = z.enum(["camera", "microphone"]);
const layer = z.number().int().min(0).max(2);
/** Of a session's owner; a lower one has lost it. */
const epoch = z.number().int().min(0);

type Operation = Exclude<keyof MediaNode, "subscribe" | "close">;
/** What each operation is called with, in the order of `MediaNode`. */
export const CHANNEL_ARGUMENTS = {
  /** Answered at once, however busy the workers are. */
  beat: z.tuple([]),
  health: z.tuple([]),
  openSession: z.tuple([groupSessionId, epoch]),
  closeSession: z.tuple([groupSessionId]),
  openTransport: z.tuple([seat, z.enum(["send", "receive"])]),
  connectTransport: z.tuple([seat, handle, dtlsParameters]),
  restartIce: z.tuple([seat, handle]),
  produce: z.tuple([seat, z.object({ transportId: handle, source, rtpParameters })]),
  closeProducer: z.tuple([seat, handle]),
  pauseProducer: z.tuple([seat, handle]),
  resumeProducer: z.tuple([seat, handle]),
  consume: z.tuple([seat, z.object({ transportId: handle, producerId: handle, rtpCapabilities })]),
  closeConsumer: z.tuple([seat, handle]),
  pauseConsumer: z.tuple([seat, handle]),
  resumeConsumer: z.tuple([seat, handle]),
  preferLayers: z.tuple([seat, handle, z.object({ spatialLayer: layer, temporalLayer: layer.optional() })]),
  readLines: z.tuple([groupSessionId]),
  startRecording: z.tuple([seat, z.object({ recordingId: handle, producerId: handle })]),
  stopRecording: z.tuple([seat, handle]),
  acknowledgeRecorded: z.tuple([seat, handle, z.number().int().min(0)]),
  closeParticipant: z.tuple([seat]),
} satisfies { readonly [Name in Operation]: z.ZodType<Readonly<Parameters<MediaNode[Name]>>> } & {
  readonly beat: z.ZodType<readonly []>;
};

export type ChannelOperation = keyof typeof CHANNEL_ARGUMENTS;
export const CHANNEL_OPERATIONS = Object.keys(CHANNEL_ARGUMENTS) as readonly ChannelOperation[];

const envelope = z.strictObject({
  id: z.number().int().min(0),
  operation: z.enum(CHANNEL_OPERATIONS),
  arguments: z.array(z.unknown()).max(4),
});

export interface ChannelRequest {
  readonly id: number;
  readonly operation: ChannelOperation;
  readonly arguments: readonly unknown[];
}

/** Undefined: it cannot be answered, not even with a refusal. `arguments` is undefined where they do not suit the operation. */
export function parseChannelRequest(
  text: string,
):
  | { readonly id: number; readonly operation: ChannelOperation; readonly arguments: readonly unknown[] | undefined }
  | undefined {
  const read = envelope.safeParse(parseJson(text));
  if (!read.success) return undefined;
  const given = CHANNEL_ARGUMENTS[read.data.operation].safeParse(read.data.arguments);
  return { ...read.data, arguments: given.success ? given.data : undefined };
}

const refusalCode = z.enum(Object.keys(REFUSALS) as [RefusalCode, ...RefusalCode[]]);
const whole = z.number().int().min(0);
const recording = { seat, recordingId: handle, source };
const told = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("sessionLost"), groupSessionId, reason: z.string().max(256) }),
  z.object({ kind: z.literal("workerDied"), reason: z.string().max(256) }),
  z.object({ kind: z.literal("producerClosed"), seat, source, producerId: handle }),
  z.object({ kind: z.literal("score"), seat, source, score: z.number().min(0).max(10) }),
  z.object({
    kind: z.literal("recordingEnded"),
    ...recording,
    cause: z.enum(RECORDING_ENDS),
    pieces: whole,
    lost: z.object({ frames: whole, silencedMs: z.number().min(0), heldMs: z.number().min(0) }),
  }),
]) satisfies z.ZodType<MediaNodeEvent>;

/** What a piece is told with; its bytes follow, see `PIECE_HEAD_BYTES`. */
export const pieceWord = z.object({
  kind: z.literal("recordedPiece"),
  ...recording,
  piece: z.object({
    kind: z.enum(["header", "media"]),
    index: whole,
    startMs: z.number(),
    durationMs: z.number().min(0),
    nowMs: z.number(),
    arrivedMs: z.number(),
    keyFrame: z.boolean(),
    rotationDegrees: z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]),
  }),
}) satisfies z.ZodType<
  Omit<RecordedPieceEvent, "piece"> & { readonly piece: Omit<RecordedPieceEvent["piece"], "bytes"> }
>;
/** A binary message is one piece: the length of its word as four bytes, the largest first, the word as JSON, and the piece's bytes. */
export const PIECE_HEAD_BYTES = 4;
export type RecordedPieceEvent = Extract<MediaNodeEvent, { readonly kind: "recordedPiece" }>;

/** `value` is what the operation answered: it comes from one who has the secret and the same version. */
export const channelWord = z.union([
  z.strictObject({ id: z.number().int().min(0), value: z.unknown() }),
  z.strictObject({ id: z.number().int().min(0), refused: refusalCode }),
  z.strictObject({ event: told }),
]);
export type ChannelWord = z.output<typeof channelWord>;

/** Undefined for what is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What a node says of itself in the registry, again and again: one that says nothing for three seconds is not chosen. */
export const announcedNode = z.strictObject({
  nodeId: z.string().regex(/^[0-9a-zA-Z_.-]{1,64}$/),
  version: z.number().int(),
  /** Where room servers reach it, `ws://` or `wss://`. */
  address: z
    .string()
    .regex(/^wss?:\/\/[^\s]+$/)
    .max(256),
  sessions: z.number().int().min(0),
  /** Part of its workers' time that was used lately, 0…1. */
  busy: z.number().min(0).max(1),
  /** It ends as soon as nobody is on it: no session is opened there. */
  leaving: z.boolean(),
});
export type AnnouncedNode = z.output<typeof announcedNode>;

/** In Redis: the ids of all nodes, and for each what it says of itself. */
export const MEDIA_REGISTRY = {
  ids: "ensemble:media:nodes",
  node: (nodeId: string) => `ensemble:media:node:${nodeId}`,
  announcedEveryMs: 1_000,
  forgottenAfterMs: 3_000,
} as const;
