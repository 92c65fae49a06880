// The WebRTC descriptions that travel, bounded field by field: only what is named here ever reaches a media worker.
// Unknown fields are dropped, since browsers add their own.
import { z } from "zod";

const UINT32_MAX = 4_294_967_295;
const INT32_MAX = 2_147_483_647;

const payloadType = z.number().int().min(0).max(127);
const streamIdentifier = z.string().regex(/^[A-Za-z0-9_-]{1,8}$/);
const ssrc = z.number().int().min(1).max(UINT32_MAX);
/** One-byte header extensions have the ids 1…14. */
const extensionId = z.number().int().min(1).max(14);
/** What a media worker understands; a client negotiates no others. */
const extensionUri = z.enum([
  "urn:ietf:params:rtp-hdrext:sdes:mid",
  "urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id",
  "urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id",
  "http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time",
  "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01",
  "urn:ietf:params:rtp-hdrext:ssrc-audio-level",
  "https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension",
  "urn:3gpp:video-orientation",
  "http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time",
  "urn:ietf:params:rtp-hdrext:toffset",
  "http://www.webrtc.org/experiments/rtp-hdrext/playout-delay",
  "urn:mediasoup:params:rtp-hdrext:packet-id",
]);
/** The codecs of a session; others are refused before anybody looks at them. */
const mimeType = z.string().regex(/^(audio\/opus|video\/VP8|video\/rtx)$/i);
const clockRate = z.number().int().min(8_000).max(90_000);
const channels = z.number().int().min(1).max(2);
const codecParameters = z
  .record(
    z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,47}$/),
    z.union([
      z.string().max(128),
      z
        .number()
        .int()
        .min(-INT32_MAX - 1)
        .max(INT32_MAX),
    ]),
  )
  .refine((parameters) => Object.keys(parameters).length <= 16);
const rtcpFeedback = z
  .array(z.object({ type: z.string().min(1).max(32), parameter: z.string().max(32).exactOptional() }))
  .max(16);

export const rtpParameters = z.object({
  mid: streamIdentifier.exactOptional(),
  codecs: z
    .array(
      z.object({
        mimeType,
        payloadType,
        clockRate,
        channels: channels.exactOptional(),
        parameters: codecParameters.exactOptional(),
        rtcpFeedback: rtcpFeedback.exactOptional(),
      }),
    )
    .min(1)
    .max(4)
    .refine((codecs) => areDistinct(codecs.map((codec) => codec.payloadType))),
  headerExtensions: z
    .array(z.object({ uri: extensionUri, id: extensionId, encrypt: z.boolean().exactOptional() }))
    .max(14)
    .refine((extensions) => areDistinct(extensions.map((extension) => extension.id)))
    .refine((extensions) => areDistinct(extensions.map((extension) => extension.uri)))
    .exactOptional(),
  encodings: z
    .array(
      z.object({
        ssrc: ssrc.exactOptional(),
        rid: streamIdentifier.exactOptional(),
        rtx: z.object({ ssrc }).exactOptional(),
        dtx: z.boolean().exactOptional(),
        scalabilityMode: z
          .string()
          .regex(/^L1T[123]$/)
          .exactOptional(),
        maxBitrate: z.number().int().min(1_000).max(20_000_000).exactOptional(),
      }),
    )
    .min(1)
    .max(3)
    // A stream without its own ssrc or rid could never be told from another.
    .refine((encodings) => encodings.every((encoding) => encoding.ssrc !== undefined || encoding.rid !== undefined))
    .refine((encodings) =>
      areDistinct(encodings.flatMap((encoding) => [encoding.ssrc, encoding.rtx?.ssrc]).filter(isGiven)),
    )
    .refine((encodings) => areDistinct(encodings.map((encoding) => encoding.rid).filter(isGiven))),
  rtcp: z
    .object({ cname: z.string().max(64).exactOptional(), reducedSize: z.boolean().exactOptional() })
    .exactOptional(),
});
export type RtpParameters = z.output<typeof rtpParameters>;

export const rtpCapabilities = z.object({
  codecs: z
    .array(
      z.object({
        kind: z.enum(["audio", "video"]),
        mimeType,
        preferredPayloadType: payloadType,
        clockRate,
        channels: channels.exactOptional(),
        parameters: codecParameters.exactOptional(),
        rtcpFeedback: rtcpFeedback.exactOptional(),
      }),
    )
    .max(8),
  headerExtensions: z
    .array(
      z.object({
        kind: z.enum(["audio", "video"]),
        uri: extensionUri,
        preferredId: extensionId,
        preferredEncrypt: z.boolean().exactOptional(),
        direction: z.enum(["sendrecv", "sendonly", "recvonly", "inactive"]).exactOptional(),
      }),
    )
    .max(40),
});
export type RtpCapabilities = z.output<typeof rtpCapabilities>;

export const dtlsParameters = z.object({
  role: z.enum(["auto", "client", "server"]).exactOptional(),
  fingerprints: z
    .array(
      z
        .object({
          algorithm: z.enum(["sha-256", "sha-384", "sha-512"]),
          value: z.string().regex(/^([0-9A-Fa-f]{2}:)+[0-9A-Fa-f]{2}$/),
        })
        .refine(({ algorithm, value }) => value.length === (Number(algorithm.slice(4)) / 8) * 3 - 1),
    )
    .min(1)
    .max(4),
});
export type DtlsParameters = z.output<typeof dtlsParameters>;

export interface IceParameters {
  readonly usernameFragment: string;
  readonly password: string;
  readonly iceLite?: boolean;
}

export interface IceCandidate {
  readonly foundation: string;
  readonly priority: number;
  readonly address: string;
  readonly ip: string;
  readonly protocol: "udp" | "tcp";
  readonly port: number;
  readonly type: "host";
  readonly tcpType?: "passive";
}

function areDistinct(values: readonly (string | number)[]): boolean {
  return new Set(values).size === values.length;
}

function isGiven<Value>(value: Value | undefined): value is Value {
  return value !== undefined;
}
