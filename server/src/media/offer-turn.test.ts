import type { MediaNode, MediaSeat, TransportOffer } from "@ensemble/shared/protocol/media-node.ts";
import type { GroupSessionId, ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { describe, expect, it } from "vitest";
import { offerTurn } from "./offer-turn.ts";

const SEAT: MediaSeat = { groupSessionId: "class" as GroupSessionId, participantId: "demo-ana" as ParticipantId };
const OFFER = { id: "transport", iceCandidates: [] } as unknown as TransportOffer;
const node = { openTransport: async () => OFFER } as unknown as MediaNode;
const URLS = ["turn:rehab.example.org:3478?transport=tcp"];

describe("a transport", () => {
  it("is offered with the TURN server and credentials of the participant's own", async () => {
    const withTurn = offerTurn(node, { urls: URLS, secret: "north" }, () => 1_764_992_800_000);
    expect(await withTurn.openTransport(SEAT, "send")).toEqual({
      ...OFFER,
      iceServers: [{ urls: URLS, username: "1765000000:demo-ana", credential: "SR3/gI7RdEmXKegeueRaInuPkb4=" }],
    });
  });

  it("is offered as it is where there is no TURN server", async () => {
    expect(await offerTurn(node, undefined, () => 0).openTransport(SEAT, "send")).toEqual(OFFER);
  });
});
