// What a browser offers when it sends a camera with three layers and a microphone, as recorded from Chromium.
import type { DtlsParameters, RtpParameters } from "@ensemble/shared/protocol/media-parameters.ts";

export function cameraParameters(firstSsrc = 1_000, mid = "0"): RtpParameters {
  return {
    mid,
    codecs: [
      {
        mimeType: "video/VP8",
        payloadType: 96,
        clockRate: 90_000,
        parameters: {},
        rtcpFeedback: [
          { type: "goog-remb" },
          { type: "transport-cc" },
          { type: "ccm", parameter: "fir" },
          { type: "nack" },
        ],
      },
      { mimeType: "video/rtx", payloadType: 97, clockRate: 90_000, parameters: { apt: 96 }, rtcpFeedback: [] },
    ],
    headerExtensions: [
      { uri: "urn:ietf:params:rtp-hdrext:sdes:mid", id: 4 },
      { uri: "urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id", id: 10 },
      { uri: "urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id", id: 11 },
    ],
    encodings: [0, 1, 2].map((layer) => ({
      rid: `r${layer}`,
      ssrc: firstSsrc + 2 * layer,
      rtx: { ssrc: firstSsrc + 2 * layer + 1 },
      scalabilityMode: "L1T3",
      maxBitrate: 150_000 * 4 ** layer,
    })),
    rtcp: { cname: "camera", reducedSize: true },
  };
}

export function microphoneParameters(ssrc = 2_000): RtpParameters {
  return {
    mid: "1",
    codecs: [
      {
        mimeType: "audio/opus",
        payloadType: 111,
        clockRate: 48_000,
        channels: 2,
        parameters: { minptime: 10, useinbandfec: 1, usedtx: 1 },
        rtcpFeedback: [{ type: "transport-cc" }],
      },
    ],
    headerExtensions: [{ uri: "urn:ietf:params:rtp-hdrext:sdes:mid", id: 4 }],
    encodings: [{ ssrc, dtx: true }],
    rtcp: { cname: "camera", reducedSize: true },
  };
}

export const DTLS: DtlsParameters = {
  role: "client",
  fingerprints: [{ algorithm: "sha-256", value: Array.from({ length: 32 }, () => "AB").join(":") }],
};
