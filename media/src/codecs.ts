// What a session speaks: Opus for voices, VP8 for pictures, which every supported browser can simulcast.
import type { RouterRtpCodecCapability } from "mediasoup/types";

export const CODECS: RouterRtpCodecCapability[] = [
  { kind: "audio", mimeType: "audio/opus", clockRate: 48_000, channels: 2 },
  { kind: "video", mimeType: "video/VP8", clockRate: 90_000, parameters: { "x-google-start-bitrate": 800 } },
];
