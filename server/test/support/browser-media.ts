// What a browser says when it sends a camera with three layers or a microphone.
import type { DtlsParameters, RtpParameters } from "@ensemble/shared/protocol/media-parameters.ts";

export function cameraParameters(firstSsrc = 1_000): RtpParameters {
  return {
    mid: "0",
    codecs: [
      {
        mimeType: "video/VP8",
        payloadType: 96,
        clockRate: 90_000,
        rtcpFeedback: [{ type: "transport-cc" }, { type: "nack" }, { type: "nack", parameter: "pli" }],
      },
      { mimeType: "video/rtx", payloadType: 97, clockRate: 90_000, parameters: { apt: 96 } },
    ],
    headerExtensions: [{ uri: "urn:ietf:params:rtp-hdrext:sdes:mid", id: 4 }],
    encodings: [0, 1, 2].map((layer) => ({
      rid: `r${layer}`,
      ssrc: firstSsrc + 2 * layer,
      rtx: { ssrc: firstSsrc + 2 * layer + 1 },
      scalabilityMode: "L1T3",
    })),
    rtcp: { cname: "camera" },
  };
}

export function microphoneParameters(ssrc = 2_000): RtpParameters {
  return {
    mid: "1",
    codecs: [{ mimeType: "audio/opus", payloadType: 111, clockRate: 48_000, channels: 2, parameters: { usedtx: 1 } }],
    encodings: [{ ssrc }],
    rtcp: { cname: "camera" },
  };
}

export const DTLS: DtlsParameters = {
  role: "client",
  fingerprints: [{ algorithm: "sha-256", value: Array.from({ length: 32 }, () => "AB").join(":") }],
};
