import { describe, expect, it } from "vitest";
import { mediaRequest } from "./media-messages.ts";
import { dtlsParameters, rtpParameters } from "./media-parameters.ts";

const produce = {
  op: "produce",
  transportId: "7d0fc2d8-transport",
  source: "camera",
  rtpParameters: {
    codecs: [{ mimeType: "video/VP8", payloadType: 96, clockRate: 90_000 }],
    encodings: [{ rid: "r0" }, { rid: "r1" }],
  },
};
const withParameters = (changes: object) => ({ ...produce, rtpParameters: { ...produce.rtpParameters, ...changes } });
const accepts = (request: unknown) => mediaRequest.safeParse(request).success;

describe("a media request", () => {
  it("is one of those that are known, with nothing besides what they need", () => {
    expect(accepts({ op: "capabilities" })).toBe(true);
    expect(accepts(produce)).toBe(true);
    for (const request of [
      undefined,
      null,
      "capabilities",
      [],
      {},
      { op: "shutDown" },
      { op: "capabilities", extra: 1 },
      { op: "openTransport", direction: "both" },
      { op: "restartIce", transportId: "" },
      { op: "restartIce", transportId: "../../x" },
      { op: "restartIce", transportId: "a".repeat(65) },
      { op: "preferLayers", consumerId: "c", spatialLayer: 3 },
      { op: "preferLayers", consumerId: "c", spatialLayer: Number.NaN },
      { op: "consume", transportId: "t", participantId: "", source: "camera", rtpCapabilities: { codecs: [] } },
      { ...produce, source: "screen" },
      { ...produce, widthPixels: 0 },
    ])
      expect(accepts(request), JSON.stringify(request)).toBe(false);
  });

  it.each([
    ["no codec", { codecs: [] }],
    ["a codec of no session", { codecs: [{ mimeType: "video/H264", payloadType: 96, clockRate: 90_000 }] }],
    ["a payload type of two bytes", { codecs: [{ mimeType: "video/VP8", payloadType: 300, clockRate: 90_000 }] }],
    ["one payload type twice", { codecs: [produce.rtpParameters.codecs[0], produce.rtpParameters.codecs[0]] }],
    ["no stream", { encodings: [] }],
    ["streams without end", { encodings: Array.from({ length: 50 }, (_, ssrc) => ({ ssrc: ssrc + 1 })) }],
    ["a stream nobody can tell from another", { encodings: [{}, { rid: "r1" }] }],
    ["one stream twice", { encodings: [{ rid: "r0" }, { rid: "r0" }] }],
    ["one source number for two streams", { encodings: [{ ssrc: 5, rtx: { ssrc: 6 } }, { ssrc: 6 }] }],
    ["a source number above 32 bits", { encodings: [{ ssrc: 2 ** 32 }] }],
    ["layers inside a stream", { encodings: [{ rid: "r0", scalabilityMode: "L3T3" }] }],
    ["an unknown extension", { headerExtensions: [{ uri: "urn:invented", id: 1 }] }],
    ["an extension numbered 15", { headerExtensions: [{ uri: "urn:3gpp:video-orientation", id: 15 }] }],
  ])("is refused with %s", (_what, changes) => {
    expect(accepts(withParameters(changes))).toBe(false);
  });

  it("is refused with codec parameters that are deep, many or long", () => {
    const withCodec = (parameters: unknown) =>
      withParameters({ codecs: [{ ...produce.rtpParameters.codecs[0], parameters }] });
    expect(accepts(withCodec({ "x-google-start-bitrate": 800 }))).toBe(true);
    const many = Object.fromEntries(Array.from({ length: 17 }, (_, index) => [`p${index}`, index]));
    for (const parameters of [{ deep: { deeper: {} } }, many, { long: "x".repeat(129) }, { huge: 2 ** 40 }])
      expect(accepts(withCodec(parameters)), JSON.stringify(parameters)).toBe(false);
  });
});

describe("WebRTC descriptions", () => {
  it("keep only what is named", () => {
    const parsed = rtpParameters.parse({ ...produce.rtpParameters, surprise: { deep: true } });
    expect(parsed).toEqual(produce.rtpParameters);
  });

  it("need a fingerprint as long as its hash", () => {
    const fingerprint = (bytes: number) => ({
      fingerprints: [{ algorithm: "sha-256", value: Array.from({ length: bytes }, () => "0A").join(":") }],
    });
    expect(dtlsParameters.safeParse(fingerprint(32)).success).toBe(true);
    for (const bytes of [1, 31, 33, 64]) expect(dtlsParameters.safeParse(fingerprint(bytes)).success).toBe(false);
    expect(dtlsParameters.safeParse({ fingerprints: [] }).success).toBe(false);
  });
});
