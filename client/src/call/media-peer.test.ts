import type { MediaRequest } from "@ensemble/shared/protocol/media-messages.ts";
import { afterEach, describe, expect, it, vi } from "vitest";
import { openMediaPeer } from "./media-peer.ts";
import type { AskMedia } from "./media-signalling.ts";

const opened = vi.hoisted(() => ({ send: [] as unknown[], receive: [] as unknown[], loaded: 0 }));
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
    readonly load = async () => {
      opened.loaded += 1;
    };
    readonly createSendTransport = (options: unknown) => this.#open(opened.send, options);
    readonly createRecvTransport = (options: unknown) => this.#open(opened.receive, options);
    #open(list: unknown[], options: unknown) {
      list.push(options);
      const listeners = new Map<string, (...given: readonly unknown[]) => void>();
      const on = (name: string, listener: () => void) => listeners.set(name, listener);
      const connected = () =>
        new Promise<void>((done, failed) => listeners.get("connect")?.({ dtlsParameters: {} }, done, failed));
      return { id: "transport", on, produce: () => connected().then(() => producer) };
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

  it("finds out what browser and server have in common once, and anew where the server is another", async () => {
    vi.stubGlobal("RTCPeerConnection", class {});
    const loadedBefore = opened.loaded;
    for (const codec of ["first", "first", "second", "second"]) {
      const ask = (async () => ({ id: "transport", rtpCapabilities: { codecs: [codec] } })) as unknown as AskMedia;
      await openMediaPeer(ask, { low: false, onLine: () => undefined });
    }
    expect(opened.loaded - loadedBefore).toBe(2);
  });

  it("connects while the server is still being told how, and says so where it refuses", async () => {
    vi.stubGlobal("RTCPeerConnection", class {});
    const { promise, reject } = Promise.withResolvers<unknown>();
    const asked: string[] = [];
    const ask = (async (request: MediaRequest) => {
      asked.push(request.op);
      return request.op === "connectTransport" ? promise : { id: "transport", rtpCapabilities: {} };
    }) as unknown as AskMedia;
    const peer = await openMediaPeer(ask, { low: false, onLine: () => undefined });
    const sending = peer.send("microphone", { getSettings: () => ({}) } as MediaStreamTrack);
    const refused = expect(sending).rejects.toThrow("media/malformed");
    await vi.waitFor(() => expect(asked).toContain("connectTransport"));
    reject(new Error("media/malformed"));
    await refused;
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
