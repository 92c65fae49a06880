import type { MediaRequest } from "@ensemble/shared/protocol/media-messages.ts";
import { afterEach, describe, expect, it, vi } from "vitest";
import { openMediaPeer } from "./media-peer.ts";
import type { AskMedia } from "./media-signalling.ts";

const opened = vi.hoisted(() => ({ send: [] as unknown[], receive: [] as unknown[] }));

vi.mock("mediasoup-client", () => ({
  detectDevice: () => "Chrome111",
  Device: class {
    readonly load = async () => undefined;
    readonly createSendTransport = (options: unknown) => this.#open(opened.send, options);
    readonly createRecvTransport = (options: unknown) => this.#open(opened.receive, options);
    #open(list: unknown[], options: unknown) {
      list.push(options);
      return { id: "transport", on: () => undefined };
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
});
