import type { MediaRequest } from "@ensemble/shared/protocol/media-messages.ts";
import { afterEach, describe, expect, it, vi } from "vitest";
import { openMediaPeer } from "./media-peer.ts";
import type { AskMedia } from "./media-signalling.ts";

const opened = vi.hoisted(() => ({ send: [] as unknown[], receive: [] as unknown[] }));
const producer = vi.hoisted(() => ({
  id: "producer",
  rtpParameters: { encodings: [{}, {}, {}] },
  highestLayer: 2,
  async setMaxSpatialLayer(layer: number) {
    this.highestLayer = layer;
  },
}));

vi.mock("mediasoup-client", () => ({
  detectDevice: () => "Chrome111",
  Device: class {
    readonly load = async () => undefined;
    readonly createSendTransport = (options: unknown) => this.#open(opened.send, options);
    readonly createRecvTransport = (options: unknown) => this.#open(opened.receive, options);
    #open(list: unknown[], options: unknown) {
      list.push(options);
      return { id: "transport", on: () => undefined, produce: async () => producer };
    }
  },
}));

afterEach(() => vi.unstubAllGlobals());

describe("one end of a call", () => {
  it("can go through the TURN servers that the server names, both ways", async () => {
    vi.stubGlobal("RTCPeerConnection", class {});
    const iceServers = [{ urls: ["turn:rehab.example.org:3478"], username: "1765000000:ana", credential: "signed" }];
    const ask = (async (request: MediaRequest) =>
      request.op === "capabilities"
        ? { generation: "1", rtpCapabilities: {} }
        : { id: "transport", iceServers }) as unknown as AskMedia;
    await openMediaPeer(ask, { low: false, onLine: () => undefined });
    expect(opened.send).toEqual([expect.objectContaining({ iceServers })]);
    expect(opened.receive).toEqual([expect.objectContaining({ iceServers })]);
  });

  it("asks for capabilities and transports at once", async () => {
    vi.stubGlobal("RTCPeerConnection", class {});
    const asked: string[] = [];
    const { promise, resolve } = Promise.withResolvers<unknown>();
    const ask = ((request: MediaRequest) => {
      asked.push(request.op);
      return promise;
    }) as unknown as AskMedia;
    const opening = openMediaPeer(ask, { low: false, onLine: () => undefined });
    expect(asked).toEqual(["capabilities", "openTransport", "openTransport"]);
    resolve({ id: "transport", generation: "1", rtpCapabilities: {} });
    expect((await opening).generation).toBe("1");
  });

  it("sends the smallest sizes of a picture when only some may be sent", async () => {
    vi.stubGlobal("RTCPeerConnection", class {});
    const ask = (async () => ({ id: "transport", rtpCapabilities: {} })) as unknown as AskMedia;
    const peer = await openMediaPeer(ask, { low: false, onLine: () => undefined });
    const sent = await peer.send("camera", { getSettings: () => ({ width: 960 }) } as MediaStreamTrack);
    expect(sent.encodings).toBe(3);
    await sent.sendAtMost(2);
    expect(producer.highestLayer).toBe(1);
  });
});
